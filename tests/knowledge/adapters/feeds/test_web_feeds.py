"""Tests of fetching feeds: what is asked of a server, what is refused, and how politely."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from aiohttp import web

from knowledge.adapters.feeds import parser, politeness, web_feeds
from knowledge.adapters.feeds.politeness import Politeness
from knowledge.adapters.feeds.web_feeds import MAX_FEED_BYTES, WebFeeds
from knowledge.adapters.sources.public_web import PublicWeb
from knowledge.articles.reading import read
from knowledge.errors import KutipError, NoFeed, PageUnavailable, UnusableLink
from knowledge.models import Validators
from tests.e2e.news_site import Item, NewsSite, rss

JAKARTA = ZoneInfo("Asia/Jakarta")
NOTHING_KNOWN = Validators()
ITEM = Item(
    "k-1", "Feri", "Feri Teluk Wangi berlayar lagi.", published_at=datetime(2024, 3, 5, 2, tzinfo=UTC)
)


@pytest_asyncio.fixture
async def site() -> AsyncIterator[NewsSite]:
    async with NewsSite() as site:
        yield site


@pytest.fixture
def feeds() -> WebFeeds:
    return WebFeeds(zone=JAKARTA, pause_s=0.0, is_loopback_allowed=True)


async def error_of(feeds: WebFeeds, url: str, *, polled: bool = False) -> KutipError:
    with pytest.raises(KutipError) as caught:
        await (feeds.poll(url, NOTHING_KNOWN) if polled else feeds.find(url))
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


# --- finding and polling


async def test_feed_is_found_with_its_items(feeds: WebFeeds, site: NewsSite) -> None:
    address = site.feed("/feed", "Kabar", [ITEM])

    found = await feeds.find(address)

    [item] = found.items
    assert (found.address, found.title, item.key, item.publisher) == (address, "Kabar", "k-1", "Kabar")
    assert item.published_at == ITEM.published_at
    assert found.validators.etag
    assert [path for path, _ in site.requests] == ["/robots.txt", "/feed"]
    assert site.requests[1][1]["User-Agent"].startswith("Kutip ")


async def test_page_leads_to_the_feed_that_it_names(feeds: WebFeeds, site: NewsSite) -> None:
    address = site.feed("/umpan", "Kabar", [ITEM])
    site.serve("/rusak", "<html><p>bukan umpan</p></html>")
    site.serve("/gambar", b"\x89PNG")
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">'
        for href in ("rusak", "/gambar", "/umpan")
    )
    page = site.serve("/", f"<html><head>{links}</head></html>")

    assert (await feeds.find(page)).address == address


async def test_page_without_a_feed_says_so_in_one_sentence(feeds: WebFeeds, site: NewsSite) -> None:
    page = site.serve("/", "<html><head><title>Kabar</title></head><body><p>Halo.</p></body></html>")
    image = site.serve("/a.png", b"\x89PNG\r\n", "image/png")

    error = await error_of(feeds, page)
    assert isinstance(error, NoFeed)
    assert str(error) == f"{page} names no feed; give the address of its RSS, Atom or JSON feed."
    assert isinstance(await error_of(feeds, image), NoFeed)


async def test_unchanged_feed_is_asked_for_without_its_body(feeds: WebFeeds, site: NewsSite) -> None:
    address = site.feed("/feed", "Kabar", [ITEM])
    first = await feeds.poll(address, NOTHING_KNOWN)
    assert first is not None

    assert await feeds.poll(address, first.validators) is None
    assert site.requests[-1][1]["If-None-Match"] == first.validators.etag
    assert site.statuses["/feed", 304] == 1

    site.feed("/feed", "Kabar", [ITEM, Item("k-2", "Pasar")])
    changed = await feeds.poll(address, first.validators)
    assert changed is not None
    assert [item.key for item in changed.items] == ["k-1", "k-2"]


async def test_unchanged_bytes_are_not_parsed_again(
    feeds: WebFeeds, site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = rss("Kabar", [ITEM])

    async def plain(_: web.Request) -> web.StreamResponse:
        return web.Response(text=body, headers={"Last-Modified": "Tue, 05 Mar 2024 02:00:00 GMT"})

    address = site.handle("/feed", plain)
    first = await feeds.poll(address, NOTHING_KNOWN)
    assert first is not None
    monkeypatch.setattr(parser.FeedParser, "parse", None)
    assert await feeds.poll(address, first.validators) is None
    assert site.requests[-1][1]["If-Modified-Since"] == "Tue, 05 Mar 2024 02:00:00 GMT"


async def test_feed_that_became_a_page_is_no_feed(feeds: WebFeeds, site: NewsSite) -> None:
    page = site.serve("/feed", "<html><head><title>Pindah</title></head></html>")

    assert isinstance(await error_of(feeds, page, polled=True), NoFeed)


async def test_day_without_a_time_begins_in_the_zone_of_the_newsroom(feeds: WebFeeds, site: NewsSite) -> None:
    sitemap = (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://k.example/1</loc>'
        "<news:news><news:publication_date>2024-03-05</news:publication_date></news:news></url></urlset>"
    )
    [item] = (await feeds.find(site.serve("/s.xml", sitemap, "application/xml"))).items
    assert item.published_at == datetime(2024, 3, 5, tzinfo=JAKARTA)
    assert item.page == item.url == "https://k.example/1"


async def test_keys_are_unique_and_short(feeds: WebFeeds, site: NewsSite) -> None:
    long = "x" * 5_000
    items = [Item("1", "Baru"), Item(long, "Panjang"), Item("1", "Lama")]
    found = await feeds.find(site.feed("/feed", "Kabar", items))
    first, second = found.items
    assert (first.key, first.title) == ("1", "Baru")
    assert second.key.startswith("sha256:")


async def test_nul_and_half_characters_are_removed(feeds: WebFeeds, site: NewsSite) -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "K\\u0000\\ud800", "items": '
        '[{"id": "a\\u0000", "content_text": "Feri\\ud800 tiba."}]}'
    )
    found = await feeds.find(site.serve("/feed.json", feed, "application/feed+json"))
    assert (found.title, found.items[0].key, found.items[0].text) == ("K", "a", "Feri tiba.")


async def test_page_of_an_item_is_fetched(feeds: WebFeeds, site: NewsSite) -> None:
    page = site.page("/feri", "Feri Berlayar", "Feri Teluk Wangi berlayar lagi mulai Senin pagi.")
    document = await feeds.page(page)
    assert read(document).title == "Feri Berlayar"
    assert document.zone == JAKARTA


# --- what is refused


async def test_feed_that_is_too_large_or_hangs_is_given_up(
    feeds: WebFeeds, site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = site.serve("/besar", b" " * (MAX_FEED_BYTES + 1), "application/rss+xml")
    assert "more than 5 MB" in str(await error_of(feeds, large, polled=True))
    monkeypatch.setattr(web_feeds, "TIMEOUT_S", 0.3)
    hanging = await error_of(feeds, site.hang("/diam"), polled=True)
    assert isinstance(hanging, PageUnavailable)
    assert "did not come within" in str(hanging)


async def test_redirect_to_a_private_address_is_refused(feeds: WebFeeds, site: NewsSite) -> None:
    for place in ("http://169.254.169.254/feed", "http://10.0.0.1/", "file:///etc/passwd"):
        assert isinstance(await error_of(feeds, site.redirect("/r", place), polled=True), UnusableLink)


async def test_links_of_a_page_lead_to_no_private_address(feeds: WebFeeds, site: NewsSite) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/feed">'
    assert isinstance(await error_of(feeds, site.serve("/", f"<html>{link}</html>")), NoFeed)


async def test_parser_that_is_killed_or_slow_is_unavailable(
    feeds: WebFeeds, site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = site.feed("/feed", "Kabar", [ITEM])
    monkeypatch.setattr(parser, "TIMEOUT_S", 0.001)
    assert isinstance(await error_of(feeds, address, polled=True), PageUnavailable)


# --- politeness


async def test_robots_txt_is_fetched_once_and_obeyed(feeds: WebFeeds, site: NewsSite) -> None:
    site.serve(
        "/robots.txt",
        "User-agent: *\nDisallow: /rahasia\n\nUser-agent: Kutip\nDisallow: /feed\n",
        "text/plain",
    )
    address = site.feed("/feed", "Kabar", [ITEM])
    site.feed("/rahasia", "Kabar", [ITEM])

    error = await error_of(feeds, address)
    assert isinstance(error, UnusableLink)
    assert "robots.txt" in str(error)
    assert (await feeds.find(f"{site.url}/rahasia")).title == "Kabar"
    assert (site.count("/robots.txt"), site.count("/feed")) == (1, 0)


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_server_that_does_not_tell_its_rules_is_left_alone(
    feeds: WebFeeds, site: NewsSite, status: int
) -> None:
    site.serve("/robots.txt", "", status=status)
    address = site.feed("/feed", "Kabar", [ITEM])
    assert isinstance(await error_of(feeds, address), PageUnavailable)
    assert isinstance(await error_of(feeds, address), PageUnavailable)
    assert (site.count("/robots.txt"), site.count("/feed")) == (1, 0)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_server_without_rules_allows_everything(feeds: WebFeeds, site: NewsSite, status: int) -> None:
    site.serve("/robots.txt", "Disallow: /", status=status)
    assert (await feeds.find(site.feed("/feed", "Kabar", [ITEM]))).title == "Kabar"


async def test_rules_that_are_too_long_forbid_everything(feeds: WebFeeds, site: NewsSite) -> None:
    site.serve("/robots.txt", "#" * (politeness.MAX_ROBOTS_BYTES + 1), "text/plain")
    assert isinstance(await error_of(feeds, site.feed("/feed", "Kabar", [ITEM])), PageUnavailable)


async def test_requests_to_one_host_pause_and_others_do_not(
    site: NewsSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(max(seconds, 0.0), 3))

    monkeypatch.setattr(politeness, "asyncio", _Asyncio(sleep))
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    polite = Politeness(PublicWeb(is_loopback_allowed=True), 1.0, clock_s=lambda: 100.0)
    for _ in range(2):
        await polite.wait(f"{site.url}/a")
    async with NewsSite() as other:
        for _ in range(2):
            await polite.wait(f"{other.url}/b")
    assert slept == [0.0, 7.0, 0.0, 1.0]


async def test_rules_of_few_hosts_are_remembered(site: NewsSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "MOST_HOSTS", 1)
    polite = Politeness(PublicWeb(is_loopback_allowed=True), 0.0)
    async with NewsSite() as other:
        for url in (site.url, other.url, site.url):
            await polite.wait(url)
    assert site.count("/robots.txt") == 2


class _Asyncio:
    """The module ``asyncio`` with another ``sleep``."""

    def __init__(self, sleep: Any) -> None:
        self.sleep = sleep

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)
