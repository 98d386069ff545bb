"""Tests of messages that Kutip answers in its own words."""

from __future__ import annotations

import pytest

from knowledge.errors import QuotaUsedUp
from knowledge.models import Abstention, Answer, Intent, Reply
from tests.knowledge.talk import CHAT, FERRY, LIMIT, Talk, titles
from tests.knowledge.test_assistant import BRIDGE

SMALL_TALK: list[tuple[str, Intent]] = [
    ("halo", "greeting"),
    ("Hi there!", "greeting"),
    ("terima kasih banyak ya", "thanks"),
    ("Thank you so much", "thanks"),
    ("sampai jumpa", "farewell"),
    ("goodbye", "farewell"),
    ("kamu siapa?", "about_bot"),
    ("What can you do?", "about_bot"),
    ("ok", "nothing"),
    ("👍", "nothing"),
    ("🙂🙂🙂", "nothing"),
    ("?!…", "nothing"),
    ("jawabanmu salah", "complaint"),
    ("are you sure?", "doubt"),
]


@pytest.mark.parametrize(("message", "intent"), SMALL_TALK)
async def test_small_talk_is_answered_in_own_words(talk: Talk, message: str, intent: Intent) -> None:
    outcome = await talk.say(message)
    assert isinstance(outcome, Reply)
    assert (outcome.intent, outcome.statements, outcome.articles) == (intent, (), ())
    assert (outcome.mode, outcome.usage.tokens) == ("extractive", 0)


async def test_small_talk_is_neither_stored_nor_charged(talk: Talk) -> None:
    for _ in range(2):
        for message, _intent in SMALL_TALK:
            assert (await talk.say(message)).turn is None
    assert await talk.turns() == []
    for _ in range(LIMIT):
        await talk.say("Berapa biaya Jembatan Kelana?")
    with pytest.raises(QuotaUsedUp):
        await talk.say("Berapa biaya Jembatan Kelana?")
    assert isinstance(await talk.say("halo"), Reply)


async def test_words_of_small_talk_vary_with_the_second(talk: Talk) -> None:
    variants = set()
    for second in range(6):
        talk.clock.now = talk.clock.now.replace(second=second)
        outcome = await talk.say("halo")
        assert isinstance(outcome, Reply)
        variants.add(outcome.variant)
    assert variants == {0, 1, 2}


async def test_small_talk_does_not_change_what_a_follow_up_is_about(talk: Talk) -> None:
    await talk.say("Siapa yang meresmikan Jembatan Kelana?")
    await talk.say("terima kasih ya")
    outcome = await talk.say("Berapa biayanya?")
    assert isinstance(outcome, Answer)
    assert "Rp 87 miliar" in outcome.statements[0].text


async def test_doubt_gets_the_statements_of_the_last_answer_with_their_sources(talk: Talk) -> None:
    answer = await talk.say("Who saved three penalties?")
    await talk.say("thanks")
    doubt = await talk.say("are you sure?")
    assert isinstance(doubt, Reply)
    assert doubt.statements == answer.statements
    assert doubt.statements
    article = await talk.library.get("cup")
    [citation] = doubt.statements[0].citations
    assert article.text[citation.start : citation.end] == citation.sentence


async def test_doubt_without_an_answer_has_no_statements(talk: Talk) -> None:
    await talk.say("Berapa biaya Jembatan Kelana?")
    await talk.assistant.begin_anew(CHAT)
    for conversation in (CHAT, "telegram:2", None):
        assert (await talk.say("yakin?", conversation=conversation)).statements == ()
    assert isinstance(await talk.say("Siapa presiden Brasil?"), Abstention)
    assert (await talk.say("yakin?")).statements == ()


async def test_complaint_names_the_article_of_the_last_answer(talk: Talk) -> None:
    assert titles(await talk.say("jawabanmu salah")) == []
    await talk.say("Berapa biaya Jembatan Kelana?")
    complaint = await talk.say("jawabanmu salah")
    assert titles(complaint) == [BRIDGE.title]
    assert complaint.statements == ()
    await talk.library.delete("bridge")
    assert titles(await talk.say("jawabanmu salah")) == []


async def test_complaint_about_an_abstention_names_what_was_near(talk: Talk) -> None:
    abstention = await talk.say("Berapa gaji nakhoda Feri Kartika?")
    assert isinstance(abstention, Abstention)
    assert {near.title for near in abstention.nearest} == {FERRY.title}
    assert titles(await talk.say("your answer is wrong")) == [FERRY.title]


async def test_reply_is_in_the_language_of_its_message(talk: Talk) -> None:
    assert (await talk.say("terima kasih banyak ya", conversation=None)).language == "id"
    assert (await talk.say("Thank you so much for your help", conversation=None)).language == "en"
