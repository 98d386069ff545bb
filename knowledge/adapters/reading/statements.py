"""The bundled reader of statements: the first layers of multilingual-e5-small, trained on statements.

It reads a statement and the sentences that it cites together, as :mod:`.bundled` reads a question and a
window. ``python -m tests.tools.reader.train --statements`` makes its weights; see
``knowledge/weights/README.md``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from knowledge.adapters.encoders import packed_model, tokenizer
from knowledge.adapters.encoders.encoder import END, START, Encoder
from knowledge.adapters.reading.in_a_thread import InAThread
from knowledge.ports.reading import Claim, Support

Floats = npt.NDArray[np.float32]

LAYERS_FILE, HEADS_FILE = "statements_int8.onnx", "statements_heads.npz"
STATEMENT_PIECES, TITLE_PIECES, DAY_PIECES, SENTENCE_PIECES = 64, 18, 10, 120
"""The most pieces of each part that are read, as in training."""
ROW_PIECES = 256
"""The most pieces of a row."""
LABELS = ("supported", "unproved", "contradicted")
"""The outputs of the last layer, in order."""


class BundledStatementReader(InAThread["_Model"]):
    """Implements the port ``StatementReader``."""

    def _load(self) -> _Model:
        return _Model()

    async def judge(self, claims: Sequence[Claim]) -> list[Support]:
        """Implements the port. Rows are read in batches of like length."""
        if not claims:
            return []
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.judge_now, claims)

    def judge_now(self, claims: Sequence[Claim]) -> list[Support]:
        """Judge in the calling thread; calls run one after the other."""
        return self._run_now(lambda model: model.judge(claims)) if claims else []


def day_in_words(day: date) -> str:
    """The day as the reader sees it behind the title.

    >>> day_in_words(date(2025, 3, 3))
    'Senin 3 Maret 2025'
    """
    from babel.dates import format_date

    return str(format_date(day, "EEEE d MMMM y", locale="id"))


def claim_pieces(claim: Claim) -> tuple[list[int], list[int], list[list[int]]]:
    """The pieces of the statement, of the title with the day, and of each sentence, cut to their limits."""
    ids = tokenizer.bundled().ids
    title = ids(claim.title)[:TITLE_PIECES] if claim.title else []
    if claim.published_on is not None:
        title = [*title, *ids(day_in_words(claim.published_on))[:DAY_PIECES]]
    sentences = [ids(sentence)[:SENTENCE_PIECES] for sentence in claim.sentences]
    return ids(claim.statement)[:STATEMENT_PIECES], title, sentences


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of a claim, and where its statement and its passage are among them."""

    ids: list[int]
    statement: slice
    passage: slice

    def shared(self) -> npt.NDArray[np.int64]:
        """1 for a piece of the statement that the passage has, and the reverse; else 0."""
        marks = np.zeros(len(self.ids), np.int64)
        statement, passage = self.ids[self.statement], self.ids[self.passage]
        marks[self.statement] = np.isin(statement, passage)
        marks[self.passage] = np.isin(passage, statement)
        return marks


class _Model:
    def __init__(self) -> None:
        self._encoder = Encoder(LAYERS_FILE, packed_model.bundled())
        with files("knowledge.weights").joinpath(HEADS_FILE).open("rb") as stored, np.load(stored) as heads:
            self._heads = {name: heads[name].astype(np.float32) for name in heads.files}

    def judge(self, claims: Sequence[Claim]) -> list[Support]:
        rows = [_row(claim) for claim in claims]
        marks = [self._heads["shared"][row.shared()] for row in rows]
        found: dict[int, Support] = {}
        for index, states in self._encoder.run([row.ids for row in rows], marks):
            found[index] = self._support(rows[index], states)
        return [found[index] for index in range(len(rows))]

    def _support(self, row: _Row, states: Floats) -> Support:
        heads = self._heads
        said, passage = states[row.statement], states[row.passage]
        pooled = np.concatenate([states[0], said.mean(0), said.max(0), passage.max(0)])
        hidden = np.tanh(heads["pool.weight"] @ pooled + heads["pool.bias"])
        outputs = heads["class.weight"] @ hidden + heads["class.bias"]
        raised = np.exp(outputs - outputs.max())
        probabilities = dict(zip(LABELS, (raised / raised.sum()).tolist(), strict=True))
        return Support(**probabilities)


def _row(claim: Claim) -> _Row:
    statement, title, sentences = claim_pieces(claim)
    first = 1 + len(statement)
    passage = [*title, *(piece for pieces in sentences for piece in pieces)][: ROW_PIECES - first - 3]
    return _Row(
        [START, *statement, END, END, *passage, END],
        slice(1, first),
        slice(first + 2, first + 2 + len(passage)),
    )
