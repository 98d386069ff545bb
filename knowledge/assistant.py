"""The use case of answering a question: understand, retrieve, draft, resolve, verify; then answer or
abstain."""

from __future__ import annotations

import logging
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import TypedDict

from knowledge.answering import extractive
from knowledge.answering.writer import Release, Writer, Written
from knowledge.errors import UnusableQuestion
from knowledge.models import (
    Abstention,
    Answer,
    Article,
    AskRequest,
    DroppedStatement,
    Mode,
    NearestArticle,
    Outcome,
    Passage,
    Reason,
    Sentence,
    Timings,
    Turn,
    Usage,
)
from knowledge.newsroom.quotas import Charge, QuotaGuard
from knowledge.ports import ArticleReader, Clock, ConversationStore
from knowledge.questions import followups
from knowledge.questions.followups import Understanding
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retrieval, Retriever
from knowledge.text import language

log = logging.getLogger(__name__)

MAX_QUESTION_CHARS = 4096
"""The maximum length of a Telegram message; a longer text is rejected as a question."""

HISTORY_TURNS = 6
"""How many turns back a follow-up may refer; people hardly ever mean an older one."""

NEAREST_ARTICLES = 3
"""At most this many articles are named with an outcome if no sentence is near."""

NEAREST_SENTENCES = 2
"""At most this many near sentences are recorded with an outcome, as many as an extractive answer quotes."""

DEFAULT_LANGUAGE = "id"
"""ISO 639 code; used if neither the question nor its asker or conversation says which language."""


class Assistant:
    """Answers questions from the stored articles. Safe to use from many tasks at once."""

    def __init__(
        self,
        retriever: Retriever,
        articles: ArticleReader,
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
        self._quota_guard = quota_guard
        self._zone = zone

    async def ask(self, request: AskRequest, *, on_statement: Release | None = None) -> Outcome:
        """Answer or abstain, and store the turn if the request names a conversation.

        ``on_statement`` receives each statement of a language model once it is verified, before the whole
        answer is known; it is never called for an extractive answer. Raises
        :class:`~knowledge.errors.UnusableQuestion` if the question is empty, too long or without words, and
        :class:`~knowledge.errors.QuotaUsedUp` if today's quota of the person, or of all persons together, is
        used up.
        """
        conversation, origin = request.conversation, request.origin
        if origin and conversation and (stored := await self._conversations.turn_by_origin(origin)):
            return replace(stored.outcome, turn=stored.number)
        asked_at = self._clock()
        question = _usable(request.question)
        charging = self._quota_guard.question(request.person) if self._quota_guard else nullcontext(Charge())
        async with charging as charge:
            history = await self._history(conversation, request.replied_turn) if conversation else []
            answer_language = _language(question, history, request)
            outcome = await self._outcome(question, answer_language, history, request, on_statement)
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

    async def _outcome(
        self,
        question: str,
        answer_language: str,
        history: list[Turn],
        request: AskRequest,
        on_statement: Release | None,
    ) -> Outcome:
        steps = _Steps()
        deadline = self._writer.deadline() if self._writer else 0.0
        understanding, rewriting = await self._understand(question, history, deadline)
        steps.done("understand")

        restriction = await self._articles.resolve(request.articles) if request.articles else None
        focus = await self._articles.resolve(understanding.focus) if understanding.focus else {}
        retrieval = await self._retriever.retrieve(
            understanding.question,
            among=None if restriction is None else set(restriction.values()),
            focus=dict.fromkeys(focus.values(), understanding.preference),
            today=self._clock().astimezone(self._zone).date(),
        )
        steps.done("retrieve")

        mode: Mode = "extractive"
        written = Written()
        if self._writer and retrieval.confidence >= confidence.WORTH_ASKING:
            mode = "llm"
            written = await self._writer.write(
                understanding.question,
                answer_language,
                retrieval.evidence,
                deadline=deadline,
                release=on_statement,
            )
            if written.error is not None:
                log.warning("answered without the language model: %s", written.error)
                mode = "fallback"
        steps.done("draft")

        if mode == "llm":
            statements, dropped = written.statements, written.dropped
        else:
            statements, dropped = extractive.write(retrieval.evidence, retrieval.confidence)
        steps.done("verify")

        fields: _OutcomeFields = {
            "question": question,
            "standalone_question": understanding.question,
            "language": answer_language,
            "mode": mode,
            "confidence": retrieval.confidence,
            "dropped": dropped,
            "nearest": _nearest(retrieval),
            "usage": rewriting + written.usage,
            "timings": steps.timings(),
        }
        if statements:
            return Answer(statements=statements, **fields)
        reason: Reason = "no_articles" if retrieval.archive_is_empty else "no_match"
        if dropped or (mode == "llm" and retrieval.confidence >= confidence.THRESHOLD):
            reason = "unsupported"
        return Abstention(reason=reason, **fields)

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


class _OutcomeFields(TypedDict):
    """The keyword arguments that both outcomes share, so that mypy checks them in both places."""

    question: str
    standalone_question: str
    language: str
    mode: Mode
    confidence: float
    dropped: tuple[DroppedStatement, ...]
    nearest: tuple[NearestArticle, ...]
    usage: Usage
    timings: Timings


def _usable(question: str) -> str:
    # Lone surrogates come from bytes that were not UTF-8; no store and no model takes them.
    folded = " ".join(question.encode("utf-8", "replace").decode().replace("\0", " ").split())
    if not folded:
        raise UnusableQuestion(
            "The question is empty; write it after the command, for example: kutip ask 'Siapa …?'"
        )
    if len(folded) > MAX_QUESTION_CHARS:
        raise UnusableQuestion(
            f"The question has {len(folded):,} characters, more than {MAX_QUESTION_CHARS:,}; "
            "ask it in a sentence or two."
        )
    if not any(character.isalnum() for character in folded):
        raise UnusableQuestion("The question has no words to search for; ask it in words.")
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


def _nearest(retrieval: Retrieval) -> tuple[NearestArticle, ...]:
    """The best sentences of near articles that are likely enough; without any, the near articles."""
    revisions = {article.revision for article in retrieval.near}
    near = [
        _near(numbered.article, numbered.sentence)
        for numbered in retrieval.evidence
        if numbered.article.revision in revisions and numbered.probability >= confidence.NEAR_PROBABILITY
    ]
    return tuple(near[:NEAREST_SENTENCES] or map(_near, retrieval.near[:NEAREST_ARTICLES]))


def _near(article: Article, sentence: Sentence | None = None) -> NearestArticle:
    return NearestArticle(
        article.id,
        article.title,
        sentence=sentence.text if sentence else None,
        start=sentence.start if sentence else None,
        end=sentence.end if sentence else None,
        external_id=article.external_id,
        published_on=article.published_on,
        publisher=article.publisher,
        url=article.url,
    )


def _log(outcome: Outcome) -> None:
    """Log the result without the words of the question, which are private."""
    dropped = Counter(name for statement in outcome.dropped for name in statement.problems)
    log.info(
        "%s, %s: %d statements, %d dropped%s, confidence %.2f, %d tokens, %.0f ms",
        "answered" if isinstance(outcome, Answer) else f"abstained ({outcome.reason})",
        outcome.mode,
        len(outcome.statements),
        len(outcome.dropped),
        f" ({', '.join(f'{name} {count}' for name, count in sorted(dropped.items()))})" if dropped else "",
        outcome.confidence,
        outcome.usage.tokens,
        outcome.timings.total,
    )


def _turn(outcome: Outcome, asked_at: datetime) -> Turn:
    """What a follow-up needs of an outcome."""
    cited = {
        citation.article_id: citation.title
        for statement in outcome.statements
        for citation in statement.citations
    }
    return Turn(
        question=outcome.question,
        standalone_question=outcome.standalone_question,
        language=outcome.language,
        asked_at=asked_at,
        statements=tuple(statement.text for statement in outcome.statements),
        cited_articles=tuple(cited),
        cited_titles=tuple(cited.values()),
    )


class _Steps:
    """A stopwatch: the milliseconds of each step of one question."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._spent: dict[str, float] = {}

    def done(self, step: str) -> None:
        """Record the time since the last step ended; ``step`` is a field of :class:`Timings`."""
        now = time.perf_counter()
        self._spent[step] = (now - self._last) * 1000
        self._last = now

    def timings(self) -> Timings:
        return Timings(total=(time.perf_counter() - self._start) * 1000, **self._spent)
