"""Sends notices of corrections: a background task tells chats that an answer they received is out of date."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.delivery import Delivery, delivering
from bot.telegram.delivery.sending import send_to
from bot.telegram.protocols import Corrections, Turns
from bot.telegram.updates.identity import place
from bot.telegram.views.article import render_notice
from bot.telegram.views.outgoing import Outgoing
from knowledge.errors import TryAgain
from knowledge.ports import ChatStore, DueNotice

log = logging.getLogger(__name__)

INTERVAL_S = 1.0
"""How often new corrections are looked up. Other processes may make them too."""

PAUSE_S = 0.2
"""The pause between two notices. Five a second use five of the thirty messages a second that Telegram allows,
and leave the rest for answers."""

PAUSE_AFTER_BUG_S = 60.0
"""The pause after an unexpected error, which would otherwise fill the log every second."""


class CorrectionNotices:
    """Sends each chat one notice of each correction, unless the chat has turned them off.

    The database stores which notices are still due, so an interrupted run continues after the next start.
    """

    def __init__(
        self, corrections: Corrections, turns: Turns, chats: ChatStore, catalogue: Catalogue
    ) -> None:
        self._corrections = corrections
        self._turns = turns
        self._chats = chats
        self._catalogue = catalogue

    async def keep_sending(self, bot: Bot) -> None:
        """Send notices as they become due, until the task is cancelled. Raises nothing else."""
        while True:
            try:
                await self._corrections.follow_up()
                async for due in self._corrections.due():
                    if await self._is_settled(bot, due):
                        await self._corrections.settle(due)
                    await asyncio.sleep(PAUSE_S)
            except TryAgain as error:
                log.warning("Notices of corrections will be sent later: %s", error)
            except Exception:
                # Nobody awaits this task, so its exception would be lost.
                log.exception("Notices of corrections were not sent")
                await asyncio.sleep(PAUSE_AFTER_BUG_S)
            await asyncio.sleep(INTERVAL_S)

    async def _is_settled(self, bot: Bot, due: DueNotice) -> bool:
        """Send one notice. Returns False if it must be tried again; True if it was sent or never can be."""
        # The turn is read again: since the notice was stored, the group may have moved to another number, or
        # the reader may have deleted the conversation.
        turn = await self._turns.turn(due.notice.turn)
        chat_and_topic = None if turn is None else place(turn.conversation)
        if turn is None or chat_and_topic is None:
            return True
        settings = await self._chats.settings(turn.conversation)
        if not settings.corrections:
            return True
        texts = self._catalogue.choose(settings.language, turn.outcome.language)
        try:
            # The origin uses the conversation of the stored notice, which does not change when a group moves:
            # after a crash it identifies what was already sent.
            with delivering(Delivery(f"correction:{due.revision}:{due.notice.conversation}")):
                await send_to(bot, *chat_and_topic, [Outgoing(html) for html in render_notice(due, texts)])
        except (Forbidden, BadRequest) as error:
            log.info("A chat cannot be notified of a correction (%s).", type(error).__name__)
        except TelegramError as error:
            log.warning("A chat will be notified of a correction later (%s).", type(error).__name__)
            return False
        return True
