"""Brings a database to the newest schema, safely when several processes start at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.errors import names_missing_table
from knowledge.adapters.database.schema import HEAD
from knowledge.errors import NewerDatabase

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

SCRIPT_LOCATION = "knowledge.adapters.database:migrations"
"""The folder ``migrations`` beside this file, as Alembic names a folder of an installed package."""

_VERSION = sa.text("SELECT version_num FROM alembic_version")


async def upgrade_schema(connections: Connections) -> None:
    """Upgrade the database to :data:`~knowledge.adapters.database.schema.HEAD`.

    If the database is current, this costs one query and does not import Alembic. Raises ``NewerDatabase`` if
    a newer version of Kutip made the database, which is then left unchanged.
    """
    if await _current(connections) == HEAD:
        return
    # A second process waits here for the write lock, and then finds nothing left to do.
    async with connections.write() as connection:
        await connection.run_sync(migrate_to, "head")


async def _current(connections: Connections) -> str | None:
    async with connections.read() as connection:
        try:
            return (await connection.execute(_VERSION)).scalar()
        except sa.exc.DBAPIError as error:
            if names_missing_table(error):
                return None
            raise


def migrate_to(connection: sa.Connection, revision: str) -> None:
    """Run the migrations up to ``revision`` in the transaction of ``connection``, which the caller commits.

    Raises ``NewerDatabase`` if the database has a revision that this version of Kutip does not know.
    """
    # 0.7 s, and needed once for each change of the schema.
    from alembic import command
    from alembic.migration import MigrationContext

    known = {script.revision for script in migration_scripts().walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise NewerDatabase(
            "The article database was made by a newer version of Kutip; upgrade Kutip, "
            "or set KUTIP_HOME or DATABASE_URL to another database."
        )
    config = _config()
    config.attributes["connection"] = connection  # migrations/env.py takes it from there
    command.upgrade(config, revision)


def migration_scripts() -> ScriptDirectory:
    """Return the migrations of this version of Kutip."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", SCRIPT_LOCATION)
    return config
