"""The JSON contract of the command line, as types: a key that is missing or misspelt fails the type check.

Dates and times are ISO 8601 strings, times in UTC.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from knowledge.models import AddStatus, Ending, FollowedKind, Intent, Mode, Reason
from knowledge.verification import Ruling


class CitationJson(TypedDict):
    """A cited sentence; ``[start, end)`` are its offsets in the text of the article, in code points."""

    label: int
    article_id: str
    external_id: str | None
    title: str
    published_on: str | None
    url: str | None
    sentence: str
    start: int
    end: int


class StatementJson(TypedDict):
    """One claim of an answer with its citations."""

    text: str
    citations: list[CitationJson]


class DroppedJson(TypedDict):
    """A drafted statement that failed verification."""

    text: str
    problems: list[str]


class NearestJson(TypedDict):
    """An article about the same subject, with its sentence that comes closest; null where only the article
    is near. ``[start, end)`` are the offsets of the sentence, as in a citation."""

    article_id: str
    title: str
    sentence: str | None
    start: int | None
    end: int | None


class UsageJson(TypedDict):
    """How many tokens the language model read and wrote; 0 without a model."""

    input_tokens: int
    output_tokens: int


class TimingsJson(TypedDict):
    """How long each step of an answer took, in milliseconds."""

    understand: float
    retrieve: float
    draft: float
    verify: float
    total: float


class ListedJson(TypedDict):
    """An article that a reply lists."""

    article_id: str
    external_id: str | None
    title: str
    published_on: str | None


class PartJson(TypedDict):
    """One of several questions of a message; without statements none was found."""

    question: str
    statements: list[StatementJson]


class OutcomeJson(TypedDict):
    """An answer, an abstention or a reply. ``reason`` is null except in an abstention, whose ``statements``
    are empty. A reply has ``reply``, Kutip's own words, and ``articles`` where articles are listed. ``parts``
    are there if a message asked several questions, ``archive_until`` if it asked for the present and the
    newest article that is cited is old: its day."""

    id: object
    question: str
    standalone_question: str
    language: str
    status: Literal["answered", "abstained", "replied"]
    intent: Intent
    reason: Reason | None
    mode: Mode
    confidence: float
    statements: list[StatementJson]
    dropped: list[DroppedJson]
    nearest: list[NearestJson]
    reply: NotRequired[str]
    articles: NotRequired[list[ListedJson]]
    parts: NotRequired[list[PartJson]]
    archive_until: NotRequired[str]
    usage: UsageJson
    timings_ms: TimingsJson


class VerdictJson(TypedDict):
    """Whether a statement follows from its sentences."""

    id: object
    verdict: Ruling
    supported: bool
    """Whether the verdict is the first of the three."""
    score: float
    problems: list[str]


class ErrorJson(TypedDict):
    """The output for a batch line that could not be processed; ``error`` is one sentence."""

    id: object
    error: str


class PassageJson(TypedDict):
    """The best sentence of a passage, and the passage; ``rank`` counts from 1."""

    rank: int
    score: float
    article_id: str
    external_id: str | None
    sentence: str
    start: int
    end: int
    passage: str


class AddedJson(TypedDict):
    """The result of adding one article.

    ``error`` is absent unless it failed; ``source`` is absent where only one article can be added.
    """

    external_id: str | None
    article_id: str | None
    status: AddStatus
    sentences: int
    error: NotRequired[str]
    source: NotRequired[str]


class DeletedJson(TypedDict):
    """A deleted article."""

    article_id: str
    external_id: str | None
    status: Literal["deleted"]


class SummaryJson(TypedDict):
    """An article without its text; ``sentences`` is their number."""

    article_id: str
    external_id: str | None
    title: str
    published_on: str | None
    publisher: str | None
    url: str | None
    language: str
    sentences: int
    added_at: str


class SpanJson(TypedDict):
    """The offsets of a sentence, half-open, in code points."""

    start: int
    end: int


class ArticleJson(TypedDict):
    """An article with its text and the offsets of its sentences."""

    article_id: str
    external_id: str | None
    title: str
    published_on: str | None
    publisher: str | None
    url: str | None
    language: str
    added_at: str
    text: str
    sentences: list[SpanJson]


class StandingJson(TypedDict):
    """Whether an article is published or retracted."""

    article_id: str
    title: str
    status: Literal["retracted", "published"]
    retracted_at: str | None
    reason: str | None


class FollowedJson(TypedDict):
    """A feed or channel that is followed; ``waiting`` counts its items that are not articles yet."""

    number: int
    kind: FollowedKind
    title: str
    address: str
    paused: bool
    preview: bool
    silent: bool
    waiting: int
    newest_at: str | None
    succeeded_at: str | None
    error: str | None


class VersionJson(TypedDict):
    """One version of an article, with the sentences that changed against the version before."""

    article_id: str
    external_id: str | None
    title: str
    published_on: str | None
    publisher: str | None
    url: str | None
    since: str
    until: str | None
    ending: Ending | None
    reason: str | None
    text: str
    removed: list[str]
    added: list[str]
