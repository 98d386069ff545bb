"""What the evidence regression sees: features and labels of the sentences of each question's passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.models import Sentence
from knowledge.questions import analysis
from knowledge.questions.analysis import Question
from knowledge.retrieval import sentence_ranker
from knowledge.retrieval.sentence_features import sentence_features
from knowledge.retrieval.sentence_ranker import Measured
from tests.tools.quality.archive import Archive
from tests.tools.quality.data import LabelledQuestion, Vectors


class Block(NamedTuple):
    """A question with what is measured of its candidate sentences, and which of them answer."""

    question: Question
    measured: Measured
    gold: npt.NDArray[np.bool_]

    @property
    def features(self) -> npt.NDArray[np.float64]:
        return self.measured.features


def own_rows(questions: Sequence[LabelledQuestion], vectors: Vectors) -> Iterator[Block]:
    """One block a question: the sentences of its own passage, which is the whole archive."""
    queries = vectors.queries([one.question for one in questions])
    archives: dict[str, Archive] = {}
    for one, query in zip(questions, queries, strict=True):
        if one.passage.id not in archives:
            archives[one.passage.id] = Archive([one.passage], vectors)
        archive = archives[one.passage.id]
        question = analysis.analyse(one.question)
        cosines = dict(enumerate((archive.matrix @ query).tolist()))
        material = sentence_ranker.Candidate(archive.articles[0], cosines, bm25=1.0)
        measured = sentence_ranker.measure(
            question, [material], archive.frequencies(question.terms), len(archive)
        )
        yield Block(question, measured, np.array([at in one.gold for _, at in measured.rows]))


def found_rows(questions: Sequence[LabelledQuestion], archive: Archive, vectors: Vectors) -> Iterator[Block]:
    """One block a question: the sentences of all articles that retrieval finds. Equal texts are as right."""
    queries = vectors.queries([one.question for one in questions])
    for one, query in zip(questions, queries, strict=True):
        question = analysis.analyse(one.question)
        materials = archive.materials(one.question, query)[1]
        frequencies = archive.frequencies(question.terms)
        measured = sentence_ranker.measure(question, materials, frequencies, len(archive))
        gold = [a.text == one.passage.text and at in one.gold for a, at in measured.rows]
        yield Block(question, measured, np.array(gold))


def merged_rows(questions: Sequence[LabelledQuestion], archive: Archive, vectors: Vectors) -> Iterator[Block]:
    """One block a question: what retrieval finds, joined into one long article that is the whole archive.

    The passages have two sentences on average, the articles of newsrooms have twenty, which speak of the same
    things; without such blocks the ranker leans on the kind of answer alone.
    """
    queries = vectors.queries([one.question for one in questions])
    for one, query in zip(questions, queries, strict=True):
        question = analysis.analyse(one.question)
        materials = archive.materials(one.question, query)[1]
        text, sentences, cosines, gold = "", [], [], []
        for material in sorted(materials, key=lambda each: each.article.revision):
            article = material.article
            sentences += [Sentence(s.start + len(text), s.end + len(text), s.text) for s in article.sentences]
            cosines += [material.cosines[at] for at in range(len(article.sentences))]
            gold += [
                article.text == one.passage.text and at in one.gold for at in range(len(article.sentences))
            ]
            text += article.text + "\n"
        joined = replace(materials[0].article, text=text, title="", sentences=tuple(sentences))
        material = sentence_ranker.Candidate(joined, dict(enumerate(cosines)), bm25=1.0)
        terms_held = set().union(*(sentence_features(sentence.text).terms for sentence in sentences))
        frequencies = {term: int(term in terms_held) for term in question.terms}
        yield Block(question, sentence_ranker.measure(question, [material], frequencies, 1), np.array(gold))
