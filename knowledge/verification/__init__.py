"""Each statement against the sentences that it cites. Pure.

:func:`verify` judges free wording; :func:`problems` judges quotations, which have one way to be right.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.models import Citation
from knowledge.verification.check import (
    NO_CITATION,
    PROBLEMS,
    UNRELATED,
    Problem,
    Verdict,
    claims_nothing,
    is_said_elsewhere,
    is_translated,
    spoken,
    verify,
)
from knowledge.verification.text_analysis import Source

__all__ = [
    "NOT_VERBATIM",
    "NO_CITATION",
    "PROBLEMS",
    "UNRELATED",
    "Problem",
    "Source",
    "Verdict",
    "claims_nothing",
    "is_said_elsewhere",
    "is_translated",
    "problems",
    "spoken",
    "verify",
]

NOT_VERBATIM = "not_verbatim"


def problems(statement: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """The names of what is wrong with a quotation; ``()`` when its citations prove it.

    A quotation has one way to be right: it stands in a cited sentence, to the letter.

    >>> problems("Air naik.", [])
    ('no_citation',)
    """
    if not citations:
        return (NO_CITATION,)
    if not any(statement in citation.sentence for citation in citations):
        return (NOT_VERBATIM,)
    return ()
