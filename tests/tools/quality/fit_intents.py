"""Fits ``knowledge/weights/intents.npz``, and measures it on messages that nothing was fitted on.

    python -m tests.tools.quality.fit_intents [--cache FOLDER]

Fitted on the messages of ``messages.jsonl`` for fitting, and on questions of newsq_train, FacQA, IDK-MRC and
our pairs. Prints what is right by kind on the other messages, and how many questions of newsq_dev and of
held-out FacQA are taken for something else.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from knowledge.models import Intent
from knowledge.questions import intents
from tests.paths import REPOSITORY
from tests.tools.quality import data, newsq, splits
from tests.tools.quality.data import Vectors
from tests.tools.quality.regression import WEIGHTS

MESSAGES = REPOSITORY / "tests" / "tools" / "quality" / "messages.jsonl"
QUESTIONS = {"newsq": 3_000, "pairs": 5_000, "facqa": 1_200, "encyclopedia": 600}
"""How many questions of each set are fitted on."""
QUESTION_WEIGHT = 1.0
STRENGTH = 10.0
"""The inverse of the penalty."""

Message = tuple[Intent, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=data.DEFAULT_CACHE)
    vectors = Vectors(parser.parse_args().cache)
    fit([*messages("fit"), *questions()], vectors)
    measure(vectors)


def messages(part: str) -> list[Message]:
    """Returns the messages of a part, ``fit`` or ``test``."""
    rows = map(json.loads, MESSAGES.read_text(encoding="utf-8").splitlines())
    return [(row["intent"], row["text"]) for row in rows if row["part"] == part]


def questions() -> list[Message]:
    """Returns questions and requests for summaries of the sets for fitting."""
    rng = random.Random(3)
    kinds = {str(row["id"]): row["kind"] for row in data.rows("newsq_train")}
    sets = {
        "newsq": [
            (kinds[q.id], q.question) for unread in (True, False) for q in newsq.newsq_train(unread=unread)
        ],
        "pairs": [("pair", q.question) for q in newsq.pairs_train(unread=False)],
        "facqa": [("fact", q.question) for q in splits.facqa() if not splits.held_out(q)],
        "encyclopedia": [("fact", q.question) for q in splits.idkmrc("idkmrc_train")],
    }
    return [
        ("summary" if kind == "summary" else "question", text)
        for name, rows in sets.items()
        for kind, text in rng.sample(rows, min(QUESTIONS[name], len(rows)))
    ]


def fit(labelled: list[Message], vectors: Vectors) -> None:
    """Writes the weights of the regression."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    found = np.array(_vectors(labelled, vectors))
    mean = found.mean(axis=0)
    inputs = csr_matrix(
        [intents.features(text, v - mean) for (_, text), v in zip(labelled, found, strict=True)]
    )
    labels = np.array([intents.INTENTS.index(intent) for intent, _ in labelled])
    model = LogisticRegression(C=STRENGTH, max_iter=150).fit(inputs, labels)
    np.savez_compressed(
        WEIGHTS / "intents.npz",
        mean=mean.astype(np.float32),
        weights=model.coef_.T.astype(np.float16),
        intercepts=model.intercept_.astype(np.float32),
    )
    intents._weights.cache_clear()
    print(f"fitted on {len(labelled)} messages")


def measure(vectors: Vectors) -> None:
    """Prints what is right by kind, what the wrong ones were taken for, and the questions that are lost."""
    held_back = messages("test")
    right: defaultdict[Intent, list[bool]] = defaultdict(list)
    for (intent, text), vector in zip(held_back, _vectors(held_back, vectors), strict=True):
        found = intents.classify(text, vector)
        right[intent].append(found == intent)
        if found != intent:
            print(f"  {intent} taken for {found}: {text}")
    for intent, hits in right.items():
        print(f"{intent:10} {np.mean(hits):.3f} of {len(hits)}")
    print(f"all        {np.mean([hit for hits in right.values() for hit in hits]):.3f}")
    asked = {
        "newsq_dev": [q.question for q in newsq.newsq_dev()],
        "FacQA held out": [q.question for q in splits.facqa() if splits.held_out(q)],
    }
    for name, texts in asked.items():
        rows: list[Message] = [("question", text) for text in texts]
        found_in = [intents.classify(text, v) for text, v in zip(texts, _vectors(rows, vectors), strict=True)]
        print(f"{name}: {dict(Counter(found_in))}")
        for text, taken_for in zip(texts, found_in, strict=True):
            if taken_for not in {"question", "summary"}:
                print(f"  {taken_for}: {text}")


def _vectors(labelled: list[Message], vectors: Vectors) -> list[intents.Floats]:
    return list(vectors.queries([text for _, text in labelled]))


if __name__ == "__main__":
    main()
