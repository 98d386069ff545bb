"""How much a figure would differ on other questions of the same kind: groups are drawn again and again.

Groups and not rows, because questions about one article rise and fall together. The seed is fixed, so the
same observations always give the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.evaluation.statistics import Floats, Function

DRAWS = 1000
SEED = 20
OUTSIDE = 0.05
"""Share of the draws outside of an interval, half on each side."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95% interval; all three are nan without data."""

    value: float
    low: float
    high: float


def draws(groups: Sequence[str], count: int = DRAWS, seed: int = SEED) -> Floats:
    """Weights of the rows, shape ``(count, len(groups))``: how often the group of each row was drawn.

    >>> draws(["a", "a", "b"], count=2).shape
    (2, 3)
    """
    names, place = np.unique(np.array(groups, dtype=object).astype(str), return_inverse=True)
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(len(names), np.full(len(names), 1 / max(1, len(names))), size=count)
    return np.asarray(drawn[:, place], float)


def interval(function: Function, rows: Floats, groups: Sequence[str]) -> Interval:
    """The figure of ``rows`` and its interval."""
    if not len(rows):
        return Interval(float("nan"), float("nan"), float("nan"))
    values = np.array([function(rows, weights) for weights in draws(groups)])
    low, high = _ends(values)
    return Interval(function(rows, np.ones(len(rows))), low, high)


def difference(function: Function, old: Floats, new: Floats, groups: Sequence[str]) -> Interval:
    """New less old on the same questions (row by row), each draw taking the same of both."""
    if not len(old):
        return Interval(float("nan"), float("nan"), float("nan"))
    values = np.array([function(new, weights) - function(old, weights) for weights in draws(groups)])
    low, high = _ends(values)
    plain = np.ones(len(old))
    return Interval(function(new, plain) - function(old, plain), low, high)


def unpaired(
    function: Function, old: Floats, old_groups: Sequence[str], new: Floats, new_groups: Sequence[str]
) -> Interval:
    """New less old on different questions: drawn apart."""
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
