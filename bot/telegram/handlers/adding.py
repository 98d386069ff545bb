"""Articles that come in: text, links, files, what somebody passes on. All are shown before they are there.

Whether somebody is an admin is checked at the door for commands and buttons; here only what an admin sends
without a command is taken apart from what is a question of anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import PurePath

from telegram import Chat, Document

from bot.telegram.delivery.sending import typing
from bot.telegram.handlers.access import (
    CallbackContext,
    Context,
    Handler,
    MessageContext,
)
from bot.telegram.handlers.drafts import Drafts
from bot.telegram.updates import reading
from bot.telegram.updates.reading import MAX_UPLOAD_BYTES, MAX_UPLOAD_MEGABYTES
from bot.telegram.views.keyboards import Rows, under_offer
from knowledge.articles import prepublication
from knowledge.errors import UnreadableArticle, UnusableLink
from knowledge.models import ArticleText
from knowledge.ports import ArticlePages, Source, UploadDraft

MOST_ARTICLES = 200
"""In one file. About a minute and a half on two cores until all are published; the chat waits for it."""

MOST_CHARACTERS = 20_000_000
"""Of all articles of one file: an archive of ten megabytes can hold a hundred times as much."""

PLAIN_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".jsonl", ".ndjson"})
"""Files whose bytes show what reading takes out."""


class TooManyError(Exception):
    """More articles in one file than are taken at once."""


class Adding:
    """``read_text`` (which raises UnreadableArticle) and ``unpack`` (bytes, file name) run in a thread."""

    def __init__(
        self,
        drafts: Drafts,
        read_text: Callable[[str], ArticleText],
        unpack: Callable[[bytes, str], Iterator[Source]],
        pages: ArticlePages,
    ) -> None:
        self._drafts = drafts
        self._read_text = read_text
        self._unpack = unpack
        self._pages = pages

    async def add(self, incoming: MessageContext, context: Context) -> None:
        """/add with a text or a link behind it, as a reply, or as the caption of a file."""
        document = reading.uploaded_document(incoming.message, context.bot.id)
        text = reading.uploaded_text(incoming.message, context.bot.id)
        if document is not None and not reading.after_command(incoming.message.text or ""):
            await self._add_document(incoming, document)
        elif text:
            async with typing(incoming.chat):
                card = await self._drafts.save(await self._read(text), incoming.texts)
            await incoming.send([card])
        elif incoming.message.effective_attachment:
            await incoming.say(incoming.texts("upload-wrong-type"))
        else:
            await incoming.say(incoming.texts("add-how"))

    def or_question(self, question: Handler) -> Handler:
        """What an admin writes may be a title that was asked for, or something to add; all else is asked."""

        async def handle(incoming: MessageContext, context: Context) -> None:
            message = incoming.message
            text = message.text or ""
            may_be_article = (
                incoming.is_admin
                and incoming.chat.type == Chat.PRIVATE
                and not reading.is_own_words(message, context.bot.id)
            )
            is_forwarded = message.forward_origin is not None
            is_link = reading.is_only_link(text)
            # Telegram makes a reply of the value by itself: what else asks is not held up by a title that
            # somebody forgot to send.
            is_question = text.rstrip().endswith("?") and message.reply_to_message is None
            may_be_value = incoming.is_admin and not (is_forwarded or is_link or is_question)
            if may_be_value and await self._drafts.take_value(incoming):
                return
            if may_be_article and is_link:
                await incoming.say(incoming.texts("offer-link"), await self._offer(incoming, text))
            elif may_be_article and reading.is_forwarded_text(message):
                await incoming.say(incoming.texts("forwarded"), await self._offer(incoming, text))
            else:
                await question(incoming, context)
                if may_be_article and is_forwarded:
                    await incoming.say(incoming.texts("offer-forwarded"), await self._offer(incoming, text))

        return handle

    def or_unreadable(self, unreadable: Handler) -> Handler:
        """A file that an admin sends without a word is an upload; a forwarded picture may tell an article."""

        async def handle(incoming: MessageContext, context: Context) -> None:
            message = incoming.message
            if incoming.is_admin and message.document and not message.animation and not message.caption:
                await self._add_document(incoming, message.document)
            elif (
                incoming.is_admin
                and message.forward_origin
                and message.caption
                and not reading.is_own_words(message, context.bot.id)
            ):
                await incoming.say(
                    incoming.texts("offer-forwarded"), await self._offer(incoming, message.caption)
                )
            else:
                await unreadable(incoming, context)

        return handle

    async def take_offer(self, press: CallbackContext) -> None:
        """Read what was sent as an article; where that fails the offer stays."""
        text = await self._drafts.offered_text(press)
        if text is None:
            return
        await press.acknowledge()
        async with typing(press.chat, thread=press.topic):
            card = await self._drafts.save(await self._read(text), press.texts)
        await press.reply(card)
        await self._drafts.end_offer(press)

    async def _offer(self, incoming: MessageContext, text: str) -> Rows:
        return under_offer(await self._drafts.offer(text), incoming.texts)

    async def _read(self, text: str) -> UploadDraft:
        if reading.is_other_address(text):
            raise UnusableLink("Only links to web pages are followed; they begin with https:// or http://.")
        link = reading.first_link(text)
        if link is not None:
            return UploadDraft((await self._pages.fetch(link),))
        article = await asyncio.to_thread(self._read_text, text)
        return UploadDraft((article,), has_hidden_characters=prepublication.hides(text))

    async def _add_document(self, incoming: MessageContext, document: Document) -> None:
        problem = reading.upload_problem(document)
        if problem is None:
            async with typing(incoming.chat):
                file = await document.get_file()
                if (file.file_size or 0) > MAX_UPLOAD_BYTES:
                    problem = "upload-too-large"
                else:
                    data = bytes(await file.download_as_bytearray())
                    try:
                        draft = await asyncio.to_thread(self._draft_of, data, document.file_name or "")
                        card = await self._drafts.save(draft, incoming.texts)
                    except TooManyError:
                        problem = "upload-too-many"
        if problem is not None:
            await incoming.say(incoming.texts(problem, megabytes=MAX_UPLOAD_MEGABYTES, count=MOST_ARTICLES))
        else:
            await incoming.send([card])

    def _draft_of(self, data: bytes, name: str) -> UploadDraft:
        """Blocks. Raises UnreadableArticle when there is nothing that can be read, and TooManyError."""
        articles: list[ArticleText] = []
        unreadable = characters = 0
        for source in self._unpack(data, name):
            if source.article is None:
                unreadable += 1
                continue
            articles.append(source.article)
            characters += len(source.article.text)
            if len(articles) > MOST_ARTICLES or characters > MOST_CHARACTERS:
                raise TooManyError
        if not articles:
            raise UnreadableArticle(f"Nothing in {name} can be read as an article.")
        is_plain = PurePath(name.lower()).suffix in PLAIN_SUFFIXES
        return UploadDraft(
            tuple(articles),
            unreadable,
            has_hidden_characters=is_plain and prepublication.hides(data.decode(errors="ignore")),
        )
