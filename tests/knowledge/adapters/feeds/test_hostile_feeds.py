"""Tests that hostile feeds are refused with one sentence, or read without their harmful part."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import AsyncIterator, Callable
from datetime import UTC
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from knowledge.adapters.feeds import web_feeds
from knowledge.adapters.feeds.web_feeds import WebFeeds
from knowledge.errors import KutipError, UnusableLink
from knowledge.models import Validators
from knowledge.ports import FeedSnapshot
from tests.e2e.news_site import NewsSite, rss

SECRET = Path("/etc/passwd").read_text(encoding="utf-8", errors="replace").split("\n")[0]
LONGEST_TEXT = 10_000
"""Characters of the items of a hostile feed together: entities and archives must not unfold."""


def feed(body: str, head: str = "") -> bytes:
    channel = f"<channel><title>Kabar</title>{body}</channel>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0">{channel}</rss>'.encode()


def item(description: str, link: str = "https://kabar.example/1") -> str:
    return f"<item><guid>1</guid><link>{link}</link><description>{description}</description></item>"


def exponential_entities() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return feed(item("&l11;"), f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>')


def one_large_entity() -> bytes:
    return feed(item("&a;" * 50_000), f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>')


def entities_in_utf16() -> bytes:
    return exponential_entities().decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")


def file_as_entity() -> bytes:
    return feed(item("&f; dan isi."), '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>')


def external_document_type() -> bytes:
    return feed(item("Isi."), '<!DOCTYPE rss SYSTEM "file:///etc/passwd">')


def file_by_xinclude() -> bytes:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file:///etc/passwd"/>'
    )
    return feed(item(include))


def million_items() -> bytes:
    return feed("<item/>" * 700_000)


def deep_nesting() -> bytes:
    return feed(item("<![CDATA[" + "<div>" * 400_000 + "]]>"))


def deep_json() -> bytes:
    return b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 500_000


def zip_in_a_zip() -> bytes:
    data = feed(item("Isi."))
    for name in ("feed.xml", "a.zip"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        data = packed.getvalue()
    return data


def zeros_in_a_gzip() -> bytes:
    return gzip.compress(feed(item("0" * 50_000_000)))


def scripts() -> bytes:
    return feed(
        item("<![CDATA[<script>alert(1)</script><style>p{}</style>Feri tiba.<iframe src=x></iframe>]]>")
    )


HOSTILE = (
    exponential_entities,
    one_large_entity,
    entities_in_utf16,
    file_as_entity,
    external_document_type,
    file_by_xinclude,
    million_items,
    deep_nesting,
    deep_json,
    zip_in_a_zip,
    zeros_in_a_gzip,
    scripts,
)


@pytest_asyncio.fixture
async def site() -> AsyncIterator[NewsSite]:
    async with NewsSite() as site:
        yield site


@pytest.fixture
def feeds() -> WebFeeds:
    return WebFeeds(zone=UTC, pause_s=0.0, is_loopback_allowed=True)


async def read_or_refusal(feeds: WebFeeds, address: str) -> FeedSnapshot | str:
    """Poll a feed. Returns it, or the sentence with which it is refused."""
    try:
        snapshot = await feeds.poll(address, Validators())
    except KutipError as error:
        return str(error)
    assert snapshot is not None
    return snapshot


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
async def test_hostile_feed_is_refused_or_harmless(
    make: Callable[[], bytes], feeds: WebFeeds, site: NewsSite
) -> None:
    read = await read_or_refusal(feeds, site.serve("/feed", make(), "application/rss+xml"))

    if isinstance(read, str):
        assert read.endswith(".")
        assert "\n" not in read
    else:
        texts = [item.text + item.title for item in read.items]
        assert sum(map(len, texts)) < LONGEST_TEXT
        assert not any(word in text for text in texts for word in (SECRET, "alert", "<"))


async def test_bomb_by_transfer_encoding_is_refused(feeds: WebFeeds, site: NewsSite) -> None:
    packed = gzip.compress(feed(item("0" * 50_000_000)))

    async def bomb(_: web.Request) -> web.StreamResponse:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    with pytest.raises(UnusableLink, match="more than 5 MB"):
        await feeds.poll(site.handle("/feed", bomb), Validators())


async def test_endless_feed_is_refused(
    feeds: WebFeeds, site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_feeds, "MAX_FEED_BYTES", 1024 * 1024)

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
        await response.prepare(request)
        while True:
            await response.write(b"<item/>" * 10_000)

    with pytest.raises(UnusableLink, match="more than 1 MB"):
        await feeds.poll(site.handle("/feed", endless), Validators())


@pytest.mark.parametrize(
    "link",
    ["http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd", "javascript:alert(1)"],
)
async def test_links_of_items_lead_to_no_private_address(feeds: WebFeeds, site: NewsSite, link: str) -> None:
    snapshot = await feeds.poll(site.serve("/feed", feed(item("Isi.", link)), "text/xml"), Validators())
    assert snapshot is not None
    [found] = snapshot.items
    if found.page is not None:
        with pytest.raises(UnusableLink):
            await feeds.page(found.page)
    assert found.url is None or found.url.startswith("http://")


async def test_redirect_from_the_robots_file_to_a_private_address_is_refused(
    feeds: WebFeeds, site: NewsSite
) -> None:
    site.redirect("/robots.txt", "http://10.0.0.1/robots.txt")
    with pytest.raises(UnusableLink):
        await feeds.poll(site.serve("/feed", rss("Kabar", [])), Validators())
    assert site.count("/feed") == 0
