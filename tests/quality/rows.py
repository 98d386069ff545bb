"""What the evidence regression sees: features and labels of the sentences of each question's passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from knowledge import evidence, questions
from tests.quality.archive import Archive
from tests.quality.data import Asked, Vectors


def own_rows(
    asked: Sequence[Asked], vectors: Vectors
) -> Iterator[tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]]:
    """One block a question: the sentences of its own passage, which is the whole archive."""
    queries = vectors.queries([one.question for one in asked])
    archives: dict[str, Archive] = {}
    for one, query in zip(asked, queries, strict=True):
        if one.passage.id not in archives:
            archives[one.passage.id] = Archive([one.passage], vectors)
        archive = archives[one.passage.id]
        question = questions.analyse(one.question)
        cosines = dict(enumerate((archive.matrix @ query).tolist()))
        material = evidence.Material(archive.articles[0], cosines)
        measured = evidence.measure(question, [material], archive.frequencies(question.terms), len(archive))
        yield measured.features, np.array([at in one.gold for _, at in measured.rows])


def found_rows(
    asked: Sequence[Asked], archive: Archive, vectors: Vectors
) -> Iterator[tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]]:
    """One block a question: the sentences of all articles that retrieval finds. Equal texts are as right."""
    queries = vectors.queries([one.question for one in asked])
    for one, query in zip(asked, queries, strict=True):
        question = questions.analyse(one.question)
        materials = archive.materials(one.question, query)[1]
        frequencies = archive.frequencies(question.terms)
        measured = evidence.measure(question, materials, frequencies, len(archive))
        yield (
            measured.features,
            np.array([a.text == one.passage.text and at in one.gold for a, at in measured.rows]),
        )
