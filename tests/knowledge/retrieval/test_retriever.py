"""Tests of how the topic and the words of a follow-up select articles and sentences; and of misspelt
words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.database import open_database
from knowledge.articles.indexing import Indexer
from knowledge.library import Library
from knowledge.models import ArticleText, SentenceKey
from knowledge.ports import Vector
from knowledge.retrieval.retriever import LEAD_SENTENCES, Retriever, midpoint
from tests.bundled_model import bundled_reader
from tests.fakes_vectors import MemoryIndex

TOPICAL, OWN = np.array([1, 0, 0], np.float32), np.array([0, 1, 0], np.float32)


class TwoDirections:
    """An embedder of questions with brackets in one direction and of all other texts in another."""

    name = "two-directions"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    async def embed_query(self, text: str) -> Vector:
        self.embedded.append(text)
        return TOPICAL if "(" in text else OWN

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        return np.stack([OWN for _ in texts])


class WatchedIndex(MemoryIndex):
    searched: Vector
    compared: Vector
    requested: set[SentenceKey]

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        self.searched = vector
        return await super().search(vector, limit)

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        self.compared, self.requested = vector, set(keys)
        return await super().cosines(vector, keys)


class FewHits(WatchedIndex):
    """A vector index whose search finds nothing, so that the lexical search selects the articles."""

    def __init__(self, index: WatchedIndex) -> None:
        super().__init__()
        self._index = index

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        return []

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        return await self._index.cosines(vector, keys)


def test_midpoint_is_equally_near_to_both_vectors() -> None:
    middle = midpoint(TOPICAL, OWN)
    assert np.linalg.norm(middle) == pytest.approx(1)
    assert middle @ TOPICAL == pytest.approx(middle @ OWN)


async def test_topic_finds_articles_and_the_midpoint_compares_their_sentences(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    index, embedder = WatchedIndex(), TwoDirections()
    library = Library(database.articles, Indexer(database.articles, index, embedder))
    await library.add(ArticleText("Pasar dibuka. Biayanya Rp 2 miliar."))
    retriever = Retriever(database.articles, database.lexical, index, embedder, bundled_reader())
    await retriever.retrieve("Berapa biayanya? (Pasar Layung)")
    assert index.searched.tolist() == TOPICAL.tolist()
    assert index.compared.tolist() == midpoint(TOPICAL, OWN).tolist()
    assert {key.position for key in index.requested} == {0, 1}
    await retriever.retrieve("Berapa biaya Pasar Layung?")
    assert index.searched.tolist() == index.compared.tolist() == OWN.tolist()
    assert index.requested == set(), "the cosines of the dense hits are not computed again"
    await database.close()


async def test_only_lead_and_hits_of_articles_behind_the_best_two_are_ranked(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    index = WatchedIndex()
    library = Library(database.articles, Indexer(database.articles, index, TwoDirections()))
    for name in ("Layung", "Wulung", "Serambang"):
        more = " ".join(f"Kalimat {name} nomor {number} tidak penting." for number in range(9))
        await library.add(ArticleText(f"Pasar {name} dibuka. {more}"))
    retriever = Retriever(
        database.articles, database.lexical, FewHits(index), TwoDirections(), bundled_reader()
    )
    found = await retriever.retrieve("Kapan Pasar Layung dan Pasar Wulung dibuka, bukan Serambang?")
    counts = Counter(key.revision for key in index.requested)
    ranked = [counts[article.revision] for article in found.articles]
    assert sorted(ranked) == [LEAD_SENTENCES, 10, 10]
    await database.close()


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("Siapa penjual di Pasar Layng?", "Siapa penjual di Pasar Layng?"),
        ("Kapan Pasar Layungan dibukka?", "Kapan Pasar Layungan dibuka?"),
        ("Kapan pasar Layunagn dibuka?", "Kapan pasar Layungan dibuka?"),
        ("KAPAN LAYUNAGN DIBUKA?", "KAPAN LAYUNGAN DIBUKA?"),
        ("Kapan Pasar Sorenia dibuka?", "Kapan Pasar Sorenia dibuka?"),
    ],
)
async def test_word_at_one_edit_from_a_known_one_is_corrected(
    tmp_path: Path, typed: str, searched: str
) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    index, embedder = WatchedIndex(), TwoDirections()
    library = Library(database.articles, Indexer(database.articles, index, embedder))
    await library.add(ArticleText("Pasar Layungan dibuka 3 Maret."))
    retriever = Retriever(database.articles, database.lexical, index, embedder, bundled_reader())
    found = await retriever.retrieve(typed)
    assert embedder.embedded == list(dict.fromkeys([typed, searched]))
    await retriever.search(typed, 3)
    assert embedder.embedded == list(dict.fromkeys([typed, searched])), "vectors are remembered"
    other = Retriever(database.articles, database.lexical, index, embedder, bundled_reader())
    embedder.embedded.clear()
    await other.search(typed, 3)
    assert embedder.embedded[-1] == searched
    assert [sentence.article.title for sentence in found.evidence] == ["Pasar Layungan dibuka 3 Maret"]
    await database.close()
