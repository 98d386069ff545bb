"""What people may ask in a day, on the real store."""

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


class Till:
    """A cashier with a clock of ours."""

    def __init__(
        self, database: Database, each: Allowance | None = None, together: Allowance | None = None
    ) -> None:
        self.clock = SettableClock(datetime(2024, 5, 6, 3, 0, tzinfo=UTC))  # ten in the morning in Jakarta
        quotas = Quotas(JAKARTA, each or Allowance(), together or Allowance(), frozenset({ADMIN}))
        self._quota_guard = QuotaGuard(database.spending, quotas, clock=self.clock)

    async def ask(self, person: str | None = ADI, tokens: int = 0) -> None:
        async with self._quota_guard.question(person) as question:
            question.usage = Usage(tokens, 0)

    async def fail(self) -> None:
        async with self._quota_guard.question(ADI):
            raise ZeroDivisionError

    async def is_refused(self, person: str | None = ADI) -> QuotaUsedUp | None:
        try:
            await self.ask(person)
        except QuotaUsedUp as error:
            return error
        return None


async def test_person_may_ask_as_many_questions_as_the_day_allows(database: Database) -> None:
    till = Till(database, each=Allowance(questions=2))
    await till.ask()
    await till.ask()
    refused = await till.is_refused()
    assert refused is not None
    assert refused.is_own
    assert refused.renews_at == datetime(2024, 5, 7, tzinfo=JAKARTA)
    assert str(refused) == ("Your questions for today are used up; ask again after 00:00 WIB on 07 May 2024.")
    assert await till.is_refused(BUDI) is None


async def test_refused_question_is_not_counted(database: Database) -> None:
    till = Till(database, each=Allowance(questions=1), together=Allowance(questions=2))
    await till.ask()
    for _ in range(3):
        assert await till.is_refused() is not None
    assert await till.is_refused(BUDI) is None


async def test_new_day_begins_at_midnight_of_the_zone(database: Database) -> None:
    till = Till(database, each=Allowance(questions=1))
    await till.ask()
    till.clock.forward(timedelta(hours=13, minutes=59))
    assert await till.is_refused() is not None
    till.clock.forward(timedelta(minutes=1))
    assert await till.is_refused() is None


async def test_tokens_run_out_after_the_question_that_takes_the_last(database: Database) -> None:
    till = Till(database, each=Allowance(tokens=100))
    await till.ask(tokens=99)
    await till.ask(tokens=50)
    assert await till.is_refused() is not None
    assert await till.is_refused(BUDI) is None


async def test_budget_of_all_meets_everybody_but_the_exempt(database: Database) -> None:
    till = Till(database, together=Allowance(questions=2, tokens=1000))
    await till.ask(ADI)
    await till.ask(None)
    for person in (ADI, BUDI, None):
        refused = await till.is_refused(person)
        assert refused is not None
        assert not refused.is_own
    await till.ask(ADMIN)


async def test_exempt_persons_use_nothing_of_the_budget_of_all(database: Database) -> None:
    till = Till(database, together=Allowance(questions=1))
    await till.ask(ADMIN)
    await till.ask(ADI)


async def test_question_that_failed_is_given_back(database: Database) -> None:
    till = Till(database, each=Allowance(questions=1))
    with pytest.raises(ZeroDivisionError):
        await till.fail()
    await till.ask()


async def test_without_limits_nothing_is_written(database: Database) -> None:
    await Till(database).ask(tokens=10)
    today = datetime(2024, 5, 6, tzinfo=UTC).date()
    own, everybody = await database.spending.charge(today, ADI)
    assert (own.questions, everybody.questions, everybody.tokens) == (0, 0, 0)
