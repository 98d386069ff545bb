"""What every spending store promises."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from knowledge.adapters.database import Database
from knowledge.models import Spending
from tests.contract.conftest import OpenDatabase

TODAY = date(2024, 5, 6)


async def test_sums_are_of_the_person_and_of_everybody(database: Database) -> None:
    await database.spending.charge(TODAY, "telegram:1", questions=1, tokens=100)
    await database.spending.charge(TODAY, "telegram:2", questions=1, tokens=50)
    assert await database.spending.charge(TODAY, "telegram:1", questions=1) == (
        Spending(2, 100),
        Spending(3, 150),
    )


async def test_nobody_in_particular_is_part_of_everybody(database: Database) -> None:
    assert await database.spending.charge(TODAY, None, questions=1, tokens=7) == (Spending(), Spending(1, 7))
    assert await database.spending.charge(TODAY, "telegram:1") == (Spending(0, 0), Spending(1, 7))


async def test_days_are_apart(database: Database) -> None:
    await database.spending.charge(TODAY, "telegram:1", questions=5)
    tomorrow = TODAY + timedelta(days=1)
    assert await database.spending.charge(tomorrow, "telegram:1") == (Spending(), Spending())


async def test_what_is_given_back_is_spent_no_more(database: Database) -> None:
    await database.spending.charge(TODAY, "telegram:1", questions=2)
    assert await database.spending.charge(TODAY, "telegram:1", questions=-1) == (Spending(1), Spending(1))


@pytest.mark.parametrize("name", ["\x00", "\ud800", "x" * 2000, "' OR 1=1 --"])
async def test_any_name_is_a_person(database: Database, name: str) -> None:
    await database.spending.charge(TODAY, name, questions=1)
    assert (await database.spending.charge(TODAY, name))[0] == Spending(1)


async def test_nothing_is_lost_between_processes(database: Database, open_again: OpenDatabase) -> None:
    other = await open_again()
    charges = [one.spending.charge(TODAY, "telegram:1", questions=1) for one in (database, other) * 20]
    seen = await asyncio.gather(*charges)
    assert sorted(sums.questions for sums, _ in seen) == list(range(1, 41))
