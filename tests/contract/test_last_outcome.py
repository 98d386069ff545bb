"""The contract of every conversation store: replies and several questions, and the last outcome."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from knowledge.adapters.database import Database
from knowledge.models import Abstention, Outcome, Period, Turn
from tests.bot.made_outcomes import OPENED, answer, listed, quoted, reply, two_questions
from tests.contract.conftest import OpenDatabase

ASKED = Turn("Siapa?", "Siapa?", "id", datetime(2024, 5, 6, 7, 30, tzinfo=UTC))
ANSWERED = answer(quoted(OPENED))
ABSTAINED = Abstention("Who?", "Who?", "en", "extractive", 0.01, "no_match")
LISTED = reply("latest", listed(2), listed(1, day=None), period=Period(date(2024, 5, 1), date(2024, 5, 7)))


@pytest.mark.parametrize(
    "outcome",
    [
        ANSWERED,
        two_questions(),
        ABSTAINED,
        LISTED,
        reply("browse", listed(1), language="en", variant=2, topic="Jembatan <Wulung>"),
        reply("doubt", statements=(quoted(OPENED),)),
        reply("latest"),
    ],
    ids=["answer", "parts", "abstention", "list", "browse", "doubt", "empty list"],
)
async def test_outcome_of_each_kind_is_stored_completely(
    database: Database, open_again: OpenDatabase, outcome: Outcome
) -> None:
    number = await database.conversations.append("telegram:1", ASKED, outcome=outcome, origin="o:1")
    other = (await open_again()).conversations
    for stored in (
        await other.turn(number),
        await other.turn_by_origin("o:1"),
        await other.last_outcome("telegram:1"),
    ):
        assert stored is not None
        assert type(stored.outcome) is type(outcome)
        assert stored.outcome == outcome


async def test_last_outcome_is_the_newest_of_its_conversation(database: Database) -> None:
    store = database.conversations
    assert await store.last_outcome("telegram:1") is None
    await store.append("telegram:1", ASKED, outcome=ANSWERED)
    newest = await store.append("telegram:1", ASKED, outcome=ABSTAINED)
    await store.append("telegram:2", ASKED, outcome=ANSWERED)
    await store.append("telegram:1", ASKED)  # without an outcome
    stored = await store.last_outcome("telegram:1")
    assert stored is not None
    assert (stored.number, stored.conversation, stored.outcome) == (newest, "telegram:1", ABSTAINED)


async def test_last_outcome_from_before_beginning_anew_is_forgotten(database: Database) -> None:
    store = database.conversations
    await store.append("telegram:1", ASKED, outcome=ANSWERED)
    await store.begin_anew("telegram:1")
    assert await store.last_outcome("telegram:1") is None
    number = await store.append("telegram:1", ASKED, outcome=ABSTAINED)
    stored = await store.last_outcome("telegram:1")
    assert stored is not None
    assert stored.number == number


async def test_list_is_neither_unanswered_nor_a_citation(database: Database) -> None:
    store = database.conversations
    await store.append("telegram:1", ASKED, outcome=LISTED)
    assert await store.unanswered(ASKED.asked_at, 9) == []
    assert await store.citing("article-01", 9) == []
    [metrics] = await store.metrics_since(ASKED.asked_at)
    assert metrics.is_answered


async def test_every_part_of_an_answer_is_a_citation(database: Database) -> None:
    store = database.conversations
    number = await store.append("telegram:1", ASKED, outcome=two_questions())
    assert [stored.number for stored in await store.citing("a1", 9)] == [number]
