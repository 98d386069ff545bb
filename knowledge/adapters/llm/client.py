"""Implements the port ``LanguageModel`` by LangChain, for its providers and OpenAI-compatible servers.

An error before the first text is retried until the deadline, and then raised. A later error is not retried,
because the text would come twice, and not raised: the text ends, ``is_complete`` is False and ``error`` says
why. Exceptions of vendors never leave this package, not even as a cause, because their messages may quote the
key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from knowledge.adapters.llm.endpoint import LOADING_TIMEOUT_S, TIMEOUT_S, Endpoint, Sleep
from knowledge.adapters.llm.providers import connect
from knowledge.adapters.llm.stream import Reply
from knowledge.ports import Completion


class LangChainModel:
    """A language model called through LangChain. Safe to use from several tasks. Made by
    :func:`make_language_model`."""

    def __init__(self, endpoint: Endpoint, client: Any = None) -> None:
        """:meth:`close` closes ``client``."""
        self._endpoint = endpoint
        self._client = client

    def __repr__(self) -> str:
        return f"LangChainModel({self.name!r})"

    @property
    def name(self) -> str:
        """The model as LLM_MODEL names it."""
        return self._endpoint.subject.name

    @property
    def left_out(self) -> dict[str, str]:
        """The options that requests no longer have, with the reason: the server refused each once."""
        return {option.name: option.why for option in self._endpoint.options.left_out}

    def warm(self) -> None:
        """Let the server load the model, in the background. Does nothing if the provider always has it."""
        if self._endpoint.habits.loads:
            self._endpoint.loading.begin(self._endpoint.load())

    def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Reply:
        """Return a reply that sends the request when it is iterated.

        ``max_tokens`` are those of the answer, without thoughts. ``deadline_s`` counts from this call and
        includes retries.
        """
        return Reply(
            self._endpoint, _encodable(system), _encodable(user), max_tokens=max_tokens, deadline_s=deadline_s
        )

    async def complete(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Completion:
        """Send the request and return the whole text.

        Raises ``ModelUnavailable``, ``ModelRefused`` or :class:`~knowledge.errors.WrongSetting` if the
        request fails or the text breaks off.
        """
        async with self.stream(system, user, max_tokens=max_tokens, deadline_s=deadline_s) as reply:
            text = "".join([piece async for piece in reply])
        if reply.error is not None:
            raise reply.error
        return Completion(text, reply.usage, reply.usage_is_estimated, reply.is_complete)

    async def close(self) -> None:
        """Close the connections. Calling twice is harmless."""
        await self._endpoint.close()
        if self._client is not None:
            await self._client.aclose()


def make_language_model(
    model: str,
    *,
    api_key: str | None = None,
    base_url: str | None = None,
    variables: Mapping[str, str] | None = None,
    temperature: float = 0.0,
    timeout_s: float = TIMEOUT_S,
    loading_timeout_s: float = LOADING_TIMEOUT_S,
    sleep: Sleep = asyncio.sleep,
    setting: str = "LLM_MODEL",
) -> LangChainModel:
    """Make the language model ``model``, in the form ``provider:model``, without sending a request.

    ``api_key`` and ``base_url`` are for the provider ``openai``; ``variables`` are the settings of all
    providers, by their names in the environment. A provider that Kutip does not know reads its own.
    ``setting`` is the name of the setting, for messages. Raises :class:`~knowledge.errors.WrongSetting` for
    an unknown provider, a missing package or a missing key.
    """
    openai = {"OPENAI_API_KEY": api_key, "OPENAI_BASE_URL": base_url}
    endpoint, client = connect(
        model,
        {**(variables or {}), **{name: value for name, value in openai.items() if value}},
        temperature=temperature,
        timeout_s=timeout_s,
        loading_timeout_s=loading_timeout_s,
        sleep=sleep,
        setting=setting,
    )
    return LangChainModel(endpoint, client)


def _encodable(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded as UTF-8."""
    return text.encode("utf-8", "replace").decode()
