"""The providers of language models: what each needs, and the names that it gives to settings and options.

Those of LangChain that are missing here work too, with their own variables in the environment of the process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.adapters.llm.endpoint import Endpoint, Habits, Sleep
from knowledge.adapters.llm.errors import Subject, web_page
from knowledge.adapters.llm.options import STREAMING, SYSTEM, Limit, Option, Options
from knowledge.adapters.llm.thinking import ROOM, Thinking, thinking_of
from knowledge.errors import WrongSetting

CONNECT_TIMEOUT_S = 5.0
OPENAI_URL = "https://api.openai.com/v1"
OLLAMA_CONTEXT = 8192
"""Tokens that Ollama is asked to have room for: what is longer it cuts off, and does not tell; its default is
4096. The instructions, the evidence, an answer and the thoughts before it take 6,500 at most."""


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider needs. Settings are named as in the environment."""

    needs: tuple[str, ...] = ()
    """Settings without which it cannot be used."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """The argument of LangChain's class for each setting."""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Further arguments: `Reply` has the timeouts and the retries."""
    extra: str = ""
    """The extra of Kutip that installs it; ``""`` if Kutip has it, or has no extra for it."""
    key: str = ""
    address: str = ""
    limit: str = "max_tokens"
    """The field that limits the tokens of a reply."""
    habits: Habits = field(default_factory=Habits)


_AWS = {
    "AWS_ACCESS_KEY_ID": "aws_access_key_id",
    "AWS_SECRET_ACCESS_KEY": "aws_secret_access_key",
    "AWS_REGION": "region_name",
    "AWS_BEARER_TOKEN_BEDROCK": "bedrock_api_key",
}
_BEDROCK = Provider(arguments=_AWS, fixed={"max_retries": 1}, extra="bedrock", key="AWS_BEARER_TOKEN_BEDROCK")
_CONTINUES = 600
"""A timeout in seconds for clients that must have one: longer than any deadline."""

_OPENAI = {"max_retries": 0, "stream_chunk_timeout": 0}

PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider(
        needs=("OPENAI_API_KEY",),
        arguments={"OPENAI_API_KEY": "api_key", "OPENAI_BASE_URL": "base_url"},
        fixed=_OPENAI,
        key="OPENAI_API_KEY",
        address="OPENAI_BASE_URL",
    ),
    "azure_openai": Provider(
        needs=("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", "OPENAI_API_VERSION"),
        arguments={
            "AZURE_OPENAI_API_KEY": "api_key",
            "AZURE_OPENAI_ENDPOINT": "azure_endpoint",
            "OPENAI_API_VERSION": "api_version",
        },
        fixed=_OPENAI,
        key="AZURE_OPENAI_API_KEY",
        address="AZURE_OPENAI_ENDPOINT",
    ),
    "anthropic": Provider(
        needs=("ANTHROPIC_API_KEY",),
        arguments={"ANTHROPIC_API_KEY": "api_key", "ANTHROPIC_BASE_URL": "base_url"},
        # LangChain shares a client between event loops and never closes it, so it keeps no connection open.
        fixed={"max_retries": 0, "timeout": None, "default_headers": {"Connection": "close"}},
        extra="anthropic",
        key="ANTHROPIC_API_KEY",
        address="ANTHROPIC_BASE_URL",
    ),
    "google_genai": Provider(
        needs=("GOOGLE_API_KEY",),
        arguments={"GOOGLE_API_KEY": "api_key", "GOOGLE_GEMINI_BASE_URL": "base_url"},
        fixed={"max_retries": 1},  # the number of attempts
        extra="google-genai",
        key="GOOGLE_API_KEY",
        limit="max_output_tokens",
        habits=Habits(adds_usage=True),
    ),
    "ollama": Provider(
        arguments={"OLLAMA_HOST": "base_url"},
        fixed={"num_ctx": OLLAMA_CONTEXT},
        extra="ollama",
        address="OLLAMA_HOST",
        limit="num_predict",
        habits=Habits(loads=True),
    ),
    "mistralai": Provider(
        needs=("MISTRAL_API_KEY",),
        arguments={"MISTRAL_API_KEY": "api_key"},
        fixed={"max_retries": 1, "timeout": _CONTINUES},
        extra="mistralai",
        key="MISTRAL_API_KEY",
    ),
    "groq": Provider(
        needs=("GROQ_API_KEY",),
        arguments={"GROQ_API_KEY": "api_key"},
        fixed={"max_retries": 0, "timeout": _CONTINUES},
        extra="groq",
        key="GROQ_API_KEY",
    ),
    "bedrock": _BEDROCK,
    "bedrock_converse": _BEDROCK,
}
UNKNOWN = Provider(habits=Habits(tells_end=False))

RESPONSES = Option(
    "chat/completions", without={"use_responses_api": True}, pattern=r"v1/responses|responses api"
)
_THINKING = {
    "reasoning_effort": r"reasoning|thinking[_ ]?level",
    "think": r"(?<![a-z_])think(ing)?(?![a-z_])",
    "thinking_budget": r"thinking|budget",
    "effort": r"effort|output_config",
}
"""What servers write that refuse to be asked for little thinking."""
_FIXED_TEMPERATURE = re.compile(r"gemini-[3-9]")
"""Models of which Google says to leave the temperature alone; LangChain warns of any."""


def connect(
    model: str,
    variables: Mapping[str, str],
    *,
    temperature: float,
    timeout_s: float,
    loading_timeout_s: float,
    sleep: Sleep,
    setting: str,
) -> tuple[Endpoint, Any]:
    """Return the endpoint of ``model``, and the HTTP client to close with it, if there is one of its own.

    ``variables`` are the settings of providers, by their names in the environment. No request is sent. Raises
    :class:`WrongSetting` for an unknown provider, a missing package or a missing key.
    """
    name, _, model_name = model.partition(":")
    if not name or not model_name:
        raise WrongSetting(
            f"{setting} is {model}, but it expects provider:model, such as openai:gpt-4.1-mini."
        )
    provider = PROVIDERS.get(name, UNKNOWN)
    variables = {"OPENAI_BASE_URL": OPENAI_URL, **variables}
    is_own_server = name == "openai" and variables["OPENAI_BASE_URL"] != OPENAI_URL
    for variable in () if is_own_server else provider.needs:
        if not variables.get(variable):
            raise WrongSetting(f"{setting} is {model}, which needs {_what(variable)}: set {variable}.")
    subject = Subject(model, setting, provider.key, provider.address)
    arguments: dict[str, Any] = {
        argument: variables[each] for each, argument in provider.arguments.items() if variables.get(each)
    }
    arguments |= provider.fixed
    client: Any = None
    if "openai" in name:
        client = _http_client(subject)
        arguments["http_async_client"] = client
    if is_own_server:
        # Compatible servers rarely need a key, but the client does not start without one. They have no
        # Responses API, which some models of OpenAI need.
        arguments = {"api_key": "none", "use_responses_api": False} | arguments
    if name == "ollama":
        arguments["client_kwargs"] = _ollama_client()
    thinking = thinking_of(name, model_name)
    endpoint = Endpoint(
        subject,
        _chat(subject, provider, arguments),
        _options(name, model_name, provider, temperature, thinking, is_own_server=is_own_server),
        habits=Habits(loads=True) if is_own_server else provider.habits,
        thinking=thinking,
        timeout_s=timeout_s,
        loading_timeout_s=loading_timeout_s,
        sleep=sleep,
    )
    return endpoint, client


def _what(variable: str) -> str:
    if variable.endswith("_KEY"):
        return "a key"
    return "the version of its API" if variable.endswith("_VERSION") else "the address of its server"


def _chat(subject: Subject, provider: Provider, arguments: Mapping[str, Any]) -> Any:
    from langchain.chat_models import init_chat_model

    name, _, model = subject.name.partition(":")
    told = f"{subject.setting} is {subject.name}"
    try:
        return init_chat_model(model, model_provider=name, **arguments)
    except ImportError as error:
        found = re.search(r"langchain-[a-z-]+", str(error))
        package = found[0] if found else f"langchain-{name.replace('_', '-')}"
        how = (
            f"run `make run EXTRAS={provider.extra}`, or install kutip[{provider.extra}]"
            if provider.extra
            else "install it beside Kutip"
        )
        raise WrongSetting(f"{told}, which needs the package {package}: {how}.") from error
    except Exception:
        raise WrongSetting(
            f"{told}, which could not be set up: it expects provider:model of a provider that LangChain "
            "knows, with that provider's key."
        ) from None


def _options(
    name: str,
    model: str,
    provider: Provider,
    temperature: float,
    thinking: Thinking | None,
    *,
    is_own_server: bool,
) -> Options:
    options = [
        Option(each, fields, pattern=_THINKING.get(each, "")) for each, fields in thinking.asks.items()
    ] if thinking else []  # fmt: skip
    if not _FIXED_TEMPERATURE.search(model.lower()):
        options.append(Option("temperature", {"temperature": temperature}, {"temperature": None}))
    limits = [Limit("max_tokens", (provider.limit,))]
    if "openai" in name:
        options.append(Option("stream_options", {"stream_usage": True}, {"stream_usage": False}))
        options.append(RESPONSES)
        # Compatible servers know `max_tokens`; LangChain sends its newer name, and an old Azure takes either.
        limits = [Limit("max_completion_tokens", ("max_tokens",))]
        limits.insert(0 if is_own_server else 1, Limit("max_tokens", ("extra_body", "max_tokens")))
    return Options(
        kept=(*options, SYSTEM, STREAMING), limits=tuple(limits), room=ROOM if thinking is not None else 0
    )


def _http_client(subject: Subject) -> Any:
    """Make an HTTP client. LangChain's own is shared by all models and event loops, and never closed.

    It has no timeout for reading: a server that loads a model is silent for minutes. `Reply` has timeouts.
    """
    import openai

    async def refuse_pages(response: Any) -> None:
        if response.is_success and "text/html" in response.headers.get("content-type", ""):
            raise web_page(subject)

    return openai.DefaultAsyncHttpxClient(
        timeout=openai.Timeout(None, connect=CONNECT_TIMEOUT_S), event_hooks={"response": [refuse_pages]}
    )


def _ollama_client() -> dict[str, Any]:
    """Arguments of the HTTP client. LangChain never closes it, so it keeps no connection open."""
    import httpx

    return {
        "timeout": httpx.Timeout(None, connect=CONNECT_TIMEOUT_S),
        "limits": httpx.Limits(max_keepalive_connections=0),
    }
