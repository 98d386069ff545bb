"""A scripted OpenAI-compatible server: Chat Completions and the Responses API.

async with OpenAIServer(lambda request: says("Air naik.[1]")) as server:
    ...  # OPENAI_BASE_URL = server.url
"""

from __future__ import annotations

from aiohttp import web

from tests.e2e import model_server
from tests.e2e.model_server import (
    CUT,
    END,
    Abruptly,
    Behaviour,
    Endless,
    Json,
    ModelServer,
    Received,
    Script,
    Step,
    Thought,
    answers_with,
    in_turn,
    refuses,
    says,
    words,
)

__all__ = [
    "CUT", "END", "Abruptly", "Behaviour", "Endless", "Json", "OpenAIServer", "Received", "ResponsesServer",
    "Script", "Step", "Thought", "answers_with", "event", "in_turn", "refuses", "says",
]  # fmt: skip


class OpenAIServer(ModelServer):
    """A server with Chat Completions, as OpenAI's, Azure's and all compatible ones have it.

    ``url`` is the value for OPENAI_BASE_URL, and for AZURE_OPENAI_ENDPOINT without its path.
    """

    paths: tuple[str, ...] = ("/v1/chat/completions", "/openai/deployments/{name}/chat/completions")
    root = "/v1"

    def __init__(self, script: Script, models: tuple[str, ...] = ("test-model",)) -> None:
        super().__init__(script)
        self.models = models

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/v1/models", self._list_models)

    async def _list_models(self, _request: web.Request) -> web.Response:
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "test"} for name in self.models]
        return web.json_response({"object": "list", "data": data})

    def opening(self, body: Json) -> bytes:
        return model_server.event(_chunk(body, {"role": "assistant", "content": ""}))

    def text(self, body: Json, text: str) -> bytes:
        return event(body, text)

    def thought(self, body: Json, text: str) -> bytes:
        delta = {"content": None, "reasoning_content": text, "reasoning": text}
        return model_server.event(_chunk(body, delta))

    def closing(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> bytes:
        end = b""
        if behaviour.finish_reason is not None:
            end += model_server.event(_chunk(body, {}, behaviour.finish_reason))
        if behaviour.tells_usage and body.get("stream_options", {}).get("include_usage"):
            usage = {"choices": [], "usage": _usage(body, pieces)}
            end += model_server.event(_frame(body, "chat.completion.chunk") | usage)
        return end + b"data: [DONE]\n\n"

    def whole(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> Json:
        message = {"role": "assistant", "content": "".join(pieces)}
        choice = {"index": 0, "message": message, "finish_reason": behaviour.finish_reason}
        answer = _frame(body, "chat.completion") | {"choices": [choice]}
        if behaviour.tells_usage:
            answer["usage"] = _usage(body, pieces)
        return answer


class ResponsesServer(OpenAIServer):
    """A server with the Responses API too. ``finish_reason`` ``length`` is told as an incomplete response."""

    paths = (*OpenAIServer.paths, "/v1/responses")

    def opening(self, body: Json) -> bytes:
        if "input" not in body:
            return super().opening(body)
        created = {"response": _response(body, "in_progress", []), "sequence_number": 0}
        return _response_event("response.created", created)

    def text(self, body: Json, text: str) -> bytes:
        if "input" not in body:
            return super().text(body, text)
        place = {
            "item_id": "msg",
            "output_index": 1,
            "content_index": 0,
            "logprobs": [],
            "sequence_number": 1,
        }
        return _response_event("response.output_text.delta", place | {"delta": text})

    def thought(self, body: Json, text: str) -> bytes:
        if "input" not in body:
            return super().thought(body, text)
        place = {"item_id": "rs", "output_index": 0, "summary_index": 0, "sequence_number": 1}
        return _response_event("response.reasoning_summary_text.delta", place | {"delta": text})

    def closing(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> bytes:
        if "input" not in body:
            return super().closing(body, behaviour, pieces)
        status = "incomplete" if behaviour.finish_reason == "length" else "completed"
        told = {"response": _response(body, status, pieces), "sequence_number": 9}
        return _response_event(f"response.{status}", told)


def event(request: Json, text: str) -> bytes:
    """Returns the bytes that carry a chunk of text in a stream, for tests that split them."""
    return model_server.event(_chunk(request, {"content": text}))


def _frame(body: Json, kind: str) -> Json:
    return {"id": "chatcmpl-test", "object": kind, "created": 0, "model": body.get("model", "")}


def _chunk(body: Json, delta: Json, finish_reason: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return _frame(body, "chat.completion.chunk") | {"choices": [choice]}


def _usage(body: Json, pieces: list[str]) -> Json:
    prompt = words(*(message["content"] for message in body["messages"]))
    completion = words("".join(pieces))
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _response_event(kind: str, data: Json) -> bytes:
    return model_server.event({"type": kind} | data, kind)


def _response(body: Json, status: str, pieces: list[str]) -> Json:
    output = {
        "type": "message", "id": "msg", "role": "assistant", "status": "completed",
        "content": [{"type": "output_text", "text": "".join(pieces), "annotations": []}],
    }  # fmt: skip
    given, written = words(body["input"]), words("".join(pieces))
    usage = {
        "input_tokens": given, "output_tokens": written, "total_tokens": given + written,
        "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0},
    }  # fmt: skip
    return {
        "id": "resp_test", "object": "response", "created_at": 0, "model": body["model"], "status": status,
        "output": [output] if pieces else [],
        "parallel_tool_calls": False, "tool_choice": "auto", "tools": [],
        "usage": None if status == "in_progress" else usage, "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
    }  # fmt: skip
