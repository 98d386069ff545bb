"""Text without what cannot be seen: line ends, control characters, invisible marks, Markdown.

Everything here takes time linear in the length of the text, also on hostile input.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

INLINE_PIECE = 4_000
"""Characters of Markdown read at once within a paragraph. markdown-it's inline rules are quadratic on text such
as 100,000 opening brackets (4 s); no real paragraph is longer than this."""

_LINE_END = re.compile(r"\r\n?|[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters but \t and line ends
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"  # tag characters: invisible letters, known for smuggling instructions
    "\ud800-\udfff\ufffe\uffff]"
)
# Joiners shape letters in Persian and Hindi and hold emoji together; beside ASCII they only hide.
_IDLE_JOINER = re.compile("(?<=[\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f])|^[\u200c\u200d]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{4,}")
_MARKS = re.compile(r"[\\`*_\[\]<>&!~\n]")


def clean(text: str) -> str:
    r"""Line ends as ``\n``, Unicode NFC, no control or invisible characters, no trailing or outer white space.

    Three or more blank lines become one.

    >>> clean("Harga\u200b beras \r\n\r\n\r\n\r\n\r\nnaik.\x07")
    'Harga beras\n\nnaik.'
    """
    text = _UNWANTED.sub("", _LINE_END.sub("\n", text))
    text = _IDLE_JOINER.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def storable(text: str) -> str:
    r"""``text`` to the letter but for ``\r\n`` and for NUL and lone surrogates, which no store can keep.

    >>> storable(" a\r\nb\x00 ")
    ' a\nb '
    """
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class PlainMarkdown:
    """Markdown as plain text, and its first heading as it stands in ``text`` (None: it has none)."""

    text: str
    first_heading: str | None


def from_markdown(text: str) -> PlainMarkdown:
    """Reduce Markdown to the text that a reader sees; blocks are parted by blank lines.

    List items stand on lines of their own, numbers are kept; cells of a table row are joined by ``"; "``.

    >>> from_markdown("# Judul\\n\\nHarga **beras** [naik](https://contoh.id).").text
    'Judul\\n\\nHarga beras naik.'
    """
    tokens = _markdown().parse(text)
    heading: str | None = None
    blocks: list[str] = []
    row: list[str] | None = None
    tight = False
    prefix = ""
    inside_heading = False
    for token in tokens:
        block: str | None = None
        if token.type == "inline":
            block = _inline(token.content)
            if row is not None:
                row.append(block)
                continue
            if inside_heading and heading is None:
                heading = block = " ".join(block.split())
        elif token.type in {"fence", "code_block"}:
            block = token.content.rstrip("\n")
        elif token.type == "html_block":
            block = _without_tags(token.content)
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            block, row = "; ".join(cell for cell in row if cell), None
        elif token.type in {"heading_open", "heading_close"}:
            inside_heading = token.nesting > 0
        elif token.type == "list_item_open":
            prefix = f"{token.info}{token.markup} " if token.info else ""
        if block and block.strip():
            in_list_or_table = token.type == "tr_close" or token.level > 2 and token.hidden
            blocks.append(("\n" if tight and in_list_or_table else "\n\n") + prefix + block)
            prefix = ""
            tight = in_list_or_table
    return PlainMarkdown("".join(blocks).strip("\n"), heading)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Inline text is read by _inline, in pieces.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


@cache
def _inline_markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough")


def _inline(content: str) -> str:
    if not _MARKS.search(content):
        return content
    return "".join(_visible(_inline_markdown().parseInline(piece)) for piece in _pieces(content))


def _pieces(content: str) -> Iterator[str]:
    start = 0
    while len(content) - start > INLINE_PIECE:
        end = max(content.rfind(mark, start, start + INLINE_PIECE) for mark in ("\n", " "))
        end = end if end > start else start + INLINE_PIECE
        yield content[start:end]
        # parseInline trims its input: the white space where pieces meet is put back here.
        space = content[end] if content[end].isspace() else ""
        yield space
        start = end + len(space)
    yield content[start:]
