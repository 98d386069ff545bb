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
"""Below it Kutip abstains. The fit sets the levels so that this is the chosen trade at every size of archive."""

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
        "share": best.share,
        "window_share": best.window_share,
        "article_share": best.article_share,
        "telling_share": best.telling_share,
        "telling_window": best.telling_window,
        "telling_article": best.telling_article,
        "plain_window": best.plain_window,
        "plain_article": best.plain_article,
        "rarest_missing": best.rarest_missing,
        "missing_names": best.missing_names,
        "window_missing_names": best.window_missing_names,
        "any_name_missing": float(best.missing_names > 0),
        "missing_numbers": best.missing_numbers,
        "has_names": float(bool(question.names)),
        "alone": float(not others),
        "cosine_lead": (best.cosine - max(one.grounds.cosine for one in others)) * 20 if others else 0.0,
        "score_lead": min(5.0, ranked[0].score - others[0].score) if others else 0.0,
        "foreign": best.foreign,
    }
    seen |= {
        "window_share*cosine": best.window_share * seen["cosine"],
        "missing_names*window_share": best.missing_names * best.window_share,
        "window_missing_names*cosine": best.window_missing_names * seen["cosine"],
        "window_missing_names_squared": best.window_missing_names**2,
        "size": best.log_articles,
        "size*window_share": best.log_articles * best.window_share,
        "size*top_cosine": best.log_articles * seen["top_cosine"],
        "size*window_missing_names": best.log_articles * best.window_missing_names,
    }
    if best.foreign:
        seen |= {f"foreign*{name}": seen[name] for name in _FOREIGN}
    return seen


_FOREIGN = ("cosine", "window_share", "window_missing_names")
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
    """Weights by signal, and the level that the score must reach at some sizes of archive, between them linear."""
    model = json.loads(files("knowledge.weights").joinpath("confidence.json").read_text(encoding="utf-8"))
    weights = {str(name): float(weight) for name, weight in model["weights"].items()}
    return weights, [log(float(size)) for size in model["levels"]], [float(v) for v in model["levels"].values()]
