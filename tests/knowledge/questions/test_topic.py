"""Tests of what a request for news, a list or a summary is about."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.questions.periods import find_period
from knowledge.questions.topic import asks_for_two, points_back, topic_of

TODAY = date(2026, 1, 15)

TOPICS = {
    "tolong ringkas berita kebakaran pasar Lindung dong": "kebakaran pasar Lindung",
    "Apa kabar terbaru tentang harga beras?": "harga beras",
    "ada berita apa soal Jembatan Kelana?": "Jembatan Kelana",
    "Jembatan Kelana gimana kabarnya?": "Jembatan Kelana",
    "rangkum artikel soal panen garam di Teluk Rantih ya kak": "panen garam di Teluk Rantih",
    "punya artikel tentang COVID-19?": "COVID-19",
    "Kasih dua kalimat tentang 3 Srikandi": "3 Srikandi",
    "Summarise the article about the Harbour Cup": "Harbour Cup",
    "What's the latest on Mayor Larasati's resignation?": "Mayor Larasati's resignation",
    "tldr of the article on coral reefs in Selayar Biru": "coral reefs in Selayar Biru",
    "Do you have any stories about the ferry?": "ferry",
    "compare the two reports on the salt harvest": "salt harvest",
}

NOTHING = [
    "",
    "🙂",
    "Berita terbaru",
    "Ada berita apa hari ini?",
    "Ada yang baru?",
    "Ringkas artikel ini",
    "rangkumin dong kak",
    "Artikel apa saja yang ada di sini?",
    "Yang terbaru soal ini",
    "what's new?",
    "What articles do you have?",
    "Summarise this article",
    "The latest on this",
    "Show me the news",
]


@pytest.mark.parametrize("message", TOPICS)
def test_words_that_name_the_topic_are_kept_in_order(message: str) -> None:
    assert topic_of(message) == TOPICS[message]


@pytest.mark.parametrize("message", NOTHING)
def test_request_alone_names_no_topic(message: str) -> None:
    assert topic_of(message) == ""


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("Berita jembatan tanggal 3 Maret 2025", "jembatan"),
        ("Latest news about the ferry since Monday", "ferry"),
        ("ada berita apa soal Jembatan Kelana minggu lalu?", "Jembatan Kelana"),
        ("berita 10 November 2025", ""),
        ("News from May 3 to May 5", ""),
    ],
)
def test_words_of_a_period_do_not_belong_to_the_topic(message: str, topic: str) -> None:
    found = find_period(message, TODAY)
    assert found is not None
    assert topic_of(message, without=(found.start, found.end)) == topic


@pytest.mark.parametrize(
    "message",
    ["Ringkas artikel ini", "Yang terbaru soal itu", "berita tadi gimana", "Summarise this", "More on that"],
)
def test_pronoun_points_at_what_was_talked_about(message: str) -> None:
    assert points_back(message)


@pytest.mark.parametrize("message", ["Ringkas artikel banjir", "Berita terbaru", "What's new?", ""])
def test_without_pronoun_nothing_is_pointed_at(message: str) -> None:
    assert not points_back(message)


@pytest.mark.parametrize(
    "message", ["Berita hari ini", "Berita minggu ini", "Berita bulan ini", "News of this week"]
)
def test_pronoun_of_a_period_points_at_nothing(message: str) -> None:
    found = find_period(message, TODAY)
    assert found is not None
    assert not points_back(message, without=(found.start, found.end))


@pytest.mark.parametrize(
    "message",
    ["bandingkan dua berita banjir", "Apa perbedaan kedua artikel itu?", "compare both flood reports"],
)
def test_comparison_asks_for_two_articles(message: str) -> None:
    assert asks_for_two(message)


@pytest.mark.parametrize("message", ["ringkas berita banjir", "Summarise the flood report", ""])
def test_summary_asks_for_one_article(message: str) -> None:
    assert not asks_for_two(message)
