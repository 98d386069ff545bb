"""Who comes in: the person, the conversation, the language and the rights, the same for every handler."""

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
"""answerCallbackQuery takes no more."""


@dataclass(frozen=True, slots=True)
class MessageContext:
    """Somebody wrote ``message``."""

    message: Message
    chat: Chat
    user: User
    texts: Texts
    settings: ChatSettings
    is_admin: bool
    is_owner: bool

    @property
    def conversation(self) -> str:
        return conversation(self.chat.id, topic(self.message))

    @property
    def person(self) -> str:
        return person(self.user.id)

    @property
    def bot(self) -> Bot:
        return self.message.get_bot()

    async def say(self, text: str, rows: Rows = ()) -> None:
        """Answer with a text of the catalogue."""
        await self.send(render_text(text, rows))

    async def send(self, messages: Sequence[Outgoing]) -> None:
        await send_html(self.message, messages)


@dataclass(frozen=True, slots=True)
class CallbackContext:
    """Somebody pressed a button under the bot's message ``message_id``; ``found`` are the parts of its data.

    ``message`` is None where Telegram does not give it any more (it is old or deleted): the buttons of such
    a message work as long as they need nothing from it.
    """

    query: CallbackQuery
    found: tuple[str | None, ...]
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
        return conversation(self.chat.id, self.topic)

    @property
    def person(self) -> str:
        return person(self.user.id)

    @property
    def topic(self) -> int | None:
        return None if self.message is None else topic(self.message)

    @property
    def bot(self) -> Bot:
        return self.query.get_bot()

    def as_message(self) -> MessageContext | None:
        """As if the person had written in this place; None without the message."""
        if self.message is None:
            return None
        return MessageContext(
            self.message, self.chat, self.user, self.texts, self.settings, self.is_admin, self.is_owner
        )

    async def reply(self, outgoing: Outgoing) -> Message:
        """A new message that answers the one with the button."""
        return await send_below(self.bot, self.chat.id, self.topic, self.message_id, outgoing)

    async def acknowledge(self, text: str = "", *, is_alert: bool = False) -> None:
        """Stop the button's waiting sign, with a short notice. Only the first one counts."""
        if self.acknowledged:
            return
        self.acknowledged.append(text)
        # After some minutes Telegram does not take it any more; the press itself has been served.
        with contextlib.suppress(BadRequest):
            await self.query.answer(text[:MOST_TOAST_CHARACTERS] or None, show_alert=is_alert)

    def may_see(self, turn: StoredTurn) -> bool:
        """A changed client can send any number: only turns of this chat are shown in it."""
        here = conversation(self.chat.id, None)
        return turn.conversation == here or turn.conversation.startswith(f"{here}:")


Handler = Callable[[MessageContext, Context], Coroutine[Any, Any, None]]
PressHandler = Callable[[CallbackContext], Coroutine[Any, Any, None]]


class Access:
    """Makes of a handler what python-telegram-bot calls. The only place where rights are checked.

    Admins are the ``owners``, and those whom they named.
    """

    def __init__(
        self, catalogue: Catalogue, chats: ChatStore, owners: Collection[int], admins: AdminStore
    ) -> None:
        self._catalogue = catalogue
        self._chats = chats
        self._owners = frozenset(owners)
        self._admins = admins

    def for_all(self, handler: Handler) -> UpdateHandler:
        """What no person wrote is passed over."""

        async def let_in(update: Update, context: Context) -> None:
            if incoming := await self._message_context(update):
                await handler(incoming, context)

        return let_in

    def for_admins(self, handler: Handler) -> UpdateHandler:
        """The same, with a polite refusal for everybody else."""

        async def checked(incoming: MessageContext, context: Context) -> None:
            if incoming.is_admin:
                await handler(incoming, context)
            else:
                await incoming.say(incoming.texts("not-admin"))

        return self.for_all(checked)

    def for_owners(self, handler: Handler) -> UpdateHandler:
        """The same for what only owners may do."""

        async def checked(incoming: MessageContext, context: Context) -> None:
            if incoming.is_owner:
                await handler(incoming, context)
            else:
                await incoming.say(incoming.texts("not-owner" if incoming.is_admin else "not-admin"))

        return self.for_all(checked)

    def for_presses(self, handler: PressHandler) -> UpdateHandler:
        """Everybody in the chat may press; the waiting sign is stopped whatever happens."""

        async def let_in(update: Update, context: Context) -> None:
            if press := await self._callback_context(update, context):
                try:
                    await handler(press)
                finally:
                    await press.acknowledge()

        return let_in

    def for_admin_presses(self, handler: PressHandler) -> UpdateHandler:
        """The same for admins only: in a group everybody sees the buttons, and a client can make any up."""

        async def checked(press: CallbackContext) -> None:
            if press.is_admin:
                await handler(press)
            else:
                await press.acknowledge(press.texts("not-admin"), is_alert=True)

        return self.for_presses(checked)

    async def unknown_press(self, press: CallbackContext) -> None:
        """A button of another version, or a made-up one."""
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
            found=match.groups() if match else (),
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
