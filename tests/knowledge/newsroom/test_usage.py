"""Tests of usage statistics over a number of days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.models import TurnMetrics, Usage
from knowledge.newsroom.usage import first_moment, usage_report

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2025, 3, 10, 18, 0, tzinfo=UTC)  # 11 March, one in the morning, in Jakarta


def _turn(moment: datetime, *, is_answered: bool = True, ms: float = 100.0) -> TurnMetrics:
    return TurnMetrics(moment, is_answered, None, Usage(10, 2), ms)


def test_report_has_every_calendar_day_of_the_zone() -> None:
    turns = [
        _turn(NOW - timedelta(hours=1, minutes=1)),
        _turn(NOW, is_answered=False),
        _turn(NOW - timedelta(days=9)),
    ]
    report = usage_report(turns, 3, NOW, JAKARTA)
    assert [day.day for day in report.days] == [date(2025, 3, 9), date(2025, 3, 10), date(2025, 3, 11)]
    assert [(day.answered, day.abstained) for day in report.days] == [(0, 0), (1, 0), (0, 1)]
    assert (report.questions, report.answered, report.abstained) == (2, 1, 1)
    assert report.usage == Usage(20, 4)
    assert first_moment(3, NOW, JAKARTA) == datetime(2025, 3, 9, tzinfo=JAKARTA)


def test_times_are_median_and_95th_percentile() -> None:
    report = usage_report([_turn(NOW, ms=float(ms)) for ms in range(1, 101)], 7, NOW, UTC)
    assert (report.median_ms, report.slow_ms) == (50.5, 96.0)


def test_report_without_questions_has_no_times() -> None:
    report = usage_report([], 7, NOW, UTC)
    assert (report.questions, report.median_ms, report.slow_ms) == (0, None, None)
    assert len(report.days) == 7


def test_every_reason_counts_as_bad_feedback() -> None:
    kinds = ("up", "down", "wrong_fact", None)
    turns = [TurnMetrics(NOW, True, kind, Usage(), 1.0) for kind in kinds]  # type: ignore[arg-type]
    report = usage_report(turns, 7, NOW, UTC)
    assert (report.up, report.down) == (1, 2)
