"""From a question to its answer in the chat: proved statements as they come, then the whole."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from telegram import Chat, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.messages.catalogue import Catalogue
from bot.telegram import rendering
from bot.telegram.delivery import current_origin
from bot.telegram.outgoing import Outgoing
from bot.telegram.sending import NO_PREVIEW, as_outgoing, keyboard, send_html, typing
from bot.telegram.streaming import Drafts, Stream
from knowledge.models import Outcome
from knowledge.writing import Release


class Answers(Protocol):
    """The part of :class:`knowledge.assistant.Assistant` that is needed here."""

    async def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        articles: Collection[str] = (),
        language: str | None = None,
        person: str | None = None,
        origin: str | None = None,
        release: Release | None = None,
    ) -> Outcome: ...


class Answering:
    """Safe to use from many chats at once."""

    def __init__(self, assistant: Answers, catalogue: Catalogue) -> None:
        self._assistant = assistant
        self._catalogue = catalogue
        self._drafts = Drafts()

    async def answer(
        self,
        message: Message,
        question: str,
        *,
        conversation: str,
        language: str,
        user_language: str | None,
        articles: Collection[str] = (),
        person: str | None = None,
    ) -> Outcome:
        """Ask, and answer ``message``. ``language`` is the asker's as the catalogue knows it,
        ``user_language`` as Telegram does. Raises what the assistant and Telegram raise.
        """
        thread = message.message_thread_id if message.is_topic_message else None
        async with typing(message.chat, thread=thread) as enough:
            # In a group it would be a message that changes under the eyes of many.
            stream = Stream(message, self._drafts, enough) if message.chat.type == Chat.PRIVATE else None
            try:
                outcome = await self._assistant.ask(
                    question,
                    conversation=conversation,
                    articles=articles,
                    language=language,
                    person=person,
                    origin=current_origin(),
                    release=stream.show if stream else None,
                )
            finally:
                if stream is not None:
                    await stream.end()
        parts = [
            as_outgoing(part) for part in rendering.render_outcome(outcome, self._catalogue, user_language)
        ]
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
            reply_markup=keyboard(part.buttons),
        )
    except BadRequest:  # deleted meanwhile
        return False
    return True
