"""Tests of the answers that a correction affects, of the notices that are due, and of undoing deletions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from knowledge.adapters.embeddings.embedder import LangChainEmbedder
from knowledge.articles import diff
from knowledge.articles.indexing import Indexer
from knowledge.errors import UnknownArticle
from knowledge.library import Library
from knowledge.models import Answer, ArticleText, Change, Citation, CitedStatement, Turn, Version
from knowledge.newsroom.corrections import TURNS_AT_ONCE, Corrections
from tests.fakes_vectors import LetterEmbeddings, MemoryIndex

ASKED_AT = datetime(2024, 5, 6, tzinfo=UTC)
OLD = "Dua orang luka. Api padam."
NEW = "Tiga orang luka. Api padam."


class MovingClock:
    """A clock that advances by ``step`` at each call."""

    def __init__(self) -> None:
        self.now, self.step = ASKED_AT, timedelta(0)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest_asyncio.fixture
async def database(tmp_path: Path, clock: MovingClock) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}", clock=clock)
    yield opened
    await opened.close()


@pytest.fixture
def library(database: Database) -> Library:
    embedder = LangChainEmbedder("letters", LetterEmbeddings())
    return Library(database.articles, Indexer(database.articles, MemoryIndex(), embedder))


@pytest_asyncio.fixture
async def article_id(database: Database) -> str:
    """The id of an article whose text was replaced: first ``OLD``, now ``NEW``."""
    await _publish(database, OLD)
    return await _publish(database, NEW)


async def _publish(database: Database, text: str) -> str:
    article = ArticleText(text, external_id="feri")
    stored = await database.articles.put(article, title="Feri", language="id", spans=[(0, 4)], terms=["feri"])
    assert stored.revision is not None
    await database.articles.publish([stored.revision])
    return stored.article_id


async def _cite(database: Database, conversation: str, article_id: str, sentence: str) -> int:
    citation = Citation(1, article_id, None, "Feri", None, None, None, sentence, 0, len(sentence))
    answer = Answer("?", "?", "id", "extractive", 0.9, (CitedStatement(sentence, (citation,)),))
    turn = Turn("?", "?", "id", ASKED_AT, (), (), ())
    return await database.conversations.append(conversation, turn, outcome=answer)


def _version(text: str) -> Version:
    return Version("a", None, "Feri", text, None, None, None, ASKED_AT)


def test_moved_sentence_is_not_a_change() -> None:
    assert diff.gone("Api padam. Polisi datang.", "Polisi datang. Api padam.") == ()


def test_every_sentence_of_a_retracted_text_is_removed() -> None:
    assert diff.gone(OLD, None) == (Change("Dua orang luka."), Change("Api padam."))


def test_unchanged_article_has_no_removed_sentences() -> None:
    assert diff.last_gone([_version(OLD)]) == ()
    retracted = replace(_version(OLD), ending="retracted")
    assert len(diff.last_gone([_version(NEW), retracted])) == 2


async def test_a_deletion_is_undone_within_ten_minutes(
    library: Library, database: Database, clock: MovingClock
) -> None:
    article_id = (await library.add(ArticleText(OLD, title="Feri"))).article_id or ""
    await library.trash(article_id)
    clock.now += timedelta(minutes=9)
    assert await library.restore(article_id) == "Feri"
    assert (await library.get(article_id)).text == OLD
    await library.trash(article_id)
    clock.now += timedelta(minutes=10)
    with pytest.raises(UnknownArticle):
        await library.restore(article_id)
    await database.articles.empty_trash()
    with pytest.raises(UnknownArticle):
        await library.history(article_id)


async def test_deleted_article_that_expires_while_it_is_restored_is_unknown(
    library: Library, clock: MovingClock
) -> None:
    article_id = (await library.add(ArticleText(OLD, title="Feri"))).article_id or ""
    await library.retract(article_id, "Keliru")
    await library.trash(article_id)
    clock.step = timedelta(minutes=6)
    with pytest.raises(UnknownArticle):
        await library.restore(article_id)


async def test_unknown_article_cannot_be_deleted(library: Library) -> None:
    with pytest.raises(UnknownArticle):
        await library.trash("aaaaaaaaaa")


async def test_each_conversation_has_one_notice_with_its_newest_turn(
    database: Database, article_id: str
) -> None:
    corrections = Corrections(database.conversations, database.corrections)
    await _cite(database, "telegram:1", article_id, "Api padam.")
    for _ in range(TURNS_AT_ONCE):
        newest = await _cite(database, "telegram:1", article_id, "Dua orang luka.")
    other = await _cite(database, "telegram:2", article_id, "Dua orang luka.")
    await corrections.follow_up()
    due = [notice async for notice in corrections.due()]
    change = Change("Dua orang luka.", "Tiga orang luka.")
    assert [
        (due_notice.notice.conversation, due_notice.notice.turn, due_notice.notice.changes)
        for due_notice in due
    ] == [
        ("telegram:1", newest, (change,)),
        ("telegram:2", other, (change,)),
    ]
    for due_notice in due:
        await corrections.settle(due_notice)
    await corrections.follow_up()
    assert [notice async for notice in corrections.due()] == []
