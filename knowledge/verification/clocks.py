"""Finds times of day in a text: "pukul 19.00 WIB", "10:30 a.m.", "jam 7 malam"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_ZONES = {"wib": 7, "wita": 8, "wit": 9, "gmt": 0, "utc": 0}
_HALF_DAY = 720
_DAY = 1440


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at the half-open span ``[start, end)`` of its text."""

    text: str
    start: int
    end: int
    minutes: frozenset[int]
    """Minutes after midnight. "At 7" has two values, 7:00 and 19:00."""
    zone: int | None = None
    """Hours ahead of UTC; None if the text names no time zone."""


def clocks(text: str) -> list[Clock]:
    """Find the times of day in ``text``, in order. A duration ("2 jam") is not a time of day.

    >>> [sorted(clock.minutes) for clock in clocks("pukul 19.00 WIB, 10:30 a.m., jam 7 malam, 2 jam")]
    [[1140], [630], [1140]]
    """
    result = []
    for match in _clock_pattern().finditer(text):
        hour = int(match["hour"] or match["hour2"] or match["hour3"])
        minute = int(match["minute"] or match["minute2"] or 0)
        half = (match["half"] or match["half3"] or "").lower().replace(".", "").replace(" ", "")
        if hour > 24 or minute > 59:
            continue
        zone = _ZONES.get((match["zone"] or "").lower())
        result.append(
            Clock(
                match[0].strip(), match.start(), match.end(), _minutes(hour % 24, minute, half, match), zone
            )
        )
    return result


def _minutes(hour: int, minute: int, half: str, match: re.Match[str]) -> frozenset[int]:
    """The minutes after midnight that a time may mean.

    ``half`` is the part of the day in lower case without spaces and full stops, ``""`` if it is not named.
    """
    at = hour * 60 + minute
    if half in {"pm", "malam", "sore", "petang"}:
        if hour < 12:
            return frozenset({at + _HALF_DAY})
        return frozenset({at - _HALF_DAY if half == "malam" and hour == 12 else at})
    if half == "siang":
        return frozenset({at + _HALF_DAY if hour < 10 else at})
    if half in {"am", "pagi", "dinihari"}:
        return frozenset({at - _HALF_DAY if hour == 12 else at})
    # "07.00" and a time with its zone follow the 24-hour clock; "7.00" may be in the evening.
    exact = match["zone"] or (
        (match["minute"] or match["minute2"]) and (match["hour"] or match["hour2"]).startswith("0")
    )
    if exact or hour == 0 or hour > 12:
        return frozenset({at})
    return frozenset({at, (at + _HALF_DAY) % _DAY})


def same_time(left: Clock, right: Clock) -> bool:
    """Whether two times of day can be the same; zones count only if both texts name one."""
    shift = 0 if left.zone is None or right.zone is None else 60 * (left.zone - right.zone)
    return any((minute - shift) % _DAY in right.minutes for minute in left.minutes)


@cache
def _clock_pattern() -> re.Pattern[str]:
    half = r"(?:\s?(?P<{0}>[ap]\.?\s?m\b\.?|pagi|siang|sore|petang|malam|dini\shari))"
    zone = r"(?:\s?(?P<zone>WIB|WITA|WIT|GMT|UTC)\b)"
    return re.compile(
        r"(?i)(?<![\w.,:$-])(?:(?:pukul|jam|at)\s(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?![\d.,:/-]\d|\d|\s?%)(?!\s(?:persen|percent|juta|ribu|miliar|orang|tahun|hari|kali|times)|[\s-](?:hours?|jam|years?|minutes?|menit)\b)"
        r"|(?P<hour2>\d{1,2})[.:](?P<minute2>\d\d)(?=\s?(?:[ap]\.?m|WIB|WITA|WIT|GMT|UTC)\b)"
        r"|(?P<hour3>\d{1,2})(?=\s?[ap]\.?m\b)(?P<half3>\s?[ap]\.?m\b\.?))"
        + half.format("half")
        + "?"
        + zone
        + "?"
    )
