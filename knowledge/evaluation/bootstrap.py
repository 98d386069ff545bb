"""Confidence intervals by the bootstrap: how much a figure would vary on other questions of the same kind.

Whole groups of rows are resampled, because questions about the same article are not independent. The seed is
fixed, so the same observations always give the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.evaluation.statistics import Floats, Function

DRAWS = 1000
"""Number of resamples."""

SEED = 20

OUTSIDE = 0.05
"""Share of the resamples outside an interval, half of it on each side."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds of its 95% interval. All three are NaN without data."""

    value: float
    low: float
    high: float


def draws(groups: Sequence[str], count: int = DRAWS, seed: int = SEED) -> Floats:
    """Resample groups; return how often the group of each row was drawn, shape ``(count, len(groups))``.

    ``groups`` is the group of each row.

    >>> draws(["a", "a", "b"], count=2).shape
    (2, 3)
    """
    names, place = np.unique(np.array(groups, dtype=object).astype(str), return_inverse=True)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(len(names), np.full(len(names), 1 / max(1, len(names))), size=count)
    return np.asarray(drawn[:, place], float)


def interval(function: Function, rows: Floats, groups: Sequence[str]) -> Interval:
    """Return the value of ``function`` on all rows with its interval. ``groups`` is the group of each row."""
    if not len(rows):
        return Interval(float("nan"), float("nan"), float("nan"))
    values = np.array([function(rows, weights) for weights in draws(groups)])
    low, high = _ends(values)
    return Interval(function(rows, np.ones(len(rows))), low, high)


def difference(function: Function, old: Floats, new: Floats, groups: Sequence[str]) -> Interval:
    """Return the value of ``new`` minus that of ``old``, with its interval, for paired observations.

    Row ``i`` of both arrays is the same question; each resample takes the same rows of both.
    """
    if not len(old):
        return Interval(float("nan"), float("nan"), float("nan"))
    values = np.array([function(new, weights) - function(old, weights) for weights in draws(groups)])
    low, high = _ends(values)
    ones = np.ones(len(old))
    return Interval(function(new, ones) - function(old, ones), low, high)


def unpaired(
    function: Function, old: Floats, old_groups: Sequence[str], new: Floats, new_groups: Sequence[str]
) -> Interval:
    """Return the value of ``new`` minus that of ``old``, with its interval, for different questions.

    Both are resampled independently.
    """
    if not len(old) or not len(new):
        return Interval(float("nan"), float("nan"), float("nan"))
    before = np.array([function(old, weights) for weights in draws(old_groups)])
    after = np.array([function(new, weights) for weights in draws(new_groups, seed=SEED + 1)])
    low, high = _ends(after - before)
    return Interval(function(new, np.ones(len(new))) - function(old, np.ones(len(old))), low, high)


def _ends(values: Floats) -> tuple[float, float]:
    finite = values[np.isfinite(values)]
    if not len(finite):
        return float("nan"), float("nan")
    low, high = np.quantile(finite, [OUTSIDE / 2, 1 - OUTSIDE / 2])
    return float(low), float(high)
