"""Tests of the language model client against a scripted server on loopback."""

from __future__ import annotations

import asyncio
import email.utils
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from knowledge.adapters.llm.client import LangChainModel, make_language_model
from knowledge.adapters.llm.endpoint import Endpoint, Habits
from knowledge.adapters.llm.errors import Subject, diagnose
from knowledge.adapters.llm.options import Limit, Options
from knowledge.adapters.llm.stream import CHARACTERS_PER_TOKEN_AT_MOST, MOST_ATTEMPTS, Reply
from knowledge.errors import ContextTooSmall, KutipError, ModelRefused, ModelUnavailable, WrongSetting
from knowledge.models import Usage
from tests.e2e.openai_server import (
    CUT,
    END,
    Behaviour,
    Endless,
    Json,
    OpenAIServer,
    Script,
    event,
    in_turn,
    refuses,
    says,
)

KEY = "sk-loopback-secret"
ANSWER = says("Air naik", " dua meter.", "[1]")


class Naps:
    """A replacement for ``asyncio.sleep`` that takes no time. ``seconds`` has the requested durations."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@asynccontextmanager
async def connected(
    script: Script, *, timeout_s: float = 30.0, naps: Naps | None = None
) -> AsyncIterator[tuple[LangChainModel, OpenAIServer]]:
    async with OpenAIServer(script) as server:
        model = make_language_model(
            "openai:test-model",
            api_key=KEY,
            base_url=server.url,
            timeout_s=timeout_s,
            sleep=naps or Naps(),
        )
        try:
            yield model, server
        finally:
            await model.close()


def ask(model: LangChainModel, *, max_tokens: int = 200, deadline_s: float = 60.0) -> Reply:
    return model.stream("Be brief.", "Apa kabar banjir?", max_tokens=max_tokens, deadline_s=deadline_s)


async def read(model: LangChainModel, **limits: Any) -> tuple[str, Reply]:
    async with ask(model, **limits) as reply:
        pieces = [piece async for piece in reply]
    return "".join(pieces), reply


async def failure(script: Script, naps: Naps | None = None, **limits: Any) -> tuple[KutipError, int]:
    """Call a model whose server follows ``script``. Returns the error raised, and the number of requests."""
    async with connected(script, naps=naps) as (model, server):
        with pytest.raises(KutipError) as caught:
            await read(model, **limits)
        assert caught.value.__cause__ is None, "a vendor's exception may quote the key"
        assert KEY not in str(caught.value)
        return caught.value, len(server.requests)


async def test_text_comes_piece_by_piece_with_the_usage_that_the_server_reports() -> None:
    async with connected(lambda _: ANSWER) as (model, server):
        async with ask(model) as reply:
            pieces = [piece async for piece in reply]
        assert pieces == ["Air naik", " dua meter.", "[1]"]
        assert (reply.usage, reply.usage_is_estimated) == (Usage(5, 4), False)
        assert (reply.is_complete, reply.error) == (True, None)
        [request] = server.requests
        assert (request.system, request.user) == ("Be brief.", "Apa kabar banjir?")
        assert request.headers["Authorization"] == f"Bearer {KEY}"


async def test_a_piece_is_passed_on_before_the_next_is_written() -> None:
    go_on = asyncio.Event()
    script = in_turn(says("Air naik.[1]", go_on, " Warga pindah.[2]"))
    async with connected(script) as (model, _), ask(model) as reply:
        assert await anext(aiter(reply)) == "Air naik.[1]"
        go_on.set()
        assert [piece async for piece in reply] == [" Warga pindah.[2]"]


async def test_a_compatible_server_gets_the_plain_request_that_it_understands() -> None:
    async with connected(lambda _: ANSWER) as (model, server):
        await read(model, max_tokens=77)
        body = server.requests[0].body
    assert body == {
        "model": "test-model",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Apa kabar banjir?"},
        ],
        "temperature": 0.0,
        "max_tokens": 77,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def test_a_prompt_is_not_treated_as_a_template_and_may_contain_surrogates() -> None:
    async with connected(lambda _: ANSWER) as (model, server):
        await model.complete("{system} {{x}}", "{0} %s $x \ud800", max_tokens=9, deadline_s=60)
        assert (server.requests[0].system, server.requests[0].user) == ("{system} {{x}}", "{0} %s $x ?")


async def test_usage_is_marked_as_estimated_if_the_server_does_not_report_it() -> None:
    async with connected(lambda _: says("Air naik.", tells_usage=False)) as (model, _):
        _, reply = await read(model)
    assert reply.usage_is_estimated
    assert reply.usage == Usage(3 + 6, 3)  # three characters a token: 9 and 17 in, 9 out


async def test_complete_returns_the_whole_text() -> None:
    async with connected(lambda _: ANSWER) as (model, _):
        done = await model.complete("s", "u", max_tokens=99, deadline_s=60)
    assert (done.text, done.usage, done.is_complete) == ("Air naik dua meter.[1]", Usage(2, 4), True)


async def test_a_character_split_between_two_packets_arrives_whole() -> None:
    def script(request: Json) -> Behaviour:
        data = event(request, "“Banjir” ☔")
        cut = data.index("☔".encode()) + 1
        return says("Kata Rani: ", data[:cut], go_on, data[cut:], ".")

    go_on = asyncio.Event()
    async with connected(script) as (model, _), ask(model) as reply:
        pieces = aiter(reply)
        assert await anext(pieces) == "Kata Rani: "
        go_on.set()
        assert "".join([piece async for piece in pieces]) == "“Banjir” ☔."


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_a_transient_error_is_retried_with_growing_waits(status: int) -> None:
    naps = Naps()
    async with connected(in_turn(refuses(status), refuses(status), ANSWER), naps=naps) as (model, server):
        assert (await read(model))[0] == "Air naik dua meter.[1]"
        assert len(server.requests) == 3
    assert len(naps.seconds) == 2
    assert 0 <= naps.seconds[0] <= 0.5
    assert 0 <= naps.seconds[1] <= 1.0


@pytest.mark.parametrize(
    "broken",
    [
        says(CUT),
        says(END),
        says(b"data: {broken\n\n"),
        says(b"data: \xe2\x98\n\n"),
        says(b'data: {"error": "x"}\n\n'),
    ],
)
async def test_a_stream_that_breaks_before_its_first_text_is_retried(broken: Behaviour) -> None:
    async with connected(in_turn(broken, ANSWER)) as (model, server):
        text, reply = await read(model)
        assert (text, reply.is_complete) == ("Air naik dua meter.[1]", True)
        assert len(server.requests) == 2


async def test_retry_after_is_honoured_in_seconds_and_as_a_date() -> None:
    naps = Naps()
    later = email.utils.formatdate(time.time() + 20, usegmt=True)
    script = in_turn(refuses(429, retry_after="7"), refuses(429, retry_after=later), ANSWER)
    async with connected(script, naps=naps) as (model, _):
        await read(model)
    assert naps.seconds[0] == 7
    assert 15 < naps.seconds[1] <= 20


async def test_retry_after_in_milliseconds_comes_first() -> None:
    naps = Naps()
    busy = Behaviour(503, {"Retry-After": "7", "retry-after-ms": "1500"}, {"message": "busy"})
    async with connected(in_turn(busy, ANSWER), naps=naps) as (model, _):
        await read(model)
    assert naps.seconds == [1.5]


@pytest.mark.parametrize("retry_after", ["soon", "nan", "1e999", "", "-5", "99999999999999999999 Jan"])
async def test_an_invalid_retry_after_is_ignored(retry_after: str) -> None:
    naps = Naps()
    async with connected(in_turn(refuses(429, retry_after=retry_after), ANSWER), naps=naps) as (model, _):
        await read(model)
    assert 0 <= naps.seconds[0] <= 0.5


async def test_a_wait_beyond_the_deadline_is_not_started() -> None:
    naps = Naps()
    error, requests = await failure(lambda _: refuses(429, retry_after="3600"), naps)
    assert isinstance(error, ModelUnavailable)
    assert (requests, naps.seconds) == (1, [])


async def test_the_number_of_attempts_is_limited() -> None:
    error, requests = await failure(lambda _: refuses(500))
    assert isinstance(error, ModelUnavailable)
    assert "status 500" in str(error)
    assert requests == MOST_ATTEMPTS


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    async with OpenAIServer(lambda _: ANSWER) as server:
        gone = server.url
    model = make_language_model("openai:m", api_key=KEY, base_url=gone, sleep=Naps())
    with pytest.raises(ModelUnavailable, match="does not answer"):
        await read(model)
    await model.close()


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        (refuses(401, f"Incorrect API key provided: {KEY}"), WrongSetting, "OPENAI_API_KEY"),
        (refuses(403, f"Key {KEY} may not"), WrongSetting, "OPENAI_API_KEY"),
        (refuses(404, "no such model"), WrongSetting, "LLM_MODEL and OPENAI_BASE_URL"),
        (refuses(402, "pay"), ModelUnavailable, "no credit"),
        (refuses(429, "pay", code="insufficient_quota"), ModelUnavailable, "no credit"),
        (refuses(400, f"bad {KEY}"), ModelRefused, "status 400"),
        (refuses(400, "too long", code="context_length_exceeded"), ContextTooSmall, "8192 tokens"),
        (refuses(422, "unprocessable"), ModelRefused, "status 422"),
        (says(finish_reason="content_filter"), ModelRefused, "its own rules"),
        (says(), ModelRefused, "empty answer"),
        (says("", ""), ModelRefused, "empty answer"),
    ],
)
async def test_a_permanent_error_is_not_retried(
    behaviour: Behaviour, kind: type[KutipError], words: str
) -> None:
    error, requests = await failure(lambda _: behaviour)
    assert type(error) is kind
    assert words in str(error)
    assert requests == 1


async def test_a_refusal_by_the_server_is_reported_without_its_words() -> None:
    chunk = b'data: {"choices": [{"index": 0, "delta": {"refusal": "I cannot."}, "finish_reason": null}]}\n\n'
    error, _ = await failure(lambda _: says(chunk))
    assert isinstance(error, ModelRefused)
    assert "I cannot" not in str(error)


@pytest.mark.parametrize(
    "ending",
    [
        CUT,
        END,
        b"data: {broken\n\n",
        b'data: {"choices": [{"delta": {"content": "\xe2\x98"}}]}\n\n',
        b"data: 7\n\n",
    ],
)
async def test_a_stream_that_breaks_after_its_first_text_ends_with_an_error(ending: Any) -> None:
    async with connected(lambda _: says("Air naik.[1] War", ending, finish_reason=None)) as (model, server):
        text, reply = await read(model)
        assert text == "Air naik.[1] War"
        assert not reply.is_complete
        assert isinstance(reply.error, ModelUnavailable)
        assert reply.usage_is_estimated
        assert len(server.requests) == 1, "the text would come twice"


async def test_complete_raises_if_the_text_breaks_off() -> None:
    async with connected(lambda _: says("Kapan Rani", CUT)) as (model, _):
        with pytest.raises(ModelUnavailable):
            await model.complete("s", "u", max_tokens=9, deadline_s=60)


async def test_an_answer_broken_off_by_a_filter_is_a_refusal() -> None:
    async with connected(lambda _: says("Air", finish_reason="content_filter")) as (model, _):
        text, reply = await read(model)
    assert (text, reply.is_complete) == ("Air", False)
    assert isinstance(reply.error, ModelRefused)


async def test_a_text_cut_off_at_the_maximum_of_tokens_is_not_complete() -> None:
    async with connected(lambda _: says("Air naik.[1] War", finish_reason="length")) as (model, _):
        text, reply = await read(model)
    assert (text, reply.is_complete, reply.error) == ("Air naik.[1] War", False, None)


async def test_an_endless_text_is_cut_off_and_its_connection_closed() -> None:
    async with connected(lambda _: says(Endless("Air naik. "))) as (model, server):
        text, reply = await read(model, max_tokens=50)
        async with asyncio.timeout(120):
            await server.left_early.wait()
    assert len(text) == 50 * CHARACTERS_PER_TOKEN_AT_MOST
    assert (reply.is_complete, reply.error) == (False, None)


async def test_leaving_a_reply_early_closes_its_connection() -> None:
    async with connected(lambda _: says("Air", asyncio.Event())) as (model, server):
        async with ask(model) as reply:
            assert await anext(aiter(reply)) == "Air"
        async with asyncio.timeout(120):
            await server.left_early.wait()


async def test_a_reply_that_is_never_read_sends_no_request() -> None:
    async with connected(lambda _: ANSWER) as (model, server):
        async with ask(model) as reply:
            pass
        assert server.requests == []
    assert (reply.usage, reply.usage_is_estimated) == (Usage(0, 0), False)


@pytest.mark.parametrize("silence", ["before the headers", "before the first text"])
async def test_waiting_for_the_first_byte_ends_at_the_deadline(silence: str) -> None:
    never = asyncio.Event()
    slow = Behaviour(before_headers=never) if silence == "before the headers" else says(never, "Air")
    async with connected(lambda _: slow) as (model, _):
        with pytest.raises(ModelUnavailable, match="in time"):
            await read(model, deadline_s=0.1)


async def test_a_slow_first_byte_of_a_loaded_model_is_retried_before_the_deadline() -> None:
    slow = Behaviour(before_headers=asyncio.Event())
    async with connected(in_turn(ANSWER, slow, ANSWER), timeout_s=1.0) as (model, server):
        await read(model)
        assert (await read(model))[0] == "Air naik dua meter.[1]"
        assert len(server.requests) == 3


async def test_a_stream_that_stalls_ends_with_an_error() -> None:
    async with connected(lambda _: says("Air naik.[1]", asyncio.Event()), timeout_s=0.5) as (model, _):
        text, reply = await read(model)
    assert text == "Air naik.[1]"
    assert isinstance(reply.error, ModelUnavailable)


async def test_a_cancelled_question_is_cancelled() -> None:
    async with connected(lambda _: says(asyncio.Event())) as (model, server):
        asking = asyncio.create_task(read(model))
        await server.received()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        async with asyncio.timeout(120):
            await server.left_early.wait()


@pytest.mark.parametrize("option", ["temperature", "stream_options", "max_tokens"])
async def test_an_option_that_the_server_does_not_take_is_omitted_from_then_on(option: str) -> None:
    def script(request: Json) -> Behaviour:
        return refuses(400, f"Unsupported parameter: {option}", param=option) if option in request else ANSWER

    async with connected(script) as (model, server):
        assert (await read(model))[0] == "Air naik dua meter.[1]"
        assert (await read(model))[0] == "Air naik dua meter.[1]"
        assert [option in request.body for request in server.requests] == [True, False, False]


async def test_several_tasks_may_use_a_model_at_once() -> None:
    def script(request: Json) -> Behaviour:
        return says(f"Untuk {request['messages'][1]['content']}")

    async with connected(script) as (model, _):
        answers = [model.complete("s", f"nomor {number}", max_tokens=9, deadline_s=60) for number in range(4)]
        texts = [done.text for done in await asyncio.gather(*answers)]
    assert texts == [f"Untuk nomor {number}" for number in range(4)]


async def test_another_provider_works_without_a_finish_reason_and_without_our_client() -> None:
    from langchain_core.language_models.fake_chat_models import FakeListChatModel

    endpoint = Endpoint(
        Subject("elsewhere:m"),
        FakeListChatModel(responses=["Air."]),
        Options(kept=(), limits=(Limit("max_tokens", ("max_tokens",)),)),
        habits=Habits(tells_end=False),
    )
    model = LangChainModel(endpoint)
    done = await model.complete("s", "u", max_tokens=9, deadline_s=60)
    assert (done.text, done.is_complete, done.usage_is_estimated) == ("Air.", True, True)
    await model.close()


def test_a_bug_is_not_retried() -> None:
    error = diagnose(TypeError("a secret"), Subject("elsewhere:m"))
    assert not error.is_transient
    assert str(error.error) == "The model elsewhere:m could not be asked (TypeError)."


async def test_no_repr_contains_the_key() -> None:
    async with connected(lambda _: ANSWER) as (model, _):
        assert KEY not in f"{model!r} {model} {vars(model)}"


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("gpt-4.1-mini", "provider:model"),
        (":m", "provider:model"),
        ("openai:", "provider:model"),
        ("openai:m", "OPENAI_API_KEY"),
        ("nowhere:m", "LangChain knows"),
        ("deepseek:m", "package langchain-deepseek: install it"),
    ],
)
def test_a_model_that_cannot_be_set_up_is_a_wrong_setting(model: str, words: str) -> None:
    with pytest.raises(WrongSetting, match=words):
        make_language_model(model)


async def test_closing_twice_is_harmless() -> None:
    model = make_language_model("openai:qwen2.5:7b", base_url="http://127.0.0.1:9/v1")
    assert model.name == "openai:qwen2.5:7b"
    await model.close()
    await model.close()


async def test_the_scripted_server_answers_without_streaming_and_lists_its_models() -> None:
    from openai import AsyncOpenAI

    go_on = asyncio.Event()
    go_on.set()
    async with OpenAIServer(lambda _: says("Air", go_on, " naik.")) as server:
        client = AsyncOpenAI(api_key=KEY, base_url=server.url)
        answer = await client.chat.completions.create(
            model="test-model", messages=[{"role": "user", "content": "Apa kabar?"}]
        )
        assert answer.choices[0].message.content == "Air naik."
        assert [listed.id async for listed in client.models.list()] == ["test-model"]
        await client.close()
