"""Fits ``knowledge/weights/support.json``, the score of verification, on the halves for fitting.

    python -m tests.tools.quality.fit_support [--cache FOLDER]

Prints the number of rows and how many of them are supported.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from knowledge.verification import relation
from knowledge.verification.check import examine
from tests.tools.quality import data
from tests.tools.quality.data import Vectors
from tests.tools.quality.regression import write
from tests.tools.quality.verification import Case, changed, indonli, sentences, translations, truths, wice

WEAKEST_PENALTY = -1.0
"""The greatest weight that a problem may have."""


def main() -> None:
    from sklearn.linear_model import LogisticRegression

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    vectors = Vectors(parser.parse_args().cache)
    own, other = translations("build", vectors)
    sets: dict[str, tuple[list[Case], float]] = {
        "IndoNLI": (indonli("build", vectors), 3.0),
        "WiCE": (wice("build", vectors), 1.0),
        "pairs": ([*own, *other], 1.0),
        "sentences": (
            [*truths(sentences("build")), *changed("negated", "build"), *changed("name", "build")],
            0.5,
        ),
    }
    inputs, labels, weights = [], [], []
    for cases, weight in sets.values():
        for case in cases:
            for relatedness in {case.relatedness, None}:
                inputs.append(examine(case.statement, case.sources, relatedness=relatedness).features)
                labels.append(case.supported)
                weights.append(weight / len(cases))
    names = sorted({name for features in inputs for name in features})
    matrix = np.array([[features.get(name, 0.0) for name in names] for features in inputs])
    total = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=1.0, max_iter=5000).fit(matrix, np.array(labels), total)
    fitted = {"intercept": round(float(model.intercept_[0]), 4)}
    for name, weight in zip(names, model.coef_[0], strict=True):
        # The fit of a rare problem is unreliable, so a bound keeps every problem from raising the score.
        fitted[name] = round(
            min(float(weight), WEAKEST_PENALTY) if name.startswith("problem:") else float(weight), 4
        )
    write("support.json", {"weights": fitted})
    relation._model.cache_clear()
    print(f"support: {len(labels)} rows, {Counter(labels)[True]} supported")


if __name__ == "__main__":
    main()
