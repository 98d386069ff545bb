"""Asks a language model which of some statements follow from the sentences that they cite, in one call."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answering import evidence_prompt
from knowledge.answering.ruling_parser import parse_rulings
from knowledge.answering.statement_checker import AnswerContext, Claim
from knowledge.errors import KutipError
from knowledge.models import Usage
from knowledge.ports import LanguageModel
from knowledge.verification import Ruling
from prompts.loader import load

log = logging.getLogger(__name__)

EVIDENCE_TOKENS = 4000
"""Limit for the evidence of all statements of a call; each has an equal share."""
MOST_EVIDENCE_TOKENS = 2500
"""Limit for the evidence of one statement, as much as the writing model was shown."""
RULING_TOKENS = 30
"""Limit for the reply, for each statement: its number, a word, and a short reason that nobody asked for."""
REPLY_TOKENS = 60
"""Added to the limit for the reply: room for an introduction or the frame of JSON."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a model says of some claims, in their order; None for a claim of which it says nothing clear.

    ``error`` is set if it could not be asked, and then each ruling is None.
    """

    rulings: Sequence[Ruling | None]
    usage: Usage
    error: KutipError | None = None


class ModelCheck:
    """Lets a language model check claims. It has no state and may be used by many tasks at once."""

    def __init__(self, model: LanguageModel, *, nonce: Callable[[], str]) -> None:
        """``nonce`` draws the nonce of the evidence blocks of a call."""
        self._model = model
        self._nonce = nonce

    async def check(self, context: AnswerContext, claims: Sequence[Claim]) -> Checked:
        """Ask the model about ``claims``, at least one, all in one call. Errors of the model are not raised.

        A claim whose evidence is too long to be shown is not asked about: its ruling is None.
        """
        nonce, share = self._nonce(), min(MOST_EVIDENCE_TOKENS, EVIDENCE_TOKENS // len(claims))
        blocks = [evidence_prompt.render(claim.cited, nonce=nonce, max_tokens=share).text for claim in claims]
        shown = [index for index, block in enumerate(blocks) if block]
        rulings: list[Ruling | None] = [None] * len(claims)
        if not shown:
            return Checked(rulings, Usage())
        prompt = load("verify").fill(
            question=evidence_prompt.guard(context.question),
            statements="\n\n".join(
                f"Statement {number}: {evidence_prompt.guard(claims[index].text)}\n{blocks[index]}"
                for number, index in enumerate(shown, start=1)
            ),
            count=str(len(shown)),
        )
        reply = self._model.stream(
            prompt.system,
            prompt.user,
            max_tokens=REPLY_TOKENS + RULING_TOKENS * len(shown),
            deadline_s=max(0.0, context.deadline - time.monotonic()),
        )
        text = ""
        try:
            async with reply:
                async for piece in reply:
                    text += piece
            error = reply.error
        except KutipError as failure:
            error = failure
        if error is not None:
            log.warning("%s did not check %d statements: %s", self._model.name, len(shown), error)
            return Checked(rulings, reply.usage, error)
        for index, ruling in zip(shown, parse_rulings(text, len(shown)), strict=True):
            rulings[index] = ruling
        if missing := [index for index in shown if rulings[index] is None]:
            log.warning(
                "%s gave no verdict on %d of %d statements", self._model.name, len(missing), len(shown)
            )
        return Checked(rulings, reply.usage)
