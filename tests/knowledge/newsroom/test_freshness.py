"""Tests of telling when a feed or channel is silent for too long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from knowledge.newsroom.freshness import is_silent, usual_gap

JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = datetime(2024, 5, 6, 12, tzinfo=JAKARTA)
HOUR = timedelta(hours=1)


def hourly(count: int, until: datetime = NOON) -> list[datetime]:
    return [until - HOUR * number for number in reversed(range(count))]


def daytime(days: int) -> list[datetime]:
    """An article every half hour from 7 to 20 o'clock, until 20 o'clock on 6 May."""
    return [
        datetime(2024, 5, 6, 7, tzinfo=JAKARTA) - timedelta(days=day) + HOUR / 2 * step
        for day in reversed(range(days))
        for step in range(27)
    ]


def test_regular_feed_is_silent_after_twice_its_gap() -> None:
    moments = hourly(100)
    assert not is_silent(moments, NOON + 2 * HOUR, JAKARTA)
    assert is_silent(moments, NOON + 2 * HOUR + timedelta(seconds=1), JAKARTA)


def test_nights_of_a_newsroom_are_usual() -> None:
    moments = daytime(14)
    assert usual_gap(moments) == 11 * HOUR
    assert not is_silent(moments, moments[-1] + 21 * HOUR, JAKARTA)
    assert is_silent(moments, moments[-1] + 23 * HOUR, JAKARTA)


def test_first_night_of_a_feed_is_no_silence_but_the_whole_night_is() -> None:
    moments = daytime(1)
    assert not is_silent(moments, moments[-1] + 11 * HOUR, JAKARTA)
    assert is_silent(moments, moments[-1] + 13 * HOUR, JAKARTA)


def test_young_feed_is_silent_by_day() -> None:
    moments = hourly(6)
    assert is_silent(moments, NOON + 3 * HOUR, JAKARTA)


def test_one_outage_is_not_usual_and_weekends_are() -> None:
    outage = [moment for moment in hourly(300) if not NOON - 50 * HOUR < moment < NOON - 20 * HOUR]
    assert usual_gap(outage) == HOUR
    weekdays = [NOON - timedelta(days=day) for day in range(27, -1, -1)]
    weekdays = [moment for moment in weekdays if moment.weekday() < 5]
    assert usual_gap(weekdays) == timedelta(days=3)


@pytest.mark.parametrize("moments", [[], [NOON], hourly(3), [NOON] * 50])
def test_too_few_items_tell_nothing(moments: list[datetime]) -> None:
    assert usual_gap(moments) is None
    assert not is_silent(moments, NOON + timedelta(days=90), JAKARTA)


def test_short_silence_of_a_busy_feed_is_not_told() -> None:
    moments = [NOON - timedelta(minutes=number) for number in range(500, -1, -1)]
    assert not is_silent(moments, NOON + timedelta(minutes=29), JAKARTA)
    assert is_silent(moments, NOON + timedelta(minutes=31), JAKARTA)


def test_zone_decides_what_is_night() -> None:
    moments = [moment.astimezone(UTC) for moment in hourly(6)]
    assert is_silent(moments, NOON + 3 * HOUR, JAKARTA)
    assert not is_silent(moments, NOON + 3 * HOUR, ZoneInfo("America/New_York"))
