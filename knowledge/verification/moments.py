"""Days, months, years and clock times as a text says them, whole or in part, and what they mean on the day
that the text was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from knowledge.gazetteer import canonical_names, plain

_YEAR = r"(?:1[4-9]\d\d|20\d\d|21\d\d)"
_JOINT = r"\s*(?:[-–—,&/]|dan|hingga|sampai|to|and|s/d)\s*"
_LAST = frozenset("lalu silam kemarin last previous past ago".split())
_NEXT = frozenset("depan mendatang next nanti upcoming".split())
_RELATIVE: dict[str, tuple[str, int]] = {
    "kemarin lusa": ("day", -2), "kemarin": ("day", -1), "yesterday": ("day", -1), "hari ini": ("day", 0),
    "today": ("day", 0), "besok": ("day", 1), "esok": ("day", 1), "tomorrow": ("day", 1), "lusa": ("day", 2),
    "tadi malam": ("night", -1), "semalam": ("night", -1), "last night": ("night", -1), "tonight": ("night", 0),
    "malam ini": ("night", 0),
}  # fmt: skip
_SPANS = {"pekan": "week", "minggu": "week", "week": "week", "bulan": "month", "month": "month",
          "tahun": "year", "year": "year"}  # fmt: skip
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "gmt": 0, "utc": 0}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says about a day at ``[start, end)``. ``None`` is what it leaves open.

    ``relative`` is a unit and how many of it away from the day of publication. ``swapped`` says that day and
    month may also be read the other way round.
    """

    text: str
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    relative: tuple[str, int] | None = None
    direction: int = 0
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at ``[start, end)``: minutes after midnight, all readings; ``zone`` in hours, if named."""

    text: str
    start: int
    end: int
    minutes: frozenset[int]
    zone: int | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    """One reading of a moment. ``None`` is open."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def moments(text: str, *, english: bool = False) -> list[Moment]:
    """The moments of ``text`` in order, not overlapping. ``english`` text may write the month first (12/27).

    >>> [(found.weekday, found.day, found.month) for found in moments("Rabu (20/4), kemarin, 3 Mei")]
    [(2, 20, 4), (None, None, None), (None, 3, 5)]
    """
    found = sorted(_found(text, english), key=lambda moment: (moment.start, -moment.end))
    result: list[Moment] = []
    for moment in found:
        if result and moment.start < result[-1].end:
            continue
        if result and (merged := _merged(text, result[-1], moment)):
            result[-1] = merged
        else:
            result.append(moment)
    return result


def _found(text: str, english: bool) -> Iterator[Moment]:
    names = canonical_names()[0]
    for match in _patterns().finditer(text):
        kind = str(match.lastgroup)
        part = match[kind]
        start, end = match.span(kind)
        if kind in {"dmy", "mdy", "my", "m"}:
            yield from _with_month(names, kind, part, start, end)
        elif kind == "iso":
            year, month, day = (int(number) for number in part.split("-"))
            if _possible(day, month):
                yield Moment(part, start, end, day, month, year)
        elif kind == "slash":
            yield from _with_slashes(part, start, end, english)
        elif kind == "tanggal":
            yield Moment(part, start, end, day=int(re.findall(r"\d+", part)[0]))
        elif kind == "year":
            yield Moment(part, start, end, year=int(part))
        elif kind == "weekday":
            words = part.split()
            weekday = int(
                names[plain(words[0] if len(words) == 1 or plain(words[0]) in names else words[1])][2:]
            )
            yield Moment(part, start, end, weekday=weekday, direction=_direction(words))
        else:
            yield from _relative(part, start, end)


def _with_month(names: dict[str, str], kind: str, part: str, start: int, end: int) -> Iterator[Moment]:
    word = next(
        word for word in re.findall(r"[^\W\d_]+", part) if names.get(plain(word), "").startswith("@m")
    )
    month = int(names[plain(word)][2:])
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    year = numbers.pop() if numbers and numbers[-1] > 31 else None
    direction = _direction(part.split()) if kind == "m" else 0
    if not numbers:
        yield Moment(part, start, end, month=month, year=year, direction=direction)
    places = [place.span() for place in re.finditer(r"\d+", part)][: len(numbers)]
    for index, day in enumerate(numbers):
        last = index == len(numbers) - 1
        begin = start if index == 0 else start + places[index][0]
        stop = end if last else start + places[index][1]
        if 1 <= day <= 31:
            yield Moment(part, begin, stop, day, month, year)


def _with_slashes(part: str, start: int, end: int, english: bool) -> Iterator[Moment]:
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    year = numbers[2] if len(numbers) == 3 else None
    if year is not None and year < 100:
        year += 2000 if year < 50 else 1900
    day, month = numbers[:2]
    if _possible(day, month):
        yield Moment(part, start, end, day, month, year, swapped=english and _possible(month, day))
    elif _possible(month, day):
        yield Moment(part, start, end, month, day, year)


def _relative(part: str, start: int, end: int) -> Iterator[Moment]:
    folded = " ".join(part.lower().split())
    if folded in _RELATIVE:
        yield Moment(part, start, end, relative=_RELATIVE[folded])
        return
    words = folded.split()
    unit = next(_SPANS[word] for word in words if word in _SPANS)
    yield Moment(part, start, end, relative=(unit, _direction(words)))


def _direction(words: Sequence[str]) -> int:
    folded = {word.lower() for word in words}
    return -1 if folded & _LAST else int(bool(folded & _NEXT))


def _possible(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _merged(text: str, left: Moment, right: Moment) -> Moment | None:
    """ "Rabu (20/4)", "Jumat, 22 April", "kemarin (20/4)": one day said twice."""
    gap = text[left.end : right.start].replace(" ", "")
    if (
        len(gap) > 2
        or not set(gap) <= set(",(")
        or left.day
        or right.weekday is not None
        or right.day is None
    ):
        return None
    if left.weekday is None or left.month:
        return None
    return Moment(
        text[left.start : right.end], left.start, right.end, right.day, right.month, right.year, left.weekday,
        swapped=right.swapped,
    )  # fmt: skip


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

    >>> day = date(2022, 4, 22)
    >>> said(moments("20 April 2022")[0], day, [(moments("Rabu (20/4)")[0], day)])
    True
    """
    years = {other.year for other, _ in sources if other.year is not None}
    years |= {
        reading.year
        for other, day in sources
        if other.relative is not None and other.relative[0] == "year"
        for reading in readings(other, day)
        if reading.year is not None
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
            if any(_in_week(reading, moment.relative[1], published) for reading in readings(other, day)):
                return True
            continue
        for reading in readings(other, day):
            if any(_says(reading, want, years, weekdays) for want in wanted):
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


def _says(reading: _Day, want: _Day, years: set[int], weekdays: set[int]) -> bool:
    if want.day is not None and want.day != reading.day:
        return False
    if want.month is not None and want.month != reading.month:
        return False
    if (
        want.year is not None
        and want.year != reading.year
        and (reading.year is not None or want.year not in years)
    ):
        return False
    if want.weekday is None or want.weekday == reading.weekday:
        return True
    return reading.weekday is None and want.weekday in weekdays


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


def _in_week(reading: _Day, offset: int, published: date | None) -> bool:
    if published is None or not (reading.day and reading.month and reading.year):
        return False
    try:
        days = (date(reading.year, reading.month, reading.day) - published).days
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


def clocks(text: str) -> list[Clock]:
    """The times of day in ``text``, in order.

    >>> [sorted(found.minutes) for found in clocks("pukul 19.00 WIB, 10:30 a.m., jam 7 malam, 2 jam")]
    [[1140], [630], [1140]]
    """
    result = []
    for match in _clock_pattern().finditer(text):
        hour = int(match["hour"] or match["hour2"] or match["hour3"])
        minute = int(match["minute"] or match["minute2"] or 0)
        half = (match["half"] or match["half3"] or "").lower().replace(".", "").replace(" ", "")
        if hour > 24 or minute > 59:
            continue
        zone = _ZONES.get((match["zone"] or "").lower())
        result.append(
            Clock(
                match[0].strip(), match.start(), match.end(), _minutes(hour % 24, minute, half, match), zone
            )
        )
    return result


def _minutes(hour: int, minute: int, half: str, match: re.Match[str]) -> frozenset[int]:
    at = hour * 60 + minute
    if half in {"pm", "malam", "sore", "petang"}:
        return frozenset({at + 720 if hour < 12 else (at - 720 if half == "malam" and hour == 12 else at)})
    if half == "siang":
        return frozenset({at + 720 if hour < 10 else at})
    if half in {"am", "pagi", "dini hari", "dinihari"}:
        return frozenset({at - 720 if hour == 12 else at})
    exact = (
        match["zone"]
        or (match["minute"] or match["minute2"])
        and (match["hour"] or match["hour2"]).startswith("0")
    )
    if exact or hour == 0 or hour > 12:
        return frozenset({at})
    return frozenset({at, (at + 720) % 1440})


def same_time(left: Clock, right: Clock) -> bool:
    """Whether two clock times can be the same one, zones minded when both are named."""
    shift = 0 if left.zone is None or right.zone is None else 60 * (left.zone - right.zone)
    return any((minute - shift) % 1440 in right.minutes for minute in left.minutes)


@cache
def _patterns() -> re.Pattern[str]:
    names = canonical_names()[0]
    months = sorted(
        (name for name, term in names.items() if re.fullmatch(r"@m\d+", term)), key=len, reverse=True
    )
    days = sorted(
        (name for name, term in names.items() if re.fullmatch(r"@d\d", term)), key=len, reverse=True
    )
    days += ["jum['’]at", "ahad"] if "ahad" in names else ["jum['’]at"]
    long_months = [
        name for name in months if len(name) > 4 or name in {"mei", "juni", "juli", "june", "july", "may"}
    ]
    month = rf"(?i:{'|'.join(months)})\b\.?"
    capital = "|".join(name.capitalize() + "|" + name.upper() for name in long_months)
    weekday = "|".join(day.capitalize() for day in days)
    relative = "|".join(
        re.escape(name).replace(r"\ ", r"\s") for name in sorted(_RELATIVE, key=len, reverse=True)
    )
    span = r"(?:pekan|minggu|bulan|tahun)\s(?:yang\s)?(?:lalu|silam|depan|mendatang|ini|kemarin)|(?:last|this|next)\s(?:week|month|year)"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(
        rf"(?<![\w/.,])(?<!\d-)(?:(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)"
        rf"|(?P<dmy>(?:{day}{_JOINT}){{0,4}}{day}(?:\sof)?\s{month}(?:,?\s{_YEAR}\b)?)"
        rf"|(?P<mdy>{month}\s{day}(?:\s?[-–]\s?{day})?(?![\d.,:]\d|\d)(?:,?\s{_YEAR}\b)?)"
        rf"|(?P<my>{month},?\s(?:tahun\s|of\s)?{_YEAR}\b)"
        rf"|(?P<m>\b(?:{capital})\b(?:\s(?:lalu|silam|depan|mendatang|ini|last|next)\b)?)"
        rf"|(?P<slash>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![/\d])|(?<=\()\d{{1,2}}/\d{{1,2}}(?![/\d])"
        rf"|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\d)|\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d(?!\d)"
        rf"|\d{{1,2}}/\d{{1,2}}(?=[,)]))"
        rf"|(?P<tanggal>(?i:tanggal|tgl)\.?\s\d{{1,2}}(?![\d/.:]|{_JOINT}\d|\s{month}))"
        rf"|(?P<weekday>(?:(?i:last|next|this)\s)?(?:{weekday})\b(?:\s(?:lalu|silam|depan|mendatang|last|next)\b)?)"
        rf"|(?P<relative>(?i:{relative}|{span})\b)"
        rf"|(?P<year>(?<=tahun\s){_YEAR}|(?<=pada\s){_YEAR}|(?<=sejak\s){_YEAR}|(?<=\bin\s){_YEAR}|(?<=since\s){_YEAR}"
        rf"|(?<=\()(?:19|20)\d\d(?=\)))(?![\w.,]\d|\w))"
    )


@cache
def _clock_pattern() -> re.Pattern[str]:
    half = r"(?:\s?(?P<{0}>[ap]\.?\s?m\b\.?|pagi|siang|sore|petang|malam|dini\shari))"
    zone = r"(?:\s?(?P<zone>WIB|WITA|WIT|GMT|UTC)\b)"
    return re.compile(
        r"(?i)(?<![\w.,:$-])(?:(?:pukul|jam|at)\s(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?![\d.,:/-]\d|\d|\s?%)(?!\s(?:persen|percent|juta|ribu|miliar|orang|tahun|hari|kali|times)|[\s-](?:hours?|jam|years?|minutes?|menit)\b)"
        r"|(?P<hour2>\d{1,2})[.:](?P<minute2>\d\d)(?=\s?(?:[ap]\.?m|WIB|WITA|WIT|GMT|UTC)\b)"
        r"|(?P<hour3>\d{1,2})(?=\s?[ap]\.?m\b)(?P<half3>\s?[ap]\.?m\b\.?))"
        + half.format("half")
        + "?"
        + zone
        + "?"
    )
