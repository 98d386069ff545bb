"""Finds documents on disk, in files and folders. A bad file is reported, and the others are still read.

:mod:`knowledge.adapters.sources.uploads` turns the contents of a file into documents. All calls block: make
them, and advance their iterators, in a thread.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.adapters.sources.archives import DEFAULT_CALENDAR, Calendar, from_archive, is_archive_kind
from knowledge.adapters.sources.json_lines import from_json_lines, numbered_lines
from knowledge.adapters.sources.sites import Site, site_in
from knowledge.adapters.sources.sizes import MAX_ARCHIVE_BYTES, MAX_ARTICLE_BYTES, too_large
from knowledge.adapters.sources.uploads import SUPPORTED, count_zip, from_upload, from_zip
from knowledge.errors import UnreadableArticle
from knowledge.ports import Source
from knowledge.ports.file_kinds import SINGLE_ARTICLE_KINDS, kind_of

_LINK = (b"https://", b"http://")


def from_paths(paths: Sequence[Path], calendar: Calendar = DEFAULT_CALENDAR) -> Iterator[Source]:
    """Yields the documents in these files and folders: files in the order given, folders sorted by name.

    Never raises for a file on disk. In folders and their subfolders, hidden files, other kinds of file and
    links that lead out of the folder are skipped. A file in ``paths`` that cannot be read is reported. Of a
    folder that is a Hugo or Jekyll site, only its pages are read.
    """
    for path in paths:
        site = site_in(path)
        for file in _files(path, site):
            if isinstance(file, Source):
                yield file
            else:
                yield from _from_file(file, site, calendar)


def count(paths: Sequence[Path]) -> int | None:
    """Returns the approximate number of sources that :func:`from_paths` will yield.

    Returns None if there is a file that must be read to know. Only files of JSON lines and ZIP archives are
    read here, and none of their documents is parsed.
    """
    total = 0
    for path in paths:
        for file in _files(path, site_in(path)):
            number = 1 if isinstance(file, Source) else _count_file(file)
            if number is None:
                return None
            total += number
    return total


def _files(path: Path, site: Site | None) -> Iterator[Path | Source]:
    """The article files that ``path`` stands for, or what is wrong with it."""
    name = str(path)
    if site is not None:
        yield from site.files()
        return
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield Source(name, error=f"{name} does not exist; check the path.")
        return
    except (OSError, ValueError) as error:
        yield Source(name, error=_cannot_read(name, error))
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif not stat.S_ISREG(mode):
        yield Source(name, error=f"{name} is not a regular file; {SUPPORTED} files.")
    elif kind_of(path.name) is None:
        yield Source(name, error=f"{name} is of a kind that cannot be read; {SUPPORTED} files.")
    else:
        yield path


def _walk(folder: Path) -> Iterator[Path | Source]:
    root = folder.resolve()
    errors: list[OSError] = []
    is_empty = True
    # os.walk does not follow links to folders; links to files are checked below.
    for current, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(current, name)
            if name.startswith(".") or kind_of(name) is None:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            if path.exists() and not path.is_file():
                continue
            is_empty = False
            yield path
    for error in errors:
        is_empty = False
        yield Source(str(error.filename), error=_cannot_read(str(error.filename), error))
    if is_empty:
        yield Source(str(folder), error=f"{folder} holds no article; {SUPPORTED} files.")


def _from_file(path: Path, site: Site | None, calendar: Calendar) -> Iterator[Source]:
    name = str(path)
    kind = kind_of(path.name)
    try:
        if site is not None:
            yield site.source(path, _contents(path, MAX_ARTICLE_BYTES), calendar)
        elif is_archive_kind(kind):
            with path.open("rb") as file:
                yield from from_archive(file, kind, name, calendar)
        elif kind == "json_lines":
            with path.open("rb") as file:
                yield from from_json_lines(file, name)
        elif kind == "archive":
            yield from from_zip(_contents(path, MAX_ARCHIVE_BYTES), name, calendar)
        else:
            data = _contents(path, MAX_ARTICLE_BYTES)
            yield from _links(data, name) or from_upload(data, name, calendar)
    except UnreadableArticle as error:
        yield Source(name, error=str(error))
    except OSError as error:
        yield Source(name, error=_cannot_read(name, error))


def _links(data: bytes, name: str) -> list[Source]:
    """The pages that a list of links names, one a line; ``[]`` if there is anything else in it."""
    lines = data.split()
    if not lines or not all(line.startswith(_LINK) for line in lines):
        return []
    return [
        Source(f"{name}, link {number}", link=line.decode("utf-8", "replace"))
        for number, line in enumerate(lines, start=1)
    ]


def _contents(path: Path, limit_bytes: int) -> bytes:
    """Raises ``UnreadableArticle`` before a larger file is read."""
    with path.open("rb") as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if size_bytes > limit_bytes:
            raise UnreadableArticle(too_large(str(path), size_bytes, limit_bytes))
        return file.read(limit_bytes + 1)


def _count_file(path: Path) -> int | None:
    kind = kind_of(path.name)
    if is_archive_kind(kind):
        return 1 if kind in SINGLE_ARTICLE_KINDS else None
    try:
        if kind == "text":
            with path.open("rb") as file:
                return None if file.read(len(_LINK[0])).startswith(_LINK) else 1
        if kind == "archive":
            return count_zip(_contents(path, MAX_ARCHIVE_BYTES), path.name)
        if kind != "json_lines":
            return 1
        with path.open("rb") as file:
            return max(1, sum(1 for _ in numbered_lines(file)))
    except (OSError, UnreadableArticle):
        return 1


def _cannot_read(name: str, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{name} may not be read by this user; change its permissions."
    reason = (error.strerror if isinstance(error, OSError) else None) or "the system refused"
    return f"{name} could not be read ({reason}); check the path and the disk."
