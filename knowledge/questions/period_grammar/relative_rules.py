"""Rules for periods counted from today: "kemarin", "last week", "7 hari terakhir", "akhir pekan lalu"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge.models import Period
from knowledge.questions.period_grammar.calendar_units import Recurring, Unit, around, until
from knowledge.questions.period_grammar.patterns import PART, THAT, TIME_OF_DAY, Found, Rule

_UNITS: dict[str, Unit] = {"DAY": "day", "WEEK": "week", "MINGGU": "week", "MONTH": "month", "YEAR": "year"}
_FEW: dict[Unit, int] = {"day": 7, "week": 4, "month": 3, "year": 3}
"""How many days, weeks and so on "a few" are: rather too many, because a list may well be longer."""

_COUNT = r"(?:a )?(?<![.,\d])(?P<count>\d{1,3}|N\d{1,2}(?: belas)?|FEW)(?: of)?"
_UNIT = r"(?P<unit>DAY|WEEK|MINGGU|MONTH|YEAR|HOUR)"
_LONG_UNIT = r"(?<!pasar )(?P<unit>WEEK|MINGGU|MONTH|YEAR)"  # Pasar Minggu is a place
_NOT_OF_ANOTHER = "(?! of (?:M\\d|\\d|the |THIS |LAST ))"  # "the last week of March"


def rules() -> Iterator[tuple[Rule, str]]:
    """Yield each rule with its pattern. If two match the same words, the first one counts."""
    yield _today, r"TODAY|(?<!-)DAY INI|(?<!selamat )(?<!met )(?:PART|NIGHT) INI"
    yield _today, r"THIS PART|EARLIER PART|PART EARLIER"
    yield _yesterday, rf"(?:DAY )?(?<!-)YESTERDAY(?!-){TIME_OF_DAY}|(?:PART|NIGHT) YESTERDAY"
    yield _yesterday, r"(?<!DAY )LASTNIGHT|LAST (?:NIGHT|PART)|EARLIER NIGHT|NIGHT EARLIER"
    yield _day_before_yesterday, r"YESTERDAY lusa|lusa YESTERDAY|(?:the )?DAY BEFORE YESTERDAY"
    yield _ago, rf"{_COUNT} ?{_UNIT}(?: YANG)? (?:LALU|AGO)"
    yield _ago, rf"an? {_UNIT} AGO"
    yield _last_units, rf"(?:the )?(?:THIS )?(?:LAST|PAST) {_COUNT} ?{_UNIT}"
    yield _last_units, rf"{_COUNT} ?{_UNIT}(?: YANG)? (?:RECENT|INI)(?: INI)?"
    yield _last_units, rf"(?:the |THIS )?PAST {_UNIT}"
    yield _weekend, rf"(?:WEEKEND|LATE (?:WEEK|MINGGU)){THAT}"
    yield _weekend, r"(?:the )?(?P<which>THIS|LAST|PAST|THIS PAST) WEEKEND|(?:over|at|on) the WEEKEND"
    yield _weekend, rf"(?:DAY )?W5 ?(?:-|AND|,|TO|to) ?(?:DAY )?(?:MINGGU|W6)(?:{THAT})?"
    yield _unit, rf"{PART}{_LONG_UNIT}{THAT}"
    yield _unit, rf"{PART}(?:the )?(?P<which>THIS|LAST) {_LONG_UNIT}{_NOT_OF_ANOTHER}"


def _today(found: Found) -> Period:
    return around("day", found.today)


def _yesterday(found: Found) -> Period:
    return around("day", found.today, -1)


def _day_before_yesterday(found: Found) -> Period:
    return around("day", found.today, -2)


def _count(found: Found) -> tuple[int, Unit]:
    """How many of which unit. Hours become days, because the time of day is unknown: 24 hours are two."""
    digits = re.search(r"\d+", found["count"])
    number = (int(digits[0]) if digits else 1) + 10 * found["count"].endswith("belas")
    if found["unit"] == "HOUR":
        return -(-number // 24) + 1, "day"
    unit = _UNITS[found["unit"]]
    return _FEW[unit] if found["count"] == "FEW" else number, unit


def _ago(found: Found) -> Period:
    number, unit = _count(found)
    is_vague = found["count"] == "FEW" or found["unit"] == "HOUR"
    return until(unit, number, found.today) if is_vague else around(unit, found.today, -number)


def _last_units(found: Found) -> Period | None:
    number, unit = _count(found)
    return until(unit, number, found.today) if number else None


def _unit(found: Found) -> Period:
    unit = _UNITS[found["unit"]]
    return found.part_of(unit, found.this_or_last(unit))


def _weekend(found: Found) -> Period | Recurring:
    def at(monday: date) -> Period:
        return Period(monday + timedelta(days=5), monday + timedelta(days=6))

    return at(found.this_or_last("week").first) if found["which"] else Recurring("week", at)
