"""Translates the errors of both backends to those of Kutip. No message contains the address or a password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from knowledge.errors import KutipError, StoreUnavailable, WrongSetting

_BUSY = "The article database is busy: another process has held it too long; try again in a moment."
_FULL = "The article database cannot grow because the disk is full; make room and try again."
_AWAY = (
    "The article database did not answer; check that it runs and that DATABASE_URL names it, and try again."
)
_READ_ONLY = (
    "The article database cannot be written; allow writing to its file and folder, "
    "or set KUTIP_HOME or DATABASE_URL to another place."
)
_CANNOT_OPEN = (
    "The article database cannot be opened; check that its folder exists and may be written, "
    "or set KUTIP_HOME or DATABASE_URL to another place."
)
_NOT_A_DATABASE = (
    "The file of the article database is damaged or is no database; put back a copy of it, "
    "or set KUTIP_HOME or DATABASE_URL to another place."
)
_REFUSED = "DATABASE_URL names a user or password that the database refuses; correct it."
_NO_SUCH_DATABASE = "DATABASE_URL names a database that does not exist; create it or correct the name."
_NOT_ALLOWED = "The database user may not do what Kutip needs; let it create and write tables in its schema."

# Keys are names of primary result codes, https://www.sqlite.org/rescode.html (extended codes add a suffix).
_SQLITE_CODES: tuple[tuple[str, type[KutipError], str], ...] = (
    ("SQLITE_BUSY", StoreUnavailable, _BUSY),
    ("SQLITE_LOCKED", StoreUnavailable, _BUSY),
    ("SQLITE_FULL", StoreUnavailable, _FULL),
    ("SQLITE_READONLY", WrongSetting, _READ_ONLY),
    ("SQLITE_PERM", WrongSetting, _READ_ONLY),
    ("SQLITE_CANTOPEN", WrongSetting, _CANNOT_OPEN),
    ("SQLITE_CORRUPT", WrongSetting, _NOT_A_DATABASE),
    ("SQLITE_NOTADB", WrongSetting, _NOT_A_DATABASE),
)

# Keys are beginnings of the SQLSTATE, see PostgreSQL's "Error Codes". The first match counts.
_POSTGRESQL_CODES: tuple[tuple[str, type[KutipError], str], ...] = (
    ("53100", StoreUnavailable, _FULL),
    ("53", StoreUnavailable, _BUSY),
    ("40", StoreUnavailable, _BUSY),
    ("55P03", StoreUnavailable, _BUSY),
    ("28", WrongSetting, _REFUSED),
    ("3D000", WrongSetting, _NO_SUCH_DATABASE),
    ("3F000", WrongSetting, _NOT_ALLOWED),
    ("42501", WrongSetting, _NOT_ALLOWED),
    ("25006", WrongSetting, _READ_ONLY),
)

_VENDOR_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError)

_CONNECTION_CODES = ("08", "57")
"""SQLSTATE classes of a lost connection and of a server that shuts down."""


def translated(error: BaseException) -> KutipError:
    """Return the error to raise instead of ``error``, which comes from a database driver.

    >>> type(translated(ConnectionRefusedError())).__name__
    'StoreUnavailable'
    """
    for cause in _chain(error):
        if isinstance(cause, sqlite3.Error):
            code, codes = getattr(cause, "sqlite_errorname", None), _SQLITE_CODES
        else:
            code, codes = getattr(cause, "sqlstate", None), _POSTGRESQL_CODES
        if isinstance(code, str):
            for prefix, kind, sentence in codes:
                if code.startswith(prefix):
                    return kind(sentence)
            if not code.startswith(_CONNECTION_CODES):
                return StoreUnavailable(f"The article database refused a step ({code}); the log tells more.")
    return StoreUnavailable(_AWAY)


def names_missing_table(error: DBAPIError) -> bool:
    """Return whether a statement failed because its table does not exist."""
    return any(
        getattr(cause, "sqlstate", None) == "42P01"
        or (isinstance(cause, sqlite3.OperationalError) and str(cause).startswith("no such table"))
        for cause in _chain(error)
    )


@contextmanager
def translating() -> Iterator[None]:
    """Replace every driver error that leaves the block by its translation."""
    try:
        yield
    except Exception as error:
        # Do not import asyncpg for its error class: users of SQLite would wait for the import.
        if isinstance(error, _VENDOR_ERRORS) or type(error).__module__.startswith("asyncpg"):
            raise translated(error) from error
        raise


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "orig", None) or error.__cause__
