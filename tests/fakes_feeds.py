"""A fake of the web for tests of what is followed: feeds and pages that a test writes."""

from __future__ import annotations

from knowledge.errors import KutipError, NoFeed, UnusableLink
from knowledge.models import FollowedItem, Validators
from knowledge.ports import FeedSnapshot, RawDocument


class ScriptedFeeds:
    """Implements ``Feeds``. ``feeds`` has the items by address, ``pages`` the documents.

    An address in ``errors`` raises that error. ``polls`` and ``fetched`` have the addresses of all calls.
    """

    def __init__(self) -> None:
        self.feeds: dict[str, tuple[FollowedItem, ...]] = {}
        self.pages: dict[str, RawDocument] = {}
        self.errors: dict[str, KutipError] = {}
        self.polls: list[str] = []
        self.fetched: list[str] = []
        self.title = "Kabar"

    async def find(self, url: str) -> FeedSnapshot:
        snapshot = await self.poll(url, Validators())
        if snapshot is None:
            raise NoFeed(f"{url} names no feed.")
        return snapshot

    async def poll(self, address: str, validators: Validators) -> FeedSnapshot | None:
        self.polls.append(address)
        if address in self.errors:
            raise self.errors[address]
        if address not in self.feeds:
            raise NoFeed(f"{address} names no feed.")
        items = self.feeds[address]
        digest = str(hash(items))
        if digest == validators.digest:
            return None
        return FeedSnapshot(address, self.title, items, Validators(digest=digest))

    async def page(self, url: str) -> RawDocument:
        self.fetched.append(url)
        if url in self.errors:
            raise self.errors[url]
        if url not in self.pages:
            raise UnusableLink(f"{url} leads nowhere.")
        return self.pages[url]
