"""Recognises the time at the beginning of an entry of a live blog, or the minute in the report of a match."""

from __future__ import annotations

import re
from datetime import date

from knowledge.text.dates import parse_date

LONGEST_STAMP = 60
"""Characters of a line that is a day with a time, at most."""

_ZONE = r"(?:\s?(?:WIB|WITA|WIT|GMT|UTC|(?P<half>[ap])\.?m\.?))?"
_CLOCK = rf"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?{_ZONE}"
_AT_BEGINNING = re.compile(
    rf"[\[(]?(?:(?:pukul|jam)\s)?{_CLOCK}[\])]?(?:\s*[-–—|:•]\s|\s*$|(?<=[A-Za-z\])])\s|\n)", re.IGNORECASE
)
_AT_END = re.compile(rf"[^\n.!?]{{0,{LONGEST_STAMP}}}?\b{_CLOCK}\s*(?:\n|$)", re.IGNORECASE)
_OF_MATCH = re.compile(r"(?:menit(?:\s|\ske-))?(\d{1,3})(?:\s?\+\s?(\d{1,2}))?\s?['’′][\s:–-]", re.IGNORECASE)


def entry_time(text: str) -> tuple[date, int] | None:
    r"""The day and minute at the beginning of a text, for comparing the entries of one page; None without.

    The day is ``date.min`` if the text does not name it.

    >>> entry_time("11.40 WIB – Jalan dibuka.")[1], entry_time("45+2' - Kartu merah")[1]
    (700, 47)
    >>> entry_time("10.500 orang mengungsi."), entry_time("Rapat pukul 10.00 ditunda.")
    (None, None)
    """
    if found := _AT_BEGINNING.match(text):
        return date.min, _minute(found)
    if found := _OF_MATCH.match(text):
        return date.min, int(found[1]) + int(found[2] or 0)
    first = text.partition("\n")[0]
    if len(first) <= LONGEST_STAMP and (found := _AT_END.match(text)) and (day := parse_date(first)):
        return day, _minute(found)
    return None


def _minute(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + 12 * (clock["half"].lower() == "p")
    return hour * 60 + int(clock["minute"])
