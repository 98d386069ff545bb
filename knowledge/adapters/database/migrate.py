"""Brings a database to the newest schema, safely when several processes start at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.errors import names_missing_table
from knowledge.adapters.database.schema import HEAD
from knowledge.errors import NewerDatabase

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_VERSION = sa.text("SELECT version_num FROM alembic_version")


async def upgrade_schema(connections: Connections) -> None:
    """Nothing but one query when the database is current.

    Raises ``NewerDatabase`` when a newer version of Kutip made the database; it is then left as it is.
    """
    if await _current(connections) == HEAD:
        return
    # The write lock: a second process waits here, and then finds nothing left to do.
    async with connections.write() as connection:
        await connection.run_sync(_upgrade)


async def _current(connections: Connections) -> str | None:
    async with connections.read() as connection:
        try:
            return (await connection.execute(_VERSION)).scalar()
        except sa.exc.DBAPIError as error:
            if names_missing_table(error):
                return None
            raise


def _upgrade(connection: sa.Connection, destination: str = "head") -> None:
    # 0.7 s, and needed once in the life of a schema.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    script = migration_scripts()

    def steps(current: Any, _context: Any) -> Any:
        if any(script_of not in known for script_of in _revisions(current)):
            raise NewerDatabase(
                "The article database was made by a newer version of Kutip; upgrade Kutip, "
                "or set KUTIP_HOME or DATABASE_URL to another database."
            )
        return script._upgrade_revs(destination, current)

    known = {revision.revision for revision in script.walk_revisions()}
    with EnvironmentContext(Config(), script, fn=steps, destination_rev=destination) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def _revisions(current: Any) -> tuple[str, ...]:
    return (current,) if isinstance(current, str) else tuple(current or ())


def migration_scripts() -> ScriptDirectory:
    """The migrations of this version of Kutip."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(Path(__file__).parent / "migrations"))
