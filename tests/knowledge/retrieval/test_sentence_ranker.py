from typing import Any

import numpy as np

from knowledge.questions.analysis import analyse
from knowledge.retrieval.reranker import SentenceReading
from knowledge.retrieval.sentence_ranker import (
    FEATURES,
    Candidate,
    RankedSentence,
    coefficients,
    is_foreign,
    measure,
    rank,
    score,
)
from tests.knowledge.made_articles import make_article

BRIDGE = make_article(
    "Warga Randukarsa menyambut jembatan baru.",
    "Jembatan itu diresmikan Wali Kota Damar Wicaksana pada 3 Februari 2031.",
    "Biaya pembangunannya Rp 42 miliar.",
    "Pedagang berharap ongkos angkut turun.",
)
EQUAL = dict.fromkeys(range(4), 0.85)


def rank_unread(*arguments: Any, **options: Any) -> list[RankedSentence]:
    return rank(score(*arguments, **options))


def test_what_is_read_decides_among_sentences_that_are_as_near() -> None:
    scored = score(analyse("Berapa biaya jembatan itu?"), [Candidate(BRIDGE, EQUAL)], {}, 1)
    readings = [SentenceReading(5.0 if at == 2 else -5.0, 2.0) for at in range(4)]

    ranked = rank(scored, readings)

    assert ranked[0].position == 2
    assert ranked[0].reading == readings[2]


def test_much_higher_cosine_wins_if_no_words_are_shared() -> None:
    cosines = EQUAL | {3: 0.92}

    assert (
        rank_unread(analyse("Apa tanggapan penjual?"), [Candidate(BRIDGE, cosines)], {}, 1)[0].position == 3
    )


def test_probabilities_fall_with_the_rank_and_agree_with_scores() -> None:
    ranked = rank_unread(analyse("Berapa biaya jembatan?"), [Candidate(BRIDGE, EQUAL)], {}, 1)
    assert [sentence.probability for sentence in ranked] == sorted(
        (sentence.probability for sentence in ranked), reverse=True
    )
    assert all(abs(sentence.probability - 1 / (1 + np.exp(-sentence.score))) < 1e-9 for sentence in ranked)
    assert ranked[0].text == BRIDGE.sentences[ranked[0].position].text


def test_only_sentences_with_a_cosine_are_candidates() -> None:
    ranked = rank_unread(analyse("Berapa biayanya?"), [Candidate(BRIDGE, {0: 0.8, 3: 0.8, 99: 0.9})], {}, 1)
    assert {sentence.position for sentence in ranked} == {0, 3}


def test_no_candidates_give_no_ranking() -> None:
    assert rank_unread(analyse("Siapa?"), [], {}, 0) == []
    assert rank_unread(analyse("Siapa?"), [Candidate(BRIDGE, {})], {}, 1) == []


def test_question_without_content_words_is_ranked_by_what_is_left() -> None:
    ranked = rank_unread(analyse("Siapa dia?"), [Candidate(BRIDGE, EQUAL)], {}, 1)
    assert len(ranked) == 4
    assert all(np.isfinite(sentence.score) for sentence in ranked)


def test_neighbours_do_not_reach_into_the_next_article() -> None:
    other = make_article("Klub Persada Lintang kalah.", revision=2)
    ranked = rank_unread(
        analyse("Siapa pelatih Persada Lintang?"),
        [Candidate(BRIDGE, EQUAL), Candidate(other, {0: 0.85})],
        {},
        2,
    )
    last_of_bridge = next(
        sentence for sentence in ranked if sentence.article is BRIDGE and sentence.position == 3
    )
    assert last_of_bridge.stats.window_share == 0.0


def test_names_of_the_question_that_are_missing_are_counted() -> None:
    question = analyse("Siapa wali kota Tanjung Melur?")
    stats = rank_unread(question, [Candidate(BRIDGE, EQUAL)], {}, 1)[0].stats
    assert stats.missing_names == 1.0
    assert 0.0 < stats.article_share < 1.0
    titled = make_article("Wali kota rapat.", title="Tanjung Melur berbenah")
    assert rank_unread(question, [Candidate(titled, {0: 0.85})], {}, 1)[0].stats.missing_names == 0.0


def test_words_of_the_other_language_are_not_missing_in_a_foreign_article() -> None:
    question = analyse("Who inaugurated the bridge in Randukarsa?")
    stats = rank_unread(question, [Candidate(BRIDGE, EQUAL)], {}, 1)[0].stats
    assert stats.foreign == 1.0
    assert stats.article_share == 1.0


def test_unknown_language_is_not_foreign() -> None:
    assert not is_foreign(analyse("Who?"), make_article("Ya.", language="und"))
    assert not is_foreign(analyse("Randukarsa 2031"), BRIDGE)


def test_rarer_word_of_the_archive_counts_more() -> None:
    two = make_article("Ada gelugur.", "Tidak.", "Tidak.", "Ada kenanga.")
    question = analyse("gelugur kenanga")
    cosines = {0: 0.85, 3: 0.85}
    ranked = rank_unread(question, [Candidate(two, cosines)], {"gelugur": 900, "kenanga": 1}, 1000)
    masses = {sentence.position: sentence.stats.window_mass for sentence in ranked}
    assert masses[3] > masses[0]


def test_preference_raises_the_scores_of_the_sentences_of_its_article() -> None:
    other = make_article("Biaya pasar baru Rp 9 miliar.", revision=2)
    candidates = [Candidate(BRIDGE, EQUAL), Candidate(other, {0: 0.85})]
    plain = {
        (o.article.revision, o.position): o.score
        for o in rank_unread(analyse("Biayanya?"), candidates, {}, 2)
    }
    liked = rank_unread(analyse("Biayanya?"), candidates, {}, 2, preferred={BRIDGE.revision: 1.5})
    lifts = {(o.article is BRIDGE, round(o.score - plain[o.article.revision, o.position], 9)) for o in liked}
    [(_, lift)] = [each for each in lifts if each[0]]
    assert lifts == {(True, lift), (False, 0.0)}
    assert lift > 1.0
    assert [sentence.score for sentence in liked] == sorted(
        (sentence.score for sentence in liked), reverse=True
    )


def test_topic_of_the_article_counts_for_a_sentence_that_says_he() -> None:
    article = make_article(
        "Wali Kota Damar Wicaksana dilantik.",
        "Hujan turun di pasar sejak pagi.",
        "Dia lahir pada 1970.",
    )
    measured = measure(analyse("Kapan Damar Wicaksana lahir?"), [Candidate(article, EQUAL)], {}, 1)
    given = measured.features[:, FEATURES.index("given_share")]
    refers = measured.features[:, FEATURES.index("refers")]
    assert given.tolist() == [given[1], given[1], 1.0]
    assert given[1] < 1.0
    assert refers.tolist() == [0.0, 0.0, 1.0]


def test_features_have_a_weight_each_and_are_finite() -> None:
    measured = measure(analyse("Siapa wali kota?"), [Candidate(BRIDGE, EQUAL)], {}, 1)
    assert measured.features.shape == (4, len(FEATURES))
    assert len(coefficients()) == len(FEATURES) == len(set(FEATURES))
    assert np.isfinite(measured.features).all()
