"""Groups the lines of a text into blocks within which sentences may continue across line ends.

Needed because real input wraps lines inside sentences and often has no blank lines between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.text import list_lines
from knowledge.text.list_lines import BULLET, ends_with_stop
from knowledge.text.sentence_boundary_words import LINKING

_LOOK = 60
"""Characters inspected at the end of a line: longer than any word, and bounded so that time stays linear."""

_HEADING = 40
"""Characters. A line of at most this length without a full stop before a capital letter is a heading."""

_TITLE = 80
"""The same limit for the first line of a text if the next line is at least twice as long."""

_HEADLINE = 160
"""The same limit for a line in which nearly every word has a capital."""

_WRAP_WIDTH = 100
"""Characters. Mail and text programs wrap lines at or below this width."""

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NUMBERED = re.compile(r"\s*\d{2,3}[.)]\s")
_SHOUTED_DATELINE = re.compile(r"\s*[A-Z]{3}[A-Z .,]{0,40}(?:[ ,(][\w.,/() ]{1,30})?[ \xa0][-–—]")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks of a text as ``(start, end)`` offsets, in order.

    A block ends at a blank line and after a heading, a list item or a line of a list. Blocks start and end at
    line boundaries, do not overlap, and together contain every character that is not white space.

    >>> list(blocks("Cuaca\\n\\nHujan turun di\\nTirta Jaya."))
    [(0, 5), (7, 33)]
    """
    lines: list[tuple[int, int]] = []
    first = 0
    for match in LINE_END.finditer(text):
        lines.append((first, match.start()))
        first = match.end()
    lines.append((first, len(text)))
    widest = max(end - start for start, end in lines)
    paragraph: list[tuple[int, int]] = []
    for span in lines:
        if text[span[0] : span[1]].strip():
            paragraph.append(span)
        elif paragraph:
            yield from _joined(text, paragraph, widest)
            paragraph = []
    if paragraph:
        yield from _joined(text, paragraph, widest)


def _joined(text: str, lines: list[tuple[int, int]], widest: int) -> Iterator[tuple[int, int]]:
    width = max(end - start for start, end in lines)
    wrap_width = width if len(lines) > 2 and width <= _WRAP_WIDTH else None
    stripped = [text[start:end].strip() for start, end in lines]
    listed = list_lines.breaks(stripped, widest)
    first = lines[0][0]
    begins_sentence = True  # Judged by the line before.
    in_item = False
    for at, ((start, end), (following, _following_end)) in enumerate(pairwise(lines)):
        line, after = stripped[at], stripped[at + 1]
        in_item = in_item or BULLET.match(line) is not None
        if at in listed or _ends_block(
            line,
            after,
            is_first_line=start == 0,
            begins_sentence=begins_sentence,
            in_item=in_item,
            wrap_width=wrap_width,
        ):
            yield first, end
            first, begins_sentence, in_item = following, True, False
        else:
            begins_sentence = ends_with_stop(line)
            in_item = in_item and not begins_sentence
    yield first, lines[-1][1]


def _ends_block(
    line: str,
    after: str,
    *,
    is_first_line: bool,
    begins_sentence: bool,
    in_item: bool,
    wrap_width: int | None,
) -> bool:
    """Whether the block ends between ``line`` and the next line, ``after``.

    It does not if ``line`` ends with a full stop or the like: the sentence splitter judges that later.
    ``wrap_width`` is the width at which a program wrapped the paragraph, None if lines end where a person
    ended them.
    """
    if BULLET.match(after) and (in_item or not _NUMBERED.match(after) or line[-1] in ".:;!?"):
        return not (after[0] in "–—" and after[1:].lstrip()[:1].islower())
    if _SHOUTED_DATELINE.match(after):
        return True
    if after[0].islower() or line[-1] in ",–—-" or ends_with_stop(line):
        return False
    if in_item:
        return True
    words = line[-_LOOK:].split()
    if not begins_sentence or words[-1].lower() in LINKING:
        return False
    if wrap_width is not None and len(line) + 1 + len(after.split(maxsplit=1)[0]) > wrap_width:
        return False  # The next word did not fit: a program broke the line.
    if len(line) <= _HEADING or (len(line) <= _HEADLINE and _is_headline(line)):
        return True
    return is_first_line and len(line) <= _TITLE and len(after) >= 2 * len(line)


def _is_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha() and len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
