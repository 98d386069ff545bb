"""aiosqlite with one trip to the connection's thread for each statement, where it takes four.

It makes a cursor, executes, fetches and closes in one trip each, and a trip is a switch of threads: 0.1 ms on
an idle machine, a millisecond on a busy one, where the statement itself takes 0.02 ms. SQLAlchemy fetches all
rows at once anyway, so they are fetched with the execution.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import aiosqlite


class UndoingConnection(sqlite3.Connection):
    """Closing undoes an open transaction at once.

    By itself SQLite keeps a closed connection, with its transaction and its lock, until the last cursor on it
    is gone; and a cursor whose statement failed lives on in the traceback.
    """

    def close(self) -> None:
        try:
            if self.in_transaction:
                self.rollback()
        finally:
            super().close()


class OneTripCursor(aiosqlite.Cursor):
    """A cursor that is read to its end as it is executed."""

    _rows: Sequence[Any] = ()

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> OneTripCursor:
        # aiosqlite's own _execute has no types.
        self._rows = await self._execute(self._execute_and_fetch, sql, parameters or ())  # type: ignore[no-untyped-call]
        return self

    async def fetchall(self) -> Iterable[sqlite3.Row]:
        return self._rows

    async def close(self) -> None:
        """Nothing to do: a cursor that was read to its end holds no lock."""

    def _execute_and_fetch(self, sql: str, parameters: Iterable[Any]) -> Sequence[Any]:
        self._cursor.execute(sql, tuple(parameters))
        return self._cursor.fetchall() if self._cursor.description else ()


class OneTripConnection(aiosqlite.Connection):
    """A connection with such cursors."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """Without a trip: to make a cursor does not touch the database."""
        return OneTripCursor(self, self._conn.cursor())


async def connect(path: str, *, timeout_s: float, pragmas: Sequence[str]) -> OneTripConnection:
    """A connection that begins no transaction by itself, with its ``pragmas`` set."""

    def open_file() -> sqlite3.Connection:
        # Cursors are made in the event loop's thread; every statement runs in the connection's own.
        connection = sqlite3.connect(
            path,
            timeout=timeout_s,
            isolation_level=None,
            check_same_thread=False,
            factory=UndoingConnection,
        )
        for pragma in pragmas:
            connection.execute(pragma)
        return connection

    connection = OneTripConnection(open_file, iter_chunk_size=64)
    # As SQLAlchemy does with the connections that it opens: a forgotten one must not keep the process alive.
    connection._thread.daemon = True
    return await connection  # type: ignore[return-value]
