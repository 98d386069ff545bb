"""What happened in a number of days: how much was asked, how it was answered, and what it cost."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from knowledge.models import TurnMetrics, Usage


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    answered: int
    abstained: int


@dataclass(frozen=True, slots=True)
class UsageReport:
    """``days`` are without gaps, oldest first. Times are milliseconds, None when nothing was asked.

    ``down`` counts every reason that readers gave.
    """

    days: tuple[Day, ...]
    answered: int
    abstained: int
    up: int
    down: int
    usage: Usage
    median_ms: float | None
    slow_ms: float | None
    """Nineteen of twenty were quicker."""

    @property
    def questions(self) -> int:
        return self.answered + self.abstained


def first_moment(days: int, now: datetime, zone: tzinfo) -> datetime:
    """When the first of the last ``days`` days began where ``zone`` is; today is the last of them."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=days - 1)


def usage_report(asked: Collection[TurnMetrics], days: int, now: datetime, zone: tzinfo) -> UsageReport:
    """Of the last ``days`` days, as the calendar has them where ``zone`` is; earlier turns are left out."""
    first = first_moment(days, now, zone).date()
    counted = [(one.asked_at.astimezone(zone).date(), one) for one in asked]
    counted = [(day, one) for day, one in counted if day >= first]
    by_day = Counter((day, one.is_answered) for day, one in counted)
    calendar = [first + timedelta(days=number) for number in range(days)]
    times = sorted(one.total_ms for _, one in counted)
    feedback = [one.feedback for _, one in counted if one.feedback]
    return UsageReport(
        days=tuple(Day(day, by_day[day, True], by_day[day, False]) for day in calendar),
        answered=sum(one.is_answered for _, one in counted),
        abstained=sum(not one.is_answered for _, one in counted),
        up=feedback.count("up"),
        down=len(feedback) - feedback.count("up"),
        usage=sum((one.usage for _, one in counted), Usage()),
        median_ms=statistics.median(times) if times else None,
        slow_ms=times[min(len(times) - 1, len(times) * 95 // 100)] if times else None,
    )
