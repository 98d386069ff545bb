"""Cuts a long sentence into clauses, so that the part that answers can be read and shown alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONG_SENTENCE = 400
"""Characters. A longer sentence is read and quoted by its clauses."""
LONGEST_CLAUSE = 200
"""Characters. A longer part without punctuation is cut at a space."""
SHORTEST_CLAUSE = 40
"""Characters. A shorter part belongs to the clause before it."""
EXCERPT = 240
"""Characters of an excerpt, unless its one clause is longer: five lines on a phone."""

Span = tuple[int, int]

_BOUNDARY = re.compile(r"(?<=[,;:)])\s+|(?<!\s)\s+[–—]\s+|(?<!\s)\s+(?=\()")


def clauses(text: str) -> list[Span]:
    """Return the half-open spans of the clauses of ``text``, in order; white space between them is left out.

    ``[]`` for a text without words.

    >>> [("a" * 50 + ", " + "b" * 60)[start:end][:3] for start, end in clauses("a" * 50 + ", " + "b" * 60)]
    ['aaa', 'bbb']
    """
    spans: list[Span] = []
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _BOUNDARY.finditer(text)), (len(text), len(text))]:
        for part in _cut(text, start, end):
            is_short = part[1] - part[0] < SHORTEST_CLAUSE
            if spans and is_short and part[1] - spans[-1][0] <= LONGEST_CLAUSE:
                spans[-1] = (spans[-1][0], part[1])
            elif part[0] < part[1]:
                spans.append(part)
        start = following
    return spans


def excerpt(spans: Sequence[Span], best: int, most: int = EXCERPT) -> Span:
    """Return the span of the clause ``best`` with as many neighbours as fit into ``most`` characters.

    Neighbours are taken from before and after it in turn, before it first: the subject comes first.

    >>> excerpt([(0, 90), (91, 180), (181, 270)], 1, most=190)
    (0, 180)
    """
    first = last = best
    while True:
        before = first > 0 and spans[last][1] - spans[first - 1][0] <= most
        after = last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= most
        if before and (not after or best - first <= last - best):
            first -= 1
        elif after:
            last += 1
        else:
            return spans[first][0], spans[last][1]


def shown(text: str, span: Span) -> str:
    """Return the part of ``text`` with "…" where something is left out.

    >>> shown("one, two, three", (5, 9))
    '… two, …'
    """
    start, end = span
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    return f"{before}{text[start:end]}{after}"


def _cut(text: str, start: int, end: int) -> list[Span]:
    """The span in parts of at most :data:`LONGEST_CLAUSE` characters, cut at spaces where there are any."""
    parts: list[Span] = []
    while end - start > LONGEST_CLAUSE:
        at = text.rfind(" ", start + SHORTEST_CLAUSE, start + LONGEST_CLAUSE)
        at = at if at > 0 else start + LONGEST_CLAUSE
        parts.append((start, at))
        start = at + (text[at : at + 1] == " ")
    return [*parts, (start, end)]
