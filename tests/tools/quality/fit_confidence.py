"""Fits the confidence that an answer is right."""

from __future__ import annotations

import numpy as np

from knowledge.retrieval import confidence
from tests.tools.quality import confidence_cases, newsq_cases
from tests.tools.quality.data import Vectors
from tests.tools.quality.fit_sentence_ranker import fit_archive
from tests.tools.quality.regression import directed_logit, named, write

CONFIDENCE_C = 0.3
CONFIDENCE_CASES = 80
"""At most so many questions of each family at each size of archive."""


def fit_confidence(vectors: Vectors) -> None:
    """Fits ``confidence.json``: a logistic regression over questions asked of archives of several sizes.

    Each signal may only count in its direction in :data:`confidence.DIRECTIONS`; without that bound,
    correlated signals took large weights of opposite signs and overfitted.
    """
    cases = [
        *confidence_cases.build(vectors, measuring=False, most=CONFIDENCE_CASES),
        *newsq_cases.for_fitting(vectors, fit_archive()),
    ]
    found = [
        confidence.signals(
            case.archive.rank(case.question, case.archive.candidates(case.question, case.vector))
        )
        for case in cases
    ]
    names = list(confidence.DIRECTIONS)
    inputs = np.array([[signals[name] for name in names] for signals in found])
    labels = np.array([case.answerable for case in cases])
    weights = np.array([case.weight for case in cases])
    model = directed_logit(
        inputs,
        labels,
        weights * len(cases) / weights.sum(),
        list(confidence.DIRECTIONS.values()),
        CONFIDENCE_C,
    )
    write("confidence.json", {"weights": named(names, *model)})
    confidence._weights.cache_clear()
    print(f"confidence: {len(cases)} cases, {labels.mean():.2f} answerable")
