"""Handles uploads: articles that come in as text, link, file or forwarded message, and are previewed first.

``handlers/access.py`` checks that commands and buttons are used by admins. This module only checks it for
messages without a command, which may be an upload of an admin or a question of anybody.
"""

from __future__ import annotations

import asyncio

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
from knowledge.articles.reading import read, read_each
from knowledge.errors import UnreadableArticle, UnusableLink
from knowledge.models import ArticleText
from knowledge.ports import ArticleSources, RawDocument, UploadDraft
from knowledge.ports.file_kinds import READABLE_BYTES_KINDS, kind_of

MOST_ARTICLES = 200
"""Articles in one file. Publishing so many takes about 90 seconds on two cores, during which the chat
waits."""

MOST_CHARACTERS = 20_000_000
"""Characters of all articles in one file. A ZIP of 10 MB can unpack to a hundred times its size."""


class TooManyError(Exception):
    """A file contains more articles or characters than one upload may have."""


class Adding:
    """Handles /add, files and forwarded messages of admins, and the button "Add as article"."""

    def __init__(self, drafts: Drafts, sources: ArticleSources) -> None:
        self._drafts = drafts
        self._sources = sources

    async def add(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/add``, which has text or a link after it, replies to a message, or is the caption of a
        file."""
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
        """Wrap ``question``, the handler for questions. The wrapper takes a title or date that an admin was
        asked for, and offers to add links and forwarded messages of admins as articles. It passes everything
        else to ``question``."""

        async def handle(incoming: MessageContext, context: Context) -> None:
            message = incoming.message
            text = message.text or ""
            may_be_article = (
                incoming.is_admin
                and incoming.chat.type == Chat.PRIVATE
                and not reading.is_from_bot(message, context.bot.id)
            )
            is_forwarded = message.forward_origin is not None
            is_link = reading.is_only_link(text)
            # The prompt for a value uses ForceReply, so the value normally comes as a reply. A question that
            # is not a reply must be answered even if the admin never sent the value.
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
        """Wrap ``unreadable``, the handler for messages that are not text. The wrapper adds files that an
        admin sends without a caption, and offers to add the caption of a forwarded message. It passes
        everything else to ``unreadable``."""

        async def handle(incoming: MessageContext, context: Context) -> None:
            message = incoming.message
            if incoming.is_admin and message.document and not message.animation and not message.caption:
                await self._add_document(incoming, message.document)
            elif (
                incoming.is_admin
                and message.forward_origin
                and message.caption
                and not reading.is_from_bot(message, context.bot.id)
            ):
                await incoming.say(
                    incoming.texts("offer-forwarded"), await self._offer(incoming, message.caption)
                )
            else:
                await unreadable(incoming, context)

        return handle

    async def take_offer(self, press: CallbackContext) -> None:
        """Handle the button "Add as article": read the text of the offer as an article and show its preview.

        The offer stays if reading fails.
        """
        text = await self._drafts.text_of_offer(press)
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
        document = RawDocument(text) if link is None else await self._sources.fetch(link)
        article = await asyncio.to_thread(read, document)
        return UploadDraft((article,), has_hidden_characters=link is None and prepublication.hides(text))

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
        """Read a file. Blocks. Raises UnreadableArticle if it contains no article, TooManyError if too
        many."""
        articles: list[ArticleText] = []
        unreadable = characters = 0
        for source in read_each(self._sources.from_upload(data, name)):
            if source.article is None:
                unreadable += 1
                continue
            articles.append(source.article)
            characters += len(source.article.text)
            if len(articles) > MOST_ARTICLES or characters > MOST_CHARACTERS:
                raise TooManyError
        if not articles:
            raise UnreadableArticle(f"Nothing in {name} can be read as an article.")
        # Reading removes hidden characters; in files of text they can be seen in the bytes.
        is_text = kind_of(name) in READABLE_BYTES_KINDS
        return UploadDraft(
            tuple(articles),
            unreadable,
            has_hidden_characters=is_text and prepublication.hides(data.decode(errors="ignore")),
        )
