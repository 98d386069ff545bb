"""The observations of a suite, the figures computed from them, and the JSON format of both.

Observations are numbers by case id; a result contains no text of a question or an article.
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
"""The version of the JSON format."""

DIGITS = 4
"""Decimal places in the JSON."""

Case = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Observed:
    """The observations of one case: a number per column. The bootstrap resamples cases of a ``group``
    together."""

    id: str
    group: str
    values: Case


@dataclass(frozen=True, slots=True)
class Suite:
    """The definition of a suite: its figures and a sentence ``about`` what they measure."""

    name: str
    title: str
    about: str
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a statistic with its 95% interval, computed from ``count`` cases."""

    statistic: Statistic
    interval: Interval
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """The observations of a suite after a run, with notes for the report."""

    suite: Suite
    cases: tuple[Observed, ...]
    notes: tuple[str, ...] = ()
    _figures: list[Figure] = field(default_factory=list, compare=False)

    @property
    def figures(self) -> list[Figure]:
        """The figures in the order of the suite, without those that have no cases. Computed once."""
        if not self._figures:
            self._figures.extend(
                made
                for statistic in self.suite.statistics
                if (made := figure(statistic, self.cases)) is not None
            )
        return self._figures

    def value(self, name: str) -> float:
        """Return the value of the figure with this name; NaN if there is none."""
        values = (made.interval.value for made in self.figures if made.statistic.name == name)
        return next(values, math.nan)


def rows(statistic: Statistic, cases: Sequence[Observed]) -> tuple[Floats, list[Observed]]:
    """Return the columns of a statistic as an array with one row per case, and the cases of these rows.

    Cases that lack one of the columns are left out.
    """
    numbers, positions = table([[case.values.get(column) for case in cases] for column in statistic.columns])
    return numbers, [cases[at] for at in positions]


def figure(statistic: Statistic, cases: Sequence[Observed]) -> Figure | None:
    """Compute a figure. None if no case has its columns or its value is undefined (division by 0)."""
    numbers, complete = rows(statistic, cases)
    interval = bootstrap.interval(statistic.function, numbers, [case.group for case in complete])
    if math.isnan(interval.value):
        return None
    count = len(complete)
    if statistic.counted is not None:
        count = round(numbers[:, statistic.columns.index(statistic.counted)].sum())
    return Figure(statistic, interval, count)


def to_json(results: Sequence[Result], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return results as a JSON document. ``facts`` describes the machine and the data of the measurement.

    The same observations always give the same document.
    """
    return {
        "format": FORMAT,
        "facts": dict(facts),
        "suites": {
            result.suite.name: {
                "notes": list(result.notes),
                "figures": {
                    made.statistic.name: {
                        "value": _rounded(made.interval.value),
                        "low": _rounded(made.interval.low),
                        "high": _rounded(made.interval.high),
                        "count": made.count,
                    }
                    for made in result.figures
                },
                "cases": {
                    case.id: {"group": case.group, **{k: _rounded(v) for k, v in case.values.items()}}
                    for case in result.cases
                },
            }
            for result in results
        },
    }


def cases_from_json(document: Mapping[str, Any], suite: str) -> list[Observed]:
    """Return the observations of a suite from a document of :func:`to_json`; ``[]`` if it lacks the suite.

    Raises ValueError for any other document.
    """
    try:
        if document["format"] != FORMAT:
            raise ValueError(f"format {document['format']}, not {FORMAT}")
        cases = document["suites"].get(suite, {"cases": {}})["cases"]
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
            for key, values in cases.items()
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no evaluation ({type(error).__name__}: {error})") from None


def _rounded(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, DIGITS)
