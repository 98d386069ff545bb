"""How often the sentence that answers comes first among the sentences of its passage.

python -m tests.tools.quality.evidence [--cache FOLDER]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.retrieval import sentence_ranker
from knowledge.retrieval.reranker import look_again
from tests.tools.quality import data, situations
from tests.tools.quality.data import LabelledQuestion, Vectors
from tests.tools.quality.rows import own_rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    vectors = Vectors(parser.parse_args().cache)
    sets = {
        "FacQA, held out": [one for one in situations.facqa() if situations.held_out(one)],
        "IDK-MRC valid": [one for one in situations.idkmrc("idkmrc_valid") if one.answerable],
        "CLAPnq, held out": [
            one for one in situations.clapnq() if one.answerable and situations.held_out(one)
        ],
        "Our own, held out": [one for one in situations.fictional() if situations.held_out(one)],
    }
    for name, questions in sets.items():
        print(f"{name}: {len(questions)} questions")
        for label, chosen in (
            ("all", questions),
            ("two sentences or more", [one for one in questions if len(one.passage.spans) > 1]),
        ):
            first, second = firsts(chosen, vectors)
            print(f"  {label:22} first {first:.3f}  in first two {second:.3f}  ({len(chosen)})")


def firsts(questions: Sequence[LabelledQuestion], vectors: Vectors) -> tuple[float, float]:
    """Shares of questions whose gold sentence ranks first, and among the first two."""
    ranks = []
    for block in own_rows(questions, vectors):
        first = sentence_ranker.first_scores(block.measured)
        scores = look_again(block.question, first, np.zeros(len(first)), block.measured.text)
        ranks.append(int(np.argmax(block.gold[np.argsort(-scores, kind="stable")])))
    return float(np.mean(np.array(ranks) == 0)), float(np.mean(np.array(ranks) < 2))


if __name__ == "__main__":
    main()
