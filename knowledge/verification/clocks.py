"""Times of day as a text says them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_ZONES = {"wib": 7, "wita": 8, "wit": 9, "gmt": 0, "utc": 0}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day at ``[start, end)``: minutes after midnight, all readings; ``zone`` in hours."""

    text: str
    start: int
    end: int
    minutes: frozenset[int]
    zone: int | None = None


def clocks(text: str) -> list[Clock]:
    """The times of day in ``text``, in order.

    >>> [sorted(found.minutes) for found in clocks("pukul 19.00 WIB, 10:30 a.m., jam 7 malam, 2 jam")]
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
    at = hour * 60 + minute
    if half in {"pm", "malam", "sore", "petang"}:
        return frozenset({at + 720 if hour < 12 else (at - 720 if half == "malam" and hour == 12 else at)})
    if half == "siang":
        return frozenset({at + 720 if hour < 10 else at})
    if half in {"am", "pagi", "dini hari", "dinihari"}:
        return frozenset({at - 720 if hour == 12 else at})
    exact = match["zone"] or (
        (match["minute"] or match["minute2"]) and (match["hour"] or match["hour2"]).startswith("0")
    )
    if exact or hour == 0 or hour > 12:
        return frozenset({at})
    return frozenset({at, (at + 720) % 1440})


def same_time(left: Clock, right: Clock) -> bool:
    """Whether two clock times can be the same one, zones minded when both are named."""
    shift = 0 if left.zone is None or right.zone is None else 60 * (left.zone - right.zone)
    return any((minute - shift) % 1440 in right.minutes for minute in left.minutes)


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
