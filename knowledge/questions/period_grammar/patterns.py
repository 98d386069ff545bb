"""What the rules for periods share: parts of patterns, and access to what a pattern found.

Quantifiers are bounded, so that a search takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from knowledge.models import Period
from knowledge.questions.period_grammar.calendar_units import Part, Recurring, Unit, around, part_of
from knowledge.questions.period_grammar.keywords import Keywords

_COUNTED = (
    "orang jiwa warga kepala keluarga kk ekor unit buah rumah rupiah dolar dollars people person persons"
    " residents students homes houses kasus cases km kilometer meter metres m ton tons kg kilogram liter"
    " hektare hektar ha kali times ribu juta miliar thousand million billion peserta pelari penumpang persen"
    " percent HOUR DAY WEEK MINGGU MONTH"
)
NO_AMOUNT = rf"(?!\d|[.,:/]\d| ?%| (?:{_COUNTED.replace(' ', '|')})\b)"
"""After a number that counts nothing: "2000 people" is not a year, and "May 3 people" is not a date."""

FREE_NUMBER = r"(?<![\w.,/$#])(?<![a-z]-)"
"""Before a number that is not part of a longer one or of a word: "2.000", "covid-19"."""

PART = r"(?:(?P<part>EARLY|MID|LATE|(?:START|MIDDLE|END)(?= of))(?: of)?(?: the)?[ -])?"
THAT = r"(?: YANG)? (?P<which>INI|LALU|YESTERDAY)"
PAST = r"(?P<past>(?: YANG)? (?:LALU|YESTERDAY))"
TIME_OF_DAY = "(?: PART| NIGHT)?"

THIS = frozenset({"INI", "THIS"})
_PARTS: dict[str, Part] = {
    "EARLY": "early", "START": "early", "MID": "mid", "MIDDLE": "mid", "LATE": "late", "END": "late",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule in ``keywords``."""

    match: re.Match[str]
    keywords: Keywords
    today: date

    def __getitem__(self, group: str) -> str:
        """The text of a group; empty if it did not match, or if the pattern has no such group."""
        return self.match.groupdict().get(group) or ""

    def source(self, group: str) -> str:
        """How the last keyword of a group, which must have matched, is written in the source."""
        start, end = self.keywords.span(self.match.end(group) - 1, self.match.end(group))
        return self.keywords.source[start:end]

    def this_or_last(self, unit: Unit, group: str = "which") -> Period:
        """The unit of today if the group says "this", else the one before."""
        return around(unit, self.today, 0 if self[group] in THIS else -1)

    def part_of(self, unit: Unit, period: Period) -> Period:
        """The part of a period that the group ``part`` names ("awal"), or all of it."""
        return part_of(unit, period, _PARTS[self["part"]]) if self["part"] else period


Rule: TypeAlias = Callable[[Found], Period | Recurring | None]
"""Returns the days that a match means; None if it means no day, or one in the future.

``ValueError`` and ``OverflowError`` mean that there is no such date. In all these cases the match still
claims its words: "Senin depan" is not the Monday before today, and "31 Februari" not the whole month.
"""
