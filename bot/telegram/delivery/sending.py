"""Messages out: the two calls that every answer makes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable

from telegram import (
    Bot,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import TelegramError

from bot.telegram.views.outgoing import Button, Outgoing

log = logging.getLogger(__name__)

TYPING_INTERVAL_S = 4.0
"""Telegram shows "typing…" for five seconds or less (sendChatAction)."""

# A preview of the first source would be taller than the answer.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_html(message: Message, parts: Iterable[Outgoing]) -> None:
    """Answer with these parts in order; in a group the first one shows what it answers."""
    in_group = message.chat.type != Chat.PRIVATE
    for number, part in enumerate(parts):
        await message.reply_text(
            part.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline_keyboard(part.buttons),
            reply_parameters=(
                ReplyParameters(message.message_id, allow_sending_without_reply=True)
                if in_group and number == 0
                else None
            ),
        )


async def send_to(bot: Bot, chat_id: int, topic: int | None, parts: Iterable[Outgoing]) -> None:
    """Send these parts in order to a chat that has not just written."""
    for part in parts:
        await bot.send_message(
            chat_id,
            part.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=topic,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline_keyboard(part.buttons),
        )


def inline_keyboard(rows: Iterable[Iterable[Button]]) -> InlineKeyboardMarkup | None:
    """None without a button."""
    made = [
        [InlineKeyboardButton(one.text, callback_data=one.data, url=one.url) for one in row] for row in rows
    ]
    return InlineKeyboardMarkup(made) if any(made) else None


@contextlib.asynccontextmanager
async def typing(
    chat: Chat, interval_s: float = TYPING_INTERVAL_S, *, thread: int | None = None
) -> AsyncIterator[asyncio.Event]:
    """Show "typing…" while the body works, however long that takes, or until it sets the event.

    The first action is waited for in the end even when the body was quicker: sent after the answer it
    would promise another one.
    """
    first_sent, enough = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(_keep_typing(chat, interval_s, thread, first_sent, enough))
    try:
        yield enough
        await first_sent.wait()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_typing(
    chat: Chat, interval_s: float, thread: int | None, first_sent: asyncio.Event, enough: asyncio.Event
) -> None:
    while True:
        try:
            await chat.send_action(ChatAction.TYPING, message_thread_id=thread)
        except TelegramError as error:
            log.debug("No typing action: %s", type(error).__name__)
        finally:
            first_sent.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(enough.wait(), interval_s)
            return
