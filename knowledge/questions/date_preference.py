"""Prefers articles by publication date, as a question asks for it: "bulan lalu", "tahun 2022", "terbaru".

This never excludes an article: one without a date or of another date can still answer. If a question names no
time, newer articles are preferred only slightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from math import exp, log

from knowledge.models import Article

IN_PERIOD = 2.0
"""Log-odds by which an article of the month, week or day that the question names is preferred."""

IN_YEAR = 1.0
"""The same for a year: articles about 2030 are often published in the year before or after."""

NEWEST = 2.0
"""Log-odds by which the newest article is preferred to old ones if the question asks for the newest."""

NEWER_BY_DEFAULT = 0.3
"""The same if the question names no time: enough to decide between two reports of one event."""

HALF_AGE_DAYS = 180
"""The preference for the newest article halves with every so many days of age."""

LONGEST_MONTH_DAYS = 31
DAYS_TO_REPORT = 2
"""An event on the last day of a period is often published some days later."""

_PERIOD = re.compile(
    r"\b(?:(?P<unit>hari|minggu|pekan|bulan|tahun|week|month|year) (?P<which>ini|lalu|kemarin)"
    r"|(?P<that>this|last) (?P<of>week|month|year)"
    r"|(?P<today>today|tonight|tadi (?:pagi|siang|sore|malam)|malam ini|this morning)"
    r"|(?P<yesterday>kemarin|yesterday|last night)"
    r"|(?:pada |di |sepanjang |selama |in |during )?(?:tahun |year )?(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"\b(?:ter(?:baru|kini|akhir)|sekarang|kini|saat ini|baru-baru ini|latest|newest|most recent"
    r"|recent(?:ly)?|current(?:ly)?|now|nowadays)\b",
    re.IGNORECASE,
)
_UNITS = {"hari": "day", "minggu": "week", "pekan": "week", "bulan": "month", "tahun": "year"}

Period = tuple[date, date]
"""First and last day, both inclusive."""


def preferences(question: str, articles: Iterable[Article], today: date) -> dict[int, float]:
    """Return what to add to the log-odds of the sentences of each article, by revision.

    The values are at most 0, and 0 for the preferred article: dates can lower confidence but never raise it.
    ``today`` is the date where the asker is; articles with a later date count as published today.
    """
    days = {article.revision: article.published_on for article in articles}
    known_days = [day for day in days.values() if day is not None]
    if not known_days:
        return dict.fromkeys(days, 0.0)
    period = named_period(question, today)
    newest = min(max(known_days), today)
    weight = NEWEST if _NEWEST.search(question) else NEWER_BY_DEFAULT

    def preference(day: date | None) -> float:
        if day is None:
            return 0.0
        if period is None:
            return weight * exp(-log(2) * max(0, (newest - day).days) / HALF_AGE_DAYS)
        first, last = period
        is_year = (last - first).days > LONGEST_MONTH_DAYS
        is_in = first <= day <= last + timedelta(days=DAYS_TO_REPORT)
        return (IN_YEAR if is_year else IN_PERIOD) * is_in

    by_revision = {revision: preference(day) for revision, day in days.items()}
    greatest = max(by_revision.values())
    return {revision: value - greatest for revision, value in by_revision.items()}


def named_period(question: str, today: date) -> Period | None:
    """Return the first period that a question names, or None. Weeks begin on Monday.

    >>> named_period("Apa yang terjadi bulan lalu?", date(2026, 1, 15))
    (datetime.date(2025, 12, 1), datetime.date(2025, 12, 31))
    >>> named_period("Who won in 2022?", date(2026, 1, 15))
    (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
    """
    match = _PERIOD.search(question)
    if match is None:
        return None
    if match["year"]:
        return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    if match["today"] or match["yesterday"]:
        day = today if match["today"] else today - timedelta(days=1)
        return day, day
    unit = (match["unit"] or match["of"]).lower()
    period = _period_around(_UNITS.get(unit, unit), today)
    if (match["which"] or match["that"]).lower() in {"lalu", "kemarin", "last"}:
        period = _period_around(_UNITS.get(unit, unit), period[0] - timedelta(days=1))
    return period


def _period_around(unit: str, day: date) -> Period:
    """Return the day, week, month or year that contains ``day``."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return day.replace(day=1), following - timedelta(days=1)
    return day.replace(month=1, day=1), day.replace(month=12, day=31)
