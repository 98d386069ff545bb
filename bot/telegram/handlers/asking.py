"""Handles questions, asked by message, command or button, and replies that ask for the sources of an
answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import Chat

from bot.messages.catalogue import Catalogue
from bot.messages.replies import next_text
from bot.telegram.delivery.answering import Answering, Sent
from bot.telegram.delivery.callback_replies import change_buttons
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.handlers.lookup import find_article, find_standing, turn_of_answer
from bot.telegram.protocols import (
    Assistant,
    Following,
    Library,
    SentTurns,
    Suggestions,
    Turns,
)
from bot.telegram.updates import reading
from bot.telegram.updates.channel_posts import forwarded_from
from bot.telegram.views import keyboards, quoted_part
from bot.telegram.views.answer import render_outcome
from bot.telegram.views.outgoing import Outgoing
from bot.telegram.views.source import render_cited_sentences
from knowledge.answering.writer import Release
from knowledge.models import Answer, Article, AskRequest, Outcome, StoredTurn
from knowledge.ports import ChatStore

MOST_NEXT = 3
"""Buttons under an answer that ask something next."""


@dataclass(frozen=True, slots=True)
class _Restriction:
    """Whether a conversation is restricted to one article.

    ``article`` is that article, None without a restriction. ``is_gone`` is True if an article was chosen but
    has been withdrawn or deleted since; the question then goes to all articles.
    """

    article: Article | None = None
    is_gone: bool = False


class Asking:
    """Handles questions, /ask, buttons with suggested questions, and replies that ask for sources.

    ``sent`` looks up the turn that a message without buttons shows: only the last message of an answer has
    buttons.
    """

    def __init__(
        self,
        assistant: Assistant,
        answering: Answering,
        library: Library,
        turns: Turns,
        chats: ChatStore,
        catalogue: Catalogue,
        sent: SentTurns,
        suggestions: Suggestions,
        following: Following,
    ) -> None:
        self._assistant = assistant
        self._answering = answering
        self._library = library
        self._turns = turns
        self._chats = chats
        self._catalogue = catalogue
        self._sent = sent
        self._suggestions = suggestions
        self._following = following

    async def question(self, incoming: MessageContext, context: Context) -> None:
        """Answer a message in a private chat, or one in a group that mentions the bot or replies to it.

        A reply to an answer that only asks for its sources gets the cited sentences instead.
        """
        text = reading.without_mention(incoming.message.text or "", context.bot.username)
        about = await self._turn_replied_to(incoming)
        quoted = incoming.message.quote
        if about is not None and quoted_part.asks_for_sources(text, quoted.text if quoted else None):
            await self._show_sources(incoming, about)
        elif not text:
            await incoming.say(incoming.texts("ask-me"))
        elif reading.is_forwarded_text(incoming.message):
            await incoming.say(incoming.texts("forwarded"))
        else:
            await self.answer(incoming, text, about=about)

    async def command(self, incoming: MessageContext, context: Context) -> None:
        """Answer /ask with a question after it, or /ask as a reply to a message that contains a question."""
        text = reading.after_command(incoming.message.text or "")
        about = await self._turn_replied_to(incoming)
        if not text and about is None:
            text = reading.replied_text(incoming.message, context.bot.id)
        if text:
            await self.answer(incoming, text, about=about)
        else:
            await incoming.say(incoming.texts("ask-how"))

    async def suggested(self, press: CallbackContext) -> None:
        """Answer the suggested question on a button as if the person had written it."""
        incoming = press.as_message()
        question = reading.button_text(press.message, press.query.data)
        if incoming is None or not question:
            await press.acknowledge(press.texts("message-gone"), is_alert=True)
            return
        await press.acknowledge()
        number = turn_of_answer(press.message)
        turn = None if number is None else await self._turns.turn(number)
        about = turn if turn is not None and press.may_see(turn) else None
        await self.answer(incoming, question, about=about, heading=question)

    async def answer(
        self,
        incoming: MessageContext,
        question: str,
        *,
        about: StoredTurn | None = None,
        heading: str | None = None,
    ) -> None:
        """Ask the question and send the answer or abstention.

        ``about`` is the turn that the person replied to, if any. ``heading`` is shown above the answer where
        the question is not visible in the chat.
        """
        restriction = await self._restriction(incoming)
        post = None if restriction.article else await self._post_above(incoming)

        async def ask(origin: str | None, release: Release | None) -> Outcome:
            request = AskRequest(
                question,
                conversation=incoming.conversation,
                articles=[restriction.article.id] if restriction.article else [],
                first=[post] if post else [],
                asker_language=self._catalogue.choose(incoming.user.language_code).language,
                chosen_language=incoming.settings.language,
                person=incoming.person,
                origin=origin,
                replied_turn=None if about is None else about.number,
            )
            return await self._assistant.ask(request, on_statement=release)

        def render(outcome: Outcome) -> Sequence[Outgoing]:
            if outcome.intent == "nothing" and incoming.chat.type != Chat.PRIVATE:
                return ()  # Not every "ok" of a group is for the bot.
            return render_outcome(
                outcome,
                self._catalogue,
                incoming.user.language_code,
                set_language=incoming.settings.language,
                heading=heading,
                only=restriction.article.title if restriction.article else None,
                only_is_gone=restriction.is_gone,
            )

        sent = await self._answering.answer(incoming.message, ask, render)
        await self._offer_next(incoming, sent, question)

    async def _offer_next(self, incoming: MessageContext, sent: Sent, question: str) -> None:
        """Put questions that Kutip can answer next under an answer. They are found after it is sent."""
        outcome = sent.outcome
        if not isinstance(outcome, Answer) or outcome.intent != "question" or sent.message_id is None:
            return
        cited = [citation for statement in outcome.statements for citation in statement.citations]
        questions = await self._suggestions.after(cited, [question], MOST_NEXT)
        if not questions:
            return
        texts = self._catalogue.choose(
            incoming.settings.language, outcome.language, incoming.user.language_code
        )
        always = [next_text(step, texts) for step in keyboards.always_next(outcome)]
        steps = [*questions, *always][:MOST_NEXT]
        rows = keyboards.under_outcome(outcome, texts, steps=steps)
        await change_buttons(incoming.bot, incoming.chat.id, sent.message_id, rows)

    async def _show_sources(self, incoming: MessageContext, about: StoredTurn) -> None:
        """Reply with the sentences behind the quoted part of an answer, or behind all of it."""
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
            await incoming.say(texts("no-cited-sentences"))
            return
        ids = {citation.article_id for citation in cited}
        gone_ids = [id_ for id_ in ids if await find_article(self._library, id_) is None]
        gone = {id_: await find_standing(self._library, id_) for id_ in gone_ids}
        rows = keyboards.under_sources(about.number, cited.values())
        await incoming.send(render_cited_sentences(cited, gone, texts, rows))

    async def _turn_replied_to(self, incoming: MessageContext) -> StoredTurn | None:
        """The turn whose answer this message replies to; None if it replies to no answer of the bot."""
        original = incoming.message.reply_to_message
        if original is None or original.from_user is None or original.from_user.id != incoming.bot.id:
            return None
        number = turn_of_answer(original)
        if number is None:
            number = await self._sent.turn_of(incoming.chat.id, original.message_id)
        turn = None if number is None else await self._turns.turn(number)
        return turn if turn is not None and turn.conversation == incoming.conversation else None

    async def _post_above(self, incoming: MessageContext) -> str | None:
        """The article of the channel's post under which a message of the discussion group stands, if any."""
        message, original = incoming.message, incoming.message.reply_to_message
        if incoming.chat.type == Chat.PRIVATE:
            return None
        origin = forwarded_from(original)
        if original is not None and origin is not None and original.is_automatic_forward:
            await self._following.link_copy(
                incoming.chat.id, original.message_id, origin.chat.id, origin.message_id
            )
            return await self._following.article_of_message(incoming.chat.id, original.message_id)
        # Comments on a post are a thread, whose number is that of the copy of the post.
        thread = None if message.is_topic_message else message.message_thread_id
        return None if thread is None else await self._following.article_of_message(incoming.chat.id, thread)

    async def _restriction(self, incoming: MessageContext) -> _Restriction:
        """The restriction of this conversation. Removes it from the settings if the article is gone."""
        article_id = incoming.settings.article_id
        if article_id is None:
            return _Restriction()
        article = await find_article(self._library, article_id)
        if article is None:
            await self._chats.save(incoming.conversation, replace(incoming.settings, article_id=None))
        return _Restriction(article, is_gone=article is None)
