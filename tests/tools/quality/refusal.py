"""Measures whether Kutip answers answerable questions and abstains from others, at the shipped threshold.

    python -m tests.tools.quality.refusal [--cache FOLDER] [--most N]

Prints the share of questions answered for each family (see :func:`confidence_cases.build`) and archive size,
and how well confidence separates answerable from unanswerable questions (AUROC). ``--most N`` limits the
questions of each family at each size.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from knowledge.retrieval import confidence
from tests.tools.quality import confidence_cases, data
from tests.tools.quality.confidence_cases import SIZES, Case, bucket
from tests.tools.quality.data import Vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("--most", type=int, default=160)
    arguments = parser.parse_args()
    report(confidence_cases.build(Vectors(arguments.cache), measuring=True, most=arguments.most))


def report(cases: list[Case]) -> None:
    """Ranks the sentences of every case and prints the figures."""
    scores: dict[tuple[str, int], list[float]] = defaultdict(list)
    right: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for case in cases:
        result = case.archive.find(case.question, case.vector)
        key = (case.family, bucket(case.size))
        scores[key].append(result.confidence)
        if case.gold and result.ranked:
            best = result.ranked[0]
            right[key].append(best.article.text == case.gold[0] and best.position in case.gold[1])
    for key in sorted(scores, key=str):
        answered = sum(score >= confidence.THRESHOLD for score in scores[key]) / len(scores[key])
        correct = f"  best sentence right {sum(right[key]) / len(right[key]):.3f}" if right[key] else ""
        print(f"{key[0]:14} size {key[1]:5}  answered {answered:.3f}{correct}  ({len(scores[key])})")
    for positive, negative in (("news", "elsewhere"), ("news", "removed"), ("news", "swapped"),
                               ("own", "own adversarial"), ("english", "english none"),
                               ("english", "english adversarial"), ("fictional", "fictional none"),
                               ("fictional foreign", "fictional foreign none"),
                               ("mixed", "mixed none"), ("mixed own", "mixed none")):  # fmt: skip
        for size in SIZES:
            if (positive, size) in scores and (negative, size) in scores:
                value = auroc(scores[positive, size], scores[negative, size])
                print(f"AUROC {positive} / {negative}, size {size}: {value:.3f}")


def auroc(positive: list[float], negative: list[float]) -> float:
    """Returns the probability that a random positive scores above a random negative; ties count half."""
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


if __name__ == "__main__":
    main()
