"""From a question to its answer in the chat: proved statements as they come, then the whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from telegram import Chat, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.delivery.delivery import current_origin
from bot.telegram.delivery.sending import (
    NO_PREVIEW,
    inline_keyboard,
    send_html,
    typing,
)
from bot.telegram.delivery.streaming import Drafts, Stream
from bot.telegram.views.outgoing import Outgoing
from knowledge.answering.writer import Release
from knowledge.models import Outcome

Ask = Callable[[str | None, Release | None], Awaitable[Outcome]]
"""Asks for the origin, the name of the update that is answered, and releases statements as they come."""

Render = Callable[[Outcome], Sequence[Outgoing]]


class Answering:
    """Safe to use from many chats at once."""

    def __init__(self) -> None:
        self._drafts = Drafts()

    async def answer(self, message: Message, ask: Ask, render: Render) -> Outcome:
        """Ask, and answer ``message`` with what is made of the outcome. Raises what these raise."""
        thread = message.message_thread_id if message.is_topic_message else None
        async with typing(message.chat, thread=thread) as enough:
            # In a group it would be a message that changes under the eyes of many.
            stream = Stream(message, self._drafts, enough) if message.chat.type == Chat.PRIVATE else None
            try:
                outcome = await ask(current_origin(), stream.show if stream else None)
            finally:
                if stream is not None:
                    await stream.end()
        parts = list(render(outcome))
        if (
            stream is not None
            and stream.message_id is not None
            and await _replace(message, stream.message_id, parts[0])
        ):
            del parts[0]
        await send_html(message, parts)
        return outcome


async def _replace(message: Message, message_id: int, part: Outgoing) -> bool:
    """Whether the message that grew could be made the first part of the answer."""
    try:
        await message.get_bot().edit_message_text(
            part.html,
            message.chat.id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline_keyboard(part.buttons),
        )
    except BadRequest:  # deleted meanwhile
        return False
    return True
