"""Fetches the page at a web address, from public addresses only, within limits of size and time.

The host name is resolved once, all its addresses are checked, and the connection is opened to a checked
address, so that a name that resolves differently a moment later (DNS rebinding) cannot bypass the check. Each
redirect is checked in the same way.
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from knowledge.adapters.sources.public_addresses import (
    LONGEST_LINK,
    check_host,
    check_port,
    is_allowed,
)
from knowledge.adapters.sources.uploads import parsed_document, text_document
from knowledge.errors import PageUnavailable, UnreadableArticle, UnusableLink
from knowledge.ports import RawDocument

if TYPE_CHECKING:
    import httpx

MAX_BODY_BYTES = 10 * 1024 * 1024
"""Limit of a response, both as transferred and after decompression."""

TIMEOUT_S = 20.0
"""Limit of one fetch, including all redirects and the whole body."""

MOST_REDIRECTS = 5
MOST_ADDRESSES = 4
"""How many addresses of one host name are tried."""

PageKind = Literal["text", "html", "pdf", "docx"]

KINDS: dict[str, PageKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_HEADERS = {
    "User-Agent": "Kutip (news archive; fetches a page when an editor asks for it)",
    "Accept": ", ".join(KINDS),
    "Accept-Language": "id, en;q=0.8, *;q=0.5",
    "Accept-Encoding": "gzip, identity",
}

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""From a host name and a port to IP addresses. Raises OSError for an unknown name."""


async def resolve(host: str, port: int) -> list[str]:
    """Returns the IP addresses of a host as the operating system resolves them, without duplicates."""
    infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in infos))


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    kind: PageKind
    charset: str | None
    body: bytes


class WebPages:
    """Fetches pages as raw documents. Safe to call from many tasks at once; never blocks the event loop."""

    def __init__(self, *, is_loopback_allowed: bool = False, resolve: Resolve = resolve) -> None:
        """Set ``is_loopback_allowed`` only in tests, whose web server is on this machine."""
        self._is_loopback_allowed = is_loopback_allowed
        self._resolve = resolve

    async def fetch(self, url: str) -> RawDocument:
        """Implements :meth:`knowledge.ports.ArticleSources.fetch`."""
        try:
            async with asyncio.timeout(TIMEOUT_S):
                page = await self._follow(url)
        except TimeoutError:
            raise PageUnavailable(
                f"The page did not come within {TIMEOUT_S:.0f} seconds; try again later."
            ) from None
        return await asyncio.to_thread(_document, page)

    async def _follow(self, link: str) -> _Page:
        import httpx

        # Ignore proxies and .netrc of the environment: a proxy would open the connection unchecked.
        async with httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            timeout=TIMEOUT_S,
            # Never reuse a connection: two names may share an address, and a connection whose certificate
            # was checked for one name must not serve the other.
            limits=httpx.Limits(max_keepalive_connections=0),
        ) as client:
            for _ in range(MOST_REDIRECTS + 1):
                url = _parsed(link)
                response = await self._get(client, url)
                try:
                    if not response.has_redirect_location:
                        return await _page(response, url)
                    link = str(url.join(response.headers["location"]))
                except httpx.InvalidURL:
                    raise UnusableLink("The page redirects to an invalid address; try another.") from None
                except httpx.HTTPError:
                    raise PageUnavailable("The page was cut off during transfer; try again later.") from None
                finally:
                    await response.aclose()
        raise UnusableLink(f"The link redirects more than {MOST_REDIRECTS} times; send the last address.")

    async def _get(self, client: httpx.AsyncClient, url: httpx.URL) -> httpx.Response:
        import httpx

        host = url.raw_host.decode("ascii").strip("[]")
        check_host(host)
        check_port(url.port, is_loopback_allowed=self._is_loopback_allowed)
        for address in await self._addresses(host, url.port or (443 if url.scheme == "https" else 80)):
            request = client.build_request(
                "GET",
                url.copy_with(host=address, fragment=None),
                headers={**_HEADERS, "Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": host},
            )
            try:
                return await client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
            except httpx.HTTPError:
                break
        raise PageUnavailable(f"{_shown(host)} does not answer; check the link, or try again later.")

    async def _addresses(self, host: str, port: int) -> list[str]:
        """Returns addresses of the host. Raises :class:`UnusableLink` unless all of them are allowed."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise UnusableLink(f"There is no server called {_shown(host)}; check the link.")
        # A name with a public and a private address is refused as a whole: honest sites have no such name.
        if not all(
            is_allowed(address, is_loopback_allowed=self._is_loopback_allowed) for address in addresses
        ):
            raise UnusableLink(
                f"{_shown(host)} is in a private network; Kutip only fetches pages from public ones."
            )
        return addresses[:MOST_ADDRESSES]


def _parsed(link: str) -> httpx.URL:
    import httpx

    if len(link) > LONGEST_LINK:
        raise UnusableLink(f"The link is longer than {LONGEST_LINK} characters; send a shorter one.")
    try:
        url = httpx.URL(link.strip())
        host = url.host
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise UnusableLink("The link cannot be read; send the address as the browser shows it.") from None
    if url.scheme not in {"http", "https"} or not host:
        raise UnusableLink("The link does not begin with https:// or http://; send the address of a page.")
    if url.userinfo:
        raise UnusableLink("The link holds a user name or a password; send it without them.")
    return url


async def _page(response: httpx.Response, url: httpx.URL) -> _Page:
    status = response.status_code
    if status == 429 or status >= 500:
        raise PageUnavailable(f"{_shown(url.host)} is busy or out of order ({status}); try again later.")
    if status in {401, 402, 403, 407, 451}:
        raise UnusableLink(f"{_shown(url.host)} does not show this page to Kutip ({status}); add its text.")
    if status != 200:
        raise UnusableLink(f"{_shown(url.host)} has no such page ({status}); check the link.")
    media_type, _, parameters = response.headers.get("content-type", "").partition(";")
    kind = KINDS.get(media_type.strip().lower())
    if kind is None:
        raise UnusableLink("The link leads to no page, text, PDF or Word document; add the article as text.")
    _, _, charset = parameters.lower().partition("charset=")
    address = str(url.copy_with(fragment=None))
    return _Page(address, kind, charset.partition(";")[0].strip(" \"'") or None, await _body(response))


async def _body(response: httpx.Response) -> bytes:
    """Reads at most :data:`MAX_BODY_BYTES`, counted both compressed and decompressed.

    Decompresses here, because httpx would decompress a response of any size.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip"}:
        raise PageUnavailable("The page is compressed in a way that Kutip did not ask for; try again later.")
    decompressor = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    received_bytes = 0
    async for piece in response.aiter_raw():
        received_bytes += len(piece)
        try:
            room_bytes = MAX_BODY_BYTES + 1 - len(body)
            body += decompressor.decompress(piece, room_bytes) if decompressor else piece
        except zlib.error:
            raise PageUnavailable("The page is damaged; try again later.") from None
        if max(received_bytes, len(body)) > MAX_BODY_BYTES:
            limit = MAX_BODY_BYTES // 1024 // 1024
            raise UnusableLink(f"The page has more than {limit} MB; add the article as text.")
    return bytes(body)


def _document(page: _Page) -> RawDocument:
    """Raises :class:`UnreadableArticle`, which calls the page by its address."""
    name = _shown(page.url)
    body = page.body
    if page.kind in {"html", "text"} and page.charset is not None:
        try:
            body = body.decode(page.charset, "replace").encode()
        except (LookupError, UnicodeError):
            body = page.body
    if not body:
        raise UnreadableArticle(f"{name} is empty; check the link.")
    if page.kind == "text":
        return replace(text_document(body, name), url=page.url)
    return parsed_document(body, page.kind, name, url=page.url)


def _shown(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"
