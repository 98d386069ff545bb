"""Handles upload drafts: articles that wait to be published, shown as a card (a preview with buttons).

The updates of one chat are handled one after another and a card belongs to one chat, so two presses under one
card never run at the same time. An article is published before its draft is removed: after a crash in between
it is published again rather than never, and the library reports the second time as unchanged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram import Chat, ForceReply, ReplyParameters
from telegram.constants import ParseMode

from bot.messages.catalogue import Texts
from bot.telegram.delivery.callback_replies import EditResult, change, change_buttons
from bot.telegram.delivery.sending import typing
from bot.telegram.handlers.access import CallbackContext, MessageContext
from bot.telegram.handlers.lookup import find_article
from bot.telegram.protocols import Library
from bot.telegram.updates import reading
from bot.telegram.views import answer
from bot.telegram.views.draft import (
    DraftView,
    is_single,
    render_cancelled,
    render_draft,
    render_published,
)
from bot.telegram.views.html import plain
from bot.telegram.views.outgoing import Outgoing
from knowledge.articles import prepublication
from knowledge.articles.prepublication import Inspected
from knowledge.errors import UnknownArticle, UnreadableArticle
from knowledge.models import AddResult, ArticleText, AuditAction
from knowledge.ports import AuditStore, AwaitedEdit, Clock, UploadDraft, UploadDraftStore
from knowledge.text.cleaning import visible
from knowledge.text.dates import parse_date

MOST_TITLE_CHARACTERS = 300
"""Twice as long as the longest newspaper headlines."""


class Drafts:
    """Shows upload drafts and handles their buttons: publish, cancel, replace, edit title, edit date.

    Also stores offers: links and forwarded texts that an admin can turn into a draft by pressing a button.
    ``clock`` gives today's date: a publication date more than a year after it is refused.
    """

    def __init__(self, library: Library, store: UploadDraftStore, audit: AuditStore, clock: Clock) -> None:
        self._library = library
        self._store = store
        self._audit = audit
        self._clock = clock

    async def save(self, draft: UploadDraft, texts: Texts) -> Outgoing:
        """Store a new draft and return its card.

        Articles without a sentence are left out and counted as unreadable. Raises
        :class:`~knowledge.errors.UnreadableArticle` if no article is left.
        """
        _, [card] = await self.save_for(draft, [texts])
        return card

    async def save_for(self, draft: UploadDraft, texts: Sequence[Texts]) -> tuple[int, list[Outgoing]]:
        """Store a new draft like :meth:`save`. Returns its number, and a card in each of these languages."""
        view = await self._view(draft)
        number = await self._store.save(view.draft)
        return number, [render_draft(number, view, each) for each in texts]

    async def decide(self, press: CallbackContext) -> None:
        """Handle the buttons of a card: publish or cancel the draft, or ask for another title or date."""
        number, action = int(press.arguments[0] or 0), press.arguments[1]
        draft = await self._find(press, number)
        if draft is None:
            return
        if action == "publish":
            await self._publish(press, number, draft)
        elif action == "cancel":
            view = await self._view(draft)
            outgoing = render_cancelled(draft, view.inspected[0].title, press.texts)
            await self._end(press, number, outgoing)
        elif is_single(draft):
            await self._ask(press, number, draft, "title" if action == "title" else "date")

    async def replace(self, press: CallbackContext) -> None:
        """Handle the button "Replace": publish the draft in place of an article that it resembles."""
        number, article_id = int(press.arguments[0] or 0), press.arguments[1] or ""
        draft = await self._find(press, number)
        if draft is None or not is_single(draft):
            return
        view = await self._view(draft)
        try:
            # A modified client can name any article, and the similar articles may have changed since.
            if article_id not in {similar.article_id for similar in view.alike}:
                raise UnknownArticle(article_id)
            await press.acknowledge()
            async with typing(press.chat, thread=press.topic):
                result = await self._library.replace(article_id, draft.articles[0])
        except UnknownArticle:
            await press.acknowledge(press.texts("draft-other-gone"), is_alert=True)
            card = render_draft(number, await self._view(draft), press.texts)
            await change(press.bot, press.chat.id, press.message_id, card)
        except UnreadableArticle:
            await self._refuse(press, number, view.inspected[0])
        else:
            await self._record(press, [result])
            await self._end(press, number, answer.render_added(result, press.texts)[0])

    async def take_value(self, incoming: MessageContext) -> bool:
        """Use the message as the title or date that this person was asked for.

        Returns False, and does nothing, if this person was not asked for one in this conversation.
        """
        match = await self._store.awaited(incoming.conversation, incoming.person)
        if match is None or match[1].awaited is None:
            return False
        (number, draft), edit = match, match[1].awaited
        value = reading.without_mention(incoming.message.text or "", incoming.bot.username)
        article = await self._edited(draft.articles[0], edit, value)
        if article is None:
            await incoming.say(incoming.texts(f"draft-{edit.field}-how", most=MOST_TITLE_CHARACTERS))
            return True
        # Clear ``awaited`` only after the reply: after a crash, handling the message again has the same
        # effect.
        view = await self._view(replace(draft, articles=(article,)))
        await self._store.change(number, view.draft)
        card = render_draft(number, view, incoming.texts)
        if await change(incoming.bot, incoming.chat.id, edit.message_id, card) is EditResult.GONE:
            await incoming.send([card])
        else:
            await incoming.say(incoming.texts(f"draft-{edit.field}-set"))
        await self._store.change(number, replace(view.draft, awaited=None))
        return True

    async def text_of_offer(self, press: CallbackContext) -> str | None:
        """The text of the offer whose button was pressed. If the offer has expired, tells the person and
        returns None."""
        draft = await self._store.find(int(press.arguments[0] or 0))
        if draft is None or draft.offer is None:
            await self._gone(press)
            return None
        return draft.offer

    async def offer(self, text: str) -> int:
        """Store a text or link that may be an article. Returns the number of the offer."""
        return await self._store.save(UploadDraft(offer=text))

    async def end_offer(self, press: CallbackContext) -> None:
        """Remove an offer that was accepted, and its button."""
        await change_buttons(press.bot, press.chat.id, press.message_id, ())
        await self._store.remove(int(press.arguments[0] or 0))

    async def _publish(self, press: CallbackContext, number: int, draft: UploadDraft) -> None:
        await press.acknowledge(press.texts("drafts-publishing"))
        async with typing(press.chat, thread=press.topic):
            if not is_single(draft):
                results = [result async for result in self._library.add_all(draft.articles)]
                await self._record(press, results)
                outgoing = render_published(results, draft.unreadable, press.texts)
            else:
                try:
                    result: AddResult = await self._library.add(draft.articles[0])
                except UnreadableArticle:
                    await self._refuse(press, number, (await self._view(draft)).inspected[0])
                    return
                await self._record(press, [result])
                outgoing = answer.render_added(result, press.texts)[0]
        await self._end(press, number, outgoing)

    async def _record(self, press: CallbackContext, results: Sequence[AddResult]) -> None:
        for result in results:
            if result.status in {"added", "replaced"} and result.article_id:
                kind: AuditAction = "add" if result.status == "added" else "replace"
                await self._audit.record(press.person, press.user.full_name, kind, result.article_id)

    async def _refuse(self, press: CallbackContext, number: int, inspected: Inspected) -> None:
        """End a draft that the library refused because its text was retracted.

        No other reason is possible here: a draft always has a sentence.
        """
        title = answer.short_title(inspected.title)
        [outgoing] = answer.render_text(press.texts("draft-refused", title=title))
        await self._end(press, number, outgoing)

    async def _end(self, press: CallbackContext, number: int, outgoing: Outgoing) -> None:
        """Replace the card by ``outgoing``, which says what happened, and remove the draft."""
        if await change(press.bot, press.chat.id, press.message_id, outgoing) is EditResult.GONE:
            await press.reply(outgoing)
        await self._store.remove(number)

    async def _ask(self, press: CallbackContext, number: int, draft: UploadDraft, field: str) -> None:
        edit = AwaitedEdit(
            "title" if field == "title" else "date",
            press.conversation,
            press.person,
            press.message_id,
        )
        await self._store.change(number, replace(draft, awaited=edit))
        await press.bot.send_message(
            press.chat.id,
            plain(press.texts(f"draft-{field}-ask")).html,
            parse_mode=ParseMode.HTML,
            message_thread_id=press.topic,
            reply_parameters=ReplyParameters(press.message_id, allow_sending_without_reply=True),
            # In a group, ForceReply would open the reply field of every member.
            reply_markup=ForceReply() if press.chat.type == Chat.PRIVATE else None,
        )

    async def _edited(self, article: ArticleText, edit: AwaitedEdit, value: str) -> ArticleText | None:
        """The article with the new title or date; None if the value cannot be used."""
        if edit.field == "date":
            today = self._clock().date()
            day = await asyncio.to_thread(parse_date, value, today=today)
            return None if day is None else replace(article, published_on=day)
        title = " ".join(visible(value).split())
        if len(title) > MOST_TITLE_CHARACTERS or not any(map(str.isalpha, title)):
            return None
        return replace(article, title=title)

    async def _find(self, press: CallbackContext, number: int) -> UploadDraft | None:
        draft = await self._store.find(number)
        if draft is None or not draft.articles:
            await self._gone(press)
            return None
        return draft

    async def _gone(self, press: CallbackContext) -> None:
        await press.acknowledge(press.texts("draft-gone"), is_alert=True)
        await change_buttons(press.bot, press.chat.id, press.message_id, ())

    async def _view(self, draft: UploadDraft) -> DraftView:
        """What the card of a draft shows. Raises UnreadableArticle if no article of several has a
        sentence."""
        if is_single(draft):
            [article] = draft.articles
            inspected = await asyncio.to_thread(
                prepublication.inspect, article, has_hidden_characters=draft.has_hidden_characters
            )
            alike = tuple(await self._library.resembling(article))
            return DraftView(draft, (inspected,), alike, await self._replaced(draft))
        pairs = await asyncio.to_thread(_inspect_all, draft.articles)
        if not pairs:
            raise UnreadableArticle("Nothing in the upload can be read as an article.")
        return DraftView(
            replace(
                draft,
                articles=tuple(article for article, _ in pairs),
                unreadable=draft.unreadable + len(draft.articles) - len(pairs),
            ),
            tuple(inspected for _, inspected in pairs),
            replaced=await self._replaced(draft),
        )

    async def _replaced(self, draft: UploadDraft) -> tuple[str, ...]:
        """The titles of published articles that publishing the draft would replace: same id, other text."""
        titles = []
        for article in draft.articles:
            if article.external_id and (old := await find_article(self._library, article.external_id)):
                titles += [old.title] if old.text != article.text else []
        return tuple(titles)


def _inspect_all(articles: tuple[ArticleText, ...]) -> list[tuple[ArticleText, Inspected]]:
    """The articles that have a sentence, each with what inspecting it found."""
    pairs = []
    for article in articles:
        try:
            pairs.append((article, prepublication.inspect(article)))
        except UnreadableArticle:
            continue
    return pairs
