"""Implements ``kutip ask --batch`` and ``kutip verify --batch``: a line of JSON out for each line in.

Lines keep their order. A line that cannot be processed gives a line with an error; the others go on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from bot import json_output
from bot.json_types import ErrorJson, OutcomeJson, VerdictJson
from knowledge.answering import model_verdicts
from knowledge.assistant import Assistant
from knowledge.errors import KutipError, TellUser
from knowledge.models import AskRequest
from knowledge.ports import Embedder, LanguageModel
from knowledge.ports.reading import StatementReader
from knowledge.verification import Source
from knowledge.verification.support import judge

LINES_AT_ONCE = 64
"""Statements that are read together, in batches of like length."""


async def ask_all(assistant: Assistant, file: Path) -> AsyncIterator[OutcomeJson | ErrorJson]:
    """Answer each line ``{"id", "question", "conversation"?, "articles"?}``; blank lines are skipped.

    A line that cannot be read or asked gives ``{"id", "error"}`` in its place. Lines with the same
    ``conversation`` share a history, which starts empty and is deleted at the end. Raises :class:`TellUser`
    if the file itself cannot be read.
    """
    conversations: set[str] = set()
    try:
        for number, raw in enumerate(_lines(file), start=1):
            if not raw.strip():
                continue
            identity: object = None
            try:
                line = _parse_question(raw, number)
                identity = line.identity
                conversation = line.request.conversation
                if conversation is not None and conversation not in conversations:
                    conversations.add(conversation)
                    # An interrupted batch may have left turns of this name.
                    await assistant.forget(conversation)
                outcome = await assistant.ask(line.request)
                yield json_output.outcome(outcome, identity=identity)
            except _BadLineError as error:
                yield json_output.failure(str(error), identity=error.identity)
            except KutipError as error:
                yield json_output.failure(str(error), identity=identity)
    finally:
        for conversation in conversations:
            await assistant.forget(conversation)


async def verify_all(
    embedder: Embedder, reader: StatementReader, file: Path, model: LanguageModel | None = None
) -> AsyncIterator[VerdictJson | ErrorJson]:
    """Judge each line ``{"id", "statement", "sentences", "title"?, "published_on"?}``. Skip blank lines.

    A line that cannot be read gives ``{"id", "error"}`` in its place. Raises :class:`TellUser` if the file
    itself cannot be read, and the errors of ``embedder``, ``reader`` and ``model``, which judges what words
    do not refute.
    """
    filled = ((number, raw) for number, raw in enumerate(_lines(file), start=1) if raw.strip())
    while batch := list(islice(filled, LINES_AT_ONCE)):
        lines = [_statement_or_error(raw, number) for number, raw in batch]
        statements = [(line.statement, line.sources) for line in lines if isinstance(line, _StatementLine)]
        found = await judge(embedder, reader, statements)
        verdicts = iter(found if model is None else await model_verdicts.judge(model, statements, found))
        for line in lines:
            if isinstance(line, _StatementLine):
                yield json_output.verdict(next(verdicts), identity=line.identity)
            else:
                yield json_output.failure(str(line), identity=line.identity)


@dataclass(frozen=True, slots=True)
class _QuestionLine:
    """``identity`` is the id of the line, any JSON value, which is returned unchanged."""

    identity: object
    request: AskRequest


@dataclass(frozen=True, slots=True)
class _StatementLine:
    identity: object
    statement: str
    sources: list[Source]


class _BadLineError(Exception):
    def __init__(self, message: str, identity: object = None) -> None:
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


def _object(raw: bytes, number: int, field: str) -> dict[str, object]:
    """The JSON object of a line; ``field`` is the one that an error message gives as an example."""
    try:
        value = json.loads(raw.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError):
        raise _BadLineError(
            f'Line {number} is not JSON; each line is an object such as {{"id": 1, "{field}": "…"}}.'
        ) from None
    if not isinstance(value, dict):
        raise _BadLineError(f'Line {number} is not a JSON object with a "{field}".')
    return value


def _parse_question(raw: bytes, number: int) -> _QuestionLine:
    value = _object(raw, number, "question")
    identity = value.get("id")
    question = value.get("question")
    if not isinstance(question, str):
        raise _BadLineError(f'Line {number} has no "question" text.', identity)
    conversation = value.get("conversation")
    articles = value.get("articles") or []
    if not isinstance(articles, list) or not all(isinstance(item, str | int) for item in articles):
        raise _BadLineError(f'Line {number}: "articles" is not a list of ids.', identity)
    request = AskRequest(
        question,
        conversation=None if conversation is None else f"batch:{conversation}",
        articles=tuple(str(item) for item in articles),
    )
    return _QuestionLine(identity, request)


def _statement_or_error(raw: bytes, number: int) -> _StatementLine | _BadLineError:
    try:
        return _parse_statement(raw, number)
    except _BadLineError as error:
        return error


def _parse_statement(raw: bytes, number: int) -> _StatementLine:
    value = _object(raw, number, "statement")
    identity, statement, sentences = value.get("id"), value.get("statement"), value.get("sentences")
    title = value.get("title") or ""
    if not isinstance(statement, str):
        raise _BadLineError(f'Line {number} has no "statement" text.', identity)
    if not isinstance(sentences, list) or not all(isinstance(sentence, str) for sentence in sentences):
        raise _BadLineError(f'Line {number}: "sentences" is not a list of texts.', identity)
    if not isinstance(title, str):
        raise _BadLineError(f'Line {number}: "title" is not a text.', identity)
    try:
        published_on = _day(value.get("published_on"))
    except ValueError:
        raise _BadLineError(
            f'Line {number}: "published_on" is not a date; write it like 2022-04-22.', identity
        ) from None
    sources = [Source(sentence, title, published_on) for sentence in sentences]
    return _StatementLine(identity, statement, sources)


def _day(value: object) -> date | None:
    """None for null, an empty string and the like. Raises ValueError for everything else that is no date."""
    if not value:
        return None
    if not isinstance(value, str):
        raise ValueError(value)
    return date.fromisoformat(value)
