"""Stores uploaded articles that are not published yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from knowledge.adapters.database.conversations import key
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import as_utc
from knowledge.adapters.database.schema import upload_drafts
from knowledge.ports import Clock, UploadDraft

if TYPE_CHECKING:
    from pydantic import TypeAdapter

EXPIRES_AFTER = timedelta(days=1)
"""After this time, the uploader has to send the article again."""


class UploadDraftDatabase:
    """Implements :class:`~knowledge.ports.UploadDraftStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def save(self, draft: UploadDraft) -> int:
        values = _values(draft) | {"kept_at": as_utc(self._clock())}
        insert = sa.insert(upload_drafts).values(values).returning(upload_drafts.c.number)
        async with self._connections.write() as connection:
            await connection.execute(sa.delete(upload_drafts).where(upload_drafts.c.kept_at < self._oldest()))
            await self._stop_awaiting(connection, draft)
            number: int = (await connection.execute(insert)).scalar_one()
        return number

    async def find(self, number: int) -> UploadDraft | None:
        async with self._connections.read() as connection:
            row = (await connection.execute(self._select(upload_drafts.c.number == number))).one_or_none()
        return None if row is None else _adapter().validate_python(row.content)

    async def change(self, number: int, draft: UploadDraft) -> bool:
        update = sa.update(upload_drafts).where(
            upload_drafts.c.number == number, upload_drafts.c.kept_at >= self._oldest()
        )
        async with self._connections.write() as connection:
            await self._stop_awaiting(connection, draft)
            return (await connection.execute(update.values(_values(draft)))).rowcount > 0

    async def awaited(self, conversation: str, person: str) -> tuple[int, UploadDraft] | None:
        statement = self._select(
            upload_drafts.c.awaited_in == key(conversation), upload_drafts.c.awaited_from == key(person)
        )
        async with self._connections.read() as connection:
            row = (await connection.execute(statement)).first()
        return None if row is None else (row.number, _adapter().validate_python(row.content))

    async def remove(self, number: int) -> bool:
        delete = sa.delete(upload_drafts).where(upload_drafts.c.number == number)
        async with self._connections.write() as connection:
            return (await connection.execute(delete)).rowcount > 0

    def _oldest(self) -> datetime:
        return as_utc(self._clock()) - EXPIRES_AFTER

    def _select(self, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
        columns = (upload_drafts.c.number, upload_drafts.c.content)
        return sa.select(*columns).where(*conditions, upload_drafts.c.kept_at >= self._oldest())

    async def _stop_awaiting(self, connection: Any, draft: UploadDraft) -> None:
        """Let no other draft await a message of the same person in the same conversation."""
        if draft.awaited is None:
            return
        awaited = sa.select(upload_drafts.c.number, upload_drafts.c.content).where(
            upload_drafts.c.awaited_in == key(draft.awaited.conversation),
            upload_drafts.c.awaited_from == key(draft.awaited.person),
        )
        for row in (await connection.execute(awaited)).all():
            other = replace(_adapter().validate_python(row.content), awaited=None)
            update = sa.update(upload_drafts).where(upload_drafts.c.number == row.number)
            await connection.execute(update.values(_values(other)))


def _values(draft: UploadDraft) -> dict[str, Any]:
    awaited = draft.awaited
    return {
        "awaited_in": None if awaited is None else key(awaited.conversation),
        "awaited_from": None if awaited is None else key(awaited.person),
        "content": _adapter().dump_python(draft, mode="json"),
    }


@cache
def _adapter() -> TypeAdapter[UploadDraft]:
    from pydantic import TypeAdapter

    return TypeAdapter(UploadDraft)
