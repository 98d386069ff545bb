"""Numbers the sources of an outcome, for its text and its buttons."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.models import Abstention, Citation, Outcome


def number_citations(outcome: Outcome) -> dict[Citation, int]:
    """Number the cited sentences from 1 without gaps, in the order in which the answer cites them.

    Empty for an abstention. The same outcome always gets the same numbers, so that the buttons of an old
    message still lead to the right sentences.
    """
    numbers: dict[Citation, int] = {}
    for statement in outcome.statements:
        for citation in statement.citations:
            numbers.setdefault(citation, len(numbers) + 1)
    return numbers


def number_sources(outcome: Outcome) -> dict[Citation, int]:
    """Number every sentence that the message of an outcome shows: those that an answer cites, as
    :func:`number_citations` does, or those that an abstention offers as the closest.
    """
    if isinstance(outcome, Abstention):
        return {citation: citation.label for citation in outcome.near_sentences}
    return number_citations(outcome)


def markers(numbers: Iterable[int]) -> str:
    """The numbers in square brackets, each once.

    >>> markers([1, 2, 1])
    '[1][2]'
    """
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers))
