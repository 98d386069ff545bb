"""The contract of every spending store."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from knowledge.adapters.database import Database
from knowledge.models import Spending
from tests.contract.conftest import OpenDatabase

TODAY = date(2024, 5, 6)


async def test_charge_returns_the_sums_of_the_person_and_of_everybody(database: Database) -> None:
    await database.spending.charge(TODAY, "telegram:1", questions=1, tokens=100)
    await database.spending.charge(TODAY, "telegram:2", questions=1, tokens=50)
    assert await database.spending.charge(TODAY, "telegram:1", questions=1) == (
        Spending(2, 100),
        Spending(3, 150),
    )


async def test_charges_without_a_person_count_for_everybody(database: Database) -> None:
    assert await database.spending.charge(TODAY, None, questions=1, tokens=7) == (Spending(), Spending(1, 7))
    assert await database.spending.charge(TODAY, "telegram:1") == (Spending(0, 0), Spending(1, 7))


async def test_days_are_separate(database: Database) -> None:
    await database.spending.charge(TODAY, "telegram:1", questions=5)
    tomorrow = TODAY + timedelta(days=1)
    assert await database.spending.charge(tomorrow, "telegram:1") == (Spending(), Spending())


async def test_negative_charge_reduces_the_sums(database: Database) -> None:
    await database.spending.charge(TODAY, "telegram:1", questions=2)
    assert await database.spending.charge(TODAY, "telegram:1", questions=-1) == (Spending(1), Spending(1))


@pytest.mark.parametrize("name", ["\x00", "\ud800", "x" * 2000, "' OR 1=1 --"])
async def test_person_can_have_any_name(database: Database, name: str) -> None:
    await database.spending.charge(TODAY, name, questions=1)
    assert (await database.spending.charge(TODAY, name))[0] == Spending(1)


async def test_concurrent_charges_of_two_processes_are_all_counted(
    database: Database, open_again: OpenDatabase
) -> None:
    other = await open_again()
    charges = [
        process.spending.charge(TODAY, "telegram:1", questions=1) for process in (database, other) * 20
    ]
    results = await asyncio.gather(*charges)
    assert sorted(sums.questions for sums, _ in results) == list(range(1, 41))
