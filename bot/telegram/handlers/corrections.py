"""Handles the commands /show, /history, /replace and /retract, which show, correct and withdraw articles."""

from __future__ import annotations

import asyncio

from telegram import Document

from bot.messages.catalogue import Texts
from bot.telegram.delivery.sending import send_html, typing
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.handlers.lookup import find_article
from bot.telegram.protocols import Corrections, Library
from bot.telegram.updates import reading
from bot.telegram.updates.reading import MAX_UPLOAD_BYTES, MAX_UPLOAD_MEGABYTES
from bot.telegram.views import keyboards
from bot.telegram.views.article import render_article, render_history, render_replaced, render_retracted
from bot.telegram.views.outgoing import Outgoing
from knowledge.articles.reading import read, read_only
from knowledge.models import ArticleText, AuditAction
from knowledge.ports import ArticleSources, AuditStore, RawDocument
from knowledge.ports.file_kinds import SINGLE_ARTICLE_KINDS, kind_of

EXAMPLE_ID = "a1b2c3"


class CorrectionCommands:
    """Handles /show, /history, /replace, /retract and the button "History". For admins."""

    def __init__(
        self,
        library: Library,
        corrections: Corrections,
        sources: ArticleSources,
        audit: AuditStore,
    ) -> None:
        self._library = library
        self._corrections = corrections
        self._sources = sources
        self._audit = audit

    async def show(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/show ID``: show a published or withdrawn article with its text."""
        article_id = reading.after_command(incoming.message.text or "")
        if not article_id:
            await self._say_how("show-how", incoming)
            return
        article = await find_article(self._library, article_id)
        newest = (await self._library.history(article_id if article is None else article.id))[-1]
        rows = keyboards.under_article(newest.article_id, incoming.texts)
        count = None if article is None else len(article.sentences)
        await incoming.send(render_article(newest, count, incoming.texts, rows))

    async def history(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/history ID``: list the versions of an article with the sentences that changed."""
        article_id = reading.after_command(incoming.message.text or "")
        if article_id:
            await incoming.send(await self._history(article_id, incoming.texts))
        else:
            await self._say_how("history-how", incoming)

    async def show_history(self, press: CallbackContext) -> None:
        """Handle the button "History" under an article: list the versions of the article."""
        messages = await self._history(press.arguments[0] or "", press.texts)
        if press.message is not None:
            await send_html(press.message, messages)
            return
        for message in messages:
            await press.reply(message)

    async def retract(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/retract ID reason``: withdraw an article; the reason is shown to readers."""
        article_id, reason = _split(reading.after_command(incoming.message.text or ""))
        if not reason:
            await self._say_how("retract-how", incoming)
            return
        async with typing(incoming.chat):
            standing = await self._library.retract(article_id, reason)
            await self._record(incoming, "retract", standing.article_id)
            versions = await self._library.history(standing.article_id)
            answers = await self._corrections.answers_touched(versions)
        await incoming.send(render_retracted(standing, answers, incoming.texts))

    async def replace(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/replace ID``: replace the text of an article by a corrected one.

        The corrected text follows the id, or is in the message or file that the command replies to.
        """
        article_id, text = _split(reading.after_command(incoming.message.text or ""))
        document = None if text else reading.uploaded_document(incoming.message, context.bot.id)
        text = text or reading.replied_text(incoming.message, context.bot.id)
        if not article_id or not (text or document):
            await self._say_how("replace-how", incoming)
            return
        if document is not None and (problem := _problem(document, incoming.texts)):
            await incoming.say(problem)
            return
        async with typing(incoming.chat):
            # Look the article up first: an unknown id should fail before a file is downloaded and read.
            old = await self._library.get(article_id)
            if document is None:
                article = await asyncio.to_thread(read, RawDocument(text))
            else:
                article = await self._read_document(document)
            result = await self._library.replace(old.id, article)
            versions = await self._library.history(old.id)
            answers = 0
            if result.status == "replaced":
                await self._record(incoming, "replace", old.id)
                answers = await self._corrections.answers_touched(versions)
        await incoming.send(render_replaced(result, versions[-1], answers, incoming.texts))

    async def _record(self, incoming: MessageContext, kind: AuditAction, article_id: str) -> None:
        await self._audit.record(incoming.person, incoming.user.full_name, kind, article_id)

    async def _read_document(self, document: Document) -> ArticleText:
        file = await document.get_file()
        data, name = bytes(await file.download_as_bytearray()), document.file_name or ""
        return await asyncio.to_thread(lambda: read_only(self._sources.from_upload(data, name), name))

    async def _history(self, article_id: str, texts: Texts) -> list[Outgoing]:
        return render_history(await self._library.history(article_id), texts)

    async def _say_how(self, name: str, incoming: MessageContext) -> None:
        newest = await self._library.list(1)
        await incoming.say(incoming.texts(name, example=newest[0].id if newest else EXAMPLE_ID))


def _problem(document: Document, texts: Texts) -> str | None:
    """The sentence that says why a file is refused; None if it is accepted."""
    if kind_of(document.file_name or "") not in SINGLE_ARTICLE_KINDS:
        return texts("replace-wrong-type")
    if (document.file_size or 0) > MAX_UPLOAD_BYTES:
        return texts("upload-too-large", megabytes=MAX_UPLOAD_MEGABYTES)
    return None


def _split(text: str) -> tuple[str, str]:
    """The first word, and the text after it with its line breaks; ``""`` for what is missing."""
    parts = text.split(maxsplit=1)
    return (parts[0] if parts else "", parts[1].strip() if len(parts) > 1 else "")
