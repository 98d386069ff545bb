"""The contract of deletions that can be undone, in the article store on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.adapters.database import Database
from knowledge.errors import UnknownArticle, UnreadableArticle
from knowledge.models import ArticleText
from knowledge.ports import UNDO_FOR, Stored
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import MORNING, SettableClock, publish

TEXT = "Dua orang luka."


async def restore(database: Database, article_id: str) -> Stored:
    article = await database.articles.find_trashed(article_id)
    assert article is not None
    return await database.articles.put(
        article, title=article.title or "", language="id", spans=[(0, 3)], terms=["feri"], restores=article_id
    )


async def test_trashed_article_is_restored_as_it_was(
    database: Database, open_again: OpenDatabase, clock: SettableClock
) -> None:
    await publish(database, "Satu orang luka.", external_id="feri")
    stored = await publish(database, TEXT, external_id="feri", publisher="Kabar", published_on=MORNING.date())
    assert await database.articles.trash(stored.article_id)
    assert await database.articles.get("feri") is None
    assert await database.articles.versions(stored.article_id) == []
    clock.forward(UNDO_FOR - timedelta(seconds=1))
    other = await open_again()
    restored = await restore(other, stored.article_id)
    assert restored.revision is not None
    await other.articles.publish([restored.revision])
    found = await database.articles.get("feri")
    assert found is not None
    assert (found.id, found.text, found.publisher) == (stored.article_id, TEXT, "Kabar")
    assert (found.published_on, found.added_at) == (MORNING.date(), MORNING)
    assert [one.text for one in await database.articles.versions(found.id)] == ["Satu orang luka."]
    assert await database.articles.find_trashed(stored.article_id) is None


async def test_trashed_article_is_deleted_for_good_after_the_time_to_undo(
    database: Database, clock: SettableClock
) -> None:
    await publish(database, "Satu orang luka.", external_id="feri")
    stored = await publish(database, TEXT, external_id="feri")
    await database.articles.trash(stored.article_id)
    article = await database.articles.find_trashed(stored.article_id)
    await database.articles.empty_trash()
    assert await database.articles.find_trashed(stored.article_id) == article
    clock.forward(UNDO_FOR)
    assert await database.articles.find_trashed(stored.article_id) is None
    assert await database.articles.restore_record(stored.article_id) is False
    with pytest.raises(UnknownArticle):
        await database.articles.put(
            ArticleText(TEXT), title="", language="id", spans=[], terms=[], restores=stored.article_id
        )
    await database.articles.empty_trash()
    assert await database.articles.versions(stored.article_id) == []


async def test_article_is_not_restored_over_one_that_was_added_again(database: Database) -> None:
    stored = await publish(database, TEXT)
    await database.articles.trash(stored.article_id)
    again = await publish(database, TEXT)
    with pytest.raises(UnreadableArticle, match=again.article_id):
        await restore(database, stored.article_id)
    await database.articles.withdraw(again.article_id)
    assert (await restore(database, stored.article_id)).article_id == stored.article_id


async def test_trashed_record_of_a_retracted_article_is_restored(database: Database) -> None:
    stored = await publish(database, TEXT)
    await database.articles.retract(stored.article_id, "Keliru")
    assert await database.articles.trash(stored.article_id)
    assert await database.articles.versions(stored.article_id) == []
    assert await database.articles.restore_record(stored.article_id)
    assert [one.reason for one in await database.articles.versions(stored.article_id)] == ["Keliru"]


@pytest.mark.parametrize("name", ["", "aaaaaaaaaa", "a\x00b"])
async def test_unknown_article_cannot_be_trashed(database: Database, name: str) -> None:
    assert await database.articles.trash(name) is False
