"""Which sentences answer the question: a logistic regression over what can be seen and measured.

The weights are fitted by ``python -m tests.tools.quality.fit``; see ``knowledge/weights/README.md``. A neural
network on top was no better (measured while designing), so the model is a weight for each named feature.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log, log1p
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from knowledge.models import UNDETERMINED_LANGUAGE, Article
from knowledge.questions.analysis import KINDS, Question
from knowledge.retrieval import reranker
from knowledge.retrieval.sentence_features import (
    CUES,
    SentenceFeatures,
    sentence_features,
    sentence_terms,
)
from knowledge.text.idf import idf_weights
from knowledge.text.lexicon import OFFICES

Floats = npt.NDArray[np.float64]

TYPICAL_COSINE = 0.85
"""e5-small: the middle between related and unrelated sentences; features are measured from here."""

_CROSSED = (
    "cosine", "share", "digits", "year", "month", "date", "money", "unit", "place", "new_names", "names_two",
    "near_name", "near_number", *(f"cue_{cue}" for cue in CUES if cue != "instruction"), "quote",
)  # fmt: skip
MATCHED = (
    "cosine", "cosine_below_article", "share", "telling_share", "telling_squared", "telling_window",
    "plain_share", "plain_window",
    "previous_share",
    "next_share", "article_share", "window_share", "name_share", "number_share",
    "beyond_share", "beyond_window", "given_share", "topic_share", "bm25",
)  # fmt: skip
_LOOK = (
    "length", "short", "asks", "quote", "year", "month", "date", "money", "unit", "place",
    *(f"cue_{cue}" for cue in CUES),
)  # fmt: skip
_MARKS = (
    "first", "position", "pairs", "new_words", "digits", "new_names", "names_two", "near_name", "near_number",
)  # fmt: skip
_REFERRING = ("refers", "refers*topic_share", "refers*previous_share")
_PLAIN = (*MATCHED, *_LOOK, *_MARKS, *_REFERRING)
_FOREIGN = ("foreign", *(f"foreign*{name}" for name in MATCHED))
FEATURES: tuple[str, ...] = (*_PLAIN, *_FOREIGN, *(f"{kind}*{name}" for kind in KINDS for name in _CROSSED))
_CROSSED_COLUMNS = [_PLAIN.index(name) for name in _CROSSED]
CONTEXT_WEIGHT = 0.3
"""Of a term in the brackets of a follow-up, against one of its own: all sentences near the topic hold it."""

_HALF_DISTANCE = 3
_COSINE_SCALE = 20.0
"""Brings cosines, which differ by hundredths, to the scale of the shares."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article with the exact cosine of its candidate sentences by position, and its BM25, 0 without."""

    article: Article
    cosines: Mapping[int, float]
    bm25: float = 0.0


@dataclass(frozen=True, slots=True)
class SentenceStats:
    """What speaks for a sentence beside its score; shares are of the question's rarity, 0..1.

    ``window`` is the sentence with its neighbours, ``article`` the article with its title; a ``mass`` is a
    sum of rarities and ``rarest`` the greatest one. ``foreign``: the article is in another language than
    the question.
    """

    cosine: float
    window_share: float
    article_share: float
    window_mass: float
    rarest_missing: float
    unfound: float
    """When no word (numbers aside) is in the article: share of those that could be, in its language."""
    missing_names: float
    missing_numbers: float
    window_missing_names: float
    unknown_names: float
    """Of the question's names, those that no article of the archive holds."""
    missing_offices: float
    """Of the offices (:data:`~knowledge.lexicon.OFFICES`) that were asked about, in the whole article."""
    log_articles: float
    """Natural logarithm of the size of the archive."""
    foreign: float


_STAT = {name: column for column, name in enumerate(SentenceStats.__dataclass_fields__)}


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence with the estimate, 0..1, that it answers; ``score`` is that on the log-odds scale."""

    article: Article
    position: int
    probability: float
    score: float
    stats: SentenceStats

    @property
    def text(self) -> str:
        return self.article.sentences[self.position].text


@dataclass(frozen=True, slots=True)
class Measured:
    """All candidate sentences: a row each in ``features`` (by :data:`FEATURES`) and ``stats``."""

    rows: list[tuple[Article, int]]
    features: Floats
    stats: Floats

    def text(self, row: int) -> str:
        """The sentence of a row."""
        article, position = self.rows[row]
        return article.sentences[position].text


def rank(
    question: Question,
    materials: Sequence[Candidate],
    document_frequencies: Mapping[str, int],
    article_count: int,
    preferred: Mapping[int, float] = MappingProxyType({}),
) -> list[RankedSentence]:
    """Every candidate sentence, best first; ties in the order given. No candidates give ``[]``.

    ``document_frequencies`` are those of ``question.terms`` over ``article_count`` articles; a term that is
    not in it counts as unknown. ``preferred`` has log-odds that what the conversation is about adds to the
    sentences of some articles, by revision.
    """
    measured = measure(question, materials, document_frequencies, article_count)
    preferences = np.array([preferred.get(article.revision, 0.0) for article, _ in measured.rows])
    scores = reranker.look_again(question, first_scores(measured), preferences, measured.text)
    probabilities = 1.0 / (1.0 + np.exp(-scores))
    ranked = []
    for row in np.argsort(-scores, kind="stable"):
        article, position = measured.rows[row]
        stats = SentenceStats(*measured.stats[row].tolist())
        ranked.append(RankedSentence(article, position, float(probabilities[row]), float(scores[row]), stats))
    return ranked


def first_scores(measured: Measured) -> Floats:
    """Log-odds that each sentence answers, before the best are read (:mod:`knowledge.second_look`)."""
    return np.asarray(measured.features @ coefficients() + _model()["intercept"])


def measure(
    question: Question,
    materials: Sequence[Candidate],
    document_frequencies: Mapping[str, int],
    article_count: int,
) -> Measured:
    """The features of every candidate sentence, in the order given."""
    rows: list[tuple[Article, int]] = []
    seen: list[SentenceFeatures] = []
    held: list[frozenset[str]] = []
    places: list[int] = []
    cosines: list[float] = []
    for material in materials:
        for position, sentence in enumerate(material.article.sentences):
            cosine = material.cosines.get(position)
            if cosine is None:
                held.append(sentence_terms(sentence.text))
                continue
            rows.append((material.article, position))
            seen.append(sentence_features(sentence.text))
            places.append(len(held))
            cosines.append(cosine)
            held.append(seen[-1].terms)
    if not rows:
        return Measured(
            [], np.zeros((0, len(FEATURES))), np.zeros((0, len(SentenceStats.__dataclass_fields__)))
        )
    rarity = idf_weights(question.terms, document_frequencies, article_count)
    rarity *= [CONTEXT_WEIGHT if term in question.context else 1.0 for term in question.terms]
    matched, stats = _matched(question, materials, held, np.array(places), np.array(cosines), rarity)
    stats[:, _STAT["log_articles"]] = log(max(1, article_count))
    unknown = [document_frequencies.get(name, 0) == 0 for name in sorted(question.names)]
    stats[:, _STAT["unknown_names"]] = sum(unknown) / max(1, len(unknown))
    asked = dict(zip(question.terms, (rarity / rarity.sum()).tolist(), strict=True)) if len(rarity) else {}
    pairs = frozenset(pairwise(question.terms))
    look = np.array([_look(one) for one in seen])
    marks = np.array([_marks(one, at, asked, pairs) for one, (_, at) in zip(seen, rows, strict=True)])
    refers = np.array([[one.refers] for one in seen], float)
    hinted = matched[:, [MATCHED.index(name) for name in ("topic_share", "previous_share")]]
    base = np.hstack([matched, look, marks, refers, refers * hinted])
    foreign = stats[:, [_STAT["foreign"]]]
    crossed = np.zeros((len(rows), len(KINDS) * len(_CROSSED)))
    at = KINDS.index(question.kind) * len(_CROSSED)
    crossed[:, at : at + len(_CROSSED)] = base[:, _CROSSED_COLUMNS]
    return Measured(rows, np.hstack([base, foreign, foreign * matched, crossed]), stats)


def _matched(
    question: Question, materials: Sequence[Candidate], spoken: Sequence[frozenset[str]],
    places: npt.NDArray[np.int_], cosine: Floats, rarity: Floats,
) -> tuple[Floats, Floats]:  # fmt: skip
    """What question and sentences share: the columns of ``MATCHED``, and those of :class:`SentenceStats`.

    ``spoken`` are the terms of all sentences of all materials, ``places`` those that are measured.
    """
    terms = question.terms
    sizes = [len(material.article.sentences) for material in materials]
    owner = np.repeat(np.arange(len(materials)), sizes)
    firsts = np.cumsum([0, *sizes[:-1]])
    held = np.array([[term in one for term in terms] for one in spoken], bool).reshape(
        len(spoken), len(terms)
    )
    titles = [sentence_features(material.article.title).terms for material in materials]
    titled = np.array([[term in title for term in terms] for title in titles], bool).reshape(
        len(titles), len(terms)
    )
    foreign = np.array([is_foreign(question, material.article) for material in materials])
    names = np.array([term in question.names for term in terms], bool)
    numbers = np.array([term in question.numbers for term in terms], bool)
    offices = np.array([term in OFFICES for term in terms], bool)

    before, after = np.zeros_like(held), np.zeros_like(held)
    before[1:] = held[:-1] & (owner[1:] == owner[:-1])[:, None]
    after[:-1] = held[1:] & (owner[1:] == owner[:-1])[:, None]
    window = held | before | after
    anywhere = np.logical_or.reduceat(held, firsts, axis=0) | titled

    # In another language only names and numbers must be the same term; words of the lexicon may be.
    likeness = np.where(names | numbers, 1.0, [0.5 * (term[0] == "~") for term in terms])
    comparable = np.where(foreign[:, None], likeness, 1.0)
    counted = _shares(rarity * comparable)
    # A term that every sentence holds (what the article is about) does not tell one from another.
    spread = np.log((len(spoken) + 1) / (held.sum(axis=0) + 0.5))
    telling = _shares(rarity * spread * comparable)

    plain = _shares(rarity * spread * ~(names | numbers) * comparable)

    # What the article is about goes for all of its sentences: those that say "he" or "the club" too.
    leads = [sentence_features(m.article.sentences[0].text).names for m in materials]
    led = np.array([[term in lead for term in terms] for lead in leads], bool).reshape(titled.shape)
    topic = titled | led
    beyond = _shares(rarity * comparable * ~topic)

    here = owner[places]
    rows, rows_window = held[places], window[places]

    def share(of: npt.NDArray[np.bool_], weights: Floats) -> Floats:
        return np.asarray((of * weights[here]).sum(axis=1))

    bm25 = np.array([material.bm25 for material in materials])
    bm25 = bm25 / max(bm25.max(), 1e-9)
    best_of_article = np.full(len(materials), -1.0)
    np.maximum.at(best_of_article, here, cosine)
    shares, telling_shares = share(rows, counted), share(rows, telling)
    window_share, telling_window = share(rows_window, counted), share(rows_window, telling)
    article_share = share(anywhere[here], counted)
    matched = np.column_stack([
        (cosine - TYPICAL_COSINE) * _COSINE_SCALE, (cosine - best_of_article[here]) * _COSINE_SCALE,
        shares, telling_shares, telling_shares**2, telling_window,
        share(rows, plain), share(rows_window, plain),
        share(before[places], counted), share(after[places], counted), article_share, window_share,
        _part(rows, names), _part(rows, numbers),
        share(rows, beyond), share(rows_window, beyond),
        share(rows | topic[here], counted), share(topic[here], counted), bm25[here],
    ])  # fmt: skip
    known = rarity * comparable
    stats = np.column_stack([
        cosine, window_share, article_share,
        (known[here] * rows_window).sum(axis=1), (known * ~anywhere).max(axis=1, initial=0.0)[here],
        (((comparable > 0) & ~numbers) * _shares(rarity[None])).sum(axis=1)[here]
        * ~((comparable > 0) & ~numbers & anywhere).any(axis=1)[here],
        _missing(anywhere, names)[here], _missing(anywhere, numbers)[here],
        _missing(rows_window | titled[here], names), np.zeros(len(here)), _missing(anywhere, offices)[here],
        np.zeros(len(here)), foreign[here],
    ])  # fmt: skip
    return matched, stats


def _shares(weights: Floats) -> Floats:
    """Rows that sum to 1; a row of zeros stays."""
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / np.where(total == 0, 1.0, total))


@lru_cache(maxsize=30_000)
def _look(seen: SentenceFeatures) -> tuple[float, ...]:
    """What the sentence shows whatever is asked: the columns of ``_LOOK``."""
    return (
        log1p(seen.words) / 3, seen.words < 5, seen.asks, seen.quote, seen.year, seen.month, seen.date,
        seen.money, seen.unit, seen.place, *seen.cues,
    )  # fmt: skip


def _marks(
    seen: SentenceFeatures, position: int, asked: Mapping[str, float], pairs: frozenset[tuple[str, str]]
) -> tuple[float, ...]:
    """What it shows beside the question: the columns of ``_MARKS``. ``asked`` has the part of each term."""
    shared = seen.terms & asked.keys()
    names = seen.names - shared
    numbers = seen.numbers - shared
    held = [(at, term) for at, term in enumerate(seen.order) if term in shared] if shared else []
    return (
        position == 0,
        log1p(position) / 3,
        len(pairs & seen.pairs) / len(pairs) if pairs and shared else 0.0,
        1 - len(shared) / max(1, len(seen.terms)),
        bool(numbers),
        min(len(names), 4) / 4,
        len(names) > 1,
        _nearness(seen.order, asked, held, names),
        _nearness(seen.order, asked, held, numbers),
    )


def _nearness(
    order: Sequence[str],
    asked: Mapping[str, float],
    held: Sequence[tuple[int, str]],
    wanted: Collection[str],
) -> float:
    """How near one of the ``wanted`` terms stands to the terms that were asked about, 0..1.

    "Wali Kota Rini Sasmita meresmikan pasar": asked who the mayor is, the name stands beside the office. Each
    asked term, ``held`` at these places, counts by its part, halved at three words' distance.
    """
    if not held or not wanted:
        return 0.0
    best = 0.0
    for at, term in enumerate(order):
        if term in wanted:
            near: dict[str, float] = {}
            for place, other in held:
                near[other] = max(near.get(other, 0.0), asked[other] / (1 + abs(place - at) / _HALF_DISTANCE))
            best = max(best, sum(near.values()))
    return best


def is_foreign(question: Question, article: Article) -> bool:
    """Whether both languages are known and differ."""
    return (
        question.language != UNDETERMINED_LANGUAGE
        and article.language != UNDETERMINED_LANGUAGE
        and question.language != article.language
    )


def _part(held: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> Floats:
    return np.asarray(held[:, wanted].mean(axis=1), float) if wanted.any() else np.zeros(len(held))


def _missing(held: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> Floats:
    return np.asarray(1 - held[:, wanted].mean(axis=1), float) if wanted.any() else np.zeros(len(held))


@cache
def _model() -> dict[str, float]:
    text = files("knowledge.weights").joinpath("sentence_ranker.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}


@cache
def coefficients() -> Floats:
    """The fitted weights in the order of :data:`FEATURES`, without the intercept."""
    model = _model()
    return np.array([model.get(name, 0.0) for name in FEATURES])
