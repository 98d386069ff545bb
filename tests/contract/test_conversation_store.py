"""What every conversation store promises."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from knowledge.adapters.database import Database
from knowledge.models import Turn
from tests.contract.conftest import OpenDatabase


def turn(question: str) -> Turn:
    return Turn(question, question, "id", datetime(2024, 5, 6, 7, 30, tzinfo=UTC))


async def test_unknown_conversation_has_no_history(database: Database) -> None:
    assert await database.conversations.history("telegram:1", 10) == []


async def test_turn_is_remembered_whole(database: Database) -> None:
    whole = Turn(
        question="Kapan “itu”?\x00\ud800 🐟",
        standalone_question="Kapan feri tiba?",
        language="id",
        asked_at=datetime(2024, 5, 6, 7, 30, 1, 234, tzinfo=timezone(timedelta(hours=7))),
        statements=("Feri tiba.", "Penuh."),
        cited_articles=("aaaaaaaaaa",),
        cited_titles=("Feri baru",),
    )
    await database.conversations.append("telegram:1", whole)
    assert await database.conversations.history("telegram:1", 10) == [whole]


async def test_history_is_the_last_turns_oldest_first(database: Database) -> None:
    for number in range(5):
        await database.conversations.append("telegram:1", turn(f"Pertanyaan {number}?"))
    history = await database.conversations.history("telegram:1", 3)
    assert [item.question for item in history] == ["Pertanyaan 2?", "Pertanyaan 3?", "Pertanyaan 4?"]
    assert await database.conversations.history("telegram:1", 0) == []


@pytest.mark.parametrize("name", ["", "telegram:2", "telegram:", "a\x00b", "\ud800", "\\ud800", "x" * 2000])
async def test_conversations_are_apart(database: Database, name: str) -> None:
    await database.conversations.append("telegram:1", turn("Satu?"))
    await database.conversations.append(name, turn("Dua?"))
    assert [item.question for item in await database.conversations.history(name, 10)] == ["Dua?"]
    await database.conversations.forget(name)
    assert await database.conversations.history(name, 10) == []
    assert [item.question for item in await database.conversations.history("telegram:1", 10)] == ["Satu?"]


async def test_forgetting_the_unknown_is_no_error(database: Database) -> None:
    await database.conversations.forget("telegram:1")


async def test_history_survives_a_restart(database: Database, open_again: OpenDatabase) -> None:
    await database.conversations.append("telegram:1", turn("Satu?"))
    await database.close()
    other = await open_again()
    assert len(await other.conversations.history("telegram:1", 10)) == 1


async def test_many_chats_at_once_lose_no_turn(database: Database, open_again: OpenDatabase) -> None:
    other = await open_again()
    await asyncio.gather(
        *(
            (database, other)[number % 2].conversations.append(f"telegram:{number % 4}", turn(str(number)))
            for number in range(40)
        )
    )
    for chat in range(4):
        history = await database.conversations.history(f"telegram:{chat}", 100)
        assert {item.question for item in history} == {
            str(number) for number in range(40) if number % 4 == chat
        }
