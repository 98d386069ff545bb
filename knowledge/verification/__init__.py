"""Verifies that a statement follows from the sentences that it cites. Without side effects.

:func:`verify` verifies free wording, :func:`problems` a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.models import Citation
from knowledge.verification.check import (
    NAME,
    NO_CITATION,
    PROBLEMS,
    UNRELATED,
    Problem,
    Ruling,
    Verdict,
    claims_nothing,
    is_said_elsewhere,
    is_translated,
    language_of,
    unnamed_in,
    verify,
)
from knowledge.verification.text_analysis import Source

__all__ = [
    "NAME",
    "NOT_VERBATIM",
    "NO_CITATION",
    "PROBLEMS",
    "UNRELATED",
    "Problem",
    "Ruling",
    "Source",
    "Verdict",
    "claims_nothing",
    "is_said_elsewhere",
    "is_translated",
    "language_of",
    "problems",
    "unnamed_in",
    "verify",
]

NOT_VERBATIM = "not_verbatim"


def problems(statement: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """The names of the problems of a quotation, which must occur verbatim in a cited sentence.

    Returns ``()`` if it does.

    >>> problems("Air naik.", [])
    ('no_citation',)
    """
    if not citations:
        return (NO_CITATION,)
    if not any(statement in citation.sentence for citation in citations):
        return (NOT_VERBATIM,)
    return ()
