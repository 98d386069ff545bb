"""Caches the drafts that a language model wrote."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import as_utc
from knowledge.adapters.database.schema import drafts
from knowledge.models import CachedDraft
from knowledge.ports import Clock

if TYPE_CHECKING:
    from pydantic import TypeAdapter

EXPIRES_AFTER = timedelta(days=30)
"""People ask about news while it is new. Later, the same question over the same evidence is rare."""


class DraftDatabase:
    """Implements :class:`~knowledge.ports.DraftStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def find(self, fingerprint: str) -> CachedDraft | None:
        oldest = as_utc(self._clock()) - EXPIRES_AFTER
        statement = sa.select(drafts.c.draft).where(
            drafts.c.fingerprint == fingerprint, drafts.c.kept_at >= oldest
        )
        async with self._connections.read() as connection:
            value = (await connection.execute(statement)).scalar()
        return None if value is None else _adapter().validate_python(value)

    async def save(self, fingerprint: str, draft: CachedDraft) -> None:
        now = as_utc(self._clock())
        insert = sqlite.insert if self._connections.is_sqlite else postgresql.insert
        values = {"kept_at": now, "draft": _adapter().dump_python(draft, mode="json")}
        statement = insert(drafts).values(fingerprint=fingerprint, **values)
        async with self._connections.write() as connection:
            await connection.execute(sa.delete(drafts).where(drafts.c.kept_at < now - EXPIRES_AFTER))
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[drafts.c.fingerprint], set_=values)
            )


@cache
def _adapter() -> TypeAdapter[CachedDraft]:
    from pydantic import TypeAdapter

    return TypeAdapter(CachedDraft)
