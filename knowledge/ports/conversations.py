"""What was said, what it cost, and what can serve again."""

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
    """What was said in each chat. ``conversation`` is any string, e.g. ``telegram:42``."""

    async def history(self, conversation: str, limit: int) -> list[Turn]:
        """The last ``limit`` turns since it was begun anew, oldest first; ``[]`` for an unknown one."""
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
        """Keep a turn; its number, by which :meth:`turn` finds it when it has an ``outcome``.

        ``origin`` says what was answered, e.g. ``telegram:123:17``; each is kept once.
        """
        ...

    async def answered(self, origin: str) -> StoredTurn | None:
        """The turn of this origin; None when it has not been answered, or was forgotten."""
        ...

    async def move(self, conversation: str, to: str) -> None:
        """Everything said in a conversation is from now on of another one."""
        ...

    async def turn(self, number: int) -> StoredTurn | None:
        """None for an unknown or forgotten one."""
        ...

    async def citing(self, article_id: str, limit: int, *, after: int = 0) -> list[StoredTurn]:
        """Turns whose answer cites the article, oldest first, beginning with numbers above ``after``."""
        ...

    async def begin_anew(self, conversation: str) -> None:
        """Leave every turn so far out of the history; they are still kept."""
        ...

    async def rate(self, number: int, feedback: Feedback) -> bool:
        """Keep what a reader says of a turn, in place of what was said before; False for an unknown one."""
        ...

    async def unanswered(self, since: datetime, limit: int) -> list[StoredTurn]:
        """The newest ``limit`` turns since then that ended in an abstention, newest first."""
        ...

    async def asked_since(self, moment: datetime) -> list[TurnMetrics]:
        """Every turn that was asked then or later, in order, without its words."""
        ...

    async def disliked(self, limit: int) -> list[StoredTurn]:
        """The newest ``limit`` turns that readers marked as bad, newest first."""
        ...

    async def forget(self, conversation: str) -> int:
        """Delete every turn of it, with its feedback; how many there were."""
        ...

    async def forget_person(self, person: str, within: str | None = None) -> int:
        """Delete every turn that ``person`` asked, with its feedback; how many there were.

        ``within`` is a conversation: only turns of it and of those whose name begins with it and a colon.
        """
        ...


class ChatStore(Protocol):
    """What people set for one conversation."""

    async def settings(self, conversation: str) -> ChatSettings:
        """The defaults for one where nothing was set."""
        ...

    async def save(self, conversation: str, settings: ChatSettings) -> None:
        """In place of all that was set before."""
        ...

    async def forget(self, conversation: str) -> bool:
        """Back to the defaults; False when nothing had been set."""
        ...


@runtime_checkable
class SpendingStore(Protocol):
    """What was spent, by day and person. ``person`` is any string but ``""``."""

    async def charge(
        self, day: date, person: str | None, *, questions: int = 0, tokens: int = 0
    ) -> tuple[Spending, Spending]:
        """Add to what ``person`` spent that day and to what everybody did; both sums, this included.

        Negative numbers give back. None charges nobody in particular; the first sum is then empty.
        """
        ...


class DraftStore(Protocol):
    """Drafts that serve again when a model would be asked the very same."""

    async def find(self, fingerprint: str) -> CachedDraft | None: ...

    async def save(self, fingerprint: str, draft: CachedDraft) -> None:
        """Keep or overwrite. Those that have been kept for long are deleted."""
        ...
