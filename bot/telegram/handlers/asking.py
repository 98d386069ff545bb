"""Questions, however they are asked, and the proof of what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.messages.catalogue import Catalogue
from bot.telegram.delivery.answering import Answering
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.handlers.lookup import find_article, find_standing, turn_shown_by
from bot.telegram.protocols import (
    Assistant,
    Library,
    SentTurns,
    Turns,
)
from bot.telegram.updates import reading
from bot.telegram.views import keyboards, quoted_part
from bot.telegram.views.answer import render_outcome
from bot.telegram.views.outgoing import Outgoing
from bot.telegram.views.source import render_proof
from knowledge.answering.writer import Release
from knowledge.models import Article, Outcome, StoredTurn
from knowledge.ports import ChatStore


@dataclass(frozen=True, slots=True)
class _Restriction:
    """``only`` is the one article to ask about; ``is_gone`` says that it was set, and has been deleted."""

    only: Article | None = None
    is_gone: bool = False


class Asking:
    """``sent`` tells the turn of a message of the bot that has no buttons."""

    def __init__(
        self,
        assistant: Assistant,
        answering: Answering,
        library: Library,
        turns: Turns,
        chats: ChatStore,
        catalogue: Catalogue,
        sent: SentTurns,
    ) -> None:
        self._assistant = assistant
        self._answering = answering
        self._library = library
        self._turns = turns
        self._chats = chats
        self._catalogue = catalogue
        self._sent = sent

    async def question(self, incoming: MessageContext, context: Context) -> None:
        """A message in a private chat, or one in a group that mentions or answers the bot."""
        text = reading.without_mention(incoming.message.text or "", context.bot.username)
        about = await self._turn_replied_to(incoming)
        quoted = incoming.message.quote
        if about is not None and quoted_part.asks_for_proof(text, quoted.text if quoted else None):
            await self._prove(incoming, about)
        elif not text:
            await incoming.say(incoming.texts("ask-me"))
        elif reading.is_forwarded_text(incoming.message):
            await incoming.say(incoming.texts("forwarded"))
        else:
            await self.answer(incoming, text, about=about)

    async def command(self, incoming: MessageContext, context: Context) -> None:
        """/ask with a question behind it, or as a reply to the message that holds one."""
        text = reading.after_command(incoming.message.text or "")
        about = await self._turn_replied_to(incoming)
        if not text and about is None:
            text = reading.replied_text(incoming.message, context.bot.id)
        if text:
            await self.answer(incoming, text, about=about)
        else:
            await incoming.say(incoming.texts("ask-how"))

    async def suggested(self, press: CallbackContext) -> None:
        """A question on a button: it is asked as if the person had written it."""
        incoming = press.as_message()
        question = reading.button_text(press.message, press.query.data)
        if incoming is None or not question:
            await press.acknowledge(press.texts("message-gone"), is_alert=True)
            return
        await press.acknowledge()
        await self.answer(incoming, question, heading=question)

    async def answer(
        self,
        incoming: MessageContext,
        question: str,
        *,
        about: StoredTurn | None = None,
        heading: str | None = None,
    ) -> None:
        """Ask, and send what comes of it. ``about`` is the turn that the person replied to."""
        restriction = await self._restriction(incoming)

        async def ask(origin: str | None, release: Release | None) -> Outcome:
            return await self._assistant.ask(
                question,
                conversation=incoming.conversation,
                articles=[restriction.only.id] if restriction.only else [],
                language=self._catalogue.choose(incoming.user.language_code).language,
                set_language=incoming.settings.language,
                person=incoming.person,
                about=None if about is None else about.number,
                origin=origin,
                release=release,
            )

        def render(outcome: Outcome) -> Sequence[Outgoing]:
            return render_outcome(
                outcome,
                self._catalogue,
                incoming.user.language_code,
                set_language=incoming.settings.language,
                heading=heading,
                only=restriction.only.title if restriction.only else None,
                only_is_gone=restriction.is_gone,
            )

        await self._answering.answer(incoming.message, ask, render)

    async def _prove(self, incoming: MessageContext, about: StoredTurn) -> None:
        quoted, shown = incoming.message.quote, incoming.message.reply_to_message
        outcome = replace(about.outcome, turn=about.number)
        cited = quoted_part.cited_by(
            outcome,
            (shown.text or "") if shown else "",
            quoted.text if quoted else "",
            quoted.position if quoted else None,
        )
        texts = self._catalogue.choose(
            incoming.settings.language, outcome.language, incoming.user.language_code
        )
        if not cited:
            await incoming.say(texts("proof-of-nothing"))
            return
        ids = {citation.article_id for citation in cited}
        absent = [one for one in ids if await find_article(self._library, one) is None]
        gone = {one: await find_standing(self._library, one) for one in absent}
        rows = keyboards.under_proof(about.number, cited.values())
        await incoming.send(render_proof(cited, gone, texts, rows))

    async def _turn_replied_to(self, incoming: MessageContext) -> StoredTurn | None:
        replied = incoming.message.reply_to_message
        if replied is None or replied.from_user is None or replied.from_user.id != incoming.bot.id:
            return None
        number = turn_shown_by(replied)
        if number is None:
            number = await self._sent.turn_of(incoming.chat.id, replied.message_id)
        kept = None if number is None else await self._turns.turn(number)
        return kept if kept is not None and kept.conversation == incoming.conversation else None

    async def _restriction(self, incoming: MessageContext) -> _Restriction:
        article_id = incoming.settings.article_id
        if article_id is None:
            return _Restriction()
        article = await find_article(self._library, article_id)
        if article is None:
            await self._chats.save(incoming.conversation, replace(incoming.settings, article_id=None))
        return _Restriction(article, is_gone=article is None)
