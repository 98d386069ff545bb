"""The contract of every store of sent messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.adapters.database import Database
from knowledge.models import Abstention
from knowledge.ports import OutgoingMessage, StoredUpdate, UsedNumbers
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import MORNING, SettableClock
from tests.contract.test_conversation_store import turn

ORIGIN = "telegram:1:17"
FIRST = OutgoingMessage(ORIGIN, 0, chat_id=42, sequence=0, after=6)


async def answered(database: Database, origin: str) -> int:
    outcome = Abstention("Siapa?", "Siapa?", "id", "extractive", 0.1, "no_match")
    return await database.conversations.append("telegram:42", turn("Siapa?"), outcome=outcome, origin=origin)


async def test_records_an_intended_message_and_then_its_id(
    database: Database, open_again: OpenDatabase
) -> None:
    assert await database.sent.intend(FIRST) is None
    other = await open_again()
    assert await other.sent.intend(replace(FIRST, after=99)) == FIRST
    await database.sent.confirm(ORIGIN, 0, 42, 0, 7)
    assert await other.sent.intend(FIRST) == replace(FIRST, message_id=7)
    assert await other.sent.intend(replace(FIRST, part=1)) is None
    assert await other.sent.intend(replace(FIRST, origin="telegram:1:18")) is None


async def test_message_can_arrive_in_another_chat_than_intended(database: Database) -> None:
    group = replace(FIRST, chat_id=-5)
    await database.sent.intend(group)
    await database.sent.confirm(ORIGIN, 0, -1005, -1005, 3)
    assert await database.sent.intend(group) == replace(group, chat_id=-1005, sequence=-1005, message_id=3)


async def test_used_numbers_are_those_of_sent_and_received_messages(database: Database) -> None:
    assert await database.sent.newest_number(0) == 0
    assert await database.sent.used_numbers(0, 0) == UsedNumbers(frozenset(), 0)
    await database.updates.save(1, [StoredUpdate(1, b"{}", 0, 6), StoredUpdate(2, b"{}", -1005, 900)])
    await database.sent.intend(FIRST)
    await database.sent.intend(replace(FIRST, part=1))
    await database.sent.confirm(ORIGIN, 1, 42, 0, 8)
    assert await database.sent.newest_number(0) == 8
    assert await database.sent.newest_number(-1005) == 900
    assert await database.sent.used_numbers(0, 0) == UsedNumbers(frozenset({6, 8}), 1)
    assert await database.sent.used_numbers(0, 6) == UsedNumbers(frozenset({8}), 1)
    assert await database.sent.used_numbers(0, 106) == UsedNumbers(frozenset(), 1)
    assert await database.sent.used_numbers(0, 107) == UsedNumbers(frozenset(), 0)


async def test_turn_is_found_by_each_of_its_messages(database: Database) -> None:
    number = await answered(database, ORIGIN)
    for part, message_id in enumerate((7, 8)):
        await database.sent.intend(replace(FIRST, part=part))
        await database.sent.confirm(ORIGIN, part, 42, 0, message_id)
    assert await database.sent.turn_of(42, 7) == number
    assert await database.sent.turn_of(42, 8) == number
    assert await database.sent.turn_of(43, 7) is None
    assert await database.sent.turn_of(42, 9) is None


async def test_forgotten_turn_is_not_found_by_its_message(database: Database) -> None:
    await answered(database, ORIGIN)
    await database.sent.intend(FIRST)
    await database.sent.confirm(ORIGIN, 0, 42, 0, 7)
    await database.conversations.forget("telegram:42")
    assert await database.sent.turn_of(42, 7) is None


@pytest.mark.parametrize("has_turn", [True, False])
async def test_message_without_a_turn_is_deleted_after_some_days(
    database: Database, open_again: OpenDatabase, clock: SettableClock, has_turn: bool
) -> None:
    if has_turn:
        await answered(database, ORIGIN)
    await database.sent.intend(FIRST)
    clock.now = MORNING + timedelta(days=3)
    other = await open_again()
    await other.sent.intend(replace(FIRST, part=1))
    assert (await other.sent.intend(FIRST) is not None) == has_turn
