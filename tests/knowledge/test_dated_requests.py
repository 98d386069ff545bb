"""Tests that the news of a time are those of that time: what is asked, the period, and what is listed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from knowledge.models import ArticleText, Period, Reply
from knowledge.newsroom.replies import LISTED
from tests.knowledge.talk import FERRY, REPAIR, Talk
from tests.knowledge.test_assistant import BRIDGE, CUP

NOW = datetime(2025, 5, 21, 3, tzinfo=UTC)  # ten in the morning of a Wednesday in Jakarta
BEFORE = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    8,
    9,
    11,
    12,
    15,
    18,
    20,
    23,
    28,
    33,
    41,
    50,
    62,
    80,
    95,
    120,
    141,
    170,
    230,
    380,
)
"""How many days before today there is an article."""

STORED = (BRIDGE, FERRY, CUP, REPAIR)
"""The articles of the conversation."""

ASKED = """
    Ada berita apa hari ini?                          | 2025-05-21 |
    berita hr ini dong min                            | 2025-05-21 |
    What's the news today?                            | 2025-05-21 |
    any news from this morning?                       | 2025-05-21 |
    kabar terbaru hari ini apa aja                    | 2025-05-21 |
    today's headlines please                          | 2025-05-21 |
    berita kemarin                                    | 2025-05-20 |
    kmrn ada berita apa aja                           | 2025-05-20 |
    yesterday's news                                  | 2025-05-20 |
    What was in the news yesterday?                   | 2025-05-20 |
    berita semalam apa saja                           | 2025-05-20 |
    berita dua hari lalu                              | 2025-05-19 |
    news from two days ago                            | 2025-05-19 |
    apa saja berita tiga hari yang lalu?              | 2025-05-18 |
    berita kemarin lusa                               | 2025-05-19 |
    berita minggu ini                                 | 2025-05-19 | 2025-05-25
    pekan ini ada kabar apa?                          | 2025-05-19 | 2025-05-25
    what's new this week?                             | 2025-05-19 | 2025-05-25
    This week's stories, please                       | 2025-05-19 | 2025-05-25
    berita minggu lalu                                | 2025-05-12 | 2025-05-18
    kabar pekan lalu dong                             | 2025-05-12 | 2025-05-18
    last week's news                                  | 2025-05-12 | 2025-05-18
    What did you publish last week?                   | 2025-05-12 | 2025-05-18
    berita akhir pekan lalu                           | 2025-05-17 | 2025-05-18
    news from last weekend                            | 2025-05-17 | 2025-05-18
    berita bulan ini                                  | 2025-05-01 | 2025-05-31
    ada kabar apa bulan ini?                          | 2025-05-01 | 2025-05-31
    this month's news                                 | 2025-05-01 | 2025-05-31
    berita bulan lalu                                 | 2025-04-01 | 2025-04-30
    news of last month                                | 2025-04-01 | 2025-04-30
    berita awal bulan ini                             | 2025-05-01 | 2025-05-10
    berita Maret 2025                                 | 2025-03-01 | 2025-03-31
    berita bulan April                                | 2025-04-01 | 2025-04-30
    news from March 2025                              | 2025-03-01 | 2025-03-31
    kabar Februari 2025 apa saja                      | 2025-02-01 | 2025-02-28
    berita Desember 2024                              | 2024-12-01 | 2024-12-31
    December 2024 news                                | 2024-12-01 | 2024-12-31
    berita tahun ini                                  | 2025-01-01 | 2025-12-31
    berita tahun 2024                                 | 2024-01-01 | 2024-12-31
    news of 2024                                      | 2024-01-01 | 2024-12-31
    berita tahun lalu                                 | 2024-01-01 | 2024-12-31
    berita tanggal 17 Mei 2025                        | 2025-05-17 |
    ada berita apa tanggal 12 Mei?                    | 2025-05-12 |
    news of 12 May 2025                               | 2025-05-12 |
    What was published on May 9, 2025?                | 2025-05-09 |
    berita 9/5/2025                                   | 2025-05-09 |
    berita Senin lalu                                 | 2025-05-19 |
    news from last Monday                             | 2025-05-19 |
    berita hari Selasa                                | 2025-05-20 |
    berita sejak 3 Mei                                | 2025-05-03 | 2025-05-21
    news since 3 May                                  | 2025-05-03 | 2025-05-21
    berita dari 1 sampai 10 Mei 2025                  | 2025-05-01 | 2025-05-10
    news between 1 and 10 May 2025                    | 2025-05-01 | 2025-05-10
    berita antara Februari dan April 2025             | 2025-02-01 | 2025-04-30
    berita tiga hari terakhir                         | 2025-05-19 | 2025-05-21
    news of the last three days                       | 2025-05-19 | 2025-05-21
    berita 7 hari terakhir                            | 2025-05-15 | 2025-05-21
    news of the past 7 days                           | 2025-05-15 | 2025-05-21
    apa yang baru sejak kemarin?                      | 2025-05-20 | 2025-05-21
    what's new since yesterday?                       | 2025-05-20 | 2025-05-21
"""


def rows() -> list[tuple[str, Period]]:
    found = []
    for line in ASKED.strip().splitlines():
        message, first, last = (part.strip() for part in line.split("|"))
        found.append((message, Period(date.fromisoformat(first), date.fromisoformat(last or first))))
    return found


async def test_news_of_sixty_times_are_those_of_the_time(talk: Talk) -> None:
    talk.clock.now = NOW
    today = date(2025, 5, 21)
    written = [today - timedelta(before) for before in BEFORE]
    days = [*written, *(article.published_on for article in STORED if article.published_on)]
    for day in written:
        await talk.library.add(
            ArticleText(f"Kabar dari dermaga pada {day}.", title=f"Kabar {day}", published_on=day)
        )

    for message, period in rows():
        outcome = await talk.say(message, conversation=None)
        assert isinstance(outcome, Reply), message
        assert outcome.period == period, message
        newest_first = sorted(days, reverse=True)
        assert [article.published_on for article in outcome.articles] == [
            day for day in newest_first if day in period
        ][:LISTED], message
