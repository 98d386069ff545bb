"""Calendar dates in Indonesian and English text, as news prints them.

A pattern finds where a date may stand; dateparser says which day it is. A date without a year, a month
without a day, and words such as "yesterday" are no dates here: reading must not guess.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

EARLIEST_YEAR = 1900
LONGEST_DATE_LINE = 120
"""Characters. A line that is longer than any date with weekday, time and zone is not looked at."""

_YEAR = r"(?:1[5-9]|2[01])\d\d(?!\d)"
_SPAN = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)(?=\D|$)
    | {_YEAR}\s?/\s?\d{{1,2}}\s?/\s?\d{{1,2}}(?![\d/])
    | \d{{1,2}}(?P<mark>\s?[/.-]\s?)\d{{1,2}}(?P=mark){_YEAR}(?!/)
    | \d{{1,2}}(?:st|nd|rd|th)?[ -][^\W\d_]{{3,9}}\.?,?[ -]{_YEAR}
    | [^\W\d_]{{3,9}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BESIDE = r"""(?:
      \b(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad|hari|tanggal|pukul|jam|pada|at|on
        |mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?
        |wib|wita|wit|utc|gmt|est|edt|cst|cdt|pst|pdt|bst|cet|sgt|myt|[ap]\.?m)\b
    | T?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d{1,9})?)?(?!\d)
    | [+-]\d\d:?\d\d(?!\d) | \+\d{1,2}(?!\d) | Z\b
    | [\s,.;|/()\[\]–—•·:-]
    )"""
# Possessive: what stands beside a date can be read in one way only, so there is nothing to go back for.
_BESIDE_A_DATE = re.compile(_BESIDE + "*+", re.VERBOSE | re.IGNORECASE)
_JUST_BEFORE = re.compile(_BESIDE + "++$", re.VERBOSE | re.IGNORECASE)
_parsing = threading.Lock()


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``text[start:end]`` prints ``day`` (without weekday and time)."""

    start: int
    end: int
    day: date


def find_dates(text: str, *, today: date | None = None) -> Iterator[FoundDate]:
    """Every complete date in ``text``, in text order; meant for lines, not for whole articles.

    Numbers are read day first (``03/04/2022`` is 3 April) unless that is impossible. Years before 1900 are
    refused, and with ``today`` also days more than a year after it.

    >>> [found.day.isoformat() for found in find_dates("Rabu (20/4/2022) dan April 22, 2022")]
    ['2022-04-20', '2022-04-22']
    """
    for match in _SPAN.finditer(text):
        day = _iso(match[0]) if match["iso"] else _parse(" ".join(match[0].split()))
        if day is not None and _is_plausible(day, today):
            yield FoundDate(match.start(), match.end(), day)


def parse_date(text: str, *, today: date | None = None) -> date | None:
    """The day that ``text`` as a whole says, with or without weekday, time and zone; else None.

    >>> parse_date("Jumat, 22 April 2022 10:30 WIB")
    datetime.date(2022, 4, 22)
    >>> parse_date("sejak 22 April 2022 harga naik") is None
    True
    """
    if len(text) > LONGEST_DATE_LINE:
        return None
    found = next(find_dates(text, today=today), None)
    if found is None:
        return None
    rest = text[: found.start] + " " + text[found.end :]
    return found.day if is_date_context(rest) else None


def is_date_context(text: str) -> bool:
    """Whether ``text`` is only what stands beside a date: weekday, time, zone, marks.

    >>> is_date_context("Jumat, 10:30 WIB"), is_date_context("Jumat pagi")
    (True, False)
    """
    return _BESIDE_A_DATE.fullmatch(text) is not None


def trim_date_context(before: str, after: str) -> tuple[str, str]:
    """What is left of the text on both sides of a date without weekday, time, zone and marks.

    >>> trim_date_context("Contoh.com - Jumat, ", ", 10:30 WIB | Rina Sari")
    ('Contoh.com', 'Rina Sari')
    """
    just_before = _JUST_BEFORE.search(before)
    opening = _BESIDE_A_DATE.match(after)
    return (
        before[: just_before.start()] if just_before else before,
        after[opening.end() :] if opening else after,
    )


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _parse(text: str) -> date | None:
    # One parser for the process: it caches its languages, and it is not documented as thread-safe.
    with _parsing:
        moment: datetime | None = _parser().get_date_data(text).date_obj
    return None if moment is None else moment.date()


@cache
def _parser() -> Any:
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]

    # Only complete dates: dateparser would otherwise fill the gaps from the clock.
    return DateDataParser(
        languages=["id", "en"],
        settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )


def _is_plausible(day: date, today: date | None) -> bool:
    if day.year < EARLIEST_YEAR:
        return False
    return today is None or (day - today).days <= 366
