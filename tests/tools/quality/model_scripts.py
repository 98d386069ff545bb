"""Scripts of model servers that behave like those that people connect."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping

from tests.e2e.model_server import (
    Behaviour,
    Json,
    Script,
    Step,
    Thought,
    in_turn,
    refuses,
    says,
)

QUESTION = "Berapa biaya Jembatan Kelana?"
STATEMENT = "Jembatan Kelana menelan biaya Rp 87 miliar."
KEY = "sk-hush-4711"

Make = Callable[[], Script]


def prompt_of(request: Json) -> str:
    """Returns all texts of a request, whatever the API."""
    found: list[str] = []
    waiting = [request.get(key) for key in ("messages", "contents", "input", "system", "systemInstruction")]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return "\n".join(found)


def label_of(request: Json) -> str:
    """Returns the label of the sentence that supports the statement; ``""`` if the evidence lacks it."""
    found = re.search(r"^\[(\d+)\] .*menelan biaya", prompt_of(request), re.MULTILINE)
    return f"[{found[1]}]" if found else ""


def honest(request: Json, *before: Step) -> Behaviour:
    """Answers with the statement, after ``before``."""
    return says(*before, STATEMENT, label_of(request))


def plain() -> Script:
    """A server that answers."""
    return honest


def by(script: Script) -> Make:
    """A server with a script that has no memory."""
    return lambda: script


def thinks(*steps: Step) -> Make:
    """A server that sends thoughts before its answer."""
    return by(lambda request: honest(request, *steps))


def at_first(*behaviours: Behaviour) -> Make:
    """A server that behaves so at first and then answers."""

    def make() -> Script:
        waiting = list(behaviours)
        return lambda request: waiting.pop(0) if waiting else honest(request)

    return make


def always(behaviour: Behaviour) -> Make:
    """A server that always behaves so."""
    return by(lambda _: behaviour)


def silent() -> Script:
    """A server that never answers."""
    return in_turn(Behaviour(before_headers=asyncio.Event()))


def refusing(option: str, refusal: Behaviour | None = None) -> Make:
    """A server that refuses requests with an option, named by its path such as ``a.b``, as OpenAI does."""
    return refusing_all({option: refusal or unsupported(option)})


def refusing_all(refusals: Mapping[str, Behaviour]) -> Make:
    """The same for several options."""

    def script(request: Json) -> Behaviour:
        return next((refuses for path, refuses in refusals.items() if _has(request, path)), honest(request))

    return by(script)


def unsupported(option: str) -> Behaviour:
    """Refuses an option as OpenAI does."""
    message = f"Unsupported parameter: '{option}' is not supported with this model."
    return refuses(400, message, param=option, code="unsupported_parameter")


def _has(request: object, path: str) -> bool:
    for name in path.split("."):
        if not isinstance(request, Mapping) or request.get(name) is None or request[name] is False:
            return False
        request = request[name]
    return True


THOUGHT = "Pertanyaan ini tentang biaya. Mungkin Rp 78 miliar.[1]\n"
APART = (Thought(THOUGHT),) * 5
FAILED = b'data: {"error": {"message": "no"}}\n\n'
LENGTH = says(finish_reason="length")
FILTER = says(finish_reason="content_filter")
PAGE = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Sign in</body></html>"
STREAM = "Your organization must be verified to stream this model."
LOADING = refuses(503, "Loading model", type="unavailable_error", code=503)
TOO_MANY = "max_tokens is too large: 2600. This model supports at most 2000 completion tokens."
LITELLM = (
    "litellm.UnsupportedParamsError: openai does not support parameters: ['stream_options'], for model=m."
)
FASTAPI = {
    "detail": [
        {
            "type": "extra_forbidden",
            "loc": ["body", "stream_options"],
            "msg": "Extra inputs are not permitted",
            "input": {"temperature": 0, "stream": True},
        }
    ]
}
OPENROUTER = {
    "error": {
        "message": "Provider returned error",
        "code": 400,
        "metadata": {"raw": '{"error": {"message": "`temperature` is deprecated for this model."}}'},
    }
}
BAD_KEY = {
    "error": {
        "code": 400,
        "message": "API key not valid. Please pass a valid API key.",
        "status": "INVALID_ARGUMENT",
        "details": [{"reason": "API_KEY_INVALID"}],
    }
}
VLLM = (
    "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4400 in the "
    "messages, 600 in the completion). Please reduce the length of the messages or completion (max_tokens)."
)
LLAMA = {
    "error": {
        "code": 400,
        "message": "the request exceeds the available context size, try increasing it",
        "type": "exceed_context_size_error",
        "n_ctx": 512,
    }
}
RETRY = {
    "error": {
        "code": 429,
        "message": "You exceeded your current quota, please check your plan and billing details.",
        "status": "RESOURCE_EXHAUSTED",
        "details": [{"retryDelay": "3s"}],
    }
}
BLOCKED = {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 9}}
CREDIT = "Your credit balance is too low to access the Anthropic API."
CANNOT_THINK = refuses(400, '"my-thinking-model" does not support thinking')


def responses_only(request: Json, *steps: Step) -> Behaviour:
    """Answers in the Responses API alone, after ``steps``."""
    if "messages" in request:
        return refuses(404, "This model is only supported in v1/responses.", param="model")
    return unsupported("max_tokens") if "max_tokens" in request else honest(request, *steps)


def user_only(request: Json) -> Behaviour:
    """Answers if there is no system message."""
    if request["messages"][0]["role"] == "system":
        return refuses(500, "System role not supported")
    return honest(request)


def little_room(request: Json) -> Behaviour:
    """Answers if the limit of tokens is at most 2000."""
    return refuses(400, TOO_MANY, param="max_tokens") if request["max_tokens"] > 2000 else honest(request)
