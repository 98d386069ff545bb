"""Follows the feeds and channels of a newsroom: what they publish becomes articles, changes become versions.

A poll stores new and changed items in one transaction with what was seen of the feed; a post of a channel is
stored before it is confirmed to the messenger. Items wait there until their articles are stored. So whatever
is repeated after a crash changes nothing, and nothing is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from knowledge.errors import PageUnavailable, TryAgain, UnusableLink
from knowledge.models import Followed, FollowedItem
from knowledge.newsroom import channel_posts, freshness
from knowledge.newsroom.channel_posts import ChannelPost
from knowledge.newsroom.publishing import Articles, FollowingRules, ItemPublisher, Review, retry_after
from knowledge.newsroom.sites import host_of
from knowledge.ports import Clock, Feeds, FeedSnapshot, FollowingStore

log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
"""How often it is looked up what is due. Other processes may follow feeds too."""

ALBUM_WAIT = timedelta(seconds=2)
"""How long the messages of an album are waited for. A messenger delivers them together."""

CLOCK_TOLERANCE = timedelta(minutes=5)
"""An item that is dated less than this into the future is published at once: clocks differ."""

SETTINGS = "settings"
"""Who follows the channels that the settings name; they are followed again after they were dropped."""

PAUSE_AFTER_BUG_S = 60.0
"""The pause after an unexpected error, which would otherwise fill the log every second."""


@dataclass(frozen=True, slots=True)
class FollowedStatus:
    """A feed or channel with the number of its items that wait, and whether it is silent for too long."""

    followed: Followed
    waiting: int
    is_silent: bool


class Following:
    """Safe to use from several tasks and processes at once."""

    def __init__(
        self, store: FollowingStore, feeds: Feeds, library: Articles, rules: FollowingRules, *, clock: Clock
    ) -> None:
        self._store = store
        self._feeds = feeds
        self._rules = rules
        self._publisher = ItemPublisher(store, feeds, library, rules, clock=clock)
        self._clock = clock

    async def follow_feed(self, url: str, person: str) -> tuple[Followed, bool]:
        """Follows the feed at an address, or the one that the page there names; its items wait at once.

        Returns it and whether it is new. Raises :class:`~knowledge.errors.NoFeed` and the errors of a fetch.
        """
        if (known := await self._store.find_address(url)) is not None:
            return known, False
        snapshot = await self._feeds.find(url)
        title = snapshot.title or host_of(snapshot.address) or snapshot.address
        followed, is_new = await self._store.follow("feed", snapshot.address, title, person)
        if is_new:
            await self._record(followed, snapshot)
        return followed, is_new

    async def follow_channel(self, chat_id: int, title: str, person: str) -> tuple[Followed, bool]:
        """Follows a channel. Returns it and whether it is new."""
        return await self._store.follow("channel", _channel_address(chat_id), title, person)

    async def unfollow(self, number: int) -> Followed | None:
        """Stops following; the articles stay. Returns what was followed, None if the number is unknown."""
        followed = await self._store.find(number)
        return followed if followed is not None and await self._store.drop(number) else None

    async def pause(self, number: int, *, is_paused: bool) -> None:
        """Pauses or continues. What a channel publishes during a pause is not taken later."""
        await self._store.pause(number, is_paused=is_paused)

    async def require_approval(self, number: int, *, is_required: bool) -> None:
        """Sets whether admins see a preview of each article before it is published."""
        await self._store.require_approval(number, is_required=is_required)

    async def overview(self) -> list[FollowedStatus]:
        """Everything that is followed, oldest first."""
        return [
            FollowedStatus(
                followed, await self._store.waiting_count(followed.number), await self._is_silent(followed)
            )
            for followed in await self._store.all()
        ]

    async def silent(self) -> list[Followed]:
        """What is silent for longer than twice its usual gap, and not paused."""
        return [followed for followed in await self._store.all() if await self._is_silent(followed)]

    async def silence_told(self, followed: Followed) -> None:
        """Records that the owners were told that it is silent; its next item ends the silence."""
        await self._store.mark_silence_told(followed.number, self._clock())

    async def take_post(self, post: ChannelPost) -> bool:
        """Stores a post of a channel, to become an article in a moment.

        Returns False if it is left out: the channel is not followed or paused, or the post reports nothing.
        """
        followed = await self._channel(post)
        if followed is None or followed.is_paused:
            return False
        if post.album is not None:
            key = channel_posts.album_key(post.chat_id, post.album)
            await self._store.link_message(post.chat_id, post.message_id, key)
        item = channel_posts.item_of(post, await self._own_sites())
        if item is None:
            return False
        now = self._clock()
        due_at = now + ALBUM_WAIT if item.part is not None else now
        return await self._store.add_post(followed.number, item, now, due_at)

    async def link_copy(self, chat_id: int, message_id: int, channel_id: int, post_id: int) -> None:
        """Stores that a message of a discussion group shows a post, if its channel is followed."""
        if await self._store.find_address(_channel_address(channel_id)) is not None:
            await self._store.link_message(chat_id, message_id, channel_posts.key_of(channel_id, post_id))

    async def article_of_message(self, chat_id: int, message_id: int) -> str | None:
        """The id of the published article of the post that a message shows, in its channel or as a copy."""
        key = await self._store.key_of_message(chat_id, message_id)
        post = channel_posts.post_of(key) if key else (chat_id, message_id)
        if post is not None:
            key = await self._store.key_of_message(*post) or channel_posts.key_of(*post)
        article = await self._publisher.find(await self._store.article_of(key or "") or key)
        return None if article is None else article.id

    async def run(self, review: Review | None = None) -> None:
        """Polls what is due and publishes what waits, until the task is cancelled. Raises nothing else.

        Each feed and channel has its own task, so none delays another. ``review`` shows the articles of those
        that need an approval; without it they wait.
        """
        tasks: dict[int, asyncio.Task[None]] = {}
        try:
            while True:
                with _logged("What is followed was not looked up"):
                    for followed in await self._store.due(self._clock()):
                        task = tasks.get(followed.number)
                        if task is None or task.done():
                            tasks[followed.number] = asyncio.create_task(self._attend(followed, review))
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            for task in tasks.values():
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)

    async def poll(self, followed: Followed) -> None:
        """Polls a feed once and stores its new and changed items. A failure is recorded, not raised."""
        try:
            snapshot = await self._feeds.poll(followed.address, followed.validators)
        except (UnusableLink, PageUnavailable) as error:
            log.info("Feed %d was not read: %s", followed.number, error)
            pause = max(self._rules.poll_every, retry_after(followed.failures))
            await self._store.record_failure(followed.number, self._clock() + pause, str(error))
        else:
            await self._record(followed, snapshot)

    async def publish_waiting(
        self,
        followed: Followed,
        *,
        review: Review | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Publishes what waits of a feed or channel and is due. Without ``review``, what needs an approval
        waits."""
        await self._publisher.publish(followed, review, progress)

    async def _attend(self, followed: Followed, review: Review | None) -> None:
        try:
            if followed.next_poll_at is not None and followed.next_poll_at <= self._clock():
                await self.poll(followed)
            await self._publisher.publish(followed, review)
        except TryAgain as error:
            log.warning("What is followed as %d will be tried again: %s", followed.number, error)
        except Exception:
            log.exception("What is followed as %d was not read", followed.number)
            await asyncio.sleep(PAUSE_AFTER_BUG_S)

    async def _record(self, followed: Followed, snapshot: FeedSnapshot | None) -> None:
        now = self._clock()
        items: list[tuple[FollowedItem, datetime]] = []
        if snapshot is not None:
            usable = [item for item in snapshot.items if item.status != "withheld"]
            usable.sort(key=lambda item: item.published_at or now)
            items = [(item, _due_at(item, now)) for item in usable]
        next_poll_at = now + self._rules.poll_every
        count = await self._store.record_poll(followed.number, now, next_poll_at, snapshot, items)
        if count:
            log.info("Feed %d has %d new or changed items.", followed.number, count)

    async def _channel(self, post: ChannelPost) -> Followed | None:
        """The channel of a post. One that the settings name is followed from its first post on."""
        known = await self._store.find_address(_channel_address(post.chat_id))
        names = {post.chat_id, (post.username or "").lower()}
        if known is None and names & self._rules.channels:
            known, _ = await self.follow_channel(post.chat_id, post.title, SETTINGS)
        return known

    async def _own_sites(self) -> set[str]:
        """The sites of the newsroom: those that the settings name, and those of its feeds."""
        feeds = [host_of(followed.address) for followed in await self._store.all() if followed.kind == "feed"]
        return {*self._rules.own_sites, *(host for host in feeds if host)}

    async def _is_silent(self, followed: Followed) -> bool:
        now = self._clock()
        if followed.is_paused or followed.newest_at is None:
            return False
        if now - followed.newest_at <= freshness.LEAST_SILENCE:
            return False
        moments = await self._store.moments(followed.number, now - freshness.LOOK_BACK)
        return freshness.is_silent(moments, now, self._rules.zone)


def _due_at(item: FollowedItem, now: datetime) -> datetime:
    """When an item may be published: after its embargo, and not before its date."""
    dated = item.published_at if item.published_at and item.published_at > now + CLOCK_TOLERANCE else now
    return max(now, dated, item.embargo_until or now).astimezone(UTC)


def _channel_address(chat_id: int) -> str:
    return f"telegram:{chat_id}"


@contextlib.contextmanager
def _logged(what: str) -> Iterator[None]:
    """Log an error of the block instead of raising it."""
    try:
        yield
    except TryAgain as error:
        log.warning("%s: %s", what, error)
    except Exception:
        log.exception(what)
