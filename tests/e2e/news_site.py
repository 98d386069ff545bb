"""A web site on loopback for tests: feeds that change, pages, and servers that misbehave.

async with NewsSite() as site:
    site.feed("/feed", "Kabar", [Item("1", "Pasar dibuka", "Pasar Melati dibuka lagi kemarin. …")])
    site.url + "/feed"
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Item:
    """An entry of a feed. ``text`` has paragraphs separated by blank lines, ``more`` is XML inside the
    entry."""

    guid: str
    title: str
    text: str = ""
    link: str = ""
    published_at: datetime | None = None
    summary: str = ""
    more: str = ""


@dataclass
class NewsSite:
    """A scripted web site. ``requests`` has the path and the headers of each request in order of arrival.

    ``statuses`` counts the responses by path and status.
    """

    address: str = "127.0.0.1"
    port: int = 0
    url: str = ""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    statuses: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    _handlers: dict[str, Handler] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._closed = asyncio.Event()
        self._arrived = asyncio.Condition()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.address, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed.set()
        await self._runner.cleanup()

    def serve(
        self, path: str, body: str | bytes, content_type: str = "text/html", *, status: int = 200
    ) -> str:
        """Answer ``path`` with this content from now on. Returns its address.

        A request with the entity tag of the content is answered 304.
        """
        data = body.encode() if isinstance(body, str) else body
        tag = f'"{sha256(data).hexdigest()[:16]}"'

        async def reply(request: web.Request) -> web.StreamResponse:
            if request.headers.get("If-None-Match") == tag and status == 200:
                return web.Response(status=304, headers={"ETag": tag})
            headers = {"ETag": tag, "Content-Type": content_type}
            return web.Response(body=data, status=status, headers=headers)

        self._handlers[path] = reply
        return self.url + path

    def feed(self, path: str, title: str, items: Sequence[Item]) -> str:
        """Answer ``path`` with an RSS feed of these items. Returns its address."""
        return self.serve(path, rss(title, items, self.url), "application/rss+xml")

    def page(self, path: str, title: str, text: str) -> str:
        """Answer ``path`` with a page that has an article. Returns its address."""
        return self.serve(path, article_page(title, text))

    def handle(self, path: str, handler: Handler) -> str:
        """Let ``handler`` answer ``path``. Returns its address."""
        self._handlers[path] = handler
        return self.url + path

    def hang(self, path: str) -> str:
        """Never answer ``path``. Returns its address."""

        async def wait(_: web.Request) -> web.StreamResponse:
            await self._closed.wait()
            return web.Response()

        return self.handle(path, wait)

    def redirect(self, path: str, place: str) -> str:
        """Redirect ``path`` to ``place``. Returns its address."""

        async def reply(_: web.Request) -> web.StreamResponse:
            return web.Response(status=302, headers={"Location": place})

        return self.handle(path, reply)

    async def asked(self, path: str, times: int = 1) -> None:
        """Wait until ``path`` was requested ``times`` times."""
        async with asyncio.timeout(120.0), self._arrived:
            await self._arrived.wait_for(lambda: self.count(path) >= times)

    def count(self, path: str) -> int:
        """How often ``path`` was requested."""
        return sum(each == path for each, _ in self.requests)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path_qs
        self.requests.append((path, dict(request.headers)))
        async with self._arrived:
            self._arrived.notify_all()
        handler = self._handlers.get(path)
        response = web.Response(status=404) if handler is None else await handler(request)
        self.statuses[path, response.status] += 1
        return response


def rss(title: str, items: Sequence[Item], site: str = "https://kabar.example") -> str:
    """An RSS feed with the whole text of each item that has one, and with the summary of others."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:nar="http://iptc.org/std/nar/2006-10-01/">'
        f"<channel><title>{escape(title)}</title><link>{site}</link>"
        f"{''.join(map(_entry, items))}</channel></rss>"
    )


def _entry(item: Item) -> str:
    date = format_datetime(item.published_at or datetime.now(UTC))
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in item.text.split("\n\n") if part)
    content = f"<content:encoded>{escape(paragraphs)}</content:encoded>" if paragraphs else ""
    link = f"<link>{escape(item.link)}</link>" if item.link else ""
    return (
        f'<item><title>{escape(item.title)}</title><guid isPermaLink="false">{escape(item.guid)}</guid>{link}'
        f"<pubDate>{date}</pubDate><description>{escape(item.summary)}</description>{content}{item.more}</item>"
    )


def article_page(title: str, text: str) -> str:
    """A page as a newspaper makes it, with an article between a menu and a footer."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    return (
        f"<!DOCTYPE html><html lang='id'><head><title>{escape(title)}</title>"
        f"<meta property='og:title' content='{escape(title)}'></head><body><nav><a href='/'>Beranda</a></nav>"
        f"<article><h1>{escape(title)}</h1>{paragraphs}</article><footer>Hak cipta</footer></body></html>"
    )
