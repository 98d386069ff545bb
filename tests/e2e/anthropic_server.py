"""A scripted server with the Messages API of Anthropic.

async with AnthropicServer(lambda request: says("Air naik.[1]")) as server:
    ...  # ANTHROPIC_BASE_URL = server.url
"""

from __future__ import annotations

from typing import Any

from tests.e2e.model_server import Behaviour, Json, ModelServer, event, words

STOP_REASONS = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}


class AnthropicServer(ModelServer):
    """A server with the Messages API."""

    paths = ("/v1/messages",)

    def error(self, behaviour: Behaviour) -> Any:
        return {"type": "error", "error": dict(behaviour.error), "request_id": "req_test"}

    def opening(self, body: Json) -> bytes:
        return _event("message_start", message=_message(body, [], None, 0)) + _event("ping")

    def text(self, body: Json, text: str) -> bytes:
        start = {"type": "text", "text": ""}
        return _block(1, start, {"type": "text_delta", "text": text})

    def thought(self, body: Json, text: str) -> bytes:
        start = {"type": "thinking", "thinking": "", "signature": ""}
        return _block(0, start, {"type": "thinking_delta", "thinking": text})

    def closing(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> bytes:
        usage = {"input_tokens": _given(body), "output_tokens": words("".join(pieces))}
        reason = STOP_REASONS.get(behaviour.finish_reason or "", behaviour.finish_reason)
        delta = {"stop_reason": reason, "stop_sequence": None}
        return _event("message_delta", delta=delta, usage=usage) + _event("message_stop")

    def whole(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> Json:
        text = "".join(pieces)
        reason = STOP_REASONS.get(behaviour.finish_reason or "", behaviour.finish_reason)
        return _message(body, [{"type": "text", "text": text}], reason, words(text))


def _given(body: Json) -> int:
    return words(body.get("system", ""), *(message["content"] for message in body["messages"]))


def _message(body: Json, content: list[Json], reason: str | None, written: int) -> Json:
    return {
        "id": "msg_test", "type": "message", "role": "assistant", "model": body["model"], "content": content,
        "stop_reason": reason, "stop_sequence": None,
        "usage": {"input_tokens": _given(body), "output_tokens": written},
    }  # fmt: skip


def _block(index: int, start: Json, delta: Json) -> bytes:
    """One block with one delta; the client takes blocks of the same index as one."""
    return (
        _event("content_block_start", index=index, content_block=start)
        + _event("content_block_delta", index=index, delta=delta)
        + _event("content_block_stop", index=index)
    )


def _event(name: str, **data: Any) -> bytes:
    return event({"type": name, **data}, name)
