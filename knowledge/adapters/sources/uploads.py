"""Bytes to articles, by the kind that a name ends in; one bad file, member or line stops nothing.

Plain text is read here, documents and archives in a process of their own. Calls block: they belong in a
thread.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from knowledge.adapters.sources import sandbox
from knowledge.adapters.sources.encoding import decode
from knowledge.articles.reading import read_document, read_json_line, read_text
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText
from knowledge.ports import Source

MAX_FILE_BYTES = 10 * 1024 * 1024
"""One article, or one line of a ``.jsonl`` file. The longest novels are a third of this."""

TEXT_SUFFIXES = frozenset({".txt", ".text"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
JSON_SUFFIXES = frozenset({".jsonl", ".ndjson"})
DOCUMENT_KINDS = {".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx"}
ARCHIVE_SUFFIXES = frozenset({".zip"})
ONE_ARTICLE_SUFFIXES = TEXT_SUFFIXES | MARKDOWN_SUFFIXES | DOCUMENT_KINDS.keys()
ARTICLE_SUFFIXES = ONE_ARTICLE_SUFFIXES | JSON_SUFFIXES | ARCHIVE_SUFFIXES
_MEMBER_SUFFIXES = sorted(ARTICLE_SUFFIXES - ARCHIVE_SUFFIXES)

MAX_ARCHIVE_BYTES = 200 * 1024 * 1024
"""An archive of articles, and one file of JSON lines inside of it. It is read into memory."""

SUPPORTED = "Kutip reads .txt, .md, .html, .pdf, .docx, .jsonl and .zip"


def read_bytes(data: bytes, name: str) -> ArticleText:
    """The one article in an uploaded file called ``name``: text, Markdown, HTML, PDF or DOCX.

    Raises :class:`~knowledge.errors.UnreadableArticle`, naming the file.
    """
    suffix = suffix_of(name)
    if suffix not in ONE_ARTICLE_SUFFIXES:
        raise UnreadableArticle(
            f"{name} is not a .txt, .md, .html, .pdf or .docx file; save the article as one of these."
        )
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableArticle(too_large(name, len(data)))
    if suffix in DOCUMENT_KINDS:
        return read_kind(data, DOCUMENT_KINDS[suffix], name)
    return _read_text_bytes(data, name, markdown=suffix in MARKDOWN_SUFFIXES)


def read_kind(data: bytes, kind: str, name: str, *, url: str | None = None) -> ArticleText:
    """A document of ``kind`` (``html``, ``pdf``, ``docx``), called ``name`` in errors; ``url`` its
    address.

    Raises :class:`~knowledge.errors.UnreadableArticle`.
    """
    found = sandbox.extract(data, kind, name)
    return read_document(
        found.text,
        name=name,
        heading=found.heading,
        above=found.above,
        published_on=_day(found.published_on),
        publisher=found.publisher or None,
        url=url or _web_address(found.url),
    )


def read_upload(data: bytes, name: str) -> Iterator[Source]:
    """Every article in an uploaded file of any kind; one that cannot be read is reported."""
    suffix = suffix_of(name)
    if suffix in JSON_SUFFIXES:
        yield from read_json_lines(io.BytesIO(data), name)
    elif suffix in ARCHIVE_SUFFIXES:
        yield from read_archive(data, name)
    elif suffix in ONE_ARTICLE_SUFFIXES:
        try:
            yield Source(name, read_bytes(data, name))
        except UnreadableArticle as error:
            yield Source(name, error=str(error))
    else:
        yield Source(name, error=f"{name} is of a kind that cannot be read; {SUPPORTED} files.")


def read_stdin(data: bytes) -> Iterator[Source]:
    """Articles from standard input: JSON lines if the first line is a JSON object, else one text."""
    name = "standard input"
    first = data.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0]
    if first.startswith(b"{") and _is_json(first):
        for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
            if line.strip():
                yield _read_json(line, name, number)
        return
    try:
        yield Source(name, _read_text_bytes(data, "Standard input", markdown=False))
    except UnreadableArticle as error:
        yield Source(name, error=str(error))


def count_archive(data: bytes, name: str) -> int:
    count = 0
    for member, content in sandbox.members(data, _MEMBER_SUFFIXES, MAX_ARCHIVE_BYTES, name):
        if isinstance(content, bytes) and suffix_of(member) in JSON_SUFFIXES:
            count += max(1, sum(1 for _ in lines(io.BytesIO(content))))
        else:
            count += 1
    return count


def read_archive(data: bytes, name: str) -> Iterator[Source]:
    """Members are called ``archive.zip/folder/name.txt``. Their names are only ever shown."""
    try:
        for member, content in sandbox.members(data, _MEMBER_SUFFIXES, MAX_ARCHIVE_BYTES, name):
            whole = f"{name}/{_shown(member)}"
            if isinstance(content, str):
                yield Source(whole, error=f"{whole} {content}")
            else:
                yield from read_upload(content, whole)
    except UnreadableArticle as error:
        yield Source(name, error=str(error))


def read_json_lines(file: BinaryIO, name: str) -> Iterator[Source]:
    empty = True
    for number, line in lines(file):
        empty = False
        if line is None:
            limit = f"one line may have at most {_megabytes(MAX_FILE_BYTES)}"
            yield Source(name, error=f"{name}, line {number} is too long; {limit}.", line=number)
        else:
            yield _read_json(line, name, number)
    if empty:
        yield Source(name, error=f"{name} is empty; write one article a line, as a JSON object.")


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines that are not blank with their numbers from 1; None for one that is longer than the limit."""
    number = 0
    while line := file.readline(MAX_FILE_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > MAX_FILE_BYTES and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_FILE_BYTES)
            yield number, None
        elif line.strip():
            yield number, line


def _read_json(line: bytes, name: str, number: int) -> Source:
    try:
        return Source(name, read_json_line(line.strip()), line=number)
    except UnreadableArticle as error:
        return Source(name, error=f"{name}, line {number}: {error}", line=number)


def _is_json(line: bytes) -> bool:
    try:
        read_json_line(line)
    except UnreadableArticle as error:
        # Any other complaint is about a field: then it is JSON, and each line says what is wrong with it.
        return "is not JSON" not in str(error)
    return True


def _read_text_bytes(data: bytes, name: str, *, markdown: bool) -> ArticleText:
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableArticle(too_large(name, len(data)))
    try:
        text = decode(data)
    except UnreadableArticle as error:
        raise UnreadableArticle(str(error).replace("This", name, 1)) from None
    return read_text(text, name=name, markdown=markdown)


def too_large(name: str, size_bytes: int, limit_bytes: int = MAX_FILE_BYTES) -> str:
    what = "one article" if limit_bytes == MAX_FILE_BYTES else "an archive"
    limit = _megabytes(limit_bytes)
    return f"{name} has {_megabytes(size_bytes)}; {what} may have at most {limit}, so split it."


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1024 / 1024:.1f}".removesuffix(".0") + " MB"


def suffix_of(name: str) -> str:
    return Path(name).suffix.lower()


def _shown(name: str) -> str:
    """The name of a member on one line, without what reverses or hides text."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:200]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _web_address(text: str) -> str | None:
    return text if text.startswith(("https://", "http://")) and not any(map(str.isspace, text)) else None
