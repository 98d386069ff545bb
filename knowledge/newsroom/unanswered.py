"""What readers asked and nobody could answer them: group_questions, and whether the articles of today answer it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from knowledge.models import StoredTurn
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
class QuestionGroup:
    """Questions for the same thing, newest first, at least one. ``title`` is of the article that answers the
    newest of them now, None while none does."""

    turns: tuple[StoredTurn, ...]
    title: str | None = None

    @property
    def question(self) -> str:
        """As it is understood without the conversation."""
        return self.turns[0].outcome.standalone_question

    @property
    def number(self) -> int:
        """By which :meth:`UnansweredQuestions.find` knows it: the newest turn's."""
        return self.turns[0].number


class UnansweredQuestions:
    """Reads; telling those who asked is for the messenger."""

    def __init__(self, conversations: ConversationStore, retriever: Retriever, clock: Clock) -> None:
        self._conversations = conversations
        self._retriever = retriever
        self._clock = clock

    async def largest(self, limit: int) -> list[QuestionGroup]:
        """Those that most turns ask for; of equals the newest first. Whoever was told is left out."""
        groups = await self._open()
        return [await self._with_title(group) for group in groups[:limit]]

    async def find(self, number: int) -> QuestionGroup | None:
        """The gap with this turn in it; None when nobody waits for it any longer."""
        for group in await self._open():
            if any(turn.number == number for turn in group.turns):
                return await self._with_title(group)
        return None

    async def _open(self) -> list[QuestionGroup]:
        turns = await self._conversations.unanswered(self._clock() - LOOKED_BACK, MOST_TURNS)
        waiting = [
            turn
            for turn in turns
            if not await self._conversations.turn_by_origin(origin_of_notice(turn.number))
        ]
        return await asyncio.to_thread(group_questions, waiting)

    async def answered_by(self, question: str) -> str | None:
        """The title of the article that answers a question now."""
        retrieval = await self._retriever.retrieve(question)
        if retrieval.confidence < confidence.THRESHOLD or not retrieval.evidence:
            return None
        return retrieval.evidence[0].article.title

    async def _with_title(self, group: QuestionGroup) -> QuestionGroup:
        return QuestionGroup(group.turns, await self.answered_by(group.question))


def origin_of_notice(turn: int) -> str:
    """The origin of the later answer to a turn that had none: nobody is told twice."""
    return f"gap:{turn}"


def group_questions(turns: Sequence[StoredTurn]) -> list[QuestionGroup]:
    """Turns that ask for the same, as their words tell, largest group first.

    A question joins the first group whose newest question shares enough words with it; one without any word
    that says what it is about is left out.
    """
    by_words: list[tuple[frozenset[str], list[StoredTurn]]] = []
    for turn in turns:
        words = frozenset(content_terms(turn.outcome.standalone_question))
        if not words:
            continue
        for others, group in by_words:
            if len(words & others) >= SHARED * len(words | others):
                group.append(turn)
                break
        else:
            by_words.append((words, [turn]))
    groups = [QuestionGroup(tuple(group)) for _, group in by_words]
    return sorted(groups, key=lambda group: -len(group.turns))
