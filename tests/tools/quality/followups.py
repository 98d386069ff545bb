"""Measures standalone questions against human rewrites, next to plain baselines on the same data.

    python -m tests.tools.quality.followups words FILE
    python -m tests.tools.quality.followups search FILE

``words`` prints precision, recall and F1 of the content words, and how well follow-ups are detected.
``search`` prints how often the right context is retrieved first, and in the first five. ``FILE`` is JSON
lines (also ``.gz``) with ``history`` (pairs of ``{"user", "system"}``, or messages of ``{"role", "text"}``),
``question``, ``rewrite``, and for ``search`` ``contexts`` of ``{"id", "text"}``. ``--limit N`` takes the
first N rows.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.models import Turn
from knowledge.questions.context import is_topic_word
from knowledge.questions.followups import understand
from knowledge.text.names import stem, words_of
from tests.tools.quality.data import Vectors

NO_ANSWERS = ("i don't know", "i do not have", "i don't have", "unfortunately", "i'm sorry", "i am sorry")
SAME_WORDS = 0.999
QUERY_CHARACTERS = 1500
ASKED_AT = datetime(2024, 1, 1, tzinfo=UTC)

Row = dict[str, Any]
Rewriter = Callable[[Row], str]


def rows_of(path: Path) -> list[Row]:
    """Returns the rows of the file that have a rewrite."""
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    return [row for row in map(json.loads, text.splitlines()) if row["rewrite"]]


def pairs_of(row: Row) -> Iterator[tuple[str, str]]:
    """Yields the question and the answer of each earlier turn, in order."""
    question: str | None = None
    for message in row["history"]:
        if "user" in message:
            yield message["user"], message["system"]
        elif message["role"] == "user":
            question = message["text"]
        elif question is not None:
            yield question, message["text"]
            question = None


def turns_of(row: Row) -> list[Turn]:
    """Returns the conversation as Kutip would have stored it, with a standalone question for each turn.

    The row's ``title``, if it has one, is used as the title of the cited article.
    """
    titles = (row["title"],) if row.get("title") else ()
    turns: list[Turn] = []
    for question, answer in pairs_of(row):
        answered = not answer.casefold().startswith(NO_ANSWERS)
        standalone = understand(question, turns).question
        turns.append(
            Turn(
                question,
                standalone,
                row["lang"],
                ASKED_AT,
                (answer,) if answered else (),
                ("article",),
                titles,
            )
        )
    return turns


def as_typed(row: Row) -> str:
    """Baseline: the question as it was typed."""
    return str(row["question"])


def with_previous(row: Row) -> str:
    """Baseline: the previous question, then the question."""
    return " ".join([question for question, _ in list(pairs_of(row))[-1:]] + [row["question"]])


def with_everything(row: Row) -> str:
    """Baseline: all earlier questions and answers, then the question."""
    return " ".join([text for pair in pairs_of(row) for text in pair] + [row["question"]])


def standalone(row: Row) -> str:
    """Kutip's standalone question."""
    return understand(row["question"], turns_of(row)).question


def human_rewrite(row: Row) -> str:
    """The rewrite by a person: the upper bound."""
    return str(row["rewrite"])


REWRITERS: dict[str, Rewriter] = {
    "as typed": as_typed,
    "previous question + question": with_previous,
    "whole history": with_everything,
    "standalone question": standalone,
}


def content(text: str) -> set[str]:
    """Returns the stems of the content words."""
    return {stem(word.folded.removesuffix("'s")) for word in words_of(text) if is_topic_word(word.folded)}


def overlap(words: set[str], gold: set[str]) -> tuple[float, float, float]:
    """Returns precision, recall and F1; all are 1 for two empty sets."""
    if not words and not gold:
        return 1.0, 1.0, 1.0
    both = len(words & gold)
    precision = both / len(words) if words else 0.0
    recall = both / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def measure_words(rows: Sequence[Row]) -> None:
    """Prints how well the content words of each rewriter agree with the human rewrite, and the detection."""
    rows = [row for row in rows if row["history"]]
    print(f"{len(rows)} questions with a history")
    print(f"{'':32} precision recall  F1     added-word recall")
    for name, rewrite in REWRITERS.items():
        scores = []
        added = []
        for row in rows:
            words, gold = content(rewrite(row)), content(row["rewrite"])
            scores.append(overlap(words, gold))
            missing = gold - content(row["question"])
            if missing:
                added.append(len(missing & words) / len(missing))
        precision, recall, f1 = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        print(f"{name:32} {precision:.3f}     {recall:.3f}   {f1:.3f}  {sum(added) / max(1, len(added)):.3f}")
    right = wrong = missed = true_new = 0
    for row in rows:
        is_follow_up = overlap(content(row["question"]), content(row["rewrite"]))[1] < SAME_WORDS
        detected = understand(row["question"], turns_of(row)).is_follow_up
        right += is_follow_up and detected
        wrong += detected and not is_follow_up
        missed += is_follow_up and not detected
        true_new += not detected and not is_follow_up
    print(
        f"follow-up detection: precision {right / max(1, right + wrong):.3f} recall "
        f"{right / max(1, right + missed):.3f} accuracy {(right + true_new) / len(rows):.3f}"
    )


def measure_search(rows: Sequence[Row]) -> None:
    """Prints how often the vector of each rewritten question is nearest to the right context."""
    vectors_of = Vectors()
    archive = {context["id"]: context["text"] for row in rows for context in row["contexts"]}
    ids = list(archive)
    vectors = vectors_of.passages([archive[key] for key in ids])
    rows = [row for row in rows if row["history"] and row["contexts"]]
    print(f"{len(rows)} questions with a history, {len(ids)} contexts")
    for name, rewrite in {**REWRITERS, "human rewrite": human_rewrite}.items():
        queries = vectors_of.queries([rewrite(row)[:QUERY_CHARACTERS] for row in rows])
        order = np.argsort(-(queries @ vectors.T), axis=1)
        first = in_five = 0
        for row, best in zip(rows, order, strict=True):
            right = {context["id"] for context in row["contexts"]}
            first += ids[best[0]] in right
            in_five += any(ids[index] in right for index in best[:5])
        print(f"{name:32} first {first / len(rows):.3f}   in five {in_five / len(rows):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suite", choices=["words", "search"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    arguments = parser.parse_args()
    rows = rows_of(arguments.file)[: arguments.limit]
    (measure_words if arguments.suite == "words" else measure_search)(rows)


if __name__ == "__main__":
    main()
