"""Prefers articles by publication date, as a question asks for it: "bulan lalu", "tahun 2022", "terbaru".

This never excludes an article: one without a date or of another date can still answer. If a question names no
time, newer articles are preferred only slightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import exp, log

from knowledge.models import Article, Period
from knowledge.questions.periods import find_period

IN_PERIOD = 2.0
"""Log-odds by which an article of the month, week or day that the question names is preferred."""

IN_YEAR = 1.0
"""The same for longer periods: articles about 2030 are often published in the year before or after."""

NEWEST = 2.0
"""Log-odds by which the newest article is preferred to old ones if the question asks for the newest."""

NEWER_BY_DEFAULT = 0.3
"""The same if the question names no time: enough to decide between two reports of one event."""

HALF_AGE_DAYS = 180
"""The preference for the newest article halves with every so many days of age."""

LONGEST_MONTH_DAYS = 31
DAYS_TO_REPORT = 2
"""An event on the last day of a period is often published some days later."""

_NEWEST = re.compile(
    r"\b(?:ter(?:baru|kini|akhir)|sekarang|kini|saat ini|baru-baru ini|latest|newest|most recent"
    r"|recent(?:ly)?|current(?:ly)?|now|nowadays)\b",
    re.IGNORECASE,
)


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
        is_long = (period.last - period.first).days > LONGEST_MONTH_DAYS
        is_in = period.first <= day and (day - period.last).days <= DAYS_TO_REPORT
        return (IN_YEAR if is_long else IN_PERIOD) * is_in

    by_revision = {revision: preference(day) for revision, day in days.items()}
    greatest = max(by_revision.values())
    return {revision: value - greatest for revision, value in by_revision.items()}


def named_period(question: str, today: date) -> Period | None:
    """Return the first period that a question names, or None; see :func:`find_period`.

    >>> named_period("Who won in 2022?", date(2026, 1, 15))
    Period(first=datetime.date(2022, 1, 1), last=datetime.date(2022, 12, 31))
    """
    found = find_period(question, today)
    return found.period if found else None
