"""Finds documents on disk, in files and folders. A bad file is reported, and the others are still read.

:mod:`knowledge.adapters.sources.uploads` turns the contents of a file into documents. All calls block: make
them, and advance their iterators, in a thread.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.adapters.sources.json_lines import from_json_lines, numbered_lines
from knowledge.adapters.sources.sizes import MAX_ARCHIVE_BYTES, MAX_ARTICLE_BYTES, too_large
from knowledge.adapters.sources.uploads import SUPPORTED, count_archive, from_archive, from_upload
from knowledge.errors import UnreadableArticle
from knowledge.ports import Source
from knowledge.ports.file_kinds import kind_of


def from_paths(paths: Sequence[Path]) -> Iterator[Source]:
    """Yields the documents in these files and folders: files in the order given, folders sorted by name.

    Never raises for a file on disk. In folders and their subfolders, hidden files, other kinds of file and
    links that lead out of the folder are skipped. A file in ``paths`` that cannot be read is reported.
    """
    for path in paths:
        for file in _files(path):
            if isinstance(file, Source):
                yield file
            else:
                yield from _from_file(file)


def count(paths: Sequence[Path]) -> int:
    """Returns the approximate number of sources that :func:`from_paths` will yield.

    Only files of JSON lines and archives are opened, and none of their documents is parsed.
    """
    return sum(
        1 if isinstance(file, Source) else _count_file(file) for path in paths for file in _files(path)
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


def _from_file(path: Path) -> Iterator[Source]:
    name = str(path)
    kind = kind_of(path.name)
    try:
        if kind == "json_lines":
            with path.open("rb") as file:
                yield from from_json_lines(file, name)
        elif kind == "archive":
            yield from from_archive(_contents(path, MAX_ARCHIVE_BYTES), name)
        else:
            yield from from_upload(_contents(path, MAX_ARTICLE_BYTES), name)
    except UnreadableArticle as error:
        yield Source(name, error=str(error))
    except OSError as error:
        yield Source(name, error=_cannot_read(name, error))


def _contents(path: Path, limit_bytes: int) -> bytes:
    """Raises ``UnreadableArticle`` before a larger file is read."""
    with path.open("rb") as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if size_bytes > limit_bytes:
            raise UnreadableArticle(too_large(str(path), size_bytes, limit_bytes))
        return file.read(limit_bytes + 1)


def _count_file(path: Path) -> int:
    kind = kind_of(path.name)
    try:
        if kind == "archive":
            return count_archive(_contents(path, MAX_ARCHIVE_BYTES), path.name)
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
