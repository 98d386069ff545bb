"""How many numbers, dates and names of answers are in none of the sentences that they cite?

    kutip ask --batch tests/llm/questions.jsonl --json | python -m tests.llm.unsupported_details

A detail is supported when a cited sentence or the title of its article has it; dates that these count from
the day of publication ("Rabu (20/4)") are resolved first. A name may also be the question's, and of a
standalone question only if it was asked or quoted before. Exits with 1 when anything is unsupported, or
nothing was read.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.llm import details

Json = dict[str, Any]
KINDS = ("number", "date", "name")


@dataclass(frozen=True, slots=True)
class Unsupported:
    """One detail of one statement. ``kind`` is one of :data:`KINDS`."""

    kind: str
    detail: str
    statement: str
    answer_id: Any = None


@dataclass
class Tally:
    """What was seen in the answers so far."""

    found: list[Unsupported] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    heard: set[str] = field(default_factory=set)

    def add(self, answer: Json) -> None:
        """Count one line of ``kutip ask --batch --json``."""
        if "error" in answer:
            self.errors += 1
            return
        asked = details.words(answer["question"])
        known = asked | (details.words(answer["standalone_question"]) & self.heard)
        self.heard |= asked
        self.answers[f"{answer['status']} by {answer['mode']}"] += 1
        self.dropped.update(problem for one in answer["dropped"] for problem in one["problems"])
        for statement in answer["statements"]:
            self.statements[answer["mode"]] += 1
            self.found += unsupported(statement, known, answer["id"])
            for citation in statement["citations"]:
                self.heard |= details.words(f"{citation['sentence']} {citation['title']}")

    def summary(self) -> str:
        """Some lines for people."""
        kinds = Counter(one.kind for one in self.found)
        lines = [f"UNSUPPORTED  answer {one.answer_id}: {one.kind} {one.detail}: {one.statement}"
                 for one in self.found]  # fmt: skip
        return "\n".join(
            [
                *lines,
                f"answers      {_told(self.answers)}; {self.errors} could not be asked",
                f"statements   {self.statements.total()}: {_told(self.statements)}",
                f"dropped      {_told(self.dropped)}",
                f"unsupported  {', '.join(f'{kinds[kind]} {kind}s' for kind in KINDS)}",
            ]
        )


def unsupported(statement: Json, known: set[str], answer_id: Any = None) -> list[Unsupported]:
    """The details of a statement that its citations do not have; ``known`` are the words of the question."""
    text = statement["text"]
    told, rest = details.dates(text)
    days: set[details.Day] = set()
    weekdays: set[int] = set()
    offsets: set[int] = set()
    values: set[details.Readings] = set()
    for citation in statement["citations"]:
        source = f"{citation['sentence']} · {citation['title']}"
        written, without_dates = details.dates(source)
        published_on = date.fromisoformat(citation["published_on"]) if citation["published_on"] else None
        meant = details.resolved(written, published_on)
        days |= meant
        weekdays |= written.weekdays
        weekdays |= {
            date(one.year, one.month, one.day).weekday()
            for one in meant
            if one.year and one.month and one.day
        }
        offsets |= written.offsets
        values |= details.numbers(without_dates)
        known = known | details.words(source)

    def missing(kind: str, detail: object) -> Unsupported:
        return Unsupported(kind, str(detail), text, answer_id)

    readings = {value for one in values for value in one}
    return [
        *(missing("number", " or ".join(map(str, one)))
          for one in details.numbers(rest) if not one & readings),
        *(missing("date", one) for one in told.days
          if not any(day.tells(one) for day in days)
          and not (one.year in readings and one == details.Day(one.year))),
        *(missing("date", f"weekday {one}") for one in told.weekdays - weekdays),
        *(missing("date", f"{one:+} days") for one in told.offsets - offsets),
        *(missing("name", one) for one in details.names(text) if details.folded(one) not in known),
    ]  # fmt: skip


def tally(lines: Iterable[str]) -> Tally:
    """Count JSON lines; blank ones are passed over."""
    counted = Tally()
    for line in lines:
        if line.strip():
            counted.add(json.loads(line))
    return counted


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"


if __name__ == "__main__":
    counted = tally(sys.stdin)
    print(counted.summary())
    sys.exit(1 if counted.found or not counted.answers else 0)
