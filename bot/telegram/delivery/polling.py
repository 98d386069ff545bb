"""The bot that polls: keeps what it gets before it asks for more, and knows when it must not go on."""

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
"""Who has polled for longer was there first, and stays."""

LEAST_CONFLICTS = 2
"""As many come from a process that is just ending."""

SECONDS_A_CONFLICT = 0.4
"""Of age, for one conflict more. Both processes meet as many of them, and one at the very end; so the first
stays when it is a second older."""

CONFLICT_PAUSE_S = 1.0


UPDATES_A_POLL = 25
"""Telegram gives up to 100; to read those takes 50 ms, in which nobody else is served."""

CONNECTIONS = 24
"""Each call looks at every connection that is open, so 200 of them make it slow; and they suffice for ten
times what Telegram takes from a bot in a second."""

CONNECTION_PATIENCE_S = 30.0
"""A call that waits for a connection was not sent. The library gives up after a second."""


class Standoff:
    """Of two processes with one token, finds that it is the second. Each gets conflicts as the other polls.

    The second meets the first of them about a second after its start; the first one when it is older, so it
    is given more of them, and beyond some age any number.

    >>> second = Standoff(now_s=100.0)
    >>> [second.is_lost(now_s) for now_s in (101.0, 103.0, 105.0, 107.0)]
    [False, False, False, True]
    >>> first = Standoff(now_s=50.0)
    >>> any(first.is_lost(now_s) for now_s in range(100, 200))
    False
    """

    def __init__(self, now_s: float) -> None:
        self._began_s = now_s
        self._age_s: float | None = None
        self._conflicts = 0

    def is_lost(self, now_s: float) -> bool:
        """Another conflict: whether this process is the one that stops."""
        if self._age_s is None:
            self._age_s = now_s - self._began_s
        self._conflicts += 1
        allowed = LEAST_CONFLICTS + int(self._age_s / SECONDS_A_CONFLICT)
        return self._age_s < YOUNG_FOR_S and self._conflicts >= allowed


@functools.cache
def _trusted_certificates() -> ssl.SSLContext:
    """The certificate authorities of this machine. Loading them takes 30 ms, so every client shares them."""
    return httpx.create_ssl_context()


class UpdatesRequest(HTTPXRequest):
    """Leaves an update that the library cannot read bare: else it would be asked for again without end, and
    with it everything behind it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        data: dict[str, Any] = HTTPXRequest.parse_json_payload(payload)
        result = data.get("result")
        if isinstance(result, list):
            data["result"] = [one if _can_be_read(one) else {"update_id": one["update_id"]} for one in result]
        return data


def _can_be_read(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(dict(update))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        # Not the error's text: it may quote what was written.
        log.error("Update %s cannot be read (%s).", update.get("update_id"), type(error).__name__)
        return False
    return True


class PollingBot(ExtBot[int]):
    """``ended`` is set when polling must end, with ``reason`` as one sentence for people."""

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
                pool_timeout=CONNECTION_PATIENCE_S,
                httpx_kwargs={"verify": _trusted_certificates()},
            ),
            get_updates_request=UpdatesRequest(httpx_kwargs={"verify": _trusted_certificates()}),
            rate_limiter=sender,
        )
        self._inbox = inbox
        self._clock_s = clock_s
        self._standoff: Standoff | None = None
        self._ended = asyncio.Event()
        self._reason = ""
        self._is_stopping = False

    @property
    def ended(self) -> asyncio.Event:
        return self._ended

    @property
    def reason(self) -> str:
        return self._reason

    def stop_taking(self) -> None:
        """From now on a poll only confirms what was taken; its failure is no more than a line in the log."""
        self._is_stopping = True

    async def unhandled(self) -> list[Update]:
        """What the last process left, in order; to be handled before anything that is polled."""
        return await self._inbox.open(self)

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        if self._standoff is None:
            self._standoff = Standoff(self._clock_s())
        try:
            updates = await super().get_updates(*args, **{"limit": UPDATES_A_POLL, **options})
        except InvalidToken:
            self._end(REJECTED)
            raise
        except Conflict as error:
            if self._is_stopping:
                return ()
            if "webhook" in error.message.lower():
                self._end(WEBHOOK)
            elif self._standoff.is_lost(self._clock_s()):
                self._end(ANOTHER_PROCESS)
            else:
                # Raised, it would make the library wait longer each time, up to half a minute after the
                # other process has gone.
                log.warning("Somebody else asks for the messages of this bot.")
                await asyncio.sleep(CONFLICT_PAUSE_S)
                return ()
            raise
        except TelegramError as error:
            if not self._is_stopping:
                raise
            log.warning("What was taken last could not be confirmed (%s).", type(error).__name__)
            return ()
        if self._is_stopping:
            return ()
        await self._inbox.save(self, updates)
        return updates

    def _end(self, reason: str) -> None:
        self._reason = reason
        self._ended.set()
