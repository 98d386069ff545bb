"""Counts the numbers, dates and names of answers that are in none of the sentences that they cite.

    kutip ask --batch tests/llm/questions.jsonl --json | python -m tests.llm.unsupported_details

A detail is supported if a cited sentence or the title of its article contains it. Dates relative to the day
of publication ("Rabu (20/4)") are resolved first. A name may also come from the question; a name that only
the standalone question has must have occurred in an earlier question or citation. Prints each unsupported
detail and the counts. Exits with 1 if a detail is unsupported or no answer was read.
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
    """Counts over the answers that were added so far."""

    unsupported: list[Unsupported] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    earlier_words: set[str] = field(default_factory=set)
    """The words of the questions, citations and titles so far."""

    def add(self, answer: Json) -> None:
        """Counts one line of ``kutip ask --batch --json``."""
        if "error" in answer:
            self.errors += 1
            return
        typed = details.words(answer["question"])
        known = typed | (details.words(answer["standalone_question"]) & self.earlier_words)
        self.earlier_words |= typed
        self.answers[f"{answer['status']} by {answer['mode']}"] += 1
        self.dropped.update(problem for dropped in answer["dropped"] for problem in dropped["problems"])
        for statement in answer["statements"]:
            self.statements[answer["mode"]] += 1
            self.unsupported += unsupported(statement, known, answer["id"])
            for citation in statement["citations"]:
                self.earlier_words |= details.words(f"{citation['sentence']} {citation['title']}")

    def summary(self) -> str:
        """Returns a text with the unsupported details and the counts."""
        kinds = Counter(detail.kind for detail in self.unsupported)
        lines = [f"UNSUPPORTED  answer {each.answer_id}: {each.kind} {each.detail}: {each.statement}"
                 for each in self.unsupported]  # fmt: skip
        return "\n".join(
            [
                *lines,
                f"answers      {_listed(self.answers)}; {self.errors} could not be asked",
                f"statements   {self.statements.total()}: {_listed(self.statements)}",
                f"dropped      {_listed(self.dropped)}",
                f"unsupported  {', '.join(f'{kinds[kind]} {kind}s' for kind in KINDS)}",
            ]
        )


def unsupported(statement: Json, known: set[str], answer_id: Any = None) -> list[Unsupported]:
    """Returns the details of a statement that its citations do not support.

    ``known`` are the words that names may also come from, those of the question.
    """
    text = statement["text"]
    dates, rest = details.dates(text)
    days: set[details.Day] = set()
    weekdays: set[int] = set()
    offsets: set[int] = set()
    numbers: set[details.Values] = set()
    for citation in statement["citations"]:
        source = f"{citation['sentence']} · {citation['title']}"
        written, without_dates = details.dates(source)
        published_on = date.fromisoformat(citation["published_on"]) if citation["published_on"] else None
        meant = details.resolved(written, published_on)
        days |= meant
        weekdays |= written.weekdays
        weekdays |= {
            date(day.year, day.month, day.day).weekday()
            for day in meant
            if day.year and day.month and day.day
        }
        offsets |= written.offsets
        numbers |= details.numbers(without_dates)
        known = known | details.words(source)

    def missing(kind: str, detail: object) -> Unsupported:
        return Unsupported(kind, str(detail), text, answer_id)

    values = {value for number in numbers for value in number}
    return [
        *(missing("number", " or ".join(map(str, number)))
          for number in details.numbers(rest) if not number & values),
        *(missing("date", day) for day in dates.days
          if not any(cited.implies(day) for cited in days)
          and not (day.year in values and day == details.Day(day.year))),
        *(missing("date", f"weekday {weekday}") for weekday in dates.weekdays - weekdays),
        *(missing("date", f"{offset:+} days") for offset in dates.offsets - offsets),
        *(missing("name", name) for name in details.names(text) if details.folded(name) not in known),
    ]  # fmt: skip


def tally(lines: Iterable[str]) -> Tally:
    """Counts the unsupported details of JSON lines of ``kutip ask --batch``; blank lines are skipped."""
    counted = Tally()
    for line in lines:
        if line.strip():
            counted.add(json.loads(line))
    return counted


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"


if __name__ == "__main__":
    counted = tally(sys.stdin)
    print(counted.summary())
    sys.exit(1 if counted.unsupported or not counted.answers else 0)
