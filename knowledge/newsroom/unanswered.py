"""Groups the questions that Kutip could not answer, and checks whether articles added since answer them."""

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

LOOK_BACK = timedelta(days=30)
"""How old a question may be to be listed."""

MOST_TURNS = 500
"""Only the newest unanswered turns are considered."""

SHARED_WORDS = 0.5
"""Two questions ask the same if at least this share of all their content words is in both (Jaccard index)."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Unanswered turns that ask the same question, newest first; at least one.

    ``title`` is the title of an article that now answers the newest question; None if no article does.
    """

    turns: tuple[StoredTurn, ...]
    title: str | None = None

    @property
    def question(self) -> str:
        """The standalone question of the newest turn."""
        return self.turns[0].outcome.standalone_question

    @property
    def number(self) -> int:
        """The number of the newest turn; :meth:`UnansweredQuestions.find` finds the group by it."""
        return self.turns[0].number


class UnansweredQuestions:
    """Lists questions that ended in an abstention. It sends no messages: :mod:`bot.telegram` notifies the
    askers."""

    def __init__(self, conversations: ConversationStore, retriever: Retriever, clock: Clock) -> None:
        self._conversations = conversations
        self._retriever = retriever
        self._clock = clock

    async def largest(self, limit: int) -> list[QuestionGroup]:
        """Return the ``limit`` largest groups; groups of the same size are ordered newest first.

        Turns whose askers were notified of an answer are left out.
        """
        groups = await self._open()
        return [await self._with_title(group) for group in groups[:limit]]

    async def find(self, number: int) -> QuestionGroup | None:
        """Return the group that contains a turn; None if its askers were notified or the turn is too old."""
        for group in await self._open():
            if any(turn.number == number for turn in group.turns):
                return await self._with_title(group)
        return None

    async def _open(self) -> list[QuestionGroup]:
        turns = await self._conversations.unanswered(self._clock() - LOOK_BACK, MOST_TURNS)
        waiting = [
            turn
            for turn in turns
            if not await self._conversations.turn_by_origin(origin_of_notice(turn.number))
        ]
        return await asyncio.to_thread(group_questions, waiting)

    async def answered_by(self, question: str) -> str | None:
        """Return the title of the article that answers a question now; None if no article does."""
        retrieval = await self._retriever.retrieve(question)
        if retrieval.confidence < confidence.THRESHOLD or not retrieval.evidence:
            return None
        return retrieval.evidence[0].article.title

    async def _with_title(self, group: QuestionGroup) -> QuestionGroup:
        return QuestionGroup(group.turns, await self.answered_by(group.question))


def origin_of_notice(turn: int) -> str:
    """Return the origin under which the notice of a later answer to a turn is stored.

    A stored origin shows that the asker was notified, so that nobody is notified twice.
    """
    return f"gap:{turn}"


def group_questions(turns: Sequence[StoredTurn]) -> list[QuestionGroup]:
    """Group turns by the words that their standalone questions share, largest group first.

    ``turns`` are newest first. A turn joins the first group whose newest question shares enough words with it
    (:data:`SHARED_WORDS`). Questions of function words only are left out.
    """
    by_words: list[tuple[frozenset[str], list[StoredTurn]]] = []
    for turn in turns:
        words = frozenset(content_terms(turn.outcome.standalone_question))
        if not words:
            continue
        for others, group in by_words:
            if len(words & others) >= SHARED_WORDS * len(words | others):
                group.append(turn)
                break
        else:
            by_words.append((words, [turn]))
    groups = [QuestionGroup(tuple(group)) for _, group in by_words]
    return sorted(groups, key=lambda group: -len(group.turns))
