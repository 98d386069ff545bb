"""Alembic runs this file for every command. It migrates on the connection that ``migrate.py`` passes.

No transaction begins here: the caller's connection has one, with the write lock, and commits it.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
