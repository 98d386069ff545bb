"""Telling readers, in the background, that something was corrected that an answer in their chat rests on."""

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
"""How often it is looked for corrections, also those that other processes made."""

PAUSE_S = 0.2
"""Between two notices: they take five of the thirty messages a second, and leave the others for answers."""

AFTER_MISTAKE_S = 60.0
"""Before it is tried again after an error of ours, which would otherwise fill the log."""


class CorrectionNotices:
    """Each chat is told once of each correction, unless it does not want to be; whatever interrupts it, the
    next start goes on."""

    def __init__(
        self, corrections: Corrections, turns: Turns, chats: ChatStore, catalogue: Catalogue
    ) -> None:
        self._corrections = corrections
        self._turns = turns
        self._chats = chats
        self._catalogue = catalogue

    async def keep_telling(self, bot: Bot) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._corrections.follow_up()
                async for due in self._corrections.due():
                    if await self._told(bot, due):
                        await self._corrections.settle(due)
                    await asyncio.sleep(PAUSE_S)
            except TryAgain as error:
                log.warning("Corrections will be told later: %s", error)
            except Exception:
                # Nobody waits for this task, so nobody else would see why it ended.
                log.exception("Corrections were not told")
                await asyncio.sleep(AFTER_MISTAKE_S)
            await asyncio.sleep(INTERVAL_S)

    async def _told(self, bot: Bot, due: DueNotice) -> bool:
        """False when it is to be tried again."""
        # The group may have moved since, and who was told may have forgotten everything.
        turn = await self._turns.turn(due.notice.turn)
        where = None if turn is None else place(turn.conversation)
        if turn is None or where is None:
            return True
        settings = await self._chats.settings(turn.conversation)
        if not settings.corrections:
            return True
        texts = self._catalogue.choose(settings.language, turn.outcome.language)
        try:
            # Named for the chat as it was: after a crash it is known what had been sent already.
            with delivering(Delivery(f"correction:{due.revision}:{due.notice.conversation}")):
                await send_to(bot, *where, [Outgoing(html) for html in render_notice(due, texts)])
        except (Forbidden, BadRequest) as error:
            log.info("A chat cannot be told of a correction (%s).", type(error).__name__)
        except TelegramError as error:
            log.warning("A chat is told of a correction later (%s).", type(error).__name__)
            return False
        return True
