"""Sends the answer to a question: in private chats its statements while they are written, then the whole
answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

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
from bot.telegram.delivery.streaming import DraftSupport, Stream
from bot.telegram.views.outgoing import Outgoing
from knowledge.answering.writer import Release
from knowledge.models import Outcome

Ask = Callable[[str | None, Release | None], Awaitable[Outcome]]
"""Asks the question. Takes the origin of the update that is being answered (None outside of one), and a
function that receives each verified statement as soon as it is ready (None if the answer is not streamed)."""

Render = Callable[[Outcome], Sequence[Outgoing]]


@dataclass(frozen=True, slots=True)
class Sent:
    """An outcome, and the message with its buttons; None if nothing was sent."""

    outcome: Outcome
    message_id: int | None


class Answering:
    """Answers questions in chats, and streams the answers in private chats. One instance serves all chats."""

    def __init__(self) -> None:
        self._support = DraftSupport()

    async def answer(self, message: Message, ask: Ask, render: Render) -> Sent:
        """Call ``ask``, render its outcome with ``render``, and send that as a reply to ``message``.

        Nothing is sent if ``render`` gives nothing.
        Errors of ``ask`` and ``render`` are passed on to the caller.
        """
        thread = message.message_thread_id if message.is_topic_message else None
        async with typing(message.chat, thread=thread) as stop_typing:
            # Not in groups, where a message that keeps changing would disturb everybody.
            stream = (
                Stream(message, self._support, stop_typing) if message.chat.type == Chat.PRIVATE else None
            )
            try:
                outcome = await ask(current_origin(), stream.show if stream else None)
            finally:
                if stream is not None:
                    await stream.end()
        parts = list(render(outcome))
        if not parts:
            return Sent(outcome, None)
        if (
            stream is not None
            and stream.message_id is not None
            and await _replace(message, stream.message_id, parts[0])
        ):
            return Sent(outcome, await send_html(message, parts[1:]) or stream.message_id)
        return Sent(outcome, await send_html(message, parts))


async def _replace(message: Message, message_id: int, part: Outgoing) -> bool:
    """Edit the streamed message into the first part of the answer. Returns False if it was deleted
    meanwhile."""
    try:
        await message.get_bot().edit_message_text(
            part.html,
            message.chat.id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline_keyboard(part.buttons),
        )
    except BadRequest:
        return False
    return True
