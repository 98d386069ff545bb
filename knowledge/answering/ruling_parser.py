"""Parses the reply of a model that was asked which of some numbered statements are supported.

Models are asked for lines such as ``1: supported``, but also write bold, tables, JSON, Indonesian, reasons
after the word, or each statement in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.answering.tag_filter import FORGET, TagFilter
from knowledge.verification import Ruling

_STRICTEST: tuple[Ruling, ...] = ("contradicted", "unproved", "supported")

_HEDGE = (
    r"(?:(?:(?<!\w)(?:not|no|never|cannot|nothing|none|tidak|tak|bukan|belum|kurang|partly|partially|mostly"
    r"|largely|only|sebagian|hanya)|n['’]t)\b(?:[ *_]+\w+){0,2}?[ *_]+)"
)
_WORDS = (
    rf"(?P<hedge>{_HEDGE})?(?<![\w-])(?:"
    r"(?P<supported>supported|supports?|didukung|terdukung|mendukung|proved|proven|terbukti|entailed|confirmed)"
    r"|(?P<contradicted>contradict(?:ed|s|ion|ory)|bertentangan|dibantah|refuted)"
    r"|(?P<unproved>un(?:proved|proven|supported|verified|confirmed))"
    r")\b(?P<denied>\W*[:=?]\W*(?:false|no|tidak)\b)?"
)
_ONLY = (
    r"(?:(?P<yes>yes|ya|true|benar)|(?P<no>no|not|tidak|bukan|belum|false|salah|partial|partially|partly"
    r"|sebagian))(?=\s*(?:[^\w\s]|$))"
)
_BEFORE = (
    r"[^\w]*(?:(?:is|are|was|be|does|do|did|can|adalah|fully|entirely|completely|sepenuhnya|the|evidence|bukti"
    r"|verdict|status|label|result|answer|judge?ment|putusan|hasil|penilaian)(?:\b|(?=n['’]t))[^\w]*)*"
)
_NUMBER = (
    r"(?:(?:statements?|pernyataan|claim|klaim|number|nomor|no|id)[\W_]*)?(?<![\d.,])(?P<number>\d{1,2})"
    r"(?!\w|[.,:]\d|\s*[-–—,&]\s*\d)"  # neither 1.500 nor 1-3
)
_LINE = re.compile(rf"[^\w]*{_NUMBER}")
_FIRST = re.compile(f"{_BEFORE}(?:{_WORDS}|{_ONLY})")
_ANYWHERE = re.compile(_WORDS)
_LAST = re.compile(rf"\s*[^\w\s].*[:=|>(\[\-–—→][\"'*_ ]*{_WORDS}[^\w]*$")
_NEXT = re.compile(rf"(?:[,;|/]\s*|\s)[^\w]*{_NUMBER}(?=[^\w]*{_WORDS})")
_ALONE = re.compile(rf"[^\w]*(?:{_WORDS}|{_ONLY})[^\w]*")


def parse_rulings(text: str, count: int) -> list[Ruling | None]:
    """Return the ruling on each of the statements 1 to ``count``; None where the text has none.

    A ruling belongs to the number in front of it, so one on all statements together is none on each. If a
    number has several, the strictest counts. Without any number the text must be exactly ``count`` rulings.

    >>> parse_rulings("1: supported\\n**Pernyataan 2** – tidak didukung (angka lain)", 3)
    ['supported', 'unproved', None]
    """
    lines = re.split(r"[\n\r{}]+", _spoken(text).casefold())
    rulings: dict[int, Ruling | None] = {}
    is_numbered = False
    open_number: int | None = None
    for line in filter(str.strip, lines):
        if begin := _LINE.match(line):
            is_numbered = True
            found = list(_numbered(line, begin))
            open_number = None if found else int(begin["number"])
        elif open_number is not None and (first := _FIRST.match(line)):
            found = [(open_number, _ruling(first, line[first.end() :]))]
        else:
            found = []
        for number, ruling in found:
            rulings[number] = _strictest(ruling, rulings.get(number))
    return (
        [rulings.get(number) for number in range(1, count + 1)] if is_numbered else _unnumbered(lines, count)
    )


def _spoken(text: str) -> str:
    """The text without thinking."""
    tags = TagFilter()
    return (tags.feed(text) + tags.close()).rpartition(FORGET)[2]


def _numbered(line: str, begin: re.Match[str]) -> Iterator[tuple[int, Ruling | None]]:
    """The rulings of a line that begins with a number; several if others follow the first."""
    number: re.Match[str] | None = begin
    while number is not None:
        first = _FIRST.match(line, number.end())
        if first is None:  # the statement itself may stand between its number and the ruling
            if last := _LAST.match(line, number.end()):
                yield int(number["number"]), _ruling(last)
            return
        following = _NEXT.search(line, first.end())
        reason = line[first.end() : following.start() if following else len(line)]
        yield int(number["number"]), _ruling(first, reason)
        number = following


def _unnumbered(lines: list[str], count: int) -> list[Ruling | None]:
    parts = [part for line in lines for part in line.split(",") if re.search(r"\w", part)]
    found = [_ruling(alone) if (alone := _ALONE.fullmatch(part)) else None for part in parts]
    return found if len(found) == count else [None] * count


def _ruling(match: re.Match[str], reason: str = "") -> Ruling | None:
    """The ruling of a match; a reason that says otherwise makes it stricter."""
    if match["supported"]:
        ruling: Ruling | None = "unproved" if match["hedge"] or match["denied"] else "supported"
    elif match["contradicted"]:
        ruling = None if match["hedge"] or match["denied"] else "contradicted"
    elif match["unproved"]:
        ruling = None if match["hedge"] or match["denied"] else "unproved"
    else:
        ruling = "supported" if match.groupdict().get("yes") else "unproved"
    for other in _ANYWHERE.finditer(reason):
        ruling = _strictest(_ruling(other), ruling)
    return ruling


def _strictest(one: Ruling | None, other: Ruling | None) -> Ruling | None:
    return next((ruling for ruling in _STRICTEST if ruling in (one, other)), None)
