"""Regressions that fit the weights, and writing them to ``knowledge/weights``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tests.paths import REPOSITORY

WEIGHTS = REPOSITORY / "knowledge" / "weights"
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

BOUNDS: dict[int, tuple[float | None, float | None]] = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
"""Bounds of a coefficient by its direction: 1 for at least 0, -1 for at most 0, 0 for none."""


def conditional_logit(
    blocks: Sequence[tuple[float, Floats, Booleans]], c: float, directions: Sequence[int] | None = None
) -> Floats:
    """Fits a conditional logistic regression with an L2 penalty and returns one coefficient per column.

    A block is a weight, a matrix of features (one row per candidate) and the labels of its rows. The fit
    maximises the probability that a gold row is drawn from each block, where a row's probability is the
    softmax of its scores. Blocks without a gold row, or with gold rows only, are left out. ``c`` is the
    inverse strength of the penalty, ``directions`` has a key of :data:`BOUNDS` per column.
    """
    from scipy.optimize import minimize

    bounds = None if directions is None else [BOUNDS[direction] for direction in directions]
    useful = [block for block in blocks if block[2].any() and not block[2].all()]
    weights = np.array([weight for weight, _, _ in useful])
    inputs, gold = np.vstack([f for _, f, _ in useful]), np.concatenate([g for _, _, g in useful])
    sizes = np.array([len(g) for _, _, g in useful])
    starts = np.cumsum([0, *sizes[:-1]])

    def loss(direction: Floats) -> tuple[float, Floats]:
        scores = inputs @ direction
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        total, right = np.add.reduceat(raised, starts), np.add.reduceat(raised * gold, starts)
        slope = raised / np.repeat(total, sizes) - raised * gold / np.repeat(right, sizes)
        penalty = direction / c
        return (
            float((weights * np.log(total / right)).sum() + 0.5 * direction @ penalty),
            inputs.T @ (np.repeat(weights, sizes) * slope) + penalty,
        )

    start = np.zeros(inputs.shape[1])
    optimum = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    return np.asarray(optimum.x)


def directed_logit(
    inputs: Floats, labels: Booleans, weights: Floats, directions: Sequence[int], c: float
) -> tuple[Floats, float]:
    """Fits a logistic regression with an L2 penalty; returns one coefficient per column, and the intercept.

    Columns are scaled to a standard deviation of 1 for the fit, so that the penalty treats them alike.
    ``c`` and ``directions`` are those of :func:`conditional_logit`.
    """
    from scipy.optimize import minimize

    spread = inputs.std(axis=0) + 1e-9
    scaled = inputs / spread

    def loss(point: Floats) -> tuple[float, Floats]:
        scores = scaled @ point[:-1] + point[-1]
        wrong = weights * (1 / (1 + np.exp(-scores)) - labels)
        penalty = point[:-1] / c
        value = (weights * (np.logaddexp(0, scores) - labels * scores)).sum() + 0.5 * point[:-1] @ penalty
        return float(value), np.append(scaled.T @ wrong + penalty, wrong.sum())

    bounds = [*(BOUNDS[direction] for direction in directions), (None, None)]
    start = np.zeros(inputs.shape[1] + 1)
    optimum = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    return np.asarray(optimum.x[:-1]) / spread, float(optimum.x[-1])


def named(features: Sequence[str], coefficients: Floats, intercept: float | None) -> dict[str, float]:
    """Returns coefficients by feature, rounded to four decimals, without those that round to 0.000."""
    return ({} if intercept is None else {"intercept": round(intercept, 4)}) | {
        feature: round(float(weight), 4)
        for feature, weight in zip(features, coefficients, strict=True)
        if abs(weight) >= 5e-4
    }


def write(name: str, content: Mapping[str, object]) -> None:
    """Writes ``content`` as JSON to the file ``name`` in ``knowledge/weights``."""
    (WEIGHTS / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
