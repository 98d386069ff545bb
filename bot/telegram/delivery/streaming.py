"""Shows an answer while it is being written: the statements verified so far, as a draft or a growing
message."""

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
"""Seconds between two updates of a draft. A model takes longer than this to write a statement."""

EDIT_INTERVAL_S = 1.1
"""Seconds between two edits of a message. A chat accepts about one message a second, and an edit counts as
one (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""

DRAFT_REPEAT_S = 25.0
"""Seconds after which an unchanged draft is sent again. Telegram shows a draft for 30 seconds."""


class DraftSupport:
    """Whether the Bot API server supports sendMessageDraft. Assumed to be true until the server refuses
    it."""

    def __init__(self) -> None:
        self.is_available = True


class Stream:
    """Shows the statements of one answer as they are verified.

    ``message`` is the question; ``started`` is set as soon as something is shown. ``message_id`` is the
    growing message, None if drafts are used or nothing was shown. Errors of Telegram are only logged, since
    the whole answer is sent at the end anyway.
    """

    def __init__(self, message: Message, support: DraftSupport, started: asyncio.Event) -> None:
        self.message_id: int | None = None
        self._message = message
        self._support = support
        self._started = started
        self._statements: list[CitedStatement] = []
        self._changed = asyncio.Event()
        self._ended = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    async def show(self, statement: CitedStatement) -> None:
        """Add a statement. Returns at once; a task shows it."""
        self._statements.append(statement)
        self._changed.set()
        if self._showing is None:
            self._showing = asyncio.create_task(self._keep_showing())

    async def end(self) -> None:
        """Stop showing statements. Waits for a call in progress, so none is made after this returns."""
        self._ended.set()
        self._changed.set()
        if self._showing is not None:
            # Not cancelled: Telegram could carry out a cancelled call after the calls that follow.
            await self._showing

    async def _keep_showing(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), DRAFT_REPEAT_S)
            self._changed.clear()
            if self._ended.is_set():
                return
            try:
                await self._put(render_partial(self._statements))
                self._started.set()
            except Forbidden:
                return
            except TelegramError as error:
                log.debug("A state of an answer was not shown: %s", type(error).__name__)
            interval_s = DRAFT_INTERVAL_S if self._support.is_available else EDIT_INTERVAL_S
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), interval_s)

    async def _put(self, html: str) -> None:
        """Update the draft, or the growing message if the server does not support drafts."""
        bot, chat_id = self._message.get_bot(), self._message.chat.id
        thread = self._message.message_thread_id if self._message.is_topic_message else None
        if self._support.is_available:
            try:
                await bot.send_message_draft(
                    chat_id,
                    self._message.message_id,
                    html,
                    message_thread_id=thread,
                    parse_mode=ParseMode.HTML,
                )
                return
            except (InvalidToken, BadRequest) as error:  # the library raises InvalidToken for a 404
                log.info(
                    "This server does not support drafts (%s); answers are streamed by editing a message.",
                    type(error).__name__,
                )
                self._support.is_available = False
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


def render_partial(statements: Sequence[CitedStatement]) -> str:
    """The HTML of the statements so far, numbered as in the final answer; only what fits into one message.

    ``statements`` must not be empty.

    >>> citation = Citation(4, "a", None, "Judul", None, None, None, "Pasar dibuka.", 0, 13)
    >>> render_partial([CitedStatement("Pasar <baru> dibuka.", (citation,))])
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
