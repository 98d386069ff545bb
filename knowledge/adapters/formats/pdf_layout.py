"""Puts the lines of a PDF page into the order in which they are read: tables row by row, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from unicodedata import bidirectional

from knowledge.adapters.formats.pdf_lines import Line
from knowledge.adapters.formats.pdf_page import Rule, Run
from knowledge.adapters.formats.pdf_tables import LETTER_WIDTH, MOST_RULES, with_tables
from knowledge.text.note_marks import is_note_mark

LONG_RUN = 12
"""Characters. The width of a longer run cannot be estimated well enough to tell the gap behind it."""

NARROWEST_COLUMN = 90.0
"""Points between the beginnings of two columns of text."""

FEWEST_LINES = 4
"""Lines of a column of text, at least."""

SHORTEST_LINE = 12
"""Characters of the usual line of a column of text, at least: shorter ones are labels or cells."""

MARGIN = 3.0
"""Font sizes between the body of a page and its running head or foot, at least."""

MOST_IN_MARGIN = 4
"""Pieces of text in a running head or foot, at most."""

SAME_PLACE = 2.0
"""Points between two beginnings that are the same."""

WIDER = 1.15
"""A line so many times as long as the longest one of its column stretches over the columns beside it."""

_NOTHING = re.compile(r"[\s•▪●◦‣·]*")
"""Nothing, or the bullets of a list that stand apart from its items."""


def lines_of(runs: Sequence[Run], rules: Sequence[Rule]) -> list[Line]:
    """Returns the lines of a page in the order in which they are read.

    A row of a table is a line with :attr:`~.pdf_lines.Line.is_row`. A page of one column keeps the order of
    its content, which programs write as it is read.
    """
    upright = [rule for rule in rules if rule.x0 == rule.x1] if len(rules) <= MOST_RULES else []
    segments = [_segments(line, upright) for line in _content_lines(runs)]
    lines = with_tables(segments, rules)
    ordered = _column_by_column(lines) or lines
    return [line for line in map(_joined, ordered) if not _NOTHING.fullmatch(line.text)]


def _content_lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs of each line, without the marks of notes."""
    line: list[Run] = []
    for run in runs:
        if run.text and not _is_note_mark(run, line):
            line.append(run)
        if run.ends_line and line:
            yield _with_real_spaces(line)
            line = []
    if line:
        yield _with_real_spaces(line)


def _with_real_spaces(line: list[Run]) -> list[Run]:
    """The runs of a line that is written letter by letter and has spaces of its own, without added ones.

    pypdf adds a space where two letters are a little apart.
    """
    letters = sum(len(run.text.strip()) == 1 for run in line)
    if 2 * letters < len(line) or not any(run.text.isspace() for run in line):
        return line
    return [
        line[0],
        *(
            replace(run, text=run.text.strip())
            if run.text.strip() and run.x - last.x < LETTER_WIDTH * last.size + 0.6 * run.size
            else run
            for last, run in pairwise(line)
        ),
    ]


def _is_note_mark(run: Run, line: Sequence[Run]) -> bool:
    before = next((each for each in reversed(line) if each.text.strip()), None)
    if before is None or not 0.2 * before.size < run.y - before.y < before.size:
        return False
    return run.size < 1.05 * before.size and is_note_mark(run.text, "".join(each.text for each in line))


def _segments(line: Sequence[Run], upright: Sequence[Rule]) -> list[Line]:
    """The runs of a line, joined where they follow each other without a wide gap or a line between them."""
    segments: list[list[Run]] = []
    for run in line:
        if segments and not _is_apart(segments[-1], run, upright):
            segments[-1].append(run)
        elif run.text.strip():
            segments.append([run])
        elif segments:
            segments[-1].append(run)
    found: list[Line] = []
    for each in segments:
        text = "".join(run.text for run in each)
        # Should it be joined to what stands to its left: pypdf adds a space only if that comes before it.
        space = " " if not found or each[0].x < found[-1].x else ""
        found.append(Line(space + text, each[0].x, each[0].y, max(run.size for run in each)))
    return found


def _is_apart(segment: Sequence[Run], run: Run, upright: Sequence[Rule]) -> bool:
    if not run.text.strip():
        return False
    last = next(each for each in reversed(segment) if each.text.strip())
    if run.x < last.x:
        return bidirectional(run.text.strip()[0]) not in {"R", "AL"} and last.x - run.x > run.size
    if any(last.x < rule.x0 <= run.x and rule.y0 <= run.y <= rule.y1 for rule in upright):
        return True
    if len(last.text) > LONG_RUN:
        # pypdf adds a space where there is a gap.
        return run.text[0] == " " or segment[-1] is not last
    gap = run.x - last.x - LETTER_WIDTH * last.size * len(last.text.strip())
    # A space of the text may be stretched in a justified line; one that pypdf added stands beside the run.
    is_word_space = segment[-1] is not last and segment[-1].x < run.x - 0.1 * run.size
    return gap > (3.0 if is_word_space else 1.0) * last.size


def _column_by_column(lines: Sequence[list[Line]]) -> list[list[Line]] | None:
    """The lines of several columns of text one column after the other; None if that is their order already,
    or if there is one column."""
    everything = [piece for line in lines for piece in line]
    above, pieces, below = _without_margins(everything)
    edges = _edges(pieces)
    if len(edges) < 2:
        return None
    places = {id(piece): _column(piece, edges) for piece in pieces}
    if _is_in_order(pieces, places):
        return None
    ordered: list[list[Line]] = list(_by_height(above))
    for band, is_wide in _bands(pieces, places, edges):
        for column in [None] if is_wide else range(len(edges)):
            ordered += _by_height([piece for piece in band if column in {None, places[id(piece)]}])
    return [*ordered, *_by_height(below)]


def _without_margins(pieces: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """The pieces at the top, in the body and at the bottom: running heads stand apart from the body."""
    by_height = sorted(pieces, key=lambda each: -each.y)
    first, last = 0, len(by_height)
    for at, (upper, lower) in enumerate(pairwise(by_height), start=1):
        if upper.y - lower.y > MARGIN * lower.size:
            if at <= MOST_IN_MARGIN:
                first = at
            elif len(by_height) - at <= MOST_IN_MARGIN and last == len(by_height):
                last = at
    body = set(map(id, by_height[first:last]))
    return by_height[:first], [piece for piece in pieces if id(piece) in body], by_height[last:]


def _edges(pieces: Sequence[Line]) -> list[float]:
    """Where the columns of text begin, from left to right."""
    begins: list[list[Line]] = []
    for piece in sorted((piece for piece in pieces if not piece.is_row), key=lambda piece: piece.x):
        if begins and piece.x - begins[-1][0].x <= SAME_PLACE:
            begins[-1].append(piece)
        else:
            begins.append([piece])
    columns = [
        group
        for group in begins
        if len(group) >= FEWEST_LINES
        and _is_edge(group, pieces)
        and sorted(len(piece.text) for piece in group)[len(group) // 2] >= SHORTEST_LINE
    ]
    edges: list[list[Line]] = []
    for group in columns:
        if edges and (group[0].x - edges[-1][0].x < NARROWEST_COLUMN or not _are_beside(edges[-1], group)):
            continue
        edges.append(group)
    return [group[0].x for group in edges]


def _is_edge(group: Sequence[Line], pieces: Sequence[Line]) -> bool:
    """Whether most of what stands at this place and a little to the right of it begins right here."""
    bottom, top = min(piece.y for piece in group), max(piece.y for piece in group)
    near = [
        piece
        for piece in pieces
        if 0 <= piece.x - group[0].x < NARROWEST_COLUMN and bottom <= piece.y <= top and not piece.is_row
    ]
    return len(group) >= 0.6 * len(near)


def _are_beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two groups of lines share part of their heights."""
    return min(piece.y for piece in left) < max(piece.y for piece in right) and min(
        piece.y for piece in right
    ) < max(piece.y for piece in left)


def _column(piece: Line, edges: Sequence[float]) -> int:
    return max(0, sum(edge <= piece.x + SAME_PLACE for edge in edges) - 1)


def _is_in_order(pieces: Sequence[Line], places: dict[int, int]) -> bool:
    """Whether the page is written column by column: it goes up only to begin the next column."""
    for before, piece in pairwise(pieces):
        is_up = piece.y > before.y + 1
        if is_up is not (places[id(piece)] > places[id(before)]):
            return False
    return True


def _bands(
    pieces: Sequence[Line], places: dict[int, int], edges: Sequence[float]
) -> Iterator[tuple[list[Line], bool]]:
    """The pieces from the top to the bottom, divided where lines stretch over several columns.

    The second value says that a band is such lines.
    """
    right = [p.y for p in pieces if any(abs(p.x - edge) <= SAME_PLACE for edge in edges[1:])]
    top, bottom = max(right), min(right)
    longest = _longest(pieces, places, edges)
    band: list[Line] = []
    was_wide: bool | None = None
    last_y = 0.0
    for piece in sorted(pieces, key=lambda each: (-each.y, each.x)):
        is_outside = not bottom - 1 <= piece.y <= top + 1
        is_wide = (
            piece.y > top + 1
            or _length(piece) > longest[places[id(piece)]]
            # The last line of a paragraph may be short.
            or (was_wide is True and is_outside and last_y - piece.y < 1.5 * piece.size)
            or (was_wide is True and last_y == piece.y)
        )
        if is_wide is not was_wide and band:
            yield band, bool(was_wide)
            band = []
        was_wide, last_y = is_wide, piece.y
        band.append(piece)
    if band:
        yield band, bool(was_wide)


def _longest(pieces: Sequence[Line], places: dict[int, int], edges: Sequence[float]) -> list[float]:
    """The most that a line of each column is long; a longer one stretches over the columns beside it.

    Lines that stand beside another one tell it; without any, the distance to the next column does.
    """
    longest = []
    for column, (edge, following) in enumerate(pairwise(edges)):
        to_the_right = {round(piece.y) for piece in pieces if places[id(piece)] > column}
        beside = [p for p in pieces if places[id(p)] == column and round(p.y) in to_the_right]
        known = max(map(_length, beside), default=0.0)
        longest.append(WIDER * (known or (following - edge) / LETTER_WIDTH))
    return [*longest, float("inf")]


def _length(piece: Line) -> float:
    return 0.0 if piece.is_row else len(piece.text.strip()) * piece.size


def _by_height(pieces: Sequence[Line]) -> Iterator[list[Line]]:
    """Pieces of one column as lines, from the top to the bottom."""
    line: list[Line] = []
    for piece in sorted(pieces, key=lambda each: (-each.y, each.x)):
        if line and (piece.is_row or line[-1].is_row or line[0].y - piece.y > 0.3 * piece.size):
            yield line
            line = []
        line.append(piece)
    if line:
        yield sorted(line, key=lambda each: each.x)


def _joined(line: Sequence[Line]) -> Line:
    text = " ".join("".join(piece.text for piece in line).split())
    return replace(line[0], text=text, size=max(piece.size for piece in line))
