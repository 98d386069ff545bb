"""Finds the past answers that a correction of an article affects, and the notices to send about it.

A correction is a version of an article that was replaced or retracted, by any process. Each correction is
followed up once: the notices for its readers are stored in one transaction, and each notice is sent once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from knowledge.articles import diff
from knowledge.models import Change, StoredTurn, Version
from knowledge.ports import ConversationStore, CorrectionStore, DueNotice, Notice

TURNS_AT_ONCE = 200
"""Turns read from the store at a time; with their outcomes these are some hundred kilobytes."""

NOTICES_AT_ONCE = 50
"""Notices read from the store at a time."""


class Corrections:
    """Finds the readers of corrected articles. Safe to use from several tasks and processes at once."""

    def __init__(self, conversations: ConversationStore, store: CorrectionStore) -> None:
        self._conversations = conversations
        self._store = store

    async def answers_touched(self, history: Sequence[Version]) -> int:
        """Return how many past answers cite a sentence that the last correction changed or removed.

        ``history`` contains every version of one article, oldest first.
        """
        changed = await asyncio.to_thread(diff.last_gone, history)
        return sum([1 async for _ in self._turns_touched(history[-1].article_id, changed)])

    async def follow_up(self) -> None:
        """Find the readers of every new correction and store a notice for each of their conversations."""
        while (correction := await self._store.next_correction()) is not None:
            changed = await asyncio.to_thread(diff.gone, correction.old, correction.new)
            notices: dict[str, Notice] = {}
            async for turn, touched in self._turns_touched(correction.article_id, changed):
                earlier = notices.get(turn.conversation)
                changes = tuple(dict.fromkeys((*(earlier.changes if earlier else ()), *touched)))
                notices[turn.conversation] = Notice(turn.conversation, turn.number, changes)
            await self._store.follow_up(correction.revision, list(notices.values()))

    async def due(self) -> AsyncIterator[DueNotice]:
        """Yield every unsent notice once, oldest correction first."""
        after = (0, "")
        while notices := await self._store.due(NOTICES_AT_ONCE, after=after):
            for notice in notices:
                yield notice
            after = (notices[-1].revision, notices[-1].notice.conversation)

    async def settle(self, due: DueNotice) -> None:
        """Delete a notice that was sent or need not be."""
        await self._store.settle(due.revision, due.notice.conversation)

    async def _turns_touched(
        self, article_id: str, changed: Sequence[Change]
    ) -> AsyncIterator[tuple[StoredTurn, tuple[Change, ...]]]:
        """Yield each turn that cites a changed sentence, oldest first, with the changes that it cites."""
        after = 0
        while changed and (turns := await self._conversations.citing(article_id, TURNS_AT_ONCE, after=after)):
            for turn in turns:
                if touched := diff.touched(turn.outcome, article_id, changed):
                    yield turn, touched
            after = turns[-1].number
