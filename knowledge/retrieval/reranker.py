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
from knowledge.text import clauses

Floats = npt.NDArray[np.float64]
Row = tuple[Article, int]
"""An article and the position of one of its sentences."""

MOST_WINDOWS = 4
"""Windows that are read for a question: about 500 pieces."""
WINDOW_CHARACTERS = 480
"""The most characters of a window, unless its one sentence is longer: about 110 pieces, as in training."""
CLAUSE_WINDOW_CHARACTERS = 720
"""The most characters of a window of the clauses of one long sentence: about 170 pieces."""
MOST_CLAUSE_WINDOWS = 8
"""Windows of a long sentence that are read: its first 5,000 characters or more."""
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
    def windows(self) -> tuple[Window, ...]:
        """What the reader gets: one window, or several of the clauses of a sentence that is too long."""
        texts = tuple(sentence.text for sentence in self.article.sentences[self.start : self.end])
        if not self.is_long_sentence:
            return (Window(self.article.title, texts),)
        return tuple(
            Window(self.article.title, tuple(texts[0][start:end] for start, end in group))
            for group in _grouped(self.spans)
        )

    @property
    def is_long_sentence(self) -> bool:
        """Whether it is one sentence that is read by its clauses."""
        is_alone = self.end - self.start == 1
        return is_alone and _length(self.article, self.start) > clauses.LONG_SENTENCE

    @property
    def spans(self) -> list[clauses.Span]:
        """The spans of the clauses of its first sentence, in that sentence."""
        return clauses.clauses(self.article.sentences[self.start].text)


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the reader found of a sentence, as log-odds; both are :data:`UNREAD` if it is in no window."""

    sentence: float = UNREAD
    """That the answer is in the sentence."""
    window: float = UNREAD
    """That the window of the sentence answers; the best of its windows."""
    clause: clauses.Span | None = None
    """The part that answers best, as a span in the sentence, if the sentence was read by its clauses."""


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
    """What the reader found of each row. ``readings`` has those of the windows of each place, in order."""
    found: dict[tuple[int, int], SentenceReading] = {}
    remaining = iter(readings)
    for place in read:
        of_place = [next(remaining) for _ in place.windows]
        for position, reading in _by_position(place, of_place):
            key = (place.article.revision, position)
            before = found.get(key, NOT_READ)
            found[key] = SentenceReading(
                max(before.sentence, reading.sentence),
                max(before.window, reading.window),
                reading.clause or before.clause,
            )
    return [found.get((article.revision, position), NOT_READ) for article, position in rows]


def features(scores: Floats, readings: Sequence[SentenceReading]) -> Floats:
    """The inputs of the regression, one row for each sentence, with the columns of :data:`FEATURES`."""
    return np.column_stack([scores, [reading.sentence for reading in readings]])


def rerank(scores: Floats, readings: Sequence[SentenceReading]) -> Floats:
    """Return the log-odds that each sentence answers. ``scores`` are the ranker's, in the same order."""
    weights = _weights()
    direction = np.array([weights.get(name, 0.0) for name in FEATURES])
    return np.asarray(features(scores, readings) @ direction + weights["intercept"])


def _by_position(place: Place, readings: Sequence[Reading]) -> list[tuple[int, SentenceReading]]:
    """The positions of the sentences of a place, each with what was found of it."""
    window = _clipped(max(reading.answers for reading in readings))
    if not place.is_long_sentence:
        return [
            (place.start + number, SentenceReading(_clipped(log_odds), window))
            for number, log_odds in enumerate(readings[0].sentences)
        ]
    log_odds = [log_odds for reading in readings for log_odds in reading.sentences]
    best = int(np.argmax(log_odds))
    return [
        (
            place.start,
            SentenceReading(_clipped(log_odds[best]), window, clauses.excerpt(place.spans, best)),
        )
    ]


def _grouped(spans: Sequence[clauses.Span]) -> list[list[clauses.Span]]:
    """The first clauses in windows, at most :data:`MOST_CLAUSE_WINDOWS`."""
    groups: list[list[clauses.Span]] = []
    for start, end in spans:
        if not groups or end - groups[-1][0][0] > CLAUSE_WINDOW_CHARACTERS:
            groups.append([])
        groups[-1].append((start, end))
    return groups[:MOST_CLAUSE_WINDOWS]


def _has(place: Place, article: Article, position: int) -> bool:
    return place.article.revision == article.revision and place.start <= position < place.end


def _around(article: Article, position: int) -> Place:
    """The sentence and as many neighbours as fit, in turn before and after it."""
    start, end = position, position + 1
    if _length(article, position) > clauses.LONG_SENTENCE:
        return Place(article, start, end)
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
