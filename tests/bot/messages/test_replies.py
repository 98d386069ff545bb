"""Tests of the words of Kutip's own replies, in both languages."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from bot.messages.catalogue import load_catalogue
from bot.messages.replies import MOST_TOPIC, next_text, reply_text
from knowledge.models import Intent, NextStep, Period
from knowledge.newsroom.replies import LISTS, OWN_WORDS, VARIANTS
from knowledge.questions.periods import BEGINNING
from tests.bot.made_outcomes import OPENED, listed, quoted, reply

CATALOGUE = load_catalogue()
ID, EN = CATALOGUE.choose("id"), CATALOGUE.choose("en")
DAY, WEEK_END = date(2026, 1, 12), date(2026, 1, 18)
VARIED: list[Intent] = ["greeting", "thanks", "farewell", "about_bot", "nothing"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("intent", VARIED)
def test_each_variant_of_small_talk_has_words_of_its_own(intent: Intent, language: str) -> None:
    texts = CATALOGUE.choose(language)
    shown = [reply_text(reply(intent, variant=n), texts) for n in range(VARIANTS)]
    assert all(text.strip() for text in shown)
    assert len(set(shown)) == VARIANTS


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_intent_that_gets_a_reply_has_words(language: str) -> None:
    texts = CATALOGUE.choose(language)
    for intent in OWN_WORDS | LISTS:
        for articles in ((), (listed(1),)):
            assert reply_text(reply(intent, *articles), texts).strip()


def test_doubt_introduces_the_statements_or_says_that_there_are_none() -> None:
    assert reply_text(reply("doubt", statements=(quoted(OPENED),)), ID) == ID("reply-doubt")
    assert reply_text(reply("doubt"), EN) == EN("reply-doubt-none")


def test_complaint_offers_the_article_if_there_is_one() -> None:
    assert reply_text(reply("complaint"), ID) == ID("reply-complaint")
    assert reply_text(reply("complaint", listed(1)), ID).endswith("Mungkin artikel ini membantu:")
    assert reply_text(reply("complaint", listed(1)), EN).endswith("This article may help:")


@pytest.mark.parametrize(
    ("topic", "period", "indonesian", "english"),
    [
        (None, None, "Berita terbaru:", "The latest news:"),
        (
            None,
            Period(DAY, DAY),
            "Berita tanggal 12 Januari 2026:",
            "News from January 12, 2026:",
        ),
        (
            None,
            Period(DAY, WEEK_END),
            "Berita dari 12 Januari 2026 sampai 18 Januari 2026:",
            "News from January 12, 2026 to January 18, 2026:",
        ),
        (
            None,
            Period(BEGINNING, DAY),
            "Berita sampai 12 Januari 2026:",
            "News until January 12, 2026:",
        ),
        ("jembatan", None, "Tentang “jembatan”, yang terbaru dulu:", "About “jembatan”, newest first:"),
        (
            "jembatan",
            Period(DAY, DAY),
            "Tentang “jembatan”, tanggal 12 Januari 2026:",
            "About “jembatan”, from January 12, 2026:",
        ),
    ],
)
def test_heading_of_a_list_says_what_and_when(
    topic: str | None, period: Period | None, indonesian: str, english: str
) -> None:
    shown = reply("latest", listed(1), topic=topic, period=period)
    assert reply_text(shown, ID) == indonesian
    assert reply_text(shown, EN) == english


def test_empty_list_says_what_was_not_found() -> None:
    day = Period(DAY, DAY)
    assert reply_text(reply("latest", period=day), ID) == "Belum ada berita tanggal 12 Januari 2026."
    assert reply_text(reply("latest", topic="feri"), ID) == "Saya tidak menemukan artikel tentang “feri”."
    assert reply_text(reply("latest", topic="feri", period=day), EN) == (
        "I found no article about “feri” from January 12, 2026."
    )
    assert reply_text(reply("latest"), ID) == reply_text(reply("browse"), ID) == ID("no-articles")


def test_browsing_tells_how_many_articles_there_are() -> None:
    assert reply_text(reply("browse", listed(1), count=9), ID).startswith("Ada 9 artikel.")
    assert reply_text(reply("browse", listed(1), count=1), EN) == "There is 1 article:"
    assert reply_text(reply("browse", listed(1), topic="feri"), ID).startswith("Tentang “feri”")


def test_long_topic_is_cut() -> None:
    text = reply_text(reply("latest", topic="a" * MOST_TOPIC), ID)
    assert "a" * MOST_TOPIC + "”" in text
    text = reply_text(reply("latest", topic="a" * (MOST_TOPIC + 1)), ID)
    assert f"“{'a' * (MOST_TOPIC - 1)}…”" in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_next_step_has_its_words(language: str) -> None:
    texts = CATALOGUE.choose(language)
    shown = [next_text(step, texts) for step in get_args(NextStep)]
    assert len(set(shown)) == len(shown)
