"""Finds the period that a text names: "minggu lalu", "since Monday", "3-10 Mei 2025".

The words are read by the regular expressions of ``period_grammar`` and not by dateparser, although
:mod:`knowledge.text.dates` uses it for complete dates in articles. dateparser finds moments, so "minggu lalu"
is the moment seven days ago and "3-10 Mei 2025" is 3 May; it finds months in "may I ask" and "Ketua Mei Lan";
and ``search_dates`` took 1.4 ms for a short question, the mean of 60, where these rules took 0.05 ms.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Literal

from knowledge.models import Period
from knowledge.questions.period_grammar.calendar_units import Recurring, around
from knowledge.questions.period_grammar.keywords import Keywords, spell_out
from knowledge.questions.period_grammar.mentions import Mention, mentions

Width = Literal["week", "month", "all"]

BEGINNING = date(1900, 1, 1)
"""The first day of a period without a beginning, such as "before May"."""

DAYS_OF_WEEK = 7

_JOINT = re.compile(r" ?(?:-|s/d|s\.d\.|TO dengan|TO|to) ?")
_AND = re.compile(r" ?AND ?")
_TO_NOW = re.compile(r" ?(?:-|TO dengan|TO|to) ?(?:NOW|saat INI)(?!\w)")
_BETWEEN = re.compile(r"(?<!\w)BETWEEN $")
_RANGE_LEAD = re.compile(r"(?<!\w)(?:(?:mulai )?FROM|BETWEEN|SINCE|mulai) $")
_OPEN_LEAD = re.compile(
    r"(?<!\w)(?P<lead>(?:mulai )?SINCE|mulai FROM|BEFORE|AFTER|TO dengan|TO)(?: FROM| the)? $"
)
_PREPOSITION = re.compile(
    r"(?<!\w)(?:(?:pada|di|dalam|dlm|selama|sepanjang|untuk|utk|buat|in|on|at|during|throughout|over|of|for|within"
    r"|FROM|BETWEEN) (?:the )?|the )$"
)
_CALENDAR = re.compile(r"[MWA]\d|DATE|\d{4}|\d/\d")
"""A date, month, weekday or year, as opposed to "yesterday" or "last week"."""

_LEAD_CHARACTERS = 40
"""How far before a period its preposition is looked for: longer than the longest one."""


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period, and the half-open span of the text that names it, with the preposition before it."""

    period: Period
    start: int
    end: int


def find_period(text: str, today: date) -> FoundPeriod | None:
    """Return the first period that a text names, or None. Never raises.

    ``today`` is the date where the writer is. A weekday, month or date without a year is the latest one that
    has begun; with "lalu" or "last", one before today. Weeks and months are whole, so the last day may be
    after today. Periods in the future ("next week"), impossible dates, and periods that end before they begin
    are skipped.

    >>> find_period("Ada berita apa sejak Senin?", date(2026, 1, 15))  # doctest: +NORMALIZE_WHITESPACE
    FoundPeriod(period=Period(first=datetime.date(2026, 1, 12), last=datetime.date(2026, 1, 15)),
        start=15, end=26)
    """
    keywords = spell_out(text)
    found = mentions(keywords, today)
    for mention, following in zip_longest(found, found[1:]):
        if mention.days is None:
            continue
        # Beside the first and the last day of the calendar there is no other.
        with suppress(OverflowError):
            if result := (
                _closed(keywords, mention, following, today)
                or _open(keywords, mention, today)
                or _single(keywords, mention, today)
            ):
                return result
    return None


def wider(period: Period, today: date) -> Width:
    """Return which wider period to offer to someone who asked for ``period``.

    For one day that is this week, for up to a week this month. A week or month in which no day of ``period``
    lies is passed over: after a day of another year, only "all" is wider.

    >>> day = date(2026, 1, 15)
    >>> wider(Period(day, day), day), wider(around("week", day), day), wider(around("month", day), day)
    ('week', 'month', 'all')
    """
    days = (period.last - period.first).days + 1
    if days == 1 and period.first in around("week", today):
        return "week"
    month = around("month", today)
    if days <= DAYS_OF_WEEK and (period.first in month or period.last in month):
        return "month"
    return "all"


def named(kind: Width, today: date) -> Period | None:
    """Return the week or the month of ``today``; None for "all".

    >>> named("week", date(2026, 1, 15))
    Period(first=datetime.date(2026, 1, 12), last=datetime.date(2026, 1, 18))
    """
    return None if kind == "all" else around(kind, today)


def _closed(keywords: Keywords, first: Mention, last: Mention | None, today: date) -> FoundPeriod | None:
    """ "From 28 April to 3 May", "between March and May", "sejak Senin sampai sekarang"."""
    before = _before(keywords, first.start)
    start = first.start - _length(_RANGE_LEAD.search(before) or _PREPOSITION.search(before))
    to_now = _TO_NOW.match(keywords.text, first.end)
    if to_now:
        days = first.latest(today)
        return _found(keywords, start, to_now.end(), days.first, today) if days else None
    if last is None or last.days is None:
        return None
    joint = keywords.text[first.end : last.start]
    if not (_JOINT.fullmatch(joint) or (_AND.fullmatch(joint) and _BETWEEN.search(before))):
        return None
    begin, end = _ends(first, last, today)
    return _found(keywords, start, last.end, begin.first, end.last) if begin and end else None


def _ends(first: Mention, last: Mention, today: date) -> tuple[Period | None, Period | None]:
    """Resolve the two ends of a range so that they lie close together: "Desember sampai Februari 2025"."""
    if isinstance(last.days, Recurring) and not last.days.is_past:
        begin = first.latest(today)
        return begin, begin and last.days.following(begin.first)
    end = last.latest(today)
    if isinstance(first.days, Recurring):
        return end and first.days.latest(end.first), end
    return first.days, end


def _open(keywords: Keywords, mention: Mention, today: date) -> FoundPeriod | None:
    """ "Since Monday", "sebelum 3 Mei"."""
    lead = _OPEN_LEAD.search(_before(keywords, mention.start))
    days = mention.latest(today)
    if lead is None or days is None:
        return None
    start, end = mention.start - _length(lead), mention.end
    word = lead["lead"]
    if word.endswith(("SINCE", "FROM")):
        return _found(keywords, start, end, days.first, today)
    if word == "BEFORE":
        return _found(keywords, start, end, BEGINNING, around("day", days.first, -1).last)
    if not _CALENDAR.search(keywords.text, mention.start, end):
        return None  # "sampai kemarin" says how things were yesterday
    if word == "AFTER":
        return _found(keywords, start, end, around("day", days.last, 1).first, today)
    return _found(keywords, start, end, BEGINNING, days.last)


def _single(keywords: Keywords, mention: Mention, today: date) -> FoundPeriod | None:
    days = mention.latest(today)
    start = mention.start - _length(_PREPOSITION.search(_before(keywords, mention.start)))
    return _found(keywords, start, mention.end, days.first, days.last) if days else None


def _before(keywords: Keywords, start: int) -> str:
    return keywords.text[max(0, start - _LEAD_CHARACTERS) : start]


def _length(match: re.Match[str] | None) -> int:
    return len(match[0]) if match else 0


def _found(keywords: Keywords, start: int, end: int, first: date, last: date) -> FoundPeriod | None:
    if first > last:
        return None
    text = keywords.text
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    return FoundPeriod(Period(first, last), *keywords.span(start, end))
