"""Makes cases for the confidence of questions as readers ask them; see :mod:`tests.tools.quality.newsq`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.tools.quality import newsq
from tests.tools.quality.archive import Archive
from tests.tools.quality.confidence_cases import Case
from tests.tools.quality.data import LabelledQuestion, Passage, Vectors

Asked = tuple[LabelledQuestion, Archive, bool]
"""A question, the archive that it is asked of, and whether an article there answers."""


def build(
    vectors: Vectors,
    questions: Sequence[LabelledQuestion],
    pairs: Sequence[LabelledQuestion],
    passages: Sequence[Passage],
) -> list[Case]:
    """Returns the cases of ``questions`` and ``pairs``, with ``passages`` as the archive of several articles.

    =============  ========================================================================
    ``asked``      questions asked of the archive
    ``gone``       questions asked of a half of the archive that lacks their article
    ``whole``      questions asked of their own article
    ``cut``        the same, without the sentences that answer
    ``pair``       pairs asked of their own article
    ``pair asked`` pairs asked of the archive
    =============  ========================================================================
    """
    archive = Archive(passages, vectors)
    halves = [Archive(passages[start::2], vectors) for start in (0, 1)]
    half_of = {passage.id: number % 2 for number, passage in enumerate(passages)}
    own = {question.passage.id: Archive([question.passage], vectors) for question in (*questions, *pairs)}
    answered = [question for question in questions if question.answerable and len(question.gold) <= 3]
    families: dict[str, tuple[float, list[Asked]]] = {
        "asked": (4.0, [(each, archive, each.answerable) for each in questions]),
        "gone": (0.5, [(each, halves[1 - half_of[each.passage.id]], False) for each in answered[::2]]),
        "whole": (1.0, [(each, own[each.passage.id], True) for each in answered]),
        "cut": (1.0, [(each, Archive([cut(each)], vectors), False) for each in answered]),
        "pair": (2.0, [(each, own[each.passage.id], each.answerable) for each in pairs]),
        "pair asked": (2.0, [(each, archive, each.answerable) for each in pairs]),
    }
    cases = []
    for family, (weight, asked) in families.items():
        queries = vectors.queries([question.question for question, _, _ in asked])
        for (question, place, answerable), query in zip(asked, queries, strict=True):
            gold = (question.passage.text, question.gold) if answerable else None
            cases.append(Case(question.question, query, place, answerable, family, weight / len(asked), gold))
    return cases


def cut(question: LabelledQuestion) -> Passage:
    """Returns the question's article without the sentences that answer it."""
    text, spans = "", []
    for position, sentence in enumerate(question.passage.sentences):
        if position not in question.gold:
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + " "
    return replace(question.passage, text=text, spans=tuple(spans))


def for_fitting(vectors: Vectors, passages: Sequence[Passage]) -> list[Case]:
    """Returns the cases of questions that the reader never saw."""
    pairs = [*newsq.pairs_train(unread=True), *newsq.english_train(unread=True)]
    return build(vectors, newsq.newsq_train(unread=True), pairs, passages)
