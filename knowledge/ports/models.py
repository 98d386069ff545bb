"""Language models."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol, Self

from knowledge.errors import KutipError
from knowledge.models import (
    Usage,
)


class ModelReply(Protocol):
    """One answer of a language model as it comes: ``async with`` it and iterate once.

    Before the first text, trouble is raised (:class:`~knowledge.errors.ModelUnavailable`,
    :class:`~knowledge.errors.ModelRefused`, :class:`~knowledge.errors.WrongSetting`). After it nothing is:
    the text ends, ``is_complete`` is False and ``error`` says why.
    """

    is_complete: bool
    error: KutipError | None

    @property
    def usage(self) -> Usage:
        """Tokens of the call so far, estimated when the server does not say."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    def __aiter__(self) -> AsyncIterator[str]: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text of a reply."""

    text: str
    usage: Usage
    usage_is_estimated: bool
    is_complete: bool
    """False when it was cut off at the maximum of tokens."""


class LanguageModel(Protocol):
    """Writes text. Safe to use from many tasks at once."""

    @property
    def name(self) -> str:
        """As in LLM_MODEL."""
        ...

    def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> ModelReply:
        """Ask; ``deadline_s`` counts from now, with every retry."""
        ...

    async def complete(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Completion:
        """Ask and wait for the whole text. Raises as :class:`ModelReply`, also when it broke off."""
        ...

    async def close(self) -> None:
        """Close the connections. Calling twice is harmless."""
        ...
