"""Reads the exceptions of language model vendors: the status, and what the server wrote.

They have no common base class. Their bodies are objects, lists (Gemini) or texts, and gateways put the body
of the provider into their own (OpenRouter). What a server writes is for matching only: it may quote the key.
"""

from __future__ import annotations

import contextlib
import email.utils
import json
import math
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_CHARACTERS = 4_000
"""What is read of each text of an error: the rest of a page or of a request sent back tells nothing."""
MOST_DEPTH = 6
MOST_CAUSES = 4

_SAYS = {"message", "msg", "error", "detail", "raw", "reason", "status", "type", "code", "error_code"}
"""Fields that tell what is wrong. Others may repeat the request, which names every option."""
_CODES = {"code", "reason", "type", "status", "error_code", "error"}
_NAMES = {"param", "loc"}
_IDENTIFIER = re.compile(r"[a-z][a-z_]{2,40}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a server answered instead of a reply. Everything is in lower case."""

    status: int | None = None
    """The HTTP status; None if there was none, as when the server was not reached."""
    says: str = ""
    """All that it wrote about what is wrong."""
    param: str = ""
    """The option that it complains about; ``""`` if it names none in a field of its own."""
    codes: frozenset[str] = frozenset()
    """Its identifiers for the error, such as ``context_length_exceeded``."""
    is_web_page: bool = False
    retry_after_s: float | None = None
    """How long the server wants the client to wait; None if it does not say."""


def read_refusal(error: BaseException) -> Refusal:
    """Read an exception and its causes.

    >>> read_refusal(ValueError("`temperature` is not supported")).says
    '`temperature` is not supported'
    """
    chain = list(_causes(error))
    bodies = [body for each in chain for body in _bodies(each)]
    found = [field for body in bodies for field in _fields(body)]
    text = " ".join(value for _, value in found) or str(error)[:MOST_CHARACTERS]
    in_body = (int(value) for name, value in found if name == "code" and value.isdecimal())
    statuses = [status for each in chain if (status := _status(each)) is not None]
    return Refusal(
        status=next(iter(statuses), None) or next((code for code in in_body if 400 <= code < 600), None),
        says=text.lower(),
        param=" ".join(value for name, value in found if name in _NAMES).lower(),
        codes=frozenset(
            value.lower() for name, value in found if name in _CODES and _IDENTIFIER.fullmatch(value)
        ),
        is_web_page=any(_is_page(body) for body in bodies) or _is_page(text),
        retry_after_s=next((wait for each in chain if (wait := _retry_after_s(each)) is not None), None)
        or _retry_delay_s(bodies),
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and what it was raised from: LangChain's classes leave out what the vendor's have."""
    for _ in range(MOST_CAUSES):
        if error is None:
            return
        yield error
        error = error.__cause__


def _status(error: BaseException) -> int | None:
    response: Any = getattr(error, "response", None)
    candidates = [getattr(error, "status_code", None)]
    if hasattr(error, "details"):  # of Google
        candidates.append(getattr(error, "code", None))
    if isinstance(response, Mapping):  # of botocore
        candidates.append(response.get("ResponseMetadata", {}).get("HTTPStatusCode"))
    else:
        candidates.append(getattr(response, "status_code", None))
    return next((each for each in candidates if isinstance(each, int) and 400 <= each < 600), None)


def _bodies(error: BaseException) -> Iterator[Any]:
    for name in ("body", "details", "error"):
        if (body := getattr(error, name, None)) is not None:
            yield _parsed(body)
    yield from (argument for argument in error.args if isinstance(argument, Mapping))
    response: Any = getattr(error, "response", None)
    if isinstance(response, Mapping):
        yield {name.lower(): value for name, value in response.get("Error", {}).items()}
    elif response is not None:
        with contextlib.suppress(Exception):  # the text of a streamed response may not have been read
            yield _parsed(response.text)


def _parsed(body: Any) -> Any:
    if isinstance(body, bytes):
        body = body.decode("utf-8", "replace")
    if isinstance(body, str) and body.lstrip()[:1] in {"{", "["}:
        with contextlib.suppress(ValueError):
            return json.loads(body)
    return body


def _fields(body: Any, name: str = "error", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The fields of an error that tell what is wrong, as pairs of a name and a text."""
    body = _parsed(body)
    if depth > MOST_DEPTH:
        return
    if isinstance(body, Mapping):
        for key, value in list(body.items())[:50]:
            if key in _SAYS | _NAMES or (isinstance(value, Mapping | list) and key != "input"):
                yield from _fields(value, str(key), depth + 1)
    elif isinstance(body, list | tuple):
        for value in body[:20]:
            yield from _fields(value, name, depth + 1)
    elif isinstance(body, str | int) and name in _SAYS | _NAMES:
        yield name, str(body)[:MOST_CHARACTERS]


def _is_page(body: Any) -> bool:
    return isinstance(body, str) and body.lstrip()[:15].lower().startswith(("<!doctype", "<html"))


def _retry_after_s(error: BaseException) -> float | None:
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
    except (AttributeError, ValueError, TypeError, OverflowError):
        return None


def _retry_delay_s(bodies: list[Any]) -> float | None:
    """The ``retryDelay`` of Gemini's details, such as ``19s``."""
    found = re.search(r'"retryDelay": "(\d+(?:\.\d+)?)s"', json.dumps(bodies, default=str))
    return _usable(float(found[1])) if found else None


def _usable(seconds: float) -> float | None:
    return max(0.0, seconds) if math.isfinite(seconds) else None
