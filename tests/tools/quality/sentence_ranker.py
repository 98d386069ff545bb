"""Measures how often the sentence ranker puts the sentence that answers first among those of its passage.

    python -m tests.tools.quality.sentence_ranker [--cache FOLDER]

Prints for each data set the share of questions whose answering sentence comes first, and among the first two;
for all passages, and for those of two sentences or more.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.retrieval import sentence_ranker
from knowledge.retrieval.reranker import rerank
from knowledge.retrieval.sentence_ranker import Scored
from tests.tools.quality import data, splits
from tests.tools.quality.archive import read
from tests.tools.quality.data import LabelledQuestion, Vectors
from tests.tools.quality.ranker_rows import own_rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    vectors = Vectors(parser.parse_args().cache)
    sets = {
        "FacQA, held out": [q for q in splits.facqa() if splits.held_out(q)],
        "IDK-MRC valid": [q for q in splits.idkmrc("idkmrc_valid") if q.answerable],
        "CLAPnq, held out": [q for q in splits.clapnq() if q.answerable and splits.held_out(q)],
        "Our own, held out": [q for q in splits.fictional() if splits.held_out(q)],
    }
    for name, questions in sets.items():
        print(f"{name}: {len(questions)} questions")
        for label, chosen in (
            ("all", questions),
            ("two sentences or more", [q for q in questions if len(q.passage.spans) > 1]),
        ):
            first, second = firsts(chosen, vectors)
            print(f"  {label:22} first {first:.3f}  in first two {second:.3f}  ({len(chosen)})")


def firsts(questions: Sequence[LabelledQuestion], vectors: Vectors) -> tuple[float, float]:
    """Returns the shares of questions whose gold sentence ranks first, and among the first two."""
    ranks = []
    for block in own_rows(questions, vectors):
        first = sentence_ranker.first_scores(block.measured)
        scored = Scored(block.measured, first, np.zeros(len(first)))
        scores = rerank(scored.scores, read(block.question.text, scored))
        ranks.append(int(np.argmax(block.gold[np.argsort(-scores, kind="stable")])))
    return float(np.mean(np.array(ranks) == 0)), float(np.mean(np.array(ranks) < 2))


if __name__ == "__main__":
    main()
