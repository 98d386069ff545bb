"""Tells when a feed or channel is silent for longer than it usually is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

LOOK_BACK = timedelta(days=28)
"""Older items say nothing about what is usual: four weeks have four weekends."""

LEAST_GAPS = 3
"""With fewer gaps between items nothing is known to be usual."""

TIMES = 2
"""A source is silent after this many times its usual gap."""

LEAST_SILENCE = timedelta(minutes=30)
"""Shorter silences are never told: feeds are polled every quarter of an hour."""

YOUNG_FOR = timedelta(days=3)
"""A source whose items cover less time than this may not have shown its nights yet."""

YOUNG_NIGHT_SILENCE = timedelta(hours=12)
NIGHT_BEGINS, NIGHT_ENDS = 22, 6
"""Hours of the day in the zone of the newsroom, when few newsrooms publish."""


def usual_gap(moments: Sequence[datetime]) -> timedelta | None:
    """Returns the longest gap that is usual between items; None if there are too few to tell.

    ``moments`` are in ascending order. With ten gaps or more it is the third longest, so that nights and
    weekends are usual and one outage is not; with five to nine it is the second longest.

    >>> usual_gap([datetime(2024, 3, 5, hour) for hour in (8, 9, 10, 12)])
    datetime.timedelta(seconds=7200)
    """
    distinct = sorted(set(moments))
    gaps = sorted((later - earlier for earlier, later in pairwise(distinct)), reverse=True)
    if len(gaps) < LEAST_GAPS:
        return None
    return gaps[min(2, len(gaps) // 5)]


def is_silent(moments: Sequence[datetime], now: datetime, zone: tzinfo) -> bool:
    """Returns whether a source is silent at ``now``. ``moments`` are those of the last :data:`LOOK_BACK`."""
    gap = usual_gap(moments)
    if gap is None:
        return False
    first, last = min(moments), max(moments)
    limit = max(TIMES * gap, LEAST_SILENCE)
    if last - first < YOUNG_FOR and _touches_night(last.astimezone(zone), now.astimezone(zone)):
        limit = max(limit, YOUNG_NIGHT_SILENCE)
    return now - last > limit


def _touches_night(begin: datetime, end: datetime) -> bool:
    return end.date() > begin.date() or end.hour >= NIGHT_BEGINS or begin.hour < NIGHT_ENDS
