"""Reads an XML archive of any of the supported kinds, element by element, without resolving an entity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from knowledge.adapters.archives import newsml, sitemap, wordpress
from knowledge.adapters.archives.items import Item
from knowledge.adapters.formats.extracted import Refused

_READERS: dict[str, tuple[str, str, Callable[[Any], Iterator[Item]]]] = {
    "rss": ("item", "item", wordpress.read),
    "newsMessage": ("newsItem", "item", newsml.read_g2),
    "newsItem": ("newsItem", "item", newsml.read_g2),
    "nitf": ("nitf", "", newsml.read_nitf),
    "urlset": ("url", "link", sitemap.read),
}
"""By the root: the element that is one article, what places call it, and the function that reads it."""

KINDS = "a WordPress export, an RSS feed with whole texts, NewsML-G2, NITF or a sitemap"

_HARMLESS = frozenset({"ERR_INVALID_CHAR", "ERR_UNDECLARED_ENTITY", "ERR_INVALID_ENCODING"})
"""Errors after which the parser loses one character and no article."""


def read(file: BinaryIO) -> Iterator[Item]:
    """Yields the articles of an XML file. Raises :class:`Refused` if it is not an archive of a known kind."""
    root = _root(file)
    if root == "sitemapindex":
        raise Refused("lists other sitemaps; save those and add them.")
    if root not in _READERS:
        raise Refused(f"is not {KINDS}.")
    tag, place, read_one = _READERS[root]
    context = _parse(file, tag)
    number = 0
    for _, element in context:
        for item in read_one(element):
            number += 1
            yield replace(item, place=f"{place} {number}" if place else "")
        _forget(element)
    for entry in reversed(context.error_log):
        if entry.type_name not in _HARMLESS:
            error = "The XML is broken or too large here, so articles may be missing; export it again."
            yield Item(f"line {entry.line}", error=error)
            break


def _root(file: BinaryIO) -> str:
    """Returns the name of the root element, without its namespace; "" if the file is not XML."""
    from lxml import etree

    name = ""
    try:
        for _, element in etree.iterparse(file, events=("start",), **_OPTIONS):
            name = etree.QName(element).localname
            break
    except etree.XMLSyntaxError:
        pass
    file.seek(0)
    return name


_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    # Exports contain control characters and other slips; the articles around them are still read.
    "recover": True,
    "remove_comments": True,
    "remove_pis": True,
}


def _parse(file: BinaryIO, tag: str) -> Any:
    from lxml import etree

    return etree.iterparse(file, events=("end",), tag=f"{{*}}{tag}", **_OPTIONS)


def _forget(element: Any) -> None:
    """Frees an element that was read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
