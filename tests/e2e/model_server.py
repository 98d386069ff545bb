"""Scripted servers of language models on loopback for tests: the real client code talks to them.

Each test passes a function from the request's JSON to a :class:`Behaviour`. A server never sleeps; to delay a
reply, it waits for an event of the test. A class for each API says how its requests and replies look.
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


@dataclass(frozen=True)
class Thought:
    """A step of a reply: text in the place that the API has for thoughts."""

    text: str


Step = str | bytes | asyncio.Event | Endless | Thought | Abruptly
"""One step of a stream: text, raw bytes, a wait for an event, endless text, a thought, or an abrupt end."""


@dataclass(frozen=True)
class Behaviour:
    """The response to one request: ``steps`` for status 200, ``error`` for any other status.

    ``body``, if it is set, is the whole body of the response: JSON, or a text that is a web page.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Json = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    finish_reason: str | None = "stop"
    tells_usage: bool = True
    before_headers: asyncio.Event | None = None
    body: Any = None


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


def answers_with(body: Any, status: int = 200) -> Behaviour:
    """Returns the behaviour that answers with this body: JSON, or a text that is a web page."""
    return Behaviour(status, body=body)


def in_turn(*behaviours: Behaviour) -> Script:
    """Returns a script that uses one behaviour after the other, and the last one for all further requests."""
    following: Iterator[Behaviour] = iter(behaviours)
    last = behaviours[-1]
    return lambda _request: next(following, last)


@dataclass(frozen=True)
class Received:
    """One request to a model: its JSON, its headers and the path that it was sent to."""

    body: Json
    headers: Mapping[str, str]
    path: str = ""

    @property
    def system(self) -> str:
        return self._text_of("system", "developer")

    @property
    def user(self) -> str:
        return self._text_of("user")

    def _text_of(self, *roles: str) -> str:
        return "\n".join(message["content"] for message in self.body["messages"] if message["role"] in roles)


class ModelServer:
    """A scripted server. ``script`` decides its replies and may be replaced at any time.

    ``requests`` has every request in the order of arrival; ``url`` is what the setting of the address is.
    """

    paths: tuple[str, ...]
    """Where the clients of the API send their requests."""
    root = ""
    """The path that belongs to the setting of the address."""
    content_type = "text/event-stream"

    def __init__(self, script: Script) -> None:
        self.script = script
        self.url = ""
        self.requests: list[Received] = []
        self.left_early = asyncio.Event()
        """Set once a client closed its connection before the response was complete."""
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        for path in self.paths:
            app.router.add_post(path, self._complete)
        self.add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}{self.root}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Close the port. A second call does nothing."""
        await self._runner.cleanup()

    async def received(self, times: int = 1) -> list[Received]:
        """Wait until there are ``times`` requests. Returns all of them."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: len(self.requests) >= times)
        return self.requests

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add what the API has besides."""

    def is_streamed(self, path: str, body: Json) -> bool:
        """Whether a request asks for a stream."""
        return bool(body.get("stream"))

    def error(self, behaviour: Behaviour) -> Any:
        """The body of an error."""
        return {"error": dict(behaviour.error)}

    def opening(self, body: Json) -> bytes:
        """What a stream begins with."""
        return b""

    def text(self, body: Json, text: str) -> bytes:
        """A chunk of text."""
        raise NotImplementedError

    def thought(self, body: Json, text: str) -> bytes:
        """A chunk of thoughts."""
        raise NotImplementedError

    def closing(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> bytes:
        """What a stream ends with, after ``pieces`` of text."""
        raise NotImplementedError

    def whole(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> Json:
        """A reply that is not streamed."""
        raise NotImplementedError

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body: Json = await request.json()
        self.requests.append(Received(body, dict(request.headers), request.path))
        async with self._changed:
            self._changed.notify_all()
        behaviour = self.script(body)
        try:
            if behaviour.before_headers is not None:
                await behaviour.before_headers.wait()
            if isinstance(behaviour.body, str):
                return web.Response(status=behaviour.status, text=behaviour.body, content_type="text/html")
            if behaviour.body is not None or behaviour.status != 200:
                told = self.error(behaviour) if behaviour.body is None else behaviour.body
                return web.json_response(told, status=behaviour.status, headers=behaviour.headers)
            if not self.is_streamed(request.path, body):
                return web.json_response(await self._unstreamed(body, behaviour))
            return await self._streamed(request, body, behaviour)
        except (ConnectionResetError, asyncio.CancelledError):
            self.left_early.set()
            raise

    async def _unstreamed(self, body: Json, behaviour: Behaviour) -> Json:
        pieces: list[str] = []
        for step in behaviour.steps:
            if isinstance(step, asyncio.Event):
                await step.wait()
            elif isinstance(step, str):
                pieces.append(step)
        return self.whole(body, behaviour, pieces)

    async def _streamed(self, request: web.Request, body: Json, behaviour: Behaviour) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": self.content_type, **behaviour.headers})
        await response.prepare(request)
        pieces: list[str] = []
        async for data in self._wire(body, behaviour, pieces):
            if data is CUT:
                assert request.transport is not None
                request.transport.abort()
                return response
            if data is END:
                return response
            assert isinstance(data, bytes)
            await response.write(data)
        await response.write(self.closing(body, behaviour, pieces))
        return response

    async def _wire(
        self, body: Json, behaviour: Behaviour, pieces: list[str]
    ) -> AsyncIterator[bytes | Abruptly]:
        yield self.opening(body)
        for step in behaviour.steps:
            match step:
                case asyncio.Event():
                    await step.wait()
                case Endless(text):
                    while True:
                        yield self.text(body, text)
                case Thought(text):
                    yield self.thought(body, text)
                case str():
                    pieces.append(step)
                    yield self.text(body, step)
                case _:
                    yield step


def event(data: Json, name: str = "") -> bytes:
    """Returns the bytes of one server-sent event."""
    named = f"event: {name}\n".encode() if name else b""
    return named + b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def words(*texts: object) -> int:
    """The number of words, which are counted as tokens so that a test can predict them."""
    return sum(len(str(text).split()) for text in texts)
