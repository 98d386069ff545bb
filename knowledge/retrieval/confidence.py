"""Computes the confidence that the best sentence answers: one number, comparable between questions.

A logistic regression over what the reader and the ranker found of the best sentences. It is fitted on
answerable and unanswerable questions over archives of 1 to 1000 articles, most of them questions that the
reader never saw, so one threshold fits all sizes and both languages; see ``knowledge/weights/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Protocol, TypeVar

from knowledge.retrieval.sentence_ranker import TYPICAL_COSINE, RankedSentence

THRESHOLD = 0.5
"""Kutip abstains below this confidence: it answers if an answer is more likely than not.

``docs/quality/newsq`` has the curve of what is answered against what is right.
"""

NEAR_PROBABILITY = 0.05
"""A sentence less likely than this to answer is not shown as the nearest one of an abstention.

Where an answering sentence is among the first two on newsq_dev, the first one is more likely for 0.98; of
questions about matters in no article, for 0.17 (those for fitting).
"""

WORTH_ASKING = 0.1
"""Below this confidence a language model is not called.

On newsq_dev 0.01 of the questions with an answering sentence among the first two are below it; of questions
about matters in no article, 0.89 (those for fitting).
"""

MOST_MASS = 20.0
"""Upper bound for the rarity in common, about four rare words: more of it does not raise the confidence."""

_COSINE_SCALE = 20.0

MOST_STATEMENTS = 2
"""Sentences that are quoted at most in an answer without a language model."""
EQUALLY_LIKELY = 1.5
"""A sentence whose log-odds are this close to those of the best one is quoted as well.

On newsq_dev, without its requests for summaries, 0.661 of the questions are then answered rightly, with a
second sentence in 0.43 of the answers; at 1.0 it is 0.654 (0.30), at 0.5 it is 0.635 (0.17). Of the second
sentences 0.35, 0.31 and 0.29 answer nothing where another one does.
"""


class _Rated(Protocol):
    @property
    def probability(self) -> float: ...


Rated = TypeVar("Rated", bound=_Rated)


def confidence(ranked: Sequence[RankedSentence]) -> float:
    """The confidence, 0..1, that the first of ``ranked`` (best first) answers; 0.0 if there are none.

    >>> confidence([])
    0.0
    """
    if not ranked:
        return 0.0
    weights = _weights()
    score = weights["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in signals(ranked).items()
    )
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def signals(ranked: Sequence[RankedSentence]) -> dict[str, float]:
    """The inputs of the regression, by their names in ``weights/confidence.json``.

    ``ranked`` is not empty, best first. The kind of question is not among them, so that no kind is refused
    because the data had few of it.
    """
    best = ranked[0].stats
    others = [each for each in ranked if each.article.revision != ranked[0].article.revision]
    top_cosine = (max(each.stats.cosine for each in ranked) - TYPICAL_COSINE) * _COSINE_SCALE
    next_cosine = max((each.stats.cosine for each in others), default=best.cosine)
    return {
        # That the conversation is about an article is no reason to believe that it answers.
        "score": ranked[0].score - ranked[0].preference,
        "window": ranked[0].reading.window,
        "top_cosine": top_cosine,
        "cosine_lead": (best.cosine - next_cosine) * _COSINE_SCALE,
        "weak_and_unshared": (1 - best.window_share) * min(0.0, top_cosine),
        "window_mass": min(best.window_mass, MOST_MASS) / MOST_MASS,
        "missing_names": best.missing_names,
        "foreign": best.foreign,
        # The reader is trained on Indonesian articles, and is too strict about English ones.
        "english": float(ranked[0].article.language == "en"),
    }


DIRECTIONS = {
    "score": 1, "window": 1, "top_cosine": 1, "cosine_lead": 1, "weak_and_unshared": 1, "window_mass": 1,
    "missing_names": -1, "foreign": 0, "english": 0,
}  # fmt: skip
"""Every signal, and the sign that its weight may have: positive (1), negative (-1) or any (0)."""


def choose(ranked: Sequence[Rated]) -> list[Rated]:
    """The sentences to quote, best first: the best one and at most one more that is about as likely.

    Returns ``[]`` if ``ranked`` is empty.

    >>> from types import SimpleNamespace as Rated
    >>> [one.probability for one in choose([Rated(probability=p) for p in (0.9, 0.88, 0.6)])]
    [0.9, 0.88]
    """
    if not ranked:
        return []
    least = log_odds(ranked[0].probability) - EQUALLY_LIKELY
    return [one for one in ranked[:MOST_STATEMENTS] if log_odds(one.probability) >= least]


def log_odds(probability: float) -> float:
    """The logarithm of the odds of a probability, which is clipped to 1e-9..1 - 1e-9 to be finite.

    >>> log_odds(0.5)
    0.0
    """
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return log(bounded / (1 - bounded))


@cache
def _weights() -> Mapping[str, float]:
    text = files("knowledge.weights").joinpath("confidence.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}
