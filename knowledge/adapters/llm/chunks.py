"""Reads from the metadata of LangChain's message chunks how a reply ended."""

from __future__ import annotations

from typing import Any

_LENGTH = {"length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded"}
_FILTER = {
    "content_filter", "content_filtered", "guardrail_intervened", "refusal",
    "safety", "recitation", "blocklist", "prohibited_content", "spii", "language",
}  # fmt: skip
_BROKEN = {"error", "malformed_response", "network_error", "failed"}

LENGTH, FILTER, BROKEN, STOP = "length", "content_filter", "error", "stop"
"""How a reply ended: its tokens were used up, rules of the provider broke it off, it failed, or complete."""


def ending(metadata: dict[str, Any]) -> str:
    """Return how a reply ended, by the ``response_metadata`` of a chunk; ``""`` if it does not tell.

    >>> ending({"stop_reason": "end_turn"}), ending({"finish_reason": "MAX_TOKENS"}), ending({})
    ('stop', 'length', '')
    """
    reason = ""
    for key in ("finish_reason", "stop_reason", "stopReason", "done_reason"):
        reason = reason or str(metadata.get(key) or "").lower()
    if not reason:
        reason = _ending_of_a_response(metadata)
    if not reason and (metadata.get("prompt_feedback") or {}).get("block_reason"):
        return FILTER  # Gemini answers a blocked question with nothing else
    for name, reasons in ((LENGTH, _LENGTH), (FILTER, _FILTER), (BROKEN, _BROKEN)):
        if reason in reasons:
            return name
    return STOP if reason else ""


def _ending_of_a_response(metadata: dict[str, Any]) -> str:
    """The Responses API tells a status instead of a reason, and an old Ollama only that it is done."""
    match metadata.get("status"):
        case "completed":
            return STOP
        case "incomplete":
            return str((metadata.get("incomplete_details") or {}).get("reason") or LENGTH).lower()
        case "failed":
            return BROKEN
    return STOP if metadata.get("done") is True else ""
