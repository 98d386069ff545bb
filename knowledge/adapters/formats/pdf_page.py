"""Reads a page of a PDF as runs of text with their positions, and the straight lines that are drawn on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_THIN = 3.0
"""Points. A filled rectangle that is not wider is a line."""

_PAINTING = frozenset([b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"])
_STROKING = _PAINTING - {b"f", b"F", b"f*"}
_MOVING = frozenset([b"Td", b"TD", b"Tm", b"T*"])
_MOST_RULES = 5_000
"""Lines of a page that are looked at. A drawing has more, a table of 40 rows and 10 columns about 500."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text that stands at one place of a line. ``ends_line`` says that the next run is on another line.

    ``x`` and ``y`` are points from the lower left corner, ``size`` is the approximate font size in points.
    """

    text: str
    x: float
    y: float
    size: float
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line from the lower left to the upper right end, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


def read_page(page: Any) -> tuple[list[Run], list[Rule]]:
    """Returns the runs of a page of :mod:`pypdf` in the order of its content, and its straight lines."""
    runs: list[Run] = []
    rules = _Rules()

    def visit(text: str, user: list[float], matrix: list[float], _font: Any, size: float) -> None:
        x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
        y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        scale = abs(matrix[3] * user[3]) or abs(matrix[1] * user[2]) or 1.0
        pieces = text.split("\n")
        for index, piece in enumerate(pieces):
            if piece or index + 1 < len(pieces):
                runs.append(Run(piece, x, y, size * scale, ends_line=index + 1 < len(pieces)))

    _separate_runs(page)
    page.extract_text(visitor_text=visit, visitor_operand_before=rules.visit)
    return runs, rules.found


def _separate_runs(page: Any) -> None:
    """Makes pypdf report text at each place where the page moves to: it does so where the font is set.

    Otherwise the cells of a row, and lines of two columns, come as one piece of text.
    """
    from pypdf.generic import ContentStream, NameObject

    if page.get("/Contents") is None:
        return
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    operations: list[tuple[Any, bytes]] = []
    font: Any = None
    saved: list[Any] = []
    for operands, operator in content.operations:
        if operator == b"Tf":
            font = operands
        elif operator == b"q":
            saved.append(font)
        elif operator == b"Q" and saved:
            font = saved.pop()
        elif operator in _MOVING and font is not None:
            operations.append((font, b"Tf"))
        operations.append((operands, operator))
    content.operations = operations
    page[NameObject("/Contents")] = content


class _Rules:
    """Collects the straight lines of paths that are painted."""

    def __init__(self) -> None:
        self.found: list[Rule] = []
        self._path: list[tuple[float, float, float, float]] = []
        self._rectangles: list[tuple[float, float, float, float]] = []
        self._at = (0.0, 0.0)

    def visit(self, operator: bytes, operands: Any, user: list[float], _matrix: Any) -> None:
        """Takes one operation of a page, in order. ``user`` is the current transformation matrix."""
        if operator not in _PAINTING and operator not in {b"re", b"m", b"l", b"n"}:
            return
        if operator in {b"re", b"m", b"l"}:
            try:
                self._draw(operator, [float(number) for number in operands], user)
            except (TypeError, ValueError, IndexError):
                return
            return
        if operator in _PAINTING and len(self.found) < _MOST_RULES:
            for segment in self._path if operator in _STROKING else ():
                self._add(*segment)
            for x0, y0, x1, y1 in self._rectangles:
                if min(x1 - x0, y1 - y0) <= _THIN:
                    self._add(x0, y0, x1, y1)
                elif operator in _STROKING:
                    for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                        self._add(*side)
        self._path, self._rectangles = [], []

    def _draw(self, operator: bytes, numbers: list[float], user: list[float]) -> None:
        x, y = _moved(numbers[0], numbers[1], user)
        if operator == b"re":
            x1, y1 = _moved(numbers[0] + numbers[2], numbers[1] + numbers[3], user)
            self._rectangles.append((min(x, x1), min(y, y1), max(x, x1), max(y, y1)))
        elif operator == b"l":
            self._path.append((*self._at, x, y))
        self._at = (x, y)

    def _add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if y1 - y0 <= _THIN < x1 - x0:
            self.found.append(Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        elif x1 - x0 <= _THIN < y1 - y0:
            self.found.append(Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))


def _moved(x: float, y: float, user: list[float]) -> tuple[float, float]:
    return x * user[0] + y * user[2] + user[4], x * user[1] + y * user[3] + user[5]
