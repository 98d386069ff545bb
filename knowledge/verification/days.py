"""Decides whether a source states a date, complete or partial, given the days of publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.verification.moments import Moment


@dataclass(frozen=True, slots=True)
class _Day:
    """One interpretation of a moment; None for each part that it leaves open."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def interpretations(moment: Moment, published: date | None) -> list[_Day]:
    """Every date that a complete or partial date (moment) of a source can mean.

    Missing parts are filled in from the day of publication, if it is known: "Rabu" is the Wednesday before or
    after that day, "20 April" the one of the nearest year. A relative moment ("kemarin") whose text has no
    day of publication has no interpretation.
    """
    if moment.relative is not None:
        return _relative_interpretations(moment.relative, published)
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
            result += [_complete(near) for near in _nearest_days(moment.weekday, published, moment.direction)]
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


def is_stated(moment: Moment, published: date | None, sources: Sequence[tuple[Moment, date | None]]) -> bool:
    """Whether the moments of the sources state ``moment``, which is part of a statement.

    ``published`` is the day from which relative moments of the statement count; each source moment comes with
    the day of publication of its own article. The year may come from another source moment than the day and
    the month; the day and the month must come from the same one.

    >>> from knowledge.verification.moments import moments
    >>> day = date(2022, 4, 22)
    >>> is_stated(moments("20 April 2022")[0], day, [(moments("Rabu (20/4)")[0], day)])
    True
    """
    years = {other.year for other, _ in sources if other.year is not None}
    years |= {
        meaning.year
        for other, day in sources
        if other.relative is not None and other.relative[0] == "year"
        for meaning in interpretations(other, day)
        if meaning.year is not None
    }
    weekdays = {other.weekday for other, _ in sources if other.weekday is not None}
    claims = _claims(moment, published)
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
            if any(
                _in_week(meaning, moment.relative[1], published) for meaning in interpretations(other, day)
            ):
                return True
            continue
        for meaning in interpretations(other, day):
            if any(_states(meaning, claim, years, weekdays) for claim in claims):
                return True
    # "This week" adds little to the present tense: it passes unless a source names another week.
    return moment.relative in {("week", 0), ("month", 0), ("year", 0)} and not contradicted


def _claims(moment: Moment, published: date | None) -> list[_Day]:
    """Every interpretation of a moment of the statement; open parts stay open."""
    if moment.relative is not None:
        return _relative_interpretations(moment.relative, published)
    pairs = [(moment.day, moment.month)]
    if moment.swapped:
        pairs.append((moment.month, moment.day))
    return [_Day(day, month, moment.year, moment.weekday) for day, month in pairs]


def _states(meaning: _Day, claim: _Day, years: set[int], weekdays: set[int]) -> bool:
    """Whether one interpretation of a source has each part of the claim.

    ``years`` and ``weekdays`` occur anywhere in the sources; they stand in for parts that ``meaning`` leaves
    open.
    """
    if claim.day is not None and claim.day != meaning.day:
        return False
    if claim.month is not None and claim.month != meaning.month:
        return False
    if (
        claim.year is not None
        and claim.year != meaning.year
        and (meaning.year is not None or claim.year not in years)
    ):
        return False
    if claim.weekday is None or claim.weekday == meaning.weekday:
        return True
    return meaning.weekday is None and claim.weekday in weekdays


def _relative_interpretations(relative: tuple[str, int], published: date | None) -> list[_Day]:
    unit, offset = relative
    if published is None or unit == "week":
        return []
    if unit == "day":
        return [_complete(_shifted(published, offset))]
    if unit == "night":
        return [
            _complete(_shifted(published, offset)),
            _complete(_shifted(published, offset + (offset == -1))),
        ]
    if unit == "year":
        return [_Day(year=published.year + offset)]
    months = published.year * 12 + published.month - 1 + offset
    return [_Day(month=months % 12 + 1, year=months // 12)]


def _in_week(meaning: _Day, offset: int, published: date | None) -> bool:
    """Whether a day may lie in the week before (-1), of (0) or after (1) the publication."""
    if published is None or not (meaning.day and meaning.month and meaning.year):
        return False
    try:
        days = (date(meaning.year, meaning.month, meaning.day) - published).days
    except ValueError:
        return False
    return {-1: -13 <= days <= -1, 0: -6 <= days <= 6, 1: 1 <= days <= 13}[offset]


def _shifted(day: date, days: int) -> date:
    """``day`` moved by ``days``; ``day`` itself beyond the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _complete(day: date) -> _Day:
    return _Day(day.day, day.month, day.year, day.weekday())


def _nearest_days(weekday: int, published: date, direction: int) -> list[date]:
    """The nearest days with this weekday: on one side if ``direction`` is -1 ("lalu") or 1, else on both."""
    back = (published.weekday() - weekday) % 7
    before = [_shifted(published, -back)] + ([_shifted(published, -back - 7)] if direction < 0 else [])
    after = [_shifted(published, (weekday - published.weekday()) % 7)]
    return before if direction < 0 else after if direction > 0 else before + after


def _nearest_year(day: int | None, month: int | None, published: date, direction: int) -> int:
    """The year in which the month is nearest to the publication: in January, "December" is last year's."""
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
