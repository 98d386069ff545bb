"""Articles on disk and in uploads: folders are walked, bytes become text, one bad file stops nothing."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from knowledge.adapters.decoding import decode
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText
from knowledge.ports import Source
from knowledge.reading import read_json_line, read_text

__all__ = ["MAX_FILE_BYTES", "Source", "count_sources", "decode", "read_bytes", "read_sources", "read_stdin"]

MAX_FILE_BYTES = 10 * 1024 * 1024
"""One article, or one line of a ``.jsonl`` file. The longest novels are a third of this."""

TEXT_SUFFIXES = frozenset({".txt", ".text"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
JSON_SUFFIXES = frozenset({".jsonl", ".ndjson"})
ARTICLE_SUFFIXES = TEXT_SUFFIXES | MARKDOWN_SUFFIXES | JSON_SUFFIXES

_SUPPORTED = "Kutip reads .txt, .md and .jsonl"


def read_bytes(data: bytes, name: str) -> ArticleText:
    """The article in an uploaded ``.txt`` or ``.md`` file called ``name``.

    Raises :class:`~knowledge.errors.UnreadableArticle`, naming the file.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in TEXT_SUFFIXES | MARKDOWN_SUFFIXES:
        raise UnreadableArticle(f"{name} is neither a .txt nor a .md file; save the article as one of these.")
    return _read_text_bytes(data, name, markdown=suffix in MARKDOWN_SUFFIXES)


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
            else:
                yield _read_file(found)


def count_sources(paths: Sequence[Path]) -> int:
    """How many sources :func:`read_sources` will yield, without reading more than the lines of ``.jsonl``."""
    return sum(
        1 if isinstance(found, Source) else _count_file(found) for path in paths for found in _files(path)
    )


def read_stdin(data: bytes) -> Iterator[Source]:
    """Articles from standard input: JSON lines if the first line is a JSON object, else one text."""
    name = "standard input"
    first = data.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0]
    if first.startswith(b"{") and _is_json(first):
        for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
            if line.strip():
                yield _read_json(line, name, number)
        return
    try:
        yield Source(name, _read_text_bytes(data, "Standard input", markdown=False))
    except UnreadableArticle as error:
        yield Source(name, error=str(error))


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
        yield Source(name, error=f"{name} is not a regular file; {_SUPPORTED} files.")
    elif path.suffix.lower() not in ARTICLE_SUFFIXES:
        yield Source(name, error=f"{name} is of a kind that cannot be read; {_SUPPORTED} files.")
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
        yield Source(str(folder), error=f"{folder} holds no article; {_SUPPORTED} files.")


def _read_file(path: Path) -> Source:
    name = str(path)
    try:
        with path.open("rb") as file:
            size_bytes = os.fstat(file.fileno()).st_size
            if size_bytes > MAX_FILE_BYTES:
                return Source(name, error=_too_large(name, size_bytes))
            data = file.read(MAX_FILE_BYTES + 1)
        markdown = path.suffix.lower() in MARKDOWN_SUFFIXES
        return Source(name, _read_text_bytes(data, name, markdown=markdown))
    except UnreadableArticle as error:
        return Source(name, error=str(error))
    except OSError as error:
        return Source(name, error=_cannot_read(name, error))


def _read_json_file(path: Path) -> Iterator[Source]:
    name = str(path)
    empty = True
    try:
        with path.open("rb") as file:
            for number, line in _lines(file):
                empty = False
                if line is None:
                    limit = f"one line may have at most {_megabytes(MAX_FILE_BYTES)}"
                    yield Source(name, error=f"{name}, line {number} is too long; {limit}.", line=number)
                else:
                    yield _read_json(line, name, number)
    except OSError as error:
        yield Source(name, error=_cannot_read(name, error))
        return
    if empty:
        yield Source(name, error=f"{name} is empty; write one article a line, as a JSON object.")


def _count_file(path: Path) -> int:
    if path.suffix.lower() not in JSON_SUFFIXES:
        return 1
    try:
        with path.open("rb") as file:
            return max(1, sum(1 for _ in _lines(file)))
    except OSError:
        return 1


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines that are not blank with their numbers from 1; None for one that is longer than the limit."""
    number = 0
    while line := file.readline(MAX_FILE_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > MAX_FILE_BYTES and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_FILE_BYTES)
            yield number, None
        elif line.strip():
            yield number, line


def _read_json(line: bytes, name: str, number: int) -> Source:
    try:
        return Source(name, read_json_line(line.strip()), line=number)
    except UnreadableArticle as error:
        return Source(name, error=f"{name}, line {number}: {error}", line=number)


def _is_json(line: bytes) -> bool:
    try:
        read_json_line(line)
    except UnreadableArticle as error:
        # Any other complaint is about a field: then it is JSON, and each line says what is wrong with it.
        return "is not JSON" not in str(error)
    return True


def _read_text_bytes(data: bytes, name: str, *, markdown: bool) -> ArticleText:
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableArticle(_too_large(name, len(data)))
    try:
        text = decode(data)
    except UnreadableArticle as error:
        raise UnreadableArticle(str(error).replace("This", name, 1)) from None
    return read_text(text, name=name, markdown=markdown)


def _cannot_read(name: str, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{name} may not be read by this user; change its permissions."
    reason = (error.strerror if isinstance(error, OSError) else None) or "the system refused"
    return f"{name} could not be read ({reason}); check the path and the disk."


def _too_large(name: str, size_bytes: int) -> str:
    limit = _megabytes(MAX_FILE_BYTES)
    return f"{name} has {_megabytes(size_bytes)}; one article may have at most {limit}, so split it."


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.1f}".removesuffix(".0") + " MB"
