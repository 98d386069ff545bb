"""Finds links, mentions, commands, code and invisible characters in a statement.

A statement about the news contains them only if its source does; a planted instruction may add them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FOREIGN = re.compile(
    r"(?P<link>\b(?:https?|ftp|tg|data|javascript|file|mailto):\S{1,2000}|\bwww\.\S{1,2000}"
    r"|(?<![\w@.])(?:[a-zA-Z0-9-]{1,63}\.){1,4}(?:com|net|org|info|io|id|co|me|ly|xyz|top|ru|cn|app|dev|link|site|online|gg|to)"
    r"(?![\w-])(?:/\S{0,2000})?)"
    r"|(?P<mention>(?<![\w.])@\w{2,64}|[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,20})"
    r"|(?P<tag>(?<![\w&])#\w{2,64})"
    r"|(?P<command>(?<![\w/.<)])/[a-zA-Z_]\w{1,31}(?![\w/]))"
    r"|(?P<html></?[a-zA-Z][^<>\n]{0,200}>|<!--|&[a-z]{2,8};|&#\w{1,6};)"
    r"|(?P<code>```|(?<!\w)`[^`\n]{1,200}`(?!\w)|\$\{|\{\{|\}\}|\{%|<\||\|>|^\s{0,3}#{1,6}\s|\*\*|__(?=\w)|\[INST\]|\{\")"
    r"|(?P<image>!?\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\))"
    r"|(?P<hidden>[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f])",
    re.M,
)

# A fast test: a text that it does not match has no markup. Most statements have none.
_HINT = re.compile(
    r"[@#/<>`{}|*&$\[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]|__|[^\W\d_]\.[^\W\d_]|:\S"
)


def foreign(statement: str, sources: Sequence[str]) -> list[str]:
    """The markup of ``statement`` that no source contains, in order.

    >>> foreign("Air naik, lihat https://tipu.example/x", ["Air naik."])
    ['https://tipu.example/x']
    """
    if not _HINT.search(statement):
        return []
    return [
        match[0]
        for match in _FOREIGN.finditer(statement)
        if not any(match[0].rstrip(".,;:)]”\"'") in source for source in sources)
    ]
