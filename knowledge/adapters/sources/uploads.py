"""Turns the bytes of a file into raw documents, according to the kind of file that its name indicates.

Plain text is decoded here; documents and archives are parsed in a process of their own. A bad file, archive
member or line is reported, and the others are still read. All calls block: make them, and advance their
iterators, in a thread.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from datetime import date, datetime

from knowledge.adapters.formats.extracted import DocumentKind
from knowledge.adapters.sources import sandbox
from knowledge.adapters.sources.archives import (
    DEFAULT_CALENDAR,
    Calendar,
    from_archive_bytes,
    is_archive_kind,
)
from knowledge.adapters.sources.encoding import decode
from knowledge.adapters.sources.front_matter import page_source
from knowledge.adapters.sources.json_lines import from_json_line, from_json_lines, is_json, numbered_lines
from knowledge.adapters.sources.sizes import MAX_ARCHIVE_BYTES, MAX_ARTICLE_BYTES, too_large
from knowledge.errors import UnreadableArticle
from knowledge.ports import RawDocument, Source
from knowledge.ports.file_kinds import SINGLE_ARTICLE_KINDS, SUFFIXES, FileKind, kind_of, listed

SUPPORTED = f"Kutip reads {listed(SUFFIXES)}"

_MEMBER_SUFFIXES = sorted(
    suffix for kind, suffixes in SUFFIXES.items() if kind != "archive" for suffix in suffixes
)


def from_upload(data: bytes, name: str, calendar: Calendar = DEFAULT_CALENDAR) -> Iterator[Source]:
    """Yields the documents in a file of any kind, called ``name``. A document that cannot be read has an
    error."""
    kind = kind_of(name)
    if kind == "json_lines":
        yield from from_json_lines(io.BytesIO(data), name)
    elif kind == "archive":
        yield from from_zip(data, name, calendar)
    elif is_archive_kind(kind):
        yield from from_archive_bytes(data, kind, name, calendar)
    elif kind is None:
        yield Source(name, error=f"{name} is of a kind that cannot be read; {SUPPORTED} files.")
    else:
        try:
            document = _single(data, kind, name)
            yield page_source(document, calendar) if kind == "markdown" else Source(name, document)
        except UnreadableArticle as error:
            yield Source(name, error=str(error))


def from_stdin(data: bytes) -> Iterator[Source]:
    """Yields one document per line if the first line is a JSON object, otherwise one document of plain
    text."""
    name = "standard input"
    first = data.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")[0]
    if first.startswith(b"{") and is_json(first):
        for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
            if line.strip():
                yield from_json_line(line, name, number)
        return
    try:
        yield Source(name, text_document(data, "Standard input"))
    except UnreadableArticle as error:
        yield Source(name, error=str(error))


def from_zip(data: bytes, name: str, calendar: Calendar = DEFAULT_CALENDAR) -> Iterator[Source]:
    """Yields the documents in a zip archive; its members are called ``archive.zip/folder/name.txt``.

    Names of members are only shown, never used as paths.
    """
    try:
        for member, content in sandbox.members(data, _MEMBER_SUFFIXES, MAX_ARCHIVE_BYTES, name):
            whole_name = f"{name}/{_printable(member)}"
            if isinstance(content, str):
                yield Source(whole_name, error=f"{whole_name} {content}")
            else:
                yield from from_upload(content, whole_name, calendar)
    except UnreadableArticle as error:
        yield Source(name, error=str(error))


def count_zip(data: bytes, name: str) -> int | None:
    """Returns the number of documents in a zip archive, None if only reading can tell.

    Raises ``UnreadableArticle`` if it is damaged.
    """
    count = 0
    for member, content in sandbox.members(data, _MEMBER_SUFFIXES, MAX_ARCHIVE_BYTES, name):
        kind = kind_of(member)
        if is_archive_kind(kind) and kind not in SINGLE_ARTICLE_KINDS:
            return None
        if isinstance(content, bytes) and kind == "json_lines":
            count += max(1, sum(1 for _ in numbered_lines(io.BytesIO(content))))
        else:
            count += 1
    return count


def text_document(data: bytes, name: str, *, is_markdown: bool = False) -> RawDocument:
    """Decodes a text file. Raises ``UnreadableArticle``, naming the file, if it is too large or binary."""
    if len(data) > MAX_ARTICLE_BYTES:
        raise UnreadableArticle(too_large(name, len(data)))
    try:
        text = decode(data)
    except UnreadableArticle as error:
        raise UnreadableArticle(str(error).replace("This", name, 1)) from None
    return RawDocument(text, "markdown" if is_markdown else "plain", name)


def parsed_document(data: bytes, kind: DocumentKind, name: str, *, url: str | None = None) -> RawDocument:
    """Parses an HTML, PDF or DOCX document in the sandbox. ``url`` is its web address, None if unknown.

    Raises ``UnreadableArticle`` with the name of the document if it cannot be parsed.
    """
    extracted = sandbox.extract(data, kind, name)
    return RawDocument(
        extracted.text,
        "document",
        name,
        heading=extracted.heading,
        above=extracted.above,
        published_on=_moment(extracted.published_on),
        publisher=extracted.publisher or None,
        url=url or _web_address(extracted.url),
    )


def _single(data: bytes, kind: FileKind, name: str) -> RawDocument:
    if kind == "html" or kind == "pdf" or kind == "docx":
        if len(data) > MAX_ARTICLE_BYTES:
            raise UnreadableArticle(too_large(name, len(data)))
        return parsed_document(data, kind, name)
    return text_document(data, name, is_markdown=kind == "markdown")


def _printable(name: str) -> str:
    """The name of an archive member on one line, without characters that reverse or hide text."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:200]


def _moment(text: str) -> date | None:
    """The day of an ISO date; the moment, if it has a time and a zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.date()


def _web_address(text: str) -> str | None:
    return text if text.startswith(("https://", "http://")) and not any(map(str.isspace, text)) else None
