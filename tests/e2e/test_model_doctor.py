"""Tests of ``kutip doctor`` with language models, and of what else calls them: checks and follow-ups."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.wiring import language_model
from knowledge.adapters.llm.endpoint import LOADING_PROMPT
from tests.e2e.anthropic_server import AnthropicServer
from tests.e2e.bot_api_server import BotApiServer
from tests.e2e.command_line import CommandLine
from tests.e2e.installation import Installation
from tests.e2e.model_server import Behaviour, Json, Thought, in_turn, refuses, says
from tests.e2e.openai_server import OpenAIServer
from tests.tools.quality.model_scripts import APART, LENGTH, LOADING, refusing_all, unsupported

READY = says("ready")


async def doctor(folder: Path, **settings: str) -> list[str]:
    """Returns the lines about models that ``kutip doctor`` prints."""
    done = await asyncio.to_thread(CommandLine(folder), "doctor", **settings)
    return [line for line in done.stdout.splitlines() if line[6:11] == "model"]


async def test_doctor_asks_as_an_answer_does_and_says_what_is_left_out(tmp_path: Path) -> None:
    refused = {name: unsupported(name) for name in ("temperature", "stream_options")}
    honest = refusing_all(refused)()

    def script(request: Json) -> Behaviour:
        behaviour = honest(request)
        return behaviour if behaviour.status != 200 else READY

    async with OpenAIServer(script) as server:
        settings = {"LLM_MODEL": "openai:m", "OPENAI_BASE_URL": server.url, "LLM_MAX_TOKENS": "700"}
        [line] = await doctor(tmp_path, **settings)
        last = server.requests[-1].body
    assert line.startswith("ok    model      openai:m answers (LLM_MODEL, ")
    assert "; it is asked without temperature: refused with status 400" in line
    assert "; it is asked without stream_options: refused with status 400" in line
    assert (last["stream"], last["max_tokens"]) == (True, 700)
    assert [message["role"] for message in last["messages"]] == ["system", "user"]


async def test_doctor_waits_for_a_server_that_loads_and_for_a_model_that_thinks(tmp_path: Path) -> None:
    script = in_turn(LOADING, READY, LENGTH, says(Thought("Hm."), "ready"))
    async with OpenAIServer(script) as server:
        settings = {"LLM_MODEL": "openai:m", "LLM_VERIFIER": "openai:qwen3", "OPENAI_BASE_URL": server.url}
        lines = await doctor(tmp_path, **settings)
    assert ["answers (LLM_MODEL" in line or "answers (LLM_VERIFIER" in line for line in lines] == [True, True]


async def test_key_in_the_env_file_reaches_the_provider_and_no_message(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ANTHROPIC_API_KEY=sk-hush\nLLM_MODEL=anthropic:claude-sonnet-5\n")
    async with AnthropicServer(in_turn(READY, refuses(401, "invalid x-api-key sk-hush"))) as server:
        [good] = await doctor(tmp_path, ANTHROPIC_BASE_URL=server.url)
        [bad] = await doctor(tmp_path, ANTHROPIC_BASE_URL=server.url)
        assert server.requests[0].headers["Authorization"] == "Bearer sk-hush"
    assert good.startswith("ok")
    assert bad.startswith("FAIL")
    assert "refuses the key: check ANTHROPIC_API_KEY" in bad
    assert "hush" not in good + bad


async def test_model_that_cannot_be_set_up_does_not_end_the_other_checks(tmp_path: Path) -> None:
    async with OpenAIServer(lambda _: READY) as server:
        settings = {"LLM_MODEL": "groq:m", "LLM_VERIFIER": "openai:m", "OPENAI_BASE_URL": server.url}
        bad, good = await doctor(tmp_path, **settings)
    assert bad == "FAIL  model      LLM_MODEL is groq:m, which needs a key: set GROQ_API_KEY."
    assert good.startswith("ok")


@pytest.mark.parametrize("name", ["openai:gpt-5-mini", "openai:qwen3", "openai:my-model"])
async def test_short_replies_have_room_for_thoughts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Checks and rewritten questions take a few tokens; a model that thinks needs more."""

    def script(request: Json) -> Behaviour:
        limit = request.get("max_tokens", 0)
        return says(*APART, "ya") if limit > 1000 else says(*APART, finish_reason="length")

    monkeypatch.chdir(tmp_path)
    async with OpenAIServer(script) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        model = language_model(load_settings(), name, "LLM_VERIFIER")
        done = await model.complete("s", "u", max_tokens=5, deadline_s=60)
        await model.close()
    assert done.text == "ya"


async def test_bot_lets_the_server_load_the_model_when_it_starts(tmp_path: Path) -> None:
    async with BotApiServer() as server, OpenAIServer(lambda _: READY) as model:
        settings = {"LLM_MODEL": "openai:m", "OPENAI_BASE_URL": model.url}
        async with Installation(tmp_path, server, more=settings).running_bot():
            [request] = await model.received()
    assert (request.system, request.user) == LOADING_PROMPT
