"""The use case of a message: tell what it wants, and answer it, reply to it, or abstain."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from knowledge.answering import several_answers
from knowledge.answering.answerer import Answerer, Asked, Steps
from knowledge.answering.writer import Release, Writer
from knowledge.errors import UnusableQuestion
from knowledge.models import (
    Abstention,
    Answer,
    Article,
    AskRequest,
    Intent,
    Outcome,
    Passage,
    Reply,
    Turn,
    Usage,
)
from knowledge.newsroom import replies
from knowledge.newsroom.quotas import Charge, QuotaGuard
from knowledge.newsroom.replies import Replies
from knowledge.ports import ArticleReader, Clock, ConversationStore, ErrataStore
from knowledge.questions import followups, intents, several, topic
from knowledge.questions.followups import Understanding
from knowledge.retrieval.retriever import Retriever
from knowledge.text import language

log = logging.getLogger(__name__)

MAX_QUESTION_CHARS = 4096
"""The maximum length of a Telegram message; a longer text is rejected as a question."""

HISTORY_TURNS = 6
"""How many turns back a follow-up may refer; people hardly ever mean an older one."""

DEFAULT_LANGUAGE = "id"
"""ISO 639 code; used if neither the question nor its asker or conversation says which language."""


class Articles(ArticleReader, ErrataStore, Protocol):
    """The parts of the article store that answering uses."""


class Assistant:
    """Answers messages from the stored articles. Safe to use from many tasks at once."""

    def __init__(
        self,
        retriever: Retriever,
        articles: Articles,
        conversations: ConversationStore,
        *,
        clock: Clock,
        writer: Writer | None = None,
        quota_guard: QuotaGuard | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        """Without a ``writer`` answers are extractive: they quote the best sentences. Without a
        ``quota_guard`` the number of questions is unlimited. ``zone`` decides which day "today" is.
        """
        self._retriever = retriever
        self._articles = articles
        self._conversations = conversations
        self._clock = clock
        self._writer = writer
        self._answerer = Answerer(retriever, articles, writer)
        self._replies = Replies(articles, conversations, retriever)
        self._quota_guard = quota_guard
        self._zone = zone

    async def ask(self, request: AskRequest, *, on_statement: Release | None = None) -> Outcome:
        """Answer, reply or abstain, and store the turn if the request names a conversation.

        A reply in Kutip's own words is not stored and costs nothing of a quota. ``on_statement`` receives
        each statement of a language model once it is verified, before the whole answer is known; it is never
        called for an extractive answer, nor for several questions, whose answers are put together. Raises
        :class:`~knowledge.errors.UnusableQuestion` if the message is empty or too long, and
        :class:`~knowledge.errors.QuotaUsedUp` if today's quota of the person, or of all persons together, is
        used up.
        """
        conversation, origin = request.conversation, request.origin
        if origin and conversation and (stored := await self._conversations.turn_by_origin(origin)):
            return replace(stored.outcome, turn=stored.number)
        asked_at = self._clock()
        message = _usable(request.question)
        history = await self._history(conversation, request.replied_turn) if conversation else []
        answer_language = _language(message, history, request)
        intent = await self._intent(message)
        wanted = replies.Request(
            message, intent, answer_language, asked_at.astimezone(self._zone), conversation, history
        )
        if intent in replies.OWN_WORDS:
            outcome: Outcome = await self._replies.own_words(wanted)
            _log(outcome)
            return outcome
        charging = self._quota_guard.question(request.person) if self._quota_guard else nullcontext(Charge())
        async with charging as charge:
            if intent in replies.LISTS:
                outcome = await self._replies.list(wanted)
            else:
                outcome = await self._outcome(wanted, request, on_statement)
            charge.usage = outcome.usage
        _log(outcome)
        if conversation:
            number = await self._conversations.append(
                conversation,
                _turn(outcome, asked_at),
                outcome=outcome,
                person=request.person,
                origin=origin,
            )
            outcome = replace(outcome, turn=number)
        return outcome

    async def _intent(self, message: str) -> Intent:
        if not intents.has_words(message):
            return "nothing"
        has_vector = self._retriever.embedder_name == intents.MODEL
        return intents.classify(message, await self._retriever.vector(message) if has_vector else None)

    async def _outcome(
        self, wanted: replies.Request, request: AskRequest, on_statement: Release | None
    ) -> Outcome:
        restriction = await self._articles.resolve(request.articles) if request.articles else None
        first: Mapping[str, int] = {}
        if request.first and restriction is None:
            first = await self._articles.resolve(request.first)
        if wanted.intent == "summary":
            summary = await self._summary(wanted, first or restriction, on_statement)
            if summary is not None:
                return summary
        questions = several.split(_cleaned(request.question))
        if len(questions) == 1:
            return await self._answer(
                wanted.message, wanted, wanted.history, restriction, first, on_statement
            )
        outcomes: list[Outcome] = []
        history = list(wanted.history)
        for question in questions:
            # Not streamed: each numbers its sources from 1 on, and a question without an answer is named.
            outcome = await self._answer(question, wanted, history, restriction, first, None)
            outcomes.append(outcome)
            history.append(_turn(outcome, wanted.asked_at))
        return several_answers.together(wanted.message, outcomes)

    async def _answer(
        self,
        question: str,
        wanted: replies.Request,
        history: Sequence[Turn],
        restriction: Mapping[str, int] | None,
        first: Mapping[str, int],
        on_statement: Release | None,
    ) -> Outcome:
        """Answer one question: from the articles in ``first`` alone, unless they do not answer."""
        steps = Steps()
        deadline = self._writer.deadline() if self._writer else 0.0
        understanding, rewriting = await self._understand(question, list(history), deadline)
        steps.done("understand")
        focus = await self._articles.resolve(understanding.focus) if understanding.focus else {}
        asked = Asked(
            question,
            understanding.question,
            wanted.language,
            wanted.today,
            among=None if restriction is None else set(restriction.values()),
            focus=dict.fromkeys(focus.values(), understanding.preference),
            deadline=deadline,
            spent=rewriting,
        )
        if first:
            near = await self._answerer.answer(replace(asked, among=set(first.values())), steps)
            if isinstance(near, Answer):
                return near
            asked = replace(asked, spent=near.usage)
        return await self._answerer.answer(asked, steps, on_statement)

    async def _summary(
        self, wanted: replies.Request, restriction: Mapping[str, int] | None, on_statement: Release | None
    ) -> Outcome | None:
        """A summary of the article in focus or of the topic that is named; None if there is neither."""
        steps = Steps()
        about = topic.topic_of(wanted.message)
        articles = await self._to_summarise(wanted, about, restriction)
        if not articles:
            return None
        steps.done("retrieve")
        deadline = self._writer.deadline() if self._writer else 0.0
        asked = Asked(wanted.message, wanted.message, wanted.language, wanted.today, deadline=deadline)
        return await self._answerer.summarise(asked, articles, steps, on_statement)

    async def _to_summarise(
        self, wanted: replies.Request, about: str, restriction: Mapping[str, int] | None
    ) -> list[Article]:
        if restriction is not None:
            return list((await self._articles.revisions(set(restriction.values()))).values())
        if about:
            found = await self._retriever.retrieve(about, today=wanted.today)
            # The best article tells the topic, unless the message asks for several.
            return list(found.about or found.near)[: 2 if topic.asks_for_two(wanted.message) else 1]
        cited = next((turn.cited_articles for turn in reversed(wanted.history) if turn.cited_articles), ())
        in_focus = await self._articles.resolve(cited[:1])
        return list((await self._articles.revisions(set(in_focus.values()))).values())

    async def _history(self, conversation: str, replied_turn: int | None) -> list[Turn]:
        """The last turns, oldest first; or, if the question replies to a turn before the last, that one."""
        history = await self._conversations.history(conversation, HISTORY_TURNS)
        stored = None if replied_turn is None else await self._conversations.turn(replied_turn)
        if stored is None or stored.conversation != conversation:
            return history
        replied = _turn(stored.outcome, stored.asked_at)
        return history if history[-1:] == [replied] else [replied]

    async def _understand(
        self, question: str, history: list[Turn], deadline: float
    ) -> tuple[Understanding, Usage]:
        """The standalone question, with the tokens that it cost.

        The model's version if there is one that can be trusted, otherwise the one made by rules.
        """
        understanding = followups.understand(question, history)
        if self._writer is None or not history or _was_standalone(question, history):
            return understanding, Usage()
        rewritten, usage = await self._writer.standalone_question(question, history, deadline)
        if rewritten is None:
            return understanding, usage
        return replace(understanding, question=rewritten, is_follow_up=rewritten != question), usage

    async def search(self, query: str, limit: int) -> list[Passage]:
        """The best ``limit`` passages for a query, best first; ``[]`` from an empty archive.

        Raises :class:`~knowledge.errors.UnusableQuestion` like :meth:`ask`.
        """
        return await self._retriever.search(_usable(query), limit)

    async def move(self, conversation: str, to: str) -> None:
        """Rename a conversation: its turns belong to ``to`` from now on."""
        await self._conversations.move(conversation, to)

    async def begin_anew(self, conversation: str) -> None:
        """Stop later questions from referring to the turns so far; the turns stay stored."""
        await self._conversations.begin_anew(conversation)

    async def forget(self, conversation: str) -> None:
        """Delete every turn of a conversation."""
        await self._conversations.forget(conversation)


def _cleaned(question: str) -> str:
    # Lone surrogates come from bytes that were not UTF-8; no store and no model takes them.
    return question.encode("utf-8", "replace").decode().replace("\0", " ")


def _usable(question: str) -> str:
    folded = " ".join(_cleaned(question).split())
    if not folded:
        raise UnusableQuestion(
            "The question is empty; write it after the command, for example: kutip ask 'Siapa …?'"
        )
    if len(folded) > MAX_QUESTION_CHARS:
        raise UnusableQuestion(
            f"The question has {len(folded):,} characters, more than {MAX_QUESTION_CHARS:,}; "
            "ask it in a sentence or two."
        )
    return folded


def _language(question: str, history: list[Turn], request: AskRequest) -> str:
    """The language to answer in: the question's, if it is long enough to tell."""
    of_the_conversation = history[-1].language if history else request.asker_language
    return language.detect_question(
        question, request.chosen_language or of_the_conversation or DEFAULT_LANGUAGE
    )


def _was_standalone(question: str, history: list[Turn]) -> bool:
    """Whether the same question was asked before and was then understood without rewriting.

    If so, the model need not be asked to rewrite it.
    """
    return any(turn.question == turn.standalone_question == question for turn in history)


def _log(outcome: Outcome) -> None:
    """Log the result without the words of the question, which are private."""
    dropped = Counter(name for statement in outcome.dropped for name in statement.problems)
    log.info(
        "%s, %s: %d statements, %d dropped%s, confidence %.2f, %d tokens, %.0f ms",
        _result(outcome),
        outcome.mode,
        len(outcome.statements),
        len(outcome.dropped),
        f" ({', '.join(f'{name} {count}' for name, count in sorted(dropped.items()))})" if dropped else "",
        outcome.confidence,
        outcome.usage.tokens,
        outcome.timings.total,
    )


def _result(outcome: Outcome) -> str:
    if isinstance(outcome, Reply):
        return f"replied ({outcome.intent})"
    return f"abstained ({outcome.reason})" if isinstance(outcome, Abstention) else "answered"


def _turn(outcome: Outcome, asked_at: datetime) -> Turn:
    """What a follow-up needs of an outcome."""
    cited = {
        citation.article_id: citation.title
        for statement in outcome.statements
        for citation in statement.citations
    }
    if isinstance(outcome, Reply):
        cited = {article.id: article.title for article in outcome.articles}
    return Turn(
        question=outcome.question,
        standalone_question=outcome.standalone_question,
        language=outcome.language,
        asked_at=asked_at,
        statements=tuple(statement.text for statement in outcome.statements),
        cited_articles=tuple(cited),
        cited_titles=tuple(cited.values()),
    )
