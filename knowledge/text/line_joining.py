"""Which line ends run on: real input breaks sentences at line ends, and leaves blank lines out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.text.sentence_boundary_words import CLOSERS, LINKING, SENTENCE_END_MARKS

_LOOK = 60
"""Characters looked at from the end of a line: longer than any word, and it keeps the time linear."""

_HEADING = 40
"""A line up to this length, without a stop, before a line that begins with a capital, is a heading."""

_TITLE = 80
"""The same for the first line of a text, if the next line is at least twice as long."""

_HEADLINE = 160
"""The same for a line where nearly every word has a capital."""

_WRAP_WIDTH = 100
"""Text wrapped by a mail or text program has lines up to this width."""

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_STOP_AT_END = re.compile(rf"[{SENTENCE_END_MARKS}][{re.escape(CLOSERS)}]{{0,4}}$")
_BULLET = re.compile(r"\s*(?:[•▪●◦‣·*]\s*\S|[-–—]\s+\S|\(?(?:\d{1,3}|[a-z])[.)]\s+\S)")
_NUMBERED = re.compile(r"\s*\d{2,3}[.)]\s")
_SHOUTED_DATELINE = re.compile(r"\s*[A-Z]{3}[A-Z .,]{0,40}(?:[ ,(][\w.,/() ]{1,30})?[ \xa0][-–—]")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines that run on, in order: a blank line, a heading and a list item end one.

    Blocks begin and end at line ends, do not overlap, and hold every character that is not white space.

    >>> list(blocks("Cuaca\\n\\nHujan turun di\\nTirta Jaya."))
    [(0, 5), (7, 33)]
    """
    lines: list[tuple[int, int]] = []
    first = 0
    for match in LINE_END.finditer(text):
        lines.append((first, match.start()))
        first = match.end()
    lines.append((first, len(text)))
    paragraph: list[tuple[int, int]] = []
    for span in lines:
        if text[span[0] : span[1]].strip():
            paragraph.append(span)
        elif paragraph:
            yield from _joined(text, paragraph)
            paragraph = []
    if paragraph:
        yield from _joined(text, paragraph)


def _joined(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    width = max(end - start for start, end in lines)
    wrapped = width if len(lines) > 2 and width <= _WRAP_WIDTH else None
    first = lines[0][0]
    fresh = True  # The line begins a sentence, as far as its predecessor tells.
    item = False
    for (start, end), (following, following_end) in pairwise(lines):
        line, after = text[start:end].strip(), text[following:following_end].strip()
        item = item or _BULLET.match(line) is not None
        if _breaks(line, after, title=start == 0, fresh=fresh, item=item, wrapped=wrapped):
            yield first, end
            first, fresh, item = following, True, False
        else:
            fresh = _ends_with_stop(line)
            item = item and not fresh
    yield first, lines[-1][1]


def _breaks(line: str, after: str, *, title: bool, fresh: bool, item: bool, wrapped: int | None) -> bool:
    """Whether a line end ends a block. A line that ends with a stop does not: the stop is judged later."""
    if _BULLET.match(after) and (item or not _NUMBERED.match(after) or line[-1] in ".:;!?"):
        return not (after[0] in "–—" and after[1:].lstrip()[:1].islower())
    if _SHOUTED_DATELINE.match(after):
        return True
    if after[0].islower() or line[-1] in ",–—-" or _ends_with_stop(line):
        return False
    if item:
        return True
    words = line[-_LOOK:].split()
    if not fresh or words[-1].lower() in LINKING:
        return False
    if wrapped is not None and len(line) + 1 + len(after.split(maxsplit=1)[0]) > wrapped:
        return False  # The line was full: a program broke it, not a person.
    if len(line) <= _HEADING or (len(line) <= _HEADLINE and _is_headline(line)):
        return True
    return title and len(line) <= _TITLE and len(after) >= 2 * len(line)


def _ends_with_stop(line: str) -> bool:
    return _STOP_AT_END.search(line[-_LOOK:]) is not None


def _is_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha() and len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
