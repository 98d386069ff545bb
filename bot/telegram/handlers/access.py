"""Builds the context of each handler call (person, conversation, language, rights), and checks the rights."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, Update, User
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram.delivery.callback_replies import send_below
from bot.telegram.delivery.sending import send_html
from bot.telegram.updates.identity import conversation, person, topic
from bot.telegram.views.answer import render_text
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing
from knowledge.models import ChatSettings, StoredTurn
from knowledge.ports import AdminStore, ChatStore

Context = ContextTypes.DEFAULT_TYPE
UpdateHandler = Callable[[Update, Context], Coroutine[Any, Any, None]]

MOST_TOAST_CHARACTERS = 200
"""The limit of answerCallbackQuery for the text of a notice."""


@dataclass(frozen=True, slots=True)
class MessageContext:
    """A message that a person wrote, with everything a handler needs to answer it.

    ``texts`` is the catalogue in the person's language; ``settings`` are those of the conversation.
    """

    message: Message
    chat: Chat
    user: User
    texts: Texts
    settings: ChatSettings
    is_admin: bool
    is_owner: bool

    @property
    def conversation(self) -> str:
        """The identifier of the conversation, which is the chat or the topic in it, such as
        ``telegram:-5:7``."""
        return conversation(self.chat.id, topic(self.message))

    @property
    def person(self) -> str:
        """The identifier of the user in the core, such as ``telegram:42``."""
        return person(self.user.id)

    @property
    def bot(self) -> Bot:
        """The bot, for calls to Telegram."""
        return self.message.get_bot()

    async def say(self, text: str, rows: Rows = ()) -> None:
        """Reply with plain text, usually of the catalogue, and rows of buttons under it."""
        await self.send(render_text(text, rows))

    async def send(self, messages: Sequence[Outgoing]) -> None:
        """Reply with rendered messages, in order."""
        await send_html(self.message, messages)


@dataclass(frozen=True, slots=True)
class CallbackContext:
    """A press of a button under a message of the bot, with everything a handler needs to act on it.

    ``arguments`` are the groups of the pattern in :mod:`bot.telegram.updates.callback_data` that the button's
    data matched. ``message_id`` is the message with the button; ``message`` is None if Telegram no longer
    provides its content (old or deleted). Handlers that do not read the content still work then.
    """

    query: CallbackQuery
    arguments: tuple[str | None, ...]
    chat: Chat
    message_id: int
    message: Message | None
    user: User
    texts: Texts
    settings: ChatSettings
    is_admin: bool
    is_owner: bool
    acknowledged: list[str] = field(default_factory=list)

    @property
    def conversation(self) -> str:
        """The identifier of the conversation, which is the chat or the topic in it, such as
        ``telegram:-5:7``."""
        return conversation(self.chat.id, self.topic)

    @property
    def person(self) -> str:
        """The identifier of the user in the core, such as ``telegram:42``."""
        return person(self.user.id)

    @property
    def topic(self) -> int | None:
        """The id of the topic; None in a chat without topics, or if ``message`` is None."""
        return None if self.message is None else topic(self.message)

    @property
    def bot(self) -> Bot:
        """The bot, for calls to Telegram."""
        return self.query.get_bot()

    def as_message(self) -> MessageContext | None:
        """The context of a message by the same person in the same place; None if ``message`` is None."""
        if self.message is None:
            return None
        return MessageContext(
            self.message, self.chat, self.user, self.texts, self.settings, self.is_admin, self.is_owner
        )

    async def reply(self, outgoing: Outgoing) -> Message:
        """Send a new message as a reply to the one with the button."""
        return await send_below(self.bot, self.chat.id, self.topic, self.message_id, outgoing)

    async def acknowledge(self, text: str = "", *, is_alert: bool = False) -> None:
        """Stop the button's progress indicator and show ``text``, if any, as a notice or an alert.

        Only the first call has an effect. Notices are cut to ``MOST_TOAST_CHARACTERS``.
        """
        if self.acknowledged:
            return
        self.acknowledged.append(text)
        # Telegram refuses this some minutes after the press; the press itself has been handled by then.
        with contextlib.suppress(BadRequest):
            await self.query.answer(text[:MOST_TOAST_CHARACTERS] or None, show_alert=is_alert)

    def may_see(self, turn: StoredTurn) -> bool:
        """Whether the turn belongs to this chat: a modified client can send the number of any turn."""
        chat = conversation(self.chat.id, None)
        return turn.conversation == chat or turn.conversation.startswith(f"{chat}:")


Handler = Callable[[MessageContext, Context], Coroutine[Any, Any, None]]
PressHandler = Callable[[CallbackContext], Coroutine[Any, Any, None]]


class Access:
    """Wraps handlers for python-telegram-bot, and is the only place where rights are checked.

    Admins are the ``owners`` (user ids from the settings) and the people whom owners have made admins.
    """

    def __init__(
        self, catalogue: Catalogue, chats: ChatStore, owners: Collection[int], admins: AdminStore
    ) -> None:
        self._catalogue = catalogue
        self._chats = chats
        self._owners = frozenset(owners)
        self._admins = admins

    def for_all(self, handler: Handler) -> UpdateHandler:
        """Let everybody use the handler. Skips updates without a message or a user, such as channel posts."""

        async def handle(update: Update, context: Context) -> None:
            if incoming := await self._message_context(update):
                await handler(incoming, context)

        return handle

    def for_admins(self, handler: Handler) -> UpdateHandler:
        """Let only admins use the handler; everybody else gets a polite refusal."""

        async def handle(incoming: MessageContext, context: Context) -> None:
            if incoming.is_admin:
                await handler(incoming, context)
            else:
                await incoming.say(incoming.texts("not-admin"))

        return self.for_all(handle)

    def for_owners(self, handler: Handler) -> UpdateHandler:
        """Let only owners use the handler; everybody else gets a polite refusal."""

        async def handle(incoming: MessageContext, context: Context) -> None:
            if incoming.is_owner:
                await handler(incoming, context)
            else:
                await incoming.say(incoming.texts("not-owner" if incoming.is_admin else "not-admin"))

        return self.for_all(handle)

    def for_presses(self, handler: PressHandler) -> UpdateHandler:
        """Let everybody in the chat press the button. Its progress indicator stops even after an error."""

        async def handle(update: Update, context: Context) -> None:
            if press := await self._callback_context(update, context):
                try:
                    await handler(press)
                finally:
                    await press.acknowledge()

        return handle

    def for_admin_presses(self, handler: PressHandler) -> UpdateHandler:
        """Let only admins press the button: in a group everybody sees it, and clients can send any data."""

        async def handle(press: CallbackContext) -> None:
            if press.is_admin:
                await handler(press)
            else:
                await press.acknowledge(press.texts("not-admin"), is_alert=True)

        return self.for_presses(handle)

    async def unknown_press(self, press: CallbackContext) -> None:
        """Answer a press whose data no pattern matches: data of another version, or made up by a client."""
        await press.acknowledge(press.texts("button-unknown"), is_alert=True)

    async def _message_context(self, update: Update) -> MessageContext | None:
        message, chat, user = update.effective_message, update.effective_chat, update.effective_user
        if message is None or chat is None or user is None:
            return None
        settings = await self._chats.settings(conversation(chat.id, topic(message)))
        return MessageContext(
            message,
            chat,
            user,
            self._texts(settings, user),
            settings,
            is_admin=await self._is_admin(user),
            is_owner=user.id in self._owners,
        )

    async def _callback_context(self, update: Update, context: Context) -> CallbackContext | None:
        query = update.callback_query
        if query is None or query.message is None:
            return None
        message = query.message if isinstance(query.message, Message) else None
        chat, user = query.message.chat, query.from_user
        match = context.matches[0] if context.matches else re.match("", "")
        settings = await self._chats.settings(
            conversation(chat.id, None if message is None else topic(message))
        )
        return CallbackContext(
            query=query,
            arguments=match.groups() if match else (),
            chat=chat,
            message_id=query.message.message_id,
            message=message,
            user=user,
            texts=self._texts(settings, user),
            settings=settings,
            is_admin=await self._is_admin(user),
            is_owner=user.id in self._owners,
        )

    def _texts(self, settings: ChatSettings, user: User) -> Texts:
        return self._catalogue.choose(settings.language, user.language_code)

    async def _is_admin(self, user: User) -> bool:
        return user.id in self._owners or await self._admins.is_admin(person(user.id))
