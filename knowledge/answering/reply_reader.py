"""Reads what a model writes about one question, and releases each statement as soon as it is vouched for."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Sequence

from knowledge.answering.check_queue import CheckQueue
from knowledge.answering.draft_parser import DraftParser
from knowledge.answering.model_check import ModelCheck
from knowledge.answering.statement_checker import AnswerContext, Claim, Judgement, StatementChecker
from knowledge.errors import KutipError, ModelRefused
from knowledge.models import CitedStatement, Statement, Usage
from knowledge.ports import LanguageModel
from knowledge.verification import Ruling
from prompts.loader import Messages

Release = Callable[[CitedStatement], Awaitable[None]]
"""Receives each verified statement as soon as it is vouched for."""

Trigrams = frozenset[tuple[str, str, str]]
"""Each three consecutive words of a text, folded."""
_WORD = re.compile(r"\w+")

MOST_REPEATED = 3
"""Repeated statements after which a reply is aborted.

Small models repeat themselves until their tokens or the time run out. A good reply repeats a sentence once,
as its conclusion.
"""

RECITED_SHARE = 0.75
"""A statement with this share of its trigrams in the instructions recites them."""


class ReplyReader:
    """One answer while it is being written, over one or more replies of the model. Serves one task."""

    def __init__(
        self,
        model: LanguageModel,
        context: AnswerContext,
        checker: StatementChecker,
        model_check: ModelCheck,
        *,
        max_tokens: int,
        release: Release | None,
    ) -> None:
        """``model_check`` decides what ``checker`` leaves open. ``max_tokens`` limits each reply."""
        self.context = context
        self.verified: list[CitedStatement] = []
        self.drafted: list[Statement] = []
        """The verified statements as the model wrote them."""
        self.failing: list[Judgement] = []
        self.says_nothing_found = False
        """Whether the model wrote that the evidence does not tell something."""
        self.usage = Usage()
        self.is_complete = True
        """False once a reply broke off or a check gave no verdict: the answer must not be cached, as the
        models may say more next time."""
        self._model = model
        self._checker = checker
        self._model_check = model_check
        self._max_tokens = max_tokens
        self._release = release
        self._seen: set[Statement] = set()
        self._repeated = 0
        """How many statements of the current reply repeat one of ``_seen`` or recite the instructions."""
        self._can_ask = True
        """False once the checking model could not be reached: each further call would take as long."""

    async def read(self, prompt: Messages) -> tuple[bool, KutipError | None]:
        """Stream a reply, and check each statement as soon as it is complete.

        Returns, when all are checked, whether the model says that it cannot answer, and the error of its
        call, if any.
        """
        parser = DraftParser(self.context.shown)
        instructions = _trigrams(prompt.system)
        reply = self._model.stream(
            prompt.system,
            prompt.user,
            max_tokens=self._max_tokens,
            deadline_s=max(0.0, self.context.deadline - time.monotonic()),
        )
        error: KutipError | None = None
        self._repeated = 0
        async with CheckQueue(self._ask, self._settle) as queue:
            try:
                async with reply:
                    async for piece in reply:
                        for statement in parser.feed(piece):
                            await self._judge(statement, instructions, queue)
                        if self._repeated >= MOST_REPEATED:
                            error = ModelRefused(f"The model {self._model.name} repeats itself without end.")
                            break
                error = error or reply.error
                if reply.is_complete:
                    for statement in parser.close():
                        await self._judge(statement, instructions, queue)
            except KutipError as failure:
                error = failure
            self.is_complete = self.is_complete and reply.is_complete
            self.usage += reply.usage
            await queue.finish()
        return parser.no_answer, error

    async def _judge(self, statement: Statement, instructions: Trigrams, queue: CheckQueue) -> None:
        """Check a statement by the rules, and queue it for the model that checks, or to be settled.

        A statement that was seen before or recites the instructions counts as repeated and is not repaired.
        """
        if statement in self._seen:
            self._repeated += 1
            return
        self._seen.add(statement)
        judgement = await self._checker.judge(self.context, statement)
        self.says_nothing_found = self.says_nothing_found or judgement.says_nothing_found
        if judgement.is_doubted and _recites(statement.text, instructions):
            self._repeated += 1
        else:
            queue.put(judgement)

    async def _ask(self, claims: Sequence[Claim]) -> Sequence[Ruling | None]:
        if not self._can_ask:
            return [None] * len(claims)
        checked = await self._model_check.check(self.context, claims)
        self.usage += checked.usage
        self._can_ask = checked.error is None
        self.is_complete = self.is_complete and None not in checked.rulings
        return checked.rulings

    async def _settle(self, judgement: Judgement) -> None:
        """Release a verified statement, or record one that fails."""
        if judgement.problems:
            self.failing.append(judgement)
        elif judgement.verified is not None and judgement.verified not in self.verified:
            self.verified.append(judgement.verified)
            self.drafted.append(judgement.statement)
            if self._release is not None:
                await self._release(judgement.verified)


def _trigrams(text: str) -> Trigrams:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _recites(text: str, instructions: Trigrams) -> bool:
    """Whether a statement repeats the instructions of the prompt."""
    trigrams = _trigrams(text)
    return bool(trigrams) and len(trigrams & instructions) >= RECITED_SHARE * len(trigrams)
