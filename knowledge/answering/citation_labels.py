"""Numbers the citations of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.models import CitedStatement


def renumbered(statements: Iterable[CitedStatement]) -> tuple[CitedStatement, ...]:
    """Return the statements with labels from 1, in the order in which they cite; a sentence keeps its label.

    >>> renumbered([])
    ()
    """
    labels: dict[tuple[str, int, int], int] = {}
    numbered = []
    for statement in statements:
        citations = tuple(
            replace(
                citation,
                label=labels.setdefault((citation.article_id, citation.start, citation.end), len(labels) + 1),
            )
            for citation in statement.citations
        )
        numbered.append(replace(statement, citations=citations))
    return tuple(numbered)
