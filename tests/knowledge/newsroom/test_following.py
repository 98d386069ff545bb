"""Tests of following feeds and channels, on a real database and library and a scripted web."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from knowledge.adapters.database import open_database
from knowledge.errors import NoFeed, PageUnavailable, StoreUnavailable, TryAgain, UnusableLink
from knowledge.models import Article, ArticleText, Followed, FollowedItem
from knowledge.newsroom import following, item_articles
from knowledge.newsroom.channel_posts import ChannelPost
from knowledge.newsroom.following import Following
from knowledge.newsroom.publishing import MOST_ATTEMPTS, FollowingRules
from knowledge.ports import FeedSnapshot, RawDocument, WaitingItem
from tests.contract.newsroom import MORNING, SettableClock
from tests.databases import write_empty_database
from tests.fakes_feeds import ScriptedFeeds
from tests.knowledge.made_newsroom import Newsroom, WatchedIndex

FEED = "https://kabar.example/feed"
OTHER_FEED = "https://lain.example/feed"
TEXT = "Feri Teluk Wangi kembali berlayar mulai Senin. Kapal itu mengangkut 180 penumpang."
CORRECTED = TEXT.replace("180", "210")
ITEM = FollowedItem(
    "https://kabar.example/?p=1",
    text=TEXT,
    title="Feri Berlayar",
    url="https://kabar.example/feri",
    publisher="Kabar",
    published_at=MORNING - timedelta(hours=3),
)
SUMMARY = replace(ITEM, text="Feri berlayar lagi.", page="https://kabar.example/feri")
PAGE = RawDocument(
    f"{TEXT}\n\nTiketnya dijual di dermaga.", "document", heading="Feri | Kabar", publisher="Kabar"
)
POST = ChannelPost(-1001234, 17, "kanalkabar", "Kanal", TEXT, (), MORNING)


@dataclass
class RecordedReview:
    """A ``Review`` that records the previews. With ``is_away`` nobody can be shown one."""

    offered: list[ArticleText] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)
    is_away: bool = False

    async def offer(self, followed: Followed, waiting: WaitingItem, article: ArticleText) -> int:
        if self.is_away:
            raise TryAgain("No admin can be shown a preview.")
        self.offered.append(article)
        return len(self.offered)

    async def cancel(self, draft: int) -> None:
        self.cancelled.append(draft)


class Desk:
    """A newsroom that follows what ``feeds`` has."""

    def __init__(self, newsroom: Newsroom, clock: SettableClock) -> None:
        self.library = newsroom.library
        self.newsroom = newsroom
        self.store = newsroom.database.following
        self.feeds = ScriptedFeeds()
        self.clock = clock
        self.review = RecordedReview()
        rules = FollowingRules(
            zone=UTC,
            withdrawal_reason=lambda language: f"Ditarik ({language}).",
            channels=frozenset({"kanalkabar", -1005678}),
            own_sites=frozenset({"kabar.example"}),
        )
        self.following = Following(self.store, self.feeds, self.library, rules, clock=self.clock)

    async def follow(self, *items: FollowedItem, address: str = FEED) -> Followed:
        self.feeds.feeds[address] = items
        followed, _ = await self.following.follow_feed(address, "terminal")
        await self.following.publish_waiting(followed)
        return followed

    async def change(self, *items: FollowedItem, address: str = FEED) -> None:
        """Let the feed have these items, poll it and publish what is due."""
        self.feeds.feeds[address] = items
        followed = await self.store.find_address(address)
        assert followed is not None
        await self.following.poll(followed)
        await self.following.publish_waiting(followed)

    async def post(self, post: ChannelPost) -> bool:
        is_taken = await self.following.take_post(post)
        await self.publish()
        return is_taken

    async def publish(self, review: RecordedReview | None = None) -> None:
        """Publish everything that is due now or was postponed."""
        self.clock.forward(timedelta(hours=6))
        for followed in await self.store.all():
            await self.following.publish_waiting(followed, review=review)

    async def titles(self) -> list[str]:
        return [summary.title for summary in await self.library.list(99)]

    async def text(self, key: str = ITEM.key) -> str:
        return (await self.library.get(key)).text


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    clock = SettableClock()
    await write_empty_database(folder / "kutip.db")
    database = await open_database(f"sqlite:///{folder / 'kutip.db'}", clock=clock)
    try:
        yield Desk(Newsroom(database, WatchedIndex()), clock)
    finally:
        await database.close()


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as desk:
        yield desk


# --- feeds


async def test_item_becomes_an_article_with_its_key_date_and_address(desk: Desk) -> None:
    await desk.follow(ITEM)
    article = await desk.library.get(ITEM.key)
    assert (article.title, article.text, article.url) == ("Feri Berlayar", TEXT, ITEM.url)
    assert (article.publisher, str(article.published_on)) == ("Kabar", "2024-05-06")
    assert article.external_id == ITEM.key


@pytest.mark.parametrize(
    ("published_at", "day"),
    [
        ("2024-05-05T23:30:00+00:00", "2024-05-06"),
        ("2024-05-05T23:30:00+07:00", "2024-05-05"),
        ("2024-05-06T01:30:00+09:00", "2024-05-06"),
    ],
)
async def test_day_is_the_printed_one_and_that_of_a_time_in_utc_the_newsrooms(
    published_at: str, day: str
) -> None:
    item = replace(ITEM, published_at=datetime.fromisoformat(published_at))
    assert str(item_articles.day_of(item, ZoneInfo("Asia/Jakarta"))) == day


async def test_following_twice_changes_nothing(desk: Desk) -> None:
    followed = await desk.follow(ITEM)
    again, is_new = await desk.following.follow_feed(FEED, "terminal")
    assert (again.number, is_new) == (followed.number, False)
    assert desk.feeds.polls == [FEED]
    with pytest.raises(NoFeed):
        await desk.following.follow_feed("https://kabar.example/kosong", "terminal")


async def test_changed_item_is_a_version_and_an_unchanged_one_is_none(desk: Desk) -> None:
    await desk.follow(ITEM)
    await desk.change(replace(ITEM, text=CORRECTED))
    await desk.change(replace(ITEM, text=CORRECTED))
    old, new = await desk.library.history(ITEM.key)
    assert (old.text, new.text) == (TEXT, CORRECTED)


async def test_summary_brings_the_page_once(desk: Desk) -> None:
    desk.feeds.pages[str(SUMMARY.page)] = PAGE
    await desk.follow(SUMMARY)
    await desk.change(SUMMARY)
    article = await desk.library.get(ITEM.key)
    assert article.text == PAGE.text
    assert (article.title, article.url) == ("Feri Berlayar", None)
    assert desk.feeds.fetched == [SUMMARY.page]


async def test_summary_is_taken_if_the_page_may_not_be_read(desk: Desk) -> None:
    desk.feeds.errors[str(SUMMARY.page)] = UnusableLink("robots.txt does not allow it.")
    await desk.follow(SUMMARY)
    assert await desk.text() == "Feri berlayar lagi."


async def test_page_that_is_away_is_tried_again_and_at_last_the_summary_is_taken(desk: Desk) -> None:
    desk.feeds.errors[str(SUMMARY.page)] = PageUnavailable("It does not answer.")
    await desk.follow(SUMMARY)
    for _ in range(MOST_ATTEMPTS - 2):
        await desk.publish()
        assert await desk.titles() == []
    await desk.publish()
    assert await desk.text() == "Feri berlayar lagi."
    assert len(desk.feeds.fetched) == MOST_ATTEMPTS


async def test_item_without_a_text_is_left_out_and_the_others_are_published(desk: Desk) -> None:
    followed = await desk.follow(replace(ITEM, key="kosong", text="", page=None), ITEM)
    assert await desk.titles() == ["Feri Berlayar"]
    assert await desk.store.waiting_count(followed.number) == 0


async def test_cancelled_item_withdraws_its_article(desk: Desk) -> None:
    await desk.follow(ITEM)
    await desk.change(replace(ITEM, status="cancelled"))
    standing = await desk.library.standing(ITEM.key)
    assert standing.reason == "Ditarik (id)."
    await desk.change(replace(ITEM, status="cancelled", title="Ditarik"))
    await desk.change(ITEM)
    assert await desk.titles() == []


async def test_withheld_embargoed_and_future_items_wait(desk: Desk) -> None:
    hour = timedelta(hours=1)
    withheld = replace(ITEM, key="a", text=f"A. {TEXT}", status="withheld")
    embargoed = replace(ITEM, key="b", title="B", text=f"B. {TEXT}", embargo_until=MORNING + hour)
    future = replace(ITEM, key="c", title="C", text=f"C. {TEXT}", published_at=MORNING + 2 * hour)
    fast_clock = replace(ITEM, key="d", title="D", text=f"D. {TEXT}", published_at=MORNING + hour / 20)
    followed = await desk.follow(withheld, embargoed, future, fast_clock)
    assert await desk.titles() == ["D"]
    desk.clock.forward(hour)
    await desk.following.publish_waiting(followed)
    assert sorted(await desk.titles()) == ["B", "D"]
    desk.clock.forward(hour)
    await desk.following.publish_waiting(followed)
    assert sorted(await desk.titles()) == ["B", "C", "D"]


async def test_embargoed_item_that_is_cancelled_in_time_is_never_published(desk: Desk) -> None:
    await desk.follow(replace(ITEM, embargo_until=MORNING + timedelta(hours=1)))
    await desk.change(replace(ITEM, status="cancelled"))
    desk.clock.forward(timedelta(hours=2))
    await desk.publish()
    assert await desk.titles() == []


async def test_feed_cannot_change_or_withdraw_the_article_of_another(desk: Desk) -> None:
    await desk.follow(ITEM)
    article_id = (await desk.library.get(ITEM.key)).id
    forged = replace(ITEM, text="Feri karam.", url="https://lain.example/feri")
    by_id = replace(forged, key=article_id, text="Feri hilang di laut.")
    await desk.follow(forged, by_id, address=OTHER_FEED)
    await desk.change(replace(forged, status="cancelled"), by_id, address=OTHER_FEED)
    assert await desk.text() == TEXT
    assert (await desk.library.get(article_id)).text == TEXT
    assert (await desk.library.get(f"lain.example/{article_id}")).text == "Feri hilang di laut."


async def test_site_that_a_key_names_owns_the_item(desk: Desk) -> None:
    forged = replace(ITEM, text="Feri karam.", url="https://lain.example/feri")
    await desk.follow(forged, address=OTHER_FEED)
    await desk.follow(ITEM)
    assert await desk.text() == TEXT


async def test_two_feeds_may_number_their_items_alike(desk: Desk) -> None:
    await desk.follow(replace(ITEM, key="1"))
    other = replace(ITEM, key="1", title="Pasar", text="Pasar Melati dibuka.", url="https://lain.example/1")
    await desk.follow(other, address=OTHER_FEED)
    await desk.change(replace(other, text="Pasar Melati ditutup."), address=OTHER_FEED)
    assert await desk.text("1") == TEXT
    assert await desk.text("lain.example/1") == "Pasar Melati ditutup."


async def test_article_that_was_imported_before_gets_the_versions_of_its_feed(desk: Desk) -> None:
    await desk.library.add(ArticleText(TEXT, "Feri", url="https://kabar.example/feri", external_id=ITEM.key))
    await desk.follow(replace(ITEM, text=CORRECTED))
    assert len(await desk.library.history(ITEM.key)) == 2


async def test_same_text_from_two_sources_is_one_article(desk: Desk) -> None:
    await desk.follow(ITEM)
    await desk.post(POST)
    assert await desk.titles() == ["Feri Berlayar"]
    assert await desk.following.article_of_message(POST.chat_id, POST.message_id)


async def test_failed_poll_is_recorded_and_repeated_later_and_later(desk: Desk) -> None:
    followed = await desk.follow(ITEM)
    desk.feeds.errors[FEED] = PageUnavailable("It does not answer.")
    pauses = []
    for _ in range(4):
        await desk.following.poll(followed)
        found = await desk.store.find(followed.number)
        assert found is not None
        assert found.next_poll_at is not None
        followed = found
        pauses.append(found.next_poll_at - desk.clock.now)
    assert [pause.total_seconds() / 60 for pause in pauses] == [15, 15, 20, 40]
    assert (followed.failures, followed.error) == (4, "It does not answer.")
    del desk.feeds.errors[FEED]
    await desk.change(ITEM)
    assert [each.failures for each in await desk.store.all()] == [0]


async def test_crash_between_the_article_and_its_record_stores_it_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = desk.store.settle

    async def dies(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(desk.store, "settle", dies)
    with pytest.raises(asyncio.CancelledError):
        await desk.follow(replace(ITEM, key="1", url="https://feeds.lain.example/1"))
    monkeypatch.setattr(desk.store, "settle", settle)
    await desk.publish()
    assert await desk.titles() == ["Feri Berlayar"]
    assert len(await desk.library.history("1")) == 1


async def test_item_that_shows_a_bug_is_tried_again_and_then_left_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(desk.library, "add", None)
    followed = await desk.follow(ITEM)
    for _ in range(MOST_ATTEMPTS - 1):
        assert await desk.store.waiting_count(followed.number) == 1
        await desk.publish()
    assert await desk.store.waiting_count(followed.number) == 0
    assert len(caplog.records) == MOST_ATTEMPTS


async def test_progress_is_told_after_each_item(desk: Desk) -> None:
    desk.feeds.feeds[FEED] = (ITEM, replace(ITEM, key="k2", text=CORRECTED))
    followed, _ = await desk.following.follow_feed(FEED, "terminal")
    done: list[int] = []
    await desk.following.publish_waiting(followed, progress=done.append)
    assert done == [1, 1]


async def test_feed_that_another_process_follows_meanwhile_is_not_new(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.feeds.feeds[FEED] = (ITEM,)
    find = desk.feeds.find

    async def slow_find(url: str) -> FeedSnapshot:
        await desk.store.follow("feed", FEED, "Kabar", "other")
        return await find(url)

    monkeypatch.setattr(desk.feeds, "find", slow_find)
    followed, is_new = await desk.following.follow_feed(FEED, "terminal")
    assert (followed.followed_by, is_new) == ("other", False)


async def test_page_without_a_title_or_host_is_called_by_its_address(desk: Desk) -> None:
    desk.feeds.feeds[FEED] = ()
    desk.feeds.title = ""
    followed, _ = await desk.following.follow_feed(FEED, "terminal")
    assert followed.title == "kabar.example"


# --- channels


async def test_post_of_a_channel_in_the_settings_is_an_article_and_its_edit_a_version(desk: Desk) -> None:
    assert await desk.post(POST)
    assert not await desk.post(POST)
    assert await desk.post(replace(POST, text=CORRECTED, edited_at=MORNING))
    old, new = await desk.library.history("telegram:-1001234/17")
    assert (old.text, new.text) == (TEXT, CORRECTED)
    assert (new.url, new.publisher, str(new.published_on)) == (
        "https://t.me/kanalkabar/17",
        "Kanal",
        "2024-05-06",
    )


async def test_quick_edits_are_versions_in_order(desk: Desk) -> None:
    texts = [TEXT.replace("180", str(number)) for number in range(180, 186)]
    for number, text in enumerate(texts):
        edited_at = MORNING + timedelta(seconds=number) if number else None
        await desk.following.take_post(replace(POST, text=text, edited_at=edited_at))
    await desk.publish()
    assert [version.text for version in await desk.library.history("telegram:-1001234/17")] == texts


async def test_post_of_another_channel_is_not_taken_until_it_is_followed(desk: Desk) -> None:
    other = replace(POST, chat_id=-1009, username="lain")
    assert not await desk.post(other)
    await desk.following.follow_channel(-1009, "Lain", "telegram:1001")
    assert await desk.post(other)
    assert await desk.post(replace(POST, chat_id=-1005678, username=None, text=f"Lagi. {TEXT}"))


async def test_post_of_a_paused_channel_is_not_taken(desk: Desk) -> None:
    followed, _ = await desk.following.follow_channel(POST.chat_id, "Kanal", "telegram:1001")
    await desk.following.pause(followed.number, is_paused=True)
    assert not await desk.post(POST)
    await desk.following.pause(followed.number, is_paused=False)
    assert await desk.post(POST)


async def test_post_that_becomes_an_advertisement_is_withdrawn(desk: Desk) -> None:
    await desk.post(POST)
    await desk.post(replace(POST, text=f"{TEXT} #iklan", edited_at=MORNING))
    assert (await desk.library.standing("telegram:-1001234/17")).is_retracted


async def test_album_is_one_article_whose_parts_can_be_edited(desk: Desk) -> None:
    second = "Tiketnya dijual di loket dermaga setiap hari."
    album = replace(POST, album="a")
    await desk.following.take_post(replace(album, message_id=19, text=""))
    await desk.following.take_post(replace(album, message_id=18, text=second))
    await desk.following.take_post(album)
    await desk.publish()
    key = "telegram:-1001234/album/a"
    article = await desk.library.get(key)
    assert (article.text, article.url) == (f"{TEXT}\n\n{second}", "https://t.me/kanalkabar/17")
    assert len(await desk.library.history(key)) == 1

    await desk.post(replace(album, text=CORRECTED, edited_at=MORNING))
    assert await desk.text(key) == f"{CORRECTED}\n\n{second}"
    for number in (17, 18, 19):
        assert await desk.following.article_of_message(POST.chat_id, number) == article.id
    for message in (album, replace(album, message_id=18)):
        await desk.post(replace(message, text="", edited_at=MORNING))
    assert (await desk.library.standing(key)).is_retracted


async def test_link_to_the_site_of_a_feed_brings_the_page(desk: Desk) -> None:
    await desk.follow(address=OTHER_FEED)
    desk.feeds.pages["https://lain.example/feri"] = replace(PAGE, url="https://lain.example/feri")
    await desk.post(replace(POST, text="Baca:", links=("https://lain.example/feri",)))
    article = await desk.library.get("telegram:-1001234/17")
    assert (article.text, article.url) == (PAGE.text, "https://lain.example/feri")


async def test_copy_of_a_post_in_the_discussion_group_leads_to_its_article(desk: Desk) -> None:
    await desk.post(POST)
    await desk.following.link_copy(-100777, 3, POST.chat_id, POST.message_id)
    await desk.following.link_copy(-100777, 4, -100999, 1)
    article = await desk.library.get("telegram:-1001234/17")
    assert await desk.following.article_of_message(-100777, 3) == article.id
    assert await desk.following.article_of_message(-100777, 4) is None


# --- approval


async def test_article_that_needs_an_approval_is_offered_and_not_published(desk: Desk) -> None:
    await desk.post(replace(POST, message_id=1, text=f"Kemarin. {TEXT}"))
    [followed] = await desk.store.all()
    await desk.following.require_approval(followed.number, is_required=True)
    await desk.post(POST)
    assert desk.review.offered == []
    await desk.publish(desk.review)
    [offered] = desk.review.offered
    assert (offered.text, offered.external_id) == (TEXT, "telegram:-1001234/17")
    assert len(await desk.titles()) == 1

    await desk.following.take_post(replace(POST, text=CORRECTED, edited_at=MORNING))
    await desk.publish(desk.review)
    assert desk.review.cancelled == [1]
    await desk.library.add(desk.review.offered[-1])
    await desk.following.take_post(replace(POST, text=CORRECTED, edited_at=MORNING + timedelta(hours=1)))
    await desk.publish(desk.review)
    assert len(desk.review.offered) == 2
    await desk.following.take_post(replace(POST, text="Iklan", edited_at=MORNING + timedelta(hours=2)))
    await desk.publish(desk.review)
    assert desk.review.cancelled == [1, 2]
    assert (await desk.library.standing("telegram:-1001234/17")).is_retracted


async def test_preview_that_reaches_nobody_waits(desk: Desk) -> None:
    await desk.following.take_post(POST)
    [followed] = await desk.store.all()
    await desk.following.require_approval(followed.number, is_required=True)
    desk.review.is_away = True
    await desk.publish(desk.review)
    assert await desk.store.waiting_count(followed.number) == 1
    desk.review.is_away = False
    await desk.publish(desk.review)
    assert len(desk.review.offered) == 1


# --- running


async def test_run_polls_and_publishes_until_it_is_cancelled(desk: Desk) -> None:
    await desk.store.follow("feed", FEED, "Kabar", "terminal")
    await desk.store.follow("feed", OTHER_FEED, "Lain", "terminal")
    desk.feeds.feeds[FEED] = (ITEM,)
    running = asyncio.create_task(desk.following.run())
    await desk.newsroom.indexed.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert set(desk.feeds.polls) == {FEED, OTHER_FEED}


async def test_run_publishes_posts_and_starts_no_second_task_for_a_slow_source(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "LOOK_EVERY_S", 0.0)
    await desk.following.take_post(POST)
    looks: list[datetime] = []
    looked_thrice = asyncio.Event()
    due, get = desk.store.due, desk.library.get

    async def counted(now: datetime) -> list[Followed]:
        looks.append(now)
        if len(looks) == 3:
            looked_thrice.set()
        return await due(now)

    async def slow(article_id: str) -> Article:
        await looked_thrice.wait()
        return await get(article_id)

    monkeypatch.setattr(desk.store, "due", counted)
    monkeypatch.setattr(desk.library, "get", slow)
    running = asyncio.create_task(desk.following.run())
    await desk.newsroom.indexed.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize("error", [StoreUnavailable("The database does not answer."), ValueError("a bug")])
async def test_look_up_that_fails_does_not_end_the_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    asked = asyncio.Event()

    async def away(_: datetime) -> list[Followed]:
        asked.set()
        raise error

    monkeypatch.setattr(desk.store, "due", away)
    running = asyncio.create_task(desk.following.run())
    await asked.wait()
    await asyncio.sleep(0)
    assert not running.done()
    running.cancel()


@pytest.mark.parametrize("error", [StoreUnavailable("The database does not answer."), ValueError("a bug")])
async def test_failure_with_one_source_ends_neither_the_run_nor_the_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.store.follow("feed", FEED, "Kabar", "terminal")
    await desk.store.follow("feed", OTHER_FEED, "Lain", "terminal")
    desk.feeds.feeds[FEED] = (ITEM,)
    desk.feeds.feeds[OTHER_FEED] = ()
    record, failed = desk.store.record_poll, asyncio.Event()

    async def fails(number: int, *arguments: Any) -> int:
        if number == 2:
            failed.set()
            raise error
        return await record(number, *arguments)

    monkeypatch.setattr(desk.store, "record_poll", fails)
    running = asyncio.create_task(desk.following.run())
    await failed.wait()
    await desk.newsroom.indexed.wait()
    assert not running.done()
    running.cancel()
    assert any("2 " in record.getMessage() for record in caplog.records)


async def test_overview_tells_what_waits_and_what_is_silent(desk: Desk) -> None:
    hours = [
        replace(ITEM, key=f"k{n}", text=f"{n}. {TEXT}", published_at=MORNING - timedelta(hours=n))
        for n in range(20)
    ]
    followed = await desk.follow(*hours)
    [status] = await desk.following.overview()
    assert (status.waiting, status.is_silent) == (0, False)
    desk.clock.forward(timedelta(hours=3))
    [silent] = await desk.following.silent()
    assert silent.number == followed.number
    await desk.following.silence_told(silent)
    [told] = await desk.following.silent()
    assert told.silence_told_at == desk.clock.now
    await desk.following.pause(followed.number, is_paused=True)
    assert await desk.following.silent() == []
    dropped = await desk.following.unfollow(followed.number)
    assert dropped is not None
    assert dropped.is_paused
    assert await desk.following.unfollow(followed.number) is None
    assert await desk.following.overview() == []
