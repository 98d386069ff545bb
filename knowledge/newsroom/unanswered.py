"""What readers asked and nobody could answer them: grouped, and whether the articles of today answer it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from knowledge.models import KeptTurn
from knowledge.ports import Clock, ConversationStore
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retriever
from knowledge.text.terms import content_terms

LOOKED_BACK = timedelta(days=30)
MOST_TURNS = 500
"""The newest ones."""

SHARED = 0.5
"""Of all the words of two questions, so many are in both where they ask for the same."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions for the same thing, newest first, at least one. ``title`` is of the article that answers the
    newest of them now, None while none does."""

    turns: tuple[KeptTurn, ...]
    title: str | None = None

    @property
    def question(self) -> str:
        """As it is understood without the conversation."""
        return self.turns[0].outcome.standalone_question

    @property
    def number(self) -> int:
        """By which :meth:`Gaps.find` knows it: the newest turn's."""
        return self.turns[0].number


class Gaps:
    """Reads; telling those who asked is for the messenger."""

    def __init__(self, conversations: ConversationStore, retriever: Retriever, clock: Clock) -> None:
        self._conversations = conversations
        self._retriever = retriever
        self._clock = clock

    async def largest(self, limit: int) -> list[Gap]:
        """Those that most turns ask for; of equals the newest first. Whoever was told is left out."""
        gaps = await self._open()
        return [await self._with_title(gap) for gap in gaps[:limit]]

    async def find(self, number: int) -> Gap | None:
        """The gap with this turn in it; None when nobody waits for it any longer."""
        for gap in await self._open():
            if any(turn.number == number for turn in gap.turns):
                return await self._with_title(gap)
        return None

    async def _open(self) -> list[Gap]:
        turns = await self._conversations.unanswered(self._clock() - LOOKED_BACK, MOST_TURNS)
        waiting = [turn for turn in turns if not await self._conversations.answered(told_as(turn.number))]
        return await asyncio.to_thread(grouped, waiting)

    async def answered_by(self, question: str) -> str | None:
        """The title of the article that answers a question now."""
        retrieval = await self._retriever.retrieve(question)
        if retrieval.confidence < confidence.THRESHOLD or not retrieval.evidence:
            return None
        return retrieval.evidence[0].article.title

    async def _with_title(self, gap: Gap) -> Gap:
        return Gap(gap.turns, await self.answered_by(gap.question))


def told_as(turn: int) -> str:
    """The origin of the later answer to a turn that had none: nobody is told twice."""
    return f"gap:{turn}"


def grouped(turns: Sequence[KeptTurn]) -> list[Gap]:
    """Turns that ask for the same, as their words tell, largest group first.

    A question joins the first group whose newest question shares enough words with it; one without any word
    that says what it is about is left out.
    """
    groups: list[tuple[frozenset[str], list[KeptTurn]]] = []
    for turn in turns:
        words = frozenset(content_terms(turn.outcome.standalone_question))
        if not words:
            continue
        for others, group in groups:
            if len(words & others) >= SHARED * len(words | others):
                group.append(turn)
                break
        else:
            groups.append((words, [turn]))
    gaps = [Gap(tuple(group)) for _, group in groups]
    return sorted(gaps, key=lambda gap: -len(gap.turns))
