"""A library on a real database, with vectors in memory that a test can inspect and disturb."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from knowledge.adapters.database import Database, open_database
from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.articles.indexing import Indexer
from knowledge.errors import StoreUnavailable
from knowledge.library import Library
from knowledge.models import ArticleText, SentenceKey
from knowledge.ports import Vector
from tests.fakes_vectors import LetterEmbeddings, MemoryIndex

BRIDGE = ArticleText("Jembatan Kelana dibuka pada Senin. Biayanya Rp 4 miliar.", title="Jembatan Kelana")
MARKET = ArticleText("Pasar Lindung terbakar pada Selasa malam. Tidak ada korban.")
LONG = ArticleText(
    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki. "
    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru."
)


class BreakableEmbedder(LangChainEmbedder):
    """An embedder that raises an error while ``broken`` is True, and sets ``failed`` when it does."""

    broken = False

    def __init__(self, name: str, model: LetterEmbeddings) -> None:
        super().__init__(name, model)
        self.failed = asyncio.Event()

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        if self.broken:
            self.failed.set()
            raise StoreUnavailable("The embedding model does not answer; try again.")
        return await super().embed_passages(texts)


class WatchedIndex(MemoryIndex):
    """A vector index in memory that sets ``indexed`` when vectors are added."""

    def __init__(self) -> None:
        super().__init__()
        self.indexed = asyncio.Event()

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        await super().add(keys, vectors)
        self.indexed.set()


class Newsroom:
    """A library with its database, vector index, embedder and indexer. ``indexed`` is set by the index."""

    def __init__(self, database: Database, index: WatchedIndex) -> None:
        self.database = database
        self.index = index
        self.indexed = index.indexed
        self.embedder = BreakableEmbedder("letters", LetterEmbeddings())
        self.indexer = Indexer(database.articles, index, self.embedder)
        self.library = Library(database.articles, self.indexer)


@asynccontextmanager
async def open_newsroom(folder: Path) -> AsyncIterator[Newsroom]:
    """Opens an empty newsroom with its database in ``folder``."""
    database = await open_database(f"sqlite:///{folder / 'kutip.db'}")
    try:
        yield Newsroom(database, WatchedIndex())
    finally:
        await database.close()
