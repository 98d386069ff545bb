"""Ranks sentences by the probability that they answer the question, with a logistic regression.

The weights are fitted by ``python -m tests.tools.quality.fit``; see ``knowledge/weights/README.md``. A neural
network on top of the features was no better (measured while designing).
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
"""The cosine between related and unrelated sentences (e5-small), which is the zero of the cosine features."""

# Features that have a weight of their own for each kind of question.
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
_SENTENCE = (
    "length", "short", "asks", "quote", "year", "month", "date", "money", "unit", "place",
    *(f"cue_{cue}" for cue in CUES),
)  # fmt: skip
_QUESTION = (
    "first", "position", "pairs", "new_words", "digits", "new_names", "names_two", "near_name", "near_number",
)  # fmt: skip
_REFERRING = ("refers", "refers*topic_share", "refers*previous_share")
_PLAIN = (*MATCHED, *_SENTENCE, *_QUESTION, *_REFERRING)
_FOREIGN = ("foreign", *(f"foreign*{name}" for name in MATCHED))
FEATURES: tuple[str, ...] = (*_PLAIN, *_FOREIGN, *(f"{kind}*{name}" for kind in KINDS for name in _CROSSED))
_CROSSED_COLUMNS = [_PLAIN.index(name) for name in _CROSSED]
CONTEXT_WEIGHT = 0.3
"""Weight of a term of the topic of a follow-up, relative to a term of the question itself.

The topic stands in brackets after the question, and most sentences of its article have it.
"""

_HALF_DISTANCE = 3
"""Words by which the nearness of two terms is halved."""
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
    article with its title. The fields with ``missing`` and the plural of a noun are shares by count: how many
    of the question's names, numbers or offices are missing.
    """

    cosine: float
    window_share: float
    article_share: float
    window_mass: float
    rarest_missing: float
    """The rarity of the rarest term of the question that is not in the article."""
    unfound: float
    """The share of the terms that could be in the article, numbers aside, if none of them is; else 0."""
    missing_names: float
    missing_numbers: float
    window_missing_names: float
    unknown_names: float
    """The share of the question's names that are in no article of the archive."""
    missing_offices: float
    """Of the offices in the question (:data:`knowledge.text.lexicon.OFFICES`), those not in the article."""
    log_articles: float
    """The natural logarithm of the number of articles in the archive."""
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

    def text(self, row: int) -> str:
        """The text of the sentence of a row."""
        article, position = self.rows[row]
        return article.sentences[position].text


def rank(
    question: Question,
    candidates: Sequence[Candidate],
    document_frequencies: Mapping[str, int],
    article_count: int,
    preferred: Mapping[int, float] = MappingProxyType({}),
) -> list[RankedSentence]:
    """Rank all candidate sentences, best first; ties in the order given. No candidates give ``[]``.

    ``document_frequencies`` are those of ``question.terms`` in an archive of ``article_count`` articles; a
    term that is missing there is in no article. ``preferred`` has log-odds by revision, which are added to
    the scores of the sentences of that article.
    """
    measured = measure(question, candidates, document_frequencies, article_count)
    preferences = np.array([preferred.get(article.revision, 0.0) for article, _ in measured.rows])
    scores = reranker.rerank(question, first_scores(measured), preferences, measured.text)
    probabilities = 1.0 / (1.0 + np.exp(-scores))
    ranked = []
    for row in np.argsort(-scores, kind="stable"):
        article, position = measured.rows[row]
        stats = SentenceStats(*measured.stats[row].tolist())
        ranked.append(RankedSentence(article, position, float(probabilities[row]), float(scores[row]), stats))
    return ranked


def first_scores(measured: Measured) -> Floats:
    """Log-odds that each sentence answers, before the best ones are reranked."""
    return np.asarray(measured.features @ coefficients() + _model()["intercept"])


def measure(
    question: Question,
    candidates: Sequence[Candidate],
    document_frequencies: Mapping[str, int],
    article_count: int,
) -> Measured:
    """Compute the features of all candidate sentences, in the order given.

    The arguments are those of :func:`rank`.
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
    stats[:, _STAT["log_articles"]] = log(max(1, article_count))
    unknown = [document_frequencies.get(name, 0) == 0 for name in sorted(question.names)]
    stats[:, _STAT["unknown_names"]] = sum(unknown) / max(1, len(unknown))
    term_shares = (
        dict(zip(question.terms, (rarity / rarity.sum()).tolist(), strict=True)) if len(rarity) else {}
    )
    pairs = frozenset(pairwise(question.terms))
    alone = np.array([_sentence_columns(each) for each in row_features])
    against_question = np.array([
        _question_columns(each, position, term_shares, pairs)
        for each, (_, position) in zip(row_features, rows, strict=True)
    ])  # fmt: skip
    refers = np.array([[each.refers] for each in row_features], float)
    referents = matched[:, [MATCHED.index(name) for name in ("topic_share", "previous_share")]]
    base = np.hstack([matched, alone, against_question, refers, refers * referents])
    foreign = stats[:, [_STAT["foreign"]]]
    crossed = np.zeros((len(rows), len(KINDS) * len(_CROSSED)))
    at = KINDS.index(question.kind) * len(_CROSSED)
    crossed[:, at : at + len(_CROSSED)] = base[:, _CROSSED_COLUMNS]
    return Measured(rows, np.hstack([base, foreign, foreign * matched, crossed]), stats)


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
    offices = np.array([term in OFFICES for term in terms], bool)

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
        (known[here] * rows_window).sum(axis=1), (known * ~anywhere).max(axis=1, initial=0.0)[here],
        (((comparable > 0) & ~numbers) * _shares(rarity[None])).sum(axis=1)[here]
        * ~((comparable > 0) & ~numbers & anywhere).any(axis=1)[here],
        _missing(anywhere, names)[here], _missing(anywhere, numbers)[here],
        _missing(rows_window | titled[here], names), np.zeros(len(here)), _missing(anywhere, offices)[here],
        np.zeros(len(here)), foreign[here],
    ])  # fmt: skip
    return matched, stats


def _shares(weights: Floats) -> Floats:
    """Scale each row so that it sums to 1; a row of zeros stays."""
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / np.where(total == 0, 1.0, total))


@lru_cache(maxsize=30_000)
def _sentence_columns(sentence: SentenceFeatures) -> tuple[float, ...]:
    """The features of a sentence that do not depend on the question: the columns of ``_SENTENCE``."""
    return (
        log1p(sentence.words) / 3, sentence.words < 5, sentence.asks, sentence.quote, sentence.year,
        sentence.month, sentence.date, sentence.money, sentence.unit, sentence.place, *sentence.cues,
    )  # fmt: skip


def _question_columns(
    sentence: SentenceFeatures,
    position: int,
    term_shares: Mapping[str, float],
    pairs: frozenset[tuple[str, str]],
) -> tuple[float, ...]:
    """The features of a sentence that compare it with the question: the columns of ``_QUESTION``.

    ``term_shares`` has the share of each term of the question in its rarity, ``pairs`` its consecutive terms.
    """
    shared = sentence.terms & term_shares.keys()
    names = sentence.names - shared
    numbers = sentence.numbers - shared
    held = [(at, term) for at, term in enumerate(sentence.order) if term in shared] if shared else []
    return (
        position == 0,
        log1p(position) / 3,
        len(pairs & sentence.pairs) / len(pairs) if pairs and shared else 0.0,
        1 - len(shared) / max(1, len(sentence.terms)),
        bool(numbers),
        min(len(names), 4) / 4,
        len(names) > 1,
        _nearness(sentence.order, term_shares, held, names),
        _nearness(sentence.order, term_shares, held, numbers),
    )


def _nearness(
    order: Sequence[str],
    term_shares: Mapping[str, float],
    held: Sequence[tuple[int, str]],
    wanted: Collection[str],
) -> float:
    """How near one of the ``wanted`` terms is to the terms of the question in a sentence, 0..1.

    For "Who is the mayor?" the name in "Wali Kota Rini Sasmita meresmikan pasar" is next to the office. Each
    term of the question, which is at the places in ``held``, counts by its share, halved at a distance of
    three words.
    """
    if not held or not wanted:
        return 0.0
    best = 0.0
    for at, term in enumerate(order):
        if term in wanted:
            near: dict[str, float] = {}
            for place, other in held:
                near[other] = max(
                    near.get(other, 0.0), term_shares[other] / (1 + abs(place - at) / _HALF_DISTANCE)
                )
            best = max(best, sum(near.values()))
    return best


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
