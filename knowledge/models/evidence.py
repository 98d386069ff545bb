"""A question on its way to an answer: hits, passages, evidence, drafts, citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.models.articles import Article, Sentence

Mode = Literal["extractive", "llm", "fallback"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence found for a query.

    ``score`` is comparable only within one search; higher is better. ``cosine`` is the similarity of the
    vectors of sentence and query.
    """

    article: Article
    position: int
    score: float
    cosine: float

    @property
    def sentence(self) -> Sentence:
        return self.article.sentences[self.position]


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one article around their best hit.

    ``first`` and ``last`` are positions of sentences, both inclusive.
    """

    article: Article
    first: int
    last: int
    best: Hit
    hits: tuple[Hit, ...] = ()

    @property
    def score(self) -> float:
        """The score of the best hit."""
        return self.best.score

    @property
    def text(self) -> str:
        """The text of the article from the first to the last sentence, with the white space between them."""
        start = self.article.sentences[self.first].start
        end = self.article.sentences[self.last].end
        return self.article.text[start:end]


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence that an answer may cite by its ``label``: 1, 2, …, unique within one question."""

    label: int
    article: Article
    position: int
    probability: float
    """The ranker's estimate that this sentence answers the question, 0..1."""
    excerpt: tuple[int, int] | None = None
    """The span, in the sentence, to quote of a sentence that is too long to be quoted whole."""

    @property
    def sentence(self) -> Sentence:
        return self.article.sentences[self.position]


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a draft with the labels of the sentences that it cites, not yet verified."""

    text: str
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer that a model or the extractive answerer proposes: statements, best first, not verified."""

    statements: tuple[Statement, ...]
    mode: Mode


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited sentence of a stored article, found by its label.

    ``sentence`` is ``text[start:end]`` of the stored article; it never comes from the model.
    """

    label: int
    article_id: str
    external_id: str | None
    title: str
    published_on: date | None
    publisher: str | None
    url: str | None
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A verified statement. Each citation, at least one, quotes a stored sentence that supports it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DroppedStatement:
    """A statement that failed verification and was not sent, with the names of its problems."""

    text: str
    problems: tuple[str, ...]
