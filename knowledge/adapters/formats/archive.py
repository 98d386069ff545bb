"""Reads the files in a zip archive one after another; no name in it is ever used as a path."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator

from knowledge.adapters.formats.extracted import Refused

MOST_MEMBERS = 20_000
MOST_UNPACKED_BYTES = 500 * 1024 * 1024
"""Limit of all members together: 200,000 news articles as text."""

LARGEST_RATIO = 200
"""Largest ratio of unpacked to packed size. News text packs to a third of its size, zeros to a thousandth."""

RATIO_FREE_BYTES = 1024 * 1024
"""A member up to this size may have any ratio."""


def members(
    data: bytes, suffixes: Collection[str], largest_bytes: int
) -> Iterator[tuple[str, bytes | Refused]]:
    """Yields the files whose names end in one of ``suffixes``, sorted by name, each with its content.

    A member that cannot be read, or is an archive itself, comes with a :class:`Refused` in place of its
    content. Folders, hidden files and other kinds of file are skipped. Raises :class:`Refused` for an archive
    that is damaged, too large or without any article.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("is damaged or no zip archive; pack it again.") from None
    with archive:
        wanted = []
        for member in archive.infolist():
            suffix = f".{member.filename.rpartition('.')[2].lower()}" if "." in member.filename else ""
            if not member.is_dir() and not _is_hidden(member.filename) and suffix in {*suffixes, ".zip"}:
                wanted.append((member, suffix))
        if len(archive.infolist()) > MOST_MEMBERS:
            raise Refused(f"holds more than {MOST_MEMBERS:,} files; split it.")
        if sum(member.file_size for member, _ in wanted) > MOST_UNPACKED_BYTES:
            raise Refused(f"unpacks to more than {MOST_UNPACKED_BYTES // 1024 // 1024} MB; split it.")
        if not wanted:
            raise Refused("holds no article.")
        for member, suffix in sorted(wanted, key=lambda item: item[0].filename):
            yield member.filename, _read(archive, member, suffix, largest_bytes)


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, suffix: str, largest_bytes: int
) -> bytes | Refused:
    if suffix == ".zip":
        return Refused("is an archive in an archive; unpack it first.")
    if member.flag_bits & 0x1:
        return Refused("is protected by a password; pack it without one.")
    if member.file_size > largest_bytes:
        return Refused(f"has more than {largest_bytes // 1024 // 1024} MB; split it.")
    if member.file_size > max(RATIO_FREE_BYTES, LARGEST_RATIO * member.compress_size):
        return Refused("unpacks to many times its size, as traps do; pack it again.")
    try:
        with archive.open(member) as file:
            # Read no more than the declared size, which was checked, whatever the packed bytes contain.
            return file.read(member.file_size)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return Refused("is damaged; pack it again.")


def _is_hidden(name: str) -> bool:
    """Recognises files that operating systems add to archives: ``.DS_Store``, ``__MACOSX/…``.

    >>> _is_hidden("a/.b.txt"), _is_hidden("__MACOSX/a.txt"), _is_hidden("../a.txt")
    (True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return parts[-1].startswith(".") or parts[0] == "__MACOSX"
