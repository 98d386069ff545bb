"""What got better or worse beyond noise between two evaluations."""

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
    """A figure then and now. ``paired`` counts the cases that both have; 0: they were drawn apart."""

    suite: str
    statistic: Statistic
    difference: Interval
    paired: int

    @property
    def judgement(self) -> Judgement:
        low, high = self.difference.low, self.difference.high
        if self.statistic.better == "neither" or not (low > 0 or high < 0):
            return "no difference beyond noise"
        return "better" if (low > 0) == (self.statistic.better == "higher") else "worse"


def compare(old: Sequence[Observed], result: Result) -> list[Change]:
    """Every figure that both have. Cases are paired by their ids; without a common one, drawn apart."""
    changes = []
    for statistic in result.suite.statistics:
        before, before_cases = rows(statistic, old)
        after, after_cases = rows(statistic, result.cases)
        places = {case.id: at for at, case in enumerate(before_cases)}
        both = [(places[case.id], at) for at, case in enumerate(after_cases) if case.id in places]
        if not before_cases or not after_cases:
            continue
        if both:
            pairs = [list(one) for one in zip(*both, strict=True)]
            groups = [after_cases[at].group for at in pairs[1]]
            found = bootstrap.difference(statistic.function, before[pairs[0]], after[pairs[1]], groups)
        else:
            found = bootstrap.unpaired(
                statistic.function,
                before,
                [case.group for case in before_cases],
                after,
                [case.group for case in after_cases],
            )
        changes.append(Change(result.suite.name, statistic, found, len(both)))
    return changes
