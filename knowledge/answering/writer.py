"""Answers by a language model: each statement is verified before it is sent, or repaired once, or dropped."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.answering import evidence_prompt, question_rewriter
from knowledge.answering.draft_cache import DraftCache, fingerprint
from knowledge.answering.draft_parser import DraftParser
from knowledge.answering.evidence_choice import choose_evidence
from knowledge.answering.statement_checker import AnswerContext, Judgement, StatementChecker
from knowledge.errors import KutipError, ModelRefused
from knowledge.models import (
    Article,
    CachedDraft,
    CitedStatement,
    DroppedStatement,
    NumberedSentence,
    Statement,
    Turn,
    Usage,
)
from knowledge.ports import DraftStore, Embedder, LanguageModel
from knowledge.text import language
from knowledge.text.terms import terms
from prompts.loader import Messages, load

Trigrams = frozenset[tuple[str, str, str]]
"""Each three consecutive words of a text, folded."""
_WORD = re.compile(r"\w+")

Wants = Literal["answer", "summary", "list"]
"""The form of an answer: some sentences, a summary of the whole evidence, or a list."""

FORMS: dict[Wants, str] = {
    "answer": "Write one to five short sentences, or a list if the question asks for one.",
    "summary": "Summarise the whole evidence in three to five short sentences, the most important first.",
    "list": "Write a list of everything that the question asks for, each item on a line of its own.",
}
"""What the prompt asks for."""

NOT_TOLD = "unknown"
"""Stands in the prompt for a date of today that the caller does not tell."""

Release = Callable[[CitedStatement], Awaitable[None]]
"""Receives each verified statement as soon as it is complete."""

LEAST_TIME_S = 3.0
"""With less left before the deadline, failing statements are dropped without a second call."""

MOST_REPEATED = 3
"""Repeated statements after which a reply is aborted.

Small models repeat themselves until their tokens or the time run out. A good reply repeats a sentence once,
as its conclusion.
"""

RECITED_SHARE = 0.75
"""A statement with this share of its trigrams in the instructions recites them."""

REWRITING_SHARE = 1 / 3
"""Share of the time for a question that rewriting it may take.

A follow-up can be understood without the model, but not answered.
"""

SAME_NONCE = "fingerprint"
"""Replaces the nonce in the cache key of a prompt, as the nonce changes with every question."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one question, in seconds and tokens."""

    deadline_s: float = 60.0
    """Time for all calls together, retries included."""
    answer_tokens: int = 600
    evidence_tokens: int = 2500
    question_tokens: int = 120


@dataclass(frozen=True, slots=True)
class Written:
    """The result of asking the model: the verified statements, and those that failed also after the repair.

    ``error`` is set if no statement was verified because the model failed or wrote nothing that can be
    parsed. The caller then answers without the model.
    """

    statements: tuple[CitedStatement, ...] = ()
    dropped: tuple[DroppedStatement, ...] = ()
    usage: Usage = field(default_factory=Usage)
    error: KutipError | None = None


@dataclass(slots=True)
class _Answer:
    """One answer while it is being written."""

    context: AnswerContext
    release: Release | None
    today: str
    verified: list[CitedStatement] = field(default_factory=list)
    drafted: list[Statement] = field(default_factory=list)
    """The verified statements as the model wrote them."""
    failing: list[Judgement] = field(default_factory=list)
    seen: set[Statement] = field(default_factory=set)
    """All statements that the model wrote, in all replies."""
    repeated: int = 0
    """How many statements of the current reply repeat one of ``seen`` or recite the instructions."""
    says_nothing_found: bool = False
    """Whether the model wrote that the evidence does not tell something."""
    usage: Usage = field(default_factory=Usage)
    is_complete: bool = True
    """False once a call has failed: the answer must not be cached, as the model may write more next time."""


class Writer:
    """Writes answers by a language model.

    Its only state is the cache of drafts. Many tasks may use it at once.
    """

    def __init__(
        self,
        model: LanguageModel,
        embedder: Embedder,
        *,
        limits: Limits | None = None,
        verifier: LanguageModel | None = None,
        drafts: DraftStore | None = None,
        nonce: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        """``verifier`` is a second model that confirms each statement; None for none.

        ``drafts`` caches what the model writes, so that an identical prompt takes no call. ``nonce`` draws
        the nonce of an evidence block.
        """
        self._model = model
        self._limits = limits or Limits()
        self._checker = StatementChecker(embedder, verifier=verifier, nonce=nonce)
        self._verifier_name = verifier.name if verifier else ""
        self._drafts = DraftCache(drafts, self._checker) if drafts else None
        self._nonce = nonce

    async def close(self) -> None:
        """Close the connections to the models. A second call does nothing."""
        await self._model.close()
        await self._checker.close()

    def deadline(self) -> float:
        """Return when the answer to a question that begins now must be complete, in :func:`time.monotonic`
        seconds."""
        return time.monotonic() + self._limits.deadline_s

    async def standalone_question(
        self, question: str, history: Sequence[Turn], deadline: float
    ) -> tuple[str | None, Usage]:
        """Rewrite a follow-up; see :func:`knowledge.answering.question_rewriter.standalone_question`."""
        return await question_rewriter.standalone_question(
            self._model,
            question,
            history,
            max_tokens=self._limits.question_tokens,
            deadline_s=_left_s(deadline) * REWRITING_SHARE,
        )

    async def write(
        self,
        question: str,
        answer_language: str,
        evidence: Sequence[NumberedSentence],
        *,
        deadline: float,
        release: Release | None = None,
        today: date | None = None,
        wants: Wants = "answer",
        near: Sequence[Article] = (),
        whole: Sequence[Article] = (),
    ) -> Written:
        """Ask the model for an answer from ``evidence`` in ``answer_language`` (``id`` or ``en``).

        ``release`` receives each statement as soon as it is complete and verified, before the next is parsed.
        ``today`` is the day on which the question is asked; None if the model need not know. The model is
        shown what :func:`knowledge.answering.evidence_choice.choose_evidence` makes of ``evidence``, ``near``
        and ``whole``; the labels of the statements are those of its choice.

        A result without statements and error means that, according to the model, the evidence does not answer
        the question, or that no statement was verified.
        """
        nonce = self._nonce()
        chosen = choose_evidence(evidence, self._limits.evidence_tokens, near=near, whole=whole)
        block = evidence_prompt.render(chosen, nonce=nonce, max_tokens=self._limits.evidence_tokens)
        if not block.labels:
            return Written()
        shown = {numbered.label: numbered for numbered in chosen if numbered.label in block.labels}
        context = AnswerContext(question, answer_language, shown, deadline)
        answer = _Answer(context, release, today.isoformat() if today else NOT_TOLD)
        prompt = load("answer").fill(
            language=language.english_name(answer_language),
            evidence=block.text,
            question=question,
            today=answer.today,
            form=FORMS[wants],
        )
        key = self._cache_key(prompt, nonce)
        cached = await self._drafts.find(key, context) if self._drafts else None
        if cached is not None:
            if release is not None:
                for statement in cached[0]:
                    await release(statement)
            return Written(*cached)
        written = await self._ask(answer, prompt, block.text)
        if self._drafts and answer.is_complete and written.error is None:
            await self._drafts.save(key, CachedDraft(tuple(answer.drafted), written.dropped))
        return written

    async def _ask(self, answer: _Answer, prompt: Messages, block: str) -> Written:
        said_no_answer, error = await self._read(answer, prompt)
        if error is None and said_no_answer:
            return Written((), _dropped(answer.failing), answer.usage)
        if error is None and not answer.verified and not answer.failing:
            if answer.says_nothing_found:
                return Written(usage=answer.usage)
            error = ModelRefused(f"The model {self._model.name} wrote nothing that can be read.")
        if error is not None:
            answer.is_complete = False
        elif answer.failing and _left_s(answer.context.deadline) > LEAST_TIME_S:
            await self._repair(answer, block)
        return Written(
            tuple(answer.verified),
            _dropped(answer.failing),
            answer.usage,
            None if answer.verified else error,
        )

    async def _read(self, answer: _Answer, prompt: Messages) -> tuple[bool, KutipError | None]:
        """Stream a reply and check each statement as soon as it is complete.

        Returns whether the model says that it cannot answer, and the error of the call, if any.
        """
        parser = DraftParser()
        instructions = _trigrams(prompt.system)
        reply = self._model.stream(
            prompt.system,
            prompt.user,
            max_tokens=self._limits.answer_tokens,
            deadline_s=_left_s(answer.context.deadline),
        )
        error: KutipError | None = None
        answer.repeated = 0
        try:
            async with reply:
                async for piece in reply:
                    for statement in parser.feed(piece):
                        await self._judge(answer, statement, instructions)
                    if answer.repeated >= MOST_REPEATED:
                        error = ModelRefused(f"The model {self._model.name} repeats itself without end.")
                        break
            error = error or reply.error
            if reply.is_complete:
                for statement in parser.close():
                    await self._judge(answer, statement, instructions)
        except KutipError as failure:
            error = failure
        answer.is_complete = answer.is_complete and reply.is_complete
        answer.usage += reply.usage
        return parser.no_answer, error

    async def _judge(self, answer: _Answer, statement: Statement, instructions: Trigrams) -> None:
        """Check a statement and release it, or record its problems.

        A statement that was seen before or recites the instructions counts as repeated and is not repaired.
        """
        if statement in answer.seen:
            answer.repeated += 1
            return
        answer.seen.add(statement)
        judgement = await self._checker.judge(answer.context, statement)
        answer.usage += judgement.usage
        answer.says_nothing_found = answer.says_nothing_found or judgement.says_nothing_found
        if judgement.problems and _recites(statement.text, instructions):
            answer.repeated += 1
        elif judgement.problems:
            answer.failing.append(judgement)
        elif judgement.verified is not None and judgement.verified not in answer.verified:
            answer.verified.append(judgement.verified)
            answer.drafted.append(statement)
            if answer.release is not None:
                await answer.release(judgement.verified)

    async def _repair(self, answer: _Answer, block: str) -> None:
        """Ask the model once to repair the failing statements; the repaired ones leave ``answer.failing``."""
        failing, answer.failing = answer.failing, []
        prompt = load("repair").fill(
            language=language.english_name(answer.context.language),
            evidence=block,
            question=answer.context.question,
            today=answer.today,
            statements="\n".join(map(_complaint, failing)),
        )
        before = len(answer.verified)
        await self._read(answer, prompt)
        # A statement that failed again is reported in its first version, with its problems.
        answer.failing = _unrepaired(failing, answer.verified[before:])

    def _cache_key(self, prompt: Messages, nonce: str) -> str:
        return fingerprint(
            self._model.name,
            self._verifier_name,
            self._limits.answer_tokens,
            load("repair").fingerprint,
            prompt.system,
            prompt.user.replace(nonce, SAME_NONCE),
        )


def _trigrams(text: str) -> Trigrams:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _recites(text: str, instructions: Trigrams) -> bool:
    """Whether a statement repeats the instructions of the prompt."""
    trigrams = _trigrams(text)
    return bool(trigrams) and len(trigrams & instructions) >= RECITED_SHARE * len(trigrams)


def _unrepaired(failing: Sequence[Judgement], repaired: Sequence[CitedStatement]) -> list[Judgement]:
    """The failing statements that were not repaired: each repaired one replaces the most similar one."""
    left = list(failing)
    for statement in repaired:
        if left:
            words = set(terms(statement.text))
            left.remove(max(left, key=lambda each: len(words & set(terms(each.statement.text)))))
    return left


def _complaint(judgement: Judgement) -> str:
    """A failing statement with its labels and its problems, for the repair prompt."""
    labels = "".join(f"[{label}]" for label in judgement.statement.labels)
    wrong = "; ".join(
        f"{problem.name.replace('_', ' ')}{': ' if problem.words else ''}{', '.join(problem.words)}"
        for problem in judgement.problems
    )
    return f"{evidence_prompt.guard(judgement.statement.text)}{labels}\nWrong: {evidence_prompt.guard(wrong)}"


def _dropped(failing: Sequence[Judgement]) -> tuple[DroppedStatement, ...]:
    return tuple(
        DroppedStatement(judgement.statement.text, tuple(problem.name for problem in judgement.problems))
        for judgement in failing
    )


def _left_s(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
