"""Tests that no answer is sent twice or lost when calls to Telegram fail. The core is a fake."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.telegram.delivery import reliable_sender
from knowledge.errors import StoreUnavailable
from knowledge.ports import OutgoingMessage
from tests.bot.telegram.fake_core import Bot, serving
from tests.bot.telegram.people import GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import BotApiServer, Person
from tests.e2e.telegram_faults import How


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliable_sender, "_backing_off", lambda _: 0.01)


def _texts(server: BotApiServer, person: Person) -> list[str]:
    return [sent.text.partition(".")[0] for sent in server.shown(person)]


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("how", ["drop", "bad_gateway"])
async def test_answer_whose_delivery_is_unknown_arrives_once(bot: Bot, how: How, accepted: bool) -> None:
    bot.server.lose("sendMessage", how, accepted=accepted)
    await bot.server.send_text(SITI, "satu")
    assert "Kalimat <dua>" in await bot.reply_to(JOHN, "dua")
    await bot.server.next_message(SITI)
    assert "Kalimat <tiga>" in await bot.reply_to(SITI, "tiga")
    assert _texts(bot.server, SITI) == ["Kalimat <satu>", "Kalimat <tiga>"]
    assert _texts(bot.server, JOHN) == ["Kalimat <dua>"]


async def test_answer_that_is_accepted_without_a_response_arrives_once(bot: Bot) -> None:
    bot.server.lose("sendMessage", "hang", accepted=True)
    await bot.server.send_text(SITI, "satu")
    await bot.server.next_message(SITI)
    assert "Kalimat <dua>" in await bot.reply_to(SITI, "dua")
    assert _texts(bot.server, SITI) == ["Kalimat <satu>", "Kalimat <dua>"]


async def test_answers_that_are_all_lost_on_the_way_back_arrive_once_each(bot: Bot) -> None:
    people = [Person(10_000 + n) for n in range(12)]
    for person in people:
        bot.server.lose("sendMessage", "drop", accepted=True)
        await bot.server.send_text(person, f"soal {person.id}")
    for person in people:
        await bot.server.next_message(person)
    for person in people:
        await bot.reply_to(person, "lagi")
        assert _texts(bot.server, person) == [f"Kalimat <soal {person.id}>", "Kalimat <lagi>"]


async def test_searching_for_a_message_does_not_change_earlier_ones(bot: Bot) -> None:
    first = await bot.reply_to(SITI, "satu")
    bot.server.lose("sendMessage", "drop", accepted=False)
    await bot.reply_to(SITI, "dua")
    assert bot.server.shown(SITI)[0].text == first


async def test_a_chat_waits_as_long_as_telegram_says_while_others_go_on(bot: Bot) -> None:
    bot.server.refuse("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    await bot.server.send_text(SITI, "satu")
    await bot.server.called("sendMessage")
    assert "Kalimat <dua>" in await bot.reply_to(JOHN, "dua")
    await bot.server.next_message(SITI)
    first, other, second = await bot.server.called("sendMessage", 3)
    assert [int(call.parameters["chat_id"]) for call in (first, other, second)] == [SITI.id, JOHN.id, SITI.id]
    assert second.at_s - first.at_s >= 3.0
    assert "editMessageText" not in {call.method for call in bot.server.calls}


async def test_server_that_refuses_connections_is_waited_for(bot: Bot) -> None:
    gate = bot.assistant.gates["satu"] = asyncio.Event()
    await bot.server.send_text(SITI, "satu")
    await bot.assistant.started.get()
    await bot.server.go_away()
    gate.set()
    bot.server.lose("sendMessage", "drop", accepted=False)  # closes the connection that is still open
    await asyncio.sleep(0.1)  # time to be refused, which the server cannot notice
    await bot.server.come_back()
    await bot.server.next_message(SITI)
    assert _texts(bot.server, SITI) == ["Kalimat <satu>"]


async def test_answer_to_a_deleted_message_is_sent_without_showing_it(bot: Bot) -> None:
    bot.server.refuse("sendMessage", 400, "Bad Request: message to be replied not found")
    await bot.server.send_text(SITI, "@kutip_test_bot siapa?", group=GROUP)
    answer = await bot.server.next_message(GROUP)
    assert "Kalimat <siapa?>" in answer.text
    assert "reply_parameters" not in answer.parameters


async def test_group_that_became_a_supergroup_is_answered_there(bot: Bot) -> None:
    gate = bot.assistant.gates["siapa?"] = asyncio.Event()
    await bot.server.send_text(SITI, "@kutip_test_bot siapa?", group=GROUP)
    await bot.assistant.started.get()
    new = await bot.server.migrate(GROUP, tell=False)
    gate.set()
    assert "Kalimat <siapa?>" in (await bot.server.next_message(new)).text
    assert bot.assistant.moved == [(f"telegram:{GROUP.id}", f"telegram:{new.id}")]
    assert bot.server.is_silent(GROUP)


async def test_conversation_moves_when_a_group_says_that_it_became_a_supergroup(bot: Bot) -> None:
    await bot.server.send_text(SITI, "@kutip_test_bot siapa?", group=GROUP)
    await bot.server.next_message(GROUP)
    new = await bot.server.migrate(GROUP)
    await bot.server.send_text(SITI, "@kutip_test_bot kapan?", group=new)
    await bot.server.next_message(new)
    assert bot.assistant.moved == [(f"telegram:{GROUP.id}", f"telegram:{new.id}")]


async def test_blocked_bot_sends_nothing_and_says_nothing(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    gate = bot.assistant.gates["satu"] = asyncio.Event()
    await bot.server.send_text(SITI, "satu")
    await bot.assistant.started.get()
    bot.server.block(SITI)
    gate.set()
    assert "Kalimat" in await bot.reply_to(JOHN, "lain")
    await bot.server.called("sendMessage", 2)
    bot.server.unblock(SITI)
    assert "Kalimat <dua>" in await bot.reply_to(SITI, "dua")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_at_most_thirty_messages_are_sent_a_second(bot: Bot) -> None:
    people = [Person(10_000 + n) for n in range(45)]
    for person in people:
        await bot.server.send_text(person, "/help")
    for person in people:
        await bot.server.next_message(person)
    sent = [call.at_s for call in await bot.server.called("sendMessage", 45)]
    assert sent[44] - sent[0] >= 0.4
    assert all(earlier <= later for earlier, later in pairwise(sent))


async def test_message_is_sent_while_the_database_is_away(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(_: OutgoingMessage) -> OutgoingMessage | None:
        raise StoreUnavailable("The article database did not answer.")

    monkeypatch.setattr(bot.stores.sent, "intend", away)
    bot.assistant.errors["satu"] = StoreUnavailable("The article database did not answer.")
    assert await bot.reply_to(SITI, "satu") == ID("try-again")


@pytest.mark.parametrize("is_noted", [True, False])
async def test_an_answer_that_a_dead_process_had_sent_is_not_sent_again(
    server: BotApiServer, is_noted: bool
) -> None:
    first = Bot(server)
    async with serving(first):
        await first.reply_to(SITI, "satu")
    [(number, kept)] = [(key, one) for key, one in first.received.items() if b"satu" in one.content]
    first.stores.updates.kept[number] = kept
    [(identity, message)] = first.stores.sent.messages.items()
    if not is_noted:
        first.stores.sent.messages[identity] = replace(message, message_id=None)
    again = Bot(server)
    again.stores.updates, again.stores.sent = first.stores.updates, first.stores.sent
    async with serving(again):
        await again.reply_to(SITI, "dua")
    assert [question for question, _, _ in again.assistant.asked] == ["satu", "dua"]
    assert _texts(server, SITI) == ["Kalimat <satu>", "Kalimat <dua>"]
    assert first.stores.sent.messages[identity] == message


async def test_an_answer_that_a_dead_process_had_not_sent_is_sent(server: BotApiServer) -> None:
    first = Bot(server)
    async with serving(first):
        await first.reply_to(SITI, "satu")
    [(number, kept)] = [(key, one) for key, one in first.received.items() if b"satu" in one.content]
    first.stores.updates.kept[number] = kept
    [(identity, message)] = first.stores.sent.messages.items()
    first.stores.sent.messages[identity] = replace(message, message_id=None)
    server.delete(SITI, server.shown(SITI)[0].message_id)
    again = Bot(server)
    again.stores.updates, again.stores.sent = first.stores.updates, first.stores.sent
    async with serving(again):
        assert "Kalimat <satu>" in (await server.next_message(SITI)).text
    assert _texts(server, SITI) == ["Kalimat <satu>"]
