"""Tests of requests for the news of a time or a topic, for what there is, and for summaries."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.errors import QuotaUsedUp
from knowledge.models import Abstention, ArticleText, AskRequest, Period, Reply
from knowledge.newsroom.replies import LISTED
from tests.knowledge.talk import CHAT, FERRY, LIMIT, REPAIR, Talk, cited, titles
from tests.knowledge.test_assistant import BRIDGE, CUP


async def test_lists_are_stored_and_charged(talk: Talk) -> None:
    for _ in range(LIMIT):
        assert (await talk.say("Apa berita terbaru?")).turn is not None
    assert await talk.turns() == ["Apa berita terbaru?"] * LIMIT
    with pytest.raises(QuotaUsedUp):
        await talk.say("Apa berita terbaru?")


@pytest.mark.parametrize("message", ["Apa berita terbaru?", "What's the latest news?"])
async def test_newest_articles_are_listed_newest_first(talk: Talk, message: str) -> None:
    outcome = await talk.say(message)
    assert titles(outcome) == [FERRY.title, REPAIR.title, CUP.title, BRIDGE.title]
    assert isinstance(outcome, Reply)
    assert (outcome.topic, outcome.period, outcome.next_steps) == (None, None, ())


async def test_list_is_no_longer_than_a_screen(talk: Talk) -> None:
    for number in range(LISTED):
        await talk.library.add(ArticleText(f"Kabar nomor {number} dari Muarasenja.", title=f"Kabar {number}"))
    assert len(titles(await talk.say("Apa berita terbaru?"))) == LISTED


async def test_news_of_a_day_are_those_of_the_day_in_the_zone_of_the_newsroom(talk: Talk) -> None:
    today = await talk.say("Ada berita apa hari ini?")
    assert titles(today) == [FERRY.title]
    assert isinstance(today, Reply)
    assert today.period == Period(date(2026, 1, 1), date(2026, 1, 1))
    assert today.next_steps == ("week",)
    talk.clock.now = datetime(2026, 1, 1, 18, tzinfo=UTC)  # one in the morning of 2 January in Jakarta
    tomorrow = await talk.say("Ada berita apa hari ini?")
    assert titles(tomorrow) == []
    assert isinstance(tomorrow, Reply)
    assert tomorrow.period == Period(date(2026, 1, 2), date(2026, 1, 2))


@pytest.mark.parametrize(
    ("message", "found", "wider"),
    [
        ("Berita minggu ini", [FERRY.title, REPAIR.title], "month"),
        ("News of this week", [FERRY.title, REPAIR.title], "month"),
        ("Berita bulan ini", [FERRY.title], "all"),
        ("Ada berita apa tanggal 17 Agustus 2025?", [CUP.title], "all"),
        ("Berita Maret 2025", [BRIDGE.title], "all"),
        ("Berita Februari 2025", [], "all"),
    ],
)
async def test_news_of_a_time_are_those_of_that_time_and_a_wider_one_is_offered(
    talk: Talk, message: str, found: list[str], wider: str
) -> None:
    await talk.say("Berapa biaya Jembatan Kelana?")  # "ini" does not point at the conversation
    outcome = await talk.say(message)
    assert titles(outcome) == found
    assert isinstance(outcome, Reply)
    assert outcome.topic is None
    assert list(outcome.next_steps) == [wider]


@pytest.mark.parametrize(
    "message", ["Apa kabar terbaru soal Jembatan Kelana?", "What's the latest news about Jembatan Kelana?"]
)
async def test_latest_on_a_topic_are_the_articles_that_speak_of_it_newest_first(
    talk: Talk, message: str
) -> None:
    outcome = await talk.say(message)
    assert titles(outcome) == [REPAIR.title, BRIDGE.title]
    assert isinstance(outcome, Reply)
    assert outcome.topic == "Jembatan Kelana"


async def test_latest_on_a_topic_keeps_to_the_time_that_is_named(talk: Talk) -> None:
    outcome = await talk.say("Apa berita terbaru soal Jembatan Kelana minggu ini?")
    assert titles(outcome) == [REPAIR.title]
    assert isinstance(outcome, Reply)
    assert outcome.period == Period(date(2025, 12, 29), date(2026, 1, 4))


async def test_latest_on_an_unknown_topic_is_an_empty_list(talk: Talk) -> None:
    outcome = await talk.say("Apa berita terbaru soal gempa Sukamaju?")
    assert titles(outcome) == []
    assert isinstance(outcome, Reply)
    assert outcome.topic == "gempa Sukamaju"


async def test_latest_on_this_is_about_the_last_question(talk: Talk) -> None:
    await talk.say("Siapa yang meresmikan Jembatan Kelana?")
    outcome = await talk.say("Yang terbaru soal ini")
    assert BRIDGE.title in titles(outcome)
    assert not {CUP.title, FERRY.title} & set(titles(outcome))


async def test_latest_on_this_is_about_the_article_if_the_last_message_named_nothing(talk: Talk) -> None:
    await talk.say("Who saved three penalties?")
    await talk.say("Summarise this article")
    outcome = await talk.say("The latest on this")
    assert titles(outcome) == [CUP.title]
    assert isinstance(outcome, Reply)
    assert outcome.topic == CUP.title


@pytest.mark.parametrize("message", ["Artikel apa saja yang ada?", "What articles do you have?"])
async def test_browsing_lists_the_newest_articles(talk: Talk, message: str) -> None:
    outcome = await talk.say(message)
    assert outcome.intent == "browse"
    assert titles(outcome)[0] == FERRY.title


async def test_browsing_a_topic_lists_its_articles(talk: Talk) -> None:
    outcome = await talk.say("Punya artikel tentang Harbour Cup?")
    assert outcome.intent == "browse"
    assert titles(outcome) == [CUP.title]


@pytest.mark.parametrize("message", ["Ringkas artikel ini", "Summarise this article"])
async def test_summary_tells_the_article_in_focus_in_its_own_sentences(talk: Talk, message: str) -> None:
    await talk.say("Berapa penumpang Feri Kartika?")
    outcome = await talk.say(message)
    assert outcome.intent == "summary"
    assert cited(outcome) == {FERRY.title}
    article = await talk.library.get("ferry")
    assert [statement.text for statement in outcome.statements] == [one.text for one in article.sentences]


async def test_summary_tells_the_article_of_the_topic(talk: Talk) -> None:
    await talk.say("Berapa penumpang Feri Kartika?")
    outcome = await talk.say("Summarise the article about the Harbour Cup")
    assert cited(outcome) == {CUP.title}
    assert outcome.intent == "summary"


async def test_summary_tells_the_article_to_which_the_conversation_is_restricted(talk: Talk) -> None:
    await talk.say("Berapa penumpang Feri Kartika?")
    assert cited(await talk.say("Ringkas artikel ini", "bridge")) == {BRIDGE.title}
    assert cited(await talk.say("Ringkas berita Feri Kartika", "bridge")) == {BRIDGE.title}


async def test_comparison_tells_two_articles(talk: Talk) -> None:
    outcome = await talk.say("bandingkan dua berita tentang Jembatan Kelana")
    assert cited(outcome) == {BRIDGE.title, REPAIR.title}


async def test_summary_of_nothing_is_searched_for_like_a_question(talk: Talk) -> None:
    for message in ("Ringkas artikel ini", "Ringkas berita gempa Sukamaju"):
        assert isinstance(await talk.say(message), Abstention)


async def test_repeated_origin_returns_the_stored_list(talk: Talk) -> None:
    request = AskRequest("Apa berita terbaru?", conversation=CHAT, origin="o:1")
    first = await talk.assistant.ask(request)
    await talk.library.delete("ferry")
    assert await talk.assistant.ask(request) == first
