"""Tests that a correction reaches the chats in which its old sentence was quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from knowledge.adapters.database.schema import correction_notices
from tests.bot.telegram.harness import BRIDGE, WHO_OPENED, WHO_SAVED, BotHarness
from tests.bot.telegram.people import ADMIN, EN, GROUP, ID, JOHN, SITI

COST = "Berapa biaya Jembatan Kelana?"
CORRECTED = replace(BRIDGE, text=BRIDGE.text.replace("Rp 87 miliar", "Rp 91 miliar"))
TITLE = BRIDGE.title or ""


async def _retract(harness: BotHarness, reason: str = "Sumbernya keliru") -> None:
    await harness.library.retract((await harness.library.get("bridge")).id, reason)


async def _all_are_notified(harness: BotHarness) -> None:
    """Wait until every notice that is due now was sent.

    Retracts another article. Notices are sent in the order in which versions ended, so the notice about it is
    the last one.
    """
    await harness.ask(ADMIN, WHO_SAVED)
    await harness.library.retract((await harness.library.get("cup")).id, "Mistaken")
    assert (await harness.server.next_message(ADMIN)).text.startswith("Correction:")


async def test_a_chat_is_notified_once_with_the_old_and_the_new_sentence(harness: BotHarness) -> None:
    await harness.ask(SITI, COST)
    await harness.ask(SITI, COST)
    await harness.ask(JOHN, WHO_OPENED)
    await harness.library.replace((await harness.library.get("bridge")).id, CORRECTED, "Biaya <keliru>")
    notice = await harness.server.next_message(SITI)
    assert notice.text.startswith(ID("notice-corrected", title=TITLE))
    assert "Tadinya: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in notice.text
    assert "Sekarang: Jembatan sepanjang 420 meter itu menelan biaya Rp 91 miliar." in notice.text
    assert ID("because", reason="Biaya <keliru>") in notice.text
    assert notice.text.endswith(ID("notice-how-to-stop"))
    await _all_are_notified(harness)
    assert harness.server.is_silent(SITI)
    assert harness.server.is_silent(JOHN)


async def test_a_text_that_is_added_again_under_its_id_is_a_correction_too(harness: BotHarness) -> None:
    await harness.ask(SITI, COST)
    await harness.add(CORRECTED)
    assert "Rp 91 miliar" in (await harness.server.next_message(SITI)).text


async def test_a_notice_of_a_withdrawal_has_the_reason_and_not_the_sentence(harness: BotHarness) -> None:
    await harness.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    await _retract(harness)
    notice = (await harness.server.next_message(GROUP)).text
    assert notice.startswith(ID("notice-retracted", title=TITLE))
    assert ID("because", reason="Sumbernya keliru") in notice
    assert "Larasati" not in notice


async def test_a_topic_is_notified_in_that_topic(harness: BotHarness) -> None:
    group = await harness.server.migrate(GROUP)
    await harness.server.send_text(SITI, f"/ask {WHO_OPENED}", group=group, thread=7)
    await harness.server.next_message(group)
    await _retract(harness)
    notice = await harness.server.next_message(group)
    assert notice.text.startswith("Koreksi:")
    assert str(notice.parameters.get("message_thread_id")) == "7"


async def test_a_chat_that_turned_notices_off_gets_none(harness: BotHarness) -> None:
    await harness.ask(SITI, WHO_OPENED)
    await harness.ask(JOHN, WHO_OPENED)
    assert (await harness.ask(JOHN, "/corrections")).text == EN("corrections-are-on")
    assert (await harness.ask(JOHN, "/corrections off")).text == EN("corrections-set-off")
    assert (await harness.ask(JOHN, "/corrections")).text == EN("corrections-are-off")
    await _retract(harness)
    assert (await harness.server.next_message(SITI)).text.startswith("Koreksi:")
    await _all_are_notified(harness)
    assert harness.server.is_silent(JOHN)
    assert (await harness.ask(JOHN, "/corrections on")).text == EN("corrections-set-on")


@pytest.mark.process
async def test_corrections_made_while_the_bot_was_away_are_sent_after_the_start(stopped: BotHarness) -> None:
    async with stopped.running():
        await stopped.ask(SITI, WHO_OPENED)
    await _retract(stopped)
    async with stopped.running():
        assert (await stopped.server.next_message(SITI)).text.startswith("Koreksi:")


@pytest.mark.process
async def test_after_a_crash_in_the_middle_each_remaining_chat_is_notified_once(stopped: BotHarness) -> None:
    async with stopped.running():
        for person in (SITI, JOHN, ADMIN):
            await stopped.ask(person, WHO_OPENED)
    await _retract(stopped)
    await stopped.corrections.follow_up()
    [first, *_] = [due async for due in stopped.corrections.due()]
    async with stopped.running():
        for person in (SITI, JOHN, ADMIN):
            await stopped.server.next_message(person)
        await _all_are_notified(stopped)
    # As if the process had died after the first message was sent, and before that was kept.
    row = {"revision": first.revision, "conversation": first.notice.conversation, "turn": first.notice.turn}
    async with stopped.database.connections.write() as connection:
        await connection.execute(sa.insert(correction_notices), [row | {"changes": []}])
    async with stopped.running():
        await stopped.server.called("editMessageText")
    assert all(stopped.server.is_silent(person) for person in (SITI, JOHN, ADMIN))


async def test_a_chat_that_blocked_the_bot_is_skipped_and_flood_limits_are_kept(harness: BotHarness) -> None:
    for person in (SITI, JOHN):
        await harness.ask(person, WHO_OPENED)
    harness.server.block(SITI)
    harness.server.refuse("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await _retract(harness)
    assert (await harness.server.next_message(JOHN)).text.startswith("Koreksi:")
    await _all_are_notified(harness)
    assert "telegram:2002" not in [due.notice.conversation async for due in harness.corrections.due()]
    assert harness.server.is_silent(SITI)


async def test_a_forgotten_conversation_gets_no_notice(stopped: BotHarness) -> None:
    async with stopped.running():
        await stopped.ask(SITI, WHO_OPENED)
    await _retract(stopped)
    await stopped.corrections.follow_up()
    await stopped.database.conversations.forget("telegram:2002")
    assert [due async for due in stopped.corrections.due()] == []


async def test_a_change_that_an_answer_does_not_cite_causes_no_notice(harness: BotHarness) -> None:
    await harness.ask(SITI, WHO_OPENED)
    await harness.add(replace(CORRECTED, text=f"Kabar baik bagi warga. {CORRECTED.text}"))
    await _all_are_notified(harness)
    assert harness.server.is_silent(SITI)
