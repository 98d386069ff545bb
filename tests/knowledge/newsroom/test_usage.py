"""What happened in a number of days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.models import TurnMetrics, Usage
from knowledge.newsroom.usage import first_moment, usage_report

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2025, 3, 10, 18, 0, tzinfo=UTC)  # 11 March, one in the morning, in Jakarta


def _asked(moment: datetime, *, is_answered: bool = True, ms: float = 100.0) -> TurnMetrics:
    return TurnMetrics(moment, is_answered, None, Usage(10, 2), ms)


def test_days_are_those_of_the_zone_without_gaps() -> None:
    asked = [
        _asked(NOW - timedelta(hours=1, minutes=1)),
        _asked(NOW, is_answered=False),
        _asked(NOW - timedelta(days=9)),
    ]
    found = usage_report(asked, 3, NOW, JAKARTA)
    assert [day.day for day in found.days] == [date(2025, 3, 9), date(2025, 3, 10), date(2025, 3, 11)]
    assert [(day.answered, day.abstained) for day in found.days] == [(0, 0), (1, 0), (0, 1)]
    assert (found.questions, found.answered, found.abstained) == (2, 1, 1)
    assert found.usage == Usage(20, 4)
    assert first_moment(3, NOW, JAKARTA) == datetime(2025, 3, 9, tzinfo=JAKARTA)


def test_times_are_the_median_and_what_nineteen_of_twenty_keep_to() -> None:
    found = usage_report([_asked(NOW, ms=float(ms)) for ms in range(1, 101)], 7, NOW, UTC)
    assert (found.median_ms, found.slow_ms) == (50.5, 96.0)


def test_nothing_asked_has_no_times() -> None:
    found = usage_report([], 7, NOW, UTC)
    assert (found.questions, found.median_ms, found.slow_ms) == (0, None, None)
    assert len(found.days) == 7


def test_every_reason_is_a_thumb_down() -> None:
    given = ("up", "down", "wrong_fact", None)
    asked = [TurnMetrics(NOW, True, one, Usage(), 1.0) for one in given]  # type: ignore[arg-type]
    found = usage_report(asked, 7, NOW, UTC)
    assert (found.up, found.down) == (1, 2)
