"""Finds complete calendar dates in Indonesian and English text.

A regular expression finds candidates and dateparser parses them. Dates without a year, months without a day
and words such as "yesterday" are ignored, because their day would have to be guessed.
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
"""Characters; longer than any date with weekday, time and zone. :func:`parse_date` rejects longer text."""

_YEAR = r"(?:1[5-9]|2[01])\d\d(?!\d)"
_SPAN = re.compile(
    rf"""(?<![\w/.-])(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)(?=\D|$)
    | {_YEAR}\s?/\s?\d{{1,2}}\s?/\s?\d{{1,2}}(?![\d/])
    | \d{{1,2}}(?P<separator>\s?[/.-]\s?)\d{{1,2}}(?P=separator){_YEAR}(?!/)
    | \d{{1,2}}(?:st|nd|rd|th)?[ -][^\W\d_]{{3,9}}\.?,?[ -]{_YEAR}
    | [^\W\d_]{{3,9}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTEXT = r"""(?:
      \b(?:senin|selasa|rabu|kamis|jum['’`]?at|sabtu|minggu|ahad|hari|tanggal|pukul|jam|pada|at|on
        |mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?
        |wib|wita|wit|utc|gmt|est|edt|cst|cdt|pst|pdt|bst|cet|sgt|myt|[ap]\.?m)\b
    | T?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d{1,9})?)?(?!\d)
    | [+-]\d\d:?\d\d(?!\d) | \+\d{1,2}(?!\d) | Z\b
    | [\s,.;|/()\[\]–—•·:-]
    )"""
# Possessive quantifiers: the alternatives exclude each other, so backtracking would only cost time.
_DATE_CONTEXT = re.compile(_CONTEXT + "*+", re.VERBOSE | re.IGNORECASE)
_DATE_CONTEXT_AT_END = re.compile(_CONTEXT + "++$", re.VERBOSE | re.IGNORECASE)
_parser_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text: ``text[start:end]`` is the date ``day``, without weekday and time."""

    start: int
    end: int
    day: date


def find_dates(text: str, *, today: date | None = None) -> Iterator[FoundDate]:
    """Yield every complete date in ``text``, in text order. Meant for lines, not for whole articles.

    Numeric dates are day first (``03/04/2022`` is 3 April) unless that is impossible. Years before 1900 are
    ignored, and so are days more than 366 days after ``today``, if it is given.

    >>> [found.day.isoformat() for found in find_dates("Rabu (20/4/2022) dan April 22, 2022")]
    ['2022-04-20', '2022-04-22']
    """
    for match in _SPAN.finditer(text):
        day = _iso(match[0]) if match["iso"] else _parse(" ".join(match[0].split()))
        if day is not None and _is_plausible(day, today):
            yield FoundDate(match.start(), match.end(), day)


def parse_date(text: str, *, today: date | None = None) -> date | None:
    """Parse ``text`` as one date, with or without weekday, time and zone; None if it is anything else.

    >>> parse_date("Jumat, 22 April 2022 10:30 WIB")
    datetime.date(2022, 4, 22)
    >>> parse_date("sejak 22 April 2022 harga naik") is None
    True
    """
    if len(text) > LONGEST_DATE_LINE:
        return None
    match = next(find_dates(text, today=today), None)
    if match is None:
        return None
    rest = text[: match.start] + " " + text[match.end :]
    return match.day if is_date_context(rest) else None


def is_date_context(text: str) -> bool:
    """Whether ``text`` contains only what may accompany a date: weekday, time, time zone, punctuation.

    >>> is_date_context("Jumat, 10:30 WIB"), is_date_context("Jumat pagi")
    (True, False)
    """
    return _DATE_CONTEXT.fullmatch(text) is not None


def trim_date_context(before: str, after: str) -> tuple[str, str]:
    """Strip weekday, time, zone and punctuation from the texts before and after a date.

    >>> trim_date_context("Contoh.com - Jumat, ", ", 10:30 WIB | Rina Sari")
    ('Contoh.com', 'Rina Sari')
    """
    context_before = _DATE_CONTEXT_AT_END.search(before)
    context_after = _DATE_CONTEXT.match(after)
    return (
        before[: context_before.start()] if context_before else before,
        after[context_after.end() :] if context_after else after,
    )


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
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
