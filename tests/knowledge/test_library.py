"""The library on a real database; the vectors in memory, so that each test can look at and disturb them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.errors import IndexBusy, MissingReason, StoreUnavailable, UnknownArticle, UnreadableArticle
from knowledge.library import INDEX_BATCH_ARTICLES, Library
from knowledge.models import ArticleText, Change, SentenceKey
from knowledge.ports import Vector
from tests.fakes_vectors import LetterEmbeddings, MemoryIndex

BRIDGE = ArticleText("Jembatan Kelana dibuka pada Senin. Biayanya Rp 4 miliar.", title="Jembatan Kelana")
MARKET = ArticleText("Pasar Lindung terbakar pada Selasa malam. Tidak ada korban.")


class BreakableEmbedder(LangChainEmbedder):
    """Fails to embed while ``broken``."""

    broken = False

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        if self.broken:
            raise StoreUnavailable("The embedding model does not answer; try again.")
        return await super().embed_passages(texts)


class WatchedIndex(MemoryIndex):
    """Tells when something was added."""

    def __init__(self) -> None:
        super().__init__()
        self.indexed = asyncio.Event()

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        await super().add(keys, vectors)
        self.indexed.set()


class Newsroom:
    """A library and all that it stands on."""

    def __init__(self, database: Database, index: WatchedIndex) -> None:
        self.database = database
        self.index = index
        self.indexed = index.indexed
        self.embedder = BreakableEmbedder("letters", LetterEmbeddings())
        self.library = Library(database.articles, index, self.embedder)


@pytest_asyncio.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    yield Newsroom(database, WatchedIndex())
    await database.close()


async def test_added_article_is_whole_in_both_stores(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(BRIDGE)
    assert (added.status, added.sentences, added.title) == ("added", 2, "Jembatan Kelana")
    assert added.article_id is not None
    article = await newsroom.library.get(added.article_id)
    assert [article.text[s.start : s.end] for s in article.sentences] == [s.text for s in article.sentences]
    assert article.language == "id"
    assert await newsroom.index.keys() == {SentenceKey(article.revision, 0), SentenceKey(article.revision, 1)}


async def test_same_article_twice_is_unchanged(newsroom: Newsroom) -> None:
    first = await newsroom.library.add(BRIDGE)
    again = await newsroom.library.add(BRIDGE)
    assert (again.status, again.article_id) == ("unchanged", first.article_id)
    assert await newsroom.library.count() == 1


async def test_title_is_made_from_the_lead_when_there_is_none(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(MARKET)
    assert added.title == "Pasar Lindung terbakar pada Selasa malam"


async def test_replaced_article_leaves_no_vector_of_the_old_text(newsroom: Newsroom) -> None:
    old = ArticleText("Tiga orang tewas. Dua hilang. Air naik.", external_id="flood")
    new = ArticleText("Dua orang tewas.", external_id="flood")
    first = await newsroom.library.add(old)
    second = await newsroom.library.add(new)
    assert (second.status, second.article_id) == ("replaced", first.article_id)
    assert await newsroom.index.count() == 1
    assert (await newsroom.library.get("flood")).text == "Dua orang tewas."


async def test_article_without_text_is_refused_and_nothing_is_kept(newsroom: Newsroom) -> None:
    with pytest.raises(UnreadableArticle, match="no text"):
        await newsroom.library.add(ArticleText("  \n "))
    assert await newsroom.database.articles.known() == set()


async def test_many_are_added_in_order_and_a_bad_one_fails_alone(newsroom: Newsroom) -> None:
    count = INDEX_BATCH_ARTICLES + 3
    articles = [ArticleText(f"Berita nomor {n} dari kota.", external_id=str(n)) for n in range(count)]
    articles.insert(5, ArticleText(" ", external_id="bad"))
    results = [result async for result in newsroom.library.add_all(articles)]
    assert [result.external_id for result in results] == [article.external_id for article in articles]
    assert [result.external_id for result in results if result.status == "failed"] == ["bad"]
    assert await newsroom.library.count() == count == await newsroom.index.count()


async def test_every_reported_article_is_already_visible(newsroom: Newsroom) -> None:
    async for result in newsroom.library.add_all([BRIDGE, MARKET]):
        assert result.article_id is not None
        assert await newsroom.database.articles.get(result.article_id) is not None


async def test_deleted_article_is_gone_from_everything(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(BRIDGE)
    assert added.article_id is not None
    await newsroom.library.delete(added.article_id)
    assert await newsroom.index.count() == 0
    assert await newsroom.database.articles.known() == set()
    with pytest.raises(UnknownArticle):
        await newsroom.library.get(added.article_id)


async def test_unknown_article_cannot_be_deleted(newsroom: Newsroom) -> None:
    with pytest.raises(UnknownArticle, match="kutip articles"):
        await newsroom.library.delete("nosuch")


async def test_article_stays_invisible_until_its_vectors_are_there(newsroom: Newsroom) -> None:
    newsroom.embedder.broken = True
    with pytest.raises(StoreUnavailable):
        await newsroom.library.add(BRIDGE)
    assert await newsroom.library.count() == 0
    newsroom.embedder.broken = False
    await newsroom.library.repair()
    assert await newsroom.library.count() == 1
    assert await newsroom.index.count() == 2


async def test_lost_index_is_mended(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    await newsroom.index.rebuild()
    repair = await newsroom.library.repair()
    assert (repair.missing, repair.orphaned) == (1, 0)
    assert await newsroom.index.count() == 2
    assert await newsroom.library.count() == 1


async def test_vectors_without_an_article_are_removed(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    kept = await newsroom.index.keys()
    await newsroom.index.add([SentenceKey(999, 0)], await newsroom.embedder.embed_passages(["sisa"]))
    repair = await newsroom.library.repair()
    assert (repair.missing, repair.orphaned) == (0, 1)
    assert await newsroom.index.keys() == kept


async def test_exchanged_vectors_of_equal_number_are_found_by_a_thorough_look(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    kept = await newsroom.index.keys()
    await newsroom.index.rebuild()
    rows = await newsroom.embedder.embed_passages(["sisa", "lagi"])
    await newsroom.index.add([SentenceKey(999, 0), SentenceKey(999, 1)], rows)
    repair = await newsroom.library.repair(thorough=True)
    assert (repair.missing, repair.orphaned) == (1, 1)
    assert {key.position for key in await newsroom.index.keys()} == {key.position for key in kept}
    assert await newsroom.library.count() == 1


async def test_agreement_is_left_alone(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    before = await newsroom.index.keys()
    repair = await newsroom.library.repair(thorough=True)
    assert (repair.missing, repair.orphaned) == (0, 0)
    assert await newsroom.index.keys() == before


async def test_reindex_rebuilds_every_article_and_counts_as_it_goes(newsroom: Newsroom) -> None:
    await newsroom.library.add(BRIDGE)
    await newsroom.library.add(MARKET)
    steps: list[int] = []
    assert await newsroom.library.reindex(steps.append) == 2
    assert sum(steps) == 2
    assert await newsroom.index.count() == 4


class ForeignIndex(MemoryIndex):
    """Owned by another process until ``freed`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.free = False

    async def own(self) -> bool:
        self.asked.set()
        return self.free


async def ended(task: asyncio.Task[None]) -> None:
    """Cancelled and gone: a database must not be closed under a task that still waits for it."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_add_beside_an_owner_returns_when_the_owner_has_indexed(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    index, foreign = MemoryIndex(), ForeignIndex()
    embedder = LangChainEmbedder("letters", LetterEmbeddings())
    owner = Library(database.articles, index, embedder)
    guest = Library(database.articles, foreign, embedder)
    adding = asyncio.create_task(guest.add(BRIDGE))
    await foreign.asked.wait()
    assert await guest.count() == 0
    keeping = asyncio.create_task(owner.keep_indexed())
    result = await adding
    await ended(keeping)
    assert result.status == "added"
    assert await index.count() == 2
    await database.close()


async def test_add_goes_on_alone_when_the_owner_ends(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    foreign = ForeignIndex()
    library = Library(database.articles, foreign, LangChainEmbedder("letters", LetterEmbeddings()))
    adding = asyncio.create_task(library.add(BRIDGE))
    await foreign.asked.wait()
    foreign.free = True
    assert (await adding).status == "added"
    await database.close()


async def test_reindex_beside_an_owner_is_refused(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    library = Library(database.articles, ForeignIndex(), LangChainEmbedder("letters", LetterEmbeddings()))
    with pytest.raises(IndexBusy, match="stop it"):
        await library.reindex()
    assert await library.repair() == await library.repair(thorough=True)
    await database.close()


async def test_keeping_survives_a_model_that_is_away(newsroom: Newsroom) -> None:
    newsroom.embedder.broken = True
    with pytest.raises(StoreUnavailable):
        await newsroom.library.add(BRIDGE)
    keeping = asyncio.create_task(newsroom.library.keep_indexed())
    await asyncio.sleep(0)
    newsroom.embedder.broken = False
    await asyncio.wait_for(newsroom.indexed.wait(), 10)
    assert not keeping.done()
    await ended(keeping)


# --- versions, retractions, resemblances


async def test_replaced_article_keeps_id_and_what_the_new_text_does_not_say(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(replace(BRIDGE, publisher="Warta", external_id="b-1"))
    assert added.article_id is not None

    result = await newsroom.library.replace(
        "b-1", ArticleText("Jembatan Kelana dibuka pada Senin. Biayanya Rp 5 miliar."), "salah\u202e angka"
    )

    assert (result.status, result.article_id, result.external_id) == ("replaced", added.article_id, "b-1")
    article = await newsroom.library.get(added.article_id)
    assert (article.title, article.publisher, article.external_id) == ("Jembatan Kelana", "Warta", "b-1")
    old, new = await newsroom.library.history("b-1")
    assert (old.text, old.ending, old.reason) == (BRIDGE.text, "replaced", "salah angka")
    assert new.changes == (Change("Biayanya Rp 4 miliar.", "Biayanya Rp 5 miliar."),)
    assert (new.until, new.ending) == (None, None)
    again = await newsroom.library.replace(added.article_id, ArticleText(article.text))
    assert again.status == "unchanged"


async def test_unknown_article_is_not_replaced_retracted_or_told_about(newsroom: Newsroom) -> None:
    for call in (
        newsroom.library.replace("nobody", BRIDGE),
        newsroom.library.retract("nobody", "salah"),
        newsroom.library.history("nobody"),
        newsroom.library.standing("nobody"),
        newsroom.library.delete("nobody"),
    ):
        with pytest.raises(UnknownArticle):
            await call


async def test_retracted_article_is_gone_from_the_index_and_tells_when_and_why(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(BRIDGE)
    assert added.article_id is not None
    assert not (await newsroom.library.standing(added.article_id)).is_retracted

    standing = await newsroom.library.retract(added.article_id, " sumber\npalsu ")

    assert (standing.is_retracted, standing.reason, standing.title) == (True, "sumber palsu", BRIDGE.title)
    assert await newsroom.library.standing(added.article_id) == standing
    assert await newsroom.library.count() == 0
    assert await newsroom.index.count() == 0
    assert [one.text for one in await newsroom.library.history(added.article_id)] == [BRIDGE.text]
    with pytest.raises(UnreadableArticle, match="withdrawn on"):
        await newsroom.library.add(BRIDGE)
    await newsroom.library.delete(added.article_id)
    with pytest.raises(UnknownArticle):
        await newsroom.library.standing(added.article_id)


async def test_retraction_needs_a_reason(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(BRIDGE)
    assert added.article_id is not None
    with pytest.raises(MissingReason):
        await newsroom.library.retract(added.article_id, " \u200b ")
    assert await newsroom.library.count() == 1


LONG = ArticleText(
    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki. "
    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru."
)


async def test_text_resembles_the_same_and_the_nearly_same(newsroom: Newsroom) -> None:
    same = await newsroom.library.add(replace(LONG, external_id="a"))
    near = await newsroom.library.add(
        replace(LONG, text=LONG.text.replace("Senin", "Selasa"), external_id="b")
    )
    await newsroom.library.add(BRIDGE)

    found = await newsroom.library.resembling(replace(LONG, text=LONG.text.replace(". ", ".\n\n")))

    assert [(one.article_id, one.is_identical) for one in found] == [
        (same.article_id, True),
        (near.article_id, False),
    ]
    assert found[0].likeness == 1.0
    assert 0.7 < found[1].likeness < 1.0
    assert await newsroom.library.resembling(MARKET) == []
    assert await newsroom.library.resembling(ArticleText("…")) == []


async def test_articles_from_before_there_were_marks_have_minhashes_by_the_owner_of_the_index(
    newsroom: Newsroom,
) -> None:
    added = await newsroom.library.add(LONG)
    article = await newsroom.library.get(added.article_id or "")
    await newsroom.database.articles.keep_minhashes({article.revision: []})
    assert await newsroom.library.resembling(LONG) == []

    later = Library(newsroom.database.articles, newsroom.index, newsroom.embedder)
    await later.repair()

    assert [one.article_id for one in await later.resembling(LONG)] == [added.article_id]


async def test_articles_can_come_one_by_one_from_elsewhere(newsroom: Newsroom) -> None:
    async def coming() -> AsyncIterator[ArticleText]:
        yield BRIDGE
        yield MARKET

    assert [result.status async for result in newsroom.library.add_all(coming())] == ["added", "added"]
