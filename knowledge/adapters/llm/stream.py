"""Streams one answer of a language model. An error is retried before the first text, and never after it."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, Self

from knowledge.adapters.llm.chunks import LENGTH, STOP, ending
from knowledge.adapters.llm.endpoint import Chunks, Endpoint
from knowledge.adapters.llm.errors import (
    Failure,
    broken_off,
    diagnose,
    empty_answer,
    perhaps_loading,
    timed_out,
)
from knowledge.adapters.llm.loading import close_quietly
from knowledge.adapters.llm.options import Options
from knowledge.errors import KutipError
from knowledge.models import Usage
from knowledge.text.token_estimate import estimate_tokens

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0
MOST_ATTEMPTS = 5
MOST_LOADS = 3
"""A server that still says that it is loading after it loaded so often is treated as one that is busy."""
CHARACTERS_PER_TOKEN_AT_MOST = 8
"""An answer ends at this number of characters per allowed token, if the server ignores the limit of tokens.
It is twice the length of a long token."""
EMPTY_CHUNKS = 2
"""More chunks without text at the beginning are thoughts that the server keeps apart from the answer."""


class Reply:
    """One streamed answer. Iterate over it once, inside ``async with``, which closes the connection."""

    def __init__(
        self, endpoint: Endpoint, system: str, user: str, *, max_tokens: int, deadline_s: float
    ) -> None:
        """``max_tokens`` are those of the answer; ``deadline_s`` counts from now and includes retries."""
        self._endpoint = endpoint
        self._prompt = (system, user)
        self._max_tokens = max_tokens
        self._deadline = time.monotonic() + deadline_s
        self._pieces = self._read()
        self._thoughts = endpoint.thought_filter()
        self._shown = self._written = 0
        """Characters of the answer, and with the thoughts."""
        self._spent = Usage()
        """The tokens of attempts that ended without an answer."""
        self._usage = Usage()
        self._ending = ""
        self._was_sent = False
        self.is_complete = False
        """Whether the model finished its answer. Valid after the iteration."""
        self.error: KutipError | None = None
        """Why the text broke off; None if it did not."""

    @property
    def usage(self) -> Usage:
        """The tokens used so far; 0 before the request is sent. See :attr:`usage_is_estimated`."""
        if not self.usage_is_estimated:
            return self._spent + self._usage
        estimate = Usage(sum(map(estimate_tokens, self._prompt)), estimate_tokens("x" * self._written))
        return self._spent + estimate

    @property
    def usage_is_estimated(self) -> bool:
        """Whether :attr:`usage` is an estimate, because the server has not reported it."""
        return self._was_sent and not self._usage.input_tokens

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pieces.aclose()

    def __aiter__(self) -> AsyncIterator[str]:
        return self._pieces

    async def _read(self) -> AsyncGenerator[str, None]:
        most = self._max_tokens * CHARACTERS_PER_TOKEN_AT_MOST
        chunks, piece = await self._first()
        async with contextlib.aclosing(chunks):
            while True:
                piece = piece[: most - self._shown]
                self._shown += len(piece)
                if piece:
                    yield piece
                if self._shown >= most:
                    return
                try:
                    piece = self._take(await self._next(chunks, self._endpoint.timeout_s))
                except StopAsyncIteration:
                    break
                except Exception as error:
                    self.error = diagnose(error, self._endpoint.subject).error
                    return
        if rest := self._thoughts.close(is_finished=self._ending != LENGTH):
            yield rest
        self._record_end()

    def _record_end(self) -> None:
        end = self._ending or ("" if self._endpoint.habits.tells_end else STOP)
        self.error = broken_off(self._endpoint.subject, end)
        self.is_complete = end == STOP
        if self.is_complete:
            self._endpoint.learn(self._thoughts)

    async def _first(self) -> tuple[Chunks, str]:
        """Return the stream and its first text, after as many attempts as the deadline allows."""
        from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

        backoff = wait_random_exponential(multiplier=FIRST_WAIT_S, max=LONGEST_WAIT_S)

        def wait_s(state: RetryCallState) -> float:
            requested = _failure_of(state).refusal.retry_after_s
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
            sleep=self._endpoint.sleep,
            reraise=True,
        )
        try:
            opened: tuple[Chunks, str] = await attempts(self._attempt)
        except Failure as failure:
            raise failure.error from None
        return opened

    async def _attempt(self) -> tuple[Chunks, str]:
        """Return the stream and its first text. Options that the server refuses are left out; it may load."""
        endpoint = self._endpoint
        loads = 0
        while True:
            await endpoint.loading.ended(self._deadline)
            sent = endpoint.options
            try:
                return await self._open(sent)
            except Failure as failure:
                if failure.is_loading and failure.refusal.status is not None:
                    loads += 1
                    if loads > MOST_LOADS:
                        raise Failure(failure.error, is_transient=True) from None
                    endpoint.loading.begin(endpoint.load())
                elif not endpoint.adapt(sent, failure):
                    raise

    async def _open(self, options: Options) -> tuple[Chunks, str]:
        """Send one request and return its stream and first text."""
        endpoint = self._endpoint
        chunks = endpoint.open(options, *self._prompt, self._max_tokens)
        wait_s = math.inf if endpoint.is_patient(options) else endpoint.timeout_s
        most = (self._max_tokens + options.room) * CHARACTERS_PER_TOKEN_AT_MOST
        self._begin()
        try:
            chunk = await self._first_chunk(chunks, wait_s)
            endpoint.loading.answered()
            empty = 0
            while not (piece := self._take(chunk)):
                empty += not chunk.text
                if empty > EMPTY_CHUNKS and not self._written:
                    self._thoughts.do_not_hold()
                if self._written > most:
                    raise empty_answer(endpoint.subject, LENGTH)
                chunk = await self._next(chunks, wait_s)
        except StopAsyncIteration:
            if piece := self._thoughts.close(is_finished=self._ending == STOP):
                return chunks, piece
            raise empty_answer(endpoint.subject, self._ending) from None
        except BaseException as error:
            if not (isinstance(error, Failure) and error.is_loading):  # else it stays open in the background
                await close_quietly(chunks)
            if isinstance(error, Exception):
                raise diagnose(error, endpoint.subject) from None
            raise
        return chunks, piece

    def _begin(self) -> None:
        self._spent += self._usage
        self._usage = Usage()
        self._ending = ""
        self._written = 0
        self._was_sent = True
        self._thoughts = self._endpoint.thought_filter()

    async def _first_chunk(self, chunks: Chunks, wait_s: float) -> Any:
        """Return the first chunk. If there is none in time and the server may be loading, leave it open."""
        first = asyncio.create_task(_next_of(chunks))
        loading = self._endpoint.loading
        loading.watch(first)
        is_handed_over = False
        try:
            await asyncio.wait({first}, timeout=min(wait_s, self._left_s))
            if first.done():
                return first.result()
            is_handed_over = loading.hand_over(chunks, first)
            raise (perhaps_loading if is_handed_over else timed_out)(self._endpoint.subject)
        finally:
            if not is_handed_over:
                first.cancel()
                await asyncio.gather(first, return_exceptions=True)

    async def _next(self, chunks: Chunks, wait_s: float) -> Any:
        try:
            async with asyncio.timeout(min(wait_s, self._left_s)):
                return await anext(chunks)
        except TimeoutError:
            raise timed_out(self._endpoint.subject) from None

    @property
    def _left_s(self) -> float:
        return max(0.0, self._deadline - time.monotonic())

    def _take(self, chunk: Any) -> str:
        """Return the text of a chunk without thoughts, and record its usage and how the reply ended."""
        if usage := chunk.usage_metadata:
            told = Usage(usage["input_tokens"], usage["output_tokens"])
            self._usage = self._usage + told if self._endpoint.habits.adds_usage else _most(self._usage, told)
        self._ending = ending(chunk.response_metadata) or self._ending
        text = str(chunk.text)
        self._written += len(text)
        return self._thoughts.feed(text)


async def _next_of(chunks: Chunks) -> Any:
    return await anext(chunks)


def _most(one: Usage, other: Usage) -> Usage:
    return Usage(max(one.input_tokens, other.input_tokens), max(one.output_tokens, other.output_tokens))


def _failure_of(state: Any) -> Failure:
    error = state.outcome.exception()
    assert isinstance(error, Failure)  # noqa: S101  # only a Failure is retried
    return error
