"""Tests of /start, /new, /language and unknown commands."""

from __future__ import annotations

import pytest

from knowledge.models import Answer, ArticleText, AskRequest
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.harness import BRIDGE, WHO_OPENED, BotHarness
from tests.bot.telegram.people import ADMIN, EN, ID, SITI


@pytest.mark.process
async def test_start_offers_questions_that_are_answered_when_pressed(harness: BotHarness) -> None:
    start = await harness.ask(SITI, "/start")
    assert start.text.startswith(ID("start"))
    questions = harness.buttons(start)
    assert 1 <= len(questions) <= 3
    assert WHO_OPENED in questions
    for question in questions:
        outcome = await harness.assistant.ask(AskRequest(question))
        assert isinstance(outcome, Answer)
    await harness.press(SITI, start, WHO_OPENED)
    answer = await harness.server.next_message(SITI)
    assert answer.text.startswith(f"{WHO_OPENED}\n\nWali Kota Larasati Wirabuana meresmikan")
    follow_up = await harness.ask(SITI, "Berapa biayanya?")
    assert "87 miliar" in follow_up.text


async def test_start_without_articles_offers_no_question(empty: BotHarness) -> None:
    start = await empty.ask(SITI, "/start")
    assert (start.text, empty.buttons(start)) == (ID("start"), [])


async def test_suggested_questions_come_from_the_present_articles(harness: BotHarness) -> None:
    assert WHO_OPENED in harness.buttons(await harness.ask(SITI, "/start"))
    await harness.library.delete("bridge")
    assert WHO_OPENED not in harness.buttons(await harness.ask(SITI, "/start"))


async def test_a_suggested_question_on_a_message_that_telegram_no_longer_gives_must_be_typed(
    harness: BotHarness,
) -> None:
    start = await harness.ask(SITI, "/start")
    notice = await harness.server.notice(await harness.server.press_forged(SITI, start, "q:1", is_old=True))
    assert notice == ID("message-gone")


async def test_language_is_stored_for_the_chat_and_used_for_every_text(harness: BotHarness) -> None:
    choice = await harness.ask(SITI, "/language")
    assert harness.buttons(choice) == ["Otomatis ✓", "English", "Bahasa Indonesia"]
    await harness.press(SITI, choice, "English")
    assert harness.server.now(choice).text == EN("language-set")
    assert harness.buttons(choice) == ["Automatic", "English ✓", "Bahasa Indonesia"]
    assert "March 3, 2025" in (await harness.ask(SITI, WHO_OPENED)).text
    assert (await harness.ask(SITI, "/new")).text == EN("new-conversation")
    await harness.press(SITI, choice, "English")
    await harness.press(SITI, choice, "Automatic")
    assert harness.server.now(choice).text == ID("language-set-automatic")
    assert "3 Maret 2025" in (await harness.ask(SITI, WHO_OPENED)).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/artcles", "/articles"),
        ("/langauge", "/language"),
        ("/HELPP", "/help"),
        ("/strat", "/start"),
        ("/forgot", "/forget"),
    ],
)
async def test_the_nearest_command_is_offered(harness: BotHarness, typed: str, meant: str) -> None:
    assert (await harness.ask(SITI, typed)).text == ID("unknown-command-nearest", command=meant)


async def test_admin_commands_are_offered_to_admins_only(harness: BotHarness) -> None:
    assert "/delete" in (await harness.ask(ADMIN, "/delet")).text
    assert "/delete" not in (await harness.ask(SITI, "/delet")).text
    assert "ID:" in (await harness.ask(ADMIN, "/articles")).text
    assert "ID:" not in (await harness.ask(SITI, "/articles")).text


async def test_an_article_with_hostile_words_is_suggested_as_plain_text(empty: BotHarness) -> None:
    await empty.add(
        ArticleText(
            "Wali Kota <b>Rani Tirta</b> meresmikan Jembatan @kutip_test_bot pada Senin. Ya.", "</b>&<i>"
        ),
        BRIDGE,
    )
    start = await empty.ask(SITI, "/start")
    assert all("@" not in question and "<" not in question for question in empty.buttons(start))
    assert "</b>&<i>" in (await empty.ask(SITI, "/articles")).text


async def test_new_forgets_this_chat(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "/new") == ID("new-conversation")
    assert bot.assistant.forgotten == ["telegram:2002"]
