"""Handles the command /delete, which asks for confirmation and can be undone for some minutes."""

from __future__ import annotations

from bot.messages.catalogue import Texts
from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.protocols import Library
from bot.telegram.updates import reading
from bot.telegram.views import keyboards
from bot.telegram.views.answer import render_text, short_title
from bot.telegram.views.keyboards import Rows
from bot.telegram.views.outgoing import Outgoing
from knowledge.errors import UnknownArticle, UnreadableArticle
from knowledge.models import AuditAction
from knowledge.ports import UNDO_FOR, AuditStore

EXAMPLE_ID = "a1b2c3"

UNDO_MINUTES = int(UNDO_FOR.total_seconds() // 60)


class Deleting:
    """Handles /delete and the buttons that confirm and undo a deletion.

    The message that asks for confirmation is edited to say what happened to the article.
    """

    def __init__(self, library: Library, audit: AuditStore) -> None:
        self._library = library
        self._audit = audit

    async def ask(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/delete ID``: ask for confirmation."""
        article_id = reading.after_command(incoming.message.text or "")
        if not article_id:
            newest = await self._library.list(1)
            await incoming.say(incoming.texts("delete-how", example=newest[0].id if newest else EXAMPLE_ID))
            return
        await incoming.send([await self._question(article_id, incoming.texts)])

    async def ask_below(self, press: CallbackContext) -> None:
        """Handle the button "Delete" under an article: ask for confirmation."""
        try:
            question = await self._question(press.arguments[0] or "", press.texts)
        except UnknownArticle:
            await press.acknowledge(press.texts("article-gone"), is_alert=True)
            return
        await press.reply(question)

    async def confirm(self, press: CallbackContext) -> None:
        """Handle the buttons "Yes" and "No": delete the article, or leave it."""
        article_id, choice = press.arguments[0] or "", press.arguments[1]
        if choice == "no":
            await self._say(press, press.texts("nothing-deleted"))
            return
        try:
            title = (await self._library.standing(article_id)).title
            await self._library.trash(article_id)
        except UnknownArticle:
            await press.acknowledge(press.texts("article-gone"), is_alert=True)
            return
        await self._record(press, "delete", article_id)
        text = press.texts("deleted-for-now", title=short_title(title), minutes=UNDO_MINUTES)
        await self._say(press, text, keyboards.under_deleted(article_id, press.texts))

    async def undo(self, press: CallbackContext) -> None:
        """Handle the button "Undo": restore the article if there is still time."""
        article_id = press.arguments[0] or ""
        try:
            title = await self._library.restore(article_id)
        except UnknownArticle:
            await self._say(press, press.texts("undo-too-late", minutes=UNDO_MINUTES))
        except UnreadableArticle:
            await press.acknowledge(press.texts("undo-taken"), is_alert=True)
        else:
            await self._record(press, "restore", article_id)
            await self._say(press, press.texts("deletion-undone", title=short_title(title)))

    async def _question(self, article_id: str, texts: Texts) -> Outgoing:
        standing = await self._library.standing(article_id)
        text = texts("delete-ask", title=short_title(standing.title))
        [outgoing] = render_text(text, keyboards.under_delete(standing.article_id, texts))
        return outgoing

    async def _record(self, press: CallbackContext, kind: AuditAction, article_id: str) -> None:
        await self._audit.record(press.person, press.user.full_name, kind, article_id)

    async def _say(self, press: CallbackContext, text: str, rows: Rows = ()) -> None:
        [outgoing] = render_text(text, rows)
        await change(press.bot, press.chat.id, press.message_id, outgoing)
