"""The contract of every update store."""

from __future__ import annotations

from datetime import timedelta

from knowledge.adapters.database import Database
from knowledge.ports import StoredUpdate
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import SettableClock

BOT = 123456


async def test_saved_updates_survive_a_restart_in_order_of_arrival(
    database: Database, open_again: OpenDatabase
) -> None:
    first = StoredUpdate(900, b"\x00{}\xff", 0, 7)
    second = StoredUpdate(17, b"later, with a smaller number")
    assert await database.updates.save(BOT, [first]) == {900}
    assert await database.updates.save(BOT, [second]) == {17}
    await database.close()
    assert await (await open_again()).updates.unhandled(BOT) == [first, second]


async def test_handled_update_is_not_stored_again(database: Database) -> None:
    updates = [StoredUpdate(number, b"{}") for number in (1, 2, 3)]
    await database.updates.save(BOT, updates)
    await database.updates.mark_handled(BOT, [1, 3, 99])
    assert await database.updates.unhandled(BOT) == [updates[1]]
    assert await database.updates.save(BOT, [*updates, StoredUpdate(4, b"{}")]) == {4}
    assert [update.number for update in await database.updates.unhandled(BOT)] == [2, 4]


async def test_saving_no_updates_does_nothing(database: Database) -> None:
    assert await database.updates.save(BOT, []) == set()
    await database.updates.mark_handled(BOT, [])
    assert await database.updates.unhandled(BOT) == []


async def test_bots_are_separate(database: Database) -> None:
    assert await database.updates.save(BOT, [StoredUpdate(1, b"one")]) == {1}
    assert await database.updates.save(7, [StoredUpdate(1, b"two")]) == {1}
    await database.updates.mark_handled(7, [1])
    assert [update.content for update in await database.updates.unhandled(BOT)] == [b"one"]


async def test_handled_updates_are_deleted_after_a_day_and_unhandled_ones_are_not(
    database: Database, clock: SettableClock
) -> None:
    await database.updates.save(BOT, [StoredUpdate(1, b"handled"), StoredUpdate(2, b"waits")])
    await database.updates.mark_handled(BOT, [1])
    clock.forward(timedelta(days=1, seconds=1))
    assert await database.updates.save(BOT, [StoredUpdate(3, b"new")]) == {3}
    assert await database.updates.save(BOT, [StoredUpdate(1, b"again"), StoredUpdate(2, b"again")]) == {1}
    assert [update.number for update in await database.updates.unhandled(BOT)] == [2, 3, 1]


async def test_each_update_is_new_to_only_one_of_two_processes(
    database: Database, open_again: OpenDatabase
) -> None:
    other = await open_again()
    updates = [StoredUpdate(number, b"{}") for number in range(5)]
    first = await database.updates.save(BOT, updates[:3])
    second = await other.updates.save(BOT, updates)
    assert (first, second) == ({0, 1, 2}, {3, 4})
