"""Sends messages, and shows "typing…" while an answer is prepared."""

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
"""Seconds between two "typing…" actions. Telegram shows each for at most five seconds (sendChatAction)."""

# A link preview of the first source would be taller than the answer.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_html(message: Message, parts: Iterable[Outgoing]) -> int | None:
    """Send these messages in order to the chat of ``message``. In a group the first one is sent as a reply.

    Returns the id of the last one, which has the buttons; None for no messages.
    """
    last: int | None = None
    in_group = message.chat.type != Chat.PRIVATE
    for number, part in enumerate(parts):
        sent = await message.reply_text(
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
        last = sent.message_id
    return last


async def send_to(bot: Bot, chat_id: int, topic: int | None, parts: Iterable[Outgoing]) -> None:
    """Send these messages in order to a chat and topic, unprompted by a message."""
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
    """The rows as Telegram takes them; None if there is no button."""
    keyboard = [
        [InlineKeyboardButton(button.text, callback_data=button.data, url=button.url) for button in row]
        for row in rows
    ]
    return InlineKeyboardMarkup(keyboard) if any(keyboard) else None


@contextlib.asynccontextmanager
async def typing(
    chat: Chat, interval_s: float = TYPING_INTERVAL_S, *, thread: int | None = None
) -> AsyncIterator[asyncio.Event]:
    """Show "typing…" until the ``async with`` block ends or sets the event that this context manager yields.

    Waits until the first action was sent even if the block ends earlier: an action that arrives after the
    answer would announce a second answer.
    """
    first_sent, stop = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(_keep_typing(chat, interval_s, thread, first_sent, stop))
    try:
        yield stop
        await first_sent.wait()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_typing(
    chat: Chat, interval_s: float, thread: int | None, first_sent: asyncio.Event, stop: asyncio.Event
) -> None:
    while True:
        try:
            await chat.send_action(ChatAction.TYPING, message_thread_id=thread)
        except TelegramError as error:
            log.debug("No typing action: %s", type(error).__name__)
        finally:
            first_sent.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), interval_s)
            return
