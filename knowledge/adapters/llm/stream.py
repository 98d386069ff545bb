"""Streams one answer of a language model. An error is retried before the first text, and never after it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from knowledge.adapters.llm.errors import (
    Failure,
    diagnose,
    empty_answer,
    timed_out,
)
from knowledge.errors import KutipError, ModelRefused, ModelUnavailable
from knowledge.models import Usage
from knowledge.text.token_estimate import estimate_tokens

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0
MOST_ATTEMPTS = 5
CHARACTERS_PER_TOKEN_AT_MOST = 8
"""An answer ends at this number of characters per allowed token, if the server ignores the limit of tokens.
It is twice the length of a long token."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Call:
    """A request to a language model, with its limits. ``model`` is the name of the model for messages."""

    model: str
    open: Callable[[], Any]
    """Starts the request; returns an asynchronous generator of LangChain's message chunks."""
    leave_out: Callable[[str], None]
    """Omits an option that the server does not take, from the next request on."""
    input_tokens_estimate: int
    max_tokens: int
    timeout_s: float
    deadline_s: float
    sleep: Sleep


class Reply:
    """One streamed answer. Iterate over it once, inside ``async with``, which closes the connection."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._deadline = time.monotonic() + call.deadline_s
        self._pieces = self._read()
        self._characters = 0
        self._input_tokens = self._output_tokens = 0
        self._finish_reason = ""
        self._was_sent = False
        self._left_out: set[str] = set()
        self.is_complete = False
        """Whether the model finished its answer. Valid after the iteration."""
        self.error: KutipError | None = None
        """Why the text broke off; None if it did not."""

    @property
    def usage(self) -> Usage:
        """The tokens used so far; 0 before the request is sent. See :attr:`usage_is_estimated`."""
        if self._input_tokens or not self._was_sent:
            return Usage(self._input_tokens, self._output_tokens)
        return Usage(self._call.input_tokens_estimate, estimate_tokens("x" * self._characters))

    @property
    def usage_is_estimated(self) -> bool:
        """Whether :attr:`usage` is an estimate, because the server has not reported it."""
        return self._was_sent and not self._input_tokens

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pieces.aclose()

    def __aiter__(self) -> AsyncIterator[str]:
        return self._pieces

    async def _read(self) -> AsyncGenerator[str, None]:
        most = self._call.max_tokens * CHARACTERS_PER_TOKEN_AT_MOST
        chunks, piece = await self._first()
        async with contextlib.aclosing(chunks):
            while True:
                piece = piece[: most - self._characters]
                self._characters += len(piece)
                if piece:
                    yield piece
                if self._characters >= most:
                    return
                try:
                    piece = await self._next(chunks)
                except StopAsyncIteration:
                    break
                except Exception as error:
                    self.error = diagnose(error, self._call.model).error
                    return
        self._record_end()

    def _record_end(self) -> None:
        if self._finish_reason == "content_filter":
            self.error = ModelRefused(f"The model {self._call.model} broke off its answer by its own rules.")
        elif not self._finish_reason and self._call.model.startswith("openai:"):
            self.error = ModelUnavailable(f"The answer of the model {self._call.model} broke off.")
        else:
            self.is_complete = self._finish_reason not in {"length", "max_tokens", "MAX_TOKENS"}

    async def _first(self) -> tuple[Any, str]:
        """Return the stream and its first text, after as many attempts as the deadline allows."""
        from tenacity import (
            AsyncRetrying,
            RetryCallState,
            retry_if_exception,
            wait_random_exponential,
        )

        backoff = wait_random_exponential(multiplier=FIRST_WAIT_S, max=LONGEST_WAIT_S)

        def wait_s(state: RetryCallState) -> float:
            requested = _failure_of(state).retry_after_s
            return backoff(state) if requested is None else requested

        def is_last(state: RetryCallState) -> bool:
            return (
                state.attempt_number >= MOST_ATTEMPTS
                or time.monotonic() + state.upcoming_sleep >= self._deadline
            )

        attempts = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, Failure) and error.is_transient),
            wait=wait_s,
            stop=is_last,
            sleep=self._call.sleep,
            reraise=True,
        )
        try:
            opened: tuple[Any, str] = await attempts(self._attempt)
        except Failure as failure:
            raise failure.error from None
        return opened

    async def _attempt(self) -> tuple[Any, str]:
        chunks = self._call.open()
        self._was_sent = True
        try:
            while not (piece := await self._next(chunks)):
                pass
        except StopAsyncIteration:
            raise empty_answer(self._call.model, self._finish_reason) from None
        except BaseException as error:
            await _close_quietly(chunks)
            if not isinstance(error, Exception):
                raise
            failure = diagnose(error, self._call.model)
            if not failure.unwanted or failure.unwanted in self._left_out:
                raise failure from None
            # Retry even if the option is omitted already: a concurrent request may just have omitted it.
            self._left_out.add(failure.unwanted)
            self._call.leave_out(failure.unwanted)
            return await self._attempt()
        return chunks, piece

    async def _next(self, chunks: Any) -> str:
        """Return the text of the next chunk, which may be empty, and record its usage and finish reason."""
        left_s = self._deadline - time.monotonic()
        try:
            async with asyncio.timeout(min(self._call.timeout_s, left_s)):
                chunk = await anext(chunks)
        except TimeoutError:
            raise timed_out(self._call.model) from None
        if usage := chunk.usage_metadata:
            self._input_tokens = max(self._input_tokens, usage["input_tokens"])
            self._output_tokens = max(self._output_tokens, usage["output_tokens"])
        for key in ("finish_reason", "stop_reason", "done_reason"):
            self._finish_reason = str(chunk.response_metadata.get(key) or self._finish_reason)
        return str(chunk.text)


def _failure_of(state: Any) -> Failure:
    error = state.outcome.exception()
    assert isinstance(error, Failure)  # noqa: S101  # only a Failure is retried
    return error


async def _close_quietly(chunks: Any) -> None:
    with contextlib.suppress(Exception):  # the error of the attempt itself is more useful
        await chunks.aclose()
