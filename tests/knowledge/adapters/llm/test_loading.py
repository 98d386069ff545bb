"""Tests of servers that load the model when they are first asked."""

from __future__ import annotations

import asyncio
import logging

import pytest

from knowledge.adapters.llm import loading
from knowledge.adapters.llm.endpoint import POLL_S
from knowledge.errors import ModelUnavailable, WrongSetting
from tests.e2e.model_server import Behaviour, Json, answers_with, in_turn, refuses, says
from tests.knowledge.adapters.llm.made_models import Naps, ask, connected
from tests.tools.quality.model_scripts import LOADING

MODELS = ("openai:test-model", "ollama:llama3.2")
ANSWER = says("Air naik.")


def loads(loaded: asyncio.Event) -> Behaviour:
    """The server answers nothing until the model is loaded, like Ollama."""
    return Behaviour(steps=("Air naik.",), before_headers=loaded)


@pytest.mark.parametrize("model", MODELS)
async def test_a_silent_server_is_asked_once_until_it_has_loaded_the_model(model: str) -> None:
    loaded = asyncio.Event()
    async with connected(model, lambda _: loads(loaded), timeout_s=0.05) as (made, server):
        asking = asyncio.create_task(ask(made))
        await server.received()
        await asyncio.wait({asking}, timeout=0.2)  # longer than LLM_TIMEOUT_S
        assert (asking.done(), len(server.requests)) == (False, 1)
        loaded.set()
        assert await asking == "Air naik."
        assert len(server.requests) == 1


@pytest.mark.parametrize("model", MODELS)
async def test_a_question_ends_in_time_and_loading_goes_on(
    model: str, caplog: pytest.LogCaptureFixture
) -> None:
    loaded = asyncio.Event()
    async with connected(model, lambda _: loads(loaded)) as (made, server):
        with pytest.raises(ModelUnavailable, match="may still be loading"):
            await ask(made, deadline_s=0.2)
        assert not server.left_early.is_set()
        with pytest.raises(ModelUnavailable, match="may still be loading"):
            await ask(made, deadline_s=0.1)
        assert len(server.requests) == 1
        last = asyncio.create_task(ask(made))
        with caplog.at_level(logging.INFO, "knowledge.adapters.llm.loading"):
            loaded.set()
            assert await last == "Air naik."
        assert len(server.requests) == 2
    assert f"the model {model} is loaded" in caplog.text


async def test_questions_that_come_together_wait_for_one_of_them() -> None:
    loaded = asyncio.Event()
    async with connected("openai:m", lambda _: loads(loaded)) as (made, server):
        asking = [asyncio.create_task(ask(made)) for _ in range(3)]
        await server.received()
        await asyncio.wait(asking, timeout=0.1)
        assert len(server.requests) == 1
        loaded.set()
        for answer in await asyncio.gather(*asking):
            assert answer == "Air naik."


async def test_a_question_that_is_cancelled_lets_the_next_one_ask() -> None:
    loaded = asyncio.Event()
    async with connected("openai:m", lambda _: loads(loaded)) as (made, server):
        first = asyncio.create_task(ask(made))
        await server.received()
        second = asyncio.create_task(ask(made))
        first.cancel()
        await server.received(2)
        loaded.set()
        assert await second == "Air naik."
    assert first.cancelled()


async def test_loading_that_takes_too_long_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    script = in_turn(loads(asyncio.Event()), ANSWER)
    async with connected("openai:m", script, loading_timeout_s=0.1) as (made, server):
        with pytest.raises(ModelUnavailable):
            await ask(made, deadline_s=0.1)
        assert await ask(made) == "Air naik."
        assert len(server.requests) == 2
    assert "may still be loading" in caplog.text


async def test_loading_that_fails_is_logged_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    fails = asyncio.Event()
    script = in_turn(Behaviour(404, error={"message": "no model"}, before_headers=fails))
    async with connected("openai:m", script) as (made, _):
        with pytest.raises(ModelUnavailable):
            await ask(made, deadline_s=0.1)
        fails.set()
        with pytest.raises(WrongSetting):
            await ask(made)
    assert "does not know the model openai:m" in caplog.text


@pytest.mark.parametrize("model", MODELS)
async def test_a_server_that_says_that_it_loads_is_asked_in_the_background_until_it_has(model: str) -> None:
    naps = Naps()
    async with connected(model, in_turn(*[LOADING] * 4, ANSWER), sleep=naps) as (made, server):
        for answer in await asyncio.gather(ask(made), ask(made)):
            assert answer == "Air naik."
        assert 6 <= len(server.requests) <= 8
    assert naps.seconds == [POLL_S] * len(naps.seconds)


async def test_a_server_that_tells_how_long_it_loads_is_given_that_time() -> None:
    naps = Naps()
    told = refuses(503, "The model m is currently loading", retry_after="20")
    async with connected("openai:m", in_turn(told, told, ANSWER), sleep=naps) as (made, _):
        await ask(made)
    assert naps.seconds == [20.0]


async def test_a_server_that_loads_without_end_is_given_up() -> None:
    def script(request: Json) -> Behaviour:
        return ANSWER if request["max_tokens"] == 1 else LOADING

    async with connected("openai:m", script) as (made, _):
        with pytest.raises(ModelUnavailable, match="is still being loaded"):
            await ask(made)


@pytest.mark.parametrize("model", MODELS)
async def test_warming_up_loads_the_model_and_a_question_waits_for_it(model: str) -> None:
    loaded = asyncio.Event()
    async with connected(model, lambda _: loads(loaded)) as (made, server):
        made.warm()
        await server.received()
        made.warm()
        asking = asyncio.create_task(ask(made))
        await asyncio.wait({asking}, timeout=0.1)
        assert len(server.requests) == 1
        loaded.set()
        assert await asking == "Air naik."
        assert len(server.requests) == 2


async def test_warming_up_leaves_out_what_the_server_refuses() -> None:
    def script(request: Json) -> Behaviour:
        return refuses(400, "temperature is not supported") if "temperature" in request else ANSWER

    async with connected("openai:m", script) as (made, server):
        made.warm()
        assert await ask(made) == "Air naik."
        assert ["temperature" in request.body for request in server.requests] == [True, False, False]


async def test_warming_up_tells_in_the_log_why_it_failed(caplog: pytest.LogCaptureFixture) -> None:
    async with connected("openai:m", lambda _: refuses(401)) as (made, server):
        made.warm()
        with pytest.raises(WrongSetting):
            await ask(made)
        assert len(server.requests) == 2
    assert "refuses the key: check OPENAI_API_KEY" in caplog.text


async def test_a_provider_that_has_its_models_loaded_is_not_warmed_up() -> None:
    async with connected("anthropic:claude-sonnet-5", lambda _: ANSWER) as (made, server):
        made.warm()
        await ask(made)
        assert len(server.requests) == 1


async def test_closing_stops_the_warm_up() -> None:
    async with connected("ollama:m", lambda _: loads(asyncio.Event())) as (made, server):
        made.warm()
        await server.received()
        await made.close()
        async with asyncio.timeout(120):
            await server.left_early.wait()


async def test_a_model_that_was_not_asked_for_long_may_be_loaded_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = asyncio.Event()
    script = in_turn(ANSWER, loads(loaded))
    async with connected("ollama:m", script, timeout_s=0.05) as (made, server):
        await ask(made)
        monkeypatch.setattr(loading, "STAYS_LOADED_S", -1.0)
        asking = asyncio.create_task(ask(made))
        await server.received(2)
        await asyncio.wait({asking}, timeout=0.2)
        assert len(server.requests) == 2
        loaded.set()
        assert await asking == "Air naik."


async def test_a_web_page_of_a_gateway_that_is_down_is_no_wrong_setting() -> None:
    page = answers_with("<html><body>Bad gateway</body></html>", 502)
    async with connected("openai:m", in_turn(page, ANSWER)) as (made, _):
        assert await ask(made) == "Air naik."
