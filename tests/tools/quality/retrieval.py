"""How often the right passage is found, all FacQA passages as an archive, each an article.

    python -m tests.tools.quality.retrieval [--cache FOLDER] [--step N]

Nothing in the ranking is fitted on these passages but the one weight in :mod:`knowledge.ranking`, which was
chosen on other passages as well; ``--step N`` takes every Nth question.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import inf
from pathlib import Path

from tests.tools.quality import data, situations
from tests.tools.quality.archive import Archive
from tests.tools.quality.data import LabelledQuestion, Vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("--step", type=int, default=1)
    arguments = parser.parse_args()
    vectors = Vectors(arguments.cache)
    archive = Archive(situations.passages_of(situations.facqa()), vectors)
    questions = situations.facqa()[:: arguments.step]
    for name, chosen in (
        ("all", questions),
        ("held out", [one for one in questions if situations.held_out(one)]),
    ):
        first, five, evidence_first = measure(archive, chosen, vectors)
        print(
            f"FacQA, {len(archive)} articles, {name} ({len(chosen)} questions): right article first "
            f"{first:.3f}, in first five {five:.3f}; best sentence answers, end to end {evidence_first:.3f}"
        )


def measure(
    archive: Archive, questions: Sequence[LabelledQuestion], vectors: Vectors
) -> tuple[float, float, float]:
    """Shares of questions: right article first, among five; best sentence right. Equal texts count."""
    queries = vectors.queries([one.question for one in questions])
    first = five = evidence_first = 0
    for one, query in zip(questions, queries, strict=True):
        found = archive.find(one.question, query)
        every, _ = archive.materials(one.question, query, margin=inf)
        texts = [archive.articles[candidate.revision].text for candidate in every]
        first += texts[0] == one.passage.text
        five += one.passage.text in texts[:5]
        best = found.ranked[0]
        evidence_first += best.article.text == one.passage.text and best.position in one.gold
    return first / len(questions), five / len(questions), evidence_first / len(questions)


if __name__ == "__main__":
    main()
