"""Stores the turns of each conversation, with their outcomes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import AnyRow, as_utc
from knowledge.adapters.database.schema import turn_citations, turns
from knowledge.models import Answer, Feedback, Outcome, StoredTurn, Turn, TurnMetrics, Usage
from knowledge.ports import Clock

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PAGE_SIZE = 200
"""Outcomes that one query reads."""


class ConversationDatabase:
    """Implements :class:`~knowledge.ports.ConversationStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def history(self, conversation: str, limit: int) -> list[Turn]:
        statement = (
            sa.select(turns.c.turn)
            .where(turns.c.conversation == key(conversation), turns.c.remembered)
            .order_by(turns.c.id.desc())
            .limit(limit)
        )
        async with self._connections.read() as connection:
            newest_first = (await connection.execute(statement)).scalars().all()
        return [_turn(value) for value in reversed(newest_first)]

    async def append(
        self,
        conversation: str,
        turn: Turn,
        *,
        outcome: Outcome | None = None,
        person: str | None = None,
        origin: str | None = None,
    ) -> int:
        insert = sa.insert(turns).values(
            conversation=key(conversation),
            turn=asdict(turn) | {"asked_at": turn.asked_at.isoformat()},
            person=None if person is None else key(person),
            asked_at=as_utc(turn.asked_at),
            outcome=sa.null() if outcome is None else _outcomes().dump_python(outcome, mode="json"),
            origin=None if origin is None else key(origin),
        )
        async with self._connections.write() as connection:
            number: int = (await connection.execute(insert.returning(turns.c.id))).scalar_one()
            if cited := _cited_places(outcome):
                rows = [{"turn": number, "number": at} | place for at, place in enumerate(cited)]
                await connection.execute(sa.insert(turn_citations), rows)
        return number

    async def turn(self, number: int) -> StoredTurn | None:
        return await self._find(turns.c.id == number)

    async def last_outcome(self, conversation: str) -> StoredTurn | None:
        statement = (
            sa.select(turns)
            .where(
                turns.c.conversation == key(conversation), turns.c.remembered, turns.c.outcome.is_not(None)
            )
            .order_by(turns.c.id.desc())
            .limit(1)
        )
        async with self._connections.read() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else _stored_turn(row)

    async def turn_by_origin(self, origin: str) -> StoredTurn | None:
        return await self._find(turns.c.origin == key(origin))

    async def _find(self, which: sa.ColumnElement[bool]) -> StoredTurn | None:
        statement = sa.select(turns).where(which, turns.c.outcome.is_not(None))
        async with self._connections.read() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else _stored_turn(row)

    async def metrics_since(self, moment: datetime) -> list[TurnMetrics]:
        # Python parses the outcomes, because PostgreSQL cannot parse JSON that contains a NUL. They are read
        # in pages, so that other tasks run between two pages.
        columns = (turns.c.id, turns.c.asked_at, turns.c.feedback, turns.c.outcome)
        since = sa.select(*columns).where(turns.c.asked_at >= as_utc(moment), turns.c.outcome.is_not(None))
        metrics: list[TurnMetrics] = []
        last = 0
        while True:
            page = since.where(turns.c.id > last).order_by(turns.c.id).limit(PAGE_SIZE)
            async with self._connections.read() as connection:
                rows = (await connection.execute(page)).all()
            metrics += [_metrics(row) for row in rows]
            if len(rows) < PAGE_SIZE:
                return metrics
            last = rows[-1].id

    async def unanswered(self, since: datetime, limit: int) -> list[StoredTurn]:
        newest = sa.select(turns).where(turns.c.asked_at >= as_utc(since), turns.c.outcome.is_not(None))
        unanswered: list[StoredTurn] = []
        while True:
            page = newest.order_by(turns.c.id.desc()).limit(PAGE_SIZE)
            async with self._connections.read() as connection:
                rows = (await connection.execute(page)).all()
            unanswered += [_stored_turn(row) for row in rows if "reason" in row.outcome]
            if len(rows) < PAGE_SIZE or len(unanswered) >= limit:
                return unanswered[:limit]
            newest = newest.where(turns.c.id < rows[-1].id)

    async def disliked(self, limit: int) -> list[StoredTurn]:
        statement = (
            sa.select(turns)
            .where(turns.c.feedback.is_not(None), turns.c.feedback != "up", turns.c.outcome.is_not(None))
            .order_by(turns.c.feedback_at.desc(), turns.c.id.desc())
            .limit(limit)
        )
        async with self._connections.read() as connection:
            return [_stored_turn(row) for row in await connection.execute(statement)]

    async def citing(self, article_id: str, limit: int, *, after: int = 0) -> list[StoredTurn]:
        cites = sa.select(turn_citations.c.turn).where(
            turn_citations.c.article_id == article_id, turn_citations.c.turn > after
        )
        numbers = cites.distinct().order_by(turn_citations.c.turn).limit(limit).subquery()
        statement = sa.select(turns).join(numbers, turns.c.id == numbers.c.turn).order_by(turns.c.id)
        async with self._connections.read() as connection:
            return [_stored_turn(row) for row in await connection.execute(statement)]

    async def move(self, conversation: str, to: str) -> None:
        update = sa.update(turns).where(turns.c.conversation == key(conversation))
        async with self._connections.write() as connection:
            await connection.execute(update.values(conversation=key(to)))

    async def rate(self, number: int, feedback: Feedback) -> bool:
        update = sa.update(turns).where(turns.c.id == number)
        async with self._connections.write() as connection:
            done = await connection.execute(
                update.values(feedback=feedback, feedback_at=as_utc(self._clock()))
            )
        return done.rowcount > 0

    async def begin_anew(self, conversation: str) -> None:
        update = sa.update(turns).where(turns.c.conversation == key(conversation), turns.c.remembered)
        async with self._connections.write() as connection:
            await connection.execute(update.values(remembered=sa.false()))

    async def forget(self, conversation: str) -> int:
        return await self._delete(turns.c.conversation == key(conversation))

    async def forget_person(self, person: str, within: str | None = None) -> int:
        is_theirs = turns.c.person == key(person)
        if within is None:
            return await self._delete(is_theirs)
        is_within = sa.or_(
            turns.c.conversation == key(within),
            turns.c.conversation.startswith(f"{key(within)}:", autoescape=True),
        )
        return await self._delete(sa.and_(is_theirs, is_within))

    async def _delete(self, which: sa.ColumnElement[bool]) -> int:
        async with self._connections.write() as connection:
            return (await connection.execute(sa.delete(turns).where(which))).rowcount


def key(conversation: str) -> str:
    """Encode a string as ASCII, so that NUL and lone surrogates can be stored.

    >>> key("telegram:42"), key("a\\x00é")
    ('telegram:42', 'a\\\\x00\\\\xe9')
    """
    return conversation.encode("unicode_escape").decode("ascii")


def name(key: str) -> str:
    """Decode what :func:`key` has encoded.

    >>> name(key("a\\x00é"))
    'a\\x00é'
    """
    return key.encode("ascii").decode("unicode_escape")


def _metrics(row: AnyRow) -> TurnMetrics:
    usage = row.outcome["usage"]
    return TurnMetrics(
        row.asked_at.replace(tzinfo=UTC),
        "reason" not in row.outcome,
        cast("Feedback | None", row.feedback),
        Usage(usage["input_tokens"], usage["output_tokens"]),
        row.outcome["timings"]["total"],
    )


def _cited_places(outcome: Outcome | None) -> list[dict[str, Any]]:
    """Return each cited place of the outcome once, in the order of the answer."""
    if not isinstance(outcome, Answer):
        return []
    places = dict.fromkeys(
        (citation.article_id, citation.start, citation.end)
        for statement in outcome.statements
        for citation in statement.citations
    )
    return [{"article_id": article_id, "start": start, "end": end} for article_id, start, end in places]


def _stored_turn(row: AnyRow) -> StoredTurn:
    return StoredTurn(
        number=row.id,
        conversation=name(row.conversation),
        person=None if row.person is None else name(row.person),
        asked_at=row.asked_at.replace(tzinfo=UTC),
        outcome=_outcomes().validate_python(row.outcome),
        feedback=row.feedback,
    )


@cache
def _outcomes() -> TypeAdapter[Outcome]:
    from pydantic import TypeAdapter

    return TypeAdapter(Outcome)


def _turn(value: dict[str, Any]) -> Turn:
    return Turn(
        question=value["question"],
        standalone_question=value["standalone_question"],
        language=value["language"],
        asked_at=datetime.fromisoformat(value["asked_at"]),
        statements=tuple(value["statements"]),
        cited_articles=tuple(value["cited_articles"]),
        cited_titles=tuple(value["cited_titles"]),
    )
