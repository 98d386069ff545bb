"""Articles: what is read, what is stored, and what happened to it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

AddStatus = Literal["added", "unchanged", "replaced", "failed"]
Ending = Literal["replaced", "retracted"]

UNDETERMINED_LANGUAGE = "und"
"""ISO 639 code for a text whose language could not be detected."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open span of an article's text: ``article.text[start:end] == sentence.text``, always.

    If a line end falls inside the sentence, ``text`` contains it; views replace it by a space.
    """

    start: int
    end: int
    text: str


class SentenceKey(NamedTuple):
    """Identifies a sentence in every store.

    ``revision`` is the database key of one stored text of an article. A replaced article gets a new
    revision, so vectors of the old text are never mistaken for those of the new one. ``position`` is the
    index of the sentence in the article, from 0.
    """

    revision: int
    position: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as read from a file, a message or a JSON line, before it is stored.

    ``text`` is the body exactly as it will be stored. ``title`` is ``""`` when the source has no title; the
    library then makes one from the first sentence.
    """

    text: str
    title: str = ""
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. ``sentences`` are in text order, do not overlap, and there is at least one."""

    id: str
    revision: int
    title: str
    text: str
    sentences: tuple[Sentence, ...]
    language: str
    added_at: datetime
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """A stored article without its text, for lists and headers. ``sentence_count`` is at least 1."""

    id: str
    title: str
    language: str
    sentence_count: int
    added_at: datetime
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class AddResult:
    """The result of adding one article.

    ``sentences`` is the number of sentences stored. ``error`` is one sentence for people, set when
    ``status`` is ``"failed"``.
    """

    status: AddStatus
    external_id: str | None = None
    article_id: str | None = None
    title: str = ""
    sentences: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A stored article that is similar to a given text.

    ``similarity`` is in 0..1. ``is_identical`` means that the two texts differ in white space at most.
    """

    article_id: str
    title: str
    published_on: date | None
    similarity: float
    is_identical: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that one version of an article has and the next does not, or the other way round.

    ``old`` is None for an added sentence, ``new`` is None for a removed one; a replaced sentence has both.
    Runs of white space are collapsed to one space.
    """

    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article: what it said from ``since`` to ``until``.

    ``ending`` says whether it was replaced or retracted, ``reason`` why. In the current version ``until``,
    ``ending`` and ``reason`` are None. ``changes`` compares with the previous version; the first has none.
    """

    article_id: str
    external_id: str | None
    title: str
    text: str
    published_on: date | None
    publisher: str | None
    url: str | None
    since: datetime
    until: datetime | None = None
    ending: Ending | None = None
    reason: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an article is published or retracted, with its latest title.

    ``retracted_at`` and ``reason`` are None for a published article.
    """

    article_id: str
    title: str
    retracted_at: datetime | None = None
    reason: str | None = None

    @property
    def is_retracted(self) -> bool:
        """Whether the article was retracted, so that it no longer answers questions."""
        return self.retracted_at is not None
