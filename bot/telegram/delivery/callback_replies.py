"""Replies to presses of buttons: sends a message below the one with the button, or edits a message.

If Telegram refuses an edit because nothing would change or the message is gone, that is a result, not an
error.
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


class EditResult(Enum):
    """What an edit did: it was done, changed nothing (SAME), or the message no longer exists (GONE)."""

    DONE = auto()
    SAME = auto()
    GONE = auto()


async def send_below(
    bot: Bot, chat_id: int, thread_id: int | None, message_id: int, outgoing: Outgoing
) -> Message:
    """Send a message as a reply to ``message_id``, in its topic; as a normal message if ``message_id`` was
    deleted."""
    return await bot.send_message(
        chat_id,
        outgoing.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=thread_id,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id, allow_sending_without_reply=True),
        reply_markup=inline_keyboard(outgoing.buttons),
    )


async def change(bot: Bot, chat_id: int, message_id: int, outgoing: Outgoing) -> EditResult:
    """Replace the text and buttons of a message of the bot.

    Raises the error of Telegram if it refuses for a reason that :class:`EditResult` does not cover.
    """
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
        return _result(error)
    return EditResult.DONE


async def change_buttons(bot: Bot, chat_id: int, message_id: int, rows: Rows) -> EditResult:
    """Replace the buttons of a message of the bot; no rows remove them."""
    try:
        await bot.edit_message_reply_markup(chat_id, message_id, reply_markup=inline_keyboard(rows))
    except BadRequest as error:
        return _result(error)
    return EditResult.DONE


def _result(error: BadRequest) -> EditResult:
    reason = str(error).lower()
    if NOT_MODIFIED in reason:
        return EditResult.SAME
    if any(gone in reason for gone in GONE):
        return EditResult.GONE
    raise error
