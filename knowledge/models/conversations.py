"""What is stored of conversations: turns, feedback, settings and spending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.models.answers import Outcome, Usage
from knowledge.models.evidence import DroppedStatement, Statement


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
