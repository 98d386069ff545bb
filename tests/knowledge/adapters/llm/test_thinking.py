"""Tests of models that think: what is asked of them, what room they have, and that thoughts are not shown."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.adapters.llm.thinking import MORE_ROOM, ROOM, ThoughtFilter, thinking_of
from knowledge.errors import ModelRefused
from tests.e2e.model_server import Endless, Json, Step, Thought, in_turn, says
from tests.knowledge.adapters.llm.made_models import ask, connected

ANSWER = says("Air naik.[1]")
USED_UP = says(finish_reason="length")


def filtered(text: str, size: int, *, holds: bool = False, is_finished: bool = True) -> str:
    """Returns what a filter leaves of a text that comes in pieces of ``size`` characters."""
    thoughts = ThoughtFilter(holds=holds)
    pieces = [thoughts.feed(text[at : at + size]) for at in range(0, len(text), size)]
    return "".join(pieces) + thoughts.close(is_finished=is_finished)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Air naik.[1]", "Air naik.[1]"),
        ("<think>Hm.[1]</think>\n\nAir naik.[2]", "Air naik.[2]"),
        ("<think></think>Air naik.", "Air naik."),
        ("\n<THINK>Hm.</THINK>Air naik.", "Air naik."),
        ("<think>Hm.</think><think>Lagi.</think>Air naik.", "Air naik."),
        ("[THINK]Hm.[/THINK]Air naik.[1]", "Air naik.[1]"),
        ("◁think▷Hm.◁/think▷Air naik.", "Air naik."),
        ("<|channel|>analysis<|message|>Hm.<|channel|>final<|message|>Air naik.", "Air naik."),
        ("<think>Hm. Air naik.", ""),
        ("Air <think> naik < 3 [/2].", "Air <think> naik < 3 [/2]."),
        ("<thin ice>", "<thin ice>"),
        ("<thi", "<thi"),
        ("Air naik.</think>", "Air naik."),
    ],
)
def test_thoughts_are_filtered_however_the_text_is_cut(text: str, left: str, size: int) -> None:
    assert filtered(text, size) == left


@pytest.mark.parametrize("size", [1, 5, 100])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hm.\nBaik.\n</think>\n\nAir naik.", "Air naik."),
        ("<think>Hm.</think>Air naik.", "Air naik."),
        ("Air naik.", "Air naik."),
        ("<think>Hm. Air", ""),
    ],
)
def test_text_is_held_back_if_the_first_tag_may_be_missing(text: str, left: str, size: int) -> None:
    assert filtered(text, size, holds=True) == left


def test_text_that_is_held_back_is_thoughts_if_the_reply_was_cut_off() -> None:
    assert filtered("Hm. Air", 3, holds=True, is_finished=False) == ""


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        ("openai:gpt-5-mini", {"reasoning_effort": "low"}),
        ("openai:openai/o3", {"reasoning_effort": "low"}),
        ("openai:gpt-oss:20b", {"reasoning_effort": "low"}),
        ("openai:deepseek-r1:8b", {"reasoning_effort": "low"}),
        ("openai:gemini-2.5-flash", {"reasoning_effort": "low"}),
        (
            "openai:Qwen/Qwen3-8B",
            {"reasoning_effort": "none", "chat_template_kwargs": {"enable_thinking": False}},
        ),
        ("azure_openai:gpt-5", {"reasoning_effort": "low"}),
        ("anthropic:claude-opus-5", {"output_config": {"effort": "low"}}),
        ("ollama:qwen3:8b", {"think": False}),
        ("ollama:gpt-oss:20b", {"think": "low"}),
    ],
)
async def test_little_thinking_is_asked_for_and_has_room(model: str, asked: Json) -> None:
    async with connected(model, lambda _: ANSWER) as (made, server):
        await ask(made, max_tokens=5)
        [request] = server.requests
    assert {name: request.body.get(name) for name in asked} == asked
    assert _limit(request.body) == 5 + ROOM


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        ("google_genai:gemini-2.5-flash", {"thinking_budget": 512}),
        ("google_genai:gemini-3.5-flash", {"thinking_level": "LOW"}),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_little_thinking_is_asked_of_gemini(model: str, asked: Json) -> None:
    async with connected(model, lambda _: ANSWER) as (made, server):
        await ask(made, max_tokens=5)
        [request] = server.requests
    assert request.body["generationConfig"]["thinkingConfig"] == asked
    assert _limit(request.body) == 5 + ROOM


@pytest.mark.parametrize(
    "name",
    ["gpt-4.1-mini", "gpt-5-chat-latest", "llama3.2", "qwen3-30b-a3b-instruct-2507", "qwen3-coder", "foo1"],
)
async def test_a_model_that_does_not_think_gets_no_room(name: str) -> None:
    async with connected(f"openai:{name}", lambda _: ANSWER) as (made, server):
        await ask(made, max_tokens=5)
        [request] = server.requests
    assert (request.body["max_tokens"], "reasoning_effort" in request.body) == (5, False)


@pytest.mark.parametrize("provider", ["bedrock_converse", "mistralai"])
def test_a_provider_without_a_way_to_ask_for_little_thinking_is_not_asked(provider: str) -> None:
    thinking = thinking_of(provider, "magistral-medium")
    assert thinking is not None
    assert thinking.asks == {}


@pytest.mark.parametrize(
    "model", ["openai:gpt-5-mini", "openai:m", "anthropic:claude-opus-5", "ollama:qwen3"]
)
async def test_more_room_is_given_once_and_remembered(model: str) -> None:
    async with connected(model, in_turn(USED_UP, ANSWER)) as (made, server):
        assert await ask(made, max_tokens=5) == "Air naik.[1]"
        assert await ask(made, max_tokens=5) == "Air naik.[1]"
        limits = [_limit(request.body) for request in server.requests]
    assert limits[1:] == [5 + MORE_ROOM] * 2


async def test_a_model_that_uses_up_more_room_as_well_is_refused() -> None:
    async with connected("openai:m", lambda _: USED_UP) as (made, server):
        with pytest.raises(ModelRefused, match=r"used up its tokens .* thinks less for LLM_MODEL"):
            await ask(made)
        assert len(server.requests) == 2


async def test_thoughts_that_no_limit_ends_are_broken_off() -> None:
    endless = says("<think>", Endless("Hm. " * 500))
    async with connected("openai:m", lambda _: endless) as (made, server):
        with pytest.raises(ModelRefused, match="used up its tokens"):
            await ask(made, max_tokens=5)
        assert len(server.requests) == 2


async def test_tokens_of_attempts_without_an_answer_count() -> None:
    async with connected("openai:m", in_turn(USED_UP, ANSWER)) as (made, _):
        done = await made.complete("satu dua", "tiga", max_tokens=5, deadline_s=60)
    assert done.usage.input_tokens == 6


@pytest.mark.parametrize(
    "steps",
    [
        (Thought("Hm.[1]"),) * 4,
        ("<think>", "Hm.[1]", "</think>"),
    ],
)
@pytest.mark.parametrize("model", ["openai:qwen3", "openai:m"])
async def test_an_answer_streams_once_its_thoughts_have_ended(model: str, steps: tuple[Step, ...]) -> None:
    async with connected(model, lambda _: says(*steps, "Air", " naik.")) as (made, _):
        assert await _pieces(made) == ["Air", " naik."]


async def test_text_that_looks_like_the_beginning_of_a_tag_is_passed_on_at_the_end() -> None:
    async with connected("openai:m", lambda _: says("Air naik", " <")) as (made, _):
        assert "".join(await _pieces(made)) == "Air naik <"


async def test_where_thoughts_stand_is_learnt_from_the_first_reply() -> None:
    replies = in_turn(says("Air", " naik."), says("Air", " turun."))
    async with connected("openai:qwen3", replies) as (made, _):
        assert [len(await _pieces(made)) for _ in range(2)] == [1, 2]


async def test_a_first_tag_that_is_missing_is_learnt_whatever_the_name() -> None:
    thinks = says("Hm.", "</think>", "Air", " naik.")
    async with connected("openai:m", lambda _: thinks) as (made, _):
        await _pieces(made)
        assert "".join(await _pieces(made)) == "Air naik."


async def _pieces(made: Any) -> list[str]:
    async with made.stream("s", "u", max_tokens=9, deadline_s=60) as reply:
        return [piece async for piece in reply]


def _limit(body: Json) -> int:
    options = body | body.get("options", {}) | body.get("generationConfig", {})
    names = ("max_tokens", "max_completion_tokens", "num_predict", "maxOutputTokens")
    return next(int(options[name]) for name in names if name in options)
