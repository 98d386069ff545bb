"""Parses PDF documents: lines with their positions on a page, which :mod:`pdf_lines` joins to paragraphs."""

from __future__ import annotations

import io
from typing import Any

from knowledge.adapters.formats.extracted import Extracted, Refused
from knowledge.adapters.formats.pdf_lines import Line, from_title, paragraphs, without_furniture

MOST_PAGES = 100
"""Limit of a document. A news article has one to ten pages, the longest magazine articles about thirty."""

LEAST_LETTERS_A_PAGE = 20
"""With fewer on average, the pages are taken for scans, which have no text or only a stamp of the scanner."""


def extract(data: bytes) -> Extracted:
    """Returns title and paragraphs of a document, and the lines above the title.

    Raises :class:`Refused` for a document that is encrypted, scanned, damaged or too long.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Refused("is protected by a password; save it without one.")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise Refused(f"has {count} pages, and an article may have at most {MOST_PAGES}; split it.")
        pages = [_lines(page) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as error:
        raise Refused("is damaged or no PDF document; save it as PDF again, or as text.") from error
    letters = sum(map(str.isalpha, "".join(line.text for page in pages for line in page)))
    if letters < LEAST_LETTERS_A_PAGE * max(1, count):
        raise Refused(
            "holds pictures of pages but hardly any text, as a scanner makes them; "
            "run text recognition over it first, or type the text."
        )
    above, heading, body = from_title(without_furniture(pages))
    return Extracted(text="\n\n".join(paragraphs(body)), heading=heading, above=above)


def _lines(page: Any) -> list[Line]:
    """Returns the lines of a page in the order of its content, each with its position in points."""
    lines: list[Line] = []
    pieces: list[str] = []
    position = (0.0, 0.0, 0.0)

    def end_line() -> None:
        text = " ".join("".join(pieces).split())
        if text:
            lines.append(Line(text, *position))
        pieces.clear()

    def visit(text: str, user: list[float], matrix: list[float], _font: Any, size: float) -> None:
        nonlocal position
        for index, piece in enumerate(text.split("\n")):
            if index:
                end_line()
            if piece.strip() and not "".join(pieces).strip():
                x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
                y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
                scale = abs(matrix[3] * user[3]) or abs(matrix[1] * user[2]) or 1.0
                position = (x, y, size * scale)
            pieces.append(piece)

    page.extract_text(visitor_text=visit)
    end_line()
    return lines
