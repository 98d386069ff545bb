"""Draws examples, cuts windows out of their articles, and joins them into batches of like length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from knowledge.adapters.encoders.encoder import END, PADDING, START
from knowledge.adapters.reading.statements import ROW_PIECES
from tests.tools.reader.examples import Example

SHARES = {
    "encyclopedia": 0.5, "facqa": 0.7, "nli": 0.45, "claims": 0.8, "elsewhere": 0.5,
    "encyclopedia-swapped": 0.4, "facqa-swapped": 0.4, "encyclopedia-elsewhere": 0.4, "facqa-elsewhere": 0.4,
    "parallel": 0.5, "rules": 0.5,
}  # fmt: skip
"""The part of a source that an epoch draws; all of those that are not named."""
PLAIN, CHAT = 0.62, 0.82
"""A question is as written up to the first, as in a chat up to the second, and else misspelt."""
CUT_SOURCES, UNCUT_KINDS = ("newsq", "pairs", "english"), ("summary", "list")
CUT_SHARE = 0.85
"""The part of the answered questions that come a second time, without the sentences that answer."""
LENGTHS = (104, 128, 152, 176)
"""The most pieces of a window; one is drawn for each example."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of pieces. ``ids``, ``shared`` and ``sentences`` have the shape ``(rows, pieces)``."""

    ids: Tensor
    shared: Tensor
    """1 for a piece that the question and the passage both have."""
    sentences: Tensor
    """The position of the sentence of each piece in its article; -1 for other pieces."""
    examples: list[Example]


def draw(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Returns the examples of an epoch, with a form of each question, and cut articles."""
    drawn = []
    for example in examples:
        if rng.random() > SHARES.get(example.source, 1.0):
            continue
        form = rng.random()
        if example.variants and form >= PLAIN:
            example = replace(example, question=example.variants[0 if form < CHAT else 1])
        drawn.append(example)
        if (
            example.source in CUT_SOURCES
            and example.gold
            and example.kind not in UNCUT_KINDS
            and rng.random() < CUT_SHARE
        ):
            drawn.append(without_answer(example))
    return [example for example in drawn if example.sentences]


def without_answer(example: Example) -> Example:
    """Returns the example without the sentences that answer."""
    left = [pieces for at, pieces in enumerate(example.sentences) if at not in example.gold]
    return replace(example, sentences=left, gold=(), span=None, cut=example.gold)


def batches(examples: Sequence[Example], tokens: int, rng: random.Random) -> list[Batch]:
    """Returns batches of about ``tokens`` pieces, padding included, in random order."""
    items = []
    for example in examples:
        # A statement follows from all of its sentences together: none may be cut away.
        start, end = (
            window(example, rng.choice(LENGTHS), rng)
            if example.label is None
            else (0, len(example.sentences))
        )
        length = _fixed(example) + sum(map(len, example.sentences[start:end]))
        items.append((length + rng.random() * 12, start, end, example))
    items.sort(key=lambda item: item[0])
    groups: list[list[tuple[float, int, int, Example]]] = [[]]
    for item in items:
        if groups[-1] and (len(groups[-1]) + 1) * item[0] > tokens:
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    return [collate([(example, start, end) for _, start, end, example in group]) for group in groups]


def window(example: Example, limit: int, rng: random.Random) -> tuple[int, int]:
    """Returns the first sentence of a window of at most ``limit`` pieces, and the one after its last.

    It is around a sentence that answers; where none does, around the place of the cut, around the sentence
    that shares most with the question, or anywhere.
    """
    sentences = example.sentences
    room = limit - _fixed(example)
    if sum(map(len, sentences)) <= room:
        return 0, len(sentences)
    middle = _middle(example, rng)
    start, end, used = middle, middle + 1, len(sentences[middle])
    while True:
        sides = []
        if start > 0 and used + len(sentences[start - 1]) <= room:
            sides.append(-1)
        if end < len(sentences) and used + len(sentences[end]) <= room:
            sides.append(1)
        if not sides:
            return start, end
        if rng.choice(sides) < 0:
            start -= 1
            used += len(sentences[start])
        else:
            used += len(sentences[end])
            end += 1


def _middle(example: Example, rng: random.Random) -> int:
    if example.gold:
        return example.span[0] if example.span else rng.choice(example.gold)
    if example.cut and rng.random() < 0.5:
        place = rng.choice(example.cut)
        left = place - sum(other < place for other in example.cut) - rng.randrange(2)
        return max(0, min(len(example.sentences) - 1, left))
    if rng.random() < 0.25:
        return rng.randrange(len(example.sentences))
    asked = set(example.question)
    shared = [len(asked & set(pieces)) + rng.random() for pieces in example.sentences]
    return int(np.argmax(shared))


def collate(parts: Sequence[tuple[Example, int, int]]) -> Batch:
    """Joins windows of examples, given by their first sentence and the one after the last, into a batch."""
    rows = [_row(example, start, end) for example, start, end in parts]
    length = max(len(ids) for ids, _, _ in rows)
    ids = np.full((len(rows), length), PADDING, np.int64)
    shared = np.zeros((len(rows), length), np.int64)
    sentences = np.full((len(rows), length), -1, np.int64)
    for number, (row_ids, row_shared, row_sentences) in enumerate(rows):
        ids[number, : len(row_ids)] = row_ids
        shared[number, : len(row_ids)] = row_shared
        sentences[number, : len(row_ids)] = row_sentences
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(shared),
        torch.from_numpy(sentences),
        [example for example, _, _ in parts],
    )


def _row(example: Example, start: int, end: int) -> tuple[list[int], list[int], list[int]]:
    """Ids, marks of shared pieces, and the sentence of each piece."""
    passage, places = list(example.title), [-1] * len(example.title)
    for at in range(start, end):
        passage += example.sentences[at]
        places += [at] * len(example.sentences[at])
    asked, said = set(example.question), set(passage)
    room = ROW_PIECES - len(example.question) - 4
    passage, places = passage[:room], places[:room]
    ids = [START, *example.question, END, END, *passage, END]
    marks = [0, *(int(piece in said) for piece in example.question), 0, 0]
    marks += [*(int(piece in asked) for piece in passage), 0]
    return ids, marks, [-1] * (len(example.question) + 3) + places + [-1]


def _fixed(example: Example) -> int:
    """The pieces of a row besides its sentences."""
    return len(example.question) + 4 + len(example.title)
