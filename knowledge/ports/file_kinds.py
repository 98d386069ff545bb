"""The kinds of file that Kutip reads, and the name endings by which it recognises them.

This is the only list of these kinds: adapters, handlers and error texts take it from here, and a test
compares it with the command help, the messages and the README.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final, Literal

ArchiveKind = Literal["rtf", "odt", "eml", "json", "csv", "xlsx", "xml", "epub"]
"""Kinds of other programs, read by :mod:`knowledge.adapters.archives`. The first three hold one article."""

FileKind = Literal["text", "markdown", "html", "pdf", "docx", "json_lines", "archive", ArchiveKind]

SUFFIXES: Final[dict[FileKind, tuple[str, ...]]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "rtf": (".rtf",),
    "odt": (".odt",),
    "eml": (".eml",),
    "json_lines": (".jsonl", ".ndjson"),
    "json": (".json",),
    "csv": (".csv", ".tsv"),
    "xlsx": (".xlsx",),
    "xml": (".xml",),
    "epub": (".epub",),
    "archive": (".zip",),
}
"""Name endings of each kind, in lower case. Messages to people name the first one of a kind."""

COMMON_KINDS: Final[tuple[FileKind, ...]] = (
    *("text", "markdown", "html", "pdf", "docx"),
    *("json_lines", "archive"),
)
"""Kinds that messages in chats name; all of them would make the messages long."""

SINGLE_ARTICLE_KINDS: Final[tuple[FileKind, ...]] = (
    *("text", "markdown", "html", "pdf", "docx"),
    *("rtf", "odt", "eml"),
)
"""Kinds whose files hold exactly one article."""

READABLE_BYTES_KINDS: Final[tuple[FileKind, ...]] = ("text", "markdown", "html", "json_lines")
"""Kinds whose bytes are the text itself, so that hidden characters can be found in them undecoded."""

_KIND_BY_SUFFIX: Final = {suffix: kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes}


def kind_of(name: str) -> FileKind | None:
    """Returns the kind of a file, by the ending of its name in any case; None if Kutip does not read this
    kind.

    >>> kind_of("berita/Pasar.MD"), kind_of("foto.jpg"), kind_of("README")
    ('markdown', None, None)
    """
    return _KIND_BY_SUFFIX.get(PurePath(name).suffix.lower())


def listed(kinds: Iterable[FileKind]) -> str:
    """Names kinds of file by their best-known endings, for a sentence.

    >>> listed(["text", "pdf", "docx"]), listed(["archive"])
    ('.txt, .pdf and .docx', '.zip')
    """
    *others, last = (SUFFIXES[kind][0] for kind in kinds)
    return f"{', '.join(others)} and {last}" if others else last
