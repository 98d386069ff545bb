"""Which answers a correction touches, and deletions that are undone."""

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
from knowledge.errors import UnknownArticle
from knowledge.library import Library
from knowledge.models import Answer, ArticleText, Change, Citation, CitedStatement, Turn, Version
from knowledge.newsroom.corrections import TURNS_AT_ONCE, Corrections
from tests.fakes_vectors import LetterEmbeddings, MemoryIndex

ASKED = datetime(2024, 5, 6, tzinfo=UTC)
OLD = "Dua orang luka. Api padam."
NEW = "Tiga orang luka. Api padam."


class MovingClock:
    """Goes on by ``step`` at each look."""

    def __init__(self) -> None:
        self.now, self.step = ASKED, timedelta(0)

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
    return Library(database.articles, MemoryIndex(), LangChainEmbedder("letters", LetterEmbeddings()))


@pytest_asyncio.fixture
async def article_id(database: Database) -> str:
    """An article that said OLD and says NEW."""
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
    turn = Turn("?", "?", "id", ASKED, (), (), ())
    return await database.conversations.append(conversation, turn, outcome=answer)


def _version(text: str) -> Version:
    return Version("a", None, "Feri", text, None, None, None, ASKED)


def test_a_sentence_that_only_moved_has_not_gone() -> None:
    assert diff.gone("Api padam. Polisi datang.", "Polisi datang. Api padam.") == ()


def test_of_a_retracted_text_everything_has_gone() -> None:
    assert diff.gone(OLD, None) == (Change("Dua orang luka."), Change("Api padam."))


def test_an_article_that_never_changed_has_lost_nothing() -> None:
    assert diff.last_gone([_version(OLD)]) == ()
    retracted = replace(_version(OLD), ending="retracted")
    assert len(diff.last_gone([_version(NEW), retracted])) == 2


async def test_a_deletion_is_undone_within_ten_minutes(library: Library, clock: MovingClock) -> None:
    article_id = (await library.add(ArticleText(OLD, title="Feri"))).article_id or ""
    await library.trash(article_id)
    clock.now += timedelta(minutes=9)
    assert await library.restore(article_id) == "Feri"
    assert (await library.get(article_id)).text == OLD
    await library.trash(article_id)
    clock.now += timedelta(minutes=10)
    with pytest.raises(UnknownArticle):
        await library.restore(article_id)
    await library.index_pending()
    with pytest.raises(UnknownArticle):
        await library.history(article_id)


async def test_a_record_that_expires_while_it_is_restored_is_gone(
    library: Library, clock: MovingClock
) -> None:
    article_id = (await library.add(ArticleText(OLD, title="Feri"))).article_id or ""
    await library.retract(article_id, "Keliru")
    await library.trash(article_id)
    clock.step = timedelta(minutes=6)
    with pytest.raises(UnknownArticle):
        await library.restore(article_id)


async def test_what_is_not_there_cannot_be_set_aside(library: Library) -> None:
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
    due = [one async for one in corrections.due()]
    change = Change("Dua orang luka.", "Tiga orang luka.")
    assert [(one.notice.conversation, one.notice.turn, one.notice.changes) for one in due] == [
        ("telegram:1", newest, (change,)),
        ("telegram:2", other, (change,)),
    ]
    for one in due:
        await corrections.settle(one)
    await corrections.follow_up()
    assert [one async for one in corrections.due()] == []
