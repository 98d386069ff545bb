"""Tests of telling that an answer about the present rests on old articles."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering.outdated import archive_until, asks_for_present
from knowledge.models import Citation, CitedStatement

TODAY = date(2024, 5, 20)


def cited(*days: date | None) -> list[CitedStatement]:
    citations = [
        Citation(n, "a", None, "Judul", day, None, None, "Harga naik.", 0, 11)
        for n, day in enumerate(days, 1)
    ]
    return [CitedStatement("Harga naik.", tuple(citations))]


@pytest.mark.parametrize(
    "question",
    [
        "Berapa harga beras hari ini?",
        "Sekarang siapa wali kotanya?",
        "apa kabar terbaru banjir",
        "Siapa yang kini memimpin?",
        "What is the price of rice today?",
        "who is the mayor NOW",
        "What is the latest on the flood?",
        "Who is currently the governor?",
    ],
)
def test_present_is_asked_for(question: str) -> None:
    assert asks_for_present(question)


@pytest.mark.parametrize(
    "question",
    [
        "Siapa wali kota pertama?",
        "Kapan harinya?",
        "Siapa yang terakhir bicara?",
        "What did he know?",
        "Who owns the snow plough?",
    ],
)
def test_present_is_not_asked_for(question: str) -> None:
    assert not asks_for_present(question)


def test_day_of_the_newest_article_is_told_if_it_is_older_than_a_week() -> None:
    question = "Berapa harga beras hari ini?"
    assert archive_until(question, cited(date(2024, 1, 1), date(2024, 5, 12), None), TODAY) == date(
        2024, 5, 12
    )
    assert archive_until(question, cited(date(2024, 1, 1), date(2024, 5, 13)), TODAY) is None
    assert archive_until(question, cited(None), TODAY) is None
    assert archive_until(question, [], TODAY) is None
    assert archive_until("Berapa harga beras pada 2023?", cited(date(2023, 1, 1)), TODAY) is None
