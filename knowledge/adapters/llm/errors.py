"""Classifies the exceptions of language model vendors, and decides which justify another attempt.

The exceptions of vendors have no common base class, but they have a status, a response and a body in common.
"""

from __future__ import annotations

import email.utils
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.errors import KutipError, ModelRefused, ModelUnavailable, WrongSetting

TRANSIENT_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
OPTIONS = ("temperature", "stream_options", "max_tokens")
"""Options that some models and servers do not take, and that a request can omit."""


@dataclass(eq=False)
class Failure(Exception):
    """A failed attempt to call a model: the error for the caller, and whether another attempt may succeed."""

    error: KutipError
    is_transient: bool = False
    retry_after_s: float | None = None
    """How long the server wants the client to wait; None if it does not say."""
    unwanted: str = ""
    """The one of :data:`OPTIONS` that the server does not take; ``""`` if it complains about none."""


def timed_out(model: str) -> Failure:
    """Return the failure of an attempt that got no text in time. It is transient."""
    return Failure(ModelUnavailable(f"The model {model} did not answer in time; try again later."), True)


def empty_answer(model: str, finish_reason: str) -> Failure:
    """Return the failure of a stream that ended without text. The server gave ``finish_reason``."""
    if finish_reason == "content_filter":
        return Failure(ModelRefused(f"The model {model} refuses this question by its own rules."))
    if not finish_reason:
        return Failure(
            ModelUnavailable(f"The model {model} hung up without an answer; try again later."), True
        )
    if finish_reason == "length":
        return Failure(
            ModelRefused(f"The model {model} used up its tokens before the first word of its answer.")
        )
    return Failure(ModelRefused(f"The model {model} gave an empty answer."))


def diagnose(error: Exception, model: str) -> Failure:
    """Classify an exception of a vendor.

    >>> diagnose(ConnectionResetError(), "openai:m").is_transient
    True
    """
    if isinstance(error, Failure):
        return error
    status = getattr(error, "status_code", None)
    body = getattr(error, "body", None)
    details = body if isinstance(body, Mapping) else {}
    code = str(details.get("code") or "")
    if status in {401, 403}:
        return Failure(WrongSetting(f"The model {model} refuses the key: check {_key_variable(model)}."))
    if status == 404:
        return Failure(
            WrongSetting(f"The server does not know the model {model}: check LLM_MODEL{_address(model)}.")
        )
    if status == 402 or code == "insufficient_quota":
        return Failure(ModelUnavailable(f"The account of the model {model} has no credit left."))
    if status in TRANSIENT_STATUS or (status is None and not _is_programming(error)):
        what = f"answers with status {status}" if status else f"does not answer ({type(error).__name__})"
        return Failure(
            ModelUnavailable(f"The model {model} {what}; try again later."), True, _retry_after_s(error)
        )
    if status is None:
        return Failure(ModelUnavailable(f"The model {model} could not be asked ({type(error).__name__})."))
    complaint = f"{details.get('param') or ''} {details.get('message') or ''} {error}"
    unwanted = next((option for option in OPTIONS if option in complaint), "")
    return Failure(
        ModelRefused(f"The model {model} does not take this question (status {status})."), unwanted=unwanted
    )


def _is_programming(error: Exception) -> bool:
    """Return whether an error is a bug, so that no retry helps. (A ValueError may be a garbled reply.)"""
    return isinstance(error, TypeError | AttributeError | LookupError | AssertionError)


def _retry_after_s(error: Exception) -> float | None:
    headers: Any = getattr(getattr(error, "response", None), "headers", {})
    try:
        if milliseconds := headers.get("retry-after-ms"):
            return _usable(float(milliseconds) / 1000)
        value = headers.get("retry-after")
        if not value:
            return None
        if value.strip().replace(".", "", 1).isdecimal():
            return _usable(float(value))
        return _usable(email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _usable(seconds: float) -> float | None:
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _key_variable(model: str) -> str:
    return "OPENAI_API_KEY" if model.startswith("openai:") else "the key of its provider"


def _address(model: str) -> str:
    return " and OPENAI_BASE_URL" if model.startswith("openai:") else ""
