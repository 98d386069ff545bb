"""Polls for updates: stores them before the next poll confirms them, and ends when polling cannot go on."""

from __future__ import annotations

import asyncio
import functools
import logging
import ssl
import time
from collections.abc import Callable
from typing import Any

import httpx
from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.delivery.inbox import Inbox
from bot.telegram.delivery.reliable_sender import ReliableSender

log = logging.getLogger(__name__)

REJECTED = (
    "TELEGRAM_BOT_TOKEN was rejected by the Bot API server: it expects the token that @BotFather shows for "
    "this bot (and TELEGRAM_API_URL, if set, the root of a Bot API server)."
)
ANOTHER_PROCESS = (
    "Another process is answering with this TELEGRAM_BOT_TOKEN; stop that one first, or give this one the "
    "token of another bot."
)
WEBHOOK = (
    "Another program has set a webhook for this TELEGRAM_BOT_TOKEN, so Telegram delivers the messages there; "
    "stop that program, or give this one the token of another bot."
)

YOUNG_FOR_S = 30.0
"""A process that has polled for longer than this never gives up because of conflicts."""

LEAST_CONFLICTS = 2
"""Conflicts that a process meets while its predecessor is just ending, and tolerates at any age."""

SECONDS_PER_CONFLICT = 0.4
"""Seconds of age for which a process tolerates one conflict more. Two processes meet about the same number of
conflicts, so the older one outlasts the other if it started at least a second earlier."""

CONFLICT_PAUSE_S = 1.0
"""Seconds until the next poll after a conflict."""


UPDATES_PER_POLL = 25
"""Most updates of one poll. Telegram allows 100, but parsing these blocks the event loop for 50 ms."""

CONNECTIONS = 24
"""Size of the connection pool. Each call scans all open connections, so a pool of 200 makes calls slow; this
one suffices for ten times the messages a second that Telegram accepts from a bot."""

POOL_TIMEOUT_S = 30.0
"""Seconds to wait for a free connection. The library's default of one second is too short under load; waiting
is safe, since the call has not been sent yet."""


class ConflictCounter:
    """Decides whether this process gives up because another one polls with the same token.

    Both processes get conflicts. The number that a process tolerates grows with its age at the first
    conflict, and is unlimited from ``YOUNG_FOR_S`` on, so the newer process gives up first. Times are in
    seconds of a monotonic clock.

    >>> newer = ConflictCounter(now_s=100.0)
    >>> [newer.must_give_up(now_s) for now_s in (101.0, 103.0, 105.0, 107.0)]
    [False, False, False, True]
    >>> older = ConflictCounter(now_s=50.0)
    >>> any(older.must_give_up(now_s) for now_s in range(100, 200))
    False
    """

    def __init__(self, now_s: float) -> None:
        self._started_s = now_s
        self._age_s: float | None = None
        self._conflicts = 0

    def must_give_up(self, now_s: float) -> bool:
        """Count a conflict. Returns whether this process must stop polling."""
        if self._age_s is None:
            self._age_s = now_s - self._started_s
        self._conflicts += 1
        tolerated = LEAST_CONFLICTS + int(self._age_s / SECONDS_PER_CONFLICT)
        return self._age_s < YOUNG_FOR_S and self._conflicts >= tolerated


@functools.cache
def _trusted_certificates() -> ssl.SSLContext:
    """The certificate authorities of this machine. Loading them takes 30 ms, so every client shares them."""
    return httpx.create_ssl_context()


class UpdatesRequest(HTTPXRequest):
    """An HTTP client that reduces each update that the library cannot parse to its id.

    With an unparsable update, the library's poll would fail and fetch the same updates again, endlessly, and
    no later update would arrive.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse a reply of the server. Overrides the method that the library calls."""
        data: dict[str, Any] = HTTPXRequest.parse_json_payload(payload)
        result = data.get("result")
        if isinstance(result, list):
            data["result"] = [
                update if _can_be_parsed(update) else {"update_id": update["update_id"]} for update in result
            ]
        return data


def _can_be_parsed(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(dict(update))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        # Leave out the text of the error: it may quote a message.
        log.error("Update %s cannot be read (%s).", update.get("update_id"), type(error).__name__)
        return False
    return True


class PollingBot(ExtBot[int]):
    """A bot that stores updates as it polls them.

    ``ended`` is set when polling cannot go on; ``reason`` is then one sentence for the person who runs the
    bot.
    """

    def __init__(
        self,
        token: str,
        api_url: str,
        sender: ReliableSender,
        inbox: Inbox,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=HTTPXRequest(
                connection_pool_size=CONNECTIONS,
                pool_timeout=POOL_TIMEOUT_S,
                httpx_kwargs={"verify": _trusted_certificates()},
            ),
            get_updates_request=UpdatesRequest(httpx_kwargs={"verify": _trusted_certificates()}),
            rate_limiter=sender,
        )
        self._inbox = inbox
        self._clock_s = clock_s
        self._conflicts: ConflictCounter | None = None
        self._ended = asyncio.Event()
        self._reason = ""
        self._is_stopping = False

    @property
    def ended(self) -> asyncio.Event:
        """An event that is set when polling cannot go on."""
        return self._ended

    @property
    def reason(self) -> str:
        """Why polling cannot go on, as one sentence; ``""`` until then."""
        return self._reason

    def stop_taking(self) -> None:
        """Accept no more updates. The last poll then only confirms the updates that were stored; its failure
        is only logged."""
        self._is_stopping = True

    async def unhandled(self) -> list[Update]:
        """The updates that the last process left, in order. Handle them before those that are polled."""
        return await self._inbox.open(self)

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        """Poll once and store what came. Overrides the method that the library's updater calls."""
        if self._conflicts is None:
            self._conflicts = ConflictCounter(self._clock_s())
        try:
            updates = await super().get_updates(*args, **{"limit": UPDATES_PER_POLL, **options})
        except InvalidToken:
            self._end(REJECTED)
            raise
        except Conflict as error:
            if self._is_stopping:
                return ()
            if "webhook" in error.message.lower():
                self._end(WEBHOOK)
            elif self._conflicts.must_give_up(self._clock_s()):
                self._end(ANOTHER_PROCESS)
            else:
                # Do not raise: the library would wait longer after each conflict, up to half a minute after
                # the other process has ended.
                log.warning("Another process polls for the messages of this bot.")
                await asyncio.sleep(CONFLICT_PAUSE_S)
                return ()
            raise
        except TelegramError as error:
            if not self._is_stopping:
                raise
            log.warning("The last updates could not be confirmed (%s).", type(error).__name__)
            return ()
        if self._is_stopping:
            return ()
        await self._inbox.save(self, updates)
        return updates

    def _end(self, reason: str) -> None:
        self._reason = reason
        self._ended.set()
