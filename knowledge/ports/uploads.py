"""Articles that were handed in and are not yet published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from knowledge.models import ArticleText


@dataclass(frozen=True, slots=True)
class AwaitedEdit:
    """The next message of ``person`` in ``conversation`` is the new value; ``message_id`` shows the draft."""

    field: Literal["title", "date"]
    conversation: str
    person: str
    message_id: int


@dataclass(frozen=True, slots=True)
class UploadDraft:
    """What an upload holds, until somebody publishes or cancels it.

    ``unreadable`` counts what could not be read beside ``articles``. An offer has only ``offer``: the text
    or link that was sent, which nobody has yet asked to read as an article.
    """

    articles: tuple[ArticleText, ...] = ()
    unreadable: int = 0
    has_hidden_characters: bool = False
    offer: str | None = None
    awaited: AwaitedEdit | None = None


class UploadDraftStore(Protocol):
    """Drafts are kept for a day; after that there are none such."""

    async def save(self, draft: UploadDraft) -> int:
        """Keep a new draft; its number. Those that are too old are deleted."""
        ...

    async def find(self, number: int) -> UploadDraft | None:
        """None for one that is unknown, removed or too old."""
        ...

    async def change(self, number: int, draft: UploadDraft) -> bool:
        """Put ``draft`` in its place; its day goes on. False when there is none such.

        A person's next message has one meaning: what the same person was awaited to say in the same
        conversation about another draft is awaited no longer.
        """
        ...

    async def awaited(self, conversation: str, person: str) -> tuple[int, UploadDraft] | None:
        """The draft about which ``person`` is awaited to say something in ``conversation``."""
        ...

    async def remove(self, number: int) -> bool:
        """False when there is none such."""
        ...
