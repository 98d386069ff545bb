"""Tests that updates of one chat are handled in order, and those of different chats at the same time."""

from __future__ import annotations

import asyncio

from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.people import ID, JOHN, SITI
from tests.e2e.bot_api_server import Person


async def test_questions_of_a_chat_are_answered_in_order_and_other_chats_do_not_wait(bot: Bot) -> None:
    gate = bot.assistant.gates["lama"] = asyncio.Event()
    await bot.server.send_text(SITI, "lama")
    assert await bot.assistant.started.get() == "lama"
    await bot.server.send_text(SITI, "kedua")
    await bot.server.send_text(SITI, "/help")
    assert "Kalimat <lain>" in await bot.reply_to(JOHN, "lain")
    assert [question for question, _, _ in bot.assistant.asked] == ["lama", "lain"]
    assert bot.server.is_silent(SITI)
    gate.set()
    texts = [(await bot.server.next_message(SITI)).text for _ in range(3)]
    assert texts[0].startswith("Kalimat <lama>")
    assert texts[1].startswith("Kalimat <kedua>")
    assert texts[2] == ID("help")


async def test_twenty_chats_are_handled_at_once(bot: Bot) -> None:
    people = [Person(10_000 + n) for n in range(20)]
    gate = asyncio.Event()
    for person in people:
        bot.assistant.gates[f"soal {person.id}"] = gate
        await bot.server.send_text(person, f"soal {person.id}")
    # All have begun before any is answered.
    assert {await bot.assistant.started.get() for _ in people} == {f"soal {p.id}" for p in people}
    gate.set()
    for person in people:
        assert f"soal {person.id}" in (await bot.server.next_message(person)).text
