"""The contract of every store of corrections."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge.adapters.database import Database
from knowledge.models import Answer, Change, ChatSettings, Turn
from knowledge.ports import Correction, Notice
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import MORNING, publish, put

ASKED_AT = datetime(2024, 5, 6, tzinfo=UTC)
CHANGE = Change("Dua orang luka.", "Tiga orang luka.")


async def turn_in(database: Database, conversation: str) -> int:
    answer = Answer("Berapa?", "Berapa?", "id", "extractive", 0.9, ())
    turn = Turn("Berapa?", "Berapa?", "id", ASKED_AT, (), (), ())
    return await database.conversations.append(conversation, turn, outcome=answer)


async def corrected(database: Database, *texts: str) -> str:
    """Publish an article with the first text, then replace it by the others. Returns its id."""
    stored = await publish(database, texts[0], external_id="feri")
    for text in texts[1:]:
        await publish(database, text, external_id="feri")
    return stored.article_id


async def test_every_ended_version_is_a_correction_until_it_is_followed_up(
    database: Database, open_again: OpenDatabase
) -> None:
    article_id = await corrected(database, "Satu luka.", "Dua luka.", "Tiga luka.")
    other = await open_again()
    first = await other.corrections.next_correction()
    assert first == Correction(first.revision if first else 0, article_id, "Satu luka.", "Dua luka.")
    assert first is not None
    await other.corrections.follow_up(first.revision, [])
    second = await database.corrections.next_correction()
    assert second is not None
    assert (second.old, second.new) == ("Dua luka.", "Tiga luka.")
    await database.corrections.follow_up(second.revision, [])
    assert await database.corrections.next_correction() is None


async def test_new_text_of_a_correction_is_never_a_pending_one(database: Database) -> None:
    await corrected(database, "Satu luka.", "Dua luka.")
    await put(database, "Tiga luka.", external_id="feri")
    correction = await database.corrections.next_correction()
    assert correction is not None
    assert correction.new == "Dua luka."


async def test_correction_by_retraction_has_no_new_text(database: Database) -> None:
    article_id = await corrected(database, "Satu luka.")
    await database.articles.retract(article_id, "Keliru")
    correction = await database.corrections.next_correction()
    assert correction is not None
    assert (correction.old, correction.new) == ("Satu luka.", None)


async def test_notices_are_due_in_order_until_they_are_settled(
    database: Database, open_again: OpenDatabase
) -> None:
    article_id = await corrected(database, "Dua orang luka.")
    await database.articles.retract(article_id, "Keliru")
    names = ["telegram:2", "telegram:1", "a\x00é"]
    notices = [Notice(name, await turn_in(database, name), (CHANGE,)) for name in names]
    correction = await database.corrections.next_correction()
    assert correction is not None
    await database.corrections.follow_up(correction.revision, notices)
    await database.corrections.follow_up(correction.revision, notices)
    other = await open_again()
    due = await other.corrections.due(10)
    assert [entry.notice for entry in due] == sorted(notices, key=lambda notice: notice.conversation)
    assert (due[0].ending, due[0].reason, due[0].ended_at) == ("retracted", "Keliru", MORNING)
    assert [entry.notice for entry in await other.corrections.due(1)] == [due[0].notice]
    after = (due[0].revision, due[0].notice.conversation)
    assert await other.corrections.due(10, after=after) == due[1:]
    await other.corrections.settle(due[0].revision, due[0].notice.conversation)
    await other.corrections.settle(due[0].revision, "telegram:9")
    assert await database.corrections.due(10) == due[1:]


async def test_notice_is_deleted_with_its_turn_and_with_its_article(database: Database) -> None:
    article_id = await corrected(database, "Dua orang luka.", "Tiga orang luka.")
    correction = await database.corrections.next_correction()
    assert correction is not None
    gone = await turn_in(database, "telegram:3")
    await database.conversations.forget("telegram:3")
    remaining = [
        Notice(name, await turn_in(database, name), (CHANGE,)) for name in ("telegram:1", "telegram:2")
    ]
    await database.corrections.follow_up(
        correction.revision, [*remaining, Notice("telegram:3", gone, (CHANGE,))]
    )
    assert [entry.notice for entry in await database.corrections.due(10)] == remaining
    await database.conversations.forget("telegram:1")
    assert [entry.notice for entry in await database.corrections.due(10)] == remaining[1:]
    await database.articles.withdraw(article_id)
    assert await database.corrections.due(10) == []


async def test_deletion_is_not_a_correction(database: Database) -> None:
    article_id = await corrected(database, "Dua orang luka.", "Tiga orang luka.")
    await database.articles.withdraw(article_id)
    assert await database.corrections.next_correction() is None


async def test_corrections_of_a_trashed_article_wait_until_it_is_restored(database: Database) -> None:
    article_id = await corrected(database, "Dua orang luka.", "Tiga orang luka.")
    await database.articles.trash(article_id)
    assert await database.corrections.next_correction() is None
    article = await database.articles.find_trashed(article_id)
    assert article is not None
    stored = await database.articles.put(
        article, title="Feri", language="id", spans=[(0, 4)], terms=["feri"], restores=article_id
    )
    assert stored.revision is not None
    await database.articles.publish([stored.revision])
    correction = await database.corrections.next_correction()
    assert correction is not None
    assert (correction.old, correction.new) == ("Dua orang luka.", "Tiga orang luka.")


async def test_notices_can_be_turned_off_for_a_chat(database: Database) -> None:
    assert (await database.chats.settings("telegram:1")).corrections
    await database.chats.save("telegram:1", ChatSettings(corrections=False))
    assert not (await database.chats.settings("telegram:1")).corrections
