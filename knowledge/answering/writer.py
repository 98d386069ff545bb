"""Answers by a language model: each statement is vouched for before it is sent, or repaired once, or dropped.

Rules check every statement. What they do not refute is checked by a model, as the setting LLM_CHECK says.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from knowledge.answering import evidence_prompt, question_rewriter
from knowledge.answering.checked_statements import Check
from knowledge.answering.draft_cache import DraftCache, fingerprint
from knowledge.answering.evidence_choice import choose_evidence
from knowledge.answering.model_check import ModelCheck
from knowledge.answering.reply_reader import Release as Release
from knowledge.answering.reply_reader import ReplyReader
from knowledge.answering.statement_checker import AnswerContext, Judgement, StatementChecker
from knowledge.errors import ContextTooSmall, KutipError, ModelRefused
from knowledge.models import (
    Article,
    CachedDraft,
    CitedStatement,
    DroppedStatement,
    NumberedSentence,
    Turn,
    Usage,
)
from knowledge.ports import DraftStore, Embedder, LanguageModel
from knowledge.ports.reading import StatementReader
from knowledge.text import language
from knowledge.text.terms import terms
from prompts.loader import Messages, load

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

LEAST_TIME_S = 3.0
"""With less left before the deadline, failing statements are dropped without a second call."""

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


@dataclass(frozen=True, slots=True)
class _Request:
    """A question, and how it is to be answered."""

    question: str
    language: str
    deadline: float
    today: str
    form: str
    """One of :data:`FORMS`."""
    release: Release | None


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
        reader: StatementReader | None = None,
        check: Check = "off",
        verifier: LanguageModel | None = None,
        drafts: DraftStore | None = None,
        nonce: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        """``reader`` judges whether a statement follows; without it the rules judge alone.

        ``check`` says which statements a model checks: ``verifier``, or ``model`` itself if that is None.
        ``drafts`` caches what the model writes, so that an identical prompt takes no call. ``nonce`` draws
        the nonce of an evidence block.
        """
        self._model = model
        self._limits = limits or Limits()
        self._verifier = verifier or model
        self._checker = StatementChecker(embedder, reader=reader, check=check)
        self._model_check = ModelCheck(self._verifier, nonce=nonce)
        self._check = check
        self._drafts = DraftCache(drafts, self._checker) if drafts else None
        self._nonce = nonce

    async def close(self) -> None:
        """Close the connections to the models. A second call does nothing."""
        await self._model.close()
        await self._verifier.close()

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

        ``release`` receives each statement as soon as it is complete and vouched for, in the order in which
        the model wrote them. ``today`` is the day on which the question is asked; None if the model need not
        know. The model is shown what :func:`knowledge.answering.evidence_choice.choose_evidence` makes of
        ``evidence``, ``near`` and ``whole``; the labels of the statements are those of its choice. If that is
        too much for the model, it is asked once more with half of it.

        A result without statements and error means that, according to the model, the evidence does not answer
        the question, or that no statement was verified.
        """
        request = _Request(
            question,
            answer_language,
            deadline,
            today=today.isoformat() if today else NOT_TOLD,
            form=FORMS[wants],
            release=release,
        )
        most = self._limits.evidence_tokens
        written = await self._attempt(request, choose_evidence(evidence, most, near=near, whole=whole), most)
        if not isinstance(written.error, ContextTooSmall):
            return written
        half = most // 2
        again = await self._attempt(request, choose_evidence(evidence, half, near=near, whole=whole), half)
        return written if again == Written() else replace(again, usage=written.usage + again.usage)

    async def _attempt(
        self, request: _Request, chosen: Sequence[NumberedSentence], max_tokens: int
    ) -> Written:
        """Answer from at most ``max_tokens`` of ``chosen``; an empty result if nothing of it fits."""
        nonce = self._nonce()
        block = evidence_prompt.render(chosen, nonce=nonce, max_tokens=max_tokens)
        if not block.labels:
            return Written()
        shown = {numbered.label: numbered for numbered in chosen if numbered.label in block.labels}
        context = AnswerContext(request.question, request.language, shown, request.deadline)
        values = {
            "language": language.english_name(request.language),
            "evidence": block.text,
            "question": request.question,
            "today": request.today,
        }
        prompt = load("answer").fill(**values, form=request.form)
        key = self._cache_key(prompt, nonce)
        cached = await self._drafts.find(key, context) if self._drafts else None
        if cached is not None:
            if request.release is not None:
                for statement in cached[0]:
                    await request.release(statement)
            return Written(*cached)
        answer = ReplyReader(
            self._model,
            context,
            self._checker,
            self._model_check,
            max_tokens=self._limits.answer_tokens,
            release=request.release,
        )
        written = await self._ask(answer, prompt, values)
        if self._drafts and answer.is_complete and written.error is None:
            await self._drafts.save(key, CachedDraft(tuple(answer.drafted), written.dropped))
        return written

    async def _ask(self, answer: ReplyReader, prompt: Messages, values: Mapping[str, str]) -> Written:
        said_no_answer, error = await answer.read(prompt)
        if error is None and said_no_answer:
            return Written((), _dropped(answer.failing), answer.usage)
        if error is None and not answer.verified and not answer.failing:
            if answer.says_nothing_found:
                return Written(usage=answer.usage)
            error = ModelRefused(f"The model {self._model.name} wrote nothing that can be read.")
        if error is not None:
            answer.is_complete = False
        elif answer.failing and _left_s(answer.context.deadline) > LEAST_TIME_S:
            await self._repair(answer, values)
        return Written(
            tuple(answer.verified),
            _dropped(answer.failing),
            answer.usage,
            None if answer.verified else error,
        )

    async def _repair(self, answer: ReplyReader, values: Mapping[str, str]) -> None:
        """Ask the model once to repair the failing statements; the repaired ones leave ``answer.failing``."""
        failing, answer.failing = answer.failing, []
        prompt = load("repair").fill(**values, statements="\n".join(map(_complaint, failing)))
        before = len(answer.verified)
        await answer.read(prompt)
        # A statement that failed again is reported in its first version, with its problems.
        answer.failing = _unrepaired(failing, answer.verified[before:])

    def _cache_key(self, prompt: Messages, nonce: str) -> str:
        return fingerprint(
            self._model.name,
            self._check,
            "" if self._check == "off" else self._verifier.name,
            "" if self._check == "off" else load("verify").fingerprint,
            self._limits.answer_tokens,
            load("repair").fingerprint,
            prompt.system,
            prompt.user.replace(nonce, SAME_NONCE),
        )


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
