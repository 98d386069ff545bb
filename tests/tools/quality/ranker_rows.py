"""Makes the training rows of the sentence ranker: features and labels of candidate sentences."""

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
    """A question, the features of its candidate sentences, and the labels: True for those that answer."""

    question: Question
    measured: Measured
    gold: npt.NDArray[np.bool_]

    @property
    def features(self) -> npt.NDArray[np.float64]:
        """One row per candidate sentence, one column per feature of the sentence ranker."""
        return self.measured.features

    def sentence(self, row: int) -> str:
        """The text of the sentence of a row."""
        article, position = self.measured.rows[row]
        return article.sentences[position].text


def own_rows(questions: Sequence[LabelledQuestion], vectors: Vectors) -> Iterator[Block]:
    """Yields a block per question: the sentences of its own passage, which is the only article."""
    queries = vectors.queries([labelled.question for labelled in questions])
    archives: dict[str, Archive] = {}
    for labelled, query in zip(questions, queries, strict=True):
        if labelled.passage.id not in archives:
            archives[labelled.passage.id] = Archive([labelled.passage], vectors)
        archive = archives[labelled.passage.id]
        question = analysis.analyse(labelled.question)
        cosines = dict(enumerate((archive.matrix @ query).tolist()))
        candidate = sentence_ranker.Candidate(archive.articles[0], cosines, bm25=1.0)
        measured = sentence_ranker.measure(
            question, [candidate], archive.frequencies(question.terms), len(archive)
        )
        yield Block(question, measured, np.array([at in labelled.gold for _, at in measured.rows]))


def found_rows(questions: Sequence[LabelledQuestion], archive: Archive, vectors: Vectors) -> Iterator[Block]:
    """Yields a block per question: the sentences of the articles that retrieval finds in ``archive``.

    A sentence of another article with the same text as the right one counts as right.
    """
    queries = vectors.queries([labelled.question for labelled in questions])
    for labelled, query in zip(questions, queries, strict=True):
        question = analysis.analyse(labelled.question)
        candidates = archive.candidates(labelled.question, query)
        frequencies = archive.frequencies(question.terms)
        measured = sentence_ranker.measure(question, candidates, frequencies, len(archive))
        gold = [
            article.text == labelled.passage.text and at in labelled.gold for article, at in measured.rows
        ]
        yield Block(question, measured, np.array(gold))


def merged_rows(questions: Sequence[LabelledQuestion], archive: Archive, vectors: Vectors) -> Iterator[Block]:
    """Yields a block per question: the articles that retrieval finds, joined into one long article.

    The passages have two sentences on average; articles of newsrooms have twenty about the same subject.
    Without these blocks the ranker relies too much on the type of the answer.
    """
    queries = vectors.queries([labelled.question for labelled in questions])
    for labelled, query in zip(questions, queries, strict=True):
        question = analysis.analyse(labelled.question)
        candidates = archive.candidates(labelled.question, query)
        text, sentences, cosines, gold = "", [], [], []
        for candidate in sorted(candidates, key=lambda each: each.article.revision):
            article = candidate.article
            sentences += [Sentence(s.start + len(text), s.end + len(text), s.text) for s in article.sentences]
            cosines += [candidate.cosines[at] for at in range(len(article.sentences))]
            gold += [
                article.text == labelled.passage.text and at in labelled.gold
                for at in range(len(article.sentences))
            ]
            text += article.text + "\n"
        joined = replace(candidates[0].article, text=text, title="", sentences=tuple(sentences))
        candidate = sentence_ranker.Candidate(joined, dict(enumerate(cosines)), bm25=1.0)
        terms_held = set().union(*(sentence_features(sentence.text).terms for sentence in sentences))
        frequencies = {term: int(term in terms_held) for term in question.terms}
        yield Block(question, sentence_ranker.measure(question, [candidate], frequencies, 1), np.array(gold))
