"""Articles on disk: folders are walked in order, and one bad file stops nothing.

What is in a file is the matter of :mod:`knowledge.adapters.uploads`. Calls block: they belong in a thread.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.adapters.sources.uploads import (
    ARCHIVE_SUFFIXES,
    ARTICLE_SUFFIXES,
    JSON_SUFFIXES,
    MAX_ARCHIVE_BYTES,
    MAX_FILE_BYTES,
    SUPPORTED,
    count_archive,
    lines,
    read_archive,
    read_bytes,
    read_json_lines,
    read_stdin,
    read_upload,
    suffix_of,
    too_large,
)
from knowledge.errors import UnreadableArticle
from knowledge.ports import Source

__all__ = ["Source", "count_sources", "read_bytes", "read_sources", "read_stdin", "read_upload"]


def read_sources(paths: Sequence[Path]) -> Iterator[Source]:
    """Every article in these files and folders: files in the order given, folders sorted and with subfolders.

    Never raises for what it finds on disk. In folders, hidden files, other kinds of file and links that lead
    out of the folder are passed over; a file that is named itself is reported when it cannot be read.
    """
    for path in paths:
        for found in _files(path):
            if isinstance(found, Source):
                yield found
            elif found.suffix.lower() in JSON_SUFFIXES:
                yield from _read_json_file(found)
            elif found.suffix.lower() in ARCHIVE_SUFFIXES:
                yield from _read_archive_file(found)
            else:
                yield _read_file(found)


def count_sources(paths: Sequence[Path]) -> int:
    """How many sources :func:`read_sources` will yield, about.

    Only ``.jsonl`` files and archives are looked into, and none of their articles is read.
    """
    return sum(
        1 if isinstance(found, Source) else _count_file(found) for path in paths for found in _files(path)
    )


def _files(path: Path) -> Iterator[Path | Source]:
    """The article files that ``path`` stands for, or what is wrong with it."""
    name = str(path)
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
    elif path.suffix.lower() not in ARTICLE_SUFFIXES:
        yield Source(name, error=f"{name} is of a kind that cannot be read; {SUPPORTED} files.")
    else:
        yield path


def _walk(folder: Path) -> Iterator[Path | Source]:
    root = folder.resolve()
    refused: list[OSError] = []
    empty = True
    # os.walk does not follow links to folders; links to files are checked below.
    for current, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(current, name)
            if name.startswith(".") or path.suffix.lower() not in ARTICLE_SUFFIXES:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            if path.exists() and not path.is_file():
                continue
            empty = False
            yield path
    for error in refused:
        empty = False
        yield Source(str(error.filename), error=_cannot_read(str(error.filename), error))
    if empty:
        yield Source(str(folder), error=f"{folder} holds no article; {SUPPORTED} files.")


def _read_file(path: Path) -> Source:
    name = str(path)
    try:
        return Source(name, read_bytes(_contents(path, MAX_FILE_BYTES), name))
    except UnreadableArticle as error:
        return Source(name, error=str(error))
    except OSError as error:
        return Source(name, error=_cannot_read(name, error))


def _contents(path: Path, limit_bytes: int) -> bytes:
    """Raises ``UnreadableArticle`` before a larger file is read."""
    with path.open("rb") as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if size_bytes > limit_bytes:
            raise UnreadableArticle(too_large(str(path), size_bytes, limit_bytes))
        return file.read(limit_bytes + 1)


def _read_archive_file(path: Path) -> Iterator[Source]:
    name = str(path)
    try:
        yield from read_archive(_contents(path, MAX_ARCHIVE_BYTES), name)
    except UnreadableArticle as error:
        yield Source(name, error=str(error))
    except OSError as error:
        yield Source(name, error=_cannot_read(name, error))


def _read_json_file(path: Path) -> Iterator[Source]:
    try:
        with path.open("rb") as file:
            yield from read_json_lines(file, str(path))
    except OSError as error:
        yield Source(str(path), error=_cannot_read(str(path), error))


def _count_file(path: Path) -> int:
    suffix = suffix_of(path.name)
    try:
        if suffix in ARCHIVE_SUFFIXES:
            return count_archive(_contents(path, MAX_ARCHIVE_BYTES), path.name)
        if suffix not in JSON_SUFFIXES:
            return 1
        with path.open("rb") as file:
            return max(1, sum(1 for _ in lines(file)))
    except (OSError, UnreadableArticle):
        return 1


def _cannot_read(name: str, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{name} may not be read by this user; change its permissions."
    reason = (error.strerror if isinstance(error, OSError) else None) or "the system refused"
    return f"{name} could not be read ({reason}); check the path and the disk."
