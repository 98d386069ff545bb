"""Lets a language model judge statements that are no part of an answer: those of ``kutip verify --model``."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.answering.model_check import ModelCheck
from knowledge.answering.statement_checker import AnswerContext, Claim
from knowledge.models import Article, NumberedSentence, Sentence
from knowledge.ports import LanguageModel
from knowledge.verification import Problem, Ruling, Source, Verdict
from knowledge.verification.support import CitingStatement

STATEMENTS_AT_ONCE = 8
"""The most statements of one call."""
DEADLINE_S = 60.0
"""Time for one call."""


async def judge(
    model: LanguageModel, statements: Sequence[CitingStatement], verdicts: Sequence[Verdict]
) -> list[Verdict]:
    """Ask the model about the statements that words do not refute, and return the verdicts, in order.

    Without a ruling of the model the given verdict stays. Errors of the model that come before any ruling are
    raised.
    """
    result = list(verdicts)
    asked = [at for at, verdict in enumerate(verdicts) if statements[at][1] and not verdict.is_certain]
    check = ModelCheck(model, nonce=lambda: secrets.token_hex(8))
    for first in range(0, len(asked), STATEMENTS_AT_ONCE):
        chosen = asked[first : first + STATEMENTS_AT_ONCE]
        claims = [Claim(statements[at][0], _numbered(statements[at][1]), ()) for at in chosen]
        context = AnswerContext("", "id", {}, time.monotonic() + DEADLINE_S)
        checked = await check.check(context, claims)
        if checked.error is not None:
            raise checked.error
        for at, ruling in zip(chosen, checked.rulings, strict=True):
            if ruling is not None:
                result[at] = _ruled(result[at], ruling)
    return result


def _ruled(verdict: Verdict, ruling: Ruling) -> Verdict:
    """The verdict as the model has it, with its score on the right side of a half."""
    if ruling == "supported":
        return replace(
            verdict, supported=True, score=max(verdict.score, 0.5), problems=(), is_contradicted=False
        )
    problems = verdict.problems or (Problem(ruling),)
    return replace(
        verdict,
        supported=False,
        score=min(verdict.score, 0.499),
        problems=problems,
        is_contradicted=ruling == "contradicted",
    )


def _numbered(sources: Sequence[Source]) -> list[NumberedSentence]:
    """The sources as evidence: sentences of one article, in the order given."""
    sentences, parts, at = [], [], 0
    for source in sources:
        sentences.append(Sentence(at, at + len(source.sentence), source.sentence))
        parts.append(source.sentence)
        at += len(source.sentence) + 1
    first = sources[0]
    article = Article(
        "verify",
        0,
        first.title,
        "\n".join(parts),
        tuple(sentences),
        "und",
        datetime.now(UTC),
        published_on=first.published_on,
    )
    return [NumberedSentence(at + 1, article, at, 1.0) for at in range(len(sentences))]
