"""The bundled models for tests: loaded once per process, with a cache of all vectors and readings.

Loading the model and embedding the same three articles again took half of the processor time of a test.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence

from knowledge.adapters.embeddings.e5 import E5Embeddings
from knowledge.adapters.embeddings.embedder import BUNDLED, BUNDLED_VARIANT, LangChainEmbedder
from knowledge.adapters.reading.bundled import BundledReader
from knowledge.adapters.reading.statements import BundledStatementReader
from knowledge.ports import Reading, Window
from knowledge.ports.reading import Claim, Support


class RememberedEmbeddings:
    """Caches the vectors of :class:`E5Embeddings`. Each text is embedded once, and alone.

    A text that is embedded alone always has the same vector, so tests may run in any order. Safe to call from
    several threads.
    """

    def __init__(self) -> None:
        self._model = E5Embeddings()
        self._guard = threading.Lock()
        self._queries: dict[str, list[float]] = {}
        self._passages: dict[str, list[float]] = {}

    def embed_query(self, text: str) -> list[float]:
        with self._guard:
            if text not in self._queries:
                self._queries[text] = self._model.embed_query(text)
            return self._queries[text]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        with self._guard:
            for text in texts:
                if text not in self._passages:
                    [self._passages[text]] = self._model.embed_documents([text])
            return [self._passages[text] for text in texts]


@functools.cache
def _remembered() -> RememberedEmbeddings:
    return RememberedEmbeddings()


def bundled_embedder() -> LangChainEmbedder:
    """Returns a new embedder with the bundled model. The caller closes it; the model stays loaded.

    Each caller gets a new one, because an embedder belongs to one event loop and every test has its own loop.
    """
    return LangChainEmbedder(f"{BUNDLED}:{BUNDLED_VARIANT}", _remembered())


class RememberedReader(BundledReader):
    """Caches the readings of the bundled reader. Each window is read once for a question."""

    def __init__(self) -> None:
        super().__init__()
        self._readings: dict[tuple[str, Window], Reading] = {}

    def read_now(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        missing = [window for window in dict.fromkeys(windows) if (question, window) not in self._readings]
        for window, reading in zip(missing, super().read_now(question, missing), strict=True):
            self._readings[question, window] = reading
        return [self._readings[question, window] for window in windows]


class RememberedStatementReader(BundledStatementReader):
    """Caches what the bundled reader holds of claims. Each claim is read once."""

    def __init__(self) -> None:
        super().__init__()
        self._supports: dict[Claim, Support] = {}

    def judge_now(self, claims: Sequence[Claim]) -> list[Support]:
        missing = [claim for claim in dict.fromkeys(claims) if claim not in self._supports]
        for claim, support in zip(missing, super().judge_now(missing), strict=True):
            self._supports[claim] = support
        return [self._supports[claim] for claim in claims]


@functools.cache
def bundled_statement_reader() -> RememberedStatementReader:
    """Returns the bundled reader of statements, which stays loaded. It belongs to no event loop."""
    return RememberedStatementReader()


@functools.cache
def bundled_reader() -> RememberedReader:
    """Returns the bundled reader, which stays loaded. It belongs to no event loop."""
    return RememberedReader()
