"""Tests of the embedding cache: it returns the vectors of the model without asking it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.embeddings.cache import EmbeddingCache
from knowledge.errors import StoreUnavailable
from knowledge.ports import Vector


class Counted:
    """An embedder whose vectors are the lengths of texts, and which records the texts it was given."""

    def __init__(self, name: str = "counted") -> None:
        self.name = name
        self.asked: list[str] = []

    async def embed_query(self, text: str) -> Vector:
        self.asked.append(text)
        return np.array([len(text), 1.0], np.float32)

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        self.asked += texts
        return np.array([[len(text), 0.0] for text in texts], np.float32).reshape(len(texts), 2)


async def test_a_text_is_embedded_once_and_queries_and_passages_are_apart(tmp_path: Path) -> None:
    counted = Counted()
    first = EmbeddingCache(counted, tmp_path)
    passages = await first.embed_passages(["air", "sungai", "air"])
    query = await first.embed_query("air")
    first.close()

    again = EmbeddingCache(counted, tmp_path)

    assert (await again.embed_passages(["sungai", "air"])).tolist() == [[6.0, 0.0], [3.0, 0.0]]
    assert (await again.embed_query("air")).tolist() == query.tolist() == [3.0, 1.0]
    assert passages.tolist() == [[3.0, 0.0], [6.0, 0.0], [3.0, 0.0]]
    assert counted.asked == ["air", "sungai", "air"]
    again.close()


async def test_no_text_is_no_work(tmp_path: Path) -> None:
    cache = EmbeddingCache(Counted(), tmp_path)
    assert (await cache.embed_passages([])).size == 0
    cache.close()


def test_vectors_of_another_model_are_refused(tmp_path: Path) -> None:
    EmbeddingCache(Counted(), tmp_path).close()
    with pytest.raises(StoreUnavailable, match="has the vectors of counted, not of another"):
        EmbeddingCache(Counted("another"), tmp_path)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be cached"):
        EmbeddingCache(Counted(), tmp_path / "file")


def test_a_cache_that_cannot_be_used_closes_its_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def recorded(path: Path, timeout: float) -> sqlite3.Connection:
        opened.append(connect(path, timeout=timeout))
        return opened[-1]

    EmbeddingCache(Counted(), tmp_path / "other").close()
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "vectors.sqlite").write_text("no database " * 1_000)
    monkeypatch.setattr(sqlite3, "connect", recorded)
    for folder in ("other", "damaged"):
        with pytest.raises(StoreUnavailable):
            EmbeddingCache(Counted("another"), tmp_path / folder)
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            opened[-1].execute("SELECT 1")
