"""Records which message ids are in use, and lists the ids that a message may have if it is unknown whether it
was sent.

Telegram numbers the messages of all private chats and basic groups of an account in one sequence, and those
of each supergroup in a sequence of its own. Within a sequence, ids grow with time.
"""

from __future__ import annotations

from itertools import islice

from knowledge.ports import SentStore

ACCOUNT_SEQUENCE = 0
"""The sequence of all private chats and basic groups."""

SUPERGROUPS_BELOW = -1_000_000_000_000
"""Chat ids below this belong to supergroups, which each have their own sequence."""

SEARCH_BEYOND_NEWEST = 8
"""How far beyond the newest known id a message is searched: messages that others have just written take ids
too, and may not have reached the bot yet."""

MOST_CANDIDATES = 60
"""Most ids that are tried: twice as many as messages can be in flight, at 30 messages a second."""


def sequence_of(chat_id: int) -> int:
    """The sequence that the messages of a chat are numbered in: that of the account, or that of the
    supergroup.

    >>> sequence_of(42), sequence_of(-5), sequence_of(-1001234567890)
    (0, 0, -1001234567890)
    """
    return chat_id if chat_id < SUPERGROUPS_BELOW else ACCOUNT_SEQUENCE


class MessageIds:
    """The message ids in use. Caches the newest of each sequence; the store has all of them."""

    def __init__(self, sent: SentStore) -> None:
        self._sent = sent
        self._newest: dict[int, int] = {}
        self._loaded: set[int] = set()

    def record(self, sequence: int, message_id: int) -> None:
        """Note that a message has this id."""
        self._newest[sequence] = max(self._newest.get(sequence, 0), message_id)

    async def newest_number(self, sequence: int) -> int:
        """The greatest known id of a sequence; 0 if none is known."""
        if sequence not in self._loaded:
            self.record(sequence, await self._sent.newest_number(sequence))
            self._loaded.add(sequence)
        return self._newest[sequence]

    async def candidates(self, sequence: int, after: int) -> list[int]:
        """The first ``MOST_CANDIDATES`` unused ids greater than ``after``: the ids that a message may have
        got, likeliest (lowest) first."""
        used = await self._sent.used_numbers(sequence, after)
        end = max(await self.newest_number(sequence), after) + SEARCH_BEYOND_NEWEST + used.unknown
        free = (number for number in range(after + 1, end + 1) if number not in used.numbers)
        return list(islice(free, MOST_CANDIDATES))
