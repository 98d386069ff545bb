"""Splits the data sets: which questions and passages weights are fitted on, and which are measured.

FacQA, CLAPnq and the news pairs are split by a hash of the passage's group: two fifths are held out for
measuring. IDK-MRC is split by its own files, our own articles by :data:`FICTIONAL_FOR_MEASURING`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tests.tools.quality import data
from tests.tools.quality.data import LabelledQuestion, Passage

PARTS = 5
HELD_OUT_PARTS = 2
"""So many of :data:`PARTS` are held out."""
IDK_TRAIN_PASSAGES = 500
FICTIONAL_FOR_MEASURING = frozenset(
    {"fictional-3", "fictional-7", "fictional-10", "fictional-14", "fictional-16"}
)


@cache
def facqa() -> tuple[LabelledQuestion, ...]:
    """Returns all questions of FacQA: Indonesian news."""
    return tuple(data.span_questions("facqa_public", data.splitter()))


@cache
def idkmrc(name: str, limit: int | None = None) -> tuple[LabelledQuestion, ...]:
    """Returns the questions of one file of IDK-MRC: Indonesian encyclopedia, some unanswerable."""
    return tuple(data.span_questions(name, data.splitter(), limit))


@cache
def clapnq() -> tuple[LabelledQuestion, ...]:
    """Returns all questions of CLAPnq: English."""
    return tuple(data.clapnq())


@cache
def fictional() -> tuple[LabelledQuestion, ...]:
    """Returns all questions about our own invented articles, in both languages."""
    return tuple(data.fictional(data.splitter()))


def held_out(question: LabelledQuestion) -> bool:
    """Returns True if the question's passage is held out for measuring.

    Do not use it for IDK-MRC, which is split by its files.
    """
    return is_for_measuring(question.passage)


def is_for_measuring(passage: Passage) -> bool:
    """Returns True if the passage is held out for measuring, by the hash of its group."""
    if passage.id.startswith("fictional"):
        return passage.id in FICTIONAL_FOR_MEASURING
    return data.part(passage.group, PARTS) < HELD_OUT_PARTS


@cache
def english_articles(*, measuring: bool) -> tuple[Passage, ...]:
    """Returns the English texts that are added to Indonesian news to make an archive of both languages.

    ``measuring`` chooses those held out for measuring, otherwise those for fitting.
    """
    passages = [*data.english_news(), *passages_of([q for q in clapnq() if q.answerable])]
    return tuple(passage for passage in passages if is_for_measuring(passage) == measuring)


def ranker_questions() -> tuple[
    list[LabelledQuestion], list[LabelledQuestion], list[LabelledQuestion], list[LabelledQuestion]
]:
    """Returns the answerable questions that the sentence ranker is fitted on.

    Four lists: Indonesian news, Indonesian encyclopedia, English, and questions about our own articles.
    """
    return (
        [q for q in facqa() if not held_out(q)],
        [q for q in idkmrc("idkmrc_train", IDK_TRAIN_PASSAGES) if q.answerable],
        [q for q in clapnq() if q.answerable and not held_out(q)],
        [q for q in fictional() if not held_out(q)],
    )


def passages_of(questions: Sequence[LabelledQuestion]) -> list[Passage]:
    """Returns the passages of the questions in order, each text once."""
    seen: dict[str, Passage] = {}
    for question in questions:
        seen.setdefault(question.passage.text, question.passage)
    return list(seen.values())
