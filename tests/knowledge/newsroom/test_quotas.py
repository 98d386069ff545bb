"""Tests of daily quotas, on a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from knowledge.errors import QuotaUsedUp
from knowledge.models import Usage
from knowledge.newsroom.quotas import Allowance, QuotaGuard, Quotas
from tests.contract.newsroom import SettableClock

JAKARTA = ZoneInfo("Asia/Jakarta")
ADI, BUDI, ADMIN = "telegram:1", "telegram:2", "telegram:9"


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    yield opened
    await opened.close()


class Newsroom:
    """A quota guard with a clock that the test sets."""

    def __init__(
        self, database: Database, each: Allowance | None = None, together: Allowance | None = None
    ) -> None:
        self.clock = SettableClock(datetime(2024, 5, 6, 3, 0, tzinfo=UTC))  # ten in the morning in Jakarta
        quotas = Quotas(JAKARTA, each or Allowance(), together or Allowance(), frozenset({ADMIN}))
        self._quota_guard = QuotaGuard(database.spending, quotas, clock=self.clock)

    async def ask(self, person: str | None = ADI, tokens: int = 0) -> None:
        async with self._quota_guard.question(person) as charge:
            charge.usage = Usage(tokens, 0)

    async def fail(self) -> None:
        async with self._quota_guard.question(ADI):
            raise ZeroDivisionError

    async def is_refused(self, person: str | None = ADI) -> QuotaUsedUp | None:
        try:
            await self.ask(person)
        except QuotaUsedUp as error:
            return error
        return None


async def test_person_may_ask_up_to_the_daily_number_of_questions(database: Database) -> None:
    newsroom = Newsroom(database, each=Allowance(questions=2))
    await newsroom.ask()
    await newsroom.ask()
    refused = await newsroom.is_refused()
    assert refused is not None
    assert refused.is_own
    assert refused.renews_at == datetime(2024, 5, 7, tzinfo=JAKARTA)
    assert str(refused) == ("Your questions for today are used up; ask again after 00:00 WIB on 07 May 2024.")
    assert await newsroom.is_refused(BUDI) is None


async def test_refused_question_is_not_counted(database: Database) -> None:
    newsroom = Newsroom(database, each=Allowance(questions=1), together=Allowance(questions=2))
    await newsroom.ask()
    for _ in range(3):
        assert await newsroom.is_refused() is not None
    assert await newsroom.is_refused(BUDI) is None


async def test_new_day_begins_at_midnight_of_the_zone(database: Database) -> None:
    newsroom = Newsroom(database, each=Allowance(questions=1))
    await newsroom.ask()
    newsroom.clock.forward(timedelta(hours=13, minutes=59))
    assert await newsroom.is_refused() is not None
    newsroom.clock.forward(timedelta(minutes=1))
    assert await newsroom.is_refused() is None


async def test_question_that_exceeds_the_tokens_is_answered_and_the_next_refused(database: Database) -> None:
    newsroom = Newsroom(database, each=Allowance(tokens=100))
    await newsroom.ask(tokens=99)
    await newsroom.ask(tokens=50)
    assert await newsroom.is_refused() is not None
    assert await newsroom.is_refused(BUDI) is None


async def test_quota_of_all_applies_to_everybody_but_exempt_persons(database: Database) -> None:
    newsroom = Newsroom(database, together=Allowance(questions=2, tokens=1000))
    await newsroom.ask(ADI)
    await newsroom.ask(None)
    for person in (ADI, BUDI, None):
        refused = await newsroom.is_refused(person)
        assert refused is not None
        assert not refused.is_own
    await newsroom.ask(ADMIN)


async def test_exempt_persons_do_not_use_the_quota_of_all(database: Database) -> None:
    newsroom = Newsroom(database, together=Allowance(questions=1))
    await newsroom.ask(ADMIN)
    await newsroom.ask(ADI)


async def test_failed_question_is_refunded(database: Database) -> None:
    newsroom = Newsroom(database, each=Allowance(questions=1))
    with pytest.raises(ZeroDivisionError):
        await newsroom.fail()
    await newsroom.ask()


async def test_without_limits_nothing_is_written(database: Database) -> None:
    await Newsroom(database).ask(tokens=10)
    today = datetime(2024, 5, 6, tzinfo=UTC).date()
    own, everybody = await database.spending.charge(today, ADI)
    assert (own.questions, everybody.questions, everybody.tokens) == (0, 0, 0)
