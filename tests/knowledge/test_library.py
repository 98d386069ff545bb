"""Tests of the library on a real database, with the vectors in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.articles.indexing import INDEX_BATCH_ARTICLES
from knowledge.errors import MissingReason, UnknownArticle, UnreadableArticle
from knowledge.models import ArticleText, Change, SentenceKey
from tests.knowledge.made_newsroom import BRIDGE, LONG, MARKET, Newsroom, open_newsroom


@pytest_asyncio.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with open_newsroom(tmp_path) as opened:
        yield opened


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


async def test_article_without_text_is_refused_and_nothing_is_stored(newsroom: Newsroom) -> None:
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


async def test_replaced_article_keeps_its_id_and_the_fields_that_the_new_text_leaves_open(
    newsroom: Newsroom,
) -> None:
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


async def test_unknown_article_is_not_replaced_retracted_looked_up_or_deleted(newsroom: Newsroom) -> None:
    for call in (
        newsroom.library.replace("nobody", BRIDGE),
        newsroom.library.retract("nobody", "salah"),
        newsroom.library.history("nobody"),
        newsroom.library.standing("nobody"),
        newsroom.library.delete("nobody"),
    ):
        with pytest.raises(UnknownArticle):
            await call


async def test_retracted_article_leaves_the_index_and_says_when_and_why(newsroom: Newsroom) -> None:
    added = await newsroom.library.add(BRIDGE)
    assert added.article_id is not None
    assert not (await newsroom.library.standing(added.article_id)).is_retracted

    standing = await newsroom.library.retract(added.article_id, " sumber\npalsu ")

    assert (standing.is_retracted, standing.reason, standing.title) == (True, "sumber palsu", BRIDGE.title)
    assert await newsroom.library.standing(added.article_id) == standing
    assert await newsroom.library.count() == 0
    assert await newsroom.index.count() == 0
    assert [version.text for version in await newsroom.library.history(added.article_id)] == [BRIDGE.text]
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


async def test_text_resembles_the_same_and_the_nearly_same(newsroom: Newsroom) -> None:
    same = await newsroom.library.add(replace(LONG, external_id="a"))
    near = await newsroom.library.add(
        replace(LONG, text=LONG.text.replace("Senin", "Selasa"), external_id="b")
    )
    await newsroom.library.add(BRIDGE)

    matches = await newsroom.library.resembling(replace(LONG, text=LONG.text.replace(". ", ".\n\n")))

    assert [(match.article_id, match.is_identical) for match in matches] == [
        (same.article_id, True),
        (near.article_id, False),
    ]
    assert matches[0].similarity == 1.0
    assert 0.7 < matches[1].similarity < 1.0
    assert await newsroom.library.resembling(MARKET) == []
    assert await newsroom.library.resembling(ArticleText("…")) == []


async def test_articles_can_be_added_from_an_asynchronous_iterator(newsroom: Newsroom) -> None:
    async def coming() -> AsyncIterator[ArticleText]:
        yield BRIDGE
        yield MARKET

    assert [result.status async for result in newsroom.library.add_all(coming())] == ["added", "added"]
