"""Fixtures for the contract tests of the database: each test runs on an SQLite file and on PostgreSQL.

``KUTIP_TEST_POSTGRESQL`` is the address of the server. Without a server the PostgreSQL tests are skipped. A
test that asks for an open ``database`` gets one whose tables were made before; others start without tables.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from tests.contract.newsroom import SettableClock
from tests.databases import write_empty_database

if TYPE_CHECKING:
    import asyncpg

POSTGRESQL = os.environ.get("KUTIP_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/test")

OpenDatabase = Callable[[], Awaitable[Database]]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kutip.db'}"


@pytest_asyncio.fixture
async def postgresql_url() -> AsyncIterator[str]:
    """The address of a new, empty PostgreSQL schema, which is dropped at the end."""
    server = await _connect()
    schema = await _create_schema(server)
    yield _url_of(schema)
    await server.execute(f"DROP SCHEMA {schema} CASCADE")
    await server.close()


@dataclass
class Prepared:
    """A PostgreSQL schema with the newest tables. ``rows`` are the rows that the migrations put into each
    table."""

    schema: str
    rows: dict[str, list[Any]]


@pytest.fixture(scope="session")
def prepared_schemas() -> Iterator[list[Prepared]]:
    """The prepared schema of this process, made when a test first needs it: that takes 0.15 s of processor
    time."""
    schemas: list[Prepared] = []
    yield schemas
    asyncio.run(_drop(schemas))


@pytest_asyncio.fixture
async def prepared_postgresql_url(prepared_schemas: list[Prepared]) -> str:
    """The address of a PostgreSQL schema with the newest tables, as empty as the migrations leave them."""
    server = await _connect()
    if not prepared_schemas:
        schema = await _create_schema(server)
        await (await open_database(_url_of(schema))).close()
        names = await server.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
        rows = {name: await server.fetch(f"TABLE {schema}.{name}") for (name,) in names}
        prepared_schemas.append(Prepared(schema, rows))
    [prepared] = prepared_schemas
    async with server.transaction():
        tables = ", ".join(f"{prepared.schema}.{name}" for name in prepared.rows)
        await server.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        for name, records in prepared.rows.items():
            if records:
                await server.copy_records_to_table(name, schema_name=prepared.schema, records=records)
    await server.close()
    return _url_of(prepared.schema)


async def _connect() -> asyncpg.Connection[Any]:
    import asyncpg

    try:
        return await asyncpg.connect(POSTGRESQL, timeout=60)
    except (OSError, asyncpg.CannotConnectNowError):
        pytest.skip("no PostgreSQL server can be reached")


async def _create_schema(server: asyncpg.Connection[Any]) -> str:
    schema = f"kutip_{secrets.token_hex(6)}"
    await server.execute(f"CREATE SCHEMA {schema}")
    return schema


async def _drop(schemas: list[Prepared]) -> None:
    for prepared in schemas:
        server = await _connect()
        await server.execute(f"DROP SCHEMA {prepared.schema} CASCADE")
        await server.close()


def _url_of(schema: str) -> str:
    return f"{POSTGRESQL}{'&' if '?' in POSTGRESQL else '?'}search_path={schema}"


@pytest_asyncio.fixture
async def prepared_sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file with the newest tables."""
    await write_empty_database(tmp_path / "kutip.db")
    return f"sqlite:///{tmp_path / 'kutip.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    is_prepared = "database" in request.fixturenames
    url: str = request.getfixturevalue(f"{'prepared_' if is_prepared else ''}{request.param}_url")
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
