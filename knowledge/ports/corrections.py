"""The interface of the store of corrections and of the notices about them that were not sent yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.models import Change, Ending


@dataclass(frozen=True, slots=True)
class Correction:
    """A version of an article that was replaced or retracted.

    ``revision`` identifies the version, ``old`` is its text, ``new`` the text that replaced it; None if the
    article was retracted.
    """

    revision: int
    article_id: str
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to send to a conversation.

    ``turn`` is the number of the newest turn there whose answer cites a changed or removed sentence;
    ``changes`` are all cited sentences that changed.
    """

    conversation: str
    turn: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice that has not been sent, with the details of the correction.

    ``title`` is the title of the old version.
    """

    revision: int
    notice: Notice
    title: str
    ending: Ending
    ended_at: datetime
    reason: str | None


class CorrectionStore(Protocol):
    """Records which corrections were followed up, and which notices are still to be sent."""

    async def next_correction(self) -> Correction | None:
        """Return the oldest correction, of any process, that was not followed up; None if there is none."""
        ...

    async def follow_up(self, revision: int, notices: Sequence[Notice]) -> None:
        """Store the notices of a correction and mark it as followed up, in one transaction.

        Does nothing if it was followed up before.
        """
        ...

    async def due(self, limit: int, *, after: tuple[int, str] = (0, "")) -> list[DueNotice]:
        """Return up to ``limit`` unsent notices, ordered by revision (oldest first) and conversation.

        ``after`` is the revision and conversation of the last notice of the previous page. A notice is
        deleted with its turn and with its article.
        """
        ...

    async def settle(self, revision: int, conversation: str) -> None:
        """Delete a notice that was sent or need not be. An unknown notice is ignored."""
        ...
