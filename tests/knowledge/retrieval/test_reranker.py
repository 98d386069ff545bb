from __future__ import annotations

import numpy as np

from knowledge.models import Article
from knowledge.ports import Reading
from knowledge.retrieval.reranker import (
    HIGHEST,
    MOST_WINDOWS,
    NOT_READ,
    WINDOW_CHARACTERS,
    Place,
    SentenceReading,
    places,
    readings_by_row,
    rerank,
)
from tests.knowledge.made_articles import make_article

SHORT = make_article(*(f"Kalimat nomor {number} tentang pasar." for number in range(6)))
LONG = make_article(*(f"Kalimat {number}: " + "warga " * 15 + "pulang." for number in range(12)), revision=2)


def rows_of(*articles: Article) -> list[tuple[Article, int]]:
    return [(article, at) for article in articles for at in range(len(article.sentences))]


def test_window_of_a_short_article_is_the_whole_article_and_is_read_once() -> None:
    assert places(rows_of(SHORT), np.arange(6.0)) == [Place(SHORT, 0, 6)]


def test_window_grows_on_both_sides_of_its_sentence_up_to_its_length() -> None:
    rows = rows_of(LONG)
    scores = np.zeros(len(rows))
    scores[5] = 3.0

    first = places(rows, scores)[0]

    sentences = LONG.sentences[first.start : first.end]
    assert first.start < 5 < first.end - 1
    assert sum(sentence.end - sentence.start for sentence in sentences) <= WINDOW_CHARACTERS
    assert first.window.title == LONG.title
    assert first.window.sentences == tuple(sentence.text for sentence in sentences)


def test_sentence_that_is_too_long_for_a_window_is_read_alone() -> None:
    article = make_article("Sebelumnya.", "panjang " * 100 + "sekali.", "Sesudahnya.")

    assert places([(article, 1)], np.zeros(1)) == [Place(article, 1, 2)]


def test_best_sentences_get_windows_first_and_no_more_than_the_limit() -> None:
    rows = rows_of(LONG)
    scores = np.arange(12.0)

    chosen = places(rows, scores)

    assert len(chosen) == MOST_WINDOWS
    assert chosen[0].start <= 11 < chosen[0].end


def test_sentence_in_two_windows_has_the_higher_reading_of_both() -> None:
    read = [Place(SHORT, 0, 2), Place(SHORT, 1, 3)]
    readings = [Reading(1.0, (2.0, -3.0)), Reading(-1.0, (4.0, 0.5))]

    found = readings_by_row(rows_of(SHORT), read, readings)

    assert found[:3] == [SentenceReading(2.0, 1.0), SentenceReading(4.0, 1.0), SentenceReading(0.5, -1.0)]
    assert found[3:] == [NOT_READ] * 3


def test_readings_are_bounded() -> None:
    reading = Reading(-99.0, (-99.0, 99.0))

    [first, second, *_] = readings_by_row(rows_of(SHORT), [Place(SHORT, 0, 2)], [reading])

    assert first == NOT_READ
    assert second.sentence == HIGHEST


def test_what_the_reader_finds_decides_between_sentences_of_equal_score() -> None:
    readings = [SentenceReading(-5.0, 1.0), SentenceReading(3.0, 1.0), NOT_READ]

    scores = rerank(np.zeros(3), readings)

    assert list(np.argsort(-scores)) == [1, 0, 2]


def test_nothing_to_rank_gives_nothing() -> None:
    assert places([], np.zeros(0)) == []
    assert len(rerank(np.zeros(0), [])) == 0
