from __future__ import annotations

import numpy as np

from knowledge.questions.analysis import KINDS, analyse
from knowledge.retrieval import reranker
from knowledge.retrieval.reranker import RERANKED_SENTENCES, RERANKED_WITHIN, rerank

WHEN = analyse("Kapan Jembatan Wulung dibuka?")
WITHOUT_DATE = "Jembatan Wulung dibuka dengan upacara."
WITH_DATE = "Jembatan Wulung dibuka pada 3 Maret 2024."


def _rerank(sentences: list[str], scores: list[float], preferences: list[float] | None = None) -> list[float]:
    liked = np.array(preferences or [0.0] * len(scores))
    result: list[float] = rerank(WHEN, np.array(scores), liked, sentences.__getitem__).tolist()
    return result


def test_sentence_with_a_date_ranks_above_an_equal_one_for_when() -> None:
    without, dated = _rerank([WITHOUT_DATE, WITH_DATE], [0.1, 0.0])
    assert dated > without


def test_a_preference_counts_as_much_as_the_same_score() -> None:
    liked = _rerank([WITHOUT_DATE, WITH_DATE], [0.0, 0.0], [1.5, 0.0])
    assert np.allclose(liked, _rerank([WITHOUT_DATE, WITH_DATE], [1.5, 0.0]))


def test_only_the_best_sentences_are_analysed() -> None:
    analysed: list[int] = []

    def text_of(row: int) -> str:
        analysed.append(row)
        return WITHOUT_DATE

    near = np.linspace(0, RERANKED_WITHIN - 0.1, RERANKED_SENTENCES + 5)
    rerank(WHEN, near, np.zeros(len(near)), text_of)
    assert sorted(analysed) == list(range(5, RERANKED_SENTENCES + 5))

    analysed.clear()
    rerank(WHEN, np.array([RERANKED_WITHIN + 0.1, 0.0, RERANKED_WITHIN]), np.array([0.0, 0.0, 1.0]), text_of)
    assert analysed == [2, 0]


def test_no_sentences_give_no_scores() -> None:
    assert _rerank([], []) == []


def test_every_weight_belongs_to_a_feature() -> None:
    assert reranker._weights().keys() <= {"intercept", *reranker.FEATURES}
    assert len(reranker.FEATURES) == 1 + len(reranker.SPAN_FEATURES) * (1 + len(KINDS))
