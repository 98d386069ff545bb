"""The pipeline that tutorials build, over the same articles with the same embedding model.

LangChain's recursive splitter (1,000 characters, 200 of overlap), a Chroma collection of its own, and the
nearest pieces. Chroma and LangChain are imported when it is built.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from knowledge.errors import GiveUp
from knowledge.models import Article
from knowledge.ports import Embedder, Vector

PIECE_CHARACTERS = 1000
OVERLAP_CHARACTERS = 200
PIECES = 4
"""What the tutorials hand to the model."""

AT_ONCE = 200


class Piece(NamedTuple):
    """``article`` is the place of the article in the list that was given; offsets are into its text."""

    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tutorial:
    collection: Any
    pieces: list[Piece]

    async def nearest(self, vector: Vector, limit: int = PIECES) -> list[Piece]:
        """Best first."""
        return await asyncio.to_thread(self._query, vector, limit)

    def _query(self, vector: Vector, limit: int) -> list[Piece]:
        found = self.collection.query(
            query_embeddings=[vector.tolist()], n_results=min(limit, len(self.pieces)), include=["distances"]
        )
        return [self.pieces[int(key)] for key in found["ids"][0]]


def is_possible() -> bool:
    """Whether the splitter is installed (the extra ``eval``)."""
    from importlib.util import find_spec

    return find_spec("langchain_text_splitters") is not None


async def build(articles: Sequence[Article], embedder: Embedder, folder: Path) -> Tutorial:
    """Raises :class:`GiveUp` when the splitter is not installed."""
    if not is_possible():
        raise GiveUp("The baselines need the extra `eval`: install kutip[eval].")
    import chromadb
    from chromadb.config import Settings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=PIECE_CHARACTERS, chunk_overlap=OVERLAP_CHARACTERS, add_start_index=True
    )
    texts: list[str] = []
    pieces: list[Piece] = []
    for at, article in enumerate(articles):
        for made in splitter.create_documents([article.text]):
            start = int(made.metadata["start_index"])
            pieces.append(Piece(at, start, start + len(made.page_content)))
            texts.append(" ".join(made.page_content.split()))
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection("tutorial", metadata={"hnsw:space": "cosine"})
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        vectors = await embedder.embed_passages(some)
        collection.add(
            ids=[str(start + at) for at in range(len(some))], embeddings=np.asarray(vectors), documents=some
        )
    return Tutorial(collection, pieces)
