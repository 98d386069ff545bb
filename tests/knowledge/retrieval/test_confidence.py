from dataclasses import dataclass

import pytest

from knowledge.questions.analysis import analyse
from knowledge.retrieval.confidence import (
    MOST_STATEMENTS,
    THRESHOLD,
    choose,
    confidence,
)
from knowledge.retrieval.reranker import places, readings_by_row
from knowledge.retrieval.sentence_ranker import Candidate, rank, score
from tests.bundled_model import bundled_reader
from tests.knowledge.made_articles import make_article

ARTICLE = make_article(
    "Jembatan gantung Randukarsa diresmikan pada 3 Februari 2031.",
    "Wali Kota Damar Wicaksana meresmikan jembatan itu.",
)


def sure(question: str, cosine: float, count: int = 1) -> float:
    scored = score(analyse(question), [Candidate(ARTICLE, {0: cosine, 1: cosine})], {}, count)
    rows = scored.measured.rows
    read = places(rows, scored.preferred_scores)
    readings = bundled_reader().read_now(question, [window for place in read for window in place.windows])
    return confidence(rank(scored, readings_by_row(rows, read, readings)))


@dataclass(frozen=True)
class Rated:
    probability: float


def test_without_evidence_the_confidence_is_0() -> None:
    assert confidence([]) == 0.0


@pytest.mark.parametrize("count", [1, 8, 100, 1000, 1_000_000])
def test_threshold_separates_answered_and_unrelated_questions_at_any_size_of_archive(count: int) -> None:
    assert sure("Siapa wali kota yang meresmikan jembatan Randukarsa?", 0.90, count) >= THRESHOLD
    assert sure("Berapa harga bawang di Palembang?", 0.77, count) < THRESHOLD


def test_name_that_the_article_lacks_lowers_confidence() -> None:
    own = sure("Kapan jembatan gantung Randukarsa diresmikan?", 0.88)
    assert sure("Kapan jembatan gantung Tanjung Melur diresmikan?", 0.88) < own


def test_closer_sentences_raise_confidence() -> None:
    question = "Kapan jembatan gantung Randukarsa diresmikan?"
    assert sure(question, 0.78) < sure(question, 0.90)


def test_confidence_is_between_0_and_1() -> None:
    assert 0.0 <= sure("x", -1.0) <= 1.0
    assert 0.0 <= sure("Siapa wali kota Damar Wicaksana?", 1.0) <= 1.0


def test_language_of_the_question_alone_is_no_reason_to_abstain() -> None:
    assert sure("Who opened the bridge in Randukarsa?", 0.84) >= THRESHOLD


def test_one_clear_sentence_is_quoted_alone() -> None:
    assert choose([Rated(0.9), Rated(0.2), Rated(0.1)]) == [Rated(0.9)]


def test_sentences_as_likely_are_quoted_too_but_not_more_than_two() -> None:
    assert len(choose([Rated(0.9), Rated(0.89), Rated(0.88), Rated(0.88)])) == MOST_STATEMENTS


def test_less_likely_sentences_never_join_the_best() -> None:
    assert choose([Rated(0.9), Rated(0.6)]) == [Rated(0.9)]


def test_impossible_and_certain_sentences_are_compared_too() -> None:
    assert choose([Rated(1.0), Rated(0.0)]) == [Rated(1.0)]


def test_no_sentences_give_nothing_to_quote() -> None:
    assert choose([]) == []


def test_preference_of_the_conversation_does_not_raise_confidence() -> None:
    question, candidates = analyse("Kapan jembatan diresmikan?"), [Candidate(ARTICLE, {0: 0.85, 1: 0.85})]

    plain = rank(score(question, candidates, {}, 1))
    preferred = rank(score(question, candidates, {}, 1, preferred={ARTICLE.revision: 3.0}))

    assert preferred[0].score > plain[0].score
    assert confidence(preferred) == pytest.approx(confidence(plain))
