"""Parses Word documents: all paragraphs, tables and text boxes that a reader sees, in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from knowledge.adapters.formats.extracted import Extracted, Refused

MOST_PARTS = 2_000
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
"""Limits of a document. A report with dozens of pictures has about 40 parts and 20 MB."""

_TITLE_STYLES = ("Title", "Heading 1")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Text that a review deleted or moved away, and the copy of a text box for old programs.
_UNSEEN = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def extract(data: bytes) -> Extracted:
    """Returns the text of a document, with its first title or top heading as ``heading``.

    Raises :class:`Refused` for a file that is not a Word document, is damaged, or is too large when unpacked.
    """
    import docx

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "is an old Word document or is protected by a password; save it as .docx without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused("is damaged or no Word document; save it as .docx again.") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Refused("unpacks to far more than a document holds; save its text to a .txt file.")
    try:
        # python-docx's XML parser resolves no entities, neither inside nor outside the document.
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name for style in document.styles}
        body = document.element.body
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, OSError, SyntaxError) as error:
        raise Refused("is damaged or no Word document; save it as .docx again.") from error
    blocks: list[str] = []
    heading = ""
    for paragraph in body.iter(f"{_W}p"):
        if any(ancestor.tag in _UNSEEN or ancestor.tag == f"{_W}p" for ancestor in paragraph.iterancestors()):
            continue
        text = "".join(_pieces(paragraph)).strip()
        if not text:
            continue
        if not heading and styles.get(paragraph.style) in _TITLE_STYLES:
            heading = " ".join(text.split())
            text = heading
        blocks.append(text)
    return Extracted(text="\n\n".join(blocks), heading=heading)


def _pieces(element: Any) -> Iterator[str]:
    """Yields the text of a paragraph with the text boxes in it.

    Raises ``RecursionError`` for a document that is nested too deeply.
    """
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in {f"{_W}pPr", f"{_W}rPr"}:
            yield from _pieces(child)
