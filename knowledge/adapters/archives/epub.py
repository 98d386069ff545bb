"""Reads electronic books (EPUB): each chapter is an article, as newspapers and magazines use the format."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import unquote

from knowledge.adapters.archives.items import Item
from knowledge.adapters.archives.markup import line_of, parse_html, text_in
from knowledge.adapters.archives.packages import open_package, parse_xml, part_of
from knowledge.adapters.formats.extracted import Refused

_KIND = "electronic book"
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w-]+)")
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(file: BinaryIO) -> Iterator[Item]:
    """Yields the chapters in the order of reading; covers and tables of contents are skipped."""
    with open_package(file, _KIND) as package:
        container: Any = parse_xml(part_of(package, "META-INF/container.xml", _KIND), _KIND)
        rootfile = container.find(".//{*}rootfile")
        opf_name = "" if rootfile is None else rootfile.get("full-path", "")
        opf: Any = parse_xml(part_of(package, opf_name, _KIND), _KIND)
        book = Item(
            "",
            published_on=_meta(opf, "date"),
            publisher=_meta(opf, "publisher") or _meta(opf, "title"),
            external_id=_meta(opf, "identifier"),
        )
        for number, name in enumerate(_chapters(opf), start=1):
            yield from _chapter(
                package, posixpath.join(posixpath.dirname(opf_name), name), book, f"chapter {number}"
            )


def _chapters(opf: Any) -> Iterator[str]:
    manifest = {entry.get("id"): entry for entry in opf.iterfind("{*}manifest/{*}item")}
    guide = {
        entry.get("href", "").partition("#")[0]
        for entry in opf.iterfind("{*}guide/{*}reference")
        if entry.get("type") in {"toc", "cover"}
    }
    for reference in opf.iterfind("{*}spine/{*}itemref"):
        entry = manifest.get(reference.get("idref"))
        if entry is None or reference.get("linear") == "no" or "nav" in entry.get("properties", "").split():
            continue
        if entry.get("href", "") not in guide and "html" in entry.get("media-type", ""):
            yield unquote(entry.get("href", ""))


def _chapter(package: Any, name: str, book: Item, place: str) -> Iterator[Item]:
    try:
        # The name is looked up in the package alone, so that a path such as ../../etc leads nowhere.
        data = part_of(package, posixpath.normpath(name), _KIND)
        root = parse_html(data, _encoding(data))
    except (Refused, ValueError, LookupError):
        yield Item(place, error="It is missing or damaged; save the book again.")
        return
    body = root.find("{*}body")
    heading = None if body is None else next(body.iter("{*}h1", "{*}h2", "{*}h3"), None)
    title = "" if heading is None else line_of(" ".join(heading.itertext()))
    if heading is not None:
        _remove(heading)
    text = "" if body is None else text_in(body)
    if not any(map(str.isalpha, text)):
        return
    yield replace(
        book,
        place=place,
        text=text,
        title=title or line_of(root.findtext("{*}head/{*}title") or ""),
        external_id=f"{book.external_id}#{name}" if book.external_id else "",
    )


def _encoding(data: bytes) -> str:
    declared = _DECLARED.search(data[:200])
    return declared[1].decode() if declared else "utf-8"


def _remove(element: Any) -> None:
    """Removes an element and keeps the text after it."""
    parent, tail = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _meta(opf: Any, name: str) -> str:
    return line_of(opf.findtext(f"{{*}}metadata/{_DC}{name}") or "")
