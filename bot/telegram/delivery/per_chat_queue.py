"""Handles the updates of each chat in order, and those of different chats concurrently."""

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
"""Most updates that are handled or wait. High because waiting ones count too: a person who sends 500 messages
at once must not block everybody else. A waiting update takes a few kilobytes."""


class InOrderPerChat(BaseUpdateProcessor):
    """Handles the updates of one chat one after another, and those of different chats concurrently.

    Within a chat the order is that of Telegram, since asyncio's lock is fair. Skips updates that are not
    waiting in the ``inbox``, and removes an update from it once it is handled.
    """

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(MAX_UPDATES_IN_HAND)
        self._inbox = inbox
        # A lock is garbage collected when no task holds it or waits for it.
        self._chat_locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._start_lock = asyncio.Lock()
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._has_given_up = False

    async def do_process_update(self, update: object, coroutine: Any) -> None:
        """Handle an update when its turn comes. Called by the library, with the coroutine that handles it."""
        handling = cast("Coroutine[Any, Any, None]", coroutine)
        task = asyncio.current_task()
        if task is None or self._has_given_up or not isinstance(update, Update):
            handling.close()
            return
        self._in_hand.add(task)
        try:
            # Start one update per iteration of the event loop: a hundred at once would block it for 0.2 s.
            async with self._start_lock:
                await asyncio.sleep(0)
            async with AsyncExitStack() as stack:
                if update.effective_chat is not None:
                    lock = self._chat_locks.setdefault(update.effective_chat.id, asyncio.Lock())
                    await stack.enter_async_context(lock)
                if self._inbox.is_waiting(update):
                    await self._handle(update, handling)
        finally:
            self._in_hand.discard(task)
            # Close the coroutine in case it was skipped and never awaited.
            handling.close()

    def give_up(self) -> int:
        """Cancel all updates that are being handled or wait. Returns their number; the next start handles
        them."""
        self._has_given_up = True
        for task in self._in_hand:
            task.cancel()
        return len(self._in_hand)

    async def initialize(self) -> None:
        """Does nothing, since there is nothing to open. Called by the library."""

    async def shutdown(self) -> None:
        """Does nothing, since there is nothing to close. Called by the library."""

    async def _handle(self, update: Update, handling: Coroutine[Any, Any, None]) -> None:
        bot = update.get_bot()
        delivery = Delivery(f"telegram:{bot.id}:{update.update_id}")
        with delivering(delivery):
            await handling
        if not delivery.is_undelivered:
            await self._inbox.mark_handled(bot, update)
