"""The nouns of Kutip: plain, immutable values that every layer speaks.

Offsets are counted in Unicode code points (Python string indices), half-open, into the stored text of an
article. Dates are calendar dates without a zone: the day that the publisher printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

Mode = Literal["extractive", "llm", "fallback"]
Reason = Literal["no_articles", "no_match", "unsupported"]
AddStatus = Literal["added", "unchanged", "replaced", "failed"]
Ending = Literal["replaced", "retracted"]

UNDETERMINED_LANGUAGE = "und"
"""ISO 639 code for a text whose language could not be told."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A half-open span of an article's text: ``article.text[start:end] == sentence.text``, always.

    A sentence that was broken by a line end keeps the line end in its text; it is folded when shown.
    """

    start: int
    end: int
    text: str


class SentenceKey(NamedTuple):
    """The identity of a sentence in every store.

    ``revision`` is the database key of one stored text of an article (a replaced article gets a new one, so
    vectors of the old text can never be taken for the new); ``position`` counts sentences from 0.
    """

    revision: int
    position: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What reading a file, a message or a JSON line yields, before it is stored.

    ``text`` is the body as it will be stored, to the letter. ``title`` is ``""`` when the source gives none;
    the library then makes one from the lead.
    """

    text: str
    title: str = ""
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. ``sentences`` are in text order, do not overlap, and are never empty."""

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
    """An article without its text, for lists and headers. ``sentence_count`` is at least 1."""

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
    """What became of one article that was handed in. ``error`` is one sentence for people, when failed."""

    status: AddStatus
    external_id: str | None = None
    article_id: str | None = None
    title: str = ""
    sentences: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A stored article that a text resembles. ``likeness`` is in 0..1; identical is all but white space."""

    article_id: str
    title: str
    published_on: date | None
    likeness: float
    is_identical: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that came (no ``old``), went (no ``new``), or took another's place; white space folded."""

    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said from ``since`` to ``until``, how it ended and why (None, all three: it stands).

    ``changes`` are those against the version before, none in the first.
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
    """Whether an article can be asked about. When it was retracted: when and why, and its last title."""

    article_id: str
    title: str
    retracted_at: datetime | None = None
    reason: str | None = None

    @property
    def is_retracted(self) -> bool:
        return self.retracted_at is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence found for a query. ``score`` is comparable within one search only; higher is better."""

    article: Article
    position: int
    score: float
    cosine: float

    @property
    def sentence(self) -> Sentence:
        return self.article.sentences[self.position]


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one article, ``[first, last]`` inclusive, around their best hit."""

    article: Article
    first: int
    last: int
    best: Hit
    hits: tuple[Hit, ...] = ()

    @property
    def score(self) -> float:
        return self.best.score

    @property
    def text(self) -> str:
        start = self.article.sentences[self.first].start
        end = self.article.sentences[self.last].end
        return self.article.text[start:end]


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence that an answer may cite, under its ``label`` (1, 2, …) within one question."""

    label: int
    article: Article
    position: int
    probability: float
    """The ranker's estimate that this sentence answers the question, 0..1."""

    @property
    def sentence(self) -> Sentence:
        return self.article.sentences[self.position]


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a draft, with the labels of the sentences that it cites, as proposed."""

    text: str
    labels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the extractive answerer or a model proposes: statements, best first, unchecked."""

    statements: tuple[Statement, ...]
    mode: Mode


@dataclass(frozen=True, slots=True)
class Citation:
    """A label resolved to a sentence of a stored article: it quotes the store, never the model."""

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
    """A statement that passed: each of its citations quotes a stored sentence that supports it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DroppedStatement:
    """A statement that was not sent, and the names of the problems that kept it back."""

    text: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearestArticle:
    """An article named to the asker when nothing answers."""

    article_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a model charged for."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)

    @property
    def tokens(self) -> int:
        """In and out together."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each step of one question."""

    understand: float = 0.0
    retrieve: float = 0.0
    draft: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome: at least one statement, each with at least one citation. ``confidence`` is in 0..1."""

    question: str
    standalone_question: str
    language: str
    mode: Mode
    confidence: float
    statements: tuple[CitedStatement, ...]
    dropped: tuple[DroppedStatement, ...] = ()
    nearest: tuple[NearestArticle, ...] = ()
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    turn: int | None = None
    """The number of the turn that keeps it; None outside a conversation."""


@dataclass(frozen=True, slots=True)
class Abstention:
    """The other outcome: Kutip does not know. Not an error; ``nearest`` says what comes closest."""

    question: str
    standalone_question: str
    language: str
    mode: Mode
    confidence: float
    reason: Reason
    dropped: tuple[DroppedStatement, ...] = ()
    nearest: tuple[NearestArticle, ...] = ()
    usage: Usage = field(default_factory=Usage)
    timings: Timings = field(default_factory=Timings)
    turn: int | None = None
    """The number of the turn that keeps it; None outside a conversation."""


Outcome = Answer | Abstention


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and what came of it, as it is remembered.

    ``statements`` are the texts that were sent (empty after an abstention); ``cited_articles`` are the ids
    of the articles that they cite, first cited first: the articles in focus for a follow-up.
    """

    question: str
    standalone_question: str
    language: str
    asked_at: datetime
    statements: tuple[str, ...] = ()
    cited_articles: tuple[str, ...] = ()
    cited_titles: tuple[str, ...] = ()


Feedback = Literal["up", "down", "wrong_source", "wrong_fact", "not_answered", "other"]
"""What a reader says of an outcome: good, bad, or bad with one of the four reasons."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn with all that was answered, for as long as its conversation is not forgotten.

    ``number`` never changes and is never given twice. ``person`` is any string, e.g. ``telegram:42``.
    """

    number: int
    conversation: str
    person: str | None
    asked_at: datetime
    outcome: Outcome
    feedback: Feedback | None = None
    """The newest; None before anybody gave any."""


@dataclass(frozen=True, slots=True)
class TurnMetrics:
    """A turn as statistics see it: without its words."""

    asked_at: datetime
    is_answered: bool
    feedback: Feedback | None
    usage: Usage
    total_ms: float


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What people set for one conversation. ``language`` is an ISO 639 code, None is automatic.

    ``article_id`` is the only article that questions are answered from, None for all. ``corrections`` says
    whether to tell when something is corrected that was quoted there.
    """

    language: str | None = None
    article_id: str | None = None
    corrections: bool = True


@dataclass(frozen=True, slots=True)
class Spending:
    """What questions took on one day: how many there were, and the tokens of the model, in and out."""

    questions: int = 0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class CachedDraft:
    """What a model wrote for one prompt: the statements that were proved, and what was dropped."""

    statements: tuple[Statement, ...]
    dropped: tuple[DroppedStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody whom an owner made an admin. ``called`` is the name that the messenger showed then."""

    person: str
    display_name: str
    named_by: str
    since: datetime


AuditAction = Literal[
    "add", "replace", "retract", "delete", "restore", "name_admin", "dismiss_admin", "export"
]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What an admin did. ``called`` is the name that the messenger showed then; ``subject`` is an
    article's id, the name and number of a person, or a number of articles."""

    person: str
    display_name: str
    kind: AuditAction
    subject: str
    at: datetime
