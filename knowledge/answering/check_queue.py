"""Decides the statements of a streamed reply in their order, with few calls of the model that checks them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Self

from knowledge.answering.statement_checker import Claim, Judgement
from knowledge.verification import Ruling

MOST_A_CALL = 8
"""Statements that a model is asked about at once. An answer rarely has more; small models lose count of
longer lists."""

Ask = Callable[[Sequence[Claim]], Awaitable[Sequence[Ruling | None]]]
"""Asks a model about claims, at least one; returns its rulings in their order."""
Settle = Callable[[Judgement], Awaitable[None]]
"""Receives each decided judgement."""


class CheckQueue:
    """Settles judgements in the order in which they are put, beside the task that puts them.

    While one call of ``ask`` is in flight further judgements gather; the next call takes them together.
    Use it with ``async with``: leaving the block before :meth:`finish` cancels the call in flight and drops
    what is not settled.
    """

    def __init__(self, ask: Ask, settle: Settle) -> None:
        """An exception of ``ask`` or ``settle`` ends the queue; :meth:`put` or :meth:`finish` raises it."""
        self._ask = ask
        self._settle = settle
        self._waiting: deque[Judgement] = deque()
        self._changed = asyncio.Event()
        self._is_last = False

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.exception()  # asyncio logs an exception that nobody looks at

    def put(self, judgement: Judgement) -> None:
        """Add a judgement. Returns at once; raises the exception that ended the queue, if one did."""
        if self._task.done():
            self._task.result()
        self._waiting.append(judgement)
        self._changed.set()

    async def finish(self) -> None:
        """Wait until all judgements are settled. None may be put after this."""
        self._is_last = True
        self._changed.set()
        await self._task

    async def _run(self) -> None:
        while not self._is_last or self._waiting:
            await self._changed.wait()
            self._changed.clear()
            while self._waiting:
                await self._decide(self._next())

    def _next(self) -> list[Judgement]:
        """The judgements up to the next undecided one, or, if that is first, as many as one call takes."""
        taken: list[Judgement] = []
        asked = 0
        while self._waiting:
            is_asked = self._waiting[0].claim is not None
            if is_asked and (asked == MOST_A_CALL or (taken and not asked)):
                break
            asked += is_asked
            taken.append(self._waiting.popleft())
        return taken

    async def _decide(self, judgements: Sequence[Judgement]) -> None:
        claims = [judgement.claim for judgement in judgements if judgement.claim is not None]
        rulings = iter(await self._ask(claims) if claims else ())
        for judgement in judgements:
            await self._settle(judgement.decided(next(rulings)) if judgement.claim else judgement)
