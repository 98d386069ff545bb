"""Which publication dates a question prefers: "bulan lalu", "tahun 2022", "terbaru".

A preference, never a filter: an article without a date, or of another day, can still answer. Where a question
says nothing of time, newer articles come first only among those that are as likely to answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from math import exp, log

from knowledge.models import Article

IN_PERIOD = 2.0
"""Log-odds against articles of other times, where one of the time that the question names is there."""

IN_YEAR = 1.0
"""The same for a year: what an article says of 2030 is often in the paper before or after it."""

NEWEST = 2.0
"""The same against old articles, where the newest is asked for."""

NEWEST_OF_EQUALS = 0.3
"""The same where nothing is said of time: enough to decide between two reports of one event."""

HALF_AGE_DAYS = 180
"""So many days older, and half of the preference for the newest is left."""

LONGEST_MONTH = 31
DAYS_TO_REPORT = 2
"""What happened on the last day of a period is in the paper some days later."""

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
_DAYS = {"hari": "day", "minggu": "week", "pekan": "week", "bulan": "month", "tahun": "year"}

Period = tuple[date, date]
"""First and last day."""


def preferences(question: str, articles: Iterable[Article], today: date) -> dict[int, float]:
    """What publication dates add to the log-odds of the sentences of each article, by revision.

    The article that the question prefers has 0, others less, so that a date makes no answer surer. ``today``
    is the asker's; articles of the future are as new as those of today.
    """
    days = {one.revision: one.published_on for one in articles}
    known = [day for day in days.values() if day is not None]
    if not known:
        return dict.fromkeys(days, 0.0)
    period = named_period(question, today)
    newest = min(max(known), today)
    weight = NEWEST if _NEWEST.search(question) else NEWEST_OF_EQUALS

    def liking(day: date | None) -> float:
        if day is None:
            return 0.0
        if period is None:
            return weight * exp(-log(2) * max(0, (newest - day).days) / HALF_AGE_DAYS)
        first, last = period
        is_year = (last - first).days > LONGEST_MONTH
        is_in = first <= day <= last + timedelta(days=DAYS_TO_REPORT)
        return (IN_YEAR if is_year else IN_PERIOD) * is_in

    likings = {revision: liking(day) for revision, day in days.items()}
    most = max(likings.values())
    return {revision: each - most for revision, each in likings.items()}


def named_period(question: str, today: date) -> Period | None:
    """The first period that a question names, None when it names none. Weeks begin on Monday.

    >>> named_period("Apa yang terjadi bulan lalu?", date(2026, 1, 15))
    (datetime.date(2025, 12, 1), datetime.date(2025, 12, 31))
    >>> named_period("Who won in 2022?", date(2026, 1, 15))
    (datetime.date(2022, 1, 1), datetime.date(2022, 12, 31))
    """
    found = _PERIOD.search(question)
    if found is None:
        return None
    if found["year"]:
        return date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31)
    if found["today"] or found["yesterday"]:
        day = today if found["today"] else today - timedelta(days=1)
        return day, day
    unit = (found["unit"] or found["of"]).lower()
    period = _current(_DAYS.get(unit, unit), today)
    if (found["which"] or found["that"]).lower() in {"lalu", "kemarin", "last"}:
        period = _current(_DAYS.get(unit, unit), period[0] - timedelta(days=1))
    return period


def _current(unit: str, day: date) -> Period:
    """The day, week, month or year that ``day`` is in."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return day.replace(day=1), following - timedelta(days=1)
    return day.replace(month=1, day=1), day.replace(month=12, day=31)
