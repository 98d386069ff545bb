"""The interface of the store of uploaded articles that are not published yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from knowledge.models import ArticleText


@dataclass(frozen=True, slots=True)
class AwaitedEdit:
    """An edit of an upload draft that waits for its value: the next message of ``person`` in
    ``conversation``.

    ``field`` is the field that it changes, ``message_id`` the message that shows the draft.
    """

    field: Literal["title", "date"]
    conversation: str
    person: str
    message_id: int


@dataclass(frozen=True, slots=True)
class UploadDraft:
    """The content of an upload until it is published or cancelled.

    ``unreadable`` is the number of files or lines that could not be read. ``offer`` is set instead of
    ``articles`` if a text or link was sent and the sender has not yet confirmed that it is an article.
    """

    articles: tuple[ArticleText, ...] = ()
    unreadable: int = 0
    has_hidden_characters: bool = False
    offer: str | None = None
    awaited: AwaitedEdit | None = None


class UploadDraftStore(Protocol):
    """Stores upload drafts for one day; an expired draft is treated as unknown."""

    async def save(self, draft: UploadDraft) -> int:
        """Store a new draft and return its number. Deletes expired drafts."""
        ...

    async def find(self, number: int) -> UploadDraft | None:
        """Return a draft; None if it is unknown, removed or expired."""
        ...

    async def change(self, number: int, draft: UploadDraft) -> bool:
        """Replace a draft; its expiry stays the same. Returns False if the draft is unknown.

        A person's next message can answer only one draft: if ``draft`` awaits an edit, no other draft awaits
        one from the same person in the same conversation any more.
        """
        ...

    async def awaited(self, conversation: str, person: str) -> tuple[int, UploadDraft] | None:
        """Return number and content of the draft that awaits an edit by ``person`` in ``conversation``."""
        ...

    async def remove(self, number: int) -> bool:
        """Delete a draft. Returns False if it is unknown."""
        ...
