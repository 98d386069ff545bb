"""Message ids: which are known, and which a message whose fate is unknown can have.

Telegram numbers the messages of all private chats and basic groups of an account in one series, and those of
each supergroup in one of its own. Within a series numbers grow with time.
"""

from __future__ import annotations

from itertools import islice

from knowledge.ports import SentStore

ACCOUNT_SEQUENCE = 0
SUPERGROUPS_BELOW = -1_000_000_000_000

NOT_YET_KNOWN = 8
"""How far beyond the greatest known number a message is looked for: what others have written in the last
moment has a number too, and may not have been delivered yet."""

MOST_CANDIDATES = 60
"""Twice as many as can be under way at the same time: the limit for sending is 30 a second."""


def sequence_of(chat_id: int) -> int:
    """
    >>> sequence_of(42), sequence_of(-5), sequence_of(-1001234567890)
    (0, 0, -1001234567890)
    """
    return chat_id if chat_id < SUPERGROUPS_BELOW else ACCOUNT_SEQUENCE


class MessageIds:
    """The greatest number of each series in memory, all of them in the store."""

    def __init__(self, sent: SentStore) -> None:
        self._sent = sent
        self._newest: dict[int, int] = {}
        self._loaded: set[int] = set()

    def saw(self, sequence: int, message_id: int) -> None:
        """A message has this number."""
        self._newest[sequence] = max(self._newest.get(sequence, 0), message_id)

    async def newest_number(self, sequence: int) -> int:
        """The greatest that is known; 0 in a series without any."""
        if sequence not in self._loaded:
            self.saw(sequence, await self._sent.newest_number(sequence))
            self._loaded.add(sequence)
        return self._newest[sequence]

    async def candidates(self, sequence: int, after: int) -> list[int]:
        """Numbers beyond ``after`` that a message can have which may have arrived, likeliest first."""
        taken = await self._sent.used_numbers(sequence, after)
        end = max(await self.newest_number(sequence), after) + NOT_YET_KNOWN + taken.unknown
        free = (number for number in range(after + 1, end + 1) if number not in taken.numbers)
        return list(islice(free, MOST_CANDIDATES))
