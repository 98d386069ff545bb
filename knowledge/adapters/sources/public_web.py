"""Sends requests to public web servers only, and reads their responses within a limit of size.

The host name is resolved once, all its addresses are checked, and the connection is opened to a checked
address, so that a name that resolves differently a moment later (DNS rebinding) cannot bypass the check. Each
redirect is checked in the same way.
"""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from knowledge.adapters.sources.public_addresses import LONGEST_LINK, check_host, check_port, is_allowed
from knowledge.errors import PageUnavailable, UnusableLink

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 20.0
"""Limit of one fetch, including all redirects and the whole body. Callers apply it."""

MOST_REDIRECTS = 5
MOST_ADDRESSES = 4
"""How many addresses of one host name are tried."""

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""From a host name and a port to IP addresses. Raises OSError for an unknown name."""

_HEADERS = {"Accept-Language": "id, en;q=0.8, *;q=0.5", "Accept-Encoding": "gzip, identity"}


class BodyTooLarge(Exception):
    """A response is larger than the limit, as transferred or after decompression."""


async def resolve(host: str, port: int) -> list[str]:
    """Returns the IP addresses of a host as the operating system resolves them, without duplicates."""
    infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in infos))


class PublicWeb:
    """A web client. Safe to use from many tasks at once."""

    def __init__(self, *, is_loopback_allowed: bool = False, resolve: Resolve = resolve) -> None:
        """Set ``is_loopback_allowed`` only in tests, whose web server is on this machine."""
        self._is_loopback_allowed = is_loopback_allowed
        self._resolve = resolve

    @asynccontextmanager
    async def get(
        self, link: str, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[httpx.Response, httpx.URL]]:
        """Follows redirects; yields the response, whose body is not read yet, and its address.

        Raises :class:`~knowledge.errors.UnusableLink` and :class:`~knowledge.errors.PageUnavailable`, also if
        the connection breaks inside the ``async with`` block.
        """
        import httpx

        # Ignore proxies and .netrc of the environment: a proxy would open the connection unchecked.
        async with httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            timeout=TIMEOUT_S,
            verify=_trusted_certificates(),
            # Never reuse a connection: two names may share an address, and a connection whose certificate
            # was checked for one name must not serve the other.
            limits=httpx.Limits(max_keepalive_connections=0),
        ) as client:
            for _ in range(MOST_REDIRECTS + 1):
                url = parsed_link(link)
                response = await self._get(client, url, headers)
                try:
                    if not response.has_redirect_location:
                        yield response, url
                        return
                    link = str(url.join(response.headers["location"]))
                except httpx.InvalidURL:
                    raise UnusableLink("The page redirects to an invalid address; try another.") from None
                except httpx.HTTPError:
                    raise PageUnavailable("The page was cut off during transfer; try again later.") from None
                finally:
                    await response.aclose()
        raise UnusableLink(f"The link redirects more than {MOST_REDIRECTS} times; send the last address.")

    async def _get(
        self, client: httpx.AsyncClient, url: httpx.URL, headers: Mapping[str, str]
    ) -> httpx.Response:
        import httpx

        host = url.raw_host.decode("ascii").strip("[]")
        check_host(host)
        check_port(url.port, is_loopback_allowed=self._is_loopback_allowed)
        for address in await self._addresses(host, url.port or (443 if url.scheme == "https" else 80)):
            request = client.build_request(
                "GET",
                url.copy_with(host=address, fragment=None),
                headers={**_HEADERS, **headers, "Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": host},
            )
            try:
                return await client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
            except httpx.HTTPError:
                break
        raise PageUnavailable(f"{shown(host)} does not answer; check the link, or try again later.")

    async def _addresses(self, host: str, port: int) -> list[str]:
        """Returns addresses of the host. Raises :class:`UnusableLink` unless all of them are allowed."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise UnusableLink(f"There is no server called {shown(host)}; check the link.")
        # A name with a public and a private address is refused as a whole: honest sites have no such name.
        if not all(
            is_allowed(address, is_loopback_allowed=self._is_loopback_allowed) for address in addresses
        ):
            raise UnusableLink(
                f"{shown(host)} is in a private network; Kutip only fetches pages from public ones."
            )
        return addresses[:MOST_ADDRESSES]


@functools.cache
def _trusted_certificates() -> ssl.SSLContext:
    """The certificate authorities of this machine. Loading them takes 30 ms, so every request shares them."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)


def parsed_link(link: str) -> httpx.URL:
    """Parses a web address. Raises :class:`UnusableLink` for what is none, or holds a password."""
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


def check_status(response: httpx.Response, url: httpx.URL) -> None:
    """Raises :class:`PageUnavailable` if the server is busy, and :class:`UnusableLink` if it refuses."""
    status = response.status_code
    if status == 429 or status >= 500:
        raise PageUnavailable(f"{shown(url.host)} is busy or out of order ({status}); try again later.")
    if status in {401, 402, 403, 407, 451}:
        raise UnusableLink(f"{shown(url.host)} does not show this page to Kutip ({status}); add its text.")
    if status != 200:
        raise UnusableLink(f"{shown(url.host)} has no such page ({status}); check the link.")


async def read_body(response: httpx.Response, most_bytes: int) -> bytes:
    """Reads at most ``most_bytes``, counted both compressed and decompressed.

    Decompresses here, because httpx would decompress a response of any size. Raises :class:`BodyTooLarge`.
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
            room_bytes = most_bytes + 1 - len(body)
            body += decompressor.decompress(piece, room_bytes) if decompressor else piece
        except zlib.error:
            raise PageUnavailable("The page is damaged; try again later.") from None
        if max(received_bytes, len(body)) > most_bytes:
            raise BodyTooLarge
    return bytes(body)


def shown(text: str) -> str:
    """A host name or an address for an error message, cut if it is long."""
    return text if len(text) <= 100 else f"{text[:99]}…"
