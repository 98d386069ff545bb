from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.ports.reading import Claim, Support
from knowledge.verification import UNRELATED, Source, verify
from knowledge.verification.check import UNPROVED
from knowledge.verification.support import claim, judge, relatedness
from tests.bundled_model import bundled_embedder
from tests.fakes_vectors import LetterEmbeddings

FLOOD = Source("Air sungai meluap.")
GOAL = Source("Pemain itu mencetak gol.")
SUPPORTED = Support(0.95, 0.02, 0.03)


class Sure:
    """A reader that holds of each claim what ``support`` says, and records the claims that it read."""

    def __init__(self, support: Support | None = None) -> None:
        self._support = support or SUPPORTED
        self.read: list[Claim] = []

    async def judge(self, claims: Sequence[Claim]) -> list[Support]:
        self.read += claims
        return [self._support] * len(claims)

    def close(self) -> None: ...


def test_relatedness_is_the_best_cosine_with_a_cited_sentence() -> None:
    embedder = LangChainEmbedder("letters", LetterEmbeddings())
    cited = [[FLOOD], [GOAL], [GOAL, FLOOD], []]
    same, other, best, none = asyncio.run(
        relatedness(embedder, [("Air sungai meluap.", sources) for sources in cited])
    )
    assert same == best == pytest.approx(1.0)
    assert other is not None
    assert other < 0.95
    assert none is None


def test_text_is_embedded_once_and_a_statement_without_sources_is_not() -> None:
    embeddings = LetterEmbeddings()
    embedder = LangChainEmbedder("letters", embeddings)
    asyncio.run(relatedness(embedder, [("Air naik.", [FLOOD]), ("Air naik.", [FLOOD, GOAL]), ("Lain.", [])]))
    texts = [text for batch in embeddings.batches for text in batch]
    assert sorted(texts) == sorted(["Air naik.", FLOOD.sentence, GOAL.sentence])


def test_verdicts_use_the_reading_and_keep_the_order() -> None:
    embedder, reader = LangChainEmbedder("letters", LetterEmbeddings()), Sure()
    statements = [("The river flooded.", [GOAL]), ("Air sungai meluap.", [FLOOD]), ("Rini mundur.", [])]
    verdicts = asyncio.run(judge(embedder, reader, statements))
    cosine, *_ = asyncio.run(relatedness(embedder, statements))
    assert (
        verdicts
        == [
            verify(*statements[0], relatedness=cosine, support=SUPPORTED),  # in another language
            *(verify(text, sources, support=SUPPORTED) for text, sources in statements[1:]),
        ]
    )
    assert [verdict.supported for verdict in verdicts][1:] == [True, False]
    assert [claim.statement for claim in reader.read] == ["The river flooded.", "Air sungai meluap."]


def test_reader_is_told_the_title_and_the_day_of_the_first_source() -> None:
    cited = [Source("Air naik.", "Banjir", date(2026, 1, 19)), Source("Air surut.", "Banjir")]
    assert claim("Air naik, lalu surut.", cited) == Claim(
        "Air naik, lalu surut.", ("Air naik.", "Air surut."), "Banjir", date(2026, 1, 19)
    )


def test_reading_against_a_statement_of_the_same_words_rules_it_out() -> None:
    [verdict] = asyncio.run(
        judge(bundled_embedder(), Sure(Support(0.01, 0.98, 0.01)), [("Air naik.", [FLOOD])])
    )
    assert verdict.ruling == "contradicted"
    [verdict] = asyncio.run(
        judge(bundled_embedder(), Sure(Support(0.01, 0.01, 0.98)), [(FLOOD.sentence, [FLOOD])])
    )
    assert (verdict.ruling, [problem.name for problem in verdict.problems]) == ("unproved", [UNPROVED])


def test_no_statements_give_no_verdicts() -> None:
    assert asyncio.run(judge(LangChainEmbedder("letters", LetterEmbeddings()), Sure(), [])) == []


def test_vectors_decide_between_languages_where_words_cannot() -> None:
    statements = [("The river flooded.", [Source("Sungai itu meluap.")]), ("The river flooded.", [GOAL])]
    cosines = asyncio.run(relatedness(bundled_embedder(), statements))
    near, far = (
        verify(text, sources, relatedness=cosine)
        for (text, sources), cosine in zip(statements, cosines, strict=True)
    )
    assert near.supported
    assert [problem.name for problem in far.problems] == [UNRELATED]
