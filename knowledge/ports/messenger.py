"""What a messenger delivered, and what was sent through it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """Something that a messenger delivered. ``content`` is opaque.

    ``number`` is the messenger's own, given once for each account. Where it is about a message,
    ``message_id`` is that one's number in its ``sequence``, within which numbers grow with time.
    """

    number: int
    content: bytes
    sequence: int | None = None
    message_id: int | None = None


class UpdateStore(Protocol):
    """What a messenger delivered, from its arrival until it has been handled. ``account`` is whose it is."""

    async def save(self, account: int, new: Sequence[StoredUpdate]) -> set[int]:
        """Keep them, in order and in one step; the numbers of those that had not been kept before.

        An update that has been handled is still known for a day: a messenger may deliver it again.
        """
        ...

    async def unhandled(self, account: int) -> list[StoredUpdate]:
        """In the order in which they were kept."""
        ...

    async def mark_handled(self, account: int, numbers: Collection[int]) -> None:
        """Delete their content; unknown ones are ignored."""
        ...


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message on its way. ``origin`` says what it answers, ``part`` counts from 0 within that.

    ``after`` is the greatest number in ``sequence`` that was known before it was sent, so its own is greater.
    ``message_id`` is None while it is not known whether it arrived.
    """

    origin: str
    part: int
    chat_id: int
    sequence: int
    after: int
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class UsedNumbers:
    """Numbers that belong to a message; how many messages were sent about then whose number is unknown."""

    numbers: frozenset[int]
    unknown: int


class SentStore(Protocol):
    """Which message carries which part of an answer, so that none is sent twice."""

    async def intend(self, sending: OutgoingMessage) -> OutgoingMessage | None:
        """Keep that it is about to be sent. What is known of this part already, which then stays."""
        ...

    async def confirm(self, origin: str, part: int, chat_id: int, sequence: int, message_id: int) -> None:
        """It is in the chat under this number."""
        ...

    async def newest_number(self, sequence: int) -> int:
        """The greatest number that is known in a series, of messages sent or received; 0 without any."""
        ...

    async def used_numbers(self, sequence: int, after: int) -> UsedNumbers:
        """What is known of the numbers greater than ``after``."""
        ...

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        """The number of the turn whose answer that message carries (any part of it)."""
        ...
