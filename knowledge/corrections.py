"""Corrections that travel: which past answers a correction touches, and who is still to be told of it.

A version that ended is the record of a correction, whoever made it and in whichever process. Each is followed
up once: its readers are found and kept as notices in one step, and each notice is told once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from knowledge import versions
from knowledge.models import Change, KeptTurn, Version
from knowledge.ports import ConversationStore

TURNS_AT_ONCE = 200
"""Turns that are read together, with all that was answered: some hundred kilobytes."""


class Corrections:
    """Finds the answers that an ended version touches."""

    def __init__(self, conversations: ConversationStore) -> None:
        self._conversations = conversations

    async def answers_touched(self, history: Sequence[Version]) -> int:
        """How many past answers cite a sentence that the last correction changed or withdrew.

        ``history`` has every version of one article, oldest first.
        """
        changed = versions.last_correction(history)
        return sum([1 async for _ in self._touched(history[-1].article_id, changed)])

    async def _touched(
        self, article_id: str, changed: Sequence[Change]
    ) -> AsyncIterator[tuple[KeptTurn, tuple[Change, ...]]]:
        """Each turn that cites what changed, oldest first, with those changes."""
        after = 0
        while changed and (turns := await self._conversations.citing(article_id, TURNS_AT_ONCE, after=after)):
            for turn in turns:
                if found := versions.touched(turn.outcome, article_id, changed):
                    yield turn, found
            after = turns[-1].number
