"""What only admins do: adding articles. Whether somebody is one is checked at the door."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telegram import Document

from bot.telegram import incoming, rendering
from bot.telegram.handlers.door import Asked, Context
from bot.telegram.incoming import MAX_UPLOAD_BYTES, MAX_UPLOAD_MEGABYTES
from bot.telegram.needs import Library
from bot.telegram.sending import typing
from knowledge.models import AddResult, ArticleText, DeedKind
from knowledge.ports import AuditStore


class Newsroom:
    """``read_text`` and ``read_upload`` (bytes, file name) run in a thread; they raise UnreadableArticle."""

    def __init__(
        self,
        library: Library,
        read_text: Callable[[str], ArticleText],
        read_upload: Callable[[bytes, str], ArticleText],
        audit: AuditStore,
    ) -> None:
        self._library = library
        self._read_text = read_text
        self._read_upload = read_upload
        self._audit = audit

    async def add(self, asked: Asked, context: Context) -> None:
        document = incoming.uploaded_document(asked.message, context.bot.id)
        text = incoming.uploaded_text(asked.message, context.bot.id)
        if document is not None and not incoming.after_command(asked.message.text or ""):
            await self._add_document(asked, document)
        elif text:
            async with typing(asked.chat):
                result = await self._keep(asked, await asyncio.to_thread(self._read_text, text))
            await asked.send(rendering.render_added(result, asked.texts))
        elif asked.message.effective_attachment:
            await asked.say(asked.texts("upload-wrong-type"))
        else:
            await asked.say(asked.texts("add-how"))

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
                    result = await self._keep(asked, article)
        if problem == "upload-too-large":
            await asked.say(asked.texts(problem, megabytes=MAX_UPLOAD_MEGABYTES))
        elif problem is not None:
            await asked.say(asked.texts(problem))
        else:
            await asked.send(rendering.render_added(result, asked.texts))

    async def _keep(self, asked: Asked, article: ArticleText) -> AddResult:
        result = await self._library.add(article)
        if result.status in {"added", "replaced"} and result.article_id:
            kind: DeedKind = "add" if result.status == "added" else "replace"
            await self._audit.record(asked.person, asked.user.full_name, kind, result.article_id)
        return result
