"""The interface of a language model."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol, Self

from knowledge.errors import KutipError
from knowledge.models import Usage


class ModelReply(Protocol):
    """A streamed reply of a language model. Enter it with ``async with`` and iterate over its text once.

    Before the first piece of text, errors are raised: :class:`~knowledge.errors.ModelUnavailable`,
    :class:`~knowledge.errors.ModelRefused`, :class:`~knowledge.errors.WrongSetting`. After it no error is
    raised: the text ends, ``is_complete`` is False and ``error`` holds the reason.
    """

    is_complete: bool
    error: KutipError | None

    @property
    def usage(self) -> Usage:
        """Tokens used by the call so far; estimated if the server does not report them."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    def __aiter__(self) -> AsyncIterator[str]: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text of a reply.

    ``usage_is_estimated`` is True if the server did not report the number of tokens.
    """

    text: str
    usage: Usage
    usage_is_estimated: bool
    is_complete: bool
    """False if the text was cut off at ``max_tokens``."""


class LanguageModel(Protocol):
    """Generates text. Safe to use from many tasks at once."""

    @property
    def name(self) -> str:
        """The model, as in the setting ``LLM_MODEL``."""
        ...

    def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> ModelReply:
        """Start a call and return its reply.

        ``system`` and ``user`` are the two parts of the prompt. ``deadline_s`` limits the whole call in
        seconds from now, retries included.
        """
        ...

    async def complete(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Completion:
        """Call the model and wait for the whole text.

        Raises the same errors as :class:`ModelReply`, also if the reply breaks off.
        """
        ...

    async def close(self) -> None:
        """Close the connections. Can be called twice."""
        ...
