"""Connects to SQLite or PostgreSQL, with the same guarantees on both.

A read sees committed data and holds no lock. A write is a transaction, and only one runs at a time over all
processes: it takes the write lock at its begin, by ``BEGIN IMMEDIATE`` on SQLite (a read that became a write
could fail with "database is locked") and by an advisory lock on PostgreSQL. So the data that a write reads do
not change before it commits.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from knowledge.adapters.database.errors import translating
from knowledge.errors import WrongSetting

BUSY_TIMEOUT_S = 10.0
"""How long a write waits for other processes. A write takes a few milliseconds, a batch some hundred."""

COMMAND_TIMEOUT_S = 60.0
"""A statement on PostgreSQL that takes longer fails."""

WRITE_LOCK = 0x6B75746970
"""The key of the advisory lock: "kutip" in ASCII, which no other program is likely to use."""

_PRAGMAS = ("PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON")

# Options of libpq, which appear in the addresses of hosting companies. asyncpg does not know them, and would
# send them to the server as settings.
_LIBPQ_ONLY = frozenset(
    {
        "channel_binding",
        "connect_timeout",
        "gssencmode",
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
    }
)


class Connections:
    """A pool of connections to one database. Call :meth:`close` in the event loop that used it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._one_write = asyncio.Lock()

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading. Each statement sees what was committed when the statement began."""
        with translating():
            async with (self._engine if self.is_sqlite else self._reading).connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction with the write lock. It commits when the block ends, or rolls back if the block
        raises."""
        with translating():
            if self.is_sqlite:
                # SQLite waits by polling, which is not fair, so the tasks of this process queue here.
                async with self._one_write, self._engine.connect() as connection:
                    try:
                        await connection.exec_driver_sql("BEGIN IMMEDIATE")
                        yield connection
                        await connection.exec_driver_sql("COMMIT")
                    except BaseException:
                        # Closing rolls back, even if a cancelled statement is still running.
                        await connection.invalidate()
                        raise
            else:
                async with self._engine.begin() as connection:
                    await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITE_LOCK)))
                    yield connection

    async def close(self) -> None:
        """Close every connection. Calling twice is harmless."""
        await self._engine.dispose()


async def connect(url: str) -> Connections:
    """Make a pool for the database at ``url``.

    Raises ``WrongSetting`` for an address, a file or a folder that cannot be used. A server that does not
    answer is noticed at the first read.
    """
    scheme = url.partition("://")[0].partition("+")[0]
    if scheme == "sqlite":
        path = url.partition("://")[2].partition("?")[0].removeprefix("/")
        if path in {"", ":memory:"}:
            raise WrongSetting(
                "DATABASE_URL expects a file for SQLite, such as sqlite:////var/lib/kutip/kutip.db."
            )
        with translating():
            await asyncio.to_thread(_prepare_file, path)
        return Connections(_sqlite(path))
    if scheme in {"postgresql", "postgres"}:
        return Connections(_postgresql(url))
    raise WrongSetting("DATABASE_URL expects an address such as postgresql://user:password@host/database.")


def _prepare_file(path: str) -> None:
    """Create the file if it is missing, and use a write-ahead log, so that reads do not wait for writes.

    The pool cannot do this: if opening fails there, aiosqlite leaves a thread behind, which may outlive the
    event loop and then prints a traceback.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as connection:
        while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                # Two processes may switch at the same time, and SQLite does not wait for this lock.
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def _sqlite(path: str) -> AsyncEngine:
    async def connection() -> Any:
        # Imported here, so that users of PostgreSQL do not wait for it.
        from knowledge.adapters.database import sqlite_driver

        return await sqlite_driver.connect(path, timeout_s=BUSY_TIMEOUT_S, pragmas=_PRAGMAS)

    return create_async_engine(
        sa.URL.create("sqlite+aiosqlite", database=path),
        async_creator=connection,
        skip_autocommit_rollback=True,
        # A sixth reader waits a millisecond: a new connection, with its thread, would take longer.
        max_overflow=0,
    )


def _postgresql(url: str) -> AsyncEngine:
    address = _asyncpg_address(url)

    async def connection() -> Any:
        import asyncpg

        try:
            return await asyncpg.connect(address, command_timeout=COMMAND_TIMEOUT_S)
        except (ValueError, asyncpg.ClientConfigurationError):
            # The message of the driver may quote the address, with its password.
            raise WrongSetting(
                "DATABASE_URL cannot be read as postgresql://user:password@host/database."
            ) from None

    return create_async_engine("postgresql+asyncpg://", async_creator=connection, pool_pre_ping=True)


def _asyncpg_address(url: str) -> str:
    """Remove the name of the driver and the options of libpq from an address.

    >>> _asyncpg_address("postgres+asyncpg://u:p@h/d?sslmode=require&channel_binding=require")
    'postgresql://u:p@h/d?sslmode=require'
    """
    parts = urlsplit(url)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key not in _LIBPQ_ONLY]
    return urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(query), ""))
