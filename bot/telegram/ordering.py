"""One chat's messages in order, other chats not held up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MAX_UPDATES_IN_HAND = 4096
"""Updates that run or wait for their turn. High, because the ones that wait count too: somebody who sends
five hundred messages at once must not fill all places. One that waits costs a few kilobytes."""


class InOrderPerChat(BaseUpdateProcessor):
    """Handles the updates of one chat one after another and those of different chats side by side.

    The updates of a chat take turns in the order in which Telegram gave them: asyncio's lock is fair.
    """

    def __init__(self) -> None:
        super().__init__(MAX_UPDATES_IN_HAND)
        # A lock lives as long as somebody holds it or waits for it.
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        turn = self._turns.setdefault(chat.id, asyncio.Lock())
        async with turn:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
