"""Tests of verifying quotations, which the package defines itself."""

from __future__ import annotations

from knowledge import verification
from knowledge.models import Citation
from knowledge.verification import NO_CITATION, NOT_VERBATIM, problems


def cite(sentence: str) -> Citation:
    return Citation(
        label=1,
        article_id="a",
        external_id=None,
        title="",
        published_on=None,
        publisher=None,
        url=None,
        sentence=sentence,
        start=0,
        end=len(sentence),
    )


def test_quotation_in_a_cited_sentence_has_no_problem() -> None:
    assert problems("air naik", [cite("Hujan turun."), cite("Kata Rini air naik.")]) == ()


def test_quotation_in_no_cited_sentence_is_not_verbatim() -> None:
    assert problems("Air naik", [cite("Kata Rini air naik.")]) == (NOT_VERBATIM,)


def test_quotation_without_a_citation_has_none() -> None:
    assert problems("Air naik.", []) == (NO_CITATION,)


def test_public_names_exist() -> None:
    assert [name for name in verification.__all__ if not hasattr(verification, name)] == []
