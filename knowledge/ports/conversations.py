"""Stores for conversations, the settings of chats, the use of quotas, and cached drafts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol, runtime_checkable

from knowledge.models import (
    CachedDraft,
    ChatSettings,
    Feedback,
    Outcome,
    Spending,
    StoredTurn,
    Turn,
    TurnMetrics,
)


class ConversationStore(Protocol):
    """Stores the turns of each conversation. ``conversation`` is any string, e.g. ``telegram:42``."""

    async def history(self, conversation: str, limit: int) -> list[Turn]:
        """Return the last ``limit`` turns since :meth:`begin_anew`, oldest first.

        Returns ``[]`` for an unknown conversation.
        """
        ...

    async def append(
        self,
        conversation: str,
        turn: Turn,
        *,
        outcome: Outcome | None = None,
        person: str | None = None,
        origin: str | None = None,
    ) -> int:
        """Store a turn and return its number. :meth:`turn` finds only turns with an ``outcome``.

        ``person`` is the asker. ``origin`` identifies the message that was answered, e.g.
        ``telegram:123:17``; it must be unique.
        """
        ...

    async def turn_by_origin(self, origin: str) -> StoredTurn | None:
        """Return the turn with this origin; None if it was never answered or has been deleted."""
        ...

    async def move(self, conversation: str, to: str) -> None:
        """Move every turn of ``conversation`` to the conversation ``to``."""
        ...

    async def turn(self, number: int) -> StoredTurn | None:
        """Return a turn by its number; None if it is unknown or has been deleted."""
        ...

    async def last_outcome(self, conversation: str) -> StoredTurn | None:
        """Return the last turn since :meth:`begin_anew` that has an outcome; None if there is none."""
        ...

    async def citing(self, article_id: str, limit: int, *, after: int = 0) -> list[StoredTurn]:
        """Return up to ``limit`` turns whose answer cites the article, oldest first.

        Only turns with a number greater than ``after``, for reading page by page.
        """
        ...

    async def begin_anew(self, conversation: str) -> None:
        """Exclude all turns so far from :meth:`history`. They remain stored."""
        ...

    async def rate(self, number: int, feedback: Feedback) -> bool:
        """Store feedback on a turn, replacing earlier feedback. Returns False if the turn is unknown."""
        ...

    async def unanswered(self, since: datetime, limit: int) -> list[StoredTurn]:
        """Return up to ``limit`` turns since ``since`` that ended in an abstention, newest first."""
        ...

    async def metrics_since(self, moment: datetime) -> list[TurnMetrics]:
        """Return the metrics of every turn asked at ``moment`` or later, oldest first."""
        ...

    async def disliked(self, limit: int) -> list[StoredTurn]:
        """Return up to ``limit`` turns with bad feedback, newest feedback first."""
        ...

    async def forget(self, conversation: str) -> int:
        """Delete every turn of a conversation with its feedback. Returns the number of turns deleted."""
        ...

    async def forget_person(self, person: str, within: str | None = None) -> int:
        """Delete every turn that ``person`` asked with its feedback. Returns the number of turns deleted.

        ``within`` limits this to that conversation and those whose name begins with it and a colon.
        """
        ...


class ChatStore(Protocol):
    """Stores the settings of each conversation."""

    async def settings(self, conversation: str) -> ChatSettings:
        """Return the settings of a conversation, or the defaults if none are stored."""
        ...

    async def save(self, conversation: str, settings: ChatSettings) -> None:
        """Replace the settings of a conversation."""
        ...

    async def forget(self, conversation: str) -> bool:
        """Reset a conversation to the defaults. Returns False if nothing was stored."""
        ...


@runtime_checkable
class SpendingStore(Protocol):
    """Counts the questions and tokens used, by day and person. ``person`` is any string but ``""``."""

    async def charge(
        self, day: date, person: str | None, *, questions: int = 0, tokens: int = 0
    ) -> tuple[Spending, Spending]:
        """Add to the totals of ``person`` and of everybody for that day. Returns both new totals.

        Negative numbers refund. If ``person`` is None, only the total of everybody changes and the first of
        the returned totals is zero.
        """
        ...


class DraftStore(Protocol):
    """Caches the reply of a model by a fingerprint of its prompt."""

    async def find(self, fingerprint: str) -> CachedDraft | None:
        """Return the cached draft; None if there is none or it has expired."""
        ...

    async def save(self, fingerprint: str, draft: CachedDraft) -> None:
        """Store or overwrite a draft. Deletes expired drafts."""
        ...
