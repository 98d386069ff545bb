"""Tests of groups: which messages the bot answers, and which buttons only some members may press."""

from __future__ import annotations

from tests.bot.telegram.harness import WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import ADMIN, GROUP, ID, JOHN, SITI


async def test_only_messages_that_address_the_bot_are_answered(harness: BotHarness) -> None:
    for text in (WHO_OPENED, "/apa", "/help@other_bot", "@kutip_test_bot_2 siapa?", "a@kutip_test_bot"):
        await harness.server.send_text(SITI, text, group=GROUP)
    question = await harness.server.send_text(SITI, f"@Kutip_Test_Bot, {WHO_OPENED}", group=GROUP)
    answer = await harness.server.next_message(GROUP)
    assert "Larasati Wirabuana" in answer.text
    assert f'"message_id": {question}' in answer.parameters["reply_parameters"]
    assert (await harness.ask(SITI, "@kutip_test_bot", group=GROUP)).text == ID("ask-me")
    assert (await harness.ask(SITI, "/apa@kutip_test_bot", group=GROUP)).text.count("/articles") == 1
    assert harness.server.is_silent(GROUP)


async def test_a_reply_addresses_the_bot_and_a_group_shares_one_conversation(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    follow_up = await harness.ask(JOHN, "Berapa biayanya?", group=GROUP, reply_to=answer)
    assert "87 miliar" in follow_up.text
    await harness.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    history = await harness.database.conversations.history("telegram:-500", 10)
    assert [turn.question for turn in history] == [WHO_OPENED, "Berapa biayanya?", WHO_SAVED]
    assert await harness.database.conversations.history(f"telegram:{SITI.id}", 10) == []


async def test_admin_commands_and_presses_are_for_admins_only(harness: BotHarness) -> None:
    for command in ("/add Kabar baru\n\nPasar dibuka.", "/delete bridge"):
        assert (await harness.ask(SITI, command, group=GROUP)).text == ID("not-admin")
    assert await harness.library.count() == 3
    sure = await harness.ask(ADMIN, "/delete bridge", group=GROUP)
    assert await harness.press(SITI, sure, ID("forget-yes")) == ID("not-admin")
    assert await harness.library.count() == 3
    await harness.press(ADMIN, sure, ID("forget-yes"))
    await harness.server.next_edit(GROUP)
    assert await harness.library.count() == 2
