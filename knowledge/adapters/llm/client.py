"""Implements the port ``LanguageModel`` by LangChain, for its providers and OpenAI-compatible servers.

An error before the first text is retried until the deadline, and then raised. A later error is not retried,
because the text would come twice, and not raised: the text ends, ``is_complete`` is False and ``error`` says
why. Exceptions of vendors never leave this package, not even as a cause, because their messages may quote the
key.
"""

from __future__ import annotations

import asyncio
from typing import Any

from knowledge.adapters.llm.stream import Call, Reply, Sleep
from knowledge.errors import WrongSetting
from knowledge.ports import Completion
from knowledge.text.token_estimate import estimate_tokens

TIMEOUT_S = 30.0
"""Longest wait for the first text, and from each piece of text to the next. It is long because a server
without a graphics card takes long to read the evidence before it writes the first word."""
CONNECT_TIMEOUT_S = 5.0
OPENAI_URL = "https://api.openai.com/v1"


class LangChainModel:
    """A language model called through LangChain. Safe to use from several tasks. Made by
    :func:`make_language_model`."""

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
        """``chat`` is LangChain's model, ``options`` go with every call, :meth:`close` closes ``client``."""
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
        """The model as LLM_MODEL names it."""
        return self._name

    def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Reply:
        """Return a reply that sends the request when it is iterated.

        ``deadline_s`` counts from this call and includes retries.
        """
        messages = [("system", _encodable(system)), ("human", _encodable(user))]
        return Reply(
            Call(
                model=self._name,
                open=lambda: self._open(messages, max_tokens),
                leave_out=self._leave_out,
                input_tokens_estimate=estimate_tokens(system) + estimate_tokens(user),
                max_tokens=max_tokens,
                timeout_s=self._timeout_s,
                deadline_s=deadline_s,
                sleep=self._sleep,
            )
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
        if self._client is not None:
            await self._client.aclose()

    def _open(self, messages: list[tuple[str, str]], max_tokens: int) -> Any:
        limit = {"max_tokens": max_tokens}
        options = dict(self._options)
        if options.pop("sends_limit_in_body", False):
            # Compatible servers know `max_tokens`; LangChain would send its newer name.
            options["extra_body"] = limit
        else:
            options |= limit
        return self._chat.astream(messages, **options)

    def _leave_out(self, option: str) -> None:
        """Omit an option that the model does not take from this request on."""
        match option:
            case "temperature":
                self._options.pop("temperature", None)
            case "stream_options":
                self._options["stream_usage"] = False
            case _:  # max_tokens: from now on LangChain sends its newer name
                self._options["sends_limit_in_body"] = False


def make_language_model(
    model: str,
    *,
    api_key: str | None = None,
    base_url: str | None = None,
    temperature: float = 0.0,
    timeout_s: float = TIMEOUT_S,
    sleep: Sleep = asyncio.sleep,
    setting: str = "LLM_MODEL",
) -> LangChainModel:
    """Make the language model ``model``, in the form ``provider:model``, without sending a request.

    ``api_key`` and ``base_url`` are for the provider ``openai``; other providers read their own variables.
    ``setting`` is the name of the setting, for messages. Raises :class:`WrongSetting` for an unknown
    provider, a missing package or a missing key.
    """
    provider, _, name = model.partition(":")
    if not provider or not name:
        raise WrongSetting(
            f"{setting} is {model}, but it expects provider:model, such as openai:gpt-4.1-mini."
        )
    settings: dict[str, Any]
    options: dict[str, Any] = {}
    client: Any = None
    if provider == "openai":
        if not api_key and not base_url:
            raise WrongSetting(f"{setting} is {model}, which needs a key: set OPENAI_API_KEY.")
        client = _http_client(timeout_s)
        settings = _openai_settings(api_key, base_url, client)
        options = {
            "temperature": temperature,
            "stream_usage": True,
            "sends_limit_in_body": bool(base_url) and base_url != OPENAI_URL,
        }
    else:
        settings = {"temperature": temperature}
    from langchain.chat_models import init_chat_model

    try:
        chat = init_chat_model(name, model_provider=provider, **settings)
    except ImportError as error:
        package = f"langchain-{provider.replace('_', '-')}"
        raise WrongSetting(f"{setting} is {model}, which needs the package {package}: install it.") from error
    except Exception:
        raise WrongSetting(
            f"{setting} is {model}, which could not be set up: it expects provider:model of a provider that "
            "LangChain knows, with that provider's key."
        ) from None
    return LangChainModel(model, chat, options=options, client=client, timeout_s=timeout_s, sleep=sleep)


def _http_client(timeout_s: float) -> Any:
    """Make an HTTP client. LangChain's own is shared by all models and event loops, and never closed."""
    import openai

    timeout = openai.Timeout(timeout_s, connect=CONNECT_TIMEOUT_S)
    return openai.DefaultAsyncHttpxClient(timeout=timeout)


def _openai_settings(api_key: str | None, base_url: str | None, client: Any) -> dict[str, Any]:
    return {
        # Compatible servers rarely need a key, but the client does not start without one.
        "api_key": api_key or "none",
        "base_url": base_url or OPENAI_URL,
        "http_async_client": client,
        "max_retries": 0,  # `Reply` retries
        "stream_chunk_timeout": 0,  # `Reply` has the timeouts
        # Only OpenAI itself has the Responses API, which some of its models need.
        "use_responses_api": False if base_url else None,
    }


def _encodable(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded as UTF-8."""
    return text.encode("utf-8", "replace").decode()
