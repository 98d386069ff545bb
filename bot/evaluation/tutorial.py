"""The retrieval pipeline of common tutorials, over the same articles with the same embedding model.

It splits articles with LangChain's recursive splitter (1,000 characters, overlap 200) and finds nearest
neighbours in a separate Chroma collection. Imports Chroma and LangChain when the pipeline is built.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.wiring import open_chroma
from knowledge.errors import GiveUp
from knowledge.models import Article
from knowledge.ports import Embedder, Vector

PIECE_CHARACTERS = 1000
OVERLAP_CHARACTERS = 200
PIECES = 4
"""Pieces that the tutorials give to the language model."""

BATCH_SIZE = 200
"""Pieces that are embedded and stored together."""


class Piece(NamedTuple):
    """A piece of an article: ``article`` is its index in the list of articles, offsets are in its text."""

    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tutorial:
    """The tutorial pipeline over an index of pieces."""

    collection: Any
    pieces: list[Piece]

    async def nearest(self, vector: Vector, limit: int = PIECES) -> list[Piece]:
        """The pieces that are nearest to a query vector, best first; at most ``limit``."""
        return await asyncio.to_thread(self._query, vector, limit)

    def _query(self, vector: Vector, limit: int) -> list[Piece]:
        result = self.collection.query(
            query_embeddings=[vector.tolist()], n_results=min(limit, len(self.pieces)), include=["distances"]
        )
        return [self.pieces[int(key)] for key in result["ids"][0]]


def is_possible() -> bool:
    """Whether LangChain's splitter is installed; it comes with the extra ``eval``."""
    from importlib.util import find_spec

    return find_spec("langchain_text_splitters") is not None


async def build(articles: Sequence[Article], embedder: Embedder, folder: Path) -> Tutorial:
    """Split and embed the articles, and index the pieces in ``folder``.

    Raises :class:`GiveUp` if the splitter is not installed.
    """
    if not is_possible():
        raise GiveUp("The baselines need the extra `eval`: install kutip[eval].")
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=PIECE_CHARACTERS, chunk_overlap=OVERLAP_CHARACTERS, add_start_index=True
    )
    texts: list[str] = []
    pieces: list[Piece] = []
    for index, article in enumerate(articles):
        for chunk in splitter.create_documents([article.text]):
            start = int(chunk.metadata["start_index"])
            pieces.append(Piece(index, start, start + len(chunk.page_content)))
            texts.append(" ".join(chunk.page_content.split()))
    collection = open_chroma(folder).create_collection("tutorial", metadata={"hnsw:space": "cosine"})
    for start in range(0, len(texts), BATCH_SIZE):
        batch = texts[start : start + BATCH_SIZE]
        vectors = await embedder.embed_passages(batch)
        collection.add(
            ids=[str(start + index) for index in range(len(batch))],
            embeddings=np.asarray(vectors),
            documents=batch,
        )
    return Tutorial(collection, pieces)
