"""Tests that a question is answered by one message with its outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.harness import BRIDGE, WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import GROUP, ID, JOHN, SITI


async def test_abstention_is_a_message_too(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "Tak ada?") == ID("abstention-no-match")


async def test_ask_takes_the_text_after_it_or_the_message_that_it_replies_to(harness: BotHarness) -> None:
    assert (await harness.ask(SITI, "/ask")).text == ID("ask-how")
    assert "Larasati" in (await harness.ask(SITI, f"/ask {WHO_OPENED}")).text
    theirs = await harness.server.send_text(JOHN, WHO_SAVED, group=GROUP)
    await harness.server.send_text(SITI, "/ask", group=GROUP, reply_to=theirs)
    assert "Damar Wiguna" in (await harness.server.next_message(GROUP)).text


async def test_topics_of_a_group_are_conversations_of_their_own(harness: BotHarness) -> None:
    for topic, question in ((7, WHO_OPENED), (8, WHO_SAVED)):
        await harness.server.send_text(SITI, f"/ask {question}", group=GROUP, thread=topic)
        answer = await harness.server.next_message(GROUP)
        assert int(answer.parameters["message_thread_id"]) == topic
        history = await harness.database.conversations.history(f"telegram:-500:{topic}", 10)
        assert [turn.question for turn in history] == [question]
        await harness.press(SITI, answer, "[1]")
        assert int((await harness.server.next_message(GROUP)).parameters["message_thread_id"]) == topic
    assert await harness.database.conversations.history("telegram:-500", 10) == []


@pytest.mark.parametrize("title", ["<b>Pasar</b> & <a href='x'>", "]]></blockquote>"])
async def test_markup_in_an_article_is_shown_as_text(empty: BotHarness, title: str) -> None:
    text = BRIDGE.text.replace("420", "<i>420</i>")
    await empty.add(replace(BRIDGE, title=title, text=text))
    answer = await empty.ask(SITI, "Berapa meter panjang jembatan itu?")
    assert title in answer.text
    assert "<i>420</i> meter" in answer.text
    assert title in (await empty.ask(SITI, "/articles")).text
