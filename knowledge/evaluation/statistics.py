"""Numbers from rows of observations, each row with a weight; what has no data is nan.

The weights are what a bootstrap varies: a row drawn twice weighs 2, one not drawn 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Function = Callable[[Floats, Floats], float]
"""Of rows, shape ``(n, number of columns)``, and weights, shape ``(n,)``."""

Better = Literal["higher", "lower", "neither"]

PRECISION_WANTED = 0.95


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure of a suite: which columns it reads, how, and which way is better.

    A row counts when it has all of ``columns``.
    """

    name: str
    columns: tuple[str, ...]
    function: Function
    better: Better = "higher"
    unit: Literal["", "ms"] = ""


def share(name: str, column: str | None = None, better: Better = "higher") -> Statistic:
    """The mean of a column (of its own name, unless another is given)."""
    return Statistic(name, (column or name,), mean, better)


def mean(rows: Floats, weights: Floats) -> float:
    """Of the first column.

    >>> mean(np.array([[1.0], [0.0]]), np.array([3.0, 1.0]))
    0.75
    """
    return _divide(float(weights @ rows[:, 0]), float(weights.sum()))


def ratio(rows: Floats, weights: Floats) -> float:
    """The sum of the first column over the sum of the second.

    >>> ratio(np.array([[1.0, 2.0], [1.0, 2.0]]), np.ones(2))
    0.5
    """
    return _divide(float(weights @ rows[:, 0]), float(weights @ rows[:, 1]))


def f1(rows: Floats, weights: Floats) -> float:
    """Of what was right, what was said, and what was there (columns in this order)."""
    return _divide(2 * float(weights @ rows[:, 0]), float(weights @ (rows[:, 1] + rows[:, 2])))


def auroc(rows: Floats, weights: Floats) -> float:
    """Chance that a positive row scores above a negative one; ties count half. Columns: score, label.

    >>> auroc(np.array([[0.9, 1], [0.2, 0], [0.5, 1], [0.5, 0]]), np.ones(4))
    0.875
    """
    scores, labels = rows[:, 0], rows[:, 1] > 0
    values, place = np.unique(scores, return_inverse=True)
    positive = np.bincount(place, weights * labels, len(values))
    negative = np.bincount(place, weights * ~labels, len(values))
    below = np.cumsum(negative) - negative
    return _divide(float(positive @ (below + negative / 2)), float(positive.sum() * negative.sum()))


def coverage(rows: Floats, weights: Floats) -> float:
    """The greatest share of what can be answered that is answered, at 95% precision.

    Columns: score, label (1: answering is right). Precision is the share of right ones among all that score
    at least the threshold; coverage the share of all right ones that do.

    >>> coverage(np.array([[0.9, 1], [0.8, 1], [0.7, 0], [0.6, 1]]), np.ones(4))
    0.6666666666666666
    """
    curve = precision_by_coverage(rows, weights)
    good = curve[curve[:, 1] >= PRECISION_WANTED]
    if not (weights @ (rows[:, 1] > 0)):
        return float("nan")
    return float(good[:, 0].max()) if len(good) else 0.0


def precision_by_coverage(rows: Floats, weights: Floats) -> Floats:
    """Coverage, precision and threshold, a row for each distinct score, highest score first."""
    scores, labels = rows[:, 0], rows[:, 1] > 0
    order = np.argsort(-scores, kind="stable")
    scores, right, drawn = scores[order], (weights * labels)[order], weights[order]
    ends = np.flatnonzero(np.append(np.diff(scores) != 0, True)) if len(scores) else np.array([], int)
    answered, correct = np.cumsum(drawn)[ends], np.cumsum(right)[ends]
    total = right.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(answered > 0, correct / answered, 1.0)
        covered = correct / total if total else np.zeros(len(ends))
    return np.column_stack([covered, precision, scores[ends]])


def at_threshold(rows: Floats, threshold: float) -> tuple[float, float, float]:
    """What is answered from ``threshold`` on: its share of what can be answered, precision, and the share of
    what cannot be answered that is. Columns: score, label (1: answering is right). NaN where nothing counts.

    >>> at_threshold(np.array([[0.9, 1], [0.8, 0], [0.7, 1], [0.6, 0]]), 0.75)
    (0.5, 0.5, 0.5)
    """
    answered, labels = rows[:, 0] >= threshold, rows[:, 1] > 0
    right, wrong = float((answered & labels).sum()), float((answered & ~labels).sum())
    return (
        _divide(right, float(labels.sum())),
        _divide(right, right + wrong),
        _divide(wrong, float((~labels).sum())),
    )


def precision_of(rows: Floats, weights: Floats) -> float:
    """Of those said to be (first column), the share that are (second column)."""
    said, true = rows[:, 0] > 0, rows[:, 1] > 0
    return _divide(float(weights @ (said & true)), float(weights @ said))


def recall_of(rows: Floats, weights: Floats) -> float:
    """Of those that are (second column), the share that are said to be (first column)."""
    said, true = rows[:, 0] > 0, rows[:, 1] > 0
    return _divide(float(weights @ (said & true)), float(weights @ true))


def quantile(at: float) -> Function:
    """The smallest value of the first column that a share ``at`` of the weight does not pass."""

    def of(rows: Floats, weights: Floats) -> float:
        if not weights.sum():
            return float("nan")
        order = np.argsort(rows[:, 0], kind="stable")
        reached = np.cumsum(weights[order])
        return float(rows[order, 0][np.searchsorted(reached, at * reached[-1])])

    return of


def reliability(rows: Floats, bins: int = 10) -> list[tuple[float, float, int]]:
    """Mean score, share of right ones and count of each tenth of the scale that has any. Columns as above."""
    made = []
    place = np.minimum((rows[:, 0] * bins).astype(int), bins - 1)
    for one in range(bins):
        inside = rows[place == one]
        if len(inside):
            made.append((float(inside[:, 0].mean()), float(inside[:, 1].mean()), len(inside)))
    return made


def _divide(above: float, below: float) -> float:
    return above / below if below else float("nan")


def table(columns: Sequence[Sequence[float | None]]) -> tuple[Floats, list[int]]:
    """Columns side by side, only the rows that have all of them, and which these are."""
    kept = [at for at, row in enumerate(zip(*columns, strict=True)) if None not in row]
    return np.array([[column[at] for column in columns] for at in kept], float).reshape(
        len(kept), len(columns)
    ), kept
