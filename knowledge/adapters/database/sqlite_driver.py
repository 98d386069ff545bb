"""SQLite connections that need one switch of threads for each statement, where plain aiosqlite needs four.

aiosqlite switches to the connection's thread to make a cursor, to execute, to fetch and to close: each switch
takes 0.1 ms on an idle machine and a millisecond on a busy one, where the statement itself takes 0.02 ms.
SQLAlchemy fetches all rows at once anyway, so here one call of ``aiosqlite.Connection.execute_fetchall`` does
all four. The facts that SQLAlchemy also needs about a cursor come with the rows (:class:`Rows`).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite


class Rows(list[Any]):
    """All rows of a statement, with the facts of the cursor that read them (see :pep:`249`)."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None


class FactsCursor(sqlite3.Cursor):
    """A cursor of the standard library whose ``fetchall`` returns :class:`Rows`."""

    def fetchall(self) -> Rows:
        rows = Rows(super().fetchall())
        rows.description = self.description
        rows.rowcount = self.rowcount
        rows.lastrowid = self.lastrowid
        return rows


class RollbackConnection(sqlite3.Connection):
    """A connection of the standard library that rolls an open transaction back as it closes.

    SQLite itself keeps a closed connection, with its transaction and its lock, until the last cursor on it is
    gone; and a cursor whose statement failed lives on in the traceback.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> FactsCursor:
        return self.cursor(FactsCursor).execute(sql, parameters)

    def close(self) -> None:
        try:
            if self.in_transaction:
                self.rollback()
        finally:
            super().close()


class Cursor:
    """An asynchronous cursor with the methods that SQLAlchemy calls. Each ``execute`` reads all rows."""

    arraysize = 1

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._rows = Rows()

    @property
    def description(self) -> Any:
        return self._rows.description

    @property
    def rowcount(self) -> int:
        return self._rows.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._rows.lastrowid

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> Self:
        rows = await self._connection.execute_fetchall(sql, tuple(parameters))
        assert isinstance(rows, Rows)  # noqa: S101  # `connect` has made the connection
        self._rows = rows
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> Self:
        many = await self._connection.executemany(sql, parameters)
        self._rows = Rows()
        self._rows.rowcount = many.rowcount
        return self

    async def fetchall(self) -> Rows:
        return self._rows

    async def close(self) -> None:
        """Do nothing: a cursor whose rows are read holds no lock."""


class Connection:
    """An asynchronous connection with the methods that SQLAlchemy's dialect ``sqlite+aiosqlite`` calls."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        # The dialect commits and rolls back only while an attribute of this name is set.
        self._connection: aiosqlite.Connection | None = connection
        self._open = connection

    @property
    def isolation_level(self) -> str | None:
        return self._open.isolation_level

    def cursor(self) -> Cursor:
        return Cursor(self._open)

    async def commit(self) -> None:
        await self._open.commit()

    async def rollback(self) -> None:
        await self._open.rollback()

    async def create_function(self, *args: Any, **options: Any) -> None:
        """Define an SQL function. SQLAlchemy's dialect calls this to define REGEXP."""
        await self._open.create_function(*args, **options)

    async def close(self) -> None:
        """Wait for running statements, roll an open transaction back and close. May be called twice."""
        self._connection = None
        await self._open.close()

    def stop(self) -> None:
        """Start to close like :meth:`close`, and return without waiting for the end."""
        self._connection = None
        self._open.stop()


async def connect(path: str, *, timeout_s: float, pragmas: Sequence[str]) -> Connection:
    """Open ``path`` and execute ``pragmas``. The connection never begins a transaction implicitly.

    ``timeout_s`` is how long a statement waits for the lock of another connection.
    """

    def make() -> None:
        made.append(
            aiosqlite.connect(path, timeout=timeout_s, isolation_level=None, factory=RollbackConnection)
        )

    # A connection that nobody closed must not keep the process alive, and aiosqlite has no option for it. But
    # its thread inherits being a daemon from the thread that makes it.
    made: list[aiosqlite.Connection] = []
    maker = threading.Thread(target=make, daemon=True)
    maker.start()
    maker.join()
    connection = await made[0]
    try:
        await connection.executescript(";".join(pragmas))
    except BaseException:
        await connection.close()
        raise
    return Connection(connection)
