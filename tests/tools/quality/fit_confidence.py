"""Fits how sure Kutip is: two regressions, and the level of each size of archive."""

from __future__ import annotations

import numpy as np

from knowledge.questions import analysis
from knowledge.retrieval import confidence
from tests.quality.regression import Floats, directed_logit, named, write
from tests.tools.quality import situations
from tests.tools.quality.data import Vectors

CONFIDENCE_C = 0.3
FOREIGN_ALLOWED = 0.02
CONFIDENCE_CASES = 800
"""Of each family at each size of archive."""


def fit_confidence(vectors: Vectors) -> None:
    """Two logistic regressions over questions asked of archives of many sizes; then the level of each size.

    A signal may only count in the direction that :data:`confidence.DIRECTIONS` gives it: without that,
    signals that say nearly the same took large weights of opposite signs, which held on the data and nowhere
    else.
    """
    cases = situations.confidence_cases(vectors, measuring=False, most=CONFIDENCE_CASES)
    seen, kinds = [], []
    for case in cases:
        ranked = case.archive.rank(case.question, case.archive.materials(case.question, case.vector)[1])
        seen.append(confidence.signals(analysis.analyse(case.question), ranked))
        kinds.append(confidence.found_in(ranked))
    names = list(confidence.DIRECTIONS)
    inputs = np.array([[one.get(name, 0.0) for name in names] for one in seen])
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
    levels = situations.levels(scores, cases)
    lifted = scores - np.array([levels[situations.bucket(case.size)] for case in cases])
    at = names.index("foreign")
    for kind, part in parts.items():
        # A sentence in another language is told from chance by its vector alone where no word is shared:
        # there the bar is raised, so that few of the questions without an answer pass it.
        doubtful = part & (inputs[:, at] > 0) & ~labels
        fitted[kind][0][at] -= float(np.quantile(lifted[doubtful], 1 - FOREIGN_ALLOWED))
    content = {kind: named(names, *weights_of) for kind, weights_of in fitted.items()}
    write("confidence.json", {**content, "levels": {str(n): round(v, 4) for n, v in levels.items()}})
    confidence._model.cache_clear()
    print(f"confidence: {len(cases)} cases, {labels.mean():.2f} answerable, levels {levels}")
