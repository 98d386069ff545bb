"""Fits ``knowledge/weights/support.json``, the scores of verification, on data for fitting.

    python -m tests.tools.quality.fit_support [--cache FOLDER]

``by words`` is fitted on the halves ``build``; ``read``, which knows what the reader of statements holds, on
these and on the statements that this reader never saw; its threshold is chosen on news_claims_dev. Prints the
number of rows, and what passes of news_claims_dev.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.ports.reading import Claim
from knowledge.verification import Source, relation
from knowledge.verification.check import examine
from tests.tools.quality import data
from tests.tools.quality.data import Row, Vectors
from tests.tools.quality.regression import write
from tests.tools.quality.verification import (
    Case,
    changed,
    exchanged,
    indonli,
    judge,
    relatedness_of,
    sentences,
    translations,
    truths,
    wice,
    with_support,
)
from tests.tools.reader import statements

WEAKEST_PENALTY = -1.0
"""The greatest weight that a problem may have where words decide."""
KEPT = 0.915
"""The share of the supported statements of news_claims_dev whose likelihood is at least 0.5."""

Weighted = list[tuple[Sequence[Case], float]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    vectors = Vectors(parser.parse_args().cache)
    own, other = translations("build", vectors)
    by_words: Weighted = [
        (indonli("build", vectors), 3.0),
        (wice("build", vectors), 1.0),
        ([*own, *other], 1.0),
        ([*truths(sentences("build")), *changed("negated", "build"), *changed("name", "build")], 0.5),
    ]
    read: Weighted = [
        (claims(statements.claims(unread=True), vectors), 3.0),
        (indonli("build", vectors), 0.6),
        ([*own, *other], 0.6),
        *((exchanged(kind, "build", vectors), 0.3) for kind in ("name", "number", "denial")),
        (truths(sentences("build")), 0.3),
        *((changed(kind, "build"), 0.3) for kind in ("number", "date", "name", "negated", "affirmed")),
    ]
    fitted = {
        "by words": fit([(each, weight) for each, weight in by_words], most=WEAKEST_PENALTY),
        "read": fit([(with_support(each), weight) for each, weight in read], most=0.0),
    }
    cases = with_support(claims(statements.labelled(data.rows("news_claims_dev")), vectors))
    totals = [total(fitted["read"], case) for case in cases]
    kept = [value for value, case in zip(totals, cases, strict=True) if case.supported]
    fitted["read"]["intercept"] -= round(float(np.quantile(kept, 1.0 - KEPT)), 4)
    write("support.json", fitted)
    relation._models.cache_clear()
    passed = np.array([judge(case).supported for case in cases])
    supported = np.array([case.supported for case in cases])
    print(
        f"{len(cases)} statements of news_claims_dev: {passed[supported].mean():.3f} of the supported pass, "
        f"{passed[~supported].mean():.3f} of the others"
    )


def claims(labelled: Sequence[tuple[Claim, int, Row]], vectors: Vectors) -> list[Case]:
    """Returns labelled statements as cases."""
    found = []
    for claim, label, _ in labelled:
        sources = tuple(Source(text, claim.title, claim.published_on) for text in claim.sentences)
        cosine = vectors.passages(list(claim.sentences)) @ vectors.passages([claim.statement])[0]
        found.append(Case(claim.statement, sources, label == statements.SUPPORTED, float(cosine.max())))
    return found


def total(weights: dict[str, float], case: Case) -> float:
    """Returns the log-odds that a case is supported."""
    found = features(case, relatedness_of(case))
    return weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in found.items())


def features(case: Case, relatedness: float | None) -> dict[str, float]:
    found = examine(case.statement, case.sources, relatedness=relatedness, support=case.support)
    return found.features


def fit(sets: Weighted, *, most: float) -> dict[str, float]:
    """Returns the weights of a logistic regression; that of a problem is at most ``most``."""
    from sklearn.linear_model import LogisticRegression

    inputs, labels, weights = [], [], []
    for cases, weight in sets:
        for case in cases:
            for relatedness in {case.relatedness, None} if case.support is None else {relatedness_of(case)}:
                inputs.append(features(case, relatedness))
                labels.append(case.supported)
                weights.append(weight / len(cases))
    names = sorted({name for found in inputs for name in found})
    matrix = np.array([[found.get(name, 0.0) for name in names] for found in inputs])
    shares = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=1.0, max_iter=5000).fit(matrix, np.array(labels), shares)
    fitted = {"intercept": round(float(model.intercept_[0]), 4)}
    for name, weight in zip(names, model.coef_[0], strict=True):
        # The fit of a rare problem is unreliable, so a bound keeps every problem from raising the score.
        bounded = min(float(weight), most) if name.startswith("problem:") else float(weight)
        fitted[name] = round(bounded, 4)
    print(f"{len(labels)} rows, {sum(labels)} supported")
    return fitted


if __name__ == "__main__":
    main()
