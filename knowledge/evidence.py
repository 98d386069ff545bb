"""Which sentences answer the question: a logistic regression over what can be seen and measured.

The weights are fitted by ``python -m tests.quality.fit``; see ``knowledge/weights/README.md``. A neural
network on top was no better (measured while designing), so the model is a weight for each named feature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from knowledge.models import UNDETERMINED_LANGUAGE, Article
from knowledge.questions import KINDS, Question
from knowledge.rarity import rarities
from knowledge.sentence_signs import CUES, SentenceSigns, signs

Floats = npt.NDArray[np.float64]

TYPICAL_COSINE = 0.85
"""e5-small: the middle between related and unrelated sentences; features are measured from here."""

_CROSSED = ("cosine", "share", "digits", "year", "month", "date", "money", "unit", "place", "new_names", "names_two",
            *(f"cue_{cue}" for cue in CUES if cue != "instruction"), "quote")  # fmt: skip
_PLAIN = (
    "cosine", "cosine_below_best", "cosine_below_article", "share", "share_below_best", "previous_share",
    "next_share", "article_share", "window_share", "pairs", "name_share", "number_share", "first", "position",
    "length", "short", "new_words", "asks", "quote", "digits", "year", "month", "date", "money", "unit", "place",
    "new_names", "names_two", *(f"cue_{cue}" for cue in CUES),
)  # fmt: skip
_FOREIGN = ("foreign", "foreign*cosine", "foreign*share", "foreign*cosine_below_best", "foreign*window_share")
FEATURES: tuple[str, ...] = (*_PLAIN, *_FOREIGN, *(f"{kind}*{name}" for kind in KINDS for name in _CROSSED))
_COLUMN = {name: index for index, name in enumerate(_PLAIN)}
_CROSSED_COLUMNS = [_COLUMN[name] for name in _CROSSED]


@dataclass(frozen=True, slots=True)
class Material:
    """An article with the exact cosine of its candidate sentences by position, and its BM25 (0 without one)."""

    article: Article
    cosines: Mapping[int, float]
    bm25: float = 0.0


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence with the estimate, 0..1, that it answers; ``score`` is that on the log-odds scale.

    ``window_share``, ``article_share``: share of the question's rarity that the sentence with its neighbours,
    or its article with the title, holds. ``missing_names``: share of the question's names that the article
    does not hold, 0 when it names nothing. ``foreign``: the article is in another language than the question.
    """

    article: Article
    position: int
    probability: float
    score: float
    cosine: float
    share: float
    window_share: float
    article_share: float
    rarest_missing: float
    missing_names: float
    missing_numbers: float
    window_missing_names: float
    foreign: bool

    @property
    def text(self) -> str:
        return self.article.sentences[self.position].text


@dataclass(frozen=True, slots=True)
class _Measured:
    """All candidate sentences: one row each."""

    rows: list[tuple[Article, int]]
    features: Floats
    details: dict[str, Floats]


def rank(
    question: Question,
    materials: Sequence[Material],
    document_frequencies: Mapping[str, int],
    article_count: int,
) -> list[RankedSentence]:
    """Every candidate sentence, best first; ties in the order given. No candidates give ``[]``.

    ``document_frequencies`` are those of ``question.terms`` over ``article_count`` articles; a term that is
    not in it counts as unknown.
    """
    measured = measure(question, materials, document_frequencies, article_count)
    if not measured.rows:
        return []
    scores = measured.features @ coefficients() + _model()["intercept"]
    probabilities = 1.0 / (1.0 + np.exp(-scores))
    details = {name: column.tolist() for name, column in measured.details.items()}
    ranked = [
        RankedSentence(
            article=article,
            position=position,
            probability=float(probabilities[row]),
            score=float(scores[row]),
            foreign=bool(details["foreign"][row]),
            **{name: column[row] for name, column in details.items() if name != "foreign"},
        )
        for row, (article, position) in enumerate(measured.rows)
    ]
    ranked.sort(key=lambda one: -one.score)
    return ranked


def measure(
    question: Question,
    materials: Sequence[Material],
    document_frequencies: Mapping[str, int],
    article_count: int,
) -> _Measured:
    """The features of every candidate sentence, in the order of :data:`FEATURES`."""
    terms = question.terms
    weights = rarities(terms, document_frequencies, article_count)
    rows: list[tuple[Article, int]] = []
    blocks: list[Floats] = []
    details: list[Floats] = []
    for material in materials:
        positions = [at for at in sorted(material.cosines) if 0 <= at < len(material.article.sentences)]
        if not positions:
            continue
        block, detail = _of_article(question, material, positions, weights)
        rows += [(material.article, at) for at in positions]
        blocks.append(block)
        details.append(detail)
    if not rows:
        return _Measured([], np.zeros((0, len(FEATURES))), {})
    base, seen = np.vstack(blocks), np.vstack(details)
    foreign = seen[:, -1]
    cosine, share = base[:, _COLUMN["cosine"]], base[:, _COLUMN["share"]]
    base[:, _COLUMN["cosine_below_best"]] = cosine - cosine.max()
    base[:, _COLUMN["share_below_best"]] = share - share.max()
    across = np.column_stack(
        [foreign, foreign * cosine, foreign * share,
         foreign * base[:, _COLUMN["cosine_below_best"]], foreign * base[:, _COLUMN["window_share"]]]
    )  # fmt: skip
    crossed = np.zeros((len(rows), len(KINDS) * len(_CROSSED)))
    at = KINDS.index(question.kind) * len(_CROSSED)
    crossed[:, at : at + len(_CROSSED)] = base[:, _CROSSED_COLUMNS]
    return _Measured(
        rows, np.hstack([base, across, crossed]), dict(zip(_DETAILS, seen.T, strict=True))
    )


_DETAILS = ("cosine", "share", "window_share", "article_share", "rarest_missing", "missing_names",
            "missing_numbers", "window_missing_names", "foreign")  # fmt: skip


def _of_article(
    question: Question, material: Material, positions: list[int], rarity: Floats
) -> tuple[Floats, Floats]:
    article = material.article
    seen = [signs(sentence.text) for sentence in article.sentences]
    title = signs(article.title)
    foreign = is_foreign(question, article)
    terms = question.terms
    names = np.array([term in question.names for term in terms], bool)
    numbers = np.array([term in question.numbers for term in terms], bool)
    # In another language only names and numbers can be the same word.
    counted = rarity * (names | numbers) if foreign else rarity
    total = float(counted.sum()) or 1.0
    held = np.array([[term in one.terms for term in terms] for one in seen], bool).reshape(len(seen), len(terms))
    in_title = np.array([term in title.terms for term in terms], bool)
    anywhere = held.any(axis=0) | in_title
    before = np.vstack([np.zeros((1, len(terms)), bool), held[:-1]])
    after = np.vstack([held[1:], np.zeros((1, len(terms)), bool)])
    window = held | before | after
    share, window_share = held @ counted / total, window @ counted / total
    cosine = np.array([material.cosines[at] for at in positions])
    count = len(positions)

    def of(column: Floats) -> Floats:
        return np.asarray(column[positions], float)

    asked_pairs = set(zip(terms, terms[1:], strict=False))
    signature = np.array([_marks(seen[at], question, asked_pairs) for at in positions], float)
    every = np.ones(count)
    base = np.column_stack([
        (cosine - TYPICAL_COSINE) * 20,
        every * 0,  # below the best of all candidates: filled in by the caller
        (cosine - cosine.max()) * 20,
        of(share),
        every * 0,
        of(before @ counted / total),
        of(after @ counted / total),
        every * float(anywhere @ counted / total),
        of(window_share),
        signature[:, 0],
        of(_part(held, names)),
        of(_part(held, numbers)),
        [float(at == 0) for at in positions],
        np.log1p(positions) / 3,
        signature[:, 1:],
    ])  # fmt: skip
    details = np.column_stack([
        cosine, of(share), of(window_share),
        every * float(anywhere @ counted / total),
        every * float((counted * ~anywhere).max(initial=0.0)),
        every * _missing(anywhere, names),
        every * _missing(anywhere, numbers),
        1 - of(_part(window | in_title, names)) if names.any() else every * 0,
        every * float(foreign),
    ])  # fmt: skip
    return base, details


def _marks(seen: SentenceSigns, question: Question, asked_pairs: set[tuple[str, str]]) -> list[float]:
    asked = set(question.terms)
    new_names = len(seen.names - asked)
    pairs = len(asked_pairs & set(zip(seen.order, seen.order[1:], strict=False))) if asked_pairs else 0
    return [
        pairs / len(asked_pairs) if asked_pairs else 0.0,
        float(np.log1p(seen.words)) / 3,
        float(seen.words < 5),
        1 - len(seen.terms & asked) / max(1, len(seen.terms)),
        seen.asks, seen.quote, bool(seen.numbers - question.numbers), seen.year, seen.month, seen.date, seen.money,
        seen.unit, seen.place, min(new_names, 4) / 4, new_names > 1,
        *seen.cues,
    ]  # fmt: skip


def is_foreign(question: Question, article: Article) -> bool:
    """Whether both languages are known and differ."""
    return (
        question.language != UNDETERMINED_LANGUAGE
        and article.language != UNDETERMINED_LANGUAGE
        and question.language != article.language
    )


def _part(held: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> Floats:
    return np.asarray(held[:, wanted].mean(axis=1), float) if wanted.any() else np.zeros(len(held))


def _missing(held: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> float:
    return float(1 - held[wanted].mean()) if wanted.any() else 0.0


@cache
def _model() -> dict[str, float]:
    text = files("knowledge.weights").joinpath("evidence.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}


@cache
def coefficients() -> Floats:
    """The fitted weights in the order of :data:`FEATURES`, without the intercept."""
    model = _model()
    return np.array([model.get(name, 0.0) for name in FEATURES])
