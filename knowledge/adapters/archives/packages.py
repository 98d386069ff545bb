"""Opens files that are ZIP archives inside: spreadsheets, OpenDocument texts, electronic books."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

from knowledge.adapters.formats.extracted import Refused

MOST_PARTS = 20_000
MOST_UNPACKED_BYTES = 500 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_FREE_BYTES = 1024 * 1024
"""As in :mod:`knowledge.adapters.formats.archive`: news packs to a third, zeros to a thousandth."""


def open_package(file: BinaryIO, kind: str) -> zipfile.ZipFile:
    """Opens a package. Raises :class:`Refused` if it is damaged or unpacks to more than a ``kind`` holds."""
    try:
        package = zipfile.ZipFile(file)
    # NotImplementedError: made for a newer version of ZIP.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused(f"is damaged or no {kind}; save it again.") from None
    parts = package.infolist()
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES
        or any(part.file_size > max(RATIO_FREE_BYTES, LARGEST_RATIO * part.compress_size) for part in parts)
    ):
        raise Refused(f"unpacks to far more than a {kind} holds, as traps do; save its text as .txt.")
    return package


def part_of(package: zipfile.ZipFile, name: str, kind: str) -> bytes:
    """Returns a part of a package. Raises :class:`Refused` if it is missing, encrypted or damaged."""
    try:
        with package.open(name) as part:
            return part.read(package.getinfo(name).file_size)
    # NotImplementedError: a compression that zipfile lacks; RuntimeError: a password.
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        raise Refused(f"is damaged, protected or no {kind}; save it again.") from None


def parse_xml(data: bytes, kind: str) -> object:
    """Parses a part without resolving any entity. Raises :class:`Refused` if it is not XML."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(f"is damaged or no {kind}; save it again.") from None
