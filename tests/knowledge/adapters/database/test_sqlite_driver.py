"""Tests of the SQLite driver: the interface that SQLAlchemy calls, and how its connections end."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.adapters.database import sqlite_driver
from knowledge.adapters.database.sqlite_driver import Connection


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "kutip.db")


@pytest.fixture
async def connection(path: str) -> AsyncIterator[Connection]:
    connection = await sqlite_driver.connect(path, timeout_s=0.05, pragmas=["PRAGMA foreign_keys=ON"])
    await connection.cursor().execute("CREATE TABLE feri (nama TEXT)")
    yield connection
    await connection.close()


async def test_rows_come_with_their_column_names(connection: Connection) -> None:
    cursor = await connection.cursor().execute("SELECT ? AS a, 2 AS b", ["Feri"])
    assert [column[0] for column in cursor.description] == ["a", "b"]
    assert await cursor.fetchall() == [("Feri", 2)]


async def test_insertion_says_how_many_rows_it_made(connection: Connection) -> None:
    cursor = await connection.cursor().execute("INSERT INTO feri VALUES ('a'), ('b')")
    assert (cursor.description, cursor.rowcount, cursor.lastrowid) == (None, 2, 2)


async def test_rows_that_an_insertion_returns_are_read(connection: Connection) -> None:
    cursor = await connection.cursor().execute("INSERT INTO feri VALUES ('a'), ('b') RETURNING nama")
    assert await cursor.fetchall() == [("a",), ("b",)]
    assert cursor.rowcount == 2


async def test_statement_for_many_rows_counts_them_all(connection: Connection) -> None:
    cursor = await connection.cursor().executemany("INSERT INTO feri VALUES (?)", [["a"], ["b"], ["c"]])
    assert (cursor.description, cursor.rowcount, await cursor.fetchall()) == (None, 3, [])


async def test_pragmas_are_set(connection: Connection) -> None:
    cursor = await connection.cursor().execute("PRAGMA foreign_keys")
    assert await cursor.fetchall() == [(1,)]


async def test_wrong_pragma_leaves_no_connection_open(path: str) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await sqlite_driver.connect(path, timeout_s=1, pragmas=["PRAGMA foreign_keys=ON", "PRAGMA ("])


async def test_no_transaction_begins_of_its_own_accord(connection: Connection, path: str) -> None:
    await connection.cursor().execute("INSERT INTO feri VALUES ('a')")
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT * FROM feri").fetchall() == [("a",)]
    other.close()


async def test_closing_rolls_an_open_transaction_back_although_a_statement_failed(
    connection: Connection, path: str
) -> None:
    cursor = connection.cursor()
    await cursor.execute("BEGIN IMMEDIATE")
    await cursor.execute("INSERT INTO feri VALUES ('a')")
    with pytest.raises(sqlite3.OperationalError) as failure:
        await cursor.execute("SELECT * FROM kapal")
    await connection.close()
    other = sqlite3.connect(path, timeout=0)
    other.execute("BEGIN IMMEDIATE")  # would fail while the transaction holds its lock
    assert other.execute("SELECT * FROM feri").fetchall() == []
    other.close()
    assert failure.value.__traceback__ is not None  # holds the failed cursor until here


async def test_closing_twice_is_harmless(connection: Connection) -> None:
    await connection.close()
    await connection.close()


async def test_stopped_connection_gives_its_lock_back(connection: Connection, path: str) -> None:
    await connection.cursor().execute("BEGIN IMMEDIATE")
    connection.stop()
    other = sqlite3.connect(path, timeout=5)  # the stopped connection closes in its own thread
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_forgotten_connection_does_not_keep_the_process_alive(path: str) -> None:
    code = (
        "import asyncio, sys; from knowledge.adapters.database import sqlite_driver\n"
        "forgotten = asyncio.run(sqlite_driver.connect(sys.argv[1], timeout_s=1, pragmas=[]))\n"
    )
    root = Path(__file__).parents[4]
    subprocess.run([sys.executable, "-c", code, path], cwd=root, check=True, timeout=60)
