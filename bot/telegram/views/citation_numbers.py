"""Numbers the sources of an answer, for its text and its buttons."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.models import Answer, Citation, Outcome


def number_citations(outcome: Outcome) -> dict[Citation, int]:
    """Number the cited sentences from 1 without gaps, in the order in which the answer cites them.

    Empty for an abstention. The same outcome always gets the same numbers, so that the buttons of an old
    message still lead to the right sentences.
    """
    numbers: dict[Citation, int] = {}
    if isinstance(outcome, Answer):
        for statement in outcome.statements:
            for citation in statement.citations:
                numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def markers(numbers: Iterable[int]) -> str:
    """The numbers in square brackets, each once.

    >>> markers([1, 2, 1])
    '[1][2]'
    """
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers))
