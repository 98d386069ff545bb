"""Limits how many questions and model tokens may be used in a day, by each person and by all persons
together."""

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
    """A limit of questions and tokens for one day. None means no limit."""

    questions: int | None = None
    tokens: int | None = None

    def is_exceeded(self, spent: Spending) -> bool:
        """Whether the next question would exceed the limit. ``spent`` already counts that question.

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
        """Whether there is a limit at all."""
        return self.questions is not None or self.tokens is not None


@dataclass(frozen=True, slots=True)
class Quotas:
    """The daily limits. A day ends at midnight in ``zone``.

    ``each`` is the limit of one person, ``together`` that of all persons. Questions of ``exempt`` persons are
    not counted and never refused.
    """

    zone: tzinfo
    each: Allowance = Allowance()
    together: Allowance = Allowance()
    exempt: Collection[str] = frozenset()


@dataclass(slots=True)
class Charge:
    """The charge for a question that is being answered. The caller sets ``usage`` when it is known."""

    usage: Usage = field(default_factory=Usage)


class QuotaGuard:
    """Refuses questions when a daily quota is used up, and charges the questions that are answered."""

    def __init__(self, store: SpendingStore, quotas: Quotas, *, clock: Clock) -> None:
        self._store = store
        self._quotas = quotas
        self._clock = clock

    @asynccontextmanager
    async def question(self, person: str | None) -> AsyncIterator[Charge]:
        """Charge one question; answer it inside the ``async with`` block.

        Raises :class:`~knowledge.errors.QuotaUsedUp` on entry if a quota is used up. If the block raises, the
        question is refunded. The tokens of a question are not known in advance, so they may exceed the rest
        of the quota. If ``person`` is None, only the quota of all persons together is charged.
        """
        quotas, charge = self._quotas, Charge()
        limited = quotas.each.is_limited or quotas.together.is_limited
        if not limited or (person is not None and person in quotas.exempt):
            yield charge
            return
        now = self._clock().astimezone(quotas.zone)
        today = now.date()
        own, everybody = await self._store.charge(today, person, questions=1)
        is_own_exceeded = person is not None and quotas.each.is_exceeded(own)
        if is_own_exceeded or quotas.together.is_exceeded(everybody):
            await self._store.charge(today, person, questions=-1)
            raise QuotaUsedUp(_next_midnight(now), is_own=is_own_exceeded)
        try:
            yield charge
        except BaseException:
            await self._store.charge(today, person, questions=-1)
            raise
        if charge.usage.tokens:
            await self._store.charge(today, person, tokens=charge.usage.tokens)


def _next_midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
