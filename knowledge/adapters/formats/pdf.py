"""Parses PDF documents: lines with their positions on a page, which :mod:`pdf_lines` joins to paragraphs."""

from __future__ import annotations

import io

from knowledge.adapters.formats.extracted import Extracted, Refused
from knowledge.adapters.formats.pdf_layout import lines_of
from knowledge.adapters.formats.pdf_lines import (
    from_title,
    paragraphs,
    with_notes_last,
    without_furniture,
    without_unmapped,
)
from knowledge.adapters.formats.pdf_page import read_page

MOST_PAGES = 100
"""Limit of a document. A news article has one to ten pages, the longest magazine articles about thirty."""

LEAST_LETTERS_A_PAGE = 20
"""With fewer on average, the pages are taken for scans, which have no text or only a stamp of the scanner."""

_SCANNED = (
    "holds pictures of pages but hardly any text, as a scanner makes them; "
    "run text recognition over it first, or type the text."
)
_UNMAPPED = (
    "has letters that its fonts do not map to Unicode; "
    "save it again with another program, or run text recognition over it."
)


def extract(data: bytes) -> Extracted:
    """Returns title and paragraphs of a document, and the lines above the title.

    Raises :class:`Refused` for a document that is encrypted, scanned, damaged or too long.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        # Most encrypted documents open without a password: only changing or printing them needs one.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("is protected by a password; save it without one.")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise Refused(f"has {count} pages, and an article may have at most {MOST_PAGES}; split it.")
        pages = [lines_of(*read_page(page)) for page in reader.pages]
    except DependencyError as error:  # pypdf decrypts AES by the package cryptography.
        raise Refused(
            "is encrypted in a way that cannot be read here; save it without protection."
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as error:
        raise Refused("is damaged or no PDF document; save it as PDF again, or as text.") from error
    pages, unmapped = without_unmapped(pages)
    letters = sum(map(str.isalpha, "".join(line.text for page in pages for line in page)))
    if letters < LEAST_LETTERS_A_PAGE * max(1, count):
        raise Refused(_UNMAPPED if unmapped else _SCANNED)
    above, heading, body = from_title(with_notes_last(without_furniture(pages)))
    return Extracted(text="\n\n".join(paragraphs(body)), heading=heading, above=above)
