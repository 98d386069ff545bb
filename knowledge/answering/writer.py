"""Answers written by a language model: each statement is proved before it leaves, mended once, or dropped."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from knowledge.answering import evidence_prompt, question_rewriter
from knowledge.answering.draft_cache import DraftCache, fingerprint
from knowledge.answering.draft_parser import DraftParser
from knowledge.answering.statement_checker import AnswerContext, Judgement, StatementChecker
from knowledge.errors import KutipError, ModelRefused
from knowledge.models import (
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
from knowledge.verification import language_of
from prompts.loader import Messages, load

Threes = frozenset[tuple[str, str, str]]
_WORD = re.compile(r"\w+")

Release = Callable[[CitedStatement], Awaitable[None]]

LEAST_TIME_S = 3.0
"""With less left before the deadline, failing statements are dropped without a second call."""

MOST_REPEATED = 3
"""A reply that has said so many statements again goes round in circles, as small models do until their
tokens or the time run out. A good one repeats a sentence once, to conclude."""

RECITED_SHARE = 0.75
"""Of a statement's three words in a row, so many are in the instructions."""

REWRITING_SHARE = 1 / 3
"""Of the time for a question: a follow-up is understood without the model too, but not answered."""

SAME_NONCE = "fingerprint"
"""Stands for the nonce in the fingerprint of a prompt, which must not change from question to question."""


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

    ``error`` is set when the model did not answer or wrote nothing that can be read, and nothing was
    proved: another way must serve.
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
    verified: list[CitedStatement] = field(default_factory=list)
    drafted: list[Statement] = field(default_factory=list)
    """The proved ones as the model wrote them."""
    failing: list[Judgement] = field(default_factory=list)
    seen: set[Statement] = field(default_factory=set)
    """All that were written, also in a reply before."""
    repeated: int = 0
    """How often the reply that is being read said again what was seen."""
    usage: Usage = field(default_factory=Usage)
    is_whole: bool = True
    """False once a call failed: asked again, the model might write more."""


class Writer:
    """Safe to use from many tasks at once; keeps nothing between questions but what ``drafts`` does."""

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
        """``verifier`` is another model that has a say in every statement; with ``drafts`` a model that would
        be asked the very same again is not asked."""
        self._model = model
        self._limits = limits or Limits()
        self._checker = StatementChecker(embedder, verifier=verifier, nonce=nonce)
        self._verifier_name = verifier.name if verifier else ""
        self._drafts = DraftCache(drafts, self._checker) if drafts else None
        self._nonce = nonce

    async def close(self) -> None:
        """Close the connections to the models. Calling twice is harmless."""
        await self._model.close()
        await self._checker.close()

    def deadline(self) -> float:
        """When a question that begins now must be done, as :func:`time.monotonic` counts."""
        return time.monotonic() + self._limits.deadline_s

    async def standalone_question(
        self, question: str, history: Sequence[Turn], deadline: float
    ) -> tuple[str | None, Usage]:
        """As :func:`knowledge.rewriting.standalone_question`."""
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
        block = evidence_prompt.render(evidence, nonce=nonce, budget_tokens=self._limits.evidence_tokens)
        if not block.labels:
            return Written()
        shown = {one.label: one for one in evidence if one.label in block.labels}
        context = AnswerContext(question, spoken, shown, deadline)
        prompt = load("answer").fill(
            language=language.english_name(spoken), evidence=block.text, question=question
        )
        name = self._fingerprint(prompt, nonce)
        kept = await self._drafts.find(name, context) if self._drafts else None
        if kept is not None:
            if release is not None:
                for statement in kept[0]:
                    await release(statement)
            return Written(*kept)
        answer = _Answer(context, release)
        written = await self._ask(answer, prompt, block.text)
        if self._drafts and answer.is_whole and written.error is None:
            await self._drafts.save(name, CachedDraft(tuple(answer.drafted), written.dropped))
        return written

    async def _ask(self, answer: _Answer, prompt: Messages, block: str) -> Written:
        said_no_answer, error = await self._read(answer, prompt)
        if error is None and said_no_answer:
            return Written((), _dropped(answer.failing), answer.usage)
        if error is None and not answer.verified and not answer.failing:
            error = ModelRefused(f"The model {self._model.name} wrote nothing that can be read.")
        if error is not None:
            answer.is_whole = False
        elif answer.failing and _left_s(answer.context.deadline) > LEAST_TIME_S:
            await self._repair(answer, block)
        return Written(
            tuple(answer.verified),
            _dropped(answer.failing),
            answer.usage,
            None if answer.verified else error,
        )

    async def _read(self, answer: _Answer, prompt: Messages) -> tuple[bool, KutipError | None]:
        """Ask, and judge each statement as it comes: whether the model says that it cannot answer, and what
        went wrong with it."""
        parser = DraftParser()
        instructions = _threes(prompt.system)
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
        answer.is_whole = answer.is_whole and reply.is_complete
        answer.usage += reply.usage
        return parser.no_answer, error

    async def _judge(self, answer: _Answer, statement: Statement, instructions: Threes) -> None:
        """Prove a statement and release it, or note what is wrong with it. What was said before counts as
        nothing, and what only recites the instructions needs no mending."""
        if statement in answer.seen:
            answer.repeated += 1
            return
        answer.seen.add(statement)
        judgement = await self._checker.judge(answer.context, statement)
        answer.usage += judgement.usage
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
        """Give the failing statements back, once. Those that are mended leave ``answer.failing``."""
        failing, answer.failing = answer.failing, []
        prompt = load("repair").fill(
            language=language.english_name(answer.context.language),
            evidence=block,
            question=answer.context.question,
            statements="\n".join(map(_complaint, failing)),
        )
        before = len(answer.verified)
        await self._read(answer, prompt)
        # What failed again is told by its first version: that is what was wrong.
        answer.failing = _unrepaired(failing, answer.verified[before:])

    def _fingerprint(self, prompt: Messages, nonce: str) -> str:
        return fingerprint(
            self._model.name,
            self._verifier_name,
            self._limits.answer_tokens,
            load("repair").fingerprint,
            prompt.system,
            prompt.user.replace(nonce, SAME_NONCE),
        )


def _threes(text: str) -> Threes:
    """Each three words in a row."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _recites(text: str, instructions: Threes) -> bool:
    """Whether a statement comes from the prompt, as far as the parser left it whole."""
    threes = _threes(text)
    return bool(threes) and len(threes & instructions) >= RECITED_SHARE * len(threes)


def _is_planted(one: NumberedSentence) -> bool:
    """Whether a sentence is in another language than its article: what is planted there mostly is, and what
    is honest is said in the article's own language as well."""
    return {language_of(one.sentence.text), one.article.language} == {"id", "en"}


def _unrepaired(failing: Sequence[Judgement], repaired: Sequence[CitedStatement]) -> list[Judgement]:
    """The failing statements that no mended one stands for: each stands for the one most like it."""
    left = list(failing)
    for statement in repaired:
        if left:
            words = set(terms(statement.text))
            left.remove(max(left, key=lambda one: len(words & set(terms(one.statement.text)))))
    return left


def _complaint(one: Judgement) -> str:
    labels = "".join(f"[{label}]" for label in one.statement.labels)
    wrong = "; ".join(
        f"{problem.name.replace('_', ' ')}{': ' if problem.words else ''}{', '.join(problem.words)}"
        for problem in one.problems
    )
    return f"{evidence_prompt.guard(one.statement.text)}{labels}\nWrong: {evidence_prompt.guard(wrong)}"


def _dropped(failing: Sequence[Judgement]) -> tuple[DroppedStatement, ...]:
    return tuple(
        DroppedStatement(one.statement.text, tuple(problem.name for problem in one.problems))
        for one in failing
    )


def _left_s(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
