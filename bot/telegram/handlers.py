"""Update in, use case, message out. What to say is decided in ``rendering`` and in the message catalogue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from telegram import Chat, Document, Message, Update, User
from telegram.ext import ContextTypes

from bot.messages.catalogue import Catalogue, Texts
from bot.telegram import incoming, rendering
from bot.telegram.answering import Answering, Answers
from bot.telegram.incoming import MAX_UPLOAD_BYTES, MAX_UPLOAD_MEGABYTES
from bot.telegram.sending import send_html, typing
from knowledge.models import AddResult, ArticleSummary, ArticleText

ARTICLES_SHOWN = 10

EXAMPLE_ID = "a1b2c3"

Context = ContextTypes.DEFAULT_TYPE
UpdateHandler = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Assistant(Answers, Protocol):
    """The part of :class:`knowledge.assistant.Assistant` that people in Telegram meet."""

    async def move(self, conversation: str, to: str) -> None: ...

    async def begin_anew(self, conversation: str) -> None: ...


class Library(Protocol):
    """The part of :class:`knowledge.library.Library` that people in Telegram meet."""

    async def add(self, article: ArticleText) -> AddResult: ...

    async def delete(self, article_id: str) -> None: ...

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]: ...

    async def count(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Who wrote what, of an update with a message from a person; their texts."""

    message: Message
    chat: Chat
    user: User
    texts: Texts

    @property
    def conversation(self) -> str:
        return f"telegram:{self.chat.id}"

    @property
    def person(self) -> str:
        """The name by which the core knows who asks, as in the budgets."""
        return f"telegram:{self.user.id}"


Handler = Callable[[Asked, Context], Coroutine[Any, Any, None]]


class Handlers:
    """One method for each thing that people can do."""

    def __init__(
        self,
        *,
        assistant: Assistant,
        library: Library,
        admin_ids: Collection[int],
        catalogue: Catalogue,
        read_text: Callable[[str], ArticleText],
        read_upload: Callable[[bytes, str], ArticleText],
    ) -> None:
        self._assistant = assistant
        self._answering = Answering(assistant, catalogue)
        self._library = library
        self._admin_ids = frozenset(admin_ids)
        self._catalogue = catalogue
        self._read_text = read_text
        self._read_upload = read_upload

    def for_all(self, handler: Handler) -> UpdateHandler:
        """The handler as python-telegram-bot calls it; what no person wrote is passed over."""

        async def translated(update: Update, context: Context) -> None:
            if asked := self._asked(update):
                await handler(asked, context)

        return translated

    def for_admins(self, handler: Handler) -> UpdateHandler:
        """The same, with a polite refusal for everybody else. The only place where rights are checked."""

        async def checked(asked: Asked, context: Context) -> None:
            if self._is_admin(asked.user):
                await handler(asked, context)
            else:
                await _say(asked, asked.texts("not-admin"))

        return self.for_all(checked)

    async def start(self, asked: Asked, context: Context) -> None:
        await _say(asked, asked.texts("start"))

    async def help(self, asked: Asked, context: Context) -> None:
        admin = [asked.texts("help-admin")] if self._is_admin(asked.user) else []
        await _say(asked, "\n\n".join([asked.texts("help"), *admin]))

    async def new(self, asked: Asked, context: Context) -> None:
        await self._assistant.begin_anew(asked.conversation)
        await _say(asked, asked.texts("new-conversation"))

    async def articles(self, asked: Asked, context: Context) -> None:
        newest = await self._library.list(ARTICLES_SHOWN)
        count = await self._library.count()
        await send_html(asked.message, rendering.render_articles(newest, count, asked.texts))

    async def question(self, asked: Asked, context: Context) -> None:
        """A message in a private chat, or one in a group that mentions or answers the bot."""
        question = incoming.without_mention(asked.message.text or "", context.bot.username)
        if not question:
            await _say(asked, asked.texts("ask-me"))
            return
        await self._answering.answer(
            asked.message,
            question,
            conversation=asked.conversation,
            language=asked.texts.language,
            user_language=asked.user.language_code,
            person=f"telegram:{asked.user.id}",
        )

    async def add(self, asked: Asked, context: Context) -> None:
        document = incoming.uploaded_document(asked.message, context.bot.id)
        text = incoming.uploaded_text(asked.message, context.bot.id)
        if document is not None and not incoming.after_command(asked.message.text or ""):
            await self._add_document(asked, document)
        elif text:
            async with typing(asked.chat):
                result = await self._library.add(await asyncio.to_thread(self._read_text, text))
            await send_html(asked.message, rendering.render_added(result, asked.texts))
        elif asked.message.effective_attachment:
            await _say(asked, asked.texts("upload-wrong-type"))
        else:
            await _say(asked, asked.texts("add-how"))

    async def _add_document(self, asked: Asked, document: Document) -> None:
        problem = incoming.upload_problem(document)
        if problem is None:
            async with typing(asked.chat):
                file = await document.get_file()
                if (file.file_size or 0) > MAX_UPLOAD_BYTES:
                    problem = "upload-too-large"
                else:
                    data = bytes(await file.download_as_bytearray())
                    article = await asyncio.to_thread(self._read_upload, data, document.file_name or "")
                    result = await self._library.add(article)
        if problem == "upload-too-large":
            await _say(asked, asked.texts(problem, megabytes=MAX_UPLOAD_MEGABYTES))
        elif problem is not None:
            await _say(asked, asked.texts(problem))
        else:
            await send_html(asked.message, rendering.render_added(result, asked.texts))

    async def delete(self, asked: Asked, context: Context) -> None:
        article_id = incoming.after_command(asked.message.text or "")
        if not article_id:
            newest = await self._library.list(1)
            example = newest[0].id if newest else EXAMPLE_ID
            await _say(asked, asked.texts("delete-how", example=example))
            return
        await self._library.delete(article_id)
        await _say(asked, asked.texts("deleted", id=rendering.short_id(article_id)))

    async def unknown_command(self, asked: Asked, context: Context) -> None:
        commands = ["/articles", "/new", "/help"]
        if self._is_admin(asked.user):
            commands += ["/add", "/delete"]
        await _say(asked, asked.texts("unknown-command", commands=", ".join(commands)))

    async def other(self, asked: Asked, context: Context) -> None:
        """What is not text, in a private chat."""
        wants_to_add = self._is_admin(asked.user) and asked.message.document
        await _say(asked, asked.texts("add-how" if wants_to_add else "text-only"))

    def _is_admin(self, user: User) -> bool:
        return user.id in self._admin_ids

    def _asked(self, update: Update) -> Asked | None:
        message, chat, user = update.effective_message, update.effective_chat, update.effective_user
        if message is None or chat is None or user is None:
            return None
        return Asked(message, chat, user, self._catalogue.choose(user.language_code))


async def _say(asked: Asked, text: str) -> None:
    await send_html(asked.message, rendering.render_text(text))
