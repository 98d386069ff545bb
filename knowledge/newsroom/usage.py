"""Computes usage statistics over a number of days: questions, answers, feedback, tokens and response
times."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from knowledge.models import TurnMetrics, Usage


@dataclass(frozen=True, slots=True)
class Day:
    """The number of answered and unanswered questions of one calendar day."""

    day: date
    answered: int
    abstained: int


@dataclass(frozen=True, slots=True)
class UsageReport:
    """The figures of a period.

    ``days`` has every calendar day of the period, oldest first. ``up`` and ``down`` count good and bad
    feedback, ``usage`` is the sum of tokens. The response times are in milliseconds, None if there were no
    questions.
    """

    days: tuple[Day, ...]
    answered: int
    abstained: int
    up: int
    down: int
    usage: Usage
    median_ms: float | None
    slow_ms: float | None
    """The 95th percentile of the response times."""

    @property
    def questions(self) -> int:
        """The number of all questions, answered or not."""
        return self.answered + self.abstained


def first_moment(days: int, now: datetime, zone: tzinfo) -> datetime:
    """Return the beginning of the first of the last ``days`` calendar days in ``zone``, today included."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=days - 1)


def usage_report(turns: Collection[TurnMetrics], days: int, now: datetime, zone: tzinfo) -> UsageReport:
    """Summarise the last ``days`` calendar days in ``zone``, today included. Earlier turns are left out."""
    first = first_moment(days, now, zone).date()
    dated = [(turn.asked_at.astimezone(zone).date(), turn) for turn in turns]
    dated = [(day, turn) for day, turn in dated if day >= first]
    by_day = Counter((day, turn.is_answered) for day, turn in dated)
    calendar = [first + timedelta(days=number) for number in range(days)]
    times = sorted(turn.total_ms for _, turn in dated)
    feedback = [turn.feedback for _, turn in dated if turn.feedback]
    return UsageReport(
        days=tuple(Day(day, by_day[day, True], by_day[day, False]) for day in calendar),
        answered=sum(turn.is_answered for _, turn in dated),
        abstained=sum(not turn.is_answered for _, turn in dated),
        up=feedback.count("up"),
        down=len(feedback) - feedback.count("up"),
        usage=sum((turn.usage for _, turn in dated), Usage()),
        median_ms=statistics.median(times) if times else None,
        slow_ms=times[min(len(times) - 1, len(times) * 95 // 100)] if times else None,
    )
