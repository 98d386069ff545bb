"""Fits ``knowledge/weights/translations.json``: which Indonesian term stands for which English one.

    python -m tests.quality.translations

IBM's model 1 (Brown et al., 1993) in both directions over aligned news sentences; a pair is kept when each
side is the likely translation of the other. Only the even rows are used: the odd ones measure verification.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path

from knowledge import terms
from tests.quality import data

WEIGHTS = Path(__file__).resolve().parents[2] / "knowledge" / "weights"
ROUNDS = 12
LEAST_AGREEMENT = 0.5
"""Geometric mean of the two directions' probabilities; below it, pairs are as often wrong as right."""
LEAST_COUNT = 2.5
"""Expected number of times that the pair was aligned."""
NOTHING = ""

Pairs = Sequence[tuple[list[str], list[str]]]


def main() -> None:
    even = [row for at, row in enumerate(data.rows("parallel_news_valid")) if at % 2 == 0]
    pairs = [(terms.content_terms(row["en"]), terms.content_terms(row["id_text"])) for row in even]
    found: dict[str, list[str]] = defaultdict(list)
    for english, indonesian in sorted(agreed(pairs)):
        found[english].append(indonesian)
    lines = ",\n".join(f'"{english}": {json.dumps(words)}' for english, words in found.items())
    (WEIGHTS / "translations.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"translations: {sum(map(len, found.values()))} pairs from {len(even)} sentences")


def agreed(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Pairs of terms that translate each other, unsorted."""
    forth, counts = model_1(pairs)
    back, _ = model_1([(target, source) for source, target in pairs])
    for (target, source), probability in forth.items():
        if NOTHING in (source, target) or source == target or source.startswith("@"):
            continue
        agreement = sqrt(probability * back.get((source, target), 0.0))
        if agreement >= LEAST_AGREEMENT and counts[target, source] >= LEAST_COUNT:
            yield source, target


def model_1(pairs: Pairs) -> tuple[dict[tuple[str, str], float], Counter[tuple[str, str]]]:
    """Probability of each target term given a source term, and the expected counts of the last round."""
    chance: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    counts: Counter[tuple[str, str]] = Counter()
    for _ in range(ROUNDS):
        counts, totals = Counter(), Counter[str]()
        for sources, targets in pairs:
            for target in targets:
                whole = sum(chance[target, source] for source in (NOTHING, *sources))
                for source in (NOTHING, *sources):
                    part = chance[target, source] / whole
                    counts[target, source] += part  # type: ignore[assignment]
                    totals[source] += part  # type: ignore[assignment]
        chance = defaultdict(float, {pair: count / totals[pair[1]] for pair, count in counts.items()})
    return chance, counts


if __name__ == "__main__":
    main()
