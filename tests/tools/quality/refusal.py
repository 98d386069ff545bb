"""Does Kutip answer what its articles answer, and abstain from the rest? At the one shipped threshold.

    python -m tests.tools.quality.refusal [--cache FOLDER] [--most N]

Prints, for each family of questions and each archive size, the share answered; and how well confidence tells
answerable from other questions (AUROC).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from knowledge.retrieval import confidence
from tests.tools.quality import data, situations
from tests.tools.quality.data import Vectors
from tests.tools.quality.situations import SIZES, Case, bucket


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("--most", type=int, default=160)
    arguments = parser.parse_args()
    report(situations.confidence_cases(Vectors(arguments.cache), measuring=True, most=arguments.most))


def report(cases: list[Case]) -> None:
    """Ask every case and print."""
    scores: dict[tuple[str, int], list[float]] = defaultdict(list)
    right: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for case in cases:
        found = case.archive.find(case.question, case.vector)
        key = (case.family, bucket(case.size))
        scores[key].append(found.confidence)
        if case.gold and found.ranked:
            best = found.ranked[0]
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
    """Chance that a positive scores above a negative; ties count half."""
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


if __name__ == "__main__":
    main()
