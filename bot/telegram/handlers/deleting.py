"""/delete: asks first, and can be undone for some minutes."""

from __future__ import annotations

from bot.messages.catalogue import Texts
from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import Asked, Context, Pressed
from bot.telegram.protocols import Library
from bot.telegram.updates import reading
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_text, short_title
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing
from knowledge.errors import UnknownArticle, UnreadableArticle
from knowledge.models import DeedKind
from knowledge.ports import UNDO_FOR, AuditStore

EXAMPLE_ID = "a1b2c3"

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)


class Deleting:
    """The message that asked is changed in place: it says what became of the article."""

    def __init__(self, library: Library, audit: AuditStore) -> None:
        self._library = library
        self._audit = audit

    async def ask(self, asked: Asked, context: Context) -> None:
        article_id = reading.after_command(asked.message.text or "")
        if not article_id:
            newest = await self._library.list(1)
            await asked.say(asked.texts("delete-how", example=newest[0].id if newest else EXAMPLE_ID))
            return
        await asked.send([await self._question(article_id, asked.texts)])

    async def ask_below(self, pressed: Pressed) -> None:
        """The button below an article."""
        try:
            question = await self._question(pressed.found[0] or "", pressed.texts)
        except UnknownArticle:
            await pressed.acknowledge(pressed.texts("article-gone"), is_alert=True)
            return
        await pressed.reply(question)

    async def confirm(self, pressed: Pressed) -> None:
        article_id, answer = pressed.found[0] or "", pressed.found[1]
        if answer == "no":
            await self._say(pressed, pressed.texts("forget-kept"))
            return
        try:
            title = (await self._library.standing(article_id)).title
            await self._library.set_aside(article_id)
        except UnknownArticle:
            await pressed.acknowledge(pressed.texts("article-gone"), is_alert=True)
            return
        await self._record(pressed, "delete", article_id)
        text = pressed.texts("deleted-for-now", title=short_title(title), minutes=UNDO_MINUTES)
        await self._say(pressed, text, keyboards.under_deleted(article_id, pressed.texts))

    async def undo(self, pressed: Pressed) -> None:
        article_id = pressed.found[0] or ""
        try:
            title = await self._library.restore(article_id)
        except UnknownArticle:
            await self._say(pressed, pressed.texts("undo-too-late", minutes=UNDO_MINUTES))
        except UnreadableArticle:
            await pressed.acknowledge(pressed.texts("undo-taken"), is_alert=True)
        else:
            await self._record(pressed, "restore", article_id)
            await self._say(pressed, pressed.texts("deletion-undone", title=short_title(title)))

    async def _question(self, article_id: str, texts: Texts) -> Outgoing:
        standing = await self._library.standing(article_id)
        text = texts("delete-ask", title=short_title(standing.title))
        [outgoing] = render_text(text, keyboards.under_delete(standing.article_id, texts))
        return outgoing

    async def _record(self, pressed: Pressed, kind: DeedKind, article_id: str) -> None:
        await self._audit.record(pressed.person, pressed.user.full_name, kind, article_id)

    async def _say(self, pressed: Pressed, text: str, rows: Rows = ()) -> None:
        [outgoing] = render_text(text, rows)
        await change(pressed.bot, pressed.chat.id, pressed.message_id, outgoing)
