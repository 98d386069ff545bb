"""Tells the owners when a feed or channel is silent for too long: a background task."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import tzinfo

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.delivery import Delivery, delivering
from bot.telegram.delivery.sending import send_to
from bot.telegram.protocols import Following
from bot.telegram.updates.identity import conversation
from bot.telegram.views.following import render_silence
from knowledge.errors import TryAgain
from knowledge.models import Followed
from knowledge.ports import ChatStore

log = logging.getLogger(__name__)

INTERVAL_S = 300.0
"""How often it is looked up what is silent: often enough to tell within half an hour."""

DEFAULT_LANGUAGE = "id"


class SilenceNotices:
    """Sends each owner one notice of each silence. A new item ends a silence."""

    def __init__(
        self,
        following: Following,
        chats: ChatStore,
        owners: Collection[int],
        catalogue: Catalogue,
        zone: tzinfo,
    ) -> None:
        self._following = following
        self._chats = chats
        self._owners = owners
        self._catalogue = catalogue
        self._zone = zone

    async def keep_sending(self, bot: Bot) -> None:
        """Send notices as they become due, until the task is cancelled. Raises nothing else."""
        while True:
            try:
                for followed in await self._following.silent():
                    if followed.silence_told_at is None and await self._tell(bot, followed):
                        await self._following.silence_told(followed)
            except TryAgain as error:
                log.warning("Silent feeds and channels will be told later: %s", error)
            except Exception:
                # Nobody awaits this task, so its exception would be lost.
                log.exception("Silent feeds and channels were not told")
            await asyncio.sleep(INTERVAL_S)

    async def _tell(self, bot: Bot, followed: Followed) -> bool:
        """Tell every owner. Returns False if Telegram cannot be reached, so that it must be tried again."""
        since = "" if followed.newest_at is None else followed.newest_at.isoformat()
        # The origin names the silence, so a notice that was sent before a crash is not sent again.
        with delivering(Delivery(f"silence:{followed.number}:{since}")):
            for owner in sorted(self._owners):
                settings = await self._chats.settings(conversation(owner, None))
                texts = self._catalogue.choose(settings.language, DEFAULT_LANGUAGE)
                try:
                    await send_to(bot, owner, None, [render_silence(followed, texts, self._zone)])
                except (Forbidden, BadRequest) as error:
                    log.info("An owner cannot be told of a silence (%s).", type(error).__name__)
                except TelegramError as error:
                    log.warning("An owner will be told of a silence later (%s).", type(error).__name__)
                    return False
        return True
