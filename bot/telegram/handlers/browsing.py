"""Handles the list of articles, page by page, and restricting a conversation to one of them."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.catalogue import Texts
from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.handlers.lookup import find_article
from bot.telegram.protocols import Library
from bot.telegram.views.answer import render_articles, render_text, short_title
from bot.telegram.views.keyboards import under_restriction
from bot.telegram.views.outgoing import Outgoing
from knowledge.ports import ChatStore

PAGE_SIZE = 5
"""Articles on a page. A news title takes two lines on a phone, so five articles fill the screen."""


class Browsing:
    """Handles /articles, its page buttons, and the buttons that restrict a conversation to one article.

    Turning a page edits the message. A restriction holds until /new or "ask all articles".
    """

    def __init__(self, library: Library, chats: ChatStore) -> None:
        self._library = library
        self._chats = chats

    async def articles(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/articles``: show the first page of the list."""
        await incoming.send(await self._page(0, incoming.texts, show_ids=incoming.is_admin))

    async def turn_page(self, press: CallbackContext) -> None:
        """Handle the buttons "Newer" and "Older": show another page in the same message."""
        offset = int(press.arguments[0] or 0)
        [page] = await self._page(offset, press.texts, show_ids=press.is_admin)
        await change(press.bot, press.chat.id, press.message_id, page)

    async def ask_only(self, press: CallbackContext) -> None:
        """Handle the button of an article: restrict the conversation to that article."""
        article_id = press.arguments[0] or ""
        article = await find_article(self._library, article_id)
        if article is None:
            await press.acknowledge(press.texts("article-gone"), is_alert=True)
            return
        await self._chats.save(press.conversation, replace(press.settings, article_id=article.id))
        text = press.texts("now-only", title=short_title(article.title))
        [outgoing] = render_text(text, under_restriction(press.texts))
        await press.reply(outgoing)

    async def ask_all(self, press: CallbackContext) -> None:
        """Handle the button "Search all articles": lift the restriction."""
        await self._chats.save(press.conversation, replace(press.settings, article_id=None))
        [outgoing] = render_text(press.texts("now-all"))
        await change(press.bot, press.chat.id, press.message_id, outgoing)

    async def _page(self, offset: int, texts: Texts, *, show_ids: bool) -> list[Outgoing]:
        """The page at ``offset``, or the last page if ``offset`` is beyond it after deletions."""
        count = await self._library.count()
        offset = min(offset, max(0, (count - 1) // PAGE_SIZE * PAGE_SIZE))
        articles = await self._library.list(PAGE_SIZE, offset)
        return render_articles(articles, count, texts, offset=offset, page_size=PAGE_SIZE, show_ids=show_ids)
