"""Tests that words of time in a question make Kutip prefer articles of that time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.models import Article, Period
from knowledge.questions.date_preference import (
    IN_PERIOD,
    IN_YEAR,
    NEWER_BY_DEFAULT,
    NEWEST,
    named_period,
    preferences,
)
from tests.knowledge.made_articles import make_article

TODAY = date(2031, 3, 5)  # a Wednesday


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Siapa yang dilantik hari ini?", date(2031, 3, 5), date(2031, 3, 5)),
        ("Apa kata gubernur tadi pagi?", date(2031, 3, 5), date(2031, 3, 5)),
        ("Siapa yang menang kemarin?", date(2031, 3, 4), date(2031, 3, 4)),
        ("What happened last night?", date(2031, 3, 4), date(2031, 3, 4)),
        ("Apa yang terjadi minggu ini?", date(2031, 3, 3), date(2031, 3, 9)),
        ("Apa yang terjadi pekan lalu?", date(2031, 2, 24), date(2031, 3, 2)),
        ("What did they decide last week?", date(2031, 2, 24), date(2031, 3, 2)),
        ("Berapa harga beras bulan kemarin?", date(2031, 2, 1), date(2031, 2, 28)),
        ("How many came this month?", date(2031, 3, 1), date(2031, 3, 31)),
        ("Berapa penumpang tahun lalu?", date(2030, 1, 1), date(2030, 12, 31)),
        ("Hari Minggu ada apa?", date(2031, 3, 2), date(2031, 3, 2)),
        ("Siapa juara pada tahun 2028?", date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_words_of_time_name_a_period(question: str, first: date, last: date) -> None:
    assert named_period(question, TODAY) == Period(first, last)


@pytest.mark.parametrize("question", ["", "Siapa wali kota?", "Berapa 12030 itu?", "Hari baik ada apa?"])
def test_other_words_name_no_period(question: str) -> None:
    assert named_period(question, TODAY) is None


def test_last_month_is_right_in_january_and_after_a_short_month() -> None:
    assert named_period("bulan lalu", date(2031, 1, 31)) == Period(date(2030, 12, 1), date(2030, 12, 31))
    assert named_period("bulan lalu", date(2028, 3, 31)) == Period(date(2028, 2, 1), date(2028, 2, 29))


def articles(*ages: int | None) -> list[Article]:
    article = make_article("Harga beras naik.")
    return [
        replace(article, revision=at, published_on=None if age is None else TODAY - timedelta(days=age))
        for at, age in enumerate(ages)
    ]


def test_articles_outside_the_period_rank_lower_except_just_after_it() -> None:
    preferred = preferences("Berapa harga beras bulan lalu?", articles(2, 3, 5, 20, 33, None), TODAY)
    assert preferred == {0: -IN_PERIOD, 1: 0, 2: 0, 3: 0, 4: -IN_PERIOD, 5: -IN_PERIOD}


def test_year_is_a_weaker_preference_than_a_month() -> None:
    assert preferences("Berapa harga beras tahun 2030?", articles(3, 100), TODAY) == {0: -IN_YEAR, 1: 0}


def test_period_without_articles_prefers_none() -> None:
    assert preferences("Berapa harga beras tahun 2019?", articles(3, 100), TODAY) == {0: 0, 1: 0}


def test_newest_is_preferred_if_the_question_asks_for_it() -> None:
    preferred = preferences("Berapa harga beras terbaru?", articles(0, 180, 360, None), TODAY)
    assert preferred == pytest.approx({0: 0, 1: -NEWEST / 2, 2: -NEWEST * 3 / 4, 3: -NEWEST})


def test_newer_article_is_preferred_slightly_by_default() -> None:
    preferred = preferences("Berapa harga beras?", articles(40, 220), TODAY)
    assert preferred == pytest.approx({0: 0, 1: -NEWER_BY_DEFAULT / 2})


def test_future_date_counts_as_today() -> None:
    assert preferences("Berapa harga beras?", articles(-400, 0), TODAY) == {0: 0, 1: 0}


def test_without_dates_nothing_is_preferred() -> None:
    assert preferences("Berapa harga terbaru?", articles(None, None), TODAY) == {0: 0, 1: 0}
    assert preferences("Berapa harga terbaru?", [], TODAY) == {}
