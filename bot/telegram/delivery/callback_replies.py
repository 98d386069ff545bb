"""What the press of a button makes: a message below the one that was pressed, or a change of one.

A change that Telegram refuses because nothing would change, or because the message is gone, is an outcome.
"""

from __future__ import annotations

from enum import Enum, auto

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.delivery.sending import inline_keyboard
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing

NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Edited(Enum):
    """What became of a change."""

    DONE = auto()
    SAME = auto()
    GONE = auto()


async def send_below(
    bot: Bot, chat_id: int, thread_id: int | None, message_id: int, outgoing: Outgoing
) -> Message:
    """A new message that answers ``message_id``, in its topic; without that message it stands alone."""
    return await bot.send_message(
        chat_id,
        outgoing.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=thread_id,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id, allow_sending_without_reply=True),
        reply_markup=inline_keyboard(outgoing.buttons),
    )


async def change(bot: Bot, chat_id: int, message_id: int, outgoing: Outgoing) -> Edited:
    """Put text and buttons in place of those of one of the bot's messages."""
    try:
        await bot.edit_message_text(
            outgoing.html,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=inline_keyboard(outgoing.buttons),
        )
    except BadRequest as error:
        return _outcome(error)
    return Edited.DONE


async def change_buttons(bot: Bot, chat_id: int, message_id: int, rows: Rows) -> Edited:
    """Put buttons in place of those of one of the bot's messages."""
    try:
        await bot.edit_message_reply_markup(chat_id, message_id, reply_markup=inline_keyboard(rows))
    except BadRequest as error:
        return _outcome(error)
    return Edited.DONE


def _outcome(error: BadRequest) -> Edited:
    reason = str(error).lower()
    if NOT_MODIFIED in reason:
        return Edited.SAME
    if any(gone in reason for gone in GONE):
        return Edited.GONE
    raise error
