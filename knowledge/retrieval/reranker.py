"""Reranks the best sentences by what a reader finds in them.

The ranker compares a sentence with the question by shared words and likeness; the reader reads both together
with the neighbours of the sentence. A regression joins the two: see ``knowledge/weights/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from knowledge.models import Article
from knowledge.ports import Reading, Window

Floats = npt.NDArray[np.float64]
Row = tuple[Article, int]
"""An article and the position of one of its sentences."""

MOST_WINDOWS = 4
"""Windows that are read for a question: about 500 pieces."""
WINDOW_CHARACTERS = 480
"""The most characters of a window, unless its one sentence is longer: about 110 pieces, as in training."""
UNREAD = -12.0
"""Stands for the log-odds of a sentence that is in no window, and bounds those of the others."""
HIGHEST = 12.0
"""The reader's log-odds are clipped to this: beyond it they say no more."""

FEATURES = ("ranker", "sentence")
"""The inputs of the regression: the log-odds of the ranker, and those of the reader for the sentence.

The reader's log-odds for the window and a mark for unread sentences took no weight in the fit.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window is: the sentences from ``start`` up to, not including, ``end``."""

    article: Article
    start: int
    end: int

    @property
    def window(self) -> Window:
        """What the reader gets."""
        sentences = self.article.sentences[self.start : self.end]
        return Window(self.article.title, tuple(sentence.text for sentence in sentences))


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the reader found of a sentence, as log-odds; both are :data:`UNREAD` if it is in no window."""

    sentence: float = UNREAD
    """That the answer is in the sentence."""
    window: float = UNREAD
    """That the window of the sentence answers; the best of its windows."""


NOT_READ = SentenceReading()


def places(rows: Sequence[Row], scores: Floats) -> list[Place]:
    """Choose what to read: windows around the best sentences, at most :data:`MOST_WINDOWS`, best first.

    ``scores`` has a number for each of ``rows``. A sentence that is in a window already gets none of its own.
    """
    chosen: list[Place] = []
    for row in np.argsort(-scores, kind="stable"):
        article, position = rows[row]
        if any(_has(place, article, position) for place in chosen):
            continue
        chosen.append(_around(article, position))
        if len(chosen) == MOST_WINDOWS:
            break
    return chosen


def readings_by_row(
    rows: Sequence[Row], read: Sequence[Place], readings: Sequence[Reading]
) -> list[SentenceReading]:
    """What the reader found of each row. ``readings`` has one for each of the places ``read``."""
    found: dict[tuple[int, int], SentenceReading] = {}
    for place, reading in zip(read, readings, strict=True):
        window = _clipped(reading.answers)
        for position, sentence in zip(range(place.start, place.end), reading.sentences, strict=True):
            key = (place.article.revision, position)
            before = found.get(key, NOT_READ)
            found[key] = SentenceReading(max(before.sentence, _clipped(sentence)), max(before.window, window))
    return [found.get((article.revision, position), NOT_READ) for article, position in rows]


def features(scores: Floats, readings: Sequence[SentenceReading]) -> Floats:
    """The inputs of the regression, one row for each sentence, with the columns of :data:`FEATURES`."""
    return np.column_stack([scores, [reading.sentence for reading in readings]])


def rerank(scores: Floats, readings: Sequence[SentenceReading]) -> Floats:
    """Return the log-odds that each sentence answers. ``scores`` are the ranker's, in the same order."""
    weights = _weights()
    direction = np.array([weights.get(name, 0.0) for name in FEATURES])
    return np.asarray(features(scores, readings) @ direction + weights["intercept"])


def _has(place: Place, article: Article, position: int) -> bool:
    return place.article.revision == article.revision and place.start <= position < place.end


def _around(article: Article, position: int) -> Place:
    """The sentence and as many neighbours as fit, in turn before and after it."""
    start, end = position, position + 1
    room = WINDOW_CHARACTERS - _length(article, position)
    while True:
        before = start > 0 and _length(article, start - 1) <= room
        after = end < len(article.sentences) and _length(article, end) <= room
        if not before and not after:
            return Place(article, start, end)
        if before and (not after or position - start <= end - 1 - position):
            start -= 1
            room -= _length(article, start)
        else:
            room -= _length(article, end)
            end += 1


def _length(article: Article, position: int) -> int:
    sentence = article.sentences[position]
    return sentence.end - sentence.start


def _clipped(log_odds: float) -> float:
    return max(UNREAD, min(HIGHEST, log_odds))


@cache
def _weights() -> Mapping[str, float]:
    text = files("knowledge.weights").joinpath("reranker.json").read_text(encoding="utf-8")
    return {str(name): float(weight) for name, weight in json.loads(text)["weights"].items()}
