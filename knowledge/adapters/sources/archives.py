"""Reads archives of other programs article by article, each archive in a process of its own.

See :mod:`knowledge.adapters.archives` for the formats. Calls block: advance the iterators in a thread.
"""

from __future__ import annotations

import email.utils
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, TypeGuard, get_args

from knowledge.adapters.archives.items import Item
from knowledge.adapters.sources.sizes import MAX_ARTICLE_BYTES, megabytes
from knowledge.errors import UnreadableArticle
from knowledge.ports import Clock, RawDocument, Source
from knowledge.ports.file_kinds import ArchiveKind, FileKind
from knowledge.ports.sources import JAKARTA
from knowledge.text.cleaning import storable
from knowledge.text.dates import parse_date

TIMEOUT_S = 60.0
"""Limit for a single article. A spreadsheet needs most: it is opened before its first row is read."""

MAX_OUTPUT_BYTES = 64 * 1024 * 1024
"""Limit of one line of the process's output: JSON takes up to six bytes for a byte of text."""

MOST_PROCESSES = 2

_MAIL_TIME = re.compile(r"(?:[A-Z][a-z]{2}, *)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d.*")
_slots = threading.BoundedSemaphore(MOST_PROCESSES)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time zone of the newsroom, and the clock that says which articles wait for their date."""

    zone: tzinfo = JAKARTA
    clock: Clock = _now

    def day(self, text: str) -> date | None:
        """Returns the day of a date as archives write it; None if there is none.

        A time in UTC is converted to the zone of the newsroom. With any other offset, the day is the one that
        is written: it is the day of the readers.

        >>> from zoneinfo import ZoneInfo
        >>> calendar = Calendar(ZoneInfo("Asia/Jakarta"))
        >>> [str(calendar.day(text)) for text in ("2022-04-21T22:40Z", "2022-04-21T22:40+09:00")]
        ['2022-04-22', '2022-04-21']
        """
        moment = self._written(text)
        if moment is None:
            return parse_date(storable(text)) if text.strip() else None
        return (moment.astimezone(self.zone) if not moment.utcoffset() else moment).date()

    def moment(self, text: str) -> datetime | None:
        """Returns the time of a date as archives write it, the first of the day if there is only a day."""
        moment = self._written(text)
        if moment is None and (day := self.day(text)) is not None:
            return datetime.combine(day, time(), self.zone)
        return moment

    def is_future(self, text: str) -> bool:
        """Whether a date as archives write it is yet to come; False if it is none."""
        moment = self.moment(text)
        return moment is not None and moment > self.clock()

    def _written(self, text: str) -> datetime | None:
        """A time in ISO 8601 or as mail writes it; without an offset it is a time in the newsroom's zone."""
        text = text.strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            if not _MAIL_TIME.fullmatch(text):
                return None
            try:
                moment = email.utils.parsedate_to_datetime(text)
            except (ValueError, TypeError, IndexError, OverflowError):
                return None
        return moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment


DEFAULT_CALENDAR = Calendar()
"""The calendar of callers who do not know the newsroom's zone: days are days in Jakarta."""


def is_archive_kind(kind: FileKind | None) -> TypeGuard[ArchiveKind]:
    """Whether files of this kind are read by :func:`from_archive`."""
    return kind in get_args(ArchiveKind)


def from_archive(file: BinaryIO, kind: ArchiveKind, name: str, calendar: Calendar) -> Iterator[Source]:
    """Yields the articles of an archive in a file on disk, from its beginning; errors call it ``name``.

    Articles under an embargo are left out.
    """
    try:
        for item in _items(file, kind, name):
            yield _source(item, name, calendar)
    except UnreadableArticle as error:
        yield Source(name, error=str(error))


def from_archive_bytes(data: bytes, kind: ArchiveKind, name: str, calendar: Calendar) -> Iterator[Source]:
    """Yields the articles of an archive in memory, like :func:`from_archive`."""
    with TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield from from_archive(file, kind, name, calendar)


def _items(file: BinaryIO, kind: ArchiveKind, name: str) -> Iterator[Item]:
    is_empty = True
    with _child(file, kind) as process:
        while not (answer := _line(process, name)).get("end"):
            if "refused" in answer:
                raise UnreadableArticle(f"{name} {answer['refused']}")
            is_empty = False
            yield Item(**answer)
    if is_empty:
        raise UnreadableArticle(f"{name} holds no article.")


@contextmanager
def _child(file: BinaryIO, kind: ArchiveKind) -> Iterator[subprocess.Popen[bytes]]:
    # -I: neither the environment nor the working folder can change what is imported.
    command = [sys.executable, "-I", "-m", "knowledge.adapters.archives.child", kind]
    with _slots:
        # The empty environment keeps every secret from the child.
        process = subprocess.Popen(  # noqa: S603 - nothing of the archive is in the command
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            _output(process).close()


def _line(process: subprocess.Popen[bytes], name: str) -> dict[str, Any]:
    # The child waits while its articles are indexed, so only the time of one article can be limited.
    watchdog = threading.Timer(TIMEOUT_S, process.kill)
    watchdog.daemon = True
    watchdog.start()
    try:
        line = _output(process).readline(MAX_OUTPUT_BYTES)
    finally:
        watchdog.cancel()
    if not line.endswith(b"\n"):
        raise UnreadableArticle(f"{name} takes too long or needs too much memory to be read; split it.")
    answer: dict[str, Any] = json.loads(line)
    return answer


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    return process.stdout


def _source(item: Item, name: str, calendar: Calendar) -> Source:
    place = f"{name}, {item.place}" if item.place else name
    if item.error:
        return Source(place, error=f"{place}: {item.error}", is_left_out=item.is_left_out)
    if len(item.text) > MAX_ARTICLE_BYTES:
        limit = f"one article may have at most {megabytes(MAX_ARTICLE_BYTES)}"
        return Source(place, error=f"{place} is too long; {limit}.")
    if calendar.is_future(item.not_before):
        error = f"{place}: “{item.title}” waits for its date, {item.not_before}."
        return Source(place, error=error, is_left_out=True)
    if not item.text:
        return Source(place, link=item.url, changed_at=calendar.moment(item.changed_at))
    published_on = calendar.day(item.published_on)
    if published_on is None and any(char in "123456789" for char in item.published_on):
        shown = item.published_on[:50]
        error = f"{place}: “{shown}” is not a date; write it like 2022-04-22 or leave it out."
        return Source(place, error=error)
    return Source(
        place,
        RawDocument(
            item.text,
            item.form,
            place,
            heading=item.title,
            published_on=published_on,
            publisher=item.publisher or None,
            url=item.url or None,
            external_id=item.external_id or None,
        ),
    )
