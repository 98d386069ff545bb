"""What a suite observed, the figures made of it, and the JSON that keeps both.

Observations are numbers under the ids of cases: neither a question nor an article is kept in a result.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.evaluation import bootstrap
from knowledge.evaluation.bootstrap import Interval
from knowledge.evaluation.statistics import Floats, Statistic, table

FORMAT = 1
DIGITS = 4

Case = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Observed:
    """One case: its numbers by column, and the group that it is drawn with."""

    id: str
    group: str
    values: Case


@dataclass(frozen=True, slots=True)
class Suite:
    """Which figures are made of which observations, with a sentence that says what was measured."""

    name: str
    title: str
    about: str
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% interval over ``count`` cases."""

    statistic: Statistic
    interval: Interval
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """A suite that was run."""

    suite: Suite
    cases: tuple[Observed, ...]
    notes: tuple[str, ...] = ()
    _figures: list[Figure] = field(default_factory=list, compare=False)

    @property
    def figures(self) -> list[Figure]:
        """In the order of the suite; those without any case are left out."""
        if not self._figures:
            self._figures.extend(
                made for one in self.suite.statistics if (made := figure(one, self.cases)) is not None
            )
        return self._figures

    def value(self, name: str) -> float:
        """Of the figure called ``name``; nan when there is none."""
        return next((one.interval.value for one in self.figures if one.statistic.name == name), math.nan)


def rows(statistic: Statistic, cases: Sequence[Observed]) -> tuple[Floats, list[Observed]]:
    """What the statistic reads: the cases that have all of its columns, and their numbers."""
    found, kept = table([[case.values.get(column) for case in cases] for column in statistic.columns])
    return found, [cases[at] for at in kept]


def figure(statistic: Statistic, cases: Sequence[Observed]) -> Figure | None:
    """None when no case has the columns, or they say nothing (a share of none)."""
    found, kept = rows(statistic, cases)
    made = bootstrap.interval(statistic.function, found, [case.group for case in kept])
    return None if math.isnan(made.value) else Figure(statistic, made, len(kept))


def to_json(results: Sequence[Result], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Deterministic for the same observations. ``facts`` says where and on what it was measured."""
    return {
        "format": FORMAT,
        "facts": dict(facts),
        "suites": {
            result.suite.name: {
                "notes": list(result.notes),
                "figures": {
                    one.statistic.name: {
                        "value": _short(one.interval.value),
                        "low": _short(one.interval.low),
                        "high": _short(one.interval.high),
                        "count": one.count,
                    }
                    for one in result.figures
                },
                "cases": {
                    case.id: {"group": case.group, **{k: _short(v) for k, v in case.values.items()}}
                    for case in result.cases
                },
            }
            for result in results
        },
    }


def cases_from_json(document: Mapping[str, Any], suite: str) -> list[Observed]:
    """The observations of a suite that :func:`to_json` wrote; ``[]`` when it has no such suite.

    Raises ValueError for another document.
    """
    try:
        if document["format"] != FORMAT:
            raise ValueError(f"format {document['format']}, not {FORMAT}")
        found = document["suites"].get(suite, {"cases": {}})["cases"]
        return [
            Observed(
                str(key),
                str(values["group"]),
                {
                    str(name): None if value is None else float(value)
                    for name, value in values.items()
                    if name != "group"
                },
            )
            for key, values in found.items()
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no evaluation ({type(error).__name__}: {error})") from None


def _short(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, DIGITS)
