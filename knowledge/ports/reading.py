"""The interfaces of readers: models that read a question, or a statement, and sentences together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of an article, at least one, with the article's title, which may be empty."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a window. The numbers are log-odds, comparable between windows and questions."""

    answers: float
    """That the window answers the question."""
    sentences: tuple[float, ...]
    """That the answer is in each sentence, in the order of the window."""


class Reader(Protocol):
    """Reads windows for a question. Safe to use from many tasks at once."""

    @property
    def name(self) -> str:
        """Identifies the model: the weights of the ranking belong to it."""
        ...

    async def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """Return a reading of each window, in order; ``[]`` for no windows.

        A window that is longer than the model can read is cut at its end; sentences that are not read have
        the lowest log-odds of the window.
        """
        ...

    def close(self) -> None:
        """End the worker threads after their current work. Can be called twice."""
        ...


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement with the sentences that it cites, at least one, and the title and day of their article."""

    statement: str
    sentences: tuple[str, ...]
    title: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """What a reader holds of a claim: three probabilities, whose sum is 1."""

    supported: float
    contradicted: float
    unproved: float


class StatementReader(Protocol):
    """Judges whether statements follow from sentences. Safe to use from many tasks at once."""

    async def judge(self, claims: Sequence[Claim]) -> list[Support]:
        """Return the support of each claim, in order; ``[]`` for no claims.

        A claim that is longer than the model can read is cut: first its sentences, at their end.
        """
        ...

    def close(self) -> None:
        """End the worker threads after their current work. Can be called twice."""
        ...
