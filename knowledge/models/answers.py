"""A question and its outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.models.articles import ArticleSummary
from knowledge.models.evidence import Citation, CitedStatement, DroppedStatement, Mode

Intent = Literal[
    "question", "greeting", "thanks", "farewell", "about_bot", "complaint", "doubt", "latest", "browse",
    "summary", "nothing",
]  # fmt: skip
"""What a message wants. ``nothing``: it says nothing that needs an answer, such as "ok" or an emoji."""

Reason = Literal["no_articles", "no_match", "unsupported"]


@dataclass(frozen=True, slots=True)
class NearestArticle:
    """An article that an abstention offers as the closest match, with its closest sentence if one is near.

    ``sentence`` is ``text[start:end]`` of the stored article. All three are None if only the article is near,
    and in outcomes that were stored before there were near sentences.
    """

    article_id: str
    title: str
    sentence: str | None = None
    start: int | None = None
    end: int | None = None
    external_id: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both inclusive. ``last`` may be after today."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


NextStep = Literal["summary", "latest", "week", "month", "all"]
"""Something to ask next that Kutip can answer, offered as a button and worded by whoever shows it.

A summary of the article, the latest about the matter, and the news of this week, this month, or of all time.
"""


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
    first: Collection[str] = ()
    """Article ids to answer from if they do; if not, all articles are searched. Ignored with ``articles``."""
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
    """What is about the same subject, whether or not it answers, best first: at most two entries with a
    sentence (possibly of one article); if no sentence is near, at most three without."""
    usage: Usage = field(default_factory=Usage, kw_only=True)
    """Tokens of every model call for this question."""
    timings: Timings = field(default_factory=Timings, kw_only=True)
    turn: int | None = field(default=None, kw_only=True)
    """The number of the stored turn; None outside a conversation."""
    intent: Intent = field(default="question", kw_only=True)
    """What the message wants."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions of a message, with the statements that answer it; ``()`` if none was found."""

    question: str
    statements: tuple[CitedStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(OutcomeFields):
    """The outcome of a question that the archive answers."""

    statements: tuple[CitedStatement, ...]
    """At least one, in reading order; each has at least one citation."""
    parts: tuple[Part, ...] = ()
    """The questions of a message that asks several, in order; ``statements`` has those of all of them."""
    archive_until: date | None = None
    """The day of the newest article that is cited, if the question asks for the present and it is old."""
    differs: bool = False
    """Whether two articles that are cited give different numbers of the same thing."""


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

    @property
    def near_sentences(self) -> tuple[Citation, ...]:
        """The sentences of ``nearest``, labelled from 1 on, to be shown like the sources of an answer.

        They answer nothing. ``()`` if no sentence is near.
        """
        near = [
            (entry, entry.sentence, entry.start, entry.end)
            for entry in self.nearest
            if entry.sentence is not None and entry.start is not None and entry.end is not None
        ]
        return tuple(
            Citation(
                label=label,
                article_id=entry.article_id,
                external_id=entry.external_id,
                title=entry.title,
                published_on=entry.published_on,
                publisher=entry.publisher,
                url=entry.url,
                sentence=sentence,
                start=start,
                end=end,
            )
            for label, (entry, sentence, start, end) in enumerate(near, start=1)
        )


@dataclass(frozen=True, slots=True)
class Reply(OutcomeFields):
    """The outcome of a message that asks nothing of the articles' text: Kutip answers in its own words.

    Whoever shows it chooses the words by ``intent``, ``variant`` and what else is set.
    """

    variant: int
    """A number from 0 on that varies the words: 0, 1 or 2."""
    statements: tuple[CitedStatement, ...] = ()
    """For a doubt, those of the last answer; otherwise empty."""
    articles: tuple[ArticleSummary, ...] = ()
    """The articles that are listed, newest first."""
    topic: str | None = None
    """What the listed articles speak of, in the words of the asker; None for all news."""
    period: Period | None = None
    """The days that the list was asked for; None for all."""
    count: int | None = None
    """How many articles there are in all, where that was asked."""
    next_steps: tuple[NextStep, ...] = ()
    """What to offer next, best first."""


Outcome = Answer | Abstention | Reply
