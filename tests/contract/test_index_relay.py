"""The contract of every index relay."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from knowledge.adapters.database import Database
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import SettableClock


async def test_request_reaches_the_owner_and_the_reply_is_collected_once(
    database: Database, open_again: OpenDatabase
) -> None:
    owner = await open_again()
    number = await database.relay.post(b"\x00search\xff")
    assert await owner.relay.requests() == [(number, b"\x00search\xff")]
    assert await database.relay.collect(number) is None
    await owner.relay.reply(number, b"\x00hits\xff")
    assert await owner.relay.requests() == []
    assert await database.relay.collect(number) == b"\x00hits\xff"
    assert await database.relay.collect(number) is None


async def test_empty_reply_is_a_reply(database: Database) -> None:
    number = await database.relay.post(b"")
    assert await database.relay.requests() == [(number, b"")]
    await database.relay.reply(number, b"")
    assert await database.relay.collect(number) == b""


async def test_requests_come_oldest_first(database: Database) -> None:
    assert await database.relay.requests() == []
    numbers = [await database.relay.post(bytes([value])) for value in (3, 1, 2)]
    assert await database.relay.requests() == list(zip(numbers, (b"\x03", b"\x01", b"\x02"), strict=True))


async def test_cancelled_request_is_removed_and_its_reply_dropped(database: Database) -> None:
    number = await database.relay.post(b"search")
    await database.relay.cancel(number)
    await database.relay.cancel(number)
    assert await database.relay.requests() == []
    await database.relay.reply(number, b"hits")
    assert await database.relay.collect(number) is None


async def test_number_of_a_finished_request_is_not_reused(database: Database) -> None:
    first = await database.relay.post(b"one")
    await database.relay.cancel(first)
    assert await database.relay.post(b"two") > first


async def test_requests_and_replies_expire_after_a_minute(database: Database, clock: SettableClock) -> None:
    replied = await database.relay.post(b"old, replied")
    await database.relay.reply(replied, b"hits")
    await database.relay.post(b"old")
    clock.forward(timedelta(seconds=50))
    fresh = await database.relay.post(b"fresh")
    clock.forward(timedelta(seconds=11))
    assert await database.relay.requests() == [(fresh, b"fresh")]
    assert await database.relay.collect(replied) is None


async def test_concurrent_requests_each_get_their_reply(database: Database, open_again: OpenDatabase) -> None:
    owner = await open_again()
    numbers = await asyncio.gather(*(database.relay.post(str(value).encode()) for value in range(20)))
    waiting = await owner.relay.requests()
    await asyncio.gather(*(owner.relay.reply(number, b"to " + request) for number, request in waiting))
    replies = await asyncio.gather(*(database.relay.collect(number) for number in numbers))
    assert replies == [f"to {value}".encode() for value in range(20)]
