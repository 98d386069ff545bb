"""The contract of every store of what is followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from knowledge.adapters.database import Database
from knowledge.models import Followed, FollowedItem, Validators
from knowledge.ports import FeedSnapshot
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import MORNING, SettableClock

FEED = "https://kabar.example/feed"
QUARTER = timedelta(minutes=15)
ITEM = FollowedItem(
    "kabar-1",
    text="Feri “tiba” 🐟.",
    title="Feri",
    url="https://kabar.example/1",
    publisher="Kabar",
    published_at=MORNING - timedelta(hours=3),
)
POST = FollowedItem("telegram:-100/7", text="Feri tiba.", published_at=MORNING, changed_at=MORNING)


def snapshot(*items: FollowedItem, etag: str = '"1"') -> FeedSnapshot:
    return FeedSnapshot(FEED, "Kabar", items, Validators(etag, "Mon, 06 May 2024 07:00:00 GMT", "d1"))


async def poll(database: Database, followed: Followed, now: datetime, *items: FollowedItem) -> int:
    due = [(item, now) for item in items]
    return await database.following.record_poll(followed.number, now, now + QUARTER, snapshot(*items), due)


async def test_feed_is_stored_once_and_due_at_once(database: Database, open_again: OpenDatabase) -> None:
    followed, is_new = await database.following.follow("feed", FEED, "Kabar", "telegram:1001")
    assert is_new
    assert (followed.kind, followed.address, followed.title) == ("feed", FEED, "Kabar")
    assert (followed.followed_by, followed.since, followed.next_poll_at) == (
        "telegram:1001",
        MORNING,
        MORNING,
    )
    assert await database.following.follow("feed", FEED, "Lain", "telegram:2") == (followed, False)
    other = (await open_again()).following
    assert await other.all() == await other.due(MORNING) == [followed]
    assert await other.find(followed.number) == await other.find_address(FEED) == followed
    assert await other.find(followed.number + 1) is None
    assert await other.find_address("https://lain.example/feed") is None


async def test_channel_has_no_poll(database: Database) -> None:
    await database.following.follow("channel", "telegram:-100", "Kanal", "settings")
    assert await database.following.due(MORNING + timedelta(days=1)) == []


async def test_poll_stores_new_and_changed_items_and_what_tells_a_change(database: Database) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    second = replace(ITEM, key="kabar-2")
    assert await poll(database, followed, MORNING, ITEM, second) == 2
    assert await poll(database, followed, MORNING, ITEM, second) == 0
    changed = replace(ITEM, text="Feri karam.")
    assert await poll(database, followed, MORNING, changed, second) == 1

    stored = await database.following.find(followed.number)
    assert stored is not None
    assert stored.validators == snapshot().validators
    assert (stored.succeeded_at, stored.next_poll_at) == (MORNING, MORNING + QUARTER)
    assert stored.newest_at == ITEM.published_at
    waiting = await database.following.waiting(followed.number, MORNING, 9)
    assert [each.item for each in waiting] == [second, changed]
    assert await database.following.waiting_count(followed.number) == 2
    assert await database.following.waiting(followed.number, MORNING, 1) == waiting[:1]


async def test_unchanged_feed_keeps_what_it_had(database: Database) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    await poll(database, followed, MORNING, ITEM)
    later = MORNING + QUARTER
    await database.following.record_failure(followed.number, later, "It does not answer.")
    await database.following.record_failure(followed.number, later, "It is out of order.")
    failed = await database.following.find(followed.number)
    assert failed is not None
    assert (failed.failures, failed.error, failed.next_poll_at) == (2, "It is out of order.", later)
    await database.following.record_poll(followed.number, later, later + QUARTER, None)
    stored = await database.following.find(followed.number)
    assert stored is not None
    assert (stored.failures, stored.error, stored.validators) == (0, None, snapshot().validators)
    assert await database.following.waiting_count(followed.number) == 1


async def test_item_waits_until_it_is_due(database: Database) -> None:
    followed, _ = await database.following.follow("channel", "telegram:-100", "Kanal", "settings")
    evening = MORNING + timedelta(hours=9)
    await database.following.add_post(followed.number, POST, MORNING, evening)
    assert await database.following.due(MORNING) == []
    assert await database.following.waiting(followed.number, MORNING, 9) == []
    [due] = await database.following.due(evening)
    [waiting] = await database.following.waiting(due.number, evening, 9)
    assert (waiting.item, waiting.attempts, waiting.followed) == (POST, 0, followed.number)

    await database.following.postpone(waiting, evening + QUARTER)
    assert await database.following.due(evening) == []
    [again] = await database.following.waiting(followed.number, evening + QUARTER, 9)
    assert again == replace(waiting, attempts=1)


async def test_edits_of_a_post_wait_in_order_and_the_last_one_ends_the_wait_of_all(
    database: Database,
) -> None:
    followed, _ = await database.following.follow("channel", "telegram:-100", "Kanal", "settings")
    edit = replace(POST, text="Feri karam.", changed_at=MORNING + QUARTER)
    for item, is_new in ((POST, True), (POST, False), (edit, True), (edit, False)):
        assert await database.following.add_post(followed.number, item, MORNING, MORNING) is is_new
    first, second = await database.following.waiting(followed.number, MORNING, 9)
    assert (first.item, second.item) == (POST, edit)

    await database.following.settle(first, article_id="a1")
    [second] = await database.following.waiting(followed.number, MORNING, 9)
    assert (second.item, second.article_id) == (edit, "a1")
    third = replace(edit, text="Feri selamat.", part=8)
    await database.following.add_post(followed.number, third, MORNING, MORNING)
    [_, third_waiting] = await database.following.waiting(followed.number, MORNING, 9)
    await database.following.settle(third_waiting, draft=5, parts=[(8, "Feri selamat.")])
    assert await database.following.waiting_count(followed.number) == 0
    assert await database.following.article_of(POST.key) == "a1"

    await database.following.add_post(followed.number, edit, MORNING, MORNING)
    [fourth] = await database.following.waiting(followed.number, MORNING, 9)
    assert (fourth.article_id, fourth.draft, fourth.parts) == ("a1", 5, ((8, "Feri selamat."),))


async def test_item_is_its_sources_own_once_it_is_claimed(database: Database) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    await poll(database, followed, MORNING, ITEM)
    [waiting] = await database.following.waiting(followed.number, MORNING, 9)
    assert not waiting.is_own
    await database.following.claim(waiting)
    assert await database.following.waiting(followed.number, MORNING, 9) == [replace(waiting, is_own=True)]


async def test_later_message_of_an_album_lets_the_earlier_ones_wait_as_long(database: Database) -> None:
    followed, _ = await database.following.follow("channel", "telegram:-100", "Kanal", "settings")
    for part in (1, 2):
        item = replace(POST, key="telegram:-100/album/a", part=part)
        await database.following.add_post(followed.number, item, MORNING, MORNING + timedelta(seconds=part))
    first = MORNING + timedelta(seconds=1)
    assert await database.following.waiting(followed.number, first, 9) == []
    assert len(await database.following.waiting(followed.number, first + timedelta(seconds=1), 9)) == 2


async def test_unknown_post_that_is_cancelled_is_not_stored(database: Database) -> None:
    followed, _ = await database.following.follow("channel", "telegram:-100", "Kanal", "settings")
    cancelled = replace(POST, text="", status="cancelled")
    assert not await database.following.add_post(followed.number, cancelled, MORNING, MORNING)
    await database.following.add_post(followed.number, POST, MORNING, MORNING)
    assert await database.following.add_post(followed.number, cancelled, MORNING, MORNING)


async def test_paused_feed_is_not_due_and_continues_at_once(database: Database, clock: SettableClock) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    await poll(database, followed, MORNING, ITEM)
    await database.following.pause(followed.number, is_paused=True)
    assert await database.following.due(MORNING + timedelta(days=1)) == []
    clock.forward(timedelta(minutes=1))
    await database.following.pause(followed.number, is_paused=False)
    [due] = await database.following.due(clock.now)
    assert (due.is_paused, due.next_poll_at) == (False, clock.now)


async def test_approval_can_be_required(database: Database) -> None:
    followed, _ = await database.following.follow("channel", "telegram:-100", "Kanal", "settings")
    await database.following.require_approval(followed.number, is_required=True)
    assert [each.needs_approval for each in await database.following.all()] == [True]


async def test_dropped_feed_leaves_nothing_and_may_be_followed_again(database: Database) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    await poll(database, followed, MORNING, ITEM)
    [waiting] = await database.following.waiting(followed.number, MORNING, 9)
    assert await database.following.drop(followed.number) is True
    assert await database.following.drop(followed.number) is False
    assert await poll(database, followed, MORNING, ITEM) == 0
    await database.following.settle(waiting, article_id="a1")
    await database.following.postpone(waiting, MORNING)
    assert await database.following.waiting_count(followed.number) == 0
    again, is_new = await database.following.follow("feed", FEED, "Kabar", "terminal")
    assert is_new
    assert again.number != followed.number
    assert await poll(database, again, MORNING, ITEM) == 1


async def test_silence_ends_with_a_new_item_and_not_with_a_changed_one(database: Database) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    await poll(database, followed, MORNING, ITEM)
    await database.following.mark_silence_told(followed.number, MORNING)
    await poll(database, followed, MORNING, replace(ITEM, title="Feri Baru"))
    assert [each.silence_told_at for each in await database.following.all()] == [MORNING]
    await poll(database, followed, MORNING, replace(ITEM, key="kabar-2"))
    assert [each.silence_told_at for each in await database.following.all()] == [None]


async def test_moments_are_those_of_publication_and_never_in_the_future(database: Database) -> None:
    followed, _ = await database.following.follow("feed", FEED, "Kabar", "terminal")
    old = replace(ITEM, key="old", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    undated = replace(ITEM, key="undated", published_at=None)
    later = replace(ITEM, key="later", published_at=MORNING + timedelta(days=1))
    await poll(database, followed, MORNING, later, undated, ITEM, old)
    since = MORNING - timedelta(days=28)
    assert await database.following.moments(followed.number, since) == [ITEM.published_at, MORNING, MORNING]


async def test_message_shows_the_post_that_it_was_linked_to_first(database: Database) -> None:
    await database.following.link_message(-100, 8, "telegram:-100/album/a")
    await database.following.link_message(-100, 8, "telegram:-100/8")
    assert await database.following.key_of_message(-100, 8) == "telegram:-100/album/a"
    assert await database.following.key_of_message(-100, 9) is None
    assert await database.following.article_of("telegram:-100/8") is None
