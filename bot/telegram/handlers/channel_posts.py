"""Handles posts of channels: they become articles. Notes which messages of a discussion group show them."""

from __future__ import annotations

import logging

from telegram import Update

from bot.telegram.delivery.delivery import current_delivery
from bot.telegram.handlers.access import Context
from bot.telegram.protocols import Following
from bot.telegram.updates.channel_posts import forwarded_from, read_post
from knowledge.errors import TryAgain

log = logging.getLogger(__name__)


class ChannelPosts:
    """Handles new and edited posts, and the copies that Telegram puts into the group of a channel.

    Nobody is answered: :mod:`bot.telegram.handlers.asking` answers questions below such a copy.
    """

    def __init__(self, following: Following) -> None:
        self._following = following

    async def take(self, update: Update, context: Context) -> None:
        """Take a new or edited post, if its channel is followed."""
        message = update.channel_post or update.edited_channel_post
        if message is None:
            return
        try:
            is_taken = await self._following.take_post(read_post(message))
        except TryAgain as error:
            log.warning("A post of a channel is taken after the next start: %s", error)
            if (delivery := current_delivery()) is not None:
                delivery.is_undelivered = True
            return
        if not is_taken:
            log.info("A post of a channel is no article: it is not followed, unchanged, or left out.")

    async def note_copy(self, update: Update, context: Context) -> None:
        """Note that a message of a discussion group shows a post."""
        message = update.message
        origin = forwarded_from(message)
        if message is not None and origin is not None:
            await self._following.link_copy(
                message.chat.id, message.message_id, origin.chat.id, origin.message_id
            )
