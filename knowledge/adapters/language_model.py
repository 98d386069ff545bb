"""A language model through LangChain: ``provider:model``, any OpenAI-compatible server, one policy of retries.

What the use cases see of it::

    class LanguageModel(Protocol):
        @property
        def name(self) -> str: ...
        def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> ModelReply: ...
        async def complete(
            self, system: str, user: str, *, max_tokens: int, deadline_s: float
        ) -> Completion: ...
        async def close(self) -> None: ...

    class ModelReply(Protocol):  # async context manager and async iterator of text
        usage: Usage
        usage_is_estimated: bool
        is_complete: bool
        trouble: KutipError | None

Before the first text, trouble is retried until the deadline and then raised. After it nothing is retried (the
text would come twice) and nothing is raised: the text ends, ``is_complete`` is False and ``trouble`` says why.
Vendor exceptions never leave this module, not even as a cause: their texts may quote the key.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Self

from knowledge.adapters.model_trouble import (
    ModelRefused,
    ModelUnavailable,
    Trouble,
    diagnose,
    empty_answer,
    late,
)
from knowledge.errors import KutipError, WrongSetting
from knowledge.models import Usage
from knowledge.tokens import estimate_tokens

TIMEOUT_S = 30.0
"""For the first text, and from each piece to the next. A small model on two cores reads 2,000 tokens of
evidence in about 20 s."""
CONNECT_TIMEOUT_S = 5.0
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0
CHARACTERS_PER_TOKEN_AT_MOST = 8
"""A server that ignores the maximum of tokens is cut off at so many characters for each; news in Indonesian
and English has 3 to 5."""
OPENAI_URL = "https://api.openai.com/v1"

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text of a reply."""

    text: str
    usage: Usage
    usage_is_estimated: bool
    is_complete: bool
    """False when it was cut off at the maximum of tokens."""


class LangChainModel:
    """Safe to use from many tasks at once. Make it with :func:`make_language_model`."""

    def __init__(
        self,
        name: str,
        chat: Any,
        *,
        options: dict[str, Any] | None = None,
        client: Any = None,
        timeout_s: float = TIMEOUT_S,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """``chat`` is a LangChain chat model; ``options`` go with every call, ``client`` is closed with it."""
        self._name = name
        self._chat = chat
        self._options = dict(options or {})
        self._client = client
        self._timeout_s = timeout_s
        self._sleep = sleep

    def __repr__(self) -> str:
        return f"LangChainModel({self._name!r})"

    @property
    def name(self) -> str:
        """As in LLM_MODEL."""
        return self._name

    def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Reply:
        """Ask; nothing is sent before the reply is iterated. ``deadline_s`` counts from now, for everything."""
        return Reply(self, _encodable(system), _encodable(user), max_tokens, deadline_s)

    async def complete(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Completion:
        """Ask and wait for the whole text.

        Raises :class:`ModelUnavailable`, :class:`ModelRefused` or :class:`~knowledge.errors.WrongSetting`, also
        when the text broke off in the middle.
        """
        async with self.stream(system, user, max_tokens=max_tokens, deadline_s=deadline_s) as reply:
            text = "".join([piece async for piece in reply])
        if reply.trouble is not None:
            raise reply.trouble
        return Completion(text, reply.usage, reply.usage_is_estimated, reply.is_complete)

    async def close(self) -> None:
        """Close the connections. Calling twice is harmless."""
        if self._client is not None:
            await self._client.aclose()

    # For Reply.

    def _open(self, system: str, user: str, max_tokens: int) -> AsyncIterator[Any]:
        limit = {"max_tokens": max_tokens}
        options = dict(self._options)
        if options.pop("tells_limit_in_body", False):
            # Servers of one's own know max_tokens; LangChain would send its newer name.
            options["extra_body"] = limit
        elif options.pop("tells_limit", True):
            options |= limit
        chunks: AsyncIterator[Any] = self._chat.astream([("system", system), ("human", user)], **options)
        return chunks

    def _give_in(self, trouble: Trouble) -> bool:
        """Leave out an option that this model does not take, for good; False when it was not sent."""
        match trouble.unwanted:
            case "temperature" if self._options.get("temperature", 0) is not None:
                self._options["temperature"] = None
            case "stream_options" if self._options.get("stream_usage"):
                self._options["stream_usage"] = False
            case "max_tokens" if self._options.get("tells_limit_in_body"):
                self._options["tells_limit_in_body"] = False
            case _:
                return False
        return True


class Reply:
    """One answer as it comes: ``async with`` it and iterate once. Leaving early closes the connection."""

    def __init__(
        self, model: LangChainModel, system: str, user: str, max_tokens: int, deadline_s: float
    ) -> None:
        self._model = model
        self._prompt = (system, user)
        self._max_tokens = max_tokens
        self._deadline = time.monotonic() + deadline_s
        self._pieces = self._read()
        self._characters = 0
        self._input_tokens = self._output_tokens = 0
        self._finish_reason = ""
        self._was_sent = False
        self.is_complete = False
        """Whether the model came to its own end; known when the text has ended."""
        self.trouble: KutipError | None = None
        """Why the text broke off in the middle, if it did."""

    @property
    def usage(self) -> Usage:
        """Tokens of the call, so far; 0 when nothing was sent."""
        if self._input_tokens or not self._was_sent:
            return Usage(self._input_tokens, self._output_tokens)
        read = sum(map(estimate_tokens, self._prompt))
        return Usage(read, estimate_tokens("x" * self._characters))

    @property
    def usage_is_estimated(self) -> bool:
        """True when the server did not say."""
        return self._was_sent and not self._input_tokens

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pieces.aclose()

    def __aiter__(self) -> AsyncIterator[str]:
        return self._pieces

    async def _read(self) -> Any:
        most = self._max_tokens * CHARACTERS_PER_TOKEN_AT_MOST
        chunks, piece = await self._first()
        async with aclosing(chunks):
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
                    self.trouble = diagnose(error, self._model.name).error
                    return
        self._judge_end()

    def _judge_end(self) -> None:
        if self._finish_reason == "content_filter":
            self.trouble = ModelRefused(f"The model {self._model.name} broke off its answer by its own rules.")
        elif not self._finish_reason and self._model.name.startswith("openai:"):
            self.trouble = ModelUnavailable(f"The answer of the model {self._model.name} broke off.")
        else:
            self.is_complete = self._finish_reason not in {"length", "max_tokens", "MAX_TOKENS"}

    async def _first(self) -> tuple[Any, str]:
        """The stream with its first text, after as many attempts as the deadline allows."""
        from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

        backoff = wait_random_exponential(multiplier=FIRST_WAIT_S, max=LONGEST_WAIT_S)

        def wait_s(state: RetryCallState) -> float:
            asked = _trouble_of(state).retry_after_s
            return backoff(state) if asked is None else asked

        def is_too_late(state: RetryCallState) -> bool:
            return time.monotonic() + state.upcoming_sleep >= self._deadline

        attempts = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, Trouble) and error.may_pass),
            wait=wait_s,
            stop=is_too_late,
            sleep=self._model._sleep,
            reraise=True,
        )
        try:
            opened: tuple[Any, str] = await attempts(self._attempt)
        except Trouble as trouble:
            raise trouble.error from None
        return opened

    async def _attempt(self) -> tuple[Any, str]:
        chunks = self._model._open(*self._prompt, self._max_tokens)
        self._was_sent = True
        try:
            while not (piece := await self._next(chunks)):
                pass
        except StopAsyncIteration:
            raise empty_answer(self._model.name, self._finish_reason) from None
        except BaseException as error:
            await _close_quietly(chunks)
            if not isinstance(error, Exception):
                raise
            trouble = diagnose(error, self._model.name)
            if self._model._give_in(trouble):
                return await self._attempt()
            raise trouble from None
        return chunks, piece

    async def _next(self, chunks: Any) -> str:
        """The text of the next chunk, perhaps empty; what else it tells is noted."""
        left_s = self._deadline - time.monotonic()
        try:
            async with asyncio.timeout(min(self._model._timeout_s, left_s)):
                chunk = await anext(chunks)
        except TimeoutError:
            raise late(self._model.name) from None
        if used := chunk.usage_metadata:
            self._input_tokens = max(self._input_tokens, used["input_tokens"])
            self._output_tokens = max(self._output_tokens, used["output_tokens"])
        for key in ("finish_reason", "stop_reason", "done_reason"):
            self._finish_reason = str(chunk.response_metadata.get(key) or self._finish_reason)
        if refusal := chunk.additional_kwargs.get("refusal"):
            del refusal  # the model's words; not ours to show
            self._finish_reason = "content_filter"
        return str(chunk.text)


def _trouble_of(state: Any) -> Trouble:
    error = state.outcome.exception()
    assert isinstance(error, Trouble)  # noqa: S101  # nothing else is retried
    return error


async def _close_quietly(chunks: Any) -> None:
    try:
        await chunks.aclose()
    except Exception:  # noqa: S110  # the attempt has failed already, for a reason that says more
        pass


def make_language_model(
    model: str,
    *,
    api_key: str | None = None,
    base_url: str | None = None,
    temperature: float = 0.0,
    timeout_s: float = TIMEOUT_S,
    sleep: Sleep = asyncio.sleep,
) -> LangChainModel:
    """The model that ``LLM_MODEL`` names, ``provider:model``.

    ``api_key`` and ``base_url`` are for the provider ``openai``; others read their own. Raises
    :class:`WrongSetting` for an unknown provider, a missing package or a missing key. Sends nothing.
    """
    provider, _, name = model.partition(":")
    if not provider or not name:
        raise WrongSetting(f"LLM_MODEL is {model}, but it expects provider:model, such as openai:gpt-4.1-mini.")
    settings: dict[str, Any] = {"temperature": temperature}
    options: dict[str, Any] = {}
    client: Any = None
    if provider == "openai":
        if not api_key and not base_url:
            raise WrongSetting(f"LLM_MODEL is {model}, which needs a key: set OPENAI_API_KEY.")
        client = _http_client(timeout_s)
        settings |= _openai_settings(api_key, base_url, client)
        options = {"stream_usage": True, "tells_limit_in_body": bool(base_url) and base_url != OPENAI_URL}
    from langchain.chat_models import init_chat_model

    try:
        chat = init_chat_model(name, model_provider=provider, **settings)
    except ImportError as error:
        package = f"langchain-{provider.replace('_', '-')}"
        raise WrongSetting(f"LLM_MODEL is {model}, which needs the package {package}: install it.") from error
    except Exception:
        raise WrongSetting(
            f"LLM_MODEL is {model}, which could not be set up: it expects provider:model of a provider that "
            "LangChain knows, with that provider's key."
        ) from None
    return LangChainModel(model, chat, options=options, client=client, timeout_s=timeout_s, sleep=sleep)


def _http_client(timeout_s: float) -> Any:
    """LangChain shares one client between all models and event loops and never closes it; this is our own."""
    import openai

    timeout = openai.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S)
    return openai.DefaultAsyncHttpxClient(timeout=timeout)


def _openai_settings(api_key: str | None, base_url: str | None, client: Any) -> dict[str, Any]:
    return {
        # A server of one's own rarely asks for a key, but the client refuses to start without one.
        "api_key": api_key or "none",
        "base_url": base_url or OPENAI_URL,
        "http_async_client": client,
        "max_retries": 0,  # there is one policy of retries, ours
        "stream_chunk_timeout": 0,  # as for time
        # Only OpenAI itself has the other interface, which some of its models need.
        "use_responses_api": False if base_url else None,
    }


def _encodable(text: str) -> str:
    """A lone surrogate has no UTF-8."""
    return text.encode("utf-8", "replace").decode()
