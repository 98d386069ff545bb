"""A correction reaches the chats in which its old sentence was quoted."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from knowledge.adapters.database.schema import correction_notices
from tests.bot.talk import ADMIN, BRIDGE, EN, GROUP, ID, JOHN, SITI, WHO_OPENED, WHO_SAVED, Talk

COST = "Berapa biaya Jembatan Kelana?"
CORRECTED = replace(BRIDGE, text=BRIDGE.text.replace("Rp 87 miliar", "Rp 91 miliar"))
TITLE = BRIDGE.title or ""


async def _retract(talk: Talk, reason: str = "Sumbernya keliru") -> None:
    await talk.library.retract((await talk.library.get("bridge")).id, reason)


async def _all_are_told(talk: Talk) -> None:
    """Notices go out in the order of the versions that ended: whoever waits for the last has seen all."""
    await talk.ask(ADMIN, WHO_SAVED)
    await talk.library.retract((await talk.library.get("cup")).id, "Mistaken")
    assert (await talk.server.next_message(ADMIN)).text.startswith("Correction:")


async def test_a_chat_is_told_once_with_the_old_and_the_new_sentence(talk: Talk) -> None:
    await talk.ask(SITI, COST)
    await talk.ask(SITI, COST)
    await talk.ask(JOHN, WHO_OPENED)
    await talk.library.replace((await talk.library.get("bridge")).id, CORRECTED, "Biaya <keliru>")
    notice = await talk.server.next_message(SITI)
    assert notice.text.startswith(ID("notice-corrected", title=TITLE))
    assert "Tadinya: Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar." in notice.text
    assert "Sekarang: Jembatan sepanjang 420 meter itu menelan biaya Rp 91 miliar." in notice.text
    assert ID("because", reason="Biaya <keliru>") in notice.text
    assert notice.text.endswith(ID("notice-how-to-stop"))
    await _all_are_told(talk)
    assert talk.server.is_silent(SITI)
    assert talk.server.is_silent(JOHN)


async def test_a_text_that_is_added_again_under_its_id_is_a_correction_too(talk: Talk) -> None:
    await talk.ask(SITI, COST)
    await talk.add(CORRECTED)
    assert "Rp 91 miliar" in (await talk.server.next_message(SITI)).text


async def test_a_withdrawal_is_told_with_its_reason_and_without_the_sentence(talk: Talk) -> None:
    await talk.ask(SITI, f"/ask {WHO_OPENED}", group=GROUP)
    await _retract(talk)
    notice = (await talk.server.next_message(GROUP)).text
    assert notice.startswith(ID("notice-retracted", title=TITLE))
    assert ID("because", reason="Sumbernya keliru") in notice
    assert "Larasati" not in notice


async def test_a_topic_is_told_in_its_topic(talk: Talk) -> None:
    group = await talk.server.migrate(GROUP)
    await talk.server.send_text(SITI, f"/ask {WHO_OPENED}", group=group, thread=7)
    await talk.server.next_message(group)
    await _retract(talk)
    notice = await talk.server.next_message(group)
    assert notice.text.startswith("Koreksi:")
    assert str(notice.parameters.get("message_thread_id")) == "7"


async def test_a_chat_that_does_not_want_it_is_not_told(talk: Talk) -> None:
    await talk.ask(SITI, WHO_OPENED)
    await talk.ask(JOHN, WHO_OPENED)
    assert (await talk.ask(JOHN, "/corrections")).text == EN("corrections-are-on")
    assert (await talk.ask(JOHN, "/corrections off")).text == EN("corrections-set-off")
    assert (await talk.ask(JOHN, "/corrections")).text == EN("corrections-are-off")
    await _retract(talk)
    assert (await talk.server.next_message(SITI)).text.startswith("Koreksi:")
    await _all_are_told(talk)
    assert talk.server.is_silent(JOHN)
    assert (await talk.ask(JOHN, "/corrections on")).text == EN("corrections-set-on")


async def test_what_was_corrected_while_the_bot_was_away_is_told_after_the_start(stopped: Talk) -> None:
    async with stopped.running():
        await stopped.ask(SITI, WHO_OPENED)
    await _retract(stopped)
    async with stopped.running():
        assert (await stopped.server.next_message(SITI)).text.startswith("Koreksi:")


async def test_after_a_crash_in_the_middle_each_remaining_chat_is_told_once(stopped: Talk) -> None:
    async with stopped.running():
        for person in (SITI, JOHN, ADMIN):
            await stopped.ask(person, WHO_OPENED)
    await _retract(stopped)
    await stopped.corrections.follow_up()
    [first, *_] = [due async for due in stopped.corrections.due()]
    async with stopped.running():
        for person in (SITI, JOHN, ADMIN):
            await stopped.server.next_message(person)
        await _all_are_told(stopped)
    # As if the process had died after the first message was sent, and before that was kept.
    row = {"revision": first.revision, "conversation": first.notice.conversation, "turn": first.notice.turn}
    async with stopped.database.connections.write() as connection:
        await connection.execute(sa.insert(correction_notices), [row | {"changes": []}])
    async with stopped.running():
        await stopped.server.called("editMessageText")
    assert all(stopped.server.is_silent(person) for person in (SITI, JOHN, ADMIN))


async def test_a_chat_that_blocked_the_bot_is_passed_over_and_flood_limits_hold(talk: Talk) -> None:
    for person in (SITI, JOHN):
        await talk.ask(person, WHO_OPENED)
    talk.server.block(SITI)
    talk.server.refuse("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await _retract(talk)
    assert (await talk.server.next_message(JOHN)).text.startswith("Koreksi:")
    await _all_are_told(talk)
    assert "telegram:2002" not in [due.notice.conversation async for due in talk.corrections.due()]
    assert talk.server.is_silent(SITI)


async def test_a_forgotten_conversation_is_not_told(stopped: Talk) -> None:
    async with stopped.running():
        await stopped.ask(SITI, WHO_OPENED)
    await _retract(stopped)
    await stopped.corrections.follow_up()
    await stopped.database.conversations.forget("telegram:2002")
    assert [due async for due in stopped.corrections.due()] == []


async def test_what_an_answer_does_not_cite_is_not_told(talk: Talk) -> None:
    await talk.ask(SITI, WHO_OPENED)
    await talk.add(replace(CORRECTED, text=f"Kabar baik bagi warga. {CORRECTED.text}"))
    await _all_are_told(talk)
    assert talk.server.is_silent(SITI)
