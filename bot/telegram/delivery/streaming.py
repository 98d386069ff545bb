"""An answer while it is being written: what is proved so far, as a draft or as a message that grows."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from telegram import Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.telegram.delivery.sending import NO_PREVIEW
from bot.telegram.views.html import (
    MESSAGE_UNITS,
    Piece,
    cut,
    fold,
    pack,
    plain,
    utf16_units,
)
from knowledge.models import Citation, CitedStatement

log = logging.getLogger(__name__)

DRAFT_INTERVAL_S = 0.5
"""Between two states of a draft; a model takes longer than this for a statement."""

EDIT_INTERVAL_S = 1.1
"""Between two edits of a message: a chat takes about one message a second, and an edit counts as one
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""

DRAFT_LASTS_S = 25.0
"""Telegram shows a draft for 30 seconds; when the next statement takes longer, it is sent once more."""


class Drafts:
    """Whether the server knows drafts: tried until it says no, then never again."""

    def __init__(self) -> None:
        self.are_known = True


class Stream:
    """``message`` is the question. ``begun`` is set as soon as something is shown.

    ``message_id`` is the message that grows, None where drafts serve or nothing was shown. Nothing here
    raises: the answer comes whole in the end.
    """

    def __init__(self, message: Message, drafts: Drafts, begun: asyncio.Event) -> None:
        self.message_id: int | None = None
        self._message = message
        self._drafts = drafts
        self._begun = begun
        self._statements: list[CitedStatement] = []
        self._changed = asyncio.Event()
        self._ended = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    async def show(self, statement: CitedStatement) -> None:
        """Another statement; returns at once."""
        self._statements.append(statement)
        self._changed.set()
        if self._showing is None:
            self._showing = asyncio.create_task(self._keep_showing())

    async def end(self) -> None:
        """Nothing is shown any more once this returns."""
        self._ended.set()
        self._changed.set()
        if self._showing is not None:
            # Not cancelled: a call that is on its way could be carried out after the ones that follow.
            await self._showing

    async def _keep_showing(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), DRAFT_LASTS_S)
            self._changed.clear()
            if self._ended.is_set():
                return
            try:
                await self._put(written(self._statements))
                self._begun.set()
            except Forbidden:
                return
            except TelegramError as error:
                log.debug("A state of an answer was not shown: %s", type(error).__name__)
            interval_s = DRAFT_INTERVAL_S if self._drafts.are_known else EDIT_INTERVAL_S
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), interval_s)

    async def _put(self, html: str) -> None:
        bot, chat_id = self._message.get_bot(), self._message.chat.id
        thread = self._message.message_thread_id if self._message.is_topic_message else None
        if self._drafts.are_known:
            try:
                await bot.send_message_draft(
                    chat_id,
                    self._message.message_id,
                    html,
                    message_thread_id=thread,
                    parse_mode=ParseMode.HTML,
                )
                return
            except (InvalidToken, BadRequest) as error:  # InvalidToken is what 404 becomes
                log.info("This server shows no drafts (%s); messages that grow serve.", type(error).__name__)
                self._drafts.are_known = False
        if self.message_id is None:
            sent = await bot.send_message(
                chat_id,
                html,
                message_thread_id=thread,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
            )
            self.message_id = sent.message_id
        else:
            await bot.edit_message_text(
                html,
                chat_id,
                self.message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
            )


def written(statements: Sequence[CitedStatement]) -> str:
    """The statements with their numbers, as the answer will have them, in one message; at least one.

    >>> citation = Citation(4, "a", None, "Judul", None, None, None, "Pasar dibuka.", 0, 13)
    >>> written([CitedStatement("Pasar <baru> dibuka.", (citation,))])
    'Pasar &lt;baru&gt; dibuka. [1]'
    """
    numbers: dict[Citation, int] = {}
    pieces: list[Piece] = []
    for statement in statements:
        for citation in statement.citations:
            numbers.setdefault(citation, len(numbers) + 1)
        markers = " ".join(f"[{numbers[citation]}]" for citation in dict.fromkeys(statement.citations))
        text = next(cut(fold(statement.text), MESSAGE_UNITS - utf16_units(markers) - 1), "")
        pieces.append(plain(f"{text} {markers}".strip()))
    return pack(pieces)[0]
