"""A scripted server with the API of Gemini.

async with GeminiServer(lambda request: says("Air naik.[1]")) as server:
    ...  # GOOGLE_GEMINI_BASE_URL = server.url
"""

from __future__ import annotations

from typing import Any

from tests.e2e.model_server import Behaviour, Json, ModelServer, event, words

FINISH_REASONS = {"stop": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}


class GeminiServer(ModelServer):
    """A server with ``generateContent`` and ``streamGenerateContent``."""

    paths = ("/v1beta/models/{call}",)

    def is_streamed(self, path: str, body: Json) -> bool:
        return path.endswith(":streamGenerateContent")

    def error(self, behaviour: Behaviour) -> Any:
        return {"error": {"code": behaviour.status, "status": "INVALID_ARGUMENT", **behaviour.error}}

    def text(self, body: Json, text: str) -> bytes:
        return event(_response(body, [{"text": text}]))

    def thought(self, body: Json, text: str) -> bytes:
        return event(_response(body, [{"text": text, "thought": True}]))

    def closing(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> bytes:
        if behaviour.finish_reason is None:
            return b""
        reason = FINISH_REASONS.get(behaviour.finish_reason, behaviour.finish_reason)
        return event(_response(body, [{"text": ""}], reason, pieces))

    def whole(self, body: Json, behaviour: Behaviour, pieces: list[str]) -> Json:
        reason = FINISH_REASONS.get(behaviour.finish_reason or "", behaviour.finish_reason)
        return _response(body, [{"text": "".join(pieces)}], reason, pieces)


def _response(
    body: Json, parts: list[Json], reason: str | None = None, pieces: list[str] | None = None
) -> Json:
    given = words(*(part["text"] for content in body["contents"] for part in content["parts"]))
    written = words("".join(pieces or []))
    candidate: Json = {"index": 0, "content": {"role": "model", "parts": parts}}
    if reason is not None:
        candidate["finishReason"] = reason
    return {
        "candidates": [candidate],
        "modelVersion": "gemini-test",
        # The counts grow with each chunk.
        "usageMetadata": {
            "promptTokenCount": given,
            "candidatesTokenCount": written,
            "totalTokenCount": given + written,
        },
    }
