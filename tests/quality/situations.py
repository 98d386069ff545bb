"""Who may be used for fitting and who is measured, and the situations in which questions are asked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from tests.quality import data
from tests.quality.archive import Archive
from tests.quality.data import Asked, Floats, Passage, Vectors

TEST_PARTS = 2
PARTS = 5
IDK_TRAIN_PASSAGES = 300


@cache
def facqa() -> tuple[Asked, ...]:
    return tuple(data.span_questions("facqa_public", data.splitter()))


@cache
def idkmrc(name: str, limit: int | None = None) -> tuple[Asked, ...]:
    return tuple(data.span_questions(name, data.splitter(), limit))


@cache
def clapnq() -> tuple[Asked, ...]:
    return tuple(data.clapnq())


def held_out(one: Asked) -> bool:
    """Whether the question's passage is kept for measuring. IDK-MRC is split by its files instead."""
    return data.part(one.passage.group, PARTS) < TEST_PARTS


def evidence_questions() -> Iterator[Asked]:
    """Answerable questions for fitting the evidence weights."""
    yield from (one for one in facqa() if not held_out(one))
    yield from (one for one in idkmrc("idkmrc_train", IDK_TRAIN_PASSAGES) if one.answerable)
    yield from (one for one in clapnq() if one.answerable and not held_out(one))


@dataclass(frozen=True, slots=True)
class Case:
    """A question asked of an archive. ``family`` says where it comes from, ``weight`` counts in the fit."""

    question: str
    vector: Floats
    archive: Archive
    answerable: bool
    family: str
    weight: float = 1.0
    gold: tuple[str, frozenset[int]] | None = None
    """Text of the right article and the positions of its sentences that answer."""

    @property
    def size(self) -> int:
        return len(self.archive)


def passages_of(asked: Sequence[Asked]) -> list[Passage]:
    """Their passages, each text once, in order."""
    seen: dict[str, Passage] = {}
    for one in asked:
        seen.setdefault(one.passage.text, one.passage)
    return list(seen.values())
