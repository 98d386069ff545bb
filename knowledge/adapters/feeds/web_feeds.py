"""Fetches feeds and the pages that they name, and turns their entries into items."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from knowledge.adapters.feeds.parser import FeedParser
from knowledge.adapters.feeds.politeness import HEADERS, Politeness
from knowledge.adapters.sources.pages import WebPages
from knowledge.adapters.sources.public_web import (
    TIMEOUT_S,
    BodyTooLarge,
    PublicWeb,
    Resolve,
    check_status,
    read_body,
    resolve,
    shown,
)
from knowledge.errors import NoFeed, PageUnavailable, UnusableLink
from knowledge.models import FollowedItem, ItemStatus, Validators
from knowledge.ports import FeedSnapshot, RawDocument
from knowledge.text.cleaning import storable

if TYPE_CHECKING:
    import httpx

MAX_FEED_BYTES = 5 * 1024 * 1024
"""Limit of a feed, both as transferred and after decompression. Feeds of whole articles have up to 1 MB."""

MOST_KEY_CHARACTERS = 500
"""A longer key of an entry is replaced by its hash."""

FEEDS_TRIED = 3
"""Of the feeds that a page names."""

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.1"
)

_NO_CONDITIONS: Mapping[str, str] = MappingProxyType({})


class _Unchanged(Exception):
    """The server says that the feed is the same as last time (304)."""


@dataclass(frozen=True, slots=True)
class _Response:
    address: str
    body: bytes
    validators: Validators


class WebFeeds:
    """Implements :class:`~knowledge.ports.Feeds`, which documents the methods."""

    def __init__(
        self,
        *,
        zone: tzinfo,
        pause_s: float,
        is_loopback_allowed: bool = False,
        resolve: Resolve = resolve,
    ) -> None:
        """``zone`` is that of times without one, ``pause_s`` the least time between requests to a host.

        Set ``is_loopback_allowed`` only in tests, whose web server is on this machine.
        """
        self._zone = zone
        self._web = PublicWeb(is_loopback_allowed=is_loopback_allowed, resolve=resolve)
        self._pages = WebPages(is_loopback_allowed=is_loopback_allowed, resolve=resolve)
        self._politeness = Politeness(self._web, pause_s)
        self._parser = FeedParser()

    async def find(self, url: str) -> FeedSnapshot:
        response = await self._fetch(url)
        try:
            parsed = await self._parser.parse(response.body, shown(url))
        except UnusableLink as error:
            raise NoFeed(str(error)) from None
        if "feed" in parsed:
            return self._snapshot(response, parsed["feed"])
        base = urljoin(response.address, parsed["page"]["base"])
        for link in dict.fromkeys(urljoin(base, link) for link in parsed["page"]["feeds"][:FEEDS_TRIED]):
            try:
                response = await self._fetch(link)
                named = await self._parser.parse(response.body, shown(link))
            except UnusableLink:
                continue
            if "feed" in named:
                return self._snapshot(response, named["feed"])
        raise NoFeed(f"{shown(url)} names no feed; give the address of its RSS, Atom or JSON feed.")

    async def poll(self, address: str, validators: Validators) -> FeedSnapshot | None:
        known = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        try:
            response = await self._fetch(address, {name: value for name, value in known.items() if value})
        except _Unchanged:
            return None
        if response.validators.digest == validators.digest:
            return None
        parsed = await self._parser.parse(response.body, shown(address))
        if "feed" not in parsed:
            raise NoFeed(f"{shown(address)} is a page now, no feed; find the new address of the feed.")
        return self._snapshot(response, parsed["feed"])

    async def page(self, url: str) -> RawDocument:
        await self._politeness.wait(url)
        return replace(await self._pages.fetch(url), zone=self._zone)

    async def _fetch(self, link: str, conditions: Mapping[str, str] = _NO_CONDITIONS) -> _Response:
        """Raises :class:`_Unchanged` only if there are conditions."""
        await self._politeness.wait(link)
        try:
            async with (
                asyncio.timeout(TIMEOUT_S),
                self._web.get(link, {**HEADERS, "Accept": _ACCEPT, **conditions}) as (response, url),
            ):
                if response.status_code == 304 and conditions:
                    raise _Unchanged
                check_status(response, url)
                body = await read_body(response, MAX_FEED_BYTES)
        except TimeoutError:
            raise PageUnavailable(
                f"{shown(link)} did not come within {TIMEOUT_S:.0f} seconds; Kutip tries again later."
            ) from None
        except BodyTooLarge:
            limit = MAX_FEED_BYTES // 1024 // 1024
            raise UnusableLink(f"{shown(link)} has more than {limit} MB; follow a shorter feed.") from None
        return _Response(
            str(url.copy_with(fragment=None)),
            body,
            Validators(
                _header(response, "etag"), _header(response, "last-modified"), sha256(body).hexdigest()
            ),
        )

    def _snapshot(self, response: _Response, feed: Mapping[str, Any]) -> FeedSnapshot:
        title = storable(feed["title"])
        items: dict[str, FollowedItem] = {}
        for entry in feed["entries"]:
            cleaned = {
                name: storable(value) if isinstance(value, str) else value for name, value in entry.items()
            }
            item = self._item(cleaned, title)
            items.setdefault(item.key, item)
        return FeedSnapshot(response.address, title, tuple(items.values()), response.validators)

    def _item(self, entry: Mapping[str, Any], feed_title: str) -> FollowedItem:
        key, url = entry["key"], entry["url"] or None
        if len(key) > MOST_KEY_CHARACTERS:
            key = f"sha256:{sha256(key.encode()).hexdigest()}"
        return FollowedItem(
            key=key,
            text=entry["text"],
            title=entry["title"],
            page=None if entry["is_whole"] else url,
            url=url,
            publisher=entry["publisher"] or feed_title or None,
            published_at=self._moment(entry["published"]),
            changed_at=self._moment(entry["changed"]),
            status=cast(ItemStatus, entry["status"]),
            embargo_until=self._moment(entry["embargo"]),
        )

    def _moment(self, text: str) -> datetime | None:
        if not text:
            return None
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)


def _header(response: httpx.Response, name: str) -> str | None:
    value = response.headers.get(name, "").strip()
    return value if 0 < len(value) <= 300 else None
