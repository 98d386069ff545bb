"""A scripted OpenAI-compatible server on loopback for tests: the real client code talks to it.

Each test passes a function from the request's JSON to a :class:`Behaviour`. The server never sleeps; to delay
a reply, it waits for an event of the test.

    async with OpenAIServer(lambda request: says("Air naik.[1]")) as server:
        ...  # OPENAI_BASE_URL = server.url
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Self

from aiohttp import web

Json = dict[str, Any]
PATIENCE_S = 120.0
"""How long a test waits for a request. Generous, because the machine may be busy."""


class Abruptly(Enum):
    """How a stream ends too early. ``CUT``: the connection breaks. ``END``: the last events are missing."""

    CUT = "cut"
    END = "end"


CUT, END = Abruptly.CUT, Abruptly.END


@dataclass(frozen=True)
class Endless:
    """A step of a reply: the same text repeated until the client closes the connection."""

    text: str


Step = str | bytes | asyncio.Event | Endless | Abruptly
"""One step of a stream: a chunk of text, raw bytes, a wait for an event, endless text, or an abrupt end."""


@dataclass(frozen=True)
class Behaviour:
    """The response to one request: ``steps`` for status 200, ``error`` for any other status."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Json = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    finish_reason: str | None = "stop"
    tells_usage: bool = True
    before_headers: asyncio.Event | None = None


Script = Callable[[Json], Behaviour]


def says(*steps: Step, finish_reason: str | None = "stop", tells_usage: bool = True) -> Behaviour:
    """Returns the behaviour that answers with these steps; each text is one chunk."""
    return Behaviour(steps=steps, finish_reason=finish_reason, tells_usage=tells_usage)


def refuses(
    status: int, message: str = "refused", *, retry_after: str | None = None, **error: Any
) -> Behaviour:
    """Returns the behaviour that answers with an error. ``error`` adds fields such as ``code`` and
    ``param``."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Behaviour(status, headers, {"message": message, "type": "error", **error})


def in_turn(*behaviours: Behaviour) -> Script:
    """Returns a script that uses one behaviour after the other, and the last one for all further requests."""
    following: Iterator[Behaviour] = iter(behaviours)
    last = behaviours[-1]
    return lambda _request: next(following, last)


@dataclass(frozen=True)
class Received:
    """One request to ``/chat/completions``."""

    body: Json
    headers: Mapping[str, str]

    @property
    def system(self) -> str:
        return self._text_of("system", "developer")

    @property
    def user(self) -> str:
        return self._text_of("user")

    def _text_of(self, *roles: str) -> str:
        return "\n".join(message["content"] for message in self.body["messages"] if message["role"] in roles)


class OpenAIServer:
    """A scripted OpenAI-compatible server. ``script`` decides its replies and may be replaced at any time.

    ``requests`` has every request in the order of arrival; ``url`` is the value for OPENAI_BASE_URL.
    """

    def __init__(self, script: Script, models: tuple[str, ...] = ("test-model",)) -> None:
        self.script = script
        self.models = models
        self.url = ""
        self.requests: list[Received] = []
        self.left_early = asyncio.Event()
        """Set once a client closed its connection before the response was complete."""
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_get("/v1/models", self._list_models)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def received(self, times: int = 1) -> list[Received]:
        """Wait until there are ``times`` requests. Returns all of them."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: len(self.requests) >= times)
        return self.requests

    async def _list_models(self, _request: web.Request) -> web.Response:
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "test"} for name in self.models]
        return web.json_response({"object": "list", "data": data})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body: Json = await request.json()
        self.requests.append(Received(body, dict(request.headers)))
        async with self._changed:
            self._changed.notify_all()
        behaviour = self.script(body)
        try:
            if behaviour.before_headers is not None:
                await behaviour.before_headers.wait()
            if behaviour.status != 200:
                return web.json_response(
                    {"error": dict(behaviour.error)}, status=behaviour.status, headers=behaviour.headers
                )
            if not body.get("stream"):
                return await self._whole(body, behaviour)
            return await self._streamed(request, body, behaviour)
        except (ConnectionResetError, asyncio.CancelledError):
            self.left_early.set()
            raise

    async def _whole(self, body: Json, behaviour: Behaviour) -> web.Response:
        pieces: list[str] = []
        for step in behaviour.steps:
            if isinstance(step, asyncio.Event):
                await step.wait()
            elif isinstance(step, str):
                pieces.append(step)
        message = {"role": "assistant", "content": "".join(pieces)}
        choice = {"index": 0, "message": message, "finish_reason": behaviour.finish_reason}
        answer = _frame(body, "chat.completion") | {"choices": [choice]}
        if behaviour.tells_usage:
            answer["usage"] = _usage(body, pieces)
        return web.json_response(answer)

    async def _streamed(self, request: web.Request, body: Json, behaviour: Behaviour) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **behaviour.headers})
        await response.prepare(request)
        pieces: list[str] = []
        async for data in _wire(body, behaviour, pieces):
            if data is CUT:
                assert request.transport is not None
                request.transport.abort()
                return response
            if data is END:
                return response
            assert isinstance(data, bytes)
            await response.write(data)
        if behaviour.finish_reason is not None:
            await response.write(_event(_chunk(body, {}, behaviour.finish_reason)))
        if behaviour.tells_usage and body.get("stream_options", {}).get("include_usage"):
            last = _frame(body, "chat.completion.chunk") | {"choices": [], "usage": _usage(body, pieces)}
            await response.write(_event(last))
        await response.write(b"data: [DONE]\n\n")
        return response


async def _wire(body: Json, behaviour: Behaviour, pieces: list[str]) -> AsyncIterator[bytes | Abruptly]:
    yield _event(_chunk(body, {"role": "assistant", "content": ""}))
    for step in behaviour.steps:
        match step:
            case asyncio.Event():
                await step.wait()
            case Endless(text):
                while True:
                    yield _event(_chunk(body, {"content": text}))
            case str():
                pieces.append(step)
                yield _event(_chunk(body, {"content": step}))
            case _:
                yield step


def event(request: Json, text: str) -> bytes:
    """Returns the bytes that carry a chunk of text in a stream, for tests that split them."""
    return _event(_chunk(request, {"content": text}))


def _event(data: Json) -> bytes:
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def _frame(body: Json, kind: str) -> Json:
    return {"id": "chatcmpl-test", "object": kind, "created": 0, "model": body.get("model", "")}


def _chunk(body: Json, delta: Json, finish_reason: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return _frame(body, "chat.completion.chunk") | {"choices": [choice]}


def _usage(body: Json, pieces: list[str]) -> Json:
    """The usage, with words counted as tokens so that a test can predict it."""
    prompt = sum(len(str(message["content"]).split()) for message in body["messages"])
    completion = len("".join(pieces).split())
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
