"""Measures how often retrieval finds the right article, in an archive of all FacQA passages.

    python -m tests.tools.quality.retrieval [--cache FOLDER] [--step N]

Prints for all and for the held-out questions the share whose right article comes first, or among the first
five, and the share whose best sentence answers. ``--step N`` takes every Nth question. The weight of BM25 in
:mod:`knowledge.retrieval.fusion` was chosen on these passages and on others; nothing else in retrieval was.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import inf
from pathlib import Path

from tests.tools.quality import data, splits
from tests.tools.quality.archive import Archive
from tests.tools.quality.data import LabelledQuestion, Vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    parser.add_argument("--step", type=int, default=1)
    arguments = parser.parse_args()
    vectors = Vectors(arguments.cache)
    archive = Archive(splits.passages_of(splits.facqa()), vectors)
    questions = splits.facqa()[:: arguments.step]
    for name, chosen in (
        ("all", questions),
        ("held out", [question for question in questions if splits.held_out(question)]),
    ):
        first, five, evidence_first = measure(archive, chosen, vectors)
        print(
            f"FacQA, {len(archive)} articles, {name} ({len(chosen)} questions): right article first "
            f"{first:.3f}, in first five {five:.3f}; best sentence answers, end to end {evidence_first:.3f}"
        )


def measure(
    archive: Archive, questions: Sequence[LabelledQuestion], vectors: Vectors
) -> tuple[float, float, float]:
    """Returns three shares of the questions: right article first, in the first five, best sentence right.

    An article with the same text as the right one counts as right.
    """
    queries = vectors.queries([question.question for question in questions])
    first = five = evidence_first = 0
    for question, query in zip(questions, queries, strict=True):
        candidates = archive.candidates(question.question, query, margin=inf)
        texts = [candidate.article.text for candidate in candidates]
        first += texts[0] == question.passage.text
        five += question.passage.text in texts[:5]
        best = archive.find(question.question, query).ranked[0]
        evidence_first += best.article.text == question.passage.text and best.position in question.gold
    return first / len(questions), five / len(questions), evidence_first / len(questions)


if __name__ == "__main__":
    main()
