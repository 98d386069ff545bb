"""Tests of what the bot stores about a person, and of deleting it."""

from __future__ import annotations

from tests.bot.telegram.harness import WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import EN, GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import Person


async def test_forget_deletes_turns_settings_and_feedback_after_asking(harness: BotHarness) -> None:
    answer = await harness.ask(SITI, WHO_OPENED)
    await harness.ask(SITI, "Berapa biayanya?")
    await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    others = await harness.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    await harness.press(SITI, answer, "👍")
    await harness.press(SITI, await harness.ask(SITI, "/language"), "English")
    sure = await harness.ask(SITI, "/forget")
    assert sure.text == EN("forget-ask")
    await harness.press(SITI, sure, EN("forget-no"))
    assert harness.server.now(sure).text == EN("nothing-deleted")
    sure = await harness.ask(SITI, "/forget")
    await harness.press(SITI, sure, EN("forget-yes"))
    assert harness.server.now(sure).text == EN("forgotten", turns=3, settings="yes")
    assert await harness.database.conversations.history("telegram:2002", 10) == []
    assert await harness.press(SITI, answer, "[1]") == ID("turn-gone")
    await harness.press(JOHN, others, "[1]")
    assert "Damar Wiguna" in (await harness.server.next_message(GROUP)).text
    again = await harness.ask(SITI, "/forget")
    await harness.press(SITI, again, ID("forget-yes"))
    assert harness.server.now(again).text == ID("forgotten", turns=0, settings="no")


async def test_in_a_group_only_the_persons_own_questions_are_forgotten_and_only_by_that_person(
    harness: BotHarness,
) -> None:
    await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    await harness.ask(JOHN, f"/ask {WHO_SAVED}", group=GROUP)
    sure = await harness.ask(SITI, "/forget", group=GROUP)
    assert sure.text == ID("forget-ask-group")
    assert await harness.press(JOHN, sure, ID("forget-yes")) == EN("forget-not-yours")
    await harness.press(SITI, sure, ID("forget-yes"))
    assert harness.server.now(sure).text == ID("forgotten-group", turns=1)
    history = await harness.database.conversations.history("telegram:-500", 10)
    assert [turn.question for turn in history] == [WHO_SAVED]


async def test_privacy_says_what_is_stored_and_how_to_delete_it(harness: BotHarness) -> None:
    assert "/forget" in (await harness.ask(SITI, "/privacy")).text


async def test_turns_are_stored_with_their_person(harness: BotHarness) -> None:
    await harness.ask(Person(77), WHO_OPENED)
    kept = await harness.database.conversations.turn(1)
    assert kept is not None
    assert (kept.person, kept.conversation) == ("telegram:77", "telegram:77")
