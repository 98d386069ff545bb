"""The parts of the core that the handlers use, as protocols: tests can pass small fakes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from knowledge.answering.writer import Release
from knowledge.models import (
    AddResult,
    Article,
    ArticleSummary,
    ArticleText,
    AskRequest,
    Citation,
    Feedback,
    Followed,
    Outcome,
    Resemblance,
    Standing,
    StoredTurn,
    TurnMetrics,
    Version,
)
from knowledge.newsroom.channel_posts import ChannelPost
from knowledge.newsroom.following import FollowedStatus
from knowledge.newsroom.publishing import Review
from knowledge.newsroom.unanswered import QuestionGroup
from knowledge.ports import DueNotice


class Assistant(Protocol):
    """The methods of :class:`knowledge.assistant.Assistant` that the handlers call."""

    async def ask(self, request: AskRequest, *, on_statement: Release | None = None) -> Outcome: ...

    async def move(self, conversation: str, to: str) -> None: ...

    async def begin_anew(self, conversation: str) -> None: ...


class Library(Protocol):
    """The methods of :class:`knowledge.library.Library` that the handlers call."""

    async def add(self, article: ArticleText) -> AddResult: ...

    def add_all(self, articles: Iterable[ArticleText]) -> AsyncIterator[AddResult]: ...

    async def resembling(self, article: ArticleText) -> list[Resemblance]: ...

    async def trash(self, article_id: str) -> None: ...

    async def restore(self, article_id: str) -> str: ...

    async def replace(
        self, article_id: str, article: ArticleText, reason: str | None = None
    ) -> AddResult: ...

    async def retract(self, article_id: str, reason: str) -> Standing: ...

    async def standing(self, article_id: str) -> Standing: ...

    async def history(self, article_id: str) -> list[Version]: ...

    async def get(self, article_id: str) -> Article: ...

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]: ...

    async def count(self) -> int: ...


class Turns(Protocol):
    """The methods of :class:`knowledge.ports.ConversationStore` that the handlers call."""

    async def turn(self, number: int) -> StoredTurn | None: ...

    async def rate(self, number: int, feedback: Feedback) -> bool: ...

    async def metrics_since(self, moment: datetime) -> list[TurnMetrics]: ...

    async def forget(self, conversation: str) -> int: ...

    async def forget_person(self, person: str, within: str | None = None) -> int: ...


class Corrections(Protocol):
    """The methods of :class:`knowledge.newsroom.corrections.Corrections` that handlers and notices call."""

    async def answers_touched(self, history: Sequence[Version]) -> int: ...

    async def follow_up(self) -> None: ...

    def due(self) -> AsyncIterator[DueNotice]: ...

    async def settle(self, due: DueNotice) -> None: ...


class Following(Protocol):
    """The methods of :class:`knowledge.newsroom.following.Following` that handlers and tasks call."""

    async def follow_feed(self, url: str, person: str) -> tuple[Followed, bool]: ...

    async def follow_channel(self, chat_id: int, title: str, person: str) -> tuple[Followed, bool]: ...

    async def unfollow(self, number: int) -> Followed | None: ...

    async def pause(self, number: int, *, is_paused: bool) -> None: ...

    async def require_approval(self, number: int, *, is_required: bool) -> None: ...

    async def overview(self) -> list[FollowedStatus]: ...

    async def silent(self) -> list[Followed]: ...

    async def silence_told(self, followed: Followed) -> None: ...

    async def take_post(self, post: ChannelPost) -> bool: ...

    async def link_copy(self, chat_id: int, message_id: int, channel_id: int, post_id: int) -> None: ...

    async def article_of_message(self, chat_id: int, message_id: int) -> str | None: ...

    async def run(self, review: Review | None = None) -> None: ...


class Suggestions(Protocol):
    """The methods of :class:`knowledge.newsroom.suggestions.Suggestions` that the handlers call."""

    async def questions(self, language: str, limit: int) -> list[str]: ...

    async def after(self, cited: Sequence[Citation], asked: Collection[str], limit: int) -> list[str]: ...


class UnansweredQuestions(Protocol):
    """The methods of :class:`knowledge.newsroom.unanswered.UnansweredQuestions` that the handlers call."""

    async def largest(self, limit: int) -> list[QuestionGroup]: ...

    async def find(self, number: int) -> QuestionGroup | None: ...

    async def answered_by(self, question: str) -> str | None: ...


class SentTurns(Protocol):
    """Finds the turn whose answer a message of the bot shows."""

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        """Returns the number of the turn; None if the message shows no answer."""
        ...
