"""Caches the vectors of an embedder in a file, so that a repeated measurement does not embed again."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.errors import StoreUnavailable
from knowledge.ports import Embedder, Vector

BATCH_SIZE = 64
"""Texts that are embedded before their vectors are stored: an interruption loses no more."""


class EmbeddingCache:
    """Implements the port ``Embedder`` by caching the vectors of another embedder.

    Each folder caches the vectors of a single model. Use the cache in one event loop only.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Raises :class:`StoreUnavailable` if ``folder`` cannot be written or is of another model."""
        self._embedder = embedder
        with contextlib.ExitStack() as on_failure:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._database = sqlite3.connect(folder / "vectors.sqlite", timeout=120)
                on_failure.callback(self._database.close)
                self._database.execute("CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, value BLOB)")
                self._database.execute("CREATE TABLE IF NOT EXISTS model (name TEXT PRIMARY KEY)")
                self._database.execute(
                    "INSERT INTO model SELECT ? WHERE NOT EXISTS (SELECT 1 FROM model)", (embedder.name,)
                )
                self._database.commit()
                (name,) = self._database.execute("SELECT name FROM model").fetchone()
            except (OSError, sqlite3.Error) as error:
                raise StoreUnavailable(f"Vectors cannot be cached in {str(folder)!r}: {error}.") from None
            if name != embedder.name:
                raise StoreUnavailable(f"{str(folder)!r} has the vectors of {name}, not of {embedder.name}.")
            on_failure.pop_all()

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def embedder(self) -> Embedder:
        """The embedder without the cache, to measure its speed."""
        return self._embedder

    async def embed_query(self, text: str) -> Vector:
        key = _key("query", text)
        if (cached := self._get(key)) is not None:
            return cached
        vector = await self._embedder.embed_query(text)
        self._put([key], vector[None])
        return vector

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        keys = [_key("passage", text) for text in texts]
        vectors = {key: self._get(key) for key in keys}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if vectors[key] is None}
        items = list(missing.items())
        for start in range(0, len(items), BATCH_SIZE):
            batch = items[start : start + BATCH_SIZE]
            new = await self._embedder.embed_passages([text for _, text in batch])
            self._put([key for key, _ in batch], new)
            vectors.update(zip((key for key, _ in batch), new, strict=True))
            await asyncio.sleep(0)
        rows = [row for key in keys if (row := vectors[key]) is not None]
        return np.stack(rows) if rows else np.empty((0, 0), np.float32)

    def close(self) -> None:
        self._database.close()

    def _get(self, key: str) -> Vector | None:
        row = self._database.execute("SELECT value FROM vector WHERE key = ?", (key,)).fetchone()
        return None if row is None else np.frombuffer(row[0], np.float32)

    def _put(self, keys: Sequence[str], vectors: Vector) -> None:
        rows = [(key, np.asarray(row, np.float32).tobytes()) for key, row in zip(keys, vectors, strict=True)]
        self._database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        self._database.commit()


def _key(kind: str, text: str) -> str:
    return hashlib.blake2b(f"{kind}\0{text}".encode("utf-8", "replace"), digest_size=12).hexdigest()
