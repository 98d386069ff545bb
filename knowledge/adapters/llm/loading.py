"""Waits for a server that loads the model when it is first asked, without asking it a second time.

Ollama answers nothing until the model is loaded, and stops loading it if the client hangs up. llama.cpp and
others answer at once that they are loading. Both take minutes for a large model.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator, Coroutine
from typing import Any

from knowledge.adapters.llm.errors import Subject, diagnose, perhaps_loading

log = logging.getLogger(__name__)

STAYS_LOADED_S = 240.0
"""A server that answered more recently still has the model loaded: Ollama unloads it after five minutes."""


class Loading:
    """Whether the server of one model is loading it. While that is likely, one request at a time is open."""

    def __init__(self, subject: Subject, *, is_possible: bool, timeout_s: float) -> None:
        """``is_possible`` is False for a provider that has its models loaded always."""
        self._subject = subject
        self._is_possible = is_possible
        self._timeout_s = timeout_s
        self._answered_at: float | None = None
        self._pending: asyncio.Task[Any] | None = None
        """The request that waits for the model, perhaps in the background."""

    @property
    def is_likely(self) -> bool:
        """Whether a server that is silent may be loading the model."""
        if not self._is_possible:
            return False
        return self._answered_at is None or time.monotonic() - self._answered_at > STAYS_LOADED_S

    @property
    def _is_pending(self) -> bool:
        return self._pending is not None and not self._pending.done()

    def answered(self) -> None:
        """Record that the server answered: the model is loaded."""
        self._answered_at = time.monotonic()

    async def ended(self, deadline: float) -> None:
        """Wait until no other request waits for the model. Raises a failure at the deadline (monotonic)."""
        while self._pending is not None and self._is_pending:
            done, _ = await asyncio.wait({self._pending}, timeout=max(0.0, deadline - time.monotonic()))
            if not done:
                raise perhaps_loading(self._subject)

    def begin(self, request: Coroutine[Any, Any, None]) -> None:
        """Let ``request``, which ends when the model is loaded, run in the background."""
        if self._is_pending:
            request.close()
        else:
            self._pending = asyncio.create_task(self._run(request))

    def watch(self, first: asyncio.Task[Any]) -> None:
        """Let other requests wait for ``first``, which waits for the first chunk of a reply."""
        if self.is_likely and not self._is_pending:
            self._pending = first

    def hand_over(self, chunks: AsyncGenerator[Any, None], first: asyncio.Task[Any]) -> bool:
        """Keep a request that got no answer in time open in the background, so that loading goes on.

        Returns False if the server is not loading: then the caller closes the request.
        """
        if self._pending is not first or not self.is_likely:
            return False
        self._pending = asyncio.create_task(self._run(_wait(chunks, first)))
        return True

    async def close(self) -> None:
        """Stop waiting in the background."""
        if self._pending is not None:
            await asyncio.sleep(0)  # a task that is cancelled before its first step leaves its request open
            self._pending.cancel()
            await asyncio.gather(self._pending, return_exceptions=True)

    async def _run(self, request: Coroutine[Any, Any, None]) -> None:
        try:
            async with asyncio.timeout(self._timeout_s):
                await request
            self.answered()
            log.info("the model %s is loaded", self._subject.name)
        except TimeoutError:
            log.warning("%s", perhaps_loading(self._subject).error)
        except Exception as error:
            log.warning("%s", diagnose(error, self._subject).error)


async def _wait(chunks: AsyncGenerator[Any, None], first: asyncio.Task[Any]) -> None:
    try:
        with contextlib.suppress(StopAsyncIteration):
            await first
    finally:
        await close_quietly(chunks)


async def close_quietly(chunks: AsyncGenerator[Any, None]) -> None:
    """Close a stream; an error of closing tells less than that of the stream itself."""
    with contextlib.suppress(Exception):
        await chunks.aclose()
