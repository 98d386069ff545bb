"""Calendar arithmetic for periods: the day, week, month or year around a day, and what recurs in each.

Weeks begin on Monday.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from knowledge.models import Period

Unit = Literal["day", "week", "month", "year"]
Part = Literal["early", "mid", "late"]

_MOST_CYCLES = 9
"""29 February recurs after eight years at the latest."""


def around(unit: Unit, day: date, offset: int = 0) -> Period:
    """Return the day, week, month or year that contains ``day``, or the one ``offset`` units later.

    Raises ``ValueError`` or ``OverflowError`` outside the years 1 to 9999.

    >>> around("month", date(2026, 1, 15), -1)
    Period(first=datetime.date(2025, 12, 1), last=datetime.date(2025, 12, 31))
    """
    if unit == "day":
        moved = day + timedelta(days=offset)
        return Period(moved, moved)
    if unit == "week":
        monday = day + timedelta(days=7 * offset - day.weekday())
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + offset, 12)
        first = date(year, month + 1, 1)
        return Period(first, first.replace(day=monthrange(year, month + 1)[1]))
    return Period(date(day.year + offset, 1, 1), date(day.year + offset, 12, 31))


def until(unit: Unit, count: int, today: date) -> Period:
    """Return the last ``count`` units that end with ``today``, which counts as one of the days.

    Raises as :func:`around` does.

    >>> until("week", 1, date(2026, 1, 15)).first, until("month", 2, date(2026, 1, 15)).first
    (datetime.date(2026, 1, 9), datetime.date(2025, 11, 16))
    """
    if unit == "day":
        before = today - timedelta(days=count)
    elif unit == "week":
        before = today - timedelta(days=7 * count)
    else:
        month = around("month", today, -count * (12 if unit == "year" else 1))
        before = month.first.replace(day=min(today.day, month.last.day))
    return Period(before + timedelta(days=1), today)


def part_of(unit: Unit, period: Period, part: Part) -> Period:
    """Return the beginning, middle or end of a week, month or year.

    Of a month these are the first ten days, the 11th to the 20th, and the last ten days; of a week Monday and
    Tuesday, Wednesday and Thursday, and the rest; of a year four months each. A day has no parts.

    >>> part_of("month", around("month", date(2026, 2, 1)), "late").first
    datetime.date(2026, 2, 19)
    """
    if unit == "year":
        month = {"early": 1, "mid": 5, "late": 9}[part]
        return Period(
            period.first.replace(month=month), around("month", period.first.replace(month=month + 3)).last
        )
    if unit == "day":
        return period
    early, mid, late = (2, 4, 3) if unit == "week" else (10, 20, 10)
    if part == "late":
        return Period(period.last - timedelta(days=late - 1), period.last)
    first, last = (0, early) if part == "early" else (early, mid)
    return Period(period.first + timedelta(days=first), period.first + timedelta(days=last - 1))


@dataclass(frozen=True, slots=True)
class Recurring:
    """Days that recur in each week, month or year, such as "Monday" or "3 May".

    ``at`` returns those of the ``unit`` that begins at a day; it raises ``ValueError`` if that unit has none
    ("31 February"). ``is_past`` means that they lie before today for certain ("last Monday").
    """

    unit: Unit
    at: Callable[[date], Period]
    is_past: bool = False

    def latest(self, day: date) -> Period | None:
        """Return the latest occurrence that begins on ``day`` or earlier; if past, that ends before it."""
        for period in self._occurrences(day, -1):
            if period.last < day or (period.first <= day and not self.is_past):
                return period
        return None

    def following(self, day: date) -> Period | None:
        """Return the first occurrence that begins on ``day`` or later."""
        return next((period for period in self._occurrences(day, 1) if period.first >= day), None)

    def _occurrences(self, day: date, direction: int) -> Iterator[Period]:
        for cycle in range(_MOST_CYCLES):
            try:
                period = self.at(around(self.unit, day, direction * cycle).first)
            except (ValueError, OverflowError):
                continue
            yield period
