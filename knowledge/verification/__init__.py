"""Each statement against the sentences that it cites. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.models import Citation

NO_CITATION = "no_citation"
NOT_VERBATIM = "not_verbatim"


def problems(statement: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """The names of what is wrong with a quotation; ``()`` when its citations prove it.

    >>> problems("Air naik.", [])
    ('no_citation',)
    """
    if not citations:
        return (NO_CITATION,)
    if not any(statement in citation.sentence for citation in citations):
        return (NOT_VERBATIM,)
    return ()
