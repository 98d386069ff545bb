"""Exchanges requests and replies with the process that owns the embedded index, through a table.

A poll is one query on a table that is nearly always empty. ``PRAGMA data_version`` would not be faster: the
switch to the thread of the database takes the time, not the query.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import as_utc
from knowledge.adapters.database.schema import index_requests
from knowledge.ports import Clock

STALE_AFTER = timedelta(seconds=60)
"""No process waits so long: the requesting process has given up or died."""


class RelayTable:
    """Implements :class:`~knowledge.ports.IndexRelay`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def post(self, request: bytes) -> int:
        insert = sa.insert(index_requests).values(posted_at=as_utc(self._clock()), request=request)
        async with self._connections.write() as connection:
            number: int = (await connection.execute(insert.returning(index_requests.c.number))).scalar_one()
        return number

    async def requests(self) -> list[tuple[int, bytes]]:
        """Implements :meth:`knowledge.ports.IndexRelay.requests`, and deletes requests older than a
        minute."""
        statement = sa.select(
            index_requests.c.number,
            index_requests.c.posted_at,
            sa.case((index_requests.c.response.is_(None), index_requests.c.request)).label("request"),
        ).order_by(index_requests.c.number)
        async with self._connections.read() as connection:
            rows = (await connection.execute(statement)).all()
        oldest = as_utc(self._clock()) - STALE_AFTER
        stale = [row.number for row in rows if row.posted_at < oldest]
        if stale:
            async with self._connections.write() as connection:
                await connection.execute(sa.delete(index_requests).where(index_requests.c.posted_at < oldest))
        return [
            (row.number, row.request) for row in rows if row.request is not None and row.posted_at >= oldest
        ]

    async def reply(self, number: int, response: bytes) -> None:
        """Implements :meth:`knowledge.ports.IndexRelay.reply`; the reply to a cancelled request is
        discarded."""
        update = sa.update(index_requests).where(index_requests.c.number == number)
        async with self._connections.write() as connection:
            await connection.execute(update.values(response=response))

    async def collect(self, number: int) -> bytes | None:
        statement = sa.select(index_requests.c.response).where(index_requests.c.number == number)
        # Read first, so that a poll does not take the write lock.
        async with self._connections.read() as connection:
            response: bytes | None = (await connection.execute(statement)).scalar()
        if response is not None:
            await self.cancel(number)
        return response

    async def cancel(self, number: int) -> None:
        async with self._connections.write() as connection:
            await connection.execute(sa.delete(index_requests).where(index_requests.c.number == number))
