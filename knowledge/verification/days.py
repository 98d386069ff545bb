"""What a moment means on the day that its text was published, and whether a source says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.verification.moments import Moment


@dataclass(frozen=True, slots=True)
class _Day:
    """One reading of a moment. ``None`` is open."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def readings(moment: Moment, published: date | None) -> list[_Day]:
    """Every reading of a moment of a source, its open parts filled from the day of publication."""
    if moment.relative is not None:
        return _relative_readings(moment.relative, published)
    pairs = [(moment.day, moment.month)]
    if moment.swapped:
        pairs.append((moment.month, moment.day))
    if published is None:
        return [
            _Day(day, month, moment.year, _weekday(day, month, moment.year, moment)) for day, month in pairs
        ]
    result = []
    for day, month in pairs:
        if month is None and day is None and moment.weekday is not None:
            result += [_whole(near) for near in _near(moment.weekday, published, moment.direction)]
            continue
        if day is not None and month is None:
            result.append(_Day(day, None, None, moment.weekday))
            result.append(_Day(day, published.month, published.year, moment.weekday))
            continue
        year = (
            moment.year
            if moment.year is not None or month is None
            else _nearest_year(day, month, published, moment.direction)
        )
        result.append(_Day(day, month, year, _weekday(day, month, year, moment)))
    return result


def said(moment: Moment, published: date | None, sources: Sequence[tuple[Moment, date | None]]) -> bool:
    """Whether one of the ``sources`` (with their days of publication) says at least what ``moment`` says.

    A year may stand elsewhere in the sources than its day and month; a day never elsewhere than its month.

    >>> from knowledge.verification.moments import moments
    >>> day = date(2022, 4, 22)
    >>> said(moments("20 April 2022")[0], day, [(moments("Rabu (20/4)")[0], day)])
    True
    """
    years = {other.year for other, _ in sources if other.year is not None}
    years |= {
        analysis.year
        for other, day in sources
        if other.relative is not None and other.relative[0] == "year"
        for analysis in readings(other, day)
        if analysis.year is not None
    }
    weekdays = {other.weekday for other, _ in sources if other.weekday is not None}
    wanted = _wanted(moment, published)
    contradicted = False
    for other, day in sources:
        if moment.relative is not None and moment.relative == other.relative:
            return True
        if (
            moment.relative is not None
            and other.relative is not None
            and moment.relative[0] == other.relative[0]
        ):
            contradicted = True
        if moment.relative is not None and moment.relative[0] == "week":
            if any(_in_week(analysis, moment.relative[1], published) for analysis in readings(other, day)):
                return True
            continue
        for analysis in readings(other, day):
            if any(_says(analysis, want, years, weekdays) for want in wanted):
                return True
    # "This week" says hardly more than the tense does; only another week in the sources speaks against it.
    return moment.relative in {("week", 0), ("month", 0), ("year", 0)} and not contradicted


def _wanted(moment: Moment, published: date | None) -> list[_Day]:
    if moment.relative is not None:
        return _relative_readings(moment.relative, published)
    pairs = [(moment.day, moment.month)]
    if moment.swapped:
        pairs.append((moment.month, moment.day))
    return [_Day(day, month, moment.year, moment.weekday) for day, month in pairs]


def _says(analysis: _Day, want: _Day, years: set[int], weekdays: set[int]) -> bool:
    if want.day is not None and want.day != analysis.day:
        return False
    if want.month is not None and want.month != analysis.month:
        return False
    if (
        want.year is not None
        and want.year != analysis.year
        and (analysis.year is not None or want.year not in years)
    ):
        return False
    if want.weekday is None or want.weekday == analysis.weekday:
        return True
    return analysis.weekday is None and want.weekday in weekdays


def _relative_readings(relative: tuple[str, int], published: date | None) -> list[_Day]:
    unit, offset = relative
    if published is None or unit == "week":
        return []
    if unit == "day":
        return [_whole(_shifted(published, offset))]
    if unit == "night":
        return [_whole(_shifted(published, offset)), _whole(_shifted(published, offset + (offset == -1)))]
    if unit == "year":
        return [_Day(year=published.year + offset)]
    months = published.year * 12 + published.month - 1 + offset
    return [_Day(month=months % 12 + 1, year=months // 12)]


def _in_week(analysis: _Day, offset: int, published: date | None) -> bool:
    if published is None or not (analysis.day and analysis.month and analysis.year):
        return False
    try:
        days = (date(analysis.year, analysis.month, analysis.day) - published).days
    except ValueError:
        return False
    return {-1: -13 <= days <= -1, 0: -6 <= days <= 6, 1: 1 <= days <= 13}[offset]


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _whole(day: date) -> _Day:
    return _Day(day.day, day.month, day.year, day.weekday())


def _near(weekday: int, published: date, direction: int) -> list[date]:
    back = (published.weekday() - weekday) % 7
    before = [_shifted(published, -back)] + ([_shifted(published, -back - 7)] if direction < 0 else [])
    after = [_shifted(published, (weekday - published.weekday()) % 7)]
    return before if direction < 0 else after if direction > 0 else before + after


def _nearest_year(day: int | None, month: int | None, published: date, direction: int) -> int:
    """The year that puts the month nearest to the publication: news of January speaks of last December."""
    distance = (month or published.month) - published.month
    if direction:
        return published.year + (direction if distance * direction <= 0 and distance else 0)
    return published.year + (-1 if distance > 6 else 1 if distance < -6 else 0)


def _weekday(day: int | None, month: int | None, year: int | None, moment: Moment) -> int | None:
    if moment.weekday is not None or not (day and month and year):
        return moment.weekday
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None
