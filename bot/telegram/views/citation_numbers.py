"""The numbers of an answer's sources, as people see them and press them."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.models import Answer, Citation, Outcome


def numbered(outcome: Outcome) -> dict[Citation, int]:
    """The cited sentences, numbered from 1 as they appear: labels of unused evidence leave no gaps.

    The same outcome always gives the same numbers, so a button of an old message leads to its sentence.
    """
    numbers: dict[Citation, int] = {}
    if isinstance(outcome, Answer):
        for statement in outcome.statements:
            for citation in statement.citations:
                numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def markers(numbers: Iterable[int]) -> str:
    """
    >>> markers([1, 2, 1])
    '[1][2]'
    """
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers))
