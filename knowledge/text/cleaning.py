"""Removes invisible characters from text, unifies line ends, and reduces Markdown to plain text.

All functions take time linear in the length of the text, even for hostile input.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from knowledge.text.tables import row_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

INLINE_PIECE = 2_000
"""Characters of a paragraph that are parsed as Markdown at once. markdown-it's inline rules take quadratic
time for text such as 100,000 opening brackets (4 s); hardly any paragraph of news is longer than this."""

MOST_MARKS = 400
"""A piece with more Markdown marks than this is not prose; it stays as it is, because parsing it is slow."""

_LINE_END = re.compile(r"\r\n?|[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # control characters but \t and line ends
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"  # tag characters: invisible letters, known for smuggling instructions
    "\ud800-\udfff\ufffe\uffff]"
)
# Joiners shape letters in Persian and Hindi and hold emoji together; next to ASCII they have no such purpose.
_IDLE_JOINER = re.compile("(?<=[\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f])|^[\u200c\u200d]+")
# Bidirectional embeddings, overrides and isolates, which display a text in another order than it has;
# invisible tag characters; and control characters that steer a terminal. Marks and joiners of real scripts
# are not among them.
_TRICKS = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")  # "ﬁ" as one character, as PDF documents have it
_BLANK_LINES = re.compile(r"\n{4,}")
_MARKS = re.compile(r"[\\`*_\[\]<>&!~]")
# The parser gives up at 20 levels of nesting, but took 37 s for half a million list marks in one line.
_DEEP_NESTING = re.compile(r"^(?:[>*+-][ \t]+){20,}+", re.MULTILINE)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,40}\]:[ \t]*", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"[ \t]?\[\^[^\]\s]{1,40}\]")
_TAG_ON_NEW_LINE = re.compile(r"</?(?:br|p|div|li|tr|h[1-6])\b", re.IGNORECASE)


def clean(text: str) -> str:
    r"""Normalises line ends to ``\n`` and characters to NFC; removes invisible characters and outer white
    space.

    White space at the end of lines is removed too; three or more blank lines become one.

    >>> clean("Harga\u200b beras \r\n\r\n\r\n\r\n\r\nnaik.\x07")
    'Harga beras\n\nnaik.'
    """
    text = _UNWANTED.sub("", _LINE_END.sub("\n", text))
    text = _IDLE_JOINER.sub("", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def storable(text: str) -> str:
    r"""Removes NUL and lone surrogates, which cannot be stored, and turns ``\r\n`` into ``\n``; nothing else.

    >>> storable(" a\r\nb\x00 ")
    ' a\nb '
    """
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n"))


def without_tricks(text: str) -> str:
    r"""Replaces each character that reverses or hides text or controls a terminal by a space; keeps offsets.

    >>> without_tricks("Rp1\u202e000 \x1b[2J")
    'Rp1 000  [2J'
    """
    return _TRICKS.sub(" ", text)


def visible(line: str) -> str:
    r"""Removes invisible characters from a title or name, and turns line ends into spaces.

    >>> visible(" Pasar\u202e baru\u200b\n")
    ' Pasar baru '
    """
    return _IDLE_JOINER.sub("", _UNWANTED.sub("", _LINE_END.sub(" ", line).replace("\n", " ")))


@dataclass(frozen=True, slots=True)
class PlainMarkdown:
    """Markdown as plain text. ``first_heading`` is a line of ``text``, or None if there is no heading."""

    text: str
    first_heading: str | None


def from_markdown(text: str) -> PlainMarkdown:
    """Reduces Markdown to the text that a reader sees; blocks are separated by blank lines.

    List items get lines of their own and keep their numbers; so do the rows of a table, with the headings of
    its columns. A footnote is a paragraph, and its mark in the text is left out.

    >>> from_markdown("# Judul\\n\\nHarga **beras** [naik](https://contoh.id).").text
    'Judul\\n\\nHarga beras naik.'
    """
    text = _DEEP_NESTING.sub("- ", text)
    text = _FOOTNOTE_MARK.sub("", _FOOTNOTE.sub("\n", text))
    heading: str | None = None
    parts: list[str] = []
    for block in _blocks(_markdown().parse(text)):
        if block.is_heading and heading is None:
            heading = block.text
        parts += ["\n" if block.follows_closely else "\n\n", block.text]
    # The parser drops what is nested too deeply (20 levels); if no text is left, return it with its marks.
    return PlainMarkdown("".join(parts).strip("\n") or text, heading)


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    is_heading: bool = False
    follows_closely: bool = False


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    number = ""
    follows = False
    rows: list[list[str]] | None = None
    kind = ""
    for token in tokens:
        text = ""
        if token.type in {"paragraph_open", "heading_open"}:
            kind = "tight" if token.hidden else token.type
        elif token.type in {"bullet_list_open", "ordered_list_open", "table_open"} and token.level == 0:
            follows = False
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            rows = rows or []
            rows.append([])
        elif token.type == "inline" and rows is not None:
            rows[-1].append(_inline(token.content))
        elif token.type == "table_close" and rows is not None:
            text, rows = "\n".join(row_lines(rows, heading_rows=1)), None
            kind = "tight"
        elif token.type == "inline":
            text = _inline(token.content)
        elif token.type in {"fence", "code_block"}:
            text, kind = token.content.rstrip("\n"), token.type
        elif token.type == "html_block":
            text, kind = _without_tags(token.content), token.type
        if not text.strip():
            continue
        is_heading = kind == "heading_open"
        text = number + (" ".join(text.split()) if is_heading else text)
        yield _Block(text, is_heading, follows_closely=follows and kind == "tight")
        number, follows = "", kind == "tight"


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Inline text is parsed by _inline, in pieces.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


@cache
def _inline_markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough")


def _inline(content: str) -> str:
    if not _MARKS.search(content):
        return "\n".join(map(str.strip, content.split("\n")))
    return "".join(_visible(piece) + gap for piece, gap in _pieces(content))


def _pieces(content: str) -> Iterator[tuple[str, str]]:
    """Yields pieces of at most INLINE_PIECE characters, each with the white space that follows it."""
    start = 0
    while len(content) - start > INLINE_PIECE:
        window = content[start : start + INLINE_PIECE]
        end = max(window.rfind("\n"), window.rfind(" "))
        if end <= 0:
            yield window, ""
            start += INLINE_PIECE
        else:
            yield window[:end], window[end]
            start += end + 1
    yield content[start:], ""


def _visible(content: str) -> str:
    if len(_MARKS.findall(content)) > MOST_MARKS:
        return content
    text: list[str] = []
    for token in _inline_markdown().parseInline(content)[0].children or ():
        if token.type in {"text", "code_inline", "image"}:
            text.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or _TAG_ON_NEW_LINE.match(token.content):
            text.append("\n")
    return "".join(text)


def _without_tags(html: str) -> str:
    # The inline rules know tags and comments too. html.parser is unsuitable: 20 kB of "<div " take it 4 s.
    if html.lstrip().lower().startswith(("<script", "<style")):
        return ""
    return "\n".join(line for line in map(str.strip, _inline(html).split("\n")) if line)
