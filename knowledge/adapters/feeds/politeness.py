"""Decides when and whether a host may be asked: as its ``robots.txt`` says, and not too often."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

from knowledge.adapters.sources.public_web import (
    TIMEOUT_S,
    BodyTooLarge,
    PublicWeb,
    parsed_link,
    read_body,
    shown,
)
from knowledge.errors import PageUnavailable, UnusableLink

PRODUCT = "Kutip"
"""The name by which a ``robots.txt`` addresses Kutip."""

HEADERS = {"User-Agent": f"{PRODUCT} (news archive; follows feeds that a newsroom has chosen)"}

MAX_ROBOTS_BYTES = 500 * 1024
"""What RFC 9309 asks a crawler to read at least. Of a longer file the rules are unknown, so nothing is
fetched."""

ROBOTS_FOR_S = 24 * 3600.0
"""How long rules hold, as RFC 9309 advises."""

RETRY_ROBOTS_S = 300.0
"""How long a host is left alone after its rules could not be fetched."""

LONGEST_PAUSE_S = 30.0
"""The longest pause that is granted to a ``Crawl-delay``. A feed is polled far less often."""

MOST_HOSTS = 2_000


@dataclass(slots=True)
class _Host:
    """``rules`` is None while the host's ``robots.txt`` is out of reach, and ``problem`` says why, in one
    sentence. Times are of a monotonic clock."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: RobotFileParser | None = None
    problem: str = ""
    rules_until_s: float = 0.0
    free_at_s: float = 0.0


class Politeness:
    """Call :meth:`wait` before each request to a host. Safe to use from many tasks at once."""

    def __init__(self, web: PublicWeb, pause_s: float, clock_s: Callable[[], float] = time.monotonic) -> None:
        """``pause_s`` is the least time between two requests to one host."""
        self._web = web
        self._pause_s = pause_s
        self._clock_s = clock_s
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    async def wait(self, link: str) -> None:
        """Returns when the page may be fetched.

        Raises :class:`UnusableLink` if ``robots.txt`` forbids it, and :class:`PageUnavailable` if the server
        does not say.
        """
        url = parsed_link(link)
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        host = self._hosts.setdefault(origin, _Host())
        self._hosts.move_to_end(origin)
        while len(self._hosts) > MOST_HOSTS:
            self._hosts.popitem(last=False)
        async with host.lock:
            if host.rules_until_s <= self._clock_s():
                await self._learn(host, origin)
        if host.rules is None:
            raise PageUnavailable(host.problem)
        if not host.rules.can_fetch(PRODUCT, str(url)):
            raise UnusableLink(f"{shown(url.host)} does not allow Kutip to fetch this page (robots.txt).")
        delay_s = float(host.rules.crawl_delay(PRODUCT) or 0.0)
        async with host.turn:
            await asyncio.sleep(host.free_at_s - self._clock_s())
            host.free_at_s = self._clock_s() + max(self._pause_s, min(delay_s, LONGEST_PAUSE_S))

    async def _learn(self, host: _Host, origin: str) -> None:
        """Fetch the rules. Without a ``robots.txt`` everything is allowed."""
        rules = RobotFileParser()
        try:
            async with (
                asyncio.timeout(TIMEOUT_S),
                self._web.get(f"{origin}/robots.txt", HEADERS) as (response, _),
            ):
                if response.status_code >= 500 or response.status_code == 429:
                    raise PageUnavailable(
                        f"The server is busy or out of order ({response.status_code}); try again later."
                    )
                body = await read_body(response, MAX_ROBOTS_BYTES) if response.status_code == 200 else b""
            rules.parse(body.decode("utf-8", "replace").splitlines())
        except (PageUnavailable, BodyTooLarge, TimeoutError) as error:
            host.problem = str(error) or f"{shown(origin)} does not say what may be fetched; try again later."
            host.rules, host.rules_until_s = None, self._clock_s() + RETRY_ROBOTS_S
            return
        host.rules, host.rules_until_s = rules, self._clock_s() + ROBOTS_FOR_S
