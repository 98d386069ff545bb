"""Stores the admins of the newsroom, and the log of what they did."""

from __future__ import annotations

from datetime import UTC
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.database.conversations import key
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import as_utc
from knowledge.adapters.database.schema import admins, audit
from knowledge.models import Admin, AuditAction, AuditEntry
from knowledge.ports import Clock


class AdminDatabase:
    """Implements :class:`~knowledge.ports.AdminStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def admins(self) -> list[Admin]:
        async with self._connections.read() as connection:
            rows = (await connection.execute(sa.select(admins).order_by(admins.c.number))).all()
        return [Admin(row.person, row.called, row.named_by, row.since.replace(tzinfo=UTC)) for row in rows]

    async def is_admin(self, person: str) -> bool:
        exists = sa.select(sa.exists().where(admins.c.person == key(person)))
        async with self._connections.read() as connection:
            return bool(await connection.scalar(exists))

    async def appoint(self, person: str, display_name: str, named_by: str) -> bool:
        insert = sqlite.insert if self._connections.is_sqlite else postgresql.insert
        entry = {"person": key(person), "called": _text(display_name), "named_by": key(named_by)}
        statement = insert(admins).values(since=as_utc(self._clock()), **entry).on_conflict_do_nothing()
        async with self._connections.write() as connection:
            return (await connection.execute(statement)).rowcount > 0

    async def dismiss(self, person: str) -> bool:
        async with self._connections.write() as connection:
            return (
                await connection.execute(sa.delete(admins).where(admins.c.person == key(person)))
            ).rowcount > 0


class AuditDatabase:
    """Implements :class:`~knowledge.ports.AuditStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def record(self, person: str, display_name: str, kind: AuditAction, subject: str) -> None:
        entry = {
            "at": as_utc(self._clock()),
            "person": key(person),
            "called": _text(display_name),
            "kind": kind,
            "subject": _text(subject),
        }
        async with self._connections.write() as connection:
            await connection.execute(sa.insert(audit).values(entry))

    async def latest(self, limit: int) -> list[AuditEntry]:
        newest = sa.select(audit).order_by(audit.c.number.desc()).limit(limit)
        async with self._connections.read() as connection:
            rows = (await connection.execute(newest)).all()
        return [
            AuditEntry(
                row.person, row.called, cast(AuditAction, row.kind), row.subject, row.at.replace(tzinfo=UTC)
            )
            for row in rows
        ]


def _text(text: str) -> str:
    """Remove NUL, which PostgreSQL refuses, and replace lone surrogates, which no database takes."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
