"""Opens the package of a Word document: checks its size, and unifies the names of its two dialects."""

from __future__ import annotations

import io
import zipfile

from knowledge.adapters.formats.extracted import Refused

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
"""Limits of a document. A report with dozens of pictures has about 40 parts and 20 MB."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_RENAMED = (
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Names in the "Strict Open XML Document" of Word, and those in every other document."""


def open_package(data: bytes) -> io.BytesIO:
    """Returns the package, with the usual names if it is of the strict dialect.

    Raises :class:`Refused` for a file that is not a Word document, is damaged, or is too large when unpacked.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "is an old Word document or is protected by a password; save it as .docx without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise Refused("unpacks to far more than a document holds; save its text to a .txt file.")
            if not _is_strict(package):
                return io.BytesIO(data)
            return _renamed(package)
    except (zipfile.BadZipFile, ValueError, OSError, KeyError, NotImplementedError, RuntimeError):
        raise Refused("is damaged or no Word document; save it as .docx again.") from None


def _is_strict(package: zipfile.ZipFile) -> bool:
    return "_rels/.rels" in package.namelist() and _STRICT in package.read("_rels/.rels")


def _renamed(package: zipfile.ZipFile) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for part in package.infolist():
            content = package.read(part)
            if part.filename.endswith((".xml", ".rels")):
                for strict, usual in _RENAMED:
                    content = content.replace(strict, usual)
            copy.writestr(part.filename, content)
    out.seek(0)
    return out
