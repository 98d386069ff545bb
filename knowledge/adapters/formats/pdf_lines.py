"""Turns lines on pages into paragraphs: drops page numbers and running heads, joins broken lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from knowledge.text import list_lines

EDGE_LINES = 3
"""Running heads and feet are searched among this many topmost and lowest lines of a page."""

TOP_LINES = 9
"""The title is searched among this many first lines of the first page."""

WIDER_GAP = 1.2
"""Least ratio of a gap between paragraphs to that between lines. In PDFs of five programs it is 1.5 to 2."""

LARGER_LETTERS = 1.12
"""Least ratio of the font size of a title to that of the body. In PDFs of five programs it is 1.3 to 2."""

MOST_LOGOS = 0.02
"""Share of characters without a Unicode mapping up to which they are bullets and logos, and no letters."""

INDENTED = 10.0
"""Points by which the items of a list are indented, at least."""

SHORT_LINE = 0.8
"""Where gaps do not separate paragraphs: a line shorter than this share of the longest lines, in characters,
that ends a sentence also ends a paragraph."""

# What pypdf gives for them: their numbers in the font as characters, or what the private area has.
_UNMAPPED = re.compile("[\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_SYMBOL = re.compile("^[\ue000-\uf8ff](?=\\s)")  # A bullet in a font of symbols.
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:halaman|hal|hlm|page|p)\.?\s*)?\d{1,4}(?:\s*(?:/|of|dari)\s*\d{1,4})?\W*", re.IGNORECASE
)
# The head and foot that a browser prints: "22/4/2022, 10:30  Title" and "https://… 1/2".
_BROWSER_HEAD = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}[:.]\d\d(?: ?[AP]M)?\b.*", re.IGNORECASE
)
_BROWSER_FOOT = re.compile(r"\S+:/\S+ \d{1,3}/\d{1,3}")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_BROKEN_WORD = re.compile(r"(?<=[^\W_])(?:[-\xad\u2010]|\ufffe|\x02)$")
_FIRST_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"\w+(?=.$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, or the row of a table.

    ``x`` and ``y`` are points from the lower left corner, ``size`` is the approximate font size in points.
    """

    text: str
    x: float
    y: float
    size: float
    is_row: bool = False


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Removes page numbers, and lines that stand at the top or bottom of at least half of the pages.

    >>> page = [Line("Warta", 70, 800, 9), Line("Pasar dibuka.", 70, 700, 12), Line("1", 70, 30, 9)]
    >>> [line.text for line in without_furniture([page])[0]]
    ['Warta', 'Pasar dibuka.']
    """
    edges = [_edges(page) for page in pages]
    shapes = Counter(shape for page in edges for shape in {_shape(line) for line in page})
    often = {shape for shape, count in shapes.items() if count >= max(2, len(pages) / 2)}
    return [
        [line for line in page if not (line in edge and (_is_page_number(line) or _shape(line) in often))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def without_unmapped(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], int]:
    """Puts U+FFFD in the place of letters without a Unicode mapping, and returns how many there were.

    A few are bullets or logos, which are left out instead.

    >>> pages, count = without_unmapped([[Line("Pasar \ue001\ue002\ue003", 70, 700, 12)]])
    >>> pages[0][0].text == "Pasar \ufffd\ufffd\ufffd", count
    (True, 3)
    """
    text = "".join(line.text for page in pages for line in page)
    count = len(_UNMAPPED.findall(text))
    mark = "\ufffd" if count > MOST_LOGOS * len(text) else ""
    if not count:
        return [list(page) for page in pages], 0
    return [
        [replace(line, text=_UNMAPPED.sub(mark, _SYMBOL.sub("•", line.text))) for line in page]
        for page in pages
    ], count


def from_title(pages: Sequence[Sequence[Line]]) -> tuple[str, str, list[list[Line]]]:
    """Returns the lines above the title, the title, and the pages from there on.

    The title is the text in the largest font among the first lines of the first page. The first two results
    are ``""`` if no line there is larger than the body text.

    >>> page = [Line("EKONOMI", 70, 740, 9), Line("Pasar", 70, 720, 24), Line("baru", 70, 695, 24)]
    >>> from_title([[*page, Line("Ini teks yang panjang.", 70, 650, 12)]])[:2]
    ('EKONOMI', 'Pasar baru')
    """
    body = [list(page) for page in pages]
    top = body[0][:TOP_LINES] if body else []
    largest = max((line.size for line in top), default=0.0)
    if largest < LARGER_LETTERS * _body_size([line for page in body for line in page]):
        return "", "", body
    first = next(at for at, line in enumerate(top) if line.size == largest)
    last = first
    while last + 1 < len(top) and _alike(top[last + 1].size, largest):
        last += 1
    body[0] = body[0][last + 1 :]
    above = "\n".join(line.text for line in top[:first])
    return above, _joined(top[first : last + 1], ""), body


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Joins lines to paragraphs, across columns and pages; yields each paragraph without line ends.

    >>> first = [Line("Pasar Melati di-", 70, 700, 12), Line("buka kemarin.", 70, 686, 12)]
    >>> list(paragraphs([[*first, Line("Wali kota", 70, 660, 12)], [Line("hadir.", 70, 700, 12)]]))
    ['Pasar Melati dibuka kemarin.', 'Wali kota hadir.']
    """
    words = " ".join(line.text for page in pages for line in page)
    line_distance = _usual_gap(pages)
    lengths = sorted(len(line.text) for page in pages for line in page)
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    margins = Counter(round(line.x) for page in pages for line in page)
    margin = max(margins, key=lambda x: (margins[x], -x), default=0)
    block: list[Line] = []
    for page in pages:
        for line in page:
            if block and _begins_paragraph(block[-1], line, line_distance, full):
                yield _paragraph(block, words, lengths[-1], margin)
                block = []
            block.append(line)
    if block:
        yield _paragraph(block, words, lengths[-1], margin)


def with_notes_last(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Moves footnotes to the end: lines at the bottom of a page in smaller letters than the body.

    >>> page = [Line("Pasar dibuka oleh", 70, 700, 12), Line("1 Senin.", 70, 80, 9)]
    >>> [[line.text for line in page] for page in with_notes_last([page, [Line("wali kota.", 70, 700, 12)]])]
    [['Pasar dibuka oleh'], ['wali kota.'], ['1 Senin.']]
    """
    body_size = _body_size([line for page in pages for line in page])
    kept: list[list[Line]] = []
    notes: list[Line] = []
    for page in pages:
        end = len(page)
        while end and page[end - 1].size * LARGER_LETTERS <= body_size and not page[end - 1].is_row:
            end -= 1
        kept.append(list(page[:end]))
        notes += page[end:]
    return [*kept, notes] if notes else kept


def _edges(page: Sequence[Line]) -> set[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return {*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]}


def _shape(line: Line) -> tuple[str, int]:
    """What running heads of several pages have in common: the text but for its digits, and the height."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 4)


def _is_page_number(line: Line) -> bool:
    """Whether a line is a page number, or the head or foot of a browser's print."""
    return any(shape.fullmatch(line.text) for shape in (_PAGE_NUMBER, _BROWSER_HEAD, _BROWSER_FOOT))


def _body_size(lines: Sequence[Line]) -> float:
    """Returns the font size of most letters."""
    letters = Counter[float]()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: letters[size]) if letters else 0.0


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """Returns the usual distance between two lines of a paragraph, in points; 0 for text of single lines."""
    gaps = [
        upper.y - lower.y
        for page in pages
        for upper, lower in pairwise(page)
        if upper.y > lower.y and _alike(upper.size, lower.size)
    ]
    return median(sorted(gaps)[: max(1, len(gaps) * 2 // 3)]) if gaps else 0.0


def _begins_paragraph(upper: Line, lower: Line, line_distance: float, full: int) -> bool:
    """Whether ``lower`` begins a new paragraph after ``upper``.

    ``line_distance`` is the usual distance of lines, ``full`` the length of a full line in characters.
    """
    if upper.is_row or lower.is_row or not _alike(upper.size, lower.size):
        return True
    ended = bool(_SENTENCE_END.search(upper.text))
    if upper.y <= lower.y:
        # ``lower`` is in the next column or on the next page.
        return ended and not lower.text[:1].islower()
    if upper.y - lower.y > WIDER_GAP * line_distance:
        return True
    return ended and len(upper.text) < SHORT_LINE * full and not lower.text[:1].islower()


def _paragraph(lines: Sequence[Line], words: str, longest: int, margin: float) -> str:
    """The text of lines: of a list a line each, else without line ends.

    ``longest`` is the length of the longest line in characters, ``margin`` the place where most lines begin.
    """
    listed = list_lines.breaks([line.text for line in lines], longest)
    parts: list[list[Line]] = [[]]
    for at, line in enumerate(lines):
        if at and (at - 1 in listed or _begins_item(lines[at - 1], line, longest, margin)):
            parts.append([])
        parts[-1].append(line)
    return "\n".join(_joined(part, words) for part in parts)


def _begins_item(upper: Line, lower: Line, longest: int, margin: float) -> bool:
    """Whether ``lower`` begins the next item of a list: it has a bullet, or both are short and indented."""
    if list_lines.has_bullet(lower.text):
        return True
    is_indented = min(upper.x, lower.x) > margin + INDENTED and abs(upper.x - lower.x) < 1
    return is_indented and len(upper.text) < SHORT_LINE * longest and lower.text[0].isupper()


def _alike(size: float, other: float) -> bool:
    return max(size, other) < LARGER_LETTERS * max(min(size, other), 0.1)


def _joined(lines: Sequence[Line], words: str) -> str:
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif _BROKEN_WORD.search(text):
            text = _join_line(text, line.text, words)
        else:
            text = f"{text} {line.text}"
    return text


def _join_line(text: str, following: str, words: str) -> str:
    """Joins two lines between which a word is broken by a hyphen.

    The hyphen stays if it belongs to the word: in doubled words, numbers and addresses, before a capital,
    and if the document has the hyphenated word elsewhere and the joined one nowhere.

    >>> _join_line("anak-", "anak", ""), _join_line("di-", "buka", ""), _join_line("2001-", "2007.", "")
    ('anak-anak', 'dibuka', '2001-2007.')
    """
    before, after = _LAST_WORD.search(text), _FIRST_WORD.match(following)
    if before is None or after is None:
        return text + following
    first, second = before[0], after[0]
    doubled = second.lower().startswith(first.lower())
    whole_token = text.rpartition(" ")[2]
    is_number_or_address = first[-1].isdigit() or any(mark in whole_token[:-1] for mark in "./@")
    whole, hyphened = first + second, f"{first}-{second}"
    belongs = (
        doubled
        or is_number_or_address
        or not second[0].islower()
        or (hyphened in words and whole not in words)
    )
    return (text if text[-1] == "-" and belongs else text[:-1]) + following
