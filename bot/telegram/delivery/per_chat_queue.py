"""One chat's messages in order, other chats not held up, each until it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, cast
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.telegram.delivery.delivery import Delivery, delivering
from bot.telegram.delivery.inbox import Inbox

MAX_UPDATES_IN_HAND = 4096
"""Updates that run or wait for their turn. High, because the ones that wait count too: somebody who sends
five hundred messages at once must not fill all places. One that waits costs a few kilobytes."""


class InOrderPerChat(BaseUpdateProcessor):
    """Handles the updates of one chat one after another and those of different chats side by side.

    The updates of a chat take turns in the order in which Telegram gave them: asyncio's lock is fair. One
    that the ``inbox`` does not take is passed over; one that was handled is taken out of it.
    """

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(MAX_UPDATES_IN_HAND)
        self._inbox = inbox
        # A lock lives as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._door = asyncio.Lock()
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._has_given_up = False

    async def do_process_update(self, update: object, coroutine: Any) -> None:
        handling = cast("Coroutine[Any, Any, None]", coroutine)
        task = asyncio.current_task()
        if task is None or self._has_given_up or not isinstance(update, Update):
            handling.close()
            return
        self._in_hand.add(task)
        try:
            # One begins in each round of the event loop: a hundred at once would hold it up for 0.2 s.
            async with self._door:
                await asyncio.sleep(0)
            async with AsyncExitStack() as stack:
                if update.effective_chat is not None:
                    turn = self._turns.setdefault(update.effective_chat.id, asyncio.Lock())
                    await stack.enter_async_context(turn)
                if self._inbox.is_waiting(update):
                    await self._handle(update, handling)
        finally:
            self._in_hand.discard(task)
            # Where it was not its turn any more, it was never begun.
            handling.close()

    def give_up(self) -> int:
        """Leave everything that is in hand as it is; how many updates that were."""
        self._has_given_up = True
        for task in self._in_hand:
            task.cancel()
        return len(self._in_hand)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def _handle(self, update: Update, handling: Coroutine[Any, Any, None]) -> None:
        bot = update.get_bot()
        delivery = Delivery(f"telegram:{bot.id}:{update.update_id}")
        with delivering(delivery):
            await handling
        if not delivery.is_undelivered:
            await self._inbox.mark_handled(bot, update)
