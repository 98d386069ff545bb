"""Stores updates until they have been handled. Telegram does not deliver them again after the next poll."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from telegram import Bot, Message, Update
from telegram.error import NetworkError
from telegram.ext import filters

from bot.telegram.delivery.message_ids import MessageIds, sequence_of
from bot.telegram.updates import filters as update_filters
from knowledge.errors import StoreUnavailable
from knowledge.ports import Clock, StoredUpdate, UpdateStore

log = logging.getLogger(__name__)

STALE_AFTER = timedelta(minutes=10)
"""Updates older than this are skipped, since the chat has moved on, except questions in private chats."""

PRIVATE_QUESTION = update_filters.PRIVATE & filters.TEXT & ~filters.COMMAND


class NotStored(NetworkError):
    """The database could not store updates. They are not confirmed, so Telegram delivers them again."""


class Inbox:
    """Stores updates and decides which are handled: each once, and old ones only if they are private
    questions."""

    def __init__(self, store: UpdateStore, message_ids: MessageIds, clock: Clock) -> None:
        self._store = store
        self._message_ids = message_ids
        self._clock = clock
        self._waiting: set[int] = set()

    async def open(self, bot: Bot) -> list[Update]:
        """The updates that the last process stored but did not handle, in the order of arrival."""
        stored = await self._store.unhandled(bot.id)
        updates = [update for entry in stored if (update := Update.de_json(json.loads(entry.content), bot))]
        return await self._admit(bot, updates)

    async def save(self, bot: Bot, updates: Sequence[Update]) -> None:
        """Store new updates, all or none. Raises :class:`NotStored` if the database is unavailable."""
        if not updates:
            return
        try:
            new = await self._store.save(bot.id, [_to_store(update) for update in updates])
            for update in updates:
                if update.message is not None:
                    self._message_ids.record(sequence_of(update.message.chat.id), update.message.message_id)
            await self._admit(bot, [update for update in updates if update.update_id in new])
        except StoreUnavailable as error:
            raise NotStored(str(error)) from error

    def is_waiting(self, update: Update) -> bool:
        """Whether an update has still to be handled. False if it was handled before or is too old."""
        return update.update_id in self._waiting

    async def mark_handled(self, bot: Bot, update: Update) -> None:
        """Remove an update from the store."""
        self._waiting.discard(update.update_id)
        try:
            await self._store.mark_handled(bot.id, [update.update_id])
        except StoreUnavailable as error:
            log.warning("An update that was handled could not be removed from the store: %s", error)

    async def _admit(self, bot: Bot, updates: Sequence[Update]) -> list[Update]:
        """Mark stale updates as handled and the others as waiting; return the others."""
        now = self._clock()
        stale = [update for update in updates if is_stale(update, now)]
        if stale:
            log.info("%d updates are too old to be answered.", len(stale))
            await self._store.mark_handled(bot.id, [update.update_id for update in stale])
        admitted = [update for update in updates if update not in stale]
        self._waiting.update(update.update_id for update in admitted)
        return admitted


def is_stale(update: Update, now: datetime) -> bool:
    """Whether an update is too old to be handled.

    A private question is never too old, and neither is a press of a button, which has no date.
    """
    message = update.message or update.edited_message
    if message is None or now - (message.edit_date or message.date) <= STALE_AFTER:
        return False
    return not PRIVATE_QUESTION.check_update(update)


def _to_store(update: Update) -> StoredUpdate:
    content = update.to_json().encode()
    message = update.message
    if not isinstance(message, Message):
        return StoredUpdate(update.update_id, content)
    return StoredUpdate(update.update_id, content, sequence_of(message.chat.id), message.message_id)
