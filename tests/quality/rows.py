"""What the evidence regression sees: features and labels of the sentences of each question's passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from knowledge import evidence, questions
from tests.quality.archive import Archive
from tests.quality.data import Asked, Vectors


def evidence_rows(
    asked: Sequence[Asked], vectors: Vectors, counted: Archive | None = None
) -> Iterator[tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]]:
    """One block a question, its passage alone. Frequencies come from ``counted``, else from the passage."""
    queries = vectors.queries([one.question for one in asked])
    archives: dict[str, Archive] = {}
    for one, query in zip(asked, queries, strict=True):
        if one.passage.id not in archives:
            archives[one.passage.id] = Archive([one.passage], vectors)
        archive = archives[one.passage.id]
        question = questions.analyse(one.question)
        cosines = dict(enumerate((archive.matrix @ query).tolist()))
        material = evidence.Material(archive.articles[0], cosines)
        known = counted or archive
        measured = evidence.measure(question, [material], known.frequencies(question.terms), len(known))
        yield measured.features, np.array([at in one.gold for _, at in measured.rows])
