"""What Telegram delivered, kept until it has been handled: Telegram itself forgets it at the next poll."""

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
"""An answer to a command or to a group would by then stand among other things; a person still waits."""

PRIVATE_QUESTION = update_filters.PRIVATE & filters.TEXT & ~filters.COMMAND


class NotKept(NetworkError):
    """The database did not take an update, so it is not confirmed and will be delivered again."""


class Inbox:
    """Decides which updates are handled: each one once, and old ones only if somebody waits for an answer."""

    def __init__(self, store: UpdateStore, numbers: MessageIds, clock: Clock) -> None:
        self._store = store
        self._numbers = numbers
        self._clock = clock
        self._waiting: set[int] = set()

    async def open(self, bot: Bot) -> list[Update]:
        """What was not handled when the last process ended, in the order of arrival."""
        kept = await self._store.unhandled(bot.id)
        updates = [update for one in kept if (update := Update.de_json(json.loads(one.content), bot))]
        return await self._admit(bot, updates)

    async def save(self, bot: Bot, updates: Sequence[Update]) -> None:
        """Raises :class:`NotKept`; nothing is then kept."""
        if not updates:
            return
        try:
            new = await self._store.save(bot.id, [_kept(update) for update in updates])
            for update in updates:
                if update.message is not None:
                    self._numbers.saw(sequence_of(update.message.chat.id), update.message.message_id)
            await self._admit(bot, [update for update in updates if update.update_id in new])
        except StoreUnavailable as error:
            raise NotKept(str(error)) from error

    def is_waiting(self, update: Update) -> bool:
        """Whether it is to be handled: it is new, or kept, and not too old."""
        return update.update_id in self._waiting

    async def mark_handled(self, bot: Bot, update: Update) -> None:
        """It need not be kept any longer."""
        self._waiting.discard(update.update_id)
        try:
            await self._store.mark_handled(bot.id, [update.update_id])
        except StoreUnavailable as error:
            log.warning("An update that was handled cannot be deleted: %s", error)

    async def _admit(self, bot: Bot, updates: Sequence[Update]) -> list[Update]:
        now = self._clock()
        stale = [update for update in updates if is_stale(update, now)]
        if stale:
            log.info("%d updates are too old to be answered.", len(stale))
            await self._store.mark_handled(bot.id, [update.update_id for update in stale])
        admitted = [update for update in updates if update not in stale]
        self._waiting.update(update.update_id for update in admitted)
        return admitted


def is_stale(update: Update, now: datetime) -> bool:
    """Whether nobody waits for it any more. A press of a button has no date of its own: it never is."""
    message = update.message or update.edited_message
    if message is None or now - (message.edit_date or message.date) <= STALE_AFTER:
        return False
    return not PRIVATE_QUESTION.check_update(update)


def _kept(update: Update) -> StoredUpdate:
    content = update.to_json().encode()
    message = update.message
    if not isinstance(message, Message):
        return StoredUpdate(update.update_id, content)
    return StoredUpdate(update.update_id, content, sequence_of(message.chat.id), message.message_id)
