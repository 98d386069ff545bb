"""Decodes text files of unknown encoding, and refuses binary files."""

from __future__ import annotations

import codecs

from knowledge.errors import UnreadableArticle
from knowledge.text.encodings import guess

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"PK\x03\x04": "a zip archive or an office document",
    b"PK\x05\x06": "a zip archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"SQLite format 3": "a database",
}
_SAMPLE_BYTES = 64 * 1024
"""How much of a file is looked at to guess its encoding."""


def decode(data: bytes) -> str:
    """Decodes a text in any common encoding, and removes its byte order mark.

    A byte order mark decides; otherwise UTF-8 and UTF-16 are tried, and then the encoding is guessed: see
    :func:`knowledge.text.encodings.guess`. Bytes that cannot be decoded become U+FFFD. Raises
    :class:`~knowledge.errors.UnreadableArticle` for binary content; the message calls the content "This".

    >>> decode("Harga “naik”".encode("cp1252")), decode(b"\\xef\\xbb\\xbfHarga")
    ('Harga “naik”', 'Harga')
    """
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise UnreadableArticle(f"This is not a text file but {kind}; save the article as plain text.")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data:
        wide = _wide_encoding(data)
        if wide is None:
            raise _not_text()
        return data.decode(wide, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode(guess(data), "replace")
    if sum(text.count(chr(code)) for code in range(1, 32) if code not in b"\t\n\v\f\r\x1b") * 50 > len(text):
        raise _not_text()
    return text


def _wide_encoding(data: bytes) -> str | None:
    """Recognises UTF-16 without a mark: in Latin text nearly every second byte is NUL, and no others are."""
    sample = data[:_SAMPLE_BYTES]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 10 > half * 6 and even * 100 < half:
        return "utf-16-le"
    if even * 10 > half * 6 and odd * 100 < half:
        return "utf-16-be"
    return None


def _not_text() -> UnreadableArticle:
    return UnreadableArticle("This is not a text file; save the article as plain text in UTF-8.")
