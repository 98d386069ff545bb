"""How sure Kutip is that the best sentence answers: one number, comparable between questions.

A logistic regression over what the best sentences show, fitted on answerable and unanswerable questions over
archives of 1 to 1000 articles, so that one threshold serves all; see ``knowledge/weights/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Protocol, TypeVar

import numpy as np

from knowledge.evidence import TYPICAL_COSINE, RankedSentence
from knowledge.questions import Question

THRESHOLD = 0.5
"""Below it Kutip abstains. The fit sets the levels so that one threshold serves every size of archive."""

NOTHING = 0.05
"""An article that holds less of the question's rarity than this shares nothing with it."""

MOST_STATEMENTS = 3
_SECOND_RATIO = 0.6
_SECOND_LEAST = 0.35


class _Rated(Protocol):
    @property
    def probability(self) -> float: ...


Rated = TypeVar("Rated", bound=_Rated)


def confidence(question: Question, ranked: Sequence[RankedSentence]) -> float:
    """In 0..1, that the first of ``ranked`` (best first) answers; 0.0 without any.

    >>> from knowledge.questions import analyse
    >>> confidence(analyse("Siapa?"), [])
    0.0
    """
    if not ranked:
        return 0.0
    weights, sizes, levels = _model()
    score = weights["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in signals(question, ranked).items()
    )
    score -= float(np.interp(ranked[0].grounds.log_articles, sizes, levels))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def signals(question: Question, ranked: Sequence[RankedSentence]) -> dict[str, float]:
    """What speaks for and against an answer, by name. ``ranked`` is not empty, best first.

    The kind of question is not among them: no kind may be refused because the data held few such questions.
    """
    best = ranked[0].grounds
    others = [one for one in ranked if one.article.revision != ranked[0].article.revision]
    seen = {
        "score": ranked[0].score,
        "cosine": (best.cosine - TYPICAL_COSINE) * 20,
        "top_cosine": (max(one.grounds.cosine for one in ranked) - TYPICAL_COSINE) * 20,
        "article_share": best.article_share,
        "nothing_shared": float(best.article_share < NOTHING),
        "rarest_missing": best.rarest_missing,
        "missing_names": best.missing_names,
        "window_missing_names": best.window_missing_names,
        "window_missing_names_squared": best.window_missing_names**2,
        "missing_numbers": best.missing_numbers,
        "has_names": float(bool(question.names)),
        "alone": float(not others),
        "cosine_lead": (best.cosine - max(one.grounds.cosine for one in others)) * 20 if others else 0.0,
        "score_lead": min(5.0, ranked[0].score - others[0].score) if others else 0.0,
        "size": best.log_articles,
        "foreign": best.foreign,
    }
    if best.foreign:
        seen |= {f"foreign*{name}": seen[name] for name in _FOREIGN}
    return seen


DIRECTIONS = {
    "score": 1, "cosine": 1, "top_cosine": 1, "article_share": 1, "cosine_lead": 1, "score_lead": 1,
    "foreign*cosine": 1, "nothing_shared": -1, "foreign*nothing_shared": -1, "rarest_missing": -1,
    "missing_names": -1, "window_missing_names": -1, "window_missing_names_squared": -1,
    "foreign*window_missing_names": -1, "missing_numbers": -1,
    "size": -1, "has_names": 0, "alone": 0, "foreign": 0,
}  # fmt: skip
"""Every signal that may count, and which way: for an answer (1), against it (-1), or either (0)."""

_FOREIGN = ("cosine", "nothing_shared", "window_missing_names")
"""Few: there is little data in two languages, all of it our own."""


def choose(ranked: Sequence[Rated]) -> list[Rated]:
    """The 1 to 3 sentences to quote, best first: the best, and others nearly as good; ``[]`` from none.

    >>> from types import SimpleNamespace as Rated
    >>> [one.probability for one in choose([Rated(probability=p) for p in (0.9, 0.8, 0.1)])]
    [0.9, 0.8]
    """
    if not ranked:
        return []
    best = ranked[0].probability
    least = max(_SECOND_LEAST, best * _SECOND_RATIO)
    return [ranked[0], *(one for one in ranked[1:MOST_STATEMENTS] if one.probability >= least)]


@cache
def _model() -> tuple[dict[str, float], list[float], list[float]]:
    """Weights by signal; and, at some (log) sizes of archive, the level that the score must reach."""
    model = json.loads(files("knowledge.weights").joinpath("confidence.json").read_text(encoding="utf-8"))
    weights = {str(name): float(weight) for name, weight in model["weights"].items()}
    return (
        weights,
        [log(float(size)) for size in model["levels"]],
        [float(v) for v in model["levels"].values()],
    )
