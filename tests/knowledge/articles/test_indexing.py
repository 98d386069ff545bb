"""Tests that the index agrees with the articles, even if the work is interrupted or the owner changes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.adapters.database import open_database
from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.articles import indexing as indexing_module
from knowledge.articles.indexing import Indexer, RepairReport
from knowledge.errors import IndexBusy, StoreUnavailable
from knowledge.library import Library
from knowledge.models import SentenceKey
from tests.fakes_vectors import LetterEmbeddings, MemoryIndex
from tests.knowledge.made_newsroom import BRIDGE, LONG, MARKET, Newsroom, open_newsroom


@pytest_asyncio.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with open_newsroom(tmp_path) as opened:
        yield opened


class ForeignIndex(MemoryIndex):
    """An index that another process owns until ``free`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.was_claimed = asyncio.Event()
        self.free = False

    async def own(self) -> bool:
        self.was_claimed.set()
        return self.free


async def ended(task: asyncio.Task[None]) -> None:
    """Cancels a task and waits for its end: a database must not be closed while a task uses it."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_article_stays_invisible_until_its_vectors_are_there(newsroom: Newsroom) -> None:
    newsroom.embedder.broken = True
    with pytest.raises(StoreUnavailable):
        await newsroom.library.add(BRIDGE)
    assert await newsroom.library.count() == 0
    newsroom.embedder.broken = False
    await newsroom.indexer.repair()
    assert await newsroom.library.count() == 1
    assert await newsroom.index.count() == 2


async def test_lost_index_is_repaired(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    await newsroom.index.rebuild()
    repair = await newsroom.indexer.repair()
    assert (repair.missing, repair.orphaned) == (1, 0)
    assert await newsroom.index.count() == 2
    assert await newsroom.library.count() == 1


async def test_vectors_without_an_article_are_removed(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    before = await newsroom.index.keys()
    await newsroom.index.add([SentenceKey(999, 0)], await newsroom.embedder.embed_passages(["sisa"]))
    repair = await newsroom.indexer.repair()
    assert (repair.missing, repair.orphaned) == (0, 1)
    assert await newsroom.index.keys() == before


async def test_wrong_vectors_in_the_right_number_are_found_by_a_thorough_repair(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    before = await newsroom.index.keys()
    await newsroom.index.rebuild()
    rows = await newsroom.embedder.embed_passages(["sisa", "lagi"])
    await newsroom.index.add([SentenceKey(999, 0), SentenceKey(999, 1)], rows)
    repair = await newsroom.indexer.repair(thorough=True)
    assert (repair.missing, repair.orphaned) == (1, 1)
    assert {key.position for key in await newsroom.index.keys()} == {key.position for key in before}
    assert await newsroom.library.count() == 1


async def test_repair_changes_nothing_in_an_index_that_agrees(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    before = await newsroom.index.keys()
    repair = await newsroom.indexer.repair(thorough=True)
    assert (repair.missing, repair.orphaned) == (0, 0)
    assert await newsroom.index.keys() == before


async def test_reindex_rebuilds_every_article_and_counts_as_it_goes(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    await newsroom.library.add(MARKET)
    steps: list[int] = []
    assert await newsroom.indexer.reindex(steps.append) == 2
    assert sum(steps) == 2
    assert await newsroom.index.count() == 4


async def test_add_returns_when_the_owner_in_another_process_has_indexed(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    index, foreign = MemoryIndex(), ForeignIndex()
    embedder = LangChainEmbedder("letters", LetterEmbeddings())
    owner = Indexer(database.articles, index, embedder)
    guest = Library(database.articles, Indexer(database.articles, foreign, embedder))
    adding = asyncio.create_task(guest.add(BRIDGE))
    await foreign.was_claimed.wait()
    assert await guest.count() == 0
    indexing = asyncio.create_task(owner.run())
    result = await adding
    await ended(indexing)
    assert result.status == "added"
    assert await index.count() == 2
    await database.close()


async def test_add_indexes_itself_when_the_owner_ends(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    foreign = ForeignIndex()
    library = Library(
        database.articles,
        Indexer(database.articles, foreign, LangChainEmbedder("letters", LetterEmbeddings())),
    )
    adding = asyncio.create_task(library.add(BRIDGE))
    await foreign.was_claimed.wait()
    foreign.free = True
    assert (await adding).status == "added"
    await database.close()


async def test_delete_waits_no_longer_than_its_limit_for_an_owner_that_does_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = await newsroom.library.add(BRIDGE)
    assert added.article_id is not None
    monkeypatch.setattr(indexing_module, "DELETE_PATIENCE_S", 0.05)
    guest = Library(
        newsroom.database.articles,
        Indexer(newsroom.database.articles, ForeignIndex(), newsroom.embedder),
    )

    await guest.delete(added.article_id)

    assert await guest.count() == 0
    assert await newsroom.index.count() == 2, "the owner has not removed the vectors"
    await newsroom.indexer.index_pending()
    assert await newsroom.index.count() == 0


async def test_reindex_is_refused_while_another_process_owns_the_index(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    indexer = Indexer(database.articles, ForeignIndex(), LangChainEmbedder("letters", LetterEmbeddings()))
    with pytest.raises(IndexBusy, match="stop it"):
        await indexer.reindex()
    assert await indexer.repair() == await indexer.repair(thorough=True) == RepairReport(0, 0)
    await database.close()


async def test_indexing_goes_on_after_the_model_was_away(newsroom: Newsroom) -> None:
    newsroom.embedder.broken = True
    with pytest.raises(StoreUnavailable):
        await newsroom.library.add(BRIDGE)
    newsroom.embedder.failed.clear()
    indexing = asyncio.create_task(newsroom.indexer.run())
    await asyncio.wait_for(newsroom.embedder.failed.wait(), 120)
    newsroom.embedder.broken = False
    await asyncio.wait_for(newsroom.indexed.wait(), 120)
    assert not indexing.done()
    await ended(indexing)


async def test_owner_of_the_index_adds_minhashes_to_articles_without_any(
    newsroom: Newsroom,
) -> None:
    added = await newsroom.library.add(LONG)
    article = await newsroom.library.get(added.article_id or "")
    await newsroom.database.articles.save_minhashes({article.revision: []})
    assert await newsroom.library.resembling(LONG) == []

    later = Indexer(newsroom.database.articles, newsroom.index, newsroom.embedder)
    await later.repair()

    assert [match.article_id for match in await newsroom.library.resembling(LONG)] == [added.article_id]
