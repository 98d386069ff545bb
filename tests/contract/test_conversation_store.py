"""The contract of every conversation store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from knowledge.adapters.database import Database
from knowledge.adapters.database.schema import turns
from knowledge.errors import StoreUnavailable
from knowledge.models import (
    Abstention,
    Answer,
    Citation,
    CitedStatement,
    DroppedStatement,
    Feedback,
    NearestArticle,
    StoredTurn,
    Timings,
    Turn,
    TurnMetrics,
    Usage,
)
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import SettableClock


def turn(question: str) -> Turn:
    return Turn(question, question, "id", datetime(2024, 5, 6, 7, 30, tzinfo=UTC))


async def test_unknown_conversation_has_no_history(database: Database) -> None:
    assert await database.conversations.history("telegram:1", 10) == []


async def test_turn_is_stored_completely(database: Database) -> None:
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


async def test_history_has_the_last_turns_oldest_first(database: Database) -> None:
    for number in range(5):
        await database.conversations.append("telegram:1", turn(f"Pertanyaan {number}?"))
    history = await database.conversations.history("telegram:1", 3)
    assert [item.question for item in history] == ["Pertanyaan 2?", "Pertanyaan 3?", "Pertanyaan 4?"]
    assert await database.conversations.history("telegram:1", 0) == []


@pytest.mark.parametrize("name", ["", "telegram:2", "telegram:", "a\x00b", "\ud800", "\\ud800", "x" * 2000])
async def test_conversations_are_separate(database: Database, name: str) -> None:
    await database.conversations.append("telegram:1", turn("Satu?"))
    await database.conversations.append(name, turn("Dua?"))
    assert [item.question for item in await database.conversations.history(name, 10)] == ["Dua?"]
    await database.conversations.forget(name)
    assert await database.conversations.history(name, 10) == []
    assert [item.question for item in await database.conversations.history("telegram:1", 10)] == ["Satu?"]


async def test_forgetting_an_unknown_conversation_does_nothing(database: Database) -> None:
    await database.conversations.forget("telegram:1")


async def test_history_survives_a_restart(database: Database, open_again: OpenDatabase) -> None:
    await database.conversations.append("telegram:1", turn("Satu?"))
    await database.close()
    other = await open_again()
    assert len(await other.conversations.history("telegram:1", 10)) == 1


async def test_concurrent_appends_lose_no_turn(database: Database, open_again: OpenDatabase) -> None:
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


def answered(question: str) -> Answer:
    citation = Citation(
        label=2,
        article_id="aaaaaaaaaa",
        external_id=None,
        title="Feri “baru” 🐟",
        published_on=date(2024, 5, 6),
        publisher="Kabar Teluk",
        url=None,
        sentence="Feri tiba\x00.",
        start=4,
        end=15,
    )
    return Answer(
        question=question,
        standalone_question=question,
        language="id",
        mode="llm",
        confidence=0.75,
        statements=(CitedStatement("Feri tiba.", (citation,)),),
        dropped=(DroppedStatement("Feri tiba pukul 9.", ("time_mismatch",)),),
        nearest=(NearestArticle("aaaaaaaaaa", "Feri “baru” 🐟"),),
        usage=Usage(120, 14),
        timings=Timings(total=12.5),
    )


def abstained(question: str) -> Abstention:
    return Abstention(question, question, "en", "extractive", 0.01, "no_match")


async def test_outcome_is_stored_completely_under_a_number(database: Database) -> None:
    question = turn("Kapan feri tiba?")
    for outcome in (answered("Kapan feri tiba?"), abstained("Who?")):
        number = await database.conversations.append(
            "telegram:1\x00", question, outcome=outcome, person="telegram:7\ud800"
        )
        stored = await database.conversations.turn(number)
        assert stored == StoredTurn(number, "telegram:1\x00", "telegram:7\ud800", question.asked_at, outcome)


async def test_near_sentences_are_stored_with_an_abstention(database: Database) -> None:
    near = NearestArticle(
        "aaaaaaaaaa",
        "Feri baru",
        "Feri tiba\x00.",
        4,
        15,
        published_on=date(2024, 5, 6),
        publisher="Kabar Teluk",
    )
    abstention = replace(abstained("Who?"), nearest=(near,))
    number = await database.conversations.append("telegram:1", turn("Who?"), outcome=abstention)
    stored = await database.conversations.turn(number)
    assert stored is not None
    assert stored.outcome == abstention


async def test_outcome_from_before_there_were_near_sentences_is_read(database: Database) -> None:
    number = await database.conversations.append("telegram:1", turn("Who?"), outcome=abstained("Who?"))
    async with database.connections.write() as connection:
        outcome = (await connection.execute(sa.select(turns.c.outcome))).scalar_one()
        outcome["nearest"] = [{"article_id": "aaaaaaaaaa", "title": "Feri baru"}]
        await connection.execute(sa.update(turns).values(outcome=outcome))
    stored = await database.conversations.turn(number)
    assert stored is not None
    assert stored.outcome == replace(
        abstained("Who?"), nearest=(NearestArticle("aaaaaaaaaa", "Feri baru", sentence=None, start=None),)
    )


async def test_turn_is_none_without_an_outcome_and_for_an_unknown_number(database: Database) -> None:
    number = await database.conversations.append("telegram:1", turn("Satu?"))
    assert await database.conversations.turn(number) is None
    assert await database.conversations.turn(number + 1) is None


async def test_number_of_a_forgotten_turn_is_not_reused(database: Database) -> None:
    first = await database.conversations.append("telegram:1", turn("Satu?"), outcome=abstained("Satu?"))
    await database.conversations.forget("telegram:1")
    assert await database.conversations.turn(first) is None
    second = await database.conversations.append("telegram:1", turn("Dua?"), outcome=abstained("Dua?"))
    assert second > first


async def test_beginning_anew_empties_the_history_and_keeps_the_turns(database: Database) -> None:
    first = await database.conversations.append("telegram:1", turn("Satu?"), outcome=abstained("Satu?"))
    await database.conversations.append("telegram:2", turn("Lain?"))
    await database.conversations.begin_anew("telegram:1")
    assert await database.conversations.history("telegram:1", 10) == []
    assert len(await database.conversations.history("telegram:2", 10)) == 1
    assert await database.conversations.turn(first) is not None
    await database.conversations.append("telegram:1", turn("Dua?"))
    history = await database.conversations.history("telegram:1", 10)
    assert [item.question for item in history] == ["Dua?"]


async def test_turn_is_found_by_its_origin_and_stored_once(database: Database) -> None:
    question = turn("Satu?")
    assert await database.conversations.turn_by_origin("telegram:1:17") is None
    number = await database.conversations.append(
        "telegram:1", question, outcome=abstained("Satu?"), origin="telegram:1:17"
    )
    stored = await database.conversations.turn_by_origin("telegram:1:17")
    assert stored == StoredTurn(number, "telegram:1", None, question.asked_at, abstained("Satu?"))
    with pytest.raises(StoreUnavailable):
        await database.conversations.append("telegram:1", question, origin="telegram:1:17")
    assert await database.conversations.turn_by_origin("telegram:1:18") is None
    await database.conversations.append("telegram:1", question)
    assert len(await database.conversations.history("telegram:1", 10)) == 2


async def test_conversation_moves_with_all_its_turns(database: Database) -> None:
    await database.conversations.append("telegram:-5", turn("Satu?"))
    await database.conversations.append("telegram:-1005", turn("Dua?"))
    await database.conversations.append("telegram:-6", turn("Lain?"))
    await database.conversations.move("telegram:-5", "telegram:-1005")
    assert await database.conversations.history("telegram:-5", 10) == []
    moved = await database.conversations.history("telegram:-1005", 10)
    assert [item.question for item in moved] == ["Satu?", "Dua?"]
    assert len(await database.conversations.history("telegram:-6", 10)) == 1


async def test_feedback_is_stored_with_the_turn_and_can_be_changed(
    database: Database, open_again: OpenDatabase
) -> None:
    number = await database.conversations.append("telegram:1", turn("Satu?"), outcome=abstained("Satu?"))
    assert await database.conversations.rate(number, "down") is True
    assert await database.conversations.rate(number, "wrong_fact") is True
    stored = await (await open_again()).conversations.turn(number)
    assert stored is not None
    assert stored.feedback == "wrong_fact"
    assert await database.conversations.rate(number + 1, "up") is False


async def test_forgetting_a_conversation_returns_the_number_of_its_turns(database: Database) -> None:
    for _ in range(3):
        await database.conversations.append("telegram:1", turn("Satu?"))
    await database.conversations.append("telegram:1:5", turn("Dua?"))
    assert await database.conversations.forget("telegram:1") == 3
    assert await database.conversations.forget("telegram:1") == 0
    assert len(await database.conversations.history("telegram:1:5", 10)) == 1


async def test_forgetting_a_person_keeps_the_questions_of_others(database: Database) -> None:
    store = database.conversations
    for conversation in ("telegram:-5", "telegram:-5:9", "telegram:-55", "telegram:7"):
        for person in ("telegram:7", "telegram:70"):
            await store.append(conversation, turn(person), person=person)
    assert await store.forget_person("telegram:7", "telegram:-5") == 2
    assert [item.question for item in await store.history("telegram:-5:9", 10)] == ["telegram:70"]
    assert len(await store.history("telegram:-55", 10)) == 2
    assert await store.forget_person("telegram:7") == 2
    assert await store.forget_person("telegram:7") == 0
    assert len(await store.history("telegram:7", 10)) == 1


async def test_disliked_turns_come_by_the_time_of_the_feedback_newest_first(
    database: Database, clock: SettableClock
) -> None:
    store = database.conversations
    numbers = [await store.append("telegram:1", turn(f"{n}?"), outcome=abstained(f"{n}?")) for n in range(4)]
    ratings: list[Feedback] = ["down", "up", "wrong_fact", "other"]
    for number, feedback in zip(numbers, ratings, strict=True):
        await store.rate(number, feedback)
        clock.forward(timedelta(minutes=1))
    await store.rate(numbers[0], "not_answered")
    assert [stored.number for stored in await store.disliked(2)] == [numbers[0], numbers[3]]
    assert [stored.feedback for stored in await store.disliked(9)] == ["not_answered", "other", "wrong_fact"]


async def test_turns_that_cite_an_article_come_oldest_first_and_in_pages(database: Database) -> None:
    numbers = []
    for name in ("telegram:1", "telegram:2", "telegram:3"):
        outcome = answered("Kapan feri tiba?")
        numbers.append(await database.conversations.append(name, turn("Kapan?"), outcome=outcome))
        await database.conversations.append(name, turn("Who?"), outcome=abstained("Who?"))
    article_id = outcome.statements[0].citations[0].article_id

    citing = await database.conversations.citing(article_id, 10)

    assert [stored.number for stored in citing] == numbers
    assert citing[0].outcome == outcome
    assert [
        stored.number for stored in await database.conversations.citing(article_id, 1, after=numbers[0])
    ] == [numbers[1]]
    assert await database.conversations.citing("nobody", 10) == []
    await database.conversations.forget("telegram:2")
    assert [stored.number for stored in await database.conversations.citing(article_id, 10)] == [
        numbers[0],
        numbers[2],
    ]


async def test_metrics_cover_the_turns_since_a_moment_without_their_texts(database: Database) -> None:
    store = database.conversations
    early, late = (replace(turn("Kapan?"), asked_at=datetime(2024, 5, day, 7, tzinfo=UTC)) for day in (6, 8))
    await store.append("telegram:1", early, outcome=abstained("Kapan?"))
    answer = replace(answered("Kapan?"), usage=Usage(30, 5), timings=Timings(total=12.5))
    number = await store.append("telegram:2", late, outcome=answer)
    await store.rate(number, "wrong_fact")
    await store.append("telegram:3", late, outcome=abstained("Kapan?"))
    await store.append("telegram:4", late)  # without an outcome
    assert await store.metrics_since(late.asked_at) == [
        TurnMetrics(late.asked_at, True, "wrong_fact", Usage(30, 5), 12.5),
        TurnMetrics(late.asked_at, False, None, Usage(), 0.0),
    ]
    assert len(await store.metrics_since(early.asked_at)) == 3
    assert await store.metrics_since(late.asked_at + timedelta(seconds=1)) == []


async def test_unanswered_turns_are_the_abstentions_newest_first(database: Database) -> None:
    store = database.conversations
    turns = [replace(turn("Kapan?"), asked_at=datetime(2024, 5, day, tzinfo=UTC)) for day in range(1, 6)]
    numbers = [
        await store.append(
            "telegram:1", item, outcome=answered("Kapan?") if index == 2 else abstained("Kapan?")
        )
        for index, item in enumerate(turns)
    ]
    unanswered = await store.unanswered(turns[1].asked_at, 9)
    assert [stored.number for stored in unanswered] == [numbers[4], numbers[3], numbers[1]]
    newest = await store.unanswered(turns[0].asked_at, 2)
    assert [stored.number for stored in newest] == [numbers[4], numbers[3]]
