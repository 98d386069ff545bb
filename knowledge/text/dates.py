"""Finds complete calendar dates in text, with the time and zone of machines.

A regular expression finds candidates. Those in Indonesian and English are parsed by dateparser, those in
other scripts by the names of their months. Dates without a year, months without a day and words such as
"yesterday" are ignored, because their day would have to be guessed; so are dates of the Islamic calendar,
which stand beside others.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any

from knowledge.text.month_names import ISLAMIC_DATE, MONTHS, NUMBERS, WEEKDAYS

EARLIEST_YEAR = 1900
LONGEST_DATE_LINE = 120
"""Characters; longer than any date with weekday, time and zone. :func:`parse_date` rejects longer text."""

_YEAR = r"(?:1[5-9]|2[01])\d\d(?!\d)"
_SPAN = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)(?=\D|$)
    | (?P<day>\d{{1,2}})[ -](?P<month>{MONTHS})[ -](?P<year>{_YEAR}|2[45]\d\d)
    | (?P<east_year>{_YEAR})\s?[年년]\s?(?P<east_month>\d{{1,2}})\s?[月월]\s?(?P<east_day>\d{{1,2}})\s?[日일]?
    | {_YEAR}\s?/\s?\d{{1,2}}\s?/\s?\d{{1,2}}(?![\d/])
    | \d{{1,2}}(?P<separator>\s?[/.-]\s?)\d{{1,2}}(?P=separator){_YEAR}(?!/)
    | \d{{1,2}}(?:st|nd|rd|th)?[ -][^\W\d_]{{3,9}}\.?,?[ -]{_YEAR}
    | [^\W\d_]{{3,9}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:T|,?\s|,)\s?(?P<hour>\d\d?)(?P<time>:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\w:])"
    r"(?:\s?\([A-Z]{3,5}\))?"
)
"""The time with its zone that follows the date in a stamp of a machine."""
_BUDDHIST_YEARS = 543
_CONTEXT = rf"""(?:
      {WEEKDAYS}
    | \b(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad|hari|tanggal|pukul|jam|pada|at|on
        |legi|pahing|pon|wage|kliwon
        |mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?
        |wib|wita|wit|utc|gmt|est|edt|cst|cdt|pst|pdt|bst|cet|sgt|myt|[ap]\.?m)\b
    | T?\d{{1,2}}[:.]\d\d(?:[:.]\d\d(?:\.\d{{1,9}})?)?(?!\d)
    | [+-]\d\d:?\d\d(?!\d) | \+\d{{1,2}}(?!\d) | Z\b
    | {ISLAMIC_DATE} | \b(?:Masehi|CE|M|bertepatan\sdengan|г|года)\b | الموافق | م(?!\w) | [年月日]
    | [\s,.;،|/()\[\]–—•·:=-]
    )"""
# Possessive quantifiers: the alternatives exclude each other, so backtracking would only cost time.
_DATE_CONTEXT = re.compile(_CONTEXT + "*+", re.VERBOSE | re.IGNORECASE)
_DATE_CONTEXT_AT_END = re.compile(_CONTEXT + "++$", re.VERBOSE | re.IGNORECASE)
_parser_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text: ``text[start:end]`` is the date ``day``, without weekday and time.

    ``moment`` is set if a time with its zone follows, as machines write it.
    """

    start: int
    end: int
    day: date
    moment: datetime | None = None


def find_dates(text: str, *, today: date | None = None) -> Iterator[FoundDate]:
    """Yield every complete date in ``text``, in text order. Meant for lines, not for whole articles.

    Numeric dates are day first (``03/04/2022`` is 3 April) unless that is impossible. Years before 1900 are
    ignored, and so are days more than 366 days after ``today``, if it is given. Digits may be of any script.

    >>> [found.day.isoformat() for found in find_dates("Rabu (20/4/2022) dan April 22, 2022")]
    ['2022-04-20', '2022-04-22']
    """
    text = _plain(text)
    for match in _SPAN.finditer(text):
        if match["iso"]:
            day = _iso(match[0])
        elif match["month"]:
            year = int(match["year"])
            year -= _BUDDHIST_YEARS if year > 2400 else 0
            day = _date(year, NUMBERS[match["month"]], int(match["day"]))
        elif match["east_year"]:
            day = _date(*(int(match[name]) for name in ("east_year", "east_month", "east_day")))
        else:
            day = _parse(" ".join(match[0].split()))
        if day is not None and _is_plausible(day, today):
            yield FoundDate(match.start(), match.end(), day, _moment(day, text, match.end()))


def parse_date(text: str, *, today: date | None = None) -> date | None:
    """Parse ``text`` as one date, with or without weekday, time and zone; None if it is anything else.

    >>> parse_date("Jumat, 22 April 2022 10:30 WIB")
    datetime.date(2022, 4, 22)
    >>> parse_date("sejak 22 April 2022 harga naik") is None
    True
    """
    found = _only_date(text, today)
    return found.day if found else None


def parse_moment(text: str) -> date | datetime | None:
    """Like :func:`parse_date`; with its time and zone if ``text`` is the stamp of a machine.

    >>> [str(parse_moment(text)) for text in ("2026-11-05T22:40:00Z", "5 November 2026, 22.40 WIB")]
    ['2026-11-05 22:40:00+00:00', '2026-11-05']
    """
    found = _only_date(text, None)
    return (found.moment or found.day) if found else None


def day_in(moment: date | datetime, zone: tzinfo) -> date:
    """The day of a moment in a time zone. A day, and a time without a zone, is taken as it is.

    >>> from datetime import timedelta, timezone
    >>> day_in(datetime.fromisoformat("2026-11-05T22:40:00Z"), timezone(timedelta(hours=7)))
    datetime.date(2026, 11, 6)
    """
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(zone) if moment.tzinfo else moment).date()


def _only_date(text: str, today: date | None) -> FoundDate | None:
    if len(text) > LONGEST_DATE_LINE:
        return None
    found = next(find_dates(text, today=today), None)
    if found is None:
        return None
    return found if is_date_context(text[: found.start] + " " + text[found.end :]) else None


def is_date_context(text: str) -> bool:
    """Whether ``text`` contains only what may accompany a date: weekday, time, time zone, punctuation.

    >>> is_date_context("Jumat, 10:30 WIB"), is_date_context("Jumat pagi")
    (True, False)
    """
    return _DATE_CONTEXT.fullmatch(_plain(text)) is not None


def trim_date_context(before: str, after: str) -> tuple[str, str]:
    """Strip weekday, time, zone and punctuation from the texts before and after a date.

    >>> trim_date_context("Contoh.com - Jumat, ", ", 10:30 WIB | Rina Sari")
    ('Contoh.com', 'Rina Sari')
    """
    context_before = _DATE_CONTEXT_AT_END.search(_plain(before))
    context_after = _DATE_CONTEXT.match(_plain(after))
    return (
        before[: context_before.start()] if context_before else before,
        after[context_after.end() :] if context_after else after,
    )


def _plain(text: str) -> str:
    """The text with ASCII digits and spaces for those of other scripts and typesetters; offsets stay."""
    if text.isascii():
        return text
    return "".join(char if char < "\x80" else _plain_char(char) for char in text)


def _plain_char(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return " " if kind == "Zs" else char


def _moment(day: date, text: str, end: int) -> datetime | None:
    stamp = _STAMP.match(text, end)
    if stamp is None:
        return None
    zone = "+00:00" if stamp["zone"][0] not in "+-" else stamp["zone"]
    try:
        return datetime.fromisoformat(f"{day.isoformat()}T{stamp['hour']:0>2}{stamp['time']}{zone}")
    except ValueError:
        return None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse(text: str) -> date | None:
    # The process has one parser because it caches its languages; it is not documented as thread-safe.
    with _parser_lock:
        moment: datetime | None = _parser().get_date_data(text).date_obj
    return None if moment is None else moment.date()


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]

    # STRICT_PARSING: otherwise dateparser fills missing parts of a date from the current day.
    return DateDataParser(
        languages=["id", "en"],
        settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )


def _is_plausible(day: date, today: date | None) -> bool:
    if day.year < EARLIEST_YEAR:
        return False
    return today is None or (day - today).days <= 366
