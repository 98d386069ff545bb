"""Reads the cases of a data folder for ``kutip eval``: one file for each kind, one JSON object on each line.

=====================  ============================================================================
``questions.jsonl``    ``{"id", "question", "articles"?, "evidence"?, "answers"?, "answerable"?,
                       "among"?, "translation_of"?, "group"?, "kind"?, "style"?, "language"?,
                       "pair"?, "cut"?, "question_only"?}``
``conversations.jsonl``  ``{"id", "turns": [{"question", "standalone", "evidence"?, "kind"?}]}``
``statements.jsonl``   ``{"id", "statement", "sentences", "supported", "published_on"?, "kind"?}``
``hostile.jsonl``      ``{"id", "question", "text", "clean_text", "planted", "answers"}``
``boundaries.jsonl``   ``{"id", "text", "sentences": [[start, end], ...]}``
=====================  ============================================================================

``articles.jsonl`` contains the articles in the format of ``kutip add``; other files refer to their ``id``.
``evidence`` is a list of places in articles, ``{"article", "start", "end"}`` or ``{"article", "text"}``; a
sentence that contains the middle of a place answers the question. A ``?`` marks an optional field.
``docs/quality/formats.md`` documents the format for users.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from knowledge.errors import TellUser

Line = Mapping[str, Any]
Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of an article, given by its offsets or as the first occurrence of ``text``."""

    article: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionCase:
    """A question with its expected result.

    ``articles`` are the ids of the articles that answer the question, ``evidence`` the places in them,
    ``answers`` the accepted answers. ``among`` are the ids of the only articles to search in. The bootstrap
    resamples the cases of one ``group`` together.

    ``kind``, ``style`` and ``language`` are groups for which the report has figures of their own. The two
    questions of a ``pair`` sound alike, and only one of them is answerable. ``cut`` is True for a question
    about an article without the sentences that answer it, False for the same question about the whole
    article. ``question_only`` (0..1) is the probability that the question is answerable according to a model
    that sees the question alone.
    """

    id: str
    question: str
    articles: frozenset[str] = frozenset()
    evidence: tuple[Place, ...] = ()
    answers: tuple[str, ...] = ()
    answerable: bool = True
    among: tuple[str, ...] = ()
    translation_of: str | None = None
    group: str = ""
    kind: str = ""
    style: str = ""
    language: str = ""
    pair: str = ""
    cut: bool | None = None
    question_only: float | None = None


@dataclass(frozen=True, slots=True)
class TurnCase:
    """A question of a conversation, with the standalone question that it should become."""

    question: str
    standalone: str
    evidence: tuple[Place, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ConversationCase:
    """A conversation: its questions, in order."""

    id: str
    turns: tuple[TurnCase, ...]


@dataclass(frozen=True, slots=True)
class StatementCase:
    """A statement with the sentences that it cites, and whether they support it."""

    id: str
    statement: str
    sentences: tuple[str, ...]
    supported: bool
    published_on: date | None = None
    kind: str = ""
    title: str = ""
    is_contradicted: bool | None = None
    """Whether the sentences say otherwise, of a statement that they do not support; None if not labelled."""


@dataclass(frozen=True, slots=True)
class HostileCase:
    """An article with an injected instruction: ``text`` is ``clean_text`` with ``planted`` inserted.

    ``answers`` are the accepted answers to ``question``.
    """

    id: str
    question: str
    text: str
    clean_text: str
    planted: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """A text with the half-open offsets ``[start, end)`` of its sentences."""

    id: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """All cases of a data folder. ``missing`` are the names of the files that it lacks."""

    questions: tuple[QuestionCase, ...] = ()
    conversations: tuple[ConversationCase, ...] = ()
    statements: tuple[StatementCase, ...] = ()
    hostile: tuple[HostileCase, ...] = ()
    boundaries: tuple[BoundaryCase, ...] = ()
    missing: tuple[str, ...] = field(default=())


def read(folder: Path) -> Cases:
    """Read every file of a data folder that exists.

    Raises :class:`~knowledge.errors.TellUser` with file and line number for the first invalid line, and if
    there is no such folder.
    """
    if not folder.is_dir():
        raise TellUser(f"There is no folder {str(folder)!r}; name a folder that contains questions.jsonl.")
    names = ("questions", "conversations", "statements", "hostile", "boundaries")
    return Cases(
        questions=_read(folder / "questions.jsonl", _question),
        conversations=_read(folder / "conversations.jsonl", _conversation),
        statements=_read(folder / "statements.jsonl", _statement),
        hostile=_read(folder / "hostile.jsonl", _hostile),
        boundaries=_read(folder / "boundaries.jsonl", _boundary),
        missing=tuple(f"{name}.jsonl" for name in names if not (folder / f"{name}.jsonl").is_file()),
    )


class _BadFieldError(Exception):
    """A line is invalid; the text says why."""


def _read(path: Path, parse: Callable[[Line], Case]) -> tuple[Case, ...]:
    if not path.is_file():
        return ()
    cases: list[Case] = []
    ids: set[str] = set()
    for number, line in _lines(path):
        try:
            case = parse(line)
            identity = _text(line, "id")
            if identity in ids:
                raise _BadFieldError(f"the id {identity!r} appears twice")
            ids.add(identity)
        except _BadFieldError as error:
            raise TellUser(f"{path.name}, line {number}: {error}.") from None
        cases.append(case)
    return tuple(cases)


def _lines(path: Path) -> Iterator[tuple[int, Line]]:
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            raise TellUser(f"{path.name}, line {number}: this is not JSON.") from None
        if not isinstance(line, dict):
            raise TellUser(f"{path.name}, line {number}: this is not a JSON object.")
        yield number, line


def _question(line: Line) -> QuestionCase:
    answerable = line.get("answerable", True)
    if not isinstance(answerable, bool):
        raise _BadFieldError('"answerable" must be true or false; in a draft it is null until you set it')
    evidence = _places(line)
    articles = frozenset(_texts(line, "articles")) | {place.article for place in evidence}
    translated = line.get("translation_of")
    cut = line.get("cut")
    if cut is not None and not isinstance(cut, bool):
        raise _BadFieldError('"cut" must be true or false')
    return QuestionCase(
        id=_text(line, "id"),
        question=_text(line, "question"),
        articles=articles,
        evidence=evidence,
        answers=_texts(line, "answers"),
        answerable=answerable,
        among=_texts(line, "among"),
        translation_of=None if translated is None else _text(line, "translation_of"),
        group=str(line.get("group") or _text(line, "id")),
        kind=_label(line, "kind"),
        style=_label(line, "style"),
        language=_label(line, "language"),
        pair=_label(line, "pair"),
        cut=cut,
        question_only=_probability(line, "question_only"),
    )


def _conversation(line: Line) -> ConversationCase:
    turns = line.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise _BadFieldError('"turns" is not a list of objects')
    return ConversationCase(
        _text(line, "id"),
        tuple(
            TurnCase(
                _text(turn, "question"), _text(turn, "standalone"), _places(turn), str(turn.get("kind", ""))
            )
            for turn in turns
        ),
    )


def _statement(line: Line) -> StatementCase:
    supported, day = line.get("supported"), line.get("published_on")
    if not isinstance(supported, bool):
        raise _BadFieldError('"supported" must be true or false')
    contradicted = line.get("contradicted")
    if not isinstance(contradicted, bool | None):
        raise _BadFieldError('"contradicted" must be true or false')
    try:
        published_on = date.fromisoformat(day) if day else None
    except (TypeError, ValueError):
        raise _BadFieldError('"published_on" is not a date; write it like 2022-04-22') from None
    return StatementCase(
        _text(line, "id"), _text(line, "statement"), _texts(line, "sentences"), supported, published_on,
        str(line.get("kind", "")), str(line.get("title") or ""), contradicted,
    )  # fmt: skip


def _hostile(line: Line) -> HostileCase:
    identity, question, text, clean_text, planted = (
        _text(line, name) for name in ("id", "question", "text", "clean_text", "planted")
    )
    return HostileCase(identity, question, text, clean_text, planted, _texts(line, "answers"))


def _boundary(line: Line) -> BoundaryCase:
    spans = line.get("sentences")
    if not isinstance(spans, list) or not all(
        isinstance(span, list) and len(span) == 2 and all(isinstance(end, int) for end in span)
        for span in spans
    ):
        raise _BadFieldError('"sentences" is not a list of [start, end]')
    return BoundaryCase(_text(line, "id"), _text(line, "text"), tuple((s, e) for s, e in spans))


def _places(line: Line) -> tuple[Place, ...]:
    evidence = line.get("evidence") or []
    if not isinstance(evidence, list) or not all(isinstance(place, dict) for place in evidence):
        raise _BadFieldError('"evidence" is not a list of objects')
    return tuple(_place(place) for place in evidence)


def _place(line: Line) -> Place:
    article, start, end, text = (line.get(name) for name in ("article", "start", "end", "text"))
    if not isinstance(article, str | int) or isinstance(article, bool):
        raise _BadFieldError('"evidence" has no "article"')
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        return Place(str(article), start, end)
    if isinstance(text, str) and text.strip():
        return Place(str(article), text=text)
    raise _BadFieldError('"evidence" has neither "start" and "end" nor a "text"')


def _label(line: Line, name: str) -> str:
    value = line.get(name)
    if not isinstance(value, str | int | None) or isinstance(value, bool):
        raise _BadFieldError(f'"{name}" is not a text')
    return "" if value is None else str(value)


def _probability(line: Line, name: str) -> float | None:
    value = line.get(name)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise _BadFieldError(f'"{name}" is not a number from 0 to 1')
    return float(value)


def _text(line: Line, name: str) -> str:
    value = line.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name in {"id", "translation_of"}:
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise _BadFieldError(f'there is no "{name}"')
    return value


def _texts(line: Line, name: str) -> tuple[str, ...]:
    value = line.get(name) or []
    if not isinstance(value, list) or not all(
        isinstance(text, str | int) and not isinstance(text, bool) for text in value
    ):
        raise _BadFieldError(f'"{name}" is not a list of texts')
    return tuple(str(text) for text in value)
