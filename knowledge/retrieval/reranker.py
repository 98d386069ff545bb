"""A second look at the sentences that rank best: does one of them hold the name, date or number asked for?

AnswerSpan for a short answer takes 0.1 ms a sentence, so that only the best are read. On held-out news the
sentence that answers then comes first for 0.734 of the questions instead of 0.724; asked in English of
Indonesian articles, for 0.511 instead of 0.489 of those that were kept for measuring.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from knowledge.questions.analysis import KINDS, Question
from knowledge.retrieval import answer_spans

LOOKED_AT = 10
"""Sentences, best first. One of them answers 0.99 of the questions for fitting whose article is found."""

BEHIND = 3.0
"""Log-odds behind the best: a sentence further back is not read. Of 1,415 news questions for fitting, reading
it changes the first sentence of none, and the second of 8."""

READ = ("some", "lead", "probability")
"""What is read in a sentence: see :class:`knowledge.short_answers.AnswerSpan`."""
FEATURES: tuple[str, ...] = ("score", *READ, *(f"{kind}*{name}" for kind in KINDS for name in READ))
_LEAD_SCALE = 0.2
Floats = npt.NDArray[np.float64]


def look_again(
    question: Question, scores: Floats, preferences: Floats, text_of: Callable[[int], str]
) -> Floats:
    """New scores, log-odds that each sentence answers, from those of the first look and of a preference.

    A preference is measured in log-odds of the first look, and counts as those do. All have a row for a
    sentence; ``text_of`` gives the sentence of a row. Those further down count as if nothing short were found
    in them.
    """
    rows = np.full((len(scores), 3), seen(question, None))
    first = scores + preferences
    best = np.argsort(-first, kind="stable")[:LOOKED_AT]
    for row in best[first[best] >= first.max(initial=-np.inf) - BEHIND]:
        rows[row] = seen(question, text_of(int(row)))
    weights = _weights()
    of_kind = [weights.get(name, 0.0) + weights.get(f"{question.kind}*{name}", 0.0) for name in READ]
    return np.asarray(first * weights["score"] + rows @ of_kind + weights["intercept"])


def seen(question: Question, sentence: str | None) -> tuple[float, float, float]:
    """What is found in a sentence, None for one that is not read: the columns of the second look."""
    found = answer_spans.read(question, sentence) if sentence else answer_spans.AnswerSpan()
    return found.some, _LEAD_SCALE * found.lead, found.probability


@cache
def _weights() -> Mapping[str, float]:
    text = files("knowledge.weights").joinpath("reranker.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}
