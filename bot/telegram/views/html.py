"""Builds Telegram HTML from pieces that know their size, and packs them into messages within the limits.

Pieces are always valid HTML. Telegram limits the length of a message after its markup is parsed, in UTF-16
code units, and separately the number of formatted spans, which it calls entities
(https://core.telegram.org/bots/api#formatting-options, #sendmessage).
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MESSAGE_UNITS = 4096
"""Most UTF-16 code units in one message, after parsing: the limit of sendMessage."""

MESSAGE_ENTITIES = 100
"""Most entities in one message; Telegram ignores the formatting of any further ones."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Valid HTML, the length of its visible text in UTF-16 code units, and the number of its entities."""

    html: str
    units: int
    entities: int = 0

    def __add__(self, other: Piece) -> Piece:
        return Piece(self.html + other.html, self.units + other.units, self.entities + other.entities)


def utf16_units(text: str) -> int:
    """The length of a text in UTF-16 code units, as Telegram counts it.

    >>> utf16_units("é"), utf16_units("😀")
    (1, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)


def fold(text: str) -> str:
    """The text on one line: each run of white space becomes one space.

    Control characters and lone surrogates are removed, since Telegram refuses them.

    >>> fold(" Laos /\\n Kamboja\\x00 ")
    'Laos / Kamboja'
    """
    allowed = (c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"})
    return " ".join("".join(allowed).split())


def shorten(text: str, units: int) -> str:
    """The beginning of the text, at most ``units`` long, with an ellipsis if it was cut, at a space if
    possible.

    >>> shorten("Pasar lama dibuka", 12), shorten("Pasar", 12)
    ('Pasar lama…', 'Pasar')
    """
    if utf16_units(text) <= units:
        return text
    return next(cut(text, units - 1)) + "…"


def shorten_start(text: str, units: int) -> str:
    """The end of the text, at most ``units`` long, with an ellipsis if it was cut, at a space if possible.

    >>> shorten_start("Pasar lama dibuka", 13), shorten_start("Pasar", 13)
    ('…lama dibuka', 'Pasar')
    """
    if utf16_units(text) <= units:
        return text
    end = next(cut(text[::-1], units - 1))[::-1]
    return "…" + end


def cut(text: str, units: int) -> Iterator[str]:
    """Cut the text into parts of at most ``units`` code units, at spaces if possible.

    ``units`` must be at least 2. An empty text has no parts.

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
    """Make a piece of text without formatting: escape it. Line breaks are preserved.

    >>> plain("a < b").html
    'a &lt; b'
    """
    return Piece(html.escape(text, quote=False), utf16_units(text))


def bold(text: str) -> Piece:
    """Make a piece of text in bold."""
    return _marked("b", plain(text))


def italic(text: str) -> Piece:
    """Make a piece of text in italics."""
    return _marked("i", plain(text))


def code(text: str) -> Piece:
    """Make a piece of text in a fixed-width font, which a tap copies."""
    return _marked("code", plain(text))


def link(text: str, url: str) -> Piece:
    """Make a piece of text that opens ``url`` when it is tapped."""
    inner = plain(text)
    return Piece(f'<a href="{html.escape(url)}">{inner.html}</a>', inner.units, 1)


def quote(inner: Piece) -> Piece:
    """Make a block quotation of a piece. Telegram does not allow one inside another."""
    return _marked("blockquote", inner)


def folded_quote(inner: Piece) -> Piece:
    """Make a block quotation that shows three lines until it is tapped. It must not contain a quotation."""
    return Piece(f"<blockquote expandable>{inner.html}</blockquote>", inner.units, inner.entities + 1)


def lines(pieces: Iterable[Piece]) -> Piece:
    """Join pieces with line breaks into one piece."""
    joined: Piece | None = None
    for piece in pieces:
        joined = piece if joined is None else joined + _LINE_END + piece
    return joined or Piece("", 0)


def pack(pieces: Iterable[Piece]) -> list[str]:
    """Pack pieces into as few messages as possible, in order, with an empty line between two pieces.

    Pieces are not divided, so each must fit into a message. Without pieces there are no messages.

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
    """Whether a piece is within Telegram's limits for one message."""
    return piece.units <= MESSAGE_UNITS and piece.entities <= MESSAGE_ENTITIES


def _marked(tag: str, inner: Piece) -> Piece:
    return Piece(f"<{tag}>{inner.html}</{tag}>", inner.units, inner.entities + 1)


_LINE_END = Piece("\n", 1)
_EMPTY_LINE = Piece("\n\n", 2)
