"""Fakes for vectors, all in memory: an index, a relay and an embedding model."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.models import SentenceKey
from knowledge.ports import Vector


class MemoryIndex:
    """A ``VectorIndex`` in memory that compares a query with every stored vector."""

    def __init__(self) -> None:
        self._vectors: dict[SentenceKey, Vector] = {}

    async def own(self) -> bool:
        return True

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        self._vectors.update(zip(keys, vectors, strict=True))

    async def remove(self, revisions: Collection[int]) -> None:
        self._vectors = {key: row for key, row in self._vectors.items() if key.revision not in revisions}

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        scores = await self.cosines(vector, self._vectors)
        return sorted(scores.items(), key=lambda item: -item[1])[: max(limit, 0)]

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        return {key: float(self._vectors[key] @ vector) for key in keys if key in self._vectors}

    async def count(self) -> int:
        return len(self._vectors)

    async def keys(self) -> set[SentenceKey]:
        return set(self._vectors)

    async def rebuild(self) -> None:
        self._vectors = {}

    async def close(self) -> None:
        pass


class MemoryRelay:
    """An ``IndexRelay`` between tasks of one process. ``posted`` is set when a request is posted."""

    def __init__(self) -> None:
        self.messages: dict[int, bytes] = {}
        self.replies: dict[int, bytes] = {}
        self.posted = asyncio.Event()
        self._last = 0

    async def post(self, request: bytes) -> int:
        self._last += 1
        self.messages[self._last] = request
        self.posted.set()
        return self._last

    async def requests(self) -> list[tuple[int, bytes]]:
        return [item for item in sorted(self.messages.items()) if item[0] not in self.replies]

    async def reply(self, number: int, response: bytes) -> None:
        if number in self.messages:
            self.replies[number] = response

    async def collect(self, number: int) -> bytes | None:
        if number not in self.replies:
            return None
        response = self.replies[number]
        await self.cancel(number)
        return response

    async def cancel(self, number: int) -> None:
        self.messages.pop(number, None)
        self.replies.pop(number, None)


class LetterEmbeddings(Embeddings):
    """Embeddings that count letters, so that texts with the same letters are similar.

    The vectors do not have length 1, like those of some vendors.
    """

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.batches.append(list(texts))
        return [self._row(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.batches.append([text])
        return self._row(text)

    def _row(self, text: str) -> list[float]:
        counts = np.zeros(27)
        for letter in text.lower():
            counts[ord(letter) - ord("a") if "a" <= letter <= "z" else 26] += 1.0
        row: list[float] = counts.tolist()
        return row
