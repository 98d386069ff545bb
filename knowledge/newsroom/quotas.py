"""What people may ask in a day: so many questions and so many tokens of the model, each and together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

from knowledge.errors import QuotaUsedUp
from knowledge.models import Spending, Usage
from knowledge.ports import Clock, SpendingStore


@dataclass(frozen=True, slots=True)
class Allowance:
    """For one day; None is without limit."""

    questions: int | None = None
    tokens: int | None = None

    def is_exceeded(self, spent: Spending) -> bool:
        """``spent`` holds the question that is about to be answered.

        >>> Allowance(questions=2).is_exceeded(Spending(questions=2))
        False
        >>> Allowance(tokens=100).is_exceeded(Spending(questions=1, tokens=100))
        True
        """
        return (self.questions is not None and spent.questions > self.questions) or (
            self.tokens is not None and spent.tokens >= self.tokens
        )

    @property
    def is_limited(self) -> bool:
        return self.questions is not None or self.tokens is not None


@dataclass(frozen=True, slots=True)
class Quotas:
    """``each`` is for one person, ``together`` for all; ``exempt`` persons neither use nor meet a budget.
    A day ends at midnight in ``zone``."""

    zone: tzinfo
    each: Allowance = Allowance()
    together: Allowance = Allowance()
    exempt: Collection[str] = frozenset()


@dataclass(slots=True)
class Charge:
    """One that is being answered; ``usage`` is set when it is known what it took."""

    usage: Usage = field(default_factory=Usage)


class QuotaGuard:
    """Lets questions through while there is something left of the day's budgets."""

    def __init__(self, store: SpendingStore, quotas: Quotas, *, clock: Clock) -> None:
        self._store = store
        self._quotas = quotas
        self._clock = clock

    @asynccontextmanager
    async def question(self, person: str | None) -> AsyncIterator[Charge]:
        """Around the answering of one question. Raises :class:`~knowledge.errors.QuotaUsedUp` before it.

        A question that fails is given back. The tokens of one question may exceed what is left, as nobody
        knows them before. ``person`` None is nobody in particular, and meets only the budget of all.
        """
        quotas, charge = self._quotas, Charge()
        limited = quotas.each.is_limited or quotas.together.is_limited
        if not limited or (person is not None and person in quotas.exempt):
            yield charge
            return
        now = self._clock().astimezone(quotas.zone)
        today = now.date()
        own, everybody = await self._store.charge(today, person, questions=1)
        exceeded = person is not None and quotas.each.is_exceeded(own)
        if exceeded or quotas.together.is_exceeded(everybody):
            await self._store.charge(today, person, questions=-1)
            raise QuotaUsedUp(_next_midnight(now), is_own=exceeded)
        try:
            yield charge
        except BaseException:
            await self._store.charge(today, person, questions=-1)
            raise
        if charge.usage.tokens:
            await self._store.charge(today, person, tokens=charge.usage.tokens)


def _next_midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
