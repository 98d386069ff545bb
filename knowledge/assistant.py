"""One question, one way through: understand, retrieve, draft, resolve, verify; then answer or abstain."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from knowledge import verification
from knowledge.answering import draft_parser
from knowledge.answering.writer import Release, Writer, Written
from knowledge.errors import UnusableQuestion
from knowledge.models import (
    Abstention,
    Answer,
    CitedStatement,
    Draft,
    DroppedStatement,
    Mode,
    NearestArticle,
    NumberedSentence,
    Outcome,
    Passage,
    Reason,
    Statement,
    Timings,
    Turn,
    Usage,
)
from knowledge.newsroom.quotas import Charge, QuotaGuard
from knowledge.ports import ArticleStore, Clock, ConversationStore
from knowledge.questions import followups
from knowledge.questions.followups import Understanding
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retrieval, Retriever
from knowledge.text import language

log = logging.getLogger(__name__)

MAX_QUESTION_CHARS = 4096
"""The longest Telegram message, so whatever can be sent can be asked; a longer one is not a question."""

HISTORY_TURNS = 6
"""Turns that a follow-up may refer to; what people mean by "that" is hardly ever further back."""

NEAREST_ARTICLES = 3
DEFAULT_LANGUAGE = "id"


class Assistant:
    """Answers questions from the stored articles. Safe to use from many tasks at once."""

    def __init__(
        self,
        retriever: Retriever,
        articles: ArticleStore,
        conversations: ConversationStore,
        *,
        clock: Clock,
        writer: Writer | None = None,
        quota_guard: QuotaGuard | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        """Without a ``writer`` answers are extractive: they quote the best sentences. Without a
        ``quota_guard`` people may ask as much as they like. ``zone`` is where "today" and "last month" are.
        """
        self._retriever = retriever
        self._articles = articles
        self._conversations = conversations
        self._clock = clock
        self._writer = writer
        self._quota_guard = quota_guard
        self._zone = zone

    async def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        articles: Collection[str] = (),
        language: str | None = None,
        set_language: str | None = None,
        person: str | None = None,
        origin: str | None = None,
        about: int | None = None,
        release: Release | None = None,
    ) -> Outcome:
        """Answer or abstain, and remember the turn when there is a ``conversation``.

        ``articles`` (article or external ids) restricts the question to them; unknown ids find nothing.
        ``language`` is the asker's, for questions too short to tell; ``set_language`` is one that was chosen,
        and comes before the conversation's. ``about`` is the number of an earlier turn of the conversation
        that the question follows; one that is unknown there is ignored. ``origin`` is any string: what has it
        and was answered in a conversation is not asked again, the outcome is the one that was kept.
        ``release`` gets each statement of a language model as soon as it is proved, before the answer is
        whole. Raises :class:`~knowledge.errors.UnusableQuestion` when there is nothing to search for, and
        :class:`~knowledge.errors.QuotaUsedUp` when ``person`` (any string) or all have asked enough today.
        """
        if origin and conversation and (kept := await self._conversations.answered(origin)):
            return replace(kept.outcome, turn=kept.number)
        asked_at = self._clock()
        question = _usable(question)
        charging = self._quota_guard.question(person) if self._quota_guard else nullcontext(Charge())
        async with charging as charge:
            history = await self._history(conversation, about) if conversation else []
            spoken = _language(question, history, set_language, language)
            outcome = await self._outcome(question, spoken, history, articles, release)
            charge.usage = outcome.usage
        _log(outcome)
        if conversation:
            number = await self._conversations.append(
                conversation, _turn(outcome, asked_at), outcome=outcome, person=person, origin=origin
            )
            outcome = replace(outcome, turn=number)
        return outcome

    async def _outcome(
        self,
        question: str,
        spoken: str,
        history: list[Turn],
        articles: Collection[str],
        release: Release | None,
    ) -> Outcome:
        steps = _Steps()
        deadline = self._writer.deadline() if self._writer else 0.0
        understanding, rewriting = await self._understand(question, history, deadline)
        steps.done("understand")

        restriction = await self._articles.resolve(articles) if articles else None
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
                understanding.question, spoken, retrieval.evidence, deadline=deadline, release=release
            )
            if written.error is not None:
                log.warning("answered without the language model: %s", written.error)
                mode = "fallback"
        steps.done("draft")

        if mode == "llm":
            statements, dropped, is_drafted = written.statements, written.dropped, bool(written.dropped)
        else:
            draft, evidence = _extract(retrieval.evidence, retrieval.confidence)
            statements, dropped = _proven(draft, evidence)
            is_drafted = bool(draft.statements)
        steps.done("verify")

        common: dict[str, Any] = {
            "question": question,
            "standalone_question": understanding.question,
            "language": spoken,
            "mode": mode,
            "confidence": retrieval.confidence,
            "dropped": dropped,
            "nearest": _nearest(retrieval),
            "usage": rewriting + written.usage,
            "timings": steps.timings(),
        }
        if statements:
            return Answer(statements=statements, **common)
        reason: Reason = "no_articles" if retrieval.archive_is_empty else "no_match"
        if is_drafted or (mode == "llm" and retrieval.confidence >= confidence.THRESHOLD):
            reason = "unsupported"
        return Abstention(reason=reason, **common)

    async def _history(self, conversation: str, about: int | None) -> list[Turn]:
        """The last turns; only the one that the question is about, when that is an earlier one."""
        history = await self._conversations.history(conversation, HISTORY_TURNS)
        kept = None if about is None else await self._conversations.turn(about)
        if kept is None or kept.conversation != conversation:
            return history
        pointed_at = _turn(kept.outcome, kept.asked_at)
        return history if history[-1:] == [pointed_at] else [pointed_at]

    async def _understand(
        self, question: str, history: list[Turn], deadline: float
    ) -> tuple[Understanding, Usage]:
        """The standalone question: the model's where it can be trusted, else the one made without it."""
        understanding = followups.understand(question, history)
        if self._writer is None or not history or _stood_alone(question, history):
            return understanding, Usage()
        rewritten, usage = await self._writer.standalone_question(question, history, deadline)
        if rewritten is None:
            return understanding, usage
        return replace(understanding, question=rewritten, is_follow_up=rewritten != question), usage

    async def search(self, query: str, limit: int) -> list[Passage]:
        """The best ``limit`` passages for a query, best first; ``[]`` from an empty archive."""
        return await self._retriever.search(_usable(query), limit)

    async def move(self, conversation: str, to: str) -> None:
        """Everything said in a conversation is from now on of another one."""
        await self._conversations.move(conversation, to)

    async def begin_anew(self, conversation: str) -> None:
        """From now on nothing refers to what was said in it so far; that is still kept."""
        await self._conversations.begin_anew(conversation)

    async def forget(self, conversation: str) -> None:
        """Delete everything that was said in it."""
        await self._conversations.forget(conversation)


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


def _language(question: str, history: list[Turn], chosen: str | None, asker: str | None) -> str:
    fallback = chosen or (history[-1].language if history else asker) or DEFAULT_LANGUAGE
    return language.detect_question(question, fallback)


def _stood_alone(question: str, history: list[Turn]) -> bool:
    """Whether it was asked before and needed no rewriting then: it needs none now, and no model to say so."""
    return any(turn.question == turn.standalone_question == question for turn in history)


def _nearest(retrieval: Retrieval) -> tuple[NearestArticle, ...]:
    return tuple(NearestArticle(one.id, one.title) for one in retrieval.near[:NEAREST_ARTICLES])


def _log(outcome: Outcome) -> None:
    """What came of a question, without its words: they are the asker's own."""
    dropped = Counter(name for one in outcome.dropped for name in one.problems)
    log.info(
        "%s, %s: %d statements, %d dropped%s, confidence %.2f, %d tokens, %.0f ms",
        "answered" if isinstance(outcome, Answer) else f"abstained ({outcome.reason})",
        outcome.mode,
        len(outcome.statements) if isinstance(outcome, Answer) else 0,
        len(outcome.dropped),
        f" ({', '.join(f'{name} {count}' for name, count in sorted(dropped.items()))})" if dropped else "",
        outcome.confidence,
        outcome.usage.tokens,
        outcome.timings.total,
    )


def _extract(
    ranked: tuple[NumberedSentence, ...], certainty: float
) -> tuple[Draft, dict[int, NumberedSentence]]:
    """The extractive draft: the best sentences, each a statement that cites itself; none when unsure."""
    evidence = {numbered.label: numbered for numbered in ranked}
    if certainty < confidence.THRESHOLD:
        return Draft((), "extractive"), evidence
    chosen = confidence.choose(ranked)
    return Draft(tuple(Statement(one.sentence.text, (one.label,)) for one in chosen), "extractive"), evidence


def _proven(
    draft: Draft, evidence: dict[int, NumberedSentence]
) -> tuple[tuple[CitedStatement, ...], tuple[DroppedStatement, ...]]:
    proven: list[CitedStatement] = []
    dropped: list[DroppedStatement] = []
    for statement in draft.statements:
        cited, _unknown = draft_parser.resolve(statement.labels, evidence)
        if found := verification.problems(statement.text, cited):
            dropped.append(DroppedStatement(statement.text, found))
        else:
            proven.append(CitedStatement(statement.text, cited))
    return tuple(proven), tuple(dropped)


def _turn(outcome: Outcome, asked_at: datetime) -> Turn:
    statements = outcome.statements if isinstance(outcome, Answer) else ()
    cited = {citation.article_id: citation.title for one in statements for citation in one.citations}
    return Turn(
        question=outcome.question,
        standalone_question=outcome.standalone_question,
        language=outcome.language,
        asked_at=asked_at,
        statements=tuple(statement.text for statement in statements),
        cited_articles=tuple(cited),
        cited_titles=tuple(cited.values()),
    )


class _Steps:
    """Milliseconds of each step, in the order in which they end."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._spent: dict[str, float] = {}

    def done(self, step: str) -> None:
        now = time.perf_counter()
        self._spent[step] = (now - self._last) * 1000
        self._last = now

    def timings(self) -> Timings:
        return Timings(total=(time.perf_counter() - self._start) * 1000, **self._spent)
