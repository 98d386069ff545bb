"""The regressions that the weights are fitted with, and the files that they go into."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

WEIGHTS = Path(__file__).resolve().parents[2] / "knowledge" / "weights"
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


OPEN_ENDS: dict[int, tuple[float | None, float | None]] = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
"""Bounds of a coefficient by its direction: 1 forbids a negative one, -1 a positive one."""


def conditional_logit(
    blocks: Sequence[tuple[float, Floats, Booleans]], c: float, directions: Sequence[int] | None = None
) -> Floats:
    """Maximises the penalised chance that one of the gold rows is drawn from each block."""
    from scipy.optimize import minimize

    bounds = None if directions is None else [OPEN_ENDS[direction] for direction in directions]
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
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    return np.asarray(found.x)


def directed_logit(
    inputs: Floats, labels: Booleans, weights: Floats, directions: Sequence[int], c: float
) -> tuple[Floats, float]:
    """Penalised logistic regression."""
    from scipy.optimize import minimize

    spread = inputs.std(axis=0) + 1e-9
    scaled = inputs / spread

    def loss(point: Floats) -> tuple[float, Floats]:
        scores = scaled @ point[:-1] + point[-1]
        wrong = weights * (1 / (1 + np.exp(-scores)) - labels)
        penalty = point[:-1] / c
        value = (weights * (np.logaddexp(0, scores) - labels * scores)).sum() + 0.5 * point[:-1] @ penalty
        return float(value), np.append(scaled.T @ wrong + penalty, wrong.sum())

    bounds = [*(OPEN_ENDS[direction] for direction in directions), (None, None)]
    start = np.zeros(inputs.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    return np.asarray(found.x[:-1]) / spread, float(found.x[-1])


def named(features: Sequence[str], coefficients: Floats, intercept: float | None) -> dict[str, float]:
    """Rounded, without what is as good as nothing."""
    return ({} if intercept is None else {"intercept": round(intercept, 4)}) | {
        feature: round(float(weight), 4)
        for feature, weight in zip(features, coefficients, strict=True)
        if abs(weight) >= 5e-4
    }


def write(name: str, content: Mapping[str, object]) -> None:
    """As a file beside the other weights."""
    (WEIGHTS / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
