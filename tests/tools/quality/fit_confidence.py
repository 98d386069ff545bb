"""Fits the confidence that an answer is right: two regressions, and a level for each size of archive."""

from __future__ import annotations

import numpy as np

from knowledge.questions import analysis
from knowledge.retrieval import confidence
from tests.tools.quality import confidence_cases
from tests.tools.quality.data import Vectors
from tests.tools.quality.regression import Floats, directed_logit, named, write

CONFIDENCE_C = 0.3
FOREIGN_ALLOWED = 0.02
"""The share of unanswerable questions in the other language that may pass."""
CONFIDENCE_CASES = 800
"""At most so many questions of each family at each size of archive."""


def fit_confidence(vectors: Vectors) -> None:
    """Fits ``confidence.json``: two logistic regressions over questions asked of archives of several sizes.

    One regression serves questions whose ranked sentences are all of one article, the other those of several.
    Each signal may only count in its direction in :data:`confidence.DIRECTIONS`; without that bound,
    correlated signals took large weights of opposite signs and overfitted. Then
    :func:`confidence_cases.levels` chooses the score to reach at each size.
    """
    cases = confidence_cases.build(vectors, measuring=False, most=CONFIDENCE_CASES)
    signals, kinds = [], []
    for case in cases:
        ranked = case.archive.rank(case.question, case.archive.candidates(case.question, case.vector))
        signals.append(confidence.signals(analysis.analyse(case.question), ranked))
        kinds.append(confidence.found_in(ranked))
    names = list(confidence.DIRECTIONS)
    inputs = np.array([[by_name.get(name, 0.0) for name in names] for by_name in signals])
    labels = np.array([case.answerable for case in cases])
    weights = np.array([case.weight for case in cases])
    scores = np.zeros(len(cases))
    fitted: dict[str, tuple[Floats, float]] = {}
    parts = {kind: np.array([each == kind for each in kinds]) for kind in sorted(set(kinds))}
    for kind, part in parts.items():
        share = weights[part] * part.sum() / weights[part].sum()
        fitted[kind] = directed_logit(
            inputs[part], labels[part], share, list(confidence.DIRECTIONS.values()), CONFIDENCE_C
        )
        scores[part] = inputs[part] @ fitted[kind][0] + fitted[kind][1]
    levels = confidence_cases.levels(scores, cases)
    lifted = scores - np.array([levels[confidence_cases.bucket(case.size)] for case in cases])
    at = names.index("foreign")
    for kind, part in parts.items():
        # Question and sentence in different languages often share no word, so only the vector separates them
        # from unrelated ones. The weight is lowered until few unanswerable questions pass.
        unanswerable = part & (inputs[:, at] > 0) & ~labels
        fitted[kind][0][at] -= float(np.quantile(lifted[unanswerable], 1 - FOREIGN_ALLOWED))
    content = {kind: named(names, *model) for kind, model in fitted.items()}
    write("confidence.json", {**content, "levels": {str(n): round(v, 4) for n, v in levels.items()}})
    confidence._model.cache_clear()
    print(f"confidence: {len(cases)} cases, {labels.mean():.2f} answerable, levels {levels}")
