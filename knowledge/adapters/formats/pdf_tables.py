"""Finds the tables of a PDF page, by the lines that are drawn around their cells or by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from knowledge.adapters.formats.pdf_lines import Line
from knowledge.adapters.formats.pdf_page import Rule
from knowledge.text.tables import row_lines

LETTER_WIDTH = 0.5
"""Width of an average letter as a part of the font size. In fonts for text it is 0.45 to 0.6."""

NEAR = 4.0
"""Points between two drawn lines, or their ends, that belong together."""

MOST_RULES = 600
"""Drawn lines of a page, at most: a page with more holds a chart, or patterns."""

FEWEST_ROWS = 3
"""Rows of a table without lines, at least. Two may be a signature, or a date beside a place."""

LONGEST_CELL = 30
"""Characters of the usual cell of a table without lines, at most; longer ones are columns of text."""

MOST_LOWER_CASE = 0.4
"""Share of cells that begin with a small letter, at most."""

_Segments = Sequence[Line]


def with_tables(lines: Sequence[list[Line]], rules: Sequence[Rule]) -> list[list[Line]]:
    """Replaces the segments of each table by its rows, at the place of the first of them.

    ``lines`` are the segments of text of each line, which stand apart.
    """
    tables = list(_ruled(lines, rules))
    taken = {id(segment) for members, _rows in tables for segment in members}
    tables += _aligned([[segment for segment in line if id(segment) not in taken] for line in lines])
    number_of = {id(segment): at for at, (members, _rows) in enumerate(tables) for segment in members}
    written: set[int] = set()
    result: list[list[Line]] = []
    for line in lines:
        rest = [segment for segment in line if id(segment) not in number_of]
        for number in sorted({number_of[id(each)] for each in line if id(each) in number_of} - written):
            members, rows = tables[number]
            written.add(number)
            first = members[0]
            below = min(member.y for member in members)
            step = (first.y - below) / max(1, len(rows))
            result += [
                [Line(row, first.x, first.y - step * at, first.size, is_row=True)]
                for at, row in enumerate(row_lines(rows))
            ]
        if rest:
            result.append(rest)
    return result


_Table = tuple[list[Line], list[list[str]]]
"""The segments of a table, and the text of its cells, row by row."""


def _ruled(lines: Sequence[list[Line]], rules: Sequence[Rule]) -> Iterator[_Table]:
    """The tables whose cells have lines around them."""
    if not 4 <= len(rules) <= MOST_RULES:
        return
    segments = [segment for line in lines for segment in line]
    for group in _touching(rules):
        columns = _merged(rule.x0 for rule in group if rule.x0 == rule.x1)
        heights = _merged(rule.y0 for rule in group if rule.y0 == rule.y1)[::-1]
        if len(columns) < 3 or len(heights) < 3:
            continue
        inside = [
            segment
            for segment in segments
            if columns[0] - NEAR < segment.x < columns[-1] and heights[-1] < segment.y + 1 < heights[0]
        ]
        if inside:
            yield inside, _cells(inside, columns, heights, group)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The groups of lines that touch each other."""
    groups: list[list[Rule]] = []
    for rule in rules:
        joined = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([rule, *(other for group in joined for other in group)])
    return groups


def _touch(rule: Rule, other: Rule) -> bool:
    return (
        rule.x0 - NEAR <= other.x1
        and other.x0 - NEAR <= rule.x1
        and rule.y0 - NEAR <= other.y1
        and other.y0 - NEAR <= rule.y1
    )


def _merged(places: Iterable[float]) -> list[float]:
    """The different places, from the least to the greatest."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _cells(
    segments: _Segments, columns: Sequence[float], heights: Sequence[float], rules: Sequence[Rule]
) -> list[list[str]]:
    """The text of each cell; a cell without a line to the left or above is part of the one there."""
    texts: list[list[list[Line]]] = [[[] for _ in pairwise(columns)] for _ in pairwise(heights)]
    for segment in segments:
        row = sum(segment.y + 1 < height for height in heights) - 1
        column = sum(segment.x > place - NEAR for place in columns) - 1
        texts[min(max(row, 0), len(texts) - 1)][min(max(column, 0), len(texts[0]) - 1)].append(segment)
    for row, (top, bottom) in enumerate(pairwise(heights)):
        middle = (top + bottom) / 2
        for column in range(1, len(columns) - 1):
            if not any(_crosses(rule, columns[column], middle) for rule in rules):
                together = texts[row][column - 1] + texts[row][column]
                texts[row][column - 1] = texts[row][column] = together
    for column, (left, right) in enumerate(pairwise(columns)):
        middle = (left + right) / 2
        for row in range(1, len(heights) - 1):
            if not any(_lies(rule, middle, heights[row]) for rule in rules):
                together = texts[row - 1][column] + texts[row][column]
                texts[row - 1][column] = texts[row][column] = together
    return [[_text(cell) for cell in row] for row in texts]


def _crosses(rule: Rule, x: float, y: float) -> bool:
    return rule.x0 == rule.x1 and abs(rule.x0 - x) <= NEAR and rule.y0 <= y <= rule.y1


def _lies(rule: Rule, x: float, y: float) -> bool:
    return rule.y0 == rule.y1 and abs(rule.y0 - y) <= NEAR and rule.x0 <= x <= rule.x1


def _text(cell: _Segments) -> str:
    once = {id(segment): segment for segment in cell}.values()
    return " ".join(segment.text.strip() for segment in sorted(once, key=lambda each: (-each.y, each.x)))


def _aligned(lines: Sequence[list[Line]]) -> Iterator[_Table]:
    """The tables without lines between their columns: rows of short pieces that stand below each other."""
    rows = _rows([segment for line in lines for segment in line])
    run: list[list[Line]] = []
    for row in [*rows, []]:
        if row and (len(row) > 1 or (run and row[0].x > run[0][0].x + row[0].size)) and _is_next(run, row):
            run.append(row)
            continue
        while run and len(run[-1]) == 1:
            run.pop()
        if sum(len(each) > 1 for each in run) >= FEWEST_ROWS and (table := _aligned_table(run)):
            yield table
        run = [row] if len(row) > 1 else []


def _rows(segments: _Segments) -> list[list[Line]]:
    """The segments at the same height, from the top to the bottom."""
    rows: list[list[Line]] = []
    for segment in sorted(segments, key=lambda each: (-each.y, each.x)):
        if rows and abs(rows[-1][0].y - segment.y) <= 0.3 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda each: each.x) for row in rows]


def _is_next(run: Sequence[list[Line]], row: list[Line]) -> bool:
    return not run or run[-1][0].y - row[0].y <= 3 * row[0].size


def _aligned_table(run: Sequence[list[Line]]) -> _Table | None:
    segments = [segment for row in run for segment in row]
    lengths = sorted(len(segment.text.strip()) for segment in segments)
    if lengths[len(lengths) // 2] > LONGEST_CELL or any(segment.is_row for segment in segments):
        return None
    # The lines of columns of text mostly begin within a sentence.
    if sum(segment.text.strip()[0].islower() for segment in segments) > MOST_LOWER_CASE * len(segments):
        return None
    columns: list[tuple[float, float]] = []
    for start, end in sorted(map(_extent, segments)):
        if columns and start <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    if len(columns) < 2:
        return None
    table: list[list[str]] = []
    for row in run:
        places = [sum(segment.x >= start for start, _end in columns) - 1 for segment in row]
        if len(row) > 1 and len(set(places)) < len(places):
            return None
        if len(row) == 1 and table:
            # The rest of a cell of the row above.
            table[-1][places[0]] = f"{table[-1][places[0]]} {row[0].text.strip()}".strip()
            continue
        cells = [""] * len(columns)
        for place, segment in zip(places, row, strict=True):
            cells[place] = segment.text.strip().lstrip(": ")
        table.append(cells)
    return segments, table


def _extent(segment: Line) -> tuple[float, float]:
    text = segment.text.strip()
    return segment.x, segment.x + LETTER_WIDTH * segment.size * len(text)
