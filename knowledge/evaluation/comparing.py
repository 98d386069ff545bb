"""Compares two evaluations: which figures became better or worse by more than noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.evaluation import bootstrap
from knowledge.evaluation.bootstrap import Interval
from knowledge.evaluation.results import Observed, Result, rows
from knowledge.evaluation.statistics import Statistic

Judgement = Literal["better", "worse", "no difference beyond noise"]


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of one figure between two evaluations, new minus old.

    ``paired`` is the number of cases that both have; 0 means that they were resampled independently.
    """

    suite: str
    statistic: Statistic
    difference: Interval
    paired: int

    @property
    def judgement(self) -> Judgement:
        """Whether the figure became better or worse: neither unless the interval of the difference excludes
        0."""
        low, high = self.difference.low, self.difference.high
        if self.statistic.better == "neither" or not (low > 0 or high < 0):
            return "no difference beyond noise"
        return "better" if (low > 0) == (self.statistic.better == "higher") else "worse"


def compare(old: Sequence[Observed], result: Result) -> list[Change]:
    """Compare every figure that both evaluations have.

    Cases are paired by their ids. Without common ids the two sets are resampled independently.
    """
    changes = []
    for statistic in result.suite.statistics:
        before, before_cases = rows(statistic, old)
        after, after_cases = rows(statistic, result.cases)
        positions_before = {case.id: at for at, case in enumerate(before_cases)}
        both = [
            (positions_before[case.id], at)
            for at, case in enumerate(after_cases)
            if case.id in positions_before
        ]
        if not before_cases or not after_cases:
            continue
        if both:
            pairs = [list(positions) for positions in zip(*both, strict=True)]
            groups = [after_cases[at].group for at in pairs[1]]
            difference = bootstrap.difference(statistic.function, before[pairs[0]], after[pairs[1]], groups)
        else:
            difference = bootstrap.unpaired(
                statistic.function,
                before,
                [case.group for case in before_cases],
                after,
                [case.group for case in after_cases],
            )
        changes.append(Change(result.suite.name, statistic, difference, len(both)))
    return changes
