"""The data types that every layer shares: immutable values without behaviour.

Offsets are half-open ranges of Unicode code points (Python string indices) into the stored text of an
article. Dates are calendar dates without a time zone: the day that the publisher printed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

Mode = Literal["extractive", "llm", "fallback"]
Reason = Literal["no_articles", "no_match", "unsupported"]
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


@dataclass(frozen=True, slots=True)
class NearestArticle:
    """An article that an abstention offers as the closest match."""

    article_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that calls of a language model used. Instances can be added."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)

    @property
    def tokens(self) -> int:
        """The sum of input and output tokens."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Timings:
    """Duration of each step of one question, in milliseconds."""

    understand: float = 0.0
    retrieve: float = 0.0
    draft: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRequest:
    """A question, with the facts about its asker and its place that decide how it is understood.

    Only ``question`` is required.
    """

    question: str = field(kw_only=False)
    """As written; white space is folded. At most 4,096 characters."""
    conversation: str | None = None
    """The name of the conversation, such as ``telegram:42``; its turns are the context of a follow-up, and
    the new turn is stored there. None: the question stands alone and nothing is stored."""
    articles: Collection[str] = ()
    """Article ids or external ids to search in; empty for the whole archive. Unknown ids match nothing."""
    asker_language: str | None = None
    """ISO 639 code of the asker's own language: used if the question is too short to detect one, no language
    was chosen and the conversation has no turn yet."""
    chosen_language: str | None = None
    """ISO 639 code that the asker chose for this conversation: used, before the language of the conversation,
    if the question is too short to detect one."""
    person: str | None = None
    """Whose quota is charged, such as ``telegram:42``; None charges only the quota of all persons."""
    origin: str | None = None
    """A name for the message that asks, unique to it. If a stored turn has the same origin, its outcome is
    returned and nothing is asked again, so that a repeated delivery gives one answer."""
    replied_turn: int | None = None
    """The number of the earlier turn that the question replies to, which is then its only context. Ignored
    if that turn is unknown or belongs to another conversation."""


@dataclass(frozen=True, slots=True)
class OutcomeFields:
    """What both outcomes of a question record. Use :class:`Answer` or :class:`Abstention`."""

    question: str
    """As asked, white space folded."""
    standalone_question: str
    """The question that was searched for: a follow-up is completed from its conversation."""
    language: str
    """ISO 639 code of the language to answer in."""
    mode: Mode
    """``llm``: a language model wrote the draft. ``fallback``: it failed, so sentences are quoted instead.
    ``extractive``: no model was asked."""
    confidence: float
    """How sure retrieval is that the archive holds the answer, in 0..1; comparable between questions."""
    dropped: tuple[DroppedStatement, ...] = field(default=(), kw_only=True)
    """Drafted statements that failed verification."""
    nearest: tuple[NearestArticle, ...] = field(default=(), kw_only=True)
    """Articles about the same subject, whether or not they answer; best ranked first, at most three."""
    usage: Usage = field(default_factory=Usage, kw_only=True)
    """Tokens of every model call for this question."""
    timings: Timings = field(default_factory=Timings, kw_only=True)
    turn: int | None = field(default=None, kw_only=True)
    """The number of the stored turn; None outside a conversation."""


@dataclass(frozen=True, slots=True)
class Answer(OutcomeFields):
    """The outcome of a question that the archive answers."""

    statements: tuple[CitedStatement, ...]
    """At least one, in reading order; each has at least one citation."""


@dataclass(frozen=True, slots=True)
class Abstention(OutcomeFields):
    """The outcome of a question that the archive does not answer. Not an error."""

    reason: Reason
    """``no_articles``: the archive is empty. ``no_match``: nothing found is likely to answer.
    ``unsupported``: what was drafted failed verification, or the model found no answer in the evidence."""

    @property
    def statements(self) -> tuple[CitedStatement, ...]:
        """Always empty, so that callers may read the statements of any outcome."""
        return ()


Outcome = Answer | Abstention


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and its answer, as later questions refer to it.

    ``statements`` are the texts of the statements that were sent, ``()`` after an abstention.
    ``cited_articles`` are the ids of the articles that these statements cite, in order of first citation; a
    follow-up prefers these articles.
    """

    question: str
    standalone_question: str
    language: str
    asked_at: datetime
    statements: tuple[str, ...] = ()
    cited_articles: tuple[str, ...] = ()
    cited_titles: tuple[str, ...] = ()


Feedback = Literal["up", "down", "wrong_source", "wrong_fact", "not_answered", "other"]
"""A reader's judgement of an outcome: good, bad, or bad with one of four reasons."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn as the store returns it, with its full outcome, until the conversation is deleted.

    ``number`` identifies the turn; it never changes and is never reused. ``person`` is any string, e.g.
    ``telegram:42``.
    """

    number: int
    conversation: str
    person: str | None
    asked_at: datetime
    outcome: Outcome
    feedback: Feedback | None = None
    """The latest feedback; None if there is none."""


@dataclass(frozen=True, slots=True)
class TurnMetrics:
    """The figures of a turn that usage statistics need. It contains no text."""

    asked_at: datetime
    is_answered: bool
    feedback: Feedback | None
    usage: Usage
    total_ms: float


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """The settings of one conversation.

    ``language`` is an ISO 639 code; None means automatic. ``article_id`` restricts questions to one article;
    None means all. ``corrections`` says whether to send a notice when a quoted article is corrected.
    """

    language: str | None = None
    article_id: str | None = None
    corrections: bool = True


@dataclass(frozen=True, slots=True)
class Spending:
    """The usage of one day: the number of questions, and the sum of input and output tokens."""

    questions: int = 0
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class CachedDraft:
    """A model's verified reply to one prompt, stored so that the same prompt need not be sent again.

    ``statements`` passed verification, ``dropped`` did not.
    """

    statements: tuple[Statement, ...]
    dropped: tuple[DroppedStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Admin:
    """A person whom an owner made an admin.

    ``display_name`` is the name in the messenger at that time. ``named_by`` is the owner who did it,
    ``since`` the time.
    """

    person: str
    display_name: str
    named_by: str
    since: datetime


AuditAction = Literal[
    "add", "replace", "retract", "delete", "restore", "name_admin", "dismiss_admin", "export"
]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit log: an action of an admin or owner.

    ``display_name`` is the name in the messenger at that time. ``subject`` is the id of an article, the name
    and number of a person, or a number of articles.
    """

    person: str
    display_name: str
    kind: AuditAction
    subject: str
    at: datetime
