"""Answers one standalone question: retrieve, draft, resolve, verify; then answer or abstain."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypedDict

from knowledge.answering import differing, errata, extractive, lists, outdated, summary
from knowledge.answering.writer import Release, Wants, Writer, Written
from knowledge.models import (
    Abstention,
    Answer,
    Article,
    DroppedStatement,
    Mode,
    NearestArticle,
    Outcome,
    Reason,
    Sentence,
    Timings,
    Usage,
)
from knowledge.ports import ErrataStore
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import NO_FOCUS, Retrieval, Retriever

log = logging.getLogger(__name__)

NEAREST_ARTICLES = 3
"""At most this many articles are named with an outcome if no sentence is near."""

NEAREST_SENTENCES = 2
"""At most this many near sentences are recorded with an outcome, as many as an extractive answer quotes."""

MOST_SUMMARISED = 3
"""Articles that a summary of a topic tells."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be understood alone, and how it is to be answered."""

    question: str
    """As asked, white space folded."""
    standalone: str
    language: str
    """ISO 639 code of the language to answer in."""
    today: date
    """Where the asker is."""
    among: Collection[int] | None = None
    """The revisions to search in; None for all."""
    focus: Mapping[int, float] = field(default_factory=lambda: NO_FOCUS)
    """The log-odds by which articles of the conversation are preferred, by revision."""
    deadline: float = 0.0
    """When the answer must be complete, as :meth:`.writer.Writer.deadline` gives it."""
    spent: Usage = field(default_factory=Usage)
    """Tokens that understanding the question cost."""


class Answerer:
    """Answers from the stored articles. Safe to use from many tasks at once."""

    def __init__(self, retriever: Retriever, errata: ErrataStore, writer: Writer | None) -> None:
        """Without a ``writer`` answers are extractive: they quote the best sentences."""
        self._retriever = retriever
        self._errata = errata
        self._writer = writer

    async def answer(self, asked: Asked, steps: Steps, on_statement: Release | None = None) -> Outcome:
        """Answer or abstain. ``on_statement`` receives each statement of a model once it is verified."""
        retrieval = await self._retriever.retrieve(
            asked.standalone, among=asked.among, focus=asked.focus, today=asked.today
        )
        steps.done("retrieve")
        mode: Mode = "extractive"
        written = Written()
        if self._writer and retrieval.confidence >= confidence.WORTH_ASKING:
            wants: Wants = "list" if lists.asks_for_list(asked.standalone) else "answer"
            written = await self._writer.write(
                asked.standalone,
                asked.language,
                retrieval.evidence,
                deadline=asked.deadline,
                release=on_statement,
                today=asked.today,
                wants=wants,
                near=retrieval.near,
            )
            mode = _mode(written)
        steps.done("draft")
        if mode == "llm":
            statements, dropped = written.statements, written.dropped
        else:
            statements, dropped = extractive.write(
                retrieval.evidence, retrieval.confidence, question=asked.standalone
            )
        steps.done("verify")
        fields = _fields(asked, mode, retrieval.confidence, dropped, written.usage, steps)
        fields["nearest"] = _nearest(retrieval)
        if statements:
            answer = await self._in_force(Answer(statements=statements, **fields), retrieval.articles)
            until = outdated.archive_until(asked.question, answer.statements, asked.today)
            return replace(answer, archive_until=until)
        reason: Reason = "no_articles" if retrieval.archive_is_empty else "no_match"
        if dropped or (mode == "llm" and retrieval.confidence >= confidence.THRESHOLD):
            reason = "unsupported"
        return Abstention(reason=reason, **fields)

    async def summarise(
        self, asked: Asked, articles: Collection[Article], steps: Steps, on_statement: Release | None = None
    ) -> Outcome:
        """Tell what the articles say: by the model, or by the sentences that tell it best. At least one."""
        chosen = list(articles)[:MOST_SUMMARISED]
        evidence = summary.evidence(chosen)
        mode: Mode = "extractive"
        written = Written()
        if self._writer:
            written = await self._writer.write(
                asked.standalone,
                asked.language,
                evidence,
                deadline=asked.deadline,
                release=on_statement,
                today=asked.today,
                wants="summary",
                whole=chosen,
            )
            mode = _mode(written)
        steps.done("draft")
        if mode == "llm" and written.statements:
            statements, dropped = written.statements, written.dropped
        else:
            statements, dropped = extractive.quote(evidence)
            dropped = (*written.dropped, *dropped)
        steps.done("verify")
        fields = _fields(asked, mode, 1.0, dropped, written.usage, steps)
        if statements:
            answer = Answer(statements=statements, **fields)
            return replace(await self._in_force(answer, chosen), intent="summary")
        return replace(Abstention(reason="unsupported", **fields), intent="summary")

    async def _in_force(self, answer: Answer, found: Iterable[Article]) -> Answer:
        """Put corrections first, and of reports that differ the newest."""
        ids = {citation.article_id for statement in answer.statements for citation in statement.citations}
        cited = [article for article in found if article.id in ids]
        statements = errata.in_force(answer.statements, await self._errata.errata(ids), cited)
        if differs := differing.differing(statements):
            statements = differing.newest_first(statements)
        return replace(answer, statements=statements, differs=differs)


class Steps:
    """A stopwatch: the milliseconds of each step of one question."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._spent: dict[str, float] = {}

    def done(self, step: str) -> None:
        """Record the time since the last step ended; ``step`` is a field of :class:`Timings`."""
        now = time.perf_counter()
        self._spent[step] = self._spent.get(step, 0.0) + (now - self._last) * 1000
        self._last = now

    def timings(self) -> Timings:
        """The times of the steps that are done, and of all since the start."""
        return Timings(total=(time.perf_counter() - self._start) * 1000, **self._spent)


def _mode(written: Written) -> Mode:
    if written.error is None:
        return "llm"
    log.warning("answered without the language model: %s", written.error)
    return "fallback"


class _Fields(TypedDict):
    """The keyword arguments that all outcomes share, so that mypy checks them in each place."""

    question: str
    standalone_question: str
    language: str
    mode: Mode
    confidence: float
    dropped: tuple[DroppedStatement, ...]
    nearest: tuple[NearestArticle, ...]
    usage: Usage
    timings: Timings


def _fields(
    asked: Asked,
    mode: Mode,
    certainty: float,
    dropped: tuple[DroppedStatement, ...],
    usage: Usage,
    steps: Steps,
) -> _Fields:
    return {
        "question": asked.question,
        "standalone_question": asked.standalone,
        "language": asked.language,
        "mode": mode,
        "confidence": certainty,
        "dropped": dropped,
        "nearest": (),
        "usage": asked.spent + usage,
        "timings": steps.timings(),
    }


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
