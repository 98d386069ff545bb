"""Statistics of weighted rows of observations. A statistic without data is NaN.

The bootstrap varies the weights: a row that was drawn twice has weight 2, one that was not drawn 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Function = Callable[[Floats, Floats], float]
"""Computes a value from rows, shape ``(n, number of columns)``, and weights, shape ``(n,)``."""

Better = Literal["higher", "lower", "neither"]

PRECISION_WANTED = 0.95
"""The precision at which :func:`coverage` is measured."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """The definition of a figure: which columns it uses, how it is computed, and which direction is better.

    Only rows with a value in all of ``columns`` count. ``counted`` is the column whose sum is the number of
    cases of the figure; None if every row is a case.
    """

    name: str
    columns: tuple[str, ...]
    function: Function
    better: Better = "higher"
    unit: Literal["", "ms"] = ""
    counted: str | None = None


def share(name: str, column: str | None = None, better: Better = "higher") -> Statistic:
    """Define the mean of a column. ``column`` is the name of the statistic unless given."""
    return Statistic(name, (column or name,), mean, better)


def mean(rows: Floats, weights: Floats) -> float:
    """Weighted mean of the first column.

    >>> mean(np.array([[1.0], [0.0]]), np.array([3.0, 1.0]))
    0.75
    """
    return _divide(float(weights @ rows[:, 0]), float(weights.sum()))


def ratio(rows: Floats, weights: Floats) -> float:
    """Sum of the first column divided by the sum of the second.

    >>> ratio(np.array([[1.0, 2.0], [1.0, 2.0]]), np.ones(2))
    0.5
    """
    return _divide(float(weights @ rows[:, 0]), float(weights @ rows[:, 1]))


def f1(rows: Floats, weights: Floats) -> float:
    """F1 from counts. Columns: correct, predicted, actual."""
    return _divide(2 * float(weights @ rows[:, 0]), float(weights @ (rows[:, 1] + rows[:, 2])))


def auroc(rows: Floats, weights: Floats) -> float:
    """Area under the ROC curve. Columns: score, label.

    This is the probability that a positive row has a higher score than a negative one; ties count half.

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
    """The greatest coverage at a precision of at least 95%, over all thresholds.

    Columns: score, label (1: answering is right). Precision is the share of positive rows among those that
    score at least the threshold; coverage is the share of all positive rows that do (recall).

    >>> coverage(np.array([[0.9, 1], [0.8, 1], [0.7, 0], [0.6, 1]]), np.ones(4))
    0.6666666666666666
    """
    curve = precision_by_coverage(rows, weights)
    precise = curve[curve[:, 1] >= PRECISION_WANTED]
    if not (weights @ (rows[:, 1] > 0)):
        return float("nan")
    return float(precise[:, 0].max()) if len(precise) else 0.0


def precision_by_coverage(rows: Floats, weights: Floats) -> Floats:
    """Return coverage, precision and threshold, a row for each distinct score, highest first.

    Columns of ``rows`` as in :func:`coverage`.
    """
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
    """Return recall, precision and false positive rate of the rows that score at least ``threshold``.

    Columns: score, label (1: answering is right). A value is NaN if its denominator is 0.

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
    """Share of the predicted rows (first column) that are positive (second column)."""
    predicted, actual = rows[:, 0] > 0, rows[:, 1] > 0
    return _divide(float(weights @ (predicted & actual)), float(weights @ predicted))


def recall_of(rows: Floats, weights: Floats) -> float:
    """Share of the positive rows (second column) that are predicted (first column)."""
    predicted, actual = rows[:, 0] > 0, rows[:, 1] > 0
    return _divide(float(weights @ (predicted & actual)), float(weights @ actual))


def quantile(at: float) -> Function:
    """Return a function that computes the quantile ``at`` (0..1) of the first column.

    It is the smallest value at which the cumulated weight reaches the share ``at``.
    """

    def value(rows: Floats, weights: Floats) -> float:
        if not weights.sum():
            return float("nan")
        order = np.argsort(rows[:, 0], kind="stable")
        cumulated = np.cumsum(weights[order])
        return float(rows[order, 0][np.searchsorted(cumulated, at * cumulated[-1])])

    return value


def reliability(rows: Floats, bins: int = 10) -> list[tuple[float, float, int]]:
    """Return mean score, share of positive rows and count for each of ``bins`` equal bins of scores in 0..1.

    Empty bins are left out. Columns: score, label.
    """
    bin_rows = []
    bin_of_row = np.minimum((rows[:, 0] * bins).astype(int), bins - 1)
    for number in range(bins):
        inside = rows[bin_of_row == number]
        if len(inside):
            bin_rows.append((float(inside[:, 0].mean()), float(inside[:, 1].mean()), len(inside)))
    return bin_rows


def _divide(above: float, below: float) -> float:
    return above / below if below else float("nan")


def table(columns: Sequence[Sequence[float | None]]) -> tuple[Floats, list[int]]:
    """Combine columns into an array, without the rows that lack a value. Returns it with the numbers of its
    rows."""
    complete = [at for at, row in enumerate(zip(*columns, strict=True)) if None not in row]
    return np.array([[column[at] for column in columns] for at in complete], float).reshape(
        len(complete), len(columns)
    ), complete
