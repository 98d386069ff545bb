"""Tests of what each provider needs, and of the requests that it gets."""

from __future__ import annotations

import asyncio
import sys

import pytest

from knowledge.adapters.llm.client import make_language_model
from knowledge.errors import WrongSetting
from knowledge.models import Usage
from tests.e2e.model_server import CUT, Behaviour, Json, refuses, says
from tests.knowledge.adapters.llm.made_models import ask, connected
from tests.tools.quality.model_scripts import KEY

ANSWER = says("Air naik", " dua meter.")
USER = {"role": "user", "content": "Apa kabar banjir?"}
SYSTEM = {"role": "system", "content": "Be brief."}

ignores_deprecations = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("anthropic:claude-sonnet-5", "needs a key: set ANTHROPIC_API_KEY"),
        ("google_genai:gemini-2.5-flash", "needs a key: set GOOGLE_API_KEY"),
        ("mistralai:mistral-small", "needs a key: set MISTRAL_API_KEY"),
        ("groq:openai/gpt-oss-20b", "needs a key: set GROQ_API_KEY"),
        ("azure_openai:my-deployment", "needs a key: set AZURE_OPENAI_API_KEY"),
    ],
)
def test_a_missing_key_is_a_wrong_setting(model: str, words: str) -> None:
    with pytest.raises(WrongSetting, match=f"LLM_VERIFIER is {model}, which {words}"):
        make_language_model(model, setting="LLM_VERIFIER")


def test_azure_needs_an_address_and_a_version_too() -> None:
    known = {"AZURE_OPENAI_API_KEY": KEY}
    with pytest.raises(WrongSetting, match="the address of its server: set AZURE_OPENAI_ENDPOINT"):
        make_language_model("azure_openai:m", variables=known)
    known["AZURE_OPENAI_ENDPOINT"] = "https://newsroom.openai.azure.com"
    with pytest.raises(WrongSetting, match="the version of its API: set OPENAI_API_VERSION"):
        make_language_model("azure_openai:m", variables=known)


@pytest.mark.parametrize(
    ("model", "module", "extra"),
    [
        ("anthropic:m", "langchain_anthropic", "anthropic"),
        ("google_genai:m", "langchain_google_genai", "google-genai"),
        ("ollama:m", "langchain_ollama", "ollama"),
        ("bedrock_converse:m", "langchain_aws", "bedrock"),
    ],
)
def test_a_missing_package_names_the_extra(
    model: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langchain.chat_models import base

    monkeypatch.setitem(sys.modules, module, None)
    base._get_chat_model_creator.cache_clear()
    keys = {"ANTHROPIC_API_KEY": KEY, "GOOGLE_API_KEY": KEY}
    package = module.replace("_", "-")
    words = rf"needs the package {package}: run `make run EXTRAS={extra}`, or install kutip\[{extra}\]"
    with pytest.raises(WrongSetting, match=words):
        make_language_model(model, variables=keys)


@pytest.mark.parametrize(
    ("model", "body", "path"),
    [
        (
            "openai:test-model",
            {
                "model": "test-model", "messages": [SYSTEM, USER], "temperature": 0.5, "max_tokens": 200,
                "stream": True, "stream_options": {"include_usage": True},
            },
            "/v1/chat/completions",
        ),
        (
            "azure_openai:my-deployment",
            {
                "model": "my-deployment", "messages": [SYSTEM, USER], "temperature": 0.5,
                "max_completion_tokens": 200, "stream": True, "stream_options": {"include_usage": True},
            },
            "/openai/deployments/my-deployment/chat/completions",
        ),
        (
            "anthropic:claude-sonnet-4-6",
            {
                "model": "claude-sonnet-4-6", "system": "Be brief.", "messages": [USER], "temperature": 0.5,
                "max_tokens": 200, "stream": True,
            },
            "/v1/messages",
        ),
        (
            "google_genai:gemini-2.0-flash",
            {
                "systemInstruction": {"parts": [{"text": "Be brief."}]},
                "contents": [{"role": "user", "parts": [{"text": "Apa kabar banjir?"}]}],
                "generationConfig": {"temperature": 0.5, "candidateCount": 1, "maxOutputTokens": 200},
                "safetySettings": [],
            },
            "/v1beta/models/gemini-2.0-flash:streamGenerateContent",
        ),
        (
            "ollama:llama3.2",
            {
                "model": "llama3.2", "messages": [SYSTEM, USER], "tools": [], "stream": True,
                "options": {"num_ctx": 8192, "num_predict": 200, "temperature": 0.5},
            },
            "/api/chat",
        ),
    ],
)  # fmt: skip
@ignores_deprecations
async def test_each_provider_gets_the_options_by_its_own_names(model: str, body: Json, path: str) -> None:
    async with connected(model, lambda _: ANSWER, temperature=0.5) as (made, server):
        assert await ask(made) == "Air naik dua meter."
        [request] = server.requests
    assert (request.body, request.path) == (body, path)


@pytest.mark.parametrize(
    ("model", "header", "value"),
    [
        ("openai:m", "Authorization", f"Bearer {KEY}"),
        ("azure_openai:m", "api-key", KEY),
        ("anthropic:claude-sonnet-4-6", "Authorization", f"Bearer {KEY}"),
        ("google_genai:gemini-2.0-flash", "x-goog-api-key", KEY),
    ],
)
@ignores_deprecations
async def test_each_provider_gets_its_key(model: str, header: str, value: str) -> None:
    async with connected(model, lambda _: ANSWER) as (made, server):
        await ask(made)
        [request] = server.requests
    headers = {name.lower(): text for name, text in request.headers.items()}
    assert headers[header.lower()] == value


@pytest.mark.parametrize(
    ("model", "usage"),
    [
        ("openai:m", Usage(5, 4)),
        ("anthropic:claude-sonnet-4-6", Usage(5, 4)),
        ("google_genai:gemini-2.0-flash", Usage(3, 4)),
        ("ollama:llama3.2", Usage(5, 4)),
    ],
)
@ignores_deprecations
async def test_usage_is_what_each_provider_reports(model: str, usage: Usage) -> None:
    async with connected(model, lambda _: ANSWER) as (made, _):
        done = await made.complete("Be brief.", "Apa kabar banjir?", max_tokens=9, deadline_s=60)
    assert (done.usage, done.usage_is_estimated, done.is_complete) == (usage, False, True)


@pytest.mark.parametrize(
    "model", ["openai:m", "anthropic:claude-sonnet-4-6", "google_genai:gemini-2.0-flash", "ollama:llama3.2"]
)
@ignores_deprecations
async def test_text_that_is_cut_off_or_breaks_off_is_not_complete(model: str) -> None:
    async with connected(model, lambda _: says("Air", finish_reason="length")) as (made, server):
        async with made.stream("s", "u", max_tokens=9, deadline_s=60) as reply:
            assert [piece async for piece in reply] == ["Air"]
        assert (reply.is_complete, reply.error) == (False, None)
        server.script = lambda _: says("Air", CUT)
        async with made.stream("s", "u", max_tokens=9, deadline_s=60) as reply:
            assert [piece async for piece in reply] == ["Air"]
        assert not reply.is_complete
        assert "broke off" in str(reply.error) or "does not answer" in str(reply.error)


async def test_requests_that_are_refused_at_the_same_time_learn_the_same_once() -> None:
    both_came = asyncio.Event()

    def script(request: Json) -> Behaviour:
        if len(server.requests) == 2:
            both_came.set()
        if "temperature" in request:
            return Behaviour(400, error={"message": "temperature is not supported"}, before_headers=both_came)
        return ANSWER

    async with connected("anthropic:claude-sonnet-4-6", script) as (made, server):
        for answer in await asyncio.gather(ask(made), ask(made)):
            assert answer == "Air naik dua meter."
        assert len(server.requests) == 4
        assert list(made.left_out) == ["temperature"]


async def test_an_answer_that_is_not_streamed_comes_whole_with_its_usage() -> None:
    def script(request: Json) -> Behaviour:
        refusal = refuses(400, "This model does not support streaming", param="stream")
        return refusal if request.get("stream") else ANSWER

    async with connected("openai:m", script) as (made, server):
        done = await made.complete("Be brief.", "Apa kabar banjir?", max_tokens=9, deadline_s=60)
        assert (done.text, done.usage) == ("Air naik dua meter.", Usage(5, 4))
        assert made.left_out == {"streaming": "refused with status 400"}
        await ask(made)
        assert [bool(request.body.get("stream")) for request in server.requests] == [True, False, False]
