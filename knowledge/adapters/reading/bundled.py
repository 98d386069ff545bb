"""The bundled reader: the first layers of multilingual-e5-small, trained to read news.

It reads a question and a window of an article together. Each piece of one that the other has too is marked.
``python -m tests.tools.reader.train`` makes its weights; see ``knowledge/weights/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from knowledge.adapters.encoders import packed_model, tokenizer
from knowledge.adapters.encoders.encoder import END, START, Encoder
from knowledge.adapters.reading.in_a_thread import ReaderInAThread
from knowledge.ports.reading import Reading, Window

Floats = npt.NDArray[np.float32]

LAYERS_FILE, HEADS_FILE = "reader_int8.onnx", "reader_heads.npz"
QUESTION_PIECES, TITLE_PIECES, SENTENCE_PIECES = 40, 18, 120
"""The most pieces of each part that are read, as in training."""
WINDOW_PIECES = 256
"""The most pieces of a row. In training rows had at most 176."""
LONGEST_SPAN = 25
"""The most pieces of the words that answer."""
NEVER = -30.0
"""The log-odds of a sentence that was not read."""


class BundledReader(ReaderInAThread):
    """Implements the port ``Reader``."""

    name = "bundled"

    def _load(self) -> _Model:
        return _Model()


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of a question and a window, and where its parts are among them."""

    ids: list[int]
    question: slice
    passage: slice
    """The title and the sentences."""
    sentences: list[slice]
    """Empty slices for sentences that did not fit."""

    def shared(self) -> npt.NDArray[np.int64]:
        """1 for a piece of the question that the passage has, and the reverse; else 0."""
        marks = np.zeros(len(self.ids), np.int64)
        question, passage = self.ids[self.question], self.ids[self.passage]
        marks[self.question] = np.isin(question, passage)
        marks[self.passage] = np.isin(passage, question)
        return marks


class _Model:
    def __init__(self) -> None:
        self._tokenizer = tokenizer.bundled()
        self._encoder = Encoder(LAYERS_FILE, packed_model.bundled())
        with files("knowledge.weights").joinpath(HEADS_FILE).open("rb") as stored, np.load(stored) as heads:
            self._heads = {name: heads[name].astype(np.float32) for name in heads.files}

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        rows = [self._row(question, window) for window in windows]
        marks = [self._heads["shared"][row.shared()] for row in rows]
        readings: dict[int, Reading] = {}
        for index, states in self._encoder.run([row.ids for row in rows], marks):
            readings[index] = self._reading(rows[index], states)
        return [readings[index] for index in range(len(rows))]

    def _row(self, question: str, window: Window) -> _Row:
        asked = self._tokenizer.ids(question)[:QUESTION_PIECES]
        title = self._tokenizer.ids(window.title)[:TITLE_PIECES] if window.title else []
        ids = [START, *asked, END, END, *title]
        sentences: list[slice] = []
        for sentence in window.sentences:
            pieces = self._tokenizer.ids(sentence)[:SENTENCE_PIECES]
            # The first sentence is read to the limit, others only if they fit whole.
            room = WINDOW_PIECES - len(ids) - 1
            fits = len(pieces) <= room or not sentences
            begin = len(ids)
            ids += pieces[:room] if fits else []
            sentences.append(slice(begin, len(ids)))
        first = 1 + len(asked)
        return _Row([*ids, END], slice(1, first), slice(first + 2, len(ids)), sentences)

    def _reading(self, row: _Row, states: Floats) -> Reading:
        """Apply the heads: three numbers for each piece, and one for the pooled states."""
        heads = self._heads
        asked, passage = states[row.question], states[row.passage]
        pooled = np.concatenate([states[0], asked.mean(0), asked.max(0), passage.max(0)])
        hidden = np.tanh(heads["pool.weight"] @ pooled + heads["pool.bias"])
        answers = float(heads["class.weight"][0] @ hidden + heads["class.bias"][0])
        pieces = states @ heads["token.weight"].T + heads["token.bias"]  # start, end, part of the answer
        nothing = pieces[0]
        sentences: list[float] = []
        for part in row.sentences:
            if part.start == part.stop:
                sentences.append(NEVER)
                continue
            start, end, inside = pieces[part].T
            as_part = float(inside.mean() - nothing[2])
            as_span = _best_span(start, end) - float(nothing[0] + nothing[1])
            sentences.append((as_part + as_span) / 2)
        return Reading(answers, tuple(sentences))


def _best_span(start: Floats, end: Floats) -> float:
    """The highest sum of a start and an end that is not before it and not too far after it."""
    sums = start[:, None] + end[None, :]
    distances = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    return float(np.where((distances >= 0) & (distances < LONGEST_SPAN), sums, -np.inf).max())
