"""What the handlers need of the core, as narrow as they use it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable
from typing import Protocol

from knowledge.models import (
    AddResult,
    Article,
    ArticleSummary,
    ArticleText,
    Feedback,
    KeptTurn,
    Outcome,
    Resemblance,
)
from knowledge.writing import Release


class Assistant(Protocol):
    """The part of :class:`knowledge.assistant.Assistant` that people in Telegram meet."""

    async def ask(
        self,
        question: str,
        *,
        conversation: str | None = None,
        articles: Collection[str] = (),
        language: str | None = None,
        set_language: str | None = None,
        person: str | None = None,
        about: int | None = None,
        origin: str | None = None,
        release: Release | None = None,
    ) -> Outcome: ...

    async def move(self, conversation: str, to: str) -> None: ...

    async def begin_anew(self, conversation: str) -> None: ...


class Library(Protocol):
    """The part of :class:`knowledge.library.Library` that people in Telegram meet."""

    async def add(self, article: ArticleText) -> AddResult: ...

    def add_all(self, articles: Iterable[ArticleText]) -> AsyncIterator[AddResult]: ...

    async def replace(self, article_id: str, article: ArticleText) -> AddResult: ...

    async def resembling(self, article: ArticleText) -> list[Resemblance]: ...

    async def delete(self, article_id: str) -> None: ...

    async def get(self, article_id: str) -> Article: ...

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]: ...

    async def count(self) -> int: ...


class Turns(Protocol):
    """The part of :class:`knowledge.ports.ConversationStore` that the buttons of an answer lead to."""

    async def turn(self, number: int) -> KeptTurn | None: ...

    async def rate(self, number: int, feedback: Feedback) -> bool: ...

    async def forget(self, conversation: str) -> int: ...

    async def forget_person(self, person: str, within: str | None = None) -> int: ...


class Suggestions(Protocol):
    """The part of :class:`knowledge.suggestions.Suggestions` that /start shows."""

    async def questions(self, language: str, limit: int) -> list[str]: ...


class SentTurns(Protocol):
    """Which turn a message of the bot shows."""

    async def turn_of(self, chat_id: int, message_id: int) -> int | None: ...
