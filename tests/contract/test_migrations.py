"""Tests of opening the database: creating it, migrating it, and clear errors if it cannot be opened."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa

from knowledge.adapters.database import Database, open_database
from knowledge.adapters.database.engine import connect
from knowledge.adapters.database.errors import translated
from knowledge.adapters.database.migrate import migrate_to, migration_scripts
from knowledge.adapters.database.schema import HEAD, metadata, postgresql_metadata, turns
from knowledge.errors import KutipError, NewerDatabase, StoreUnavailable, WrongSetting
from tests.contract.conftest import OpenDatabase
from tests.contract.newsroom import publish, put


def test_head_is_the_newest_migration() -> None:
    assert migration_scripts().get_current_head() == HEAD


async def test_migrations_create_the_tables_that_the_code_expects(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def differences(connection: sa.Connection) -> list[object]:
        expected = [metadata] if connection.dialect.name == "sqlite" else [metadata, postgresql_metadata]

        def is_compared(item: object, name: str | None, kind: str, *_: object) -> bool:
            return not (
                kind == "table"
                and name is not None
                and name.split("_")[0] == "lexical"
                and (name not in {table for tables in expected for table in tables.tables})
            )

        context = MigrationContext.configure(connection, opts={"include_object": is_compared})
        return list(compare_metadata(context, expected))  # type: ignore[arg-type]

    async with database.connections.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_opening_again_finds_the_articles(database: Database, open_again: OpenDatabase) -> None:
    stored = await publish(database, "Feri tiba.")
    other = await open_again()
    assert await other.articles.get(stored.article_id) is not None


async def test_current_database_is_opened_without_alembic(database: Database, database_url: str) -> None:
    code = (
        "import asyncio, sys; from knowledge.adapters.database import open_database\n"
        "async def main():\n    await (await open_database(sys.argv[1])).close()\n"
        "asyncio.run(main()); sys.exit('alembic' in sys.modules)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, database_url, cwd=Path(__file__).parents[2]
    )
    assert await process.wait() == 0


async def test_processes_that_start_at_once_create_one_database(open_again: OpenDatabase) -> None:
    opened = await asyncio.gather(*(open_again() for _ in range(4)))
    stored = await asyncio.gather(*(put(process, "Feri tiba.", external_id="f-1") for process in opened))
    assert len({item.article_id for item in stored}) == 1


async def test_database_of_a_newer_version_is_refused_and_not_changed(
    database: Database, database_url: str, open_again: OpenDatabase
) -> None:
    async with database.connections.write() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match=r"^The article database was made by a newer version.*\.$"):
        await open_again()
    async with database.connections.read() as connection:
        version = (await connection.execute(sa.text("SELECT version_num FROM alembic_version"))).scalar_one()
    assert version == "9999"


async def test_failed_migration_is_rolled_back(
    database_url: str, monkeypatch: pytest.MonkeyPatch, open_again: OpenDatabase
) -> None:
    from knowledge.adapters.database import migrate

    def fails_at_the_end(connection: sa.Connection, revision: str) -> None:
        migrate_to(connection, revision)
        raise OSError("power cut")

    monkeypatch.setattr(migrate, "migrate_to", fails_at_the_end)
    with pytest.raises(StoreUnavailable):
        await open_again()
    monkeypatch.undo()
    assert await (await open_again()).articles.count() == 0


async def test_conversations_of_the_first_version_are_migrated(
    database_url: str, open_again: OpenDatabase
) -> None:
    connections = await connect(database_url)
    async with connections.write() as connection:
        await connection.run_sync(migrate_to, "0001")
        value = {
            "question": "Kapan feri tiba?",
            "standalone_question": "Kapan feri tiba?",
            "language": "id",
            "asked_at": "2024-05-06T14:30:00+07:00",
            "statements": ["Feri tiba."],
            "cited_articles": ["aaaaaaaaaa"],
            "cited_titles": ["Feri baru"],
        }
        table = sa.table("turns", sa.column("conversation"), sa.column("turn", sa.JSON))
        await connection.execute(sa.insert(table).values(conversation="telegram:1", turn=value))
    await connections.close()
    database = await open_again()
    (remembered,) = await database.conversations.history("telegram:1", 10)
    assert remembered.statements == ("Feri tiba.",)
    async with database.connections.read() as connection:
        assert (await connection.execute(sa.select(turns.c.asked_at))).scalar_one() == datetime(
            2024, 5, 6, 7, 30
        )


@pytest.mark.parametrize(
    "url",
    ["", "kutip.db", "mysql://u:hush@h/d", "sqlite://", "sqlite:///:memory:", "postgresql://u:hush@h:port/d"],
)
async def test_error_about_an_unusable_address_hides_the_password(url: str) -> None:
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL .*\.$") as caught:
        await open_database(url)
    assert "hush" not in str(caught.value)


async def test_missing_folder_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="folder"):
        await open_database(f"sqlite:///{tmp_path}/missing/kutip.db")


async def test_file_that_is_not_a_database_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "kutip.db").write_text("Feri baru tiba di Teluk Wangi.\n" * 200)
    with pytest.raises(WrongSetting, match="no database"):
        await open_database(f"sqlite:///{tmp_path}/kutip.db")


async def test_folder_instead_of_a_file_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="cannot be opened"):
        await open_database(f"sqlite:///{tmp_path}")


async def test_path_can_contain_spaces_and_special_characters(tmp_path: Path) -> None:
    path = tmp_path / "data saya #1 100%.db"
    await (await open_database(f"sqlite:///{path}")).close()
    assert path.exists()


async def test_missing_server_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable, match="did not answer") as caught:
        await open_database("postgresql://kutip:hush@127.0.0.1:1/kutip")
    assert "hush" not in str(caught.value)


async def test_missing_postgresql_database_is_a_wrong_setting(postgresql_url: str) -> None:
    with pytest.raises(WrongSetting, match="does not exist"):
        await open_database(postgresql_url.replace("/test?", "/no_such_database?"))


async def test_addresses_of_hosting_companies_are_accepted(postgresql_url: str) -> None:
    url = postgresql_url.replace("postgresql://", "postgres://")
    database = await open_database(f"{url}&sslmode=prefer&channel_binding=prefer&connect_timeout=10")
    assert await database.articles.count() == 0
    await database.close()


async def test_lost_connections_are_replaced(postgresql_url: str) -> None:
    database = await open_database(postgresql_url)
    async with database.connections.read() as connection:
        process = (await connection.execute(sa.text("SELECT pg_backend_pid()"))).scalar_one()
    server = await asyncpg.connect(postgresql_url)
    await server.execute("SELECT pg_terminate_backend($1, 5000)", process)
    await server.close()
    assert await database.articles.count() == 0
    await database.close()


async def pragma(database: Database, statement: str) -> None:
    """Set a pragma on the only connection that exists while a single task uses the database."""
    async with database.connections.read() as connection:
        await connection.exec_driver_sql(f"PRAGMA {statement}")


async def test_full_disk_is_reported_and_the_write_rolled_back(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    await pragma(database, "max_page_count=60")
    with pytest.raises(StoreUnavailable, match="disk is full"):
        await put(database, "Feri tiba. " * 50_000)
    assert await database.articles.pending(10) == []
    assert (await put(database, "Feri tiba.")).status == "added"
    await database.close()


async def test_read_only_database_is_a_wrong_setting(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    await pragma(database, "query_only=ON")
    with pytest.raises(WrongSetting, match="cannot be written"):
        await put(database, "Feri tiba.")
    await database.close()


async def test_lock_held_for_too_long_is_reported(sqlite_url: str, tmp_path: Path) -> None:
    database = await open_database(sqlite_url)
    await pragma(database, "busy_timeout=1")
    other = sqlite3.connect(tmp_path / "kutip.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="busy"):
        await put(database, "Feri tiba.")
    assert await database.articles.count() == 0
    other.execute("ROLLBACK")
    other.close()
    assert (await put(database, "Feri tiba.")).status == "added"
    await database.close()


def file_contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir()).lower()


async def test_deleted_article_is_overwritten_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    database = await open_database(sqlite_url)
    await publish(database, "Pasar ikan dibuka.")
    stored = await publish(database, "Zirkonium ditemukan di bukit.")
    await database.articles.withdraw(stored.article_id)
    await database.articles.purge(await database.articles.withdrawn())
    await database.close()
    content = file_contents(tmp_path)
    assert b"pasar" in content
    assert b"zirkonium" not in content


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (asyncpg.InvalidPasswordError("hush"), WrongSetting),
        (asyncpg.InsufficientPrivilegeError("hush"), WrongSetting),
        (asyncpg.ReadOnlySQLTransactionError("hush"), WrongSetting),
        (asyncpg.DiskFullError("hush"), StoreUnavailable),
        (asyncpg.TooManyConnectionsError("hush"), StoreUnavailable),
        (asyncpg.DeadlockDetectedError("hush"), StoreUnavailable),
        (asyncpg.AdminShutdownError("hush"), StoreUnavailable),
        (asyncpg.UniqueViolationError("hush"), StoreUnavailable),
        (asyncpg.InterfaceError("hush"), StoreUnavailable),
        (TimeoutError("hush"), StoreUnavailable),
    ],
)
def test_database_errors_become_one_sentence_without_details(
    error: Exception, kind: type[KutipError]
) -> None:
    translation = translated(error)
    assert type(translation) is kind
    assert "hush" not in str(translation)
    assert str(translation).count(". ") == 0
    assert str(translation).endswith(".")
