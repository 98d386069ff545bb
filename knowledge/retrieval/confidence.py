"""How sure Kutip is that the best sentence answers: one number, comparable between questions.

Two logistic regressions over what the best sentences show, fitted on answerable and unanswerable questions
over archives of 1 to 1000 articles, so that one threshold serves all; see ``knowledge/weights/README.md``.
One of them judges what was found in a single article: there the question is what the article says, and not
which article speaks of the matter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Literal, Protocol, TypeVar

import numpy as np

from knowledge.questions.analysis import Question
from knowledge.retrieval import answer_spans
from knowledge.retrieval.sentence_ranker import TYPICAL_COSINE, RankedSentence

THRESHOLD = 0.5
"""Below it Kutip abstains. The fit sets the levels so that one threshold serves every size of archive.

Of held-out questions put to 1,031 news articles it answers 0.895 of those that one answers and 0.018 of
those about other things. A wrong answer costs more than a missing one: 0.4 would answer 0.023 and 0.012 more
of them, 0.6 0.017 and 0.004 fewer. ``docs/quality/offtopic`` has the curve.
"""

WORTH_ASKING = 0.05
"""Below it a language model is not even asked. Of questions about things in no article, 0.54 to 0.95 stay
below, by size of archive; of those that are answered, 0.01 (320 each, not used for fitting)."""

NOTHING = 0.05
"""An article that holds less of the question's rarity than this shares nothing with it."""

MOST_MASS = 20.0
"""Rarity in common (about four rare words) beyond which more says nothing more."""

UNFOUND_PENALTY = 3.0
"""Log-odds against a sentence in another language when words of the question that both languages know are not
in its article. While fitting, of 627 questions with no such word found 7 had their answer there, none of them
found with confidence; the fit alone leaves the rare ones with a near vector above the threshold."""

_COSINE_SCALE = 20.0

MOST_STATEMENTS = 2
EQUALLY_LIKELY = 1.0
"""Log-odds within which another sentence may be the one that answers.

Of news questions for fitting that are answered, 0.907 then find the gold answer in 1.38 sentences on average,
of which 0.71 hold it; at 0.3 they are 0.869 in 1.15 (0.79), at 2.0 they are 0.922 in 1.69 (0.60).
"""


Found = Literal["one", "several"]
"""In how many articles there was something to measure: each has weights of its own.

With one set, as off-topic questions count for more, their coverage at 95% precision rises from 0.934 to 0.947
and the AUROC of questions restricted to an article falls from 0.766 to 0.757; with two, they are 0.945 and
0.764 (on the data for fitting).
"""


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
    every, sizes, levels = _model()
    weights = every[found_in(ranked)]
    score = weights["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in signals(question, ranked).items()
    )
    stats = ranked[0].stats
    score -= float(np.interp(stats.log_articles, sizes, levels))
    score -= UNFOUND_PENALTY * stats.foreign * stats.unfound
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def found_in(ranked: Sequence[RankedSentence]) -> Found:
    """Whether all of ``ranked`` (not empty) are sentences of one article."""
    first = ranked[0].article.revision
    return "one" if all(one.article.revision == first for one in ranked) else "several"


def signals(question: Question, ranked: Sequence[RankedSentence]) -> dict[str, float]:
    """What speaks for and against an answer, by name. ``ranked`` is not empty, best first.

    The kind of question is not among them: no kind may be refused because the data held few such questions.
    """
    best = ranked[0].stats
    others = [one for one in ranked if one.article.revision != ranked[0].article.revision]
    # Asked when, a sentence without a date is no answer, however much it shares with the question.
    fitting = [answer_spans.holds_the_sort(question, one.text) for one in ranked[:MOST_STATEMENTS]]
    cosine = (best.cosine - TYPICAL_COSINE) * _COSINE_SCALE
    top_cosine = (max(one.stats.cosine for one in ranked) - TYPICAL_COSINE) * _COSINE_SCALE
    next_cosine = max((one.stats.cosine for one in others), default=best.cosine)
    seen = {
        "score": ranked[0].score,
        "doubtful": min(0.0, ranked[0].score + 1),
        "top_cosine": top_cosine,
        "top_cosine_squared": top_cosine * abs(top_cosine),
        "cosine_lead": (best.cosine - next_cosine) * _COSINE_SCALE,
        "weak_and_unshared": (1 - best.window_share) * min(0.0, top_cosine),
        "article_share_squared": best.article_share**2,
        "window_mass": min(best.window_mass, MOST_MASS) / MOST_MASS,
        "nothing_shared": float(best.article_share < NOTHING),
        "rarest_missing": best.rarest_missing,
        "missing_names": best.missing_names,
        "any_name_missing": float(best.missing_names > 0),
        "unknown_names": best.unknown_names,
        "size*unknown_names": best.log_articles * best.unknown_names,
        "missing_offices": best.missing_offices,
        "missing_numbers": best.missing_numbers,
        "has_names": float(bool(question.names)),
        "sort_missing": float(not fitting[0]),
        "sort_missing_in_all": float(not any(fitting)),
        "size": best.log_articles,
        "size*top_cosine": best.log_articles * top_cosine,
        "size*window_share": best.log_articles * best.window_share,
    }
    if best.foreign:
        # Few: there is little data in two languages, all of it our own.
        seen |= {
            "foreign": 1.0,
            "foreign*cosine": cosine,
            "foreign*score": ranked[0].score,
            "foreign*nothing_shared": seen["nothing_shared"],
            "foreign*window_missing_names": best.window_missing_names,
        }
    return seen


DIRECTIONS = {
    "score": 1, "doubtful": 1, "top_cosine": 1, "top_cosine_squared": 1, "cosine_lead": 1,
    "weak_and_unshared": 1, "article_share_squared": 1, "window_mass": 1, "nothing_shared": -1,
    "rarest_missing": -1, "missing_names": -1, "any_name_missing": -1, "unknown_names": -1,
    "size*unknown_names": -1,
    "missing_offices": -1, "missing_numbers": -1, "has_names": 0,
    "sort_missing": -1, "sort_missing_in_all": -1,
    "size": -1, "size*top_cosine": 0, "size*window_share": 0,
    "foreign": 0, "foreign*cosine": 1, "foreign*score": 1, "foreign*nothing_shared": 0,
    "foreign*window_missing_names": -1,
}  # fmt: skip
"""Every signal that may count, and which way: for an answer (1), against it (-1), or either (0)."""


def choose(ranked: Sequence[Rated]) -> list[Rated]:
    """The one or two sentences to quote, best first: the best, and those as likely as it; ``[]`` from none.

    >>> from types import SimpleNamespace as Rated
    >>> [one.probability for one in choose([Rated(probability=p) for p in (0.9, 0.88, 0.6)])]
    [0.9, 0.88]
    """
    if not ranked:
        return []
    least = log_odds(ranked[0].probability) - EQUALLY_LIKELY
    return [one for one in ranked[:MOST_STATEMENTS] if log_odds(one.probability) >= least]


def log_odds(probability: float) -> float:
    """Bounded at a billionth from 0 and 1, so that it is finite.

    >>> log_odds(0.5)
    0.0
    """
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return log(bounded / (1 - bounded))


@cache
def _model() -> tuple[dict[Found, dict[str, float]], list[float], list[float]]:
    """Weights by signal; and, at some (log) sizes of archive, the level that the score must reach."""
    model = json.loads(files("knowledge.weights").joinpath("confidence.json").read_text(encoding="utf-8"))
    found: tuple[Found, ...] = ("one", "several")
    return (
        {each: {str(name): float(weight) for name, weight in model[each].items()} for each in found},
        [log(float(size)) for size in model["levels"]],
        [float(level) for level in model["levels"].values()],
    )
