"""Corrections on their way to those who read what was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.models import Change, Ending


@dataclass(frozen=True, slots=True)
class Correction:
    """A version that ended: its text, and the one after it (None: the article was retracted)."""

    revision: int
    article_id: str
    old: str
    new: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A conversation is to be told: ``turn`` is the newest there that cites what is gone."""

    conversation: str
    turn: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice that nobody has told yet, with what is known of the correction. ``title`` is the old one."""

    revision: int
    notice: Notice
    title: str
    ending: Ending
    ended_at: datetime
    reason: str | None


class CorrectionStore(Protocol):
    """Which versions that ended were followed up, and who is still to be told."""

    async def next_correction(self) -> Correction | None:
        """The oldest that was not followed up, whichever process made it; None when all were."""
        ...

    async def follow_up(self, revision: int, notices: Sequence[Notice]) -> None:
        """Keep who is to be told, and that the correction was followed up, in one step; once only."""
        ...

    async def due(self, limit: int, *, after: tuple[int, str] = (0, "")) -> list[DueNotice]:
        """The oldest corrections first; those after this revision and conversation.

        A notice goes with its turn, and with the record of its article.
        """
        ...

    async def settle(self, revision: int, conversation: str) -> None:
        """It was told, or need not be. An unknown one is ignored."""
        ...
