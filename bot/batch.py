"""``kutip ask --batch`` and ``verify --batch``: JSON lines in, JSON lines out, same order.

A bad line fails alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from bot import json_output
from knowledge.assistant import Assistant
from knowledge.errors import KutipError, TellUser
from knowledge.models import AskRequest
from knowledge.ports import Embedder
from knowledge.verification import Source
from knowledge.verification.support import judge

LINES_AT_ONCE = 64
"""Statements that are embedded together: a sentence that several of them cite is embedded once."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One question: ``identity`` is handed back as it came; ``conversation`` shares a history in this run."""

    identity: Any
    question: str
    conversation: str | None
    articles: tuple[str, ...]


async def ask_all(assistant: Assistant, file: Path) -> AsyncIterator[json_output.JsonObject]:
    """Answer each line; blank lines are passed over.

    A line that cannot be read or asked gives ``{"id", "error"}`` in its place. Raises :class:`TellUser` when
    the file itself cannot be read.
    """
    # A batch never continues what an earlier one left behind.
    conversations: set[str] = set()
    try:
        for number, raw in enumerate(_lines(file), start=1):
            if not raw.strip():
                continue
            identity: Any = None
            try:
                line = _parse(raw, number)
                identity = line.identity
                if line.conversation is not None and line.conversation not in conversations:
                    conversations.add(line.conversation)
                    await assistant.forget(line.conversation)
                outcome = await assistant.ask(
                    AskRequest(line.question, conversation=line.conversation, articles=line.articles)
                )
                yield json_output.outcome(outcome, identity=identity)
            except _BadLineError as error:
                yield {"id": error.identity, "error": str(error)}
            except KutipError as error:
                yield {"id": identity, "error": str(error)}
    finally:
        for conversation in conversations:
            await assistant.forget(conversation)


async def verify_all(embedder: Embedder, file: Path) -> AsyncIterator[json_output.JsonObject]:
    """Judge each line, ``{"id", "statement", "sentences", "published_on"?}``; blank lines are passed over.

    A line that cannot be read gives ``{"id", "error"}`` in its place. Raises :class:`TellUser` when the file
    itself cannot be read, and what ``embedder`` raises.
    """
    filled = ((number, raw) for number, raw in enumerate(_lines(file), start=1) if raw.strip())
    while some := list(islice(filled, LINES_AT_ONCE)):
        read = [_statement_or_error(raw, number) for number, raw in some]
        cited = [(line.statement, line.sources) for line in read if isinstance(line, _StatementLine)]
        verdicts = iter(await judge(embedder, cited))
        for line in read:
            if isinstance(line, _StatementLine):
                yield json_output.verdict(next(verdicts), identity=line.identity)
            else:
                yield {"id": line.identity, "error": str(line)}


@dataclass(frozen=True, slots=True)
class _StatementLine:
    identity: Any
    statement: str
    sources: list[Source]


def _statement_or_error(raw: bytes, number: int) -> _StatementLine | _BadLineError:
    try:
        return _parse_statement(raw, number)
    except _BadLineError as error:
        return error


class _BadLineError(Exception):
    def __init__(self, message: str, identity: Any = None) -> None:
        super().__init__(message)
        self.identity = identity


def _lines(file: Path) -> Iterator[bytes]:
    if str(file) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with file.open("rb") as lines:
            yield from lines
    except OSError as error:
        raise TellUser(f"The batch file {str(file)!r} cannot be read: {error.strerror}.") from None


def _object(raw: bytes, number: int, field: str) -> dict[str, Any]:
    try:
        value = json.loads(raw.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        raise _BadLineError(
            f'Line {number} is not JSON; each line is an object such as {{"id": 1, "{field}": "…"}}.'
        ) from None
    if not isinstance(value, dict):
        raise _BadLineError(f'Line {number} is not a JSON object with a "{field}".')
    return value


def _parse_statement(raw: bytes, number: int) -> _StatementLine:
    value = _object(raw, number, "statement")
    identity, statement, sentences = value.get("id"), value.get("statement"), value.get("sentences")
    if not isinstance(statement, str):
        raise _BadLineError(f'Line {number} has no "statement" text.', identity)
    if not isinstance(sentences, list) or not all(isinstance(one, str) for one in sentences):
        raise _BadLineError(f'Line {number}: "sentences" is not a list of texts.', identity)
    day = value.get("published_on")
    try:
        published_on = date.fromisoformat(day) if day else None
    except (TypeError, ValueError):
        raise _BadLineError(
            f'Line {number}: "published_on" is not a date; write it like 2022-04-22.', identity
        ) from None
    return _StatementLine(identity, statement, [Source(one, "", published_on) for one in sentences])


def _parse(raw: bytes, number: int) -> BatchLine:
    value = _object(raw, number, "question")
    identity = value.get("id")
    question = value.get("question")
    if not isinstance(question, str):
        raise _BadLineError(f'Line {number} has no "question" text.', identity)
    conversation = value.get("conversation")
    articles = value.get("articles") or []
    if not isinstance(articles, list) or not all(isinstance(item, str | int) for item in articles):
        raise _BadLineError(f'Line {number}: "articles" is not a list of ids.', identity)
    return BatchLine(
        identity,
        question,
        None if conversation is None else f"batch:{conversation}",
        tuple(str(item) for item in articles),
    )
