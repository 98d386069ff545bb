"""Corrections that travel: which past answers a correction touches, and who is still to be told of it.

A version that ended is the record of a correction, whoever made it and in whichever process. Each is followed
up once: its readers are found and kept as notices in one step, and each notice is told once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from knowledge.articles import diff
from knowledge.models import Change, StoredTurn, Version
from knowledge.ports import ConversationStore, CorrectionStore, DueNotice, Notice

TURNS_AT_ONCE = 200
"""Turns that are read together, with all that was answered: some hundred kilobytes."""

NOTICES_AT_ONCE = 50


class Corrections:
    """Safe to use from several tasks and processes at once."""

    def __init__(self, conversations: ConversationStore, store: CorrectionStore) -> None:
        self._conversations = conversations
        self._store = store

    async def answers_touched(self, history: Sequence[Version]) -> int:
        """How many past answers cite a sentence that the last correction changed or withdrew.

        ``history`` has every version of one article, oldest first.
        """
        changed = await asyncio.to_thread(diff.last_gone, history)
        return sum([1 async for _ in self._touched(history[-1].article_id, changed)])

    async def follow_up(self) -> None:
        """Find the readers of every correction that was made since the last time, by any process."""
        while (correction := await self._store.next_correction()) is not None:
            changed = await asyncio.to_thread(diff.gone, correction.old, correction.new)
            notices: dict[str, Notice] = {}
            async for turn, touched in self._touched(correction.article_id, changed):
                known = notices.get(turn.conversation)
                every = tuple(dict.fromkeys((*(known.changes if known else ()), *touched)))
                notices[turn.conversation] = Notice(turn.conversation, turn.number, every)
            await self._store.follow_up(correction.revision, list(notices.values()))

    async def due(self) -> AsyncIterator[DueNotice]:
        """Every notice that is still to be told, each once, oldest correction first."""
        after = (0, "")
        while found := await self._store.due(NOTICES_AT_ONCE, after=after):
            for one in found:
                yield one
            after = (found[-1].revision, found[-1].notice.conversation)

    async def settle(self, due: DueNotice) -> None:
        """It was told, or need not be."""
        await self._store.settle(due.revision, due.notice.conversation)

    async def _touched(
        self, article_id: str, changed: Sequence[Change]
    ) -> AsyncIterator[tuple[StoredTurn, tuple[Change, ...]]]:
        """Each turn that cites what is gone, oldest first, with those changes."""
        after = 0
        while changed and (turns := await self._conversations.citing(article_id, TURNS_AT_ONCE, after=after)):
            for turn in turns:
                if found := diff.touched(turn.outcome, article_id, changed):
                    yield turn, found
            after = turns[-1].number
