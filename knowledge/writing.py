"""Answers written by a language model: each statement is proved before it leaves, mended once, or dropped."""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge import citations, evidence_block, judging, language, standalone, verification
from knowledge.citations import DraftParser
from knowledge.confidence import log_odds
from knowledge.errors import KutipError, ModelRefused
from knowledge.models import (
    Citation,
    CitedStatement,
    DroppedStatement,
    NumberedSentence,
    Statement,
    Turn,
    Usage,
)
from knowledge.ports import Embedder, LanguageModel
from knowledge.terms import terms
from knowledge.verification import Problem, Source
from prompts.loader import load

Release = Callable[[CitedStatement], Awaitable[None]]

WRONG_LANGUAGE = "wrong_language"
BESIDE_THE_POINT = "beside_the_point"
MOST_BEHIND = 4.0
"""Log-odds that the best of the cited sentences may be behind the best of all. For 753 questions whose
answer is known it was 4.3 behind at most, 3.0 in 99 of 100; half of the planted instructions are further."""

LANGUAGE_WORDS = 5
"""A shorter statement is mostly names, which belong to no language."""

REMEMBERED_TURNS = 4
REMEMBERED_CHARACTERS = 500
"""Of an earlier answer: its first sentences say whom a follow-up is about."""

LEAST_TIME_S = 3.0
"""With less left before the deadline, failing statements are dropped without a second call."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take. ``deadline_s`` counts all calls for it together, retries included."""

    deadline_s: float = 60.0
    answer_tokens: int = 600
    evidence_tokens: int = 2500
    question_tokens: int = 120


@dataclass(frozen=True, slots=True)
class Written:
    """What came of asking the model. ``statements`` are proved; ``dropped`` failed twice.

    ``trouble`` is set when the model did not answer or wrote nothing that can be read, and nothing was
    proved: another way must serve.
    """

    statements: tuple[CitedStatement, ...] = ()
    dropped: tuple[DroppedStatement, ...] = ()
    usage: Usage = field(default_factory=Usage)
    trouble: KutipError | None = None


@dataclass(frozen=True, slots=True)
class _Failing:
    statement: Statement
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Answer:
    """One answer while it is being written."""

    question: str
    language: str
    shown: Mapping[int, NumberedSentence]
    release: Release | None
    proved: list[CitedStatement] = field(default_factory=list)
    failing: list[_Failing] = field(default_factory=list)


class Writer:
    """Safe to use from many tasks at once; keeps nothing between questions."""

    def __init__(
        self,
        model: LanguageModel,
        embedder: Embedder,
        *,
        limits: Limits | None = None,
        nonce: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        self._model = model
        self._embedder = embedder
        self._limits = limits or Limits()
        self._nonce = nonce

    async def close(self) -> None:
        """Close the connections to the model. Calling twice is harmless."""
        await self._model.close()

    def deadline(self) -> float:
        """When a question that begins now must be done, as :func:`time.monotonic` counts."""
        return time.monotonic() + self._limits.deadline_s

    async def standalone_question(
        self, question: str, history: Sequence[Turn], deadline: float
    ) -> tuple[str | None, Usage]:
        """The model's rewriting of a follow-up; None when there is none that can be trusted. Never raises
        what a model does wrong. ``history`` is oldest first and not empty.
        """
        conversation = "\n".join(
            f"Q: {_line(turn.standalone_question)}\nA: {_line(' '.join(turn.statements)) or '(no answer)'}"
            for turn in history[-REMEMBERED_TURNS:]
        )
        prompt = load("standalone_question").fill(conversation=conversation, question=question)
        try:
            written = await self._model.complete(
                prompt.system,
                prompt.user,
                max_tokens=self._limits.question_tokens,
                deadline_s=_left_s(deadline),
            )
        except KutipError:
            return None, Usage()
        return standalone.accept(written.text, question, history), written.usage

    async def write(
        self,
        question: str,
        spoken: str,
        evidence: Sequence[NumberedSentence],
        *,
        deadline: float,
        release: Release | None = None,
    ) -> Written:
        """Ask for an answer from ``evidence`` in the language ``spoken``.

        ``release`` gets each statement as soon as it is complete and proved, before the next is read. No
        statements and no trouble: the model says that the evidence does not answer, or nothing was proved.
        """
        evidence = [one for one in evidence if not _is_planted(one)]
        nonce = self._nonce()
        block = evidence_block.render(evidence, nonce=nonce, budget_tokens=self._limits.evidence_tokens)
        if not block.labels:
            return Written()
        shown = {one.label: one for one in evidence if one.label in block.labels}
        answer = _Answer(question, spoken, shown, release)
        parser = DraftParser()
        prompt = load("answer").fill(
            language=language.english_name(spoken), evidence=block.text, question=question
        )
        reply = self._model.stream(
            prompt.system,
            prompt.user,
            max_tokens=self._limits.answer_tokens,
            deadline_s=_left_s(deadline),
        )
        trouble: KutipError | None = None
        try:
            async with reply:
                async for piece in reply:
                    for statement in parser.feed(piece):
                        await self._judge(answer, statement)
            trouble = reply.trouble
            if reply.is_complete:
                for statement in parser.close():
                    await self._judge(answer, statement)
        except KutipError as error:
            trouble = error
        usage = reply.usage
        if trouble is None and parser.no_answer:
            return Written((), _dropped(answer.failing), usage)
        if trouble is None and not answer.proved and not answer.failing:
            trouble = ModelRefused(f"The model {self._model.name} wrote nothing that can be read.")
        if trouble is None and answer.failing and _left_s(deadline) > LEAST_TIME_S:
            usage = _sum(usage, await self._repair(answer, block.text, deadline))
        return Written(
            tuple(answer.proved),
            _dropped(answer.failing),
            usage,
            None if answer.proved else trouble,
        )

    async def _judge(self, answer: _Answer, statement: Statement) -> None:
        """Prove a statement and release it, or note what is wrong with it."""
        text = evidence_block.unguard(statement.text)
        cited, _unknown = citations.resolve(statement.labels, answer.shown)
        if not cited and verification.claims_nothing(text):
            return  # "Here is what the articles say:" is nothing to prove, and nothing to say
        needed, problems = await self._verify(answer, text, cited)
        if problems:
            answer.failing.append(_Failing(Statement(text, statement.labels), problems))
            return
        proved = CitedStatement(text, tuple(cited[at] for at in needed))
        if proved not in answer.proved:
            answer.proved.append(proved)
            if answer.release is not None:
                await answer.release(proved)

    async def _verify(
        self, answer: _Answer, text: str, cited: Sequence[Citation]
    ) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
        sources = [Source(one.sentence, one.title, one.published_on) for one in cited]
        verdict = verification.verify(text, sources, question=answer.question)
        names = {problem.name for problem in verdict.problems}
        if sources and (verification.is_translated(text, sources) or verification.UNRELATED in names):
            # Only where the words do not tell: a vector takes as long as all other checks together.
            relatedness = await self._relatedness(text, sources)
            verdict = verification.verify(text, sources, question=answer.question, relatedness=relatedness)
        problems = verdict.problems
        told = verification.spoken(text)
        if {told, answer.language} == {"id", "en"} and len(text.split()) >= LANGUAGE_WORDS:
            problems = (*problems, Problem(WRONG_LANGUAGE))
        if cited and _is_beside_the_point(answer.shown, [one.label for one in cited]):
            problems = (*problems, Problem(BESIDE_THE_POINT))
        return verdict.needed, problems

    async def _relatedness(self, text: str, sources: Sequence[Source]) -> float | None:
        try:
            return (await judging.relatedness(self._embedder, [(text, sources)]))[0]
        except KutipError:
            return None

    async def _repair(self, answer: _Answer, block: str, deadline: float) -> Usage:
        """Give the failing statements back, once. Those that are mended leave ``answer.failing``."""
        failing, answer.failing = answer.failing, []
        prompt = load("repair").fill(
            language=language.english_name(answer.language),
            evidence=block,
            question=answer.question,
            statements="\n".join(map(_complaint, failing)),
        )
        before = len(answer.proved)
        usage = Usage()
        try:
            written = await self._model.complete(
                prompt.system,
                prompt.user,
                max_tokens=self._limits.answer_tokens,
                deadline_s=_left_s(deadline),
            )
            usage = written.usage
            parser = DraftParser()
            statements = parser.feed(written.text) + (parser.close() if written.is_complete else [])
            for statement in statements:
                await self._judge(answer, statement)
        except KutipError:
            pass  # not mended
        # What failed again is told by its first version: that is what was wrong.
        answer.failing = _unmended(failing, answer.proved[before:])
        return usage


def _is_planted(one: NumberedSentence) -> bool:
    """Whether a sentence is in another language than its article: what is planted there mostly is, and what
    is honest is said in the article's own language as well."""
    return {verification.spoken(one.sentence.text), one.article.language} == {"id", "en"}


def _is_beside_the_point(shown: Mapping[int, NumberedSentence], labels: Sequence[int]) -> bool:
    """True words are no answer when nothing that they rest on has to do with the question."""
    best = max(log_odds(one.probability) for one in shown.values())
    return max(log_odds(shown[label].probability) for label in labels) < best - MOST_BEHIND


def _unmended(failing: Sequence[_Failing], mended: Sequence[CitedStatement]) -> list[_Failing]:
    """The failing statements that no mended one stands for: each stands for the one most like it."""
    left = list(failing)
    for statement in mended:
        if left:
            words = set(terms(statement.text))
            left.remove(max(left, key=lambda one: len(words & set(terms(one.statement.text)))))
    return left


def _complaint(one: _Failing) -> str:
    labels = "".join(f"[{label}]" for label in one.statement.labels)
    wrong = "; ".join(
        f"{problem.name.replace('_', ' ')}{': ' if problem.words else ''}{', '.join(problem.words)}"
        for problem in one.problems
    )
    return f"{evidence_block.guard(one.statement.text)}{labels}\nWrong: {evidence_block.guard(wrong)}"


def _dropped(failing: Sequence[_Failing]) -> tuple[DroppedStatement, ...]:
    return tuple(
        DroppedStatement(one.statement.text, tuple(problem.name for problem in one.problems))
        for one in failing
    )


def _line(text: str) -> str:
    return evidence_block.guard(text)[:REMEMBERED_CHARACTERS]


def _left_s(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(one.input_tokens + other.input_tokens, one.output_tokens + other.output_tokens)
