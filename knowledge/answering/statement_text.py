"""Processes the text of a drafted statement: removes formatting, recognises headings, splits sentences."""

from __future__ import annotations

import re

from knowledge.text import sentences

SPLIT_CHARACTERS = 2_000
"""Longer text is not split into sentences: no statement of a real answer is that long."""

_BULLETS = re.compile(r"\s*(?:(?:[-*•·–—+>]|#{1,6}|\(?\d{1,2}[.)]|\(?[a-z]\))\s+)*")
_PREAMBLE = re.compile(r"(?:answer|jawaban)\s?:\s?", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")
_EMPTY_PARENTHESES = re.compile(r" ?\( ?[,;]? ?\)")
_SPACE_BEFORE_STOP = re.compile(r" ([.,;:!?…)])")
_LEFT_OVER = " )]】］.,;:"
"""Characters that may be left at the beginning of a text when the labels in front of it are removed."""
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*")
_SOURCES = re.compile(
    r"(?:sources?|references?|citations?|footnotes?"
    r"|sumber|referensi|rujukan|kutipan|daftar pustaka|catatan kaki)"
    r"(?: (?:cited|used|list|berita|artikel))?\s?(?P<colon>:?)(?:\s?https?:\S*)?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60
_NO_ANSWER = re.compile(r"(?<![A-Za-z])NO[_ -]ANSWER(?![A-Za-z])[.:,;!]?")


def plain(text: str) -> str:
    """Fold a text to one line and remove bullets, numbering, emphasis and code marks.

    >>> plain(" 1. **Air** naik _cepat_ .")
    'Air naik cepat.'
    """
    text = text[_BULLETS.match(text).end() :]  # type: ignore[union-attr]  # it matches the empty text
    text = _EMPTY_PARENTHESES.sub("", " ".join(_EMPHASIS.sub("", text).split()))
    text = _TWO_STOPS.sub(".", _SPACE_BEFORE_STOP.sub(r"\1", text))
    text = text.lstrip(_LEFT_OVER)
    return _PREAMBLE.sub("", text, count=1) if _PREAMBLE.match(text) else text


def says_something(text: str) -> bool:
    """Whether a text has a letter or a digit.

    >>> says_something("- **"), says_something("Ya")
    (False, True)
    """
    return any(map(str.isalnum, text))


def is_fence(line: str) -> bool:
    """Whether a line is the opening or closing fence of a code block.

    >>> is_fence("```text"), is_fence("Air naik.")
    (True, False)
    """
    return bool(_FENCE.fullmatch(line))


def is_sources_heading(text: str, *, requires_colon: bool = False) -> bool:
    """Whether a line is the heading of a list of sources.

    With ``requires_colon`` it must end in a colon.

    >>> is_sources_heading("**Sumber:**"), is_sources_heading("Sumber dana: APBN")
    (True, False)
    """
    if len(text) > _LONGEST_HEADING:
        return False
    heading = _SOURCES.fullmatch(plain(text))
    return heading is not None and (bool(heading["colon"]) or not requires_colon)


def without_no_answer(text: str) -> tuple[str, bool]:
    """The text without the token ``NO_ANSWER``, and whether it had this token.

    >>> without_no_answer("NO_ANSWER. Tidak disebut.")
    ('Tidak disebut.', True)
    """
    rest, count = _NO_ANSWER.subn("", text)
    return rest.strip(), count > 0


def cut(text: str) -> list[str]:
    """Split a text into sentences. A quotation of several sentences is not split.

    >>> cut("Dr. Sari tiba pukul 10. “Baik. Aman,” katanya.")
    ['Dr. Sari tiba pukul 10.', '“Baik. Aman,” katanya.']
    """
    if len(text) > SPLIT_CHARACTERS:
        return [text]
    parts: list[str] = []
    for sentence in sentences.split(text):
        if parts and (_has_open_quotation(parts[-1]) or sentence.text[0].islower()):
            parts[-1] += f" {sentence.text}"
        else:
            parts.append(sentence.text)
    return parts


def _has_open_quotation(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
