"""Fixtures for the contract tests of the database: each test runs on an SQLite file and on PostgreSQL.

``KUTIP_TEST_POSTGRESQL`` is the address of the server. Each test gets a separate schema, which is dropped at
the end. Without a server the PostgreSQL tests are skipped.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from tests.contract.newsroom import SettableClock

POSTGRESQL = os.environ.get("KUTIP_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/test")

OpenDatabase = Callable[[], Awaitable[Database]]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kutip.db'}"


@pytest_asyncio.fixture
async def postgresql_url() -> AsyncIterator[str]:
    import asyncpg

    try:
        server = await asyncpg.connect(POSTGRESQL, timeout=10)
    except (OSError, asyncpg.CannotConnectNowError):
        pytest.skip("no PostgreSQL server can be reached")
    schema = f"kutip_{secrets.token_hex(6)}"
    try:
        await server.execute(f"CREATE SCHEMA {schema}")
        yield f"{POSTGRESQL}{'&' if '?' in POSTGRESQL else '?'}search_path={schema}"
    finally:
        await server.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        await server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest_asyncio.fixture
async def open_again(database_url: str, clock: SettableClock) -> AsyncIterator[OpenDatabase]:
    """A function that opens the same database again, as another process would. All are closed at the end."""
    opened: list[Database] = []

    async def open_one() -> Database:
        opened.append(await open_database(database_url, clock=clock))
        return opened[-1]

    yield open_one
    for database in opened:
        await database.close()


@pytest_asyncio.fixture
async def database(open_again: OpenDatabase) -> Database:
    return await open_again()
