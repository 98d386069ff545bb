"""Reads what ``kutip export`` wrote into this archive: articles with their ids, versions and retractions."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import IO, Any

import click

from bot.adding import progress_bar
from bot.export import FORMAT, HEADER
from knowledge.articles.indexing import INDEX_BATCH_ARTICLES
from knowledge.articles.transfer import Transfer
from knowledge.errors import TellUser
from knowledge.models import Version
from knowledge.ports.transfer import ErratumLink

MAX_LINE_BYTES = 64 * 1024 * 1024
"""The longest article has 10 MB, and JSON takes up to six bytes for a control character."""

LONGEST_ID = 100

_Record = Version | ErratumLink


class _BadLineError(Exception):
    """A line is no record; the text says why."""


async def import_archive(transfer: Transfer, file: str) -> bool:
    """Imports a file, or standard input for ``-``. Prints each error with its line, and a summary.

    Importing the same file again adds nothing and continues where an earlier run ended. Returns False if a
    line could not be imported. Raises :class:`~knowledge.errors.TellUser` if the file cannot be read or is no
    export.
    """
    counts: Counter[str] = Counter()
    try:
        with click.open_file(file, "rb") as lines, progress_bar("Importing", None) as advance:
            _check_header(lines, file)
            numbered = _numbered(lines)
            while group := await asyncio.to_thread(list, islice(numbered, INDEX_BATCH_ARTICLES)):
                records = [record for _, record in group if not isinstance(record, str)]
                results = iter(await transfer.restore(records))
                for number, record in group:
                    error = record if isinstance(record, str) else None
                    status = "failed"
                    if not isinstance(record, str):
                        result = next(results)
                        status, error = result.status, result.error
                    if not isinstance(record, ErratumLink):
                        counts[status] += 1
                    if error is not None:
                        click.echo(f"{file}, line {number}: {error}", err=True)
                    advance(1)
    except OSError as error:
        raise TellUser(f"{file} cannot be read ({error.strerror}); check the path.") from None
    order = ("added", "replaced", "unchanged", "failed")
    summary = ", ".join(f"{counts[status]:,} {status}" for status in order if counts[status])
    click.echo(summary or "Nothing to import.", err=True)
    return not counts["failed"]


def _check_header(lines: IO[bytes], file: str) -> None:
    try:
        version = json.loads(lines.readline(1000)).get(next(iter(HEADER)))
    except (ValueError, AttributeError, RecursionError):
        version = None
    if not isinstance(version, int):
        raise TellUser(f"{file} is not what `kutip export` writes; add other files with `kutip add`.")
    if version > FORMAT:
        raise TellUser(f"{file} was written by a newer version of Kutip; update this one first.")


def _numbered(lines: IO[bytes]) -> Iterator[tuple[int, _Record | str]]:
    """Yields the number of each line with its record, or with the error in it."""
    number = 1
    while line := lines.readline(MAX_LINE_BYTES):
        number += 1
        if not line.endswith(b"\n"):
            while rest := lines.readline(MAX_LINE_BYTES):
                if rest.endswith(b"\n"):
                    break
            yield number, "The line is cut off or too long; export the archive again."
            continue
        try:
            yield number, _record(json.loads(line))
        except _BadLineError as error:
            yield number, str(error)
        except (ValueError, RecursionError):
            yield number, "The line is not JSON; export the archive again."


def _record(row: Any) -> _Record:
    if not isinstance(row, dict):
        raise _BadLineError("The line is not a JSON object; export the archive again.")
    if "erratum_id" in row:
        corrected = _string(row, "corrected_id")
        return ErratumLink(_id(row, "erratum_id"), _id(row, "corrected_id") if corrected else None)
    until, ending = _string(row, "until"), _string(row, "ending")
    if ending not in {None, "replaced", "retracted"} or (ending is None) != (until is None):
        raise _BadLineError('"until" and "ending" do not belong together; export the archive again.')
    published_on = _string(row, "published_on")
    try:
        return Version(
            article_id=_id(row, "article_id"),
            external_id=_string(row, "external_id"),
            title=_string(row, "title") or "",
            text=_string(row, "text") or "",
            published_on=date.fromisoformat(published_on) if published_on else None,
            publisher=_string(row, "publisher"),
            url=_string(row, "url"),
            since=_moment(_string(row, "since") or ""),
            until=_moment(until) if until else None,
            ending="replaced" if ending == "replaced" else "retracted" if ending else None,
            reason=_string(row, "reason"),
        )
    except ValueError:
        raise _BadLineError("One of its dates cannot be read; export the archive again.") from None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _id(row: dict[str, Any], field: str) -> str:
    value = _string(row, field) or ""
    if not 0 < len(value) <= LONGEST_ID or not value.isalnum() or not value.isascii():
        raise _BadLineError(f'"{field}" is not the id of an article; export the archive again.')
    return value


def _string(row: dict[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise _BadLineError(f'"{field}" is not a string; export the archive again.')
    return value
