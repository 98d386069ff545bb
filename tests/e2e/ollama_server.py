"""A scripted server with Ollama's own API.

async with OllamaServer(lambda request: says("Air naik.[1]")) as server:
    ...  # OLLAMA_HOST = server.url
"""

from __future__ import annotations

import json
from typing import Any

from tests.e2e.model_server import Behaviour, Json, ModelServer, words


class OllamaServer(ModelServer):
    """A server with ``/api/chat``."""

    paths = ("/api/chat",)
    content_type = "application/x-ndjson"

    def error(self, behaviour: Behaviour) -> Any:
        return {"error": behaviour.error["message"]}

    def text(self, body: Json, text: str) -> bytes:
        return _line(body, {"role": "assistant", "content": text})

    def thought(self, body: Json, text: str) -> bytes:
        return _line(body, {"role": "assistant", "content": "", "thinking": text})

    def closing(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> bytes:
        if behaviour.finish_reason is None:
            return b""
        last = self.whole(body, behaviour, pieces)
        last["message"]["content"] = ""
        return json.dumps(last).encode() + b"\n"

    def whole(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> Json:
        return {
            "model": body["model"],
            "created_at": "2026-01-01T00:00:00Z",
            "message": {"role": "assistant", "content": "".join(pieces)},
            "done": True,
            "done_reason": behaviour.finish_reason,
            "prompt_eval_count": words(*(message["content"] for message in body["messages"])),
            "eval_count": words("".join(pieces)),
        }


def _line(body: Json, message: Json) -> bytes:
    line = {"model": body["model"], "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
