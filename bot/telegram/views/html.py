"""Telegram HTML that cannot be invalid: pieces that know their size, packed into messages within the limits.

Telegram counts the text of a message after its markup is parsed, in UTF-16 code units, and the marked
spans apart from it (https://core.telegram.org/bots/api#formatting-options, #sendmessage).
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MESSAGE_UNITS = 4096
"""UTF-16 code units in one message, after parsing: the limit of sendMessage."""

MESSAGE_ENTITIES = 100
"""Marked spans in one message; Telegram ignores the ones after these."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Finished HTML with the ``units`` of its visible text and the number of its marked spans."""

    html: str
    units: int
    entities: int = 0

    def __add__(self, other: Piece) -> Piece:
        return Piece(self.html + other.html, self.units + other.units, self.entities + other.entities)


def utf16_units(text: str) -> int:
    """
    >>> utf16_units("é"), utf16_units("😀")
    (1, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)


def fold(text: str) -> str:
    """One line: runs of white space become one space; control characters and lone surrogates, which
    Telegram refuses, are left out.

    >>> fold(" Laos /\\n Kamboja\\x00 ")
    'Laos / Kamboja'
    """
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"})
    return " ".join("".join(kept).split())


def shorten(text: str, units: int) -> str:
    """At most ``units`` long, with an ellipsis where it was cut, at a space if there is one.

    >>> shorten("Pasar lama dibuka", 12), shorten("Pasar", 12)
    ('Pasar lama…', 'Pasar')
    """
    if utf16_units(text) <= units:
        return text
    return next(cut(text, units - 1)) + "…"


def shorten_start(text: str, units: int) -> str:
    """The end of the text, at most ``units`` long, with an ellipsis where it was cut, at a space if possible.

    >>> shorten_start("Pasar lama dibuka", 13), shorten_start("Pasar", 13)
    ('…lama dibuka', 'Pasar')
    """
    if utf16_units(text) <= units:
        return text
    end = next(cut(text[::-1], units - 1))[::-1]
    return "…" + end


def cut(text: str, units: int) -> Iterator[str]:
    """Parts of at most ``units``, cut at spaces where there are any. ``units`` is at least 2.

    >>> list(cut("satu dua tiga", 8))
    ['satu dua', 'tiga']
    """
    while text:
        end, size = 0, 0
        while end < len(text) and (size := size + utf16_units(text[end])) <= units:
            end += 1
        if end < len(text):
            space = text.rfind(" ", 0, end + 1)
            end = space if space > 0 else end
        yield text[:end].rstrip()
        text = text[end:].lstrip()


def plain(text: str) -> Piece:
    """Text of any origin, escaped; its line ends are kept.

    >>> plain("a < b").html
    'a &lt; b'
    """
    return Piece(html.escape(text, quote=False), utf16_units(text))


def bold(text: str) -> Piece:
    return _marked("b", plain(text))


def italic(text: str) -> Piece:
    return _marked("i", plain(text))


def code(text: str) -> Piece:
    """Set in a fixed width; a tap copies it."""
    return _marked("code", plain(text))


def link(text: str, url: str) -> Piece:
    inner = plain(text)
    return Piece(f'<a href="{html.escape(url)}">{inner.html}</a>', inner.units, 1)


def quote(inner: Piece) -> Piece:
    """A block quotation. Must not be put into another one."""
    return _marked("blockquote", inner)


def folded_quote(inner: Piece) -> Piece:
    """A block quotation, folded to three lines until it is tapped. Must not be put into another one."""
    return Piece(f"<blockquote expandable>{inner.html}</blockquote>", inner.units, inner.entities + 1)


def lines(pieces: Iterable[Piece]) -> Piece:
    """The pieces under each other."""
    joined: Piece | None = None
    for piece in pieces:
        joined = piece if joined is None else joined + _LINE_END + piece
    return joined or Piece("", 0)


def pack(pieces: Iterable[Piece]) -> list[str]:
    """Messages that hold the pieces in order, an empty line between two; no piece is divided.

    A piece must fit into a message by itself. No pieces: no messages.

    >>> pack([bold("a"), plain("b")])
    ['<b>a</b>\\n\\nb']
    """
    messages: list[str] = []
    current: Piece | None = None
    for piece in pieces:
        longer = piece if current is None else current + _EMPTY_LINE + piece
        if current is not None and not fits(longer):
            messages.append(current.html)
            longer = piece
        current = longer
    return messages if current is None else [*messages, current.html]


def fits(piece: Piece) -> bool:
    """Whether it can be sent as one message."""
    return piece.units <= MESSAGE_UNITS and piece.entities <= MESSAGE_ENTITIES


def _marked(tag: str, inner: Piece) -> Piece:
    return Piece(f"<{tag}>{inner.html}</{tag}>", inner.units, inner.entities + 1)


_LINE_END = Piece("\n", 1)
_EMPTY_LINE = Piece("\n\n", 2)
