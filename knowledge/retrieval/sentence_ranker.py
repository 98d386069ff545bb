"""Ranks sentences by the probability that they answer the question, with a logistic regression.

The weights are fitted by ``python -m tests.tools.quality.fit``; see ``knowledge/weights/README.md``. A neural
network on top of the features was no better (measured while designing).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log1p
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from knowledge.models import UNDETERMINED_LANGUAGE, Article
from knowledge.questions.analysis import Question
from knowledge.retrieval import reranker
from knowledge.retrieval.reranker import SentenceReading
from knowledge.retrieval.sentence_features import SentenceFeatures, sentence_features, sentence_terms
from knowledge.text.idf import idf_weights

Floats = npt.NDArray[np.float64]

TYPICAL_COSINE = 0.85
"""The cosine between related and unrelated sentences (e5-small), which is the zero of the cosine features."""

MATCHED = (
    "cosine", "cosine_below_article", "share", "telling_share", "telling_squared", "telling_window",
    "plain_share", "plain_window",
    "previous_share",
    "next_share", "article_share", "window_share", "name_share", "number_share",
    "beyond_share", "beyond_window", "given_share", "topic_share", "bm25",
)  # fmt: skip
_PLACED = ("length", "first", "position", "pairs")
_REFERRING = ("refers", "refers*topic_share", "refers*previous_share")
_PLAIN = (*MATCHED, *_PLACED, *_REFERRING)
_FOREIGN = ("foreign", *(f"foreign*{name}" for name in MATCHED))
FEATURES: tuple[str, ...] = (*_PLAIN, *_FOREIGN)
CONTEXT_WEIGHT = 0.3
"""Weight of a term of the topic of a follow-up, relative to a term of the question itself.

The topic stands in brackets after the question, and most sentences of its article have it.
"""

_COSINE_SCALE = 20.0
"""Brings cosines, which differ by hundredths, to the scale of the shares."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article and its sentences that are to be ranked."""

    article: Article
    cosines: Mapping[int, float]
    """The exact cosine of each sentence that is ranked, by its position in the article."""
    bm25: float = 0.0
    """The BM25 score of the article; 0 if the lexical search did not find it."""


@dataclass(frozen=True, slots=True)
class SentenceStats:
    """Statistics of a sentence from which the confidence is computed.

    A share is the part, 0..1, of the question's rarity (summed inverse document frequency of its terms) that
    is found; a mass is the sum itself. ``window`` is the sentence with its neighbours, ``article`` the
    article with its title.
    """

    cosine: float
    window_share: float
    article_share: float
    window_mass: float
    missing_names: float
    """The share, by count, of the question's names that are not in the article."""
    foreign: float
    """1.0 if the article is in another language than the question, else 0.0."""


_STAT = {name: column for column, name in enumerate(SentenceStats.__dataclass_fields__)}


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence with the probability, 0..1, that it answers; ``score`` is this probability as log-odds."""

    article: Article
    position: int
    probability: float
    score: float
    stats: SentenceStats
    reading: SentenceReading
    preference: float = 0.0
    """The part of ``score`` that was added because its article is preferred."""

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return self.article.sentences[self.position].text


@dataclass(frozen=True, slots=True)
class Measured:
    """The features of all candidate sentences.

    Each sentence is a row of ``features``, with columns by :data:`FEATURES`, and a row of ``stats``, with
    columns by the fields of :class:`SentenceStats`. ``rows`` has its article and its position.
    """

    rows: list[tuple[Article, int]]
    features: Floats
    stats: Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidate sentences before anything is read."""

    measured: Measured
    scores: Floats
    """The log-odds that each row of ``measured`` answers."""
    preferences: Floats
    """Log-odds that are added for preferred articles, before and after reading."""

    @property
    def preferred_scores(self) -> Floats:
        """The scores by which the sentences are read, the best first."""
        return np.asarray(self.scores + self.preferences)


def score(
    question: Question,
    candidates: Sequence[Candidate],
    document_frequencies: Mapping[str, int],
    article_count: int,
    preferred: Mapping[int, float] = MappingProxyType({}),
) -> Scored:
    """Score all candidate sentences, in the order given.

    ``document_frequencies`` are those of ``question.terms`` in an archive of ``article_count`` articles; a
    term that is missing there is in no article. ``preferred`` has log-odds by revision, which are added to
    the scores of the sentences of that article.
    """
    measured = measure(question, candidates, document_frequencies, article_count)
    preferences = np.array([preferred.get(article.revision, 0.0) for article, _ in measured.rows])
    return Scored(measured, first_scores(measured), preferences)


def rank(scored: Scored, readings: Sequence[SentenceReading] | None = None) -> list[RankedSentence]:
    """Rank all scored sentences, best first; ties in the order given. No sentences give ``[]``.

    ``readings`` is what a reader found of each sentence, in the order of the rows. Without it nothing was
    read.
    """
    measured = scored.measured
    if readings is None:
        readings = [reranker.NOT_READ] * len(measured.rows)
    final = reranker.rerank(scored.scores, readings) + scored.preferences
    probabilities = 1.0 / (1.0 + np.exp(-final))
    ranked = []
    for row in np.argsort(-final, kind="stable"):
        article, position = measured.rows[row]
        stats = SentenceStats(*measured.stats[row].tolist())
        ranked.append(
            RankedSentence(
                article,
                position,
                float(probabilities[row]),
                float(final[row]),
                stats,
                readings[row],
                float(scored.preferences[row]),
            )
        )
    return ranked


def first_scores(measured: Measured) -> Floats:
    """Log-odds that each sentence answers, before anything is read."""
    return np.asarray(measured.features @ coefficients() + _model()["intercept"])


def measure(
    question: Question,
    candidates: Sequence[Candidate],
    document_frequencies: Mapping[str, int],
    article_count: int,
) -> Measured:
    """Compute the features of all candidate sentences, in the order given.

    The arguments are those of :func:`score`.
    """
    rows: list[tuple[Article, int]] = []
    row_features: list[SentenceFeatures] = []
    all_terms: list[frozenset[str]] = []  # of all sentences of the articles
    row_places: list[int] = []  # the indexes of the rows among them
    cosines: list[float] = []
    for candidate in candidates:
        for position, sentence in enumerate(candidate.article.sentences):
            cosine = candidate.cosines.get(position)
            if cosine is None:
                all_terms.append(sentence_terms(sentence.text))
                continue
            rows.append((candidate.article, position))
            row_features.append(sentence_features(sentence.text))
            row_places.append(len(all_terms))
            cosines.append(cosine)
            all_terms.append(row_features[-1].terms)
    if not rows:
        return Measured(
            [], np.zeros((0, len(FEATURES))), np.zeros((0, len(SentenceStats.__dataclass_fields__)))
        )
    rarity = idf_weights(question.terms, document_frequencies, article_count)
    rarity *= [CONTEXT_WEIGHT if term in question.context else 1.0 for term in question.terms]
    matched, stats = _matched(
        question, candidates, all_terms, np.array(row_places), np.array(cosines), rarity
    )
    asked = question.terms, frozenset(pairwise(question.terms))
    placed = np.array([
        _placed(each, position, *asked) for each, (_, position) in zip(row_features, rows, strict=True)
    ])  # fmt: skip
    refers = np.array([[each.refers] for each in row_features], float)
    referents = matched[:, [MATCHED.index(name) for name in ("topic_share", "previous_share")]]
    base = np.hstack([matched, placed, refers, refers * referents])
    foreign = stats[:, [_STAT["foreign"]]]
    return Measured(rows, np.hstack([base, foreign, foreign * matched]), stats)


def _matched(
    question: Question, candidates: Sequence[Candidate], all_terms: Sequence[frozenset[str]],
    row_places: npt.NDArray[np.int_], cosine: Floats, rarity: Floats,
) -> tuple[Floats, Floats]:  # fmt: skip
    """What the question and the sentences share: the columns of ``MATCHED`` and of :class:`SentenceStats`.

    ``all_terms`` are the terms of all sentences of all candidates, ``row_places`` the indexes of those that
    are ranked. ``rarity`` has the weight of each of ``question.terms``.
    """
    terms = question.terms
    sizes = [len(candidate.article.sentences) for candidate in candidates]
    owner = np.repeat(np.arange(len(candidates)), sizes)  # the candidate of each sentence
    firsts = np.cumsum([0, *sizes[:-1]])
    held = np.array([[term in each for term in terms] for each in all_terms], bool).reshape(
        len(all_terms), len(terms)
    )
    titles = [sentence_features(candidate.article.title).terms for candidate in candidates]
    titled = np.array([[term in title for term in terms] for title in titles], bool).reshape(
        len(titles), len(terms)
    )
    foreign = np.array([is_foreign(question, candidate.article) for candidate in candidates])
    names = np.array([term in question.names for term in terms], bool)
    numbers = np.array([term in question.numbers for term in terms], bool)

    before, after = np.zeros_like(held), np.zeros_like(held)
    before[1:] = held[:-1] & (owner[1:] == owner[:-1])[:, None]
    after[:-1] = held[1:] & (owner[1:] == owner[:-1])[:, None]
    window = held | before | after
    anywhere = np.logical_or.reduceat(held, firsts, axis=0) | titled

    # In another language names and numbers have the same term, words of the lexicon half of the time.
    likeness = np.where(names | numbers, 1.0, [0.5 * (term[0] == "~") for term in terms])
    comparable = np.where(foreign[:, None], likeness, 1.0)
    counted = _shares(rarity * comparable)
    # A term that every sentence has (the topic of the article) does not distinguish them.
    spread = np.log((len(all_terms) + 1) / (held.sum(axis=0) + 0.5))
    telling = _shares(rarity * spread * comparable)

    plain = _shares(rarity * spread * ~(names | numbers) * comparable)

    # The topic of the article applies to all of its sentences, also to those that say "he" or "the club".
    leads = [sentence_features(each.article.sentences[0].text).names for each in candidates]
    led = np.array([[term in lead for term in terms] for lead in leads], bool).reshape(titled.shape)
    topic = titled | led
    beyond = _shares(rarity * comparable * ~topic)

    here = owner[row_places]
    rows, rows_window = held[row_places], window[row_places]

    def share(of: npt.NDArray[np.bool_], weights: Floats) -> Floats:
        return np.asarray((of * weights[here]).sum(axis=1))

    bm25 = np.array([candidate.bm25 for candidate in candidates])
    bm25 = bm25 / max(bm25.max(), 1e-9)
    best_of_article = np.full(len(candidates), -1.0)
    np.maximum.at(best_of_article, here, cosine)
    shares, telling_shares = share(rows, counted), share(rows, telling)
    window_share, telling_window = share(rows_window, counted), share(rows_window, telling)
    article_share = share(anywhere[here], counted)
    matched = np.column_stack([
        (cosine - TYPICAL_COSINE) * _COSINE_SCALE, (cosine - best_of_article[here]) * _COSINE_SCALE,
        shares, telling_shares, telling_shares**2, telling_window,
        share(rows, plain), share(rows_window, plain),
        share(before[row_places], counted), share(after[row_places], counted), article_share, window_share,
        _part(rows, names), _part(rows, numbers),
        share(rows, beyond), share(rows_window, beyond),
        share(rows | topic[here], counted), share(topic[here], counted), bm25[here],
    ])  # fmt: skip
    known = rarity * comparable
    stats = np.column_stack([
        cosine, window_share, article_share,
        (known[here] * rows_window).sum(axis=1),
        _missing(anywhere, names)[here], foreign[here],
    ])  # fmt: skip
    return matched, stats


def _shares(weights: Floats) -> Floats:
    """Scale each row so that it sums to 1; a row of zeros stays."""
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / np.where(total == 0, 1.0, total))


def _placed(
    sentence: SentenceFeatures, position: int, terms: Sequence[str], pairs: frozenset[tuple[str, str]]
) -> tuple[float, ...]:
    """The columns of ``_PLACED``; ``pairs`` are the consecutive ``terms`` of the question."""
    shares_a_term = not sentence.terms.isdisjoint(terms)
    return (
        log1p(sentence.words) / 3,
        position == 0,
        log1p(position) / 3,
        len(pairs & sentence.pairs) / len(pairs) if pairs and shares_a_term else 0.0,
    )


def is_foreign(question: Question, article: Article) -> bool:
    """Whether the languages of the question and the article are both known and differ."""
    return (
        question.language != UNDETERMINED_LANGUAGE
        and article.language != UNDETERMINED_LANGUAGE
        and question.language != article.language
    )


def _part(held: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> Floats:
    """For each row, the share of the ``wanted`` columns that it has; 0 if none is wanted."""
    return np.asarray(held[:, wanted].mean(axis=1), float) if wanted.any() else np.zeros(len(held))


def _missing(held: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> Floats:
    """For each row, the share of the ``wanted`` columns that it lacks; 0 if none is wanted."""
    return np.asarray(1 - held[:, wanted].mean(axis=1), float) if wanted.any() else np.zeros(len(held))


@cache
def _model() -> dict[str, float]:
    text = files("knowledge.weights").joinpath("sentence_ranker.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}


@cache
def coefficients() -> Floats:
    """The fitted weights in the order of :data:`FEATURES`, without the intercept; 0 for a missing one."""
    model = _model()
    return np.array([model.get(name, 0.0) for name in FEATURES])
