"""Stores for received updates and sent messages, so that a crash loses no update and sends no message
twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update that a messenger delivered.

    ``number`` is the messenger's id of the update, unique within an account. ``content`` is opaque. If the
    update is about a message, ``message_id`` is the id of that message; ids increase with time within one
    ``sequence``.
    """

    number: int
    content: bytes
    sequence: int | None = None
    message_id: int | None = None


class UpdateStore(Protocol):
    """Stores updates from their arrival until they are handled. ``account`` is the bot that received them."""

    async def save(self, account: int, new: Sequence[StoredUpdate]) -> set[int]:
        """Store updates in order, in one transaction. Returns the numbers of those that are new.

        The number of a handled update is remembered for a day, because a messenger may deliver it again.
        """
        ...

    async def unhandled(self, account: int) -> list[StoredUpdate]:
        """Return the updates that are not handled, in the order of their arrival."""
        ...

    async def mark_handled(self, account: int, numbers: Collection[int]) -> None:
        """Mark updates as handled and delete their content. Unknown numbers are ignored."""
        ...


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message that is being sent or was sent.

    ``origin`` identifies the update that it answers, ``part`` is the index of the message within that answer,
    from 0. ``after`` is the greatest id in ``sequence`` known before sending; the id of this message is
    greater. ``message_id`` is None as long as it is unknown whether the message arrived.
    """

    origin: str
    part: int
    chat_id: int
    sequence: int
    after: int
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class UsedNumbers:
    """The message ids of a sequence that are in use.

    ``numbers`` are known ids. ``unknown`` counts messages sent at about the same time whose ids are unknown.
    """

    numbers: frozenset[int]
    unknown: int


class SentStore(Protocol):
    """Records which message carries which part of an answer, so that no part is sent twice."""

    async def intend(self, message: OutgoingMessage) -> OutgoingMessage | None:
        """Record that a message is about to be sent.

        Returns the existing record of the same origin and part, unchanged, or None if there was none.
        """
        ...

    async def confirm(self, origin: str, part: int, chat_id: int, sequence: int, message_id: int) -> None:
        """Record the id under which a message arrived in the chat."""
        ...

    async def newest_number(self, sequence: int) -> int:
        """Return the greatest known id in a sequence, of messages sent or received; 0 if there is none."""
        ...

    async def used_numbers(self, sequence: int, after: int) -> UsedNumbers:
        """Return the ids greater than ``after`` that are in use in a sequence."""
        ...

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        """Return the number of the turn whose answer, or part of it, is in this message; None if there is
        none."""
        ...
