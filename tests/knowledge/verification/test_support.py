from __future__ import annotations

import asyncio

import pytest

from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.verification import UNRELATED, Source, verify
from knowledge.verification.support import judge, relatedness
from tests.bundled_model import bundled_embedder
from tests.fakes_vectors import LetterEmbeddings

FLOOD = Source("Air sungai meluap.")
GOAL = Source("Pemain itu mencetak gol.")


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


def test_verdicts_use_the_vectors_and_keep_the_order() -> None:
    embedder = LangChainEmbedder("letters", LetterEmbeddings())
    statements = [("The river flooded.", [GOAL]), ("Air sungai meluap.", [FLOOD]), ("Rini mundur.", [])]
    verdicts = asyncio.run(judge(embedder, statements))
    cosines = asyncio.run(relatedness(embedder, statements))
    assert verdicts == [
        verify(text, sources, relatedness=cosine)
        for (text, sources), cosine in zip(statements, cosines, strict=True)
    ]
    assert [verdict.supported for verdict in verdicts][1:] == [True, False]


def test_no_statements_give_no_verdicts() -> None:
    assert asyncio.run(judge(LangChainEmbedder("letters", LetterEmbeddings()), [])) == []


def test_vectors_decide_between_languages_where_words_cannot() -> None:
    near, far = asyncio.run(
        judge(bundled_embedder(), [("The river flooded.", [Source("Sungai itu meluap.")]),
                                        ("The river flooded.", [GOAL])])
    )  # fmt: skip
    assert near.supported
    assert [problem.name for problem in far.problems] == [UNRELATED]
