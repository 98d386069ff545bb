"""Reads files of JSON lines: one article per line, as ``kutip add`` reads and ``kutip export`` writes them.

A line is ``{"id"?, "title"?, "text", "published_on"?, "publisher"?, "url"?}``; other fields are ignored.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from knowledge.adapters.sources.sizes import MAX_ARTICLE_BYTES, megabytes
from knowledge.errors import UnreadableArticle
from knowledge.ports import RawDocument, Source
from knowledge.text.cleaning import storable
from knowledge.text.dates import parse_moment


def from_json_lines(file: BinaryIO, name: str) -> Iterator[Source]:
    """Yields one source per line that is not blank; the source of a bad or too long line has an error."""
    is_empty = True
    for number, line in numbered_lines(file):
        is_empty = False
        if line is None:
            limit = f"one line may have at most {megabytes(MAX_ARTICLE_BYTES)}"
            yield Source(name, error=f"{name}, line {number} is too long; {limit}.", line=number)
        else:
            yield from_json_line(line, name, number)
    if is_empty:
        yield Source(name, error=f"{name} is empty; write one article a line, as a JSON object.")


def from_json_line(line: bytes, name: str, number: int) -> Source:
    """Parses line ``number`` (from 1) of the file ``name``: a source with the article, or with an error.

    >>> from_json_line(b'{"id": 7, "text": "Harga beras naik."}', "a.jsonl", 1).document.external_id
    '7'
    """
    place = f"{name}, line {number}"
    try:
        return Source(name, _record(line, place), line=number)
    except UnreadableArticle as error:
        return Source(name, error=f"{place}: {error}", line=number)


def numbered_lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yields number (from 1) and content of each line that is not blank; the content of a too long line is
    None."""
    number = 0
    while line := file.readline(MAX_ARTICLE_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_ARTICLE_BYTES)
            yield number, None
        elif line.strip():
            yield number, line


def is_json(line: bytes) -> bool:
    """Whether a line can be parsed as JSON of any content.

    >>> is_json(b'{"id": []}'), is_json(b"{sic} Pasar dibuka.")
    (True, False)
    """
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _record(line: bytes, place: str) -> RawDocument:
    try:
        row = json.loads(line.strip())
    except (ValueError, RecursionError):
        raise UnreadableArticle("The line is not JSON; write one article a line, as a JSON object.") from None
    if not isinstance(row, dict):
        raise UnreadableArticle("The line is not a JSON object; write one article a line, as a JSON object.")
    if row.get("text") is None:
        raise UnreadableArticle('The line has no "text"; add the text of the article.')
    return RawDocument(
        text=_string(row, "text") or "",
        form="record",
        name=place,
        heading=_string(row, "title") or "",
        published_on=_moment(row),
        publisher=_string(row, "publisher"),
        url=_string(row, "url"),
        external_id=_external_id(row.get("id")),
    )


def _string(row: dict[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise UnreadableArticle(f'"{field}" is not a string; write it in quotes or leave it out.')
    return value


def _moment(row: dict[str, Any]) -> date | None:
    value = storable(_string(row, "published_on") or "")
    if not value.strip():
        return None
    moment = parse_moment(value)
    if moment is None:
        raise UnreadableArticle('"published_on" is not a date; write it like 2022-04-22 or leave it out.')
    return moment


def _external_id(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnreadableArticle(
            '"id" is neither a string nor a whole number; write one of them or leave it out.'
        )
    return str(value)
