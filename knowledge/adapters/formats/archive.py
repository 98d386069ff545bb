"""The articles in a zip archive, one after the other; no name in it is ever used as a path."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator

from knowledge.adapters.formats.extracted import Refused

MOST_MEMBERS = 20_000
MOST_UNPACKED_BYTES = 500 * 1024 * 1024
"""200,000 news articles, as text."""

LARGEST_RATIO = 200
"""Unpacked against packed. News text packs to a third of its size, zeros to a thousandth."""

RATIO_FREE_BYTES = 1024 * 1024
"""A member that is smaller than this may be packed as well as it likes."""


def members(
    data: bytes, suffixes: Collection[str], largest_bytes: int
) -> Iterator[tuple[str, bytes | Refused]]:
    """Files whose names end in one of ``suffixes`` in the order of their names, with what is in them.

    A member that cannot be read is refused on its own, the archive as a whole raises :class:`Refused`.
    Folders, hidden files and other kinds of file are passed over, archives in the archive refused.
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
            # Never more than the size that was declared, whatever the packed bytes hold.
            return file.read(member.file_size)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return Refused("is damaged; pack it again.")


def _is_hidden(name: str) -> bool:
    """Files of the system that packed it: ``.DS_Store``, ``__MACOSX/…``.

    >>> _is_hidden("a/.b.txt"), _is_hidden("__MACOSX/a.txt"), _is_hidden("../a.txt")
    (True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return parts[-1].startswith(".") or parts[0] == "__MACOSX"
