"""The interfaces of feeds, and of the store of what is followed and what waits to become an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.models import Followed, FollowedItem, FollowedKind, Validators
from knowledge.ports.sources import RawDocument


@dataclass(frozen=True, slots=True)
class FeedSnapshot:
    """A feed as it was fetched: where from, its title (may be empty), and its items in its own order."""

    address: str
    title: str
    items: tuple[FollowedItem, ...]
    validators: Validators


class Feeds(Protocol):
    """Fetches feeds and the pages that they name.

    Connects to public addresses only, as ``robots.txt`` allows, and pauses between requests to one host.
    Every call takes at most a minute and raises :class:`~knowledge.errors.UnusableLink` or
    :class:`~knowledge.errors.PageUnavailable`.
    """

    async def find(self, url: str) -> FeedSnapshot:
        """Returns the feed at an address, or the first feed that the page there names.

        Raises :class:`~knowledge.errors.NoFeed` if there is none.
        """
        ...

    async def poll(self, address: str, validators: Validators) -> FeedSnapshot | None:
        """Returns the feed; None if it has not changed since the response that had these validators."""
        ...

    async def page(self, url: str) -> RawDocument:
        """Returns a page, as :meth:`knowledge.ports.ArticleSources.fetch` does, with its errors."""
        ...


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A new or changed item that waits to become an article or a version of one.

    ``number`` ascends in the order of arrival; ``followed`` is the number of the feed or channel.
    ``attempts`` counts those that failed. ``is_own`` says that the source brought the article with the key of
    the item, see :meth:`FollowingStore.claim`. ``article_id`` is the article that an earlier state of the
    item became, ``draft`` the upload draft that shows it to admins. ``parts`` are the texts of the messages
    of an album that became an article, by number of the message.
    """

    number: int
    followed: int
    item: FollowedItem
    attempts: int = 0
    is_own: bool = False
    article_id: str | None = None
    draft: int | None = None
    parts: tuple[tuple[int, str], ...] = ()


class FollowingStore(Protocol):
    """Stores what is followed, the last state of each item, and the items that wait.

    An item is stored in the transaction that records the poll in which it was found, and waits until its
    article is stored, so that a crash in between repeats it and loses nothing. An unknown number is ignored.
    """

    async def follow(
        self, kind: FollowedKind, address: str, title: str, followed_by: str
    ) -> tuple[Followed, bool]:
        """Stores a feed or channel, to be polled at once. Returns it, and whether it is new."""
        ...

    async def all(self) -> list[Followed]:
        """Returns everything that is followed, oldest first."""
        ...

    async def find(self, number: int) -> Followed | None:
        """Returns what has this number, or None."""
        ...

    async def find_address(self, address: str) -> Followed | None:
        """Returns the feed or channel with this address, or None."""
        ...

    async def pause(self, number: int, *, is_paused: bool) -> None:
        """Pauses a feed or channel, or continues: a feed is then polled at once."""
        ...

    async def require_approval(self, number: int, *, is_required: bool) -> None:
        """Sets whether admins see a preview before an item is published."""
        ...

    async def drop(self, number: int) -> bool:
        """Deletes a feed or channel and what waits of it; its articles stay. Returns False if it is
        unknown."""
        ...

    async def due(self, now: datetime) -> list[Followed]:
        """Returns what is not paused and has a poll or an item that is due."""
        ...

    async def record_poll(
        self,
        number: int,
        now: datetime,
        next_poll_at: datetime,
        snapshot: FeedSnapshot | None,
        items: Sequence[tuple[FollowedItem, datetime]] = (),
    ) -> int:
        """Records a successful poll; ``snapshot`` is None if the feed has not changed.

        Stores those of ``items``, each with the time when it is due, that differ from their last state; an
        earlier state that still waits is dropped. Returns how many differ.
        """
        ...

    async def record_failure(self, number: int, next_poll_at: datetime, error: str) -> None:
        """Records a poll that failed."""
        ...

    async def add_post(self, number: int, item: FollowedItem, now: datetime, due_at: datetime) -> bool:
        """Stores a post of a channel behind those that wait, and lets its earlier states wait as long.

        Returns False, and stores nothing, if its last state is the same, and if an unknown post is cancelled.
        """
        ...

    async def waiting(self, number: int, now: datetime, limit: int) -> list[WaitingItem]:
        """Returns up to ``limit`` items that are due, in the order of arrival."""
        ...

    async def waiting_count(self, number: int) -> int:
        """Returns how many items wait, due or not."""
        ...

    async def postpone(self, waiting: WaitingItem, until: datetime) -> None:
        """Lets an item wait longer, and counts an attempt that failed."""
        ...

    async def claim(self, waiting: WaitingItem) -> None:
        """Records, before the article is stored, that there was none with the key of an item.

        The item is then its source's own, which may change and withdraw the article.
        """
        ...

    async def settle(
        self,
        waiting: WaitingItem,
        *,
        article_id: str | None = None,
        draft: int | None = None,
        parts: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Ends the wait of an item and of its earlier states, and stores what became of it.

        None as ``article_id`` leaves the article that is stored.
        """
        ...

    async def moments(self, number: int, since: datetime) -> list[datetime]:
        """Returns when the items since ``since`` were published, in ascending order."""
        ...

    async def mark_silence_told(self, number: int, at: datetime) -> None:
        """Records that the owners were told that a feed or channel is silent."""
        ...

    async def link_message(self, chat_id: int, message_id: int, key: str) -> None:
        """Stores that a message shows the post ``key``: part of an album, or a copy in a discussion group."""
        ...

    async def key_of_message(self, chat_id: int, message_id: int) -> str | None:
        """Returns the post that a message shows, if it was stored."""
        ...

    async def article_of(self, key: str) -> str | None:
        """Returns the id of the article that an item became, None if it became none."""
        ...
