from __future__ import annotations

import numpy as np

from knowledge.models import Article
from knowledge.ports import Reading
from knowledge.retrieval.reranker import (
    CLAUSE_WINDOW_CHARACTERS,
    HIGHEST,
    MOST_CLAUSE_WINDOWS,
    MOST_WINDOWS,
    NOT_READ,
    WINDOW_CHARACTERS,
    Place,
    SentenceReading,
    places,
    readings_by_row,
    rerank,
)
from knowledge.text.clauses import EXCERPT, LONG_SENTENCE
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
    (window,) = first.windows
    assert window.title == LONG.title
    assert window.sentences == tuple(sentence.text for sentence in sentences)


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


def clause(number: int) -> str:
    return f"kampung nomor {number} di Teluk Rantih mendapat {number + 2} perahu dari dinas"


LISTED = make_article(
    "Bantuan dibagikan.", f"Dinas membagikan bantuan, yaitu {', '.join(map(clause, range(60)))}.", revision=3
)
LISTING = LISTED.sentences[1].text


def test_long_sentence_is_read_by_its_clauses_in_several_windows() -> None:
    (place,) = places([(LISTED, 1)], np.zeros(1))

    windows = place.windows

    assert 1 < len(windows) <= MOST_CLAUSE_WINDOWS
    read = [text for window in windows for text in window.sentences]
    assert read == [LISTING[start:end] for start, end in place.spans][: len(read)]
    assert sum(map(len, read)) > 3_000
    for window in windows:
        assert window.title == LISTED.title
        assert len(" ".join(window.sentences)) <= CLAUSE_WINDOW_CHARACTERS


def test_long_sentence_has_the_reading_and_the_excerpt_of_its_best_clause() -> None:
    place = Place(LISTED, 1, 2)
    counts = [len(window.sentences) for window in place.windows]
    readings = [Reading(float(number), (-4.0,) * count) for number, count in enumerate(counts)]
    readings[1] = Reading(-1.0, (*(-4.0,) * (counts[1] - 1), 5.0))
    best = place.spans[counts[0] + counts[1] - 1]

    first, second = readings_by_row([(LISTED, 0), (LISTED, 1)], [place], readings)

    assert first == NOT_READ
    assert (second.sentence, second.window) == (5.0, len(counts) - 1.0)
    assert second.clause is not None
    start, end = second.clause
    assert start <= best[0] < best[1] <= end
    assert end - start <= EXCERPT


def test_places_take_their_readings_in_order() -> None:
    read = [Place(LISTED, 1, 2), Place(SHORT, 0, 2)]
    readings = [Reading(0.0, (0.0,) * len(window.sentences)) for window in read[0].windows]

    found = readings_by_row([(SHORT, 0), (SHORT, 1)], read, [*readings, Reading(1.0, (2.0, 3.0))])

    assert found == [SentenceReading(2.0, 1.0), SentenceReading(3.0, 1.0)]


def test_long_neighbour_in_a_window_does_not_hide_its_sentence() -> None:
    neighbour = "Panjang, " + "sekali " * 59 + "panjang."
    assert LONG_SENTENCE < len(neighbour) < WINDOW_CHARACTERS - 10
    article = make_article(neighbour, "Pendek.", revision=4)

    (place,) = places([(article, 1)], np.zeros(1))

    assert place == Place(article, 0, 2)
    (window,) = place.windows
    assert window.sentences == (neighbour, "Pendek.")


def test_excerpt_stays_if_the_sentence_is_read_whole_as_well() -> None:
    neighbour = "Panjang, " + "sekali " * 59 + "panjang."
    article = make_article(neighbour, "Pendek.", revision=4)
    alone, both = Place(article, 0, 1), Place(article, 0, 2)
    readings = [Reading(0.0, (0.0,) * len(window.sentences)) for window in alone.windows]

    found, _ = readings_by_row(
        [(article, 0), (article, 1)], [alone, both], [*readings, Reading(2.0, (1.0, 1.0))]
    )

    assert found.clause is not None
    assert (found.sentence, found.window) == (1.0, 2.0)
