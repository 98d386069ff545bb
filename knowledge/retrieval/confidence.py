"""Computes the confidence that the best sentence answers: one number, comparable between questions.

It uses two logistic regressions over signals of the best sentences, fitted on answerable and unanswerable
questions over archives of 1 to 1000 articles, so that one threshold fits all sizes; see
``knowledge/weights/README.md``. One is for candidates in a single article, where it only matters what the
article says; the other for candidates in several articles, where it also matters which of them is about the
question.
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
"""Kutip abstains below this confidence. The fit makes it right for every size of archive.

Of held-out questions over 1,031 news articles it answers 0.895 of those that an article answers, and 0.018
of those about other matters. A wrong answer costs more than a missing one: 0.4 would answer 0.023 and 0.012
more of them, 0.6 would answer 0.017 and 0.004 fewer. ``docs/quality/offtopic`` has the curve.
"""

WORTH_ASKING = 0.05
"""Below this confidence a language model is not called.

Of questions about matters in no article, 0.54 to 0.95 are below it, depending on the size of the archive; of
those that are answered, 0.01 (320 questions each, not used for fitting).
"""

NOTHING = 0.05
"""An article with a smaller share of the question's rarity counts as sharing nothing with it."""

MOST_MASS = 20.0
"""Upper bound for the rarity in common, about four rare words: more of it does not raise the confidence."""

UNFOUND_PENALTY = 3.0
"""Log-odds that a sentence in another language loses if its article has no word of the question.

Only names and words that the lexicon knows in both languages are looked for. Of 627 questions for fitting
without such a word in the article, 7 had their answer there, none of them found with confidence. The fit
alone would leave a few with a close vector above the threshold.
"""

_COSINE_SCALE = 20.0

MOST_STATEMENTS = 2
"""Sentences that are quoted at most in an answer without a language model."""
EQUALLY_LIKELY = 1.0
"""A sentence whose log-odds are this close to those of the best one is quoted as well.

Of answered news questions for fitting, 0.907 then get the gold answer, in 1.38 sentences on average, of which
0.71 have it; at 0.3 it is 0.869 in 1.15 (0.79), at 2.0 it is 0.922 in 1.69 (0.60).
"""


ArticlesFound = Literal["one", "several"]
"""Whether the ranked sentences are in one article or in several: each case has its own weights.

With one set of weights, the coverage of off-topic questions at 95% precision rises from 0.934 to 0.947 if
these questions count more, but the AUROC of questions restricted to one article falls from 0.766 to 0.757.
With two sets they are 0.945 and 0.764 (on the data for fitting).
"""


class _Rated(Protocol):
    @property
    def probability(self) -> float: ...


Rated = TypeVar("Rated", bound=_Rated)


def confidence(question: Question, ranked: Sequence[RankedSentence]) -> float:
    """The confidence, 0..1, that the first of ``ranked`` (best first) answers; 0.0 if there are none.

    >>> from knowledge.questions.analysis import analyse
    >>> confidence(analyse("Siapa?"), [])
    0.0
    """
    if not ranked:
        return 0.0
    weights_by_count, sizes, levels = _model()
    weights = weights_by_count[found_in(ranked)]
    score = weights["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in signals(question, ranked).items()
    )
    stats = ranked[0].stats
    score -= float(np.interp(stats.log_articles, sizes, levels))
    score -= UNFOUND_PENALTY * stats.foreign * stats.unfound
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def found_in(ranked: Sequence[RankedSentence]) -> ArticlesFound:
    """Whether the sentences of ``ranked``, which is not empty, are in one article or in several."""
    first = ranked[0].article.revision
    return "one" if all(sentence.article.revision == first for sentence in ranked) else "several"


def signals(question: Question, ranked: Sequence[RankedSentence]) -> dict[str, float]:
    """The features of the confidence, by their names in ``weights/confidence.json``.

    ``ranked`` is not empty, best first. The kind of question is not a feature, so that no kind is refused
    because the data had few of it.
    """
    best = ranked[0].stats
    others = [each for each in ranked if each.article.revision != ranked[0].article.revision]
    # A sentence without a date does not answer "when", however much it shares with the question.
    has_type = [answer_spans.has_wanted_type(question, each.text) for each in ranked[:MOST_STATEMENTS]]
    cosine = (best.cosine - TYPICAL_COSINE) * _COSINE_SCALE
    top_cosine = (max(each.stats.cosine for each in ranked) - TYPICAL_COSINE) * _COSINE_SCALE
    next_cosine = max((each.stats.cosine for each in others), default=best.cosine)
    values = {
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
        "sort_missing": float(not has_type[0]),
        "sort_missing_in_all": float(not any(has_type)),
        "size": best.log_articles,
        "size*top_cosine": best.log_articles * top_cosine,
        "size*window_share": best.log_articles * best.window_share,
    }
    if best.foreign:
        # Few features, as there is little data in two languages, all of it our own.
        values |= {
            "foreign": 1.0,
            "foreign*cosine": cosine,
            "foreign*score": ranked[0].score,
            "foreign*nothing_shared": values["nothing_shared"],
            "foreign*window_missing_names": best.window_missing_names,
        }
    return values


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
def _model() -> tuple[dict[ArticlesFound, dict[str, float]], list[float], list[float]]:
    """The weights of each case; and the level that a score must reach at some sizes of archive (log)."""
    model = json.loads(files("knowledge.weights").joinpath("confidence.json").read_text(encoding="utf-8"))
    counts: tuple[ArticlesFound, ...] = ("one", "several")
    return (
        {each: {str(name): float(weight) for name, weight in model[each].items()} for each in counts},
        [log(float(size)) for size in model["levels"]],
        [float(level) for level in model["levels"].values()],
    )
