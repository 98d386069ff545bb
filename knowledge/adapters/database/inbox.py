"""Stores the updates that a messenger delivered, until they are handled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import as_utc
from knowledge.adapters.database.schema import updates
from knowledge.ports import Clock, StoredUpdate

REPEATED_WITHIN = timedelta(days=1)
"""Telegram delivers an update again within 24 hours (https://core.telegram.org/bots/api#getting-updates)."""


class UpdateDatabase:
    """Implements :class:`~knowledge.ports.UpdateStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def save(self, account: int, new: Sequence[StoredUpdate]) -> set[int]:
        if not new:
            return set()
        now = as_utc(self._clock())
        insert = sqlite.insert if self._connections.is_sqlite else postgresql.insert
        rows = [
            {
                "account": account,
                "number": update.number,
                "series": update.sequence,
                "message_id": update.message_id,
                "kept_at": now,
                "content": update.content,
            }
            for update in new
        ]
        statement = (
            insert(updates)
            .values(rows)
            .on_conflict_do_nothing(index_elements=[updates.c.account, updates.c.number])
            .returning(updates.c.number)
        )
        expired = sa.delete(updates).where(
            updates.c.kept_at < now - REPEATED_WITHIN, updates.c.content.is_(None)
        )
        async with self._connections.write() as connection:
            await connection.execute(expired)
            return set((await connection.execute(statement)).scalars())

    async def unhandled(self, account: int) -> list[StoredUpdate]:
        statement = (
            sa.select(updates)
            .where(updates.c.account == account, updates.c.content.is_not(None))
            .order_by(updates.c.position)
        )
        async with self._connections.read() as connection:
            rows = (await connection.execute(statement)).all()
        return [StoredUpdate(row.number, row.content, row.series, row.message_id) for row in rows]

    async def mark_handled(self, account: int, numbers: Collection[int]) -> None:
        statement = sa.update(updates).where(
            updates.c.account == account, updates.c.number.in_(list(numbers))
        )
        async with self._connections.write() as connection:
            await connection.execute(statement.values(content=None))
