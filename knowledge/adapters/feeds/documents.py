"""Parses what an address returns: a feed of any format, or a page that may name one."""

from __future__ import annotations

import json
import re
import zlib
from io import BytesIO
from typing import Any

from knowledge.adapters.feeds.entries import Entry, ParsedFeed, body, moment, status_and_embargo
from knowledge.adapters.feeds.markup import PageLinks, page_links, text_of
from knowledge.adapters.formats.extracted import Refused

MOST_ENTRIES = 1_000
"""Entries that are read of a feed, the first ones; a news sitemap has as many by its own rules."""

MOST_DECLARED_ENTRIES = 10_000
"""A feed that has more is refused before it is parsed."""

MOST_UNPACKED_BYTES = 5 * 1024 * 1024

_SNIFFED_BYTES = 64 * 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(rb"<([a-z][\w.:-]*)", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry|url|sitemap)[\s/>]", re.IGNORECASE)
_NO_FEED = "is neither a feed nor a page that names one; give the address of its RSS, Atom or JSON feed."


def parse(data: bytes) -> ParsedFeed | PageLinks:
    """Returns the feed, or the links of a page. Raises :class:`Refused` for anything else."""
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    head = data[:_SNIFFED_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith((b"{", b"[")):
        return _json_feed(data)
    element = _ELEMENT.search(_COMMENT.sub(b"", head))
    name = element[1].lower().rpartition(b":")[2] if element else b""
    if name in {b"rss", b"feed", b"rdf", b"channel", b"urlset", b"sitemapindex"}:
        _refuse_traps(data)
        return _sitemap(data) if name in {b"urlset", b"sitemapindex"} else _syndication(data)
    if name in {b"html", b"head", b"body", b"title", b"meta", b"link"}:
        return page_links(data)
    raise Refused(_NO_FEED)


def _unpacked(data: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        unpacked = unpacker.decompress(data, MOST_UNPACKED_BYTES)
    except zlib.error:
        raise Refused("is damaged; try again later.") from None
    if unpacker.unconsumed_tail:
        limit = MOST_UNPACKED_BYTES // 1024 // 1024
        raise Refused(f"unpacks to more than {limit} MB; follow a shorter feed.")
    return unpacked


def _refuse_traps(data: bytes) -> None:
    plain = data.replace(b"\0", b"")  # UTF-16, if it is that
    if b"<!entity" in plain.lower():
        raise Refused("declares entities of its own, as traps do; honest feeds need none.")
    if sum(1 for _ in _ENTRY.finditer(plain)) > MOST_DECLARED_ENTRIES:
        raise Refused(f"has more than {MOST_DECLARED_ENTRIES:,} entries; follow a shorter feed.")


def _syndication(data: bytes) -> ParsedFeed:
    """RSS of every version, and Atom."""
    import feedparser

    # The HTML of entries becomes text, so nothing in it needs to be sanitised or resolved.
    parsed = feedparser.parse(BytesIO(data), agent="-", sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise Refused(_NO_FEED)
    return ParsedFeed(
        text_of(parsed.feed.get("title", "")),
        tuple(entry for each in parsed.entries[:MOST_ENTRIES] if (entry := _entry(each)) is not None),
    )


def _entry(entry: Any) -> Entry | None:
    url = _address(entry.get("link", ""))
    content = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    text, is_whole = body(content, entry.get("summary", ""))
    title = text_of(entry.get("title", ""))
    status, embargo = status_and_embargo(entry)
    source = entry.get("source", {})
    published = _stamp(entry, "published") or _stamp(entry, "updated")
    key = str(entry.get("id") or url or (published and title))
    if not key:
        return None
    return Entry(
        key,
        title,
        url,
        text,
        is_whole,
        text_of(source.get("title", "")) if isinstance(source, dict) else "",
        published,
        _stamp(entry, "updated"),
        status,
        embargo,
    )


def _stamp(entry: Any, name: str) -> str:
    """A date of an entry. What only feedparser can read is not taken: it guesses, and drops the zone."""
    # Otherwise feedparser takes a missing date from the other one, with a warning.
    return moment(entry[name]) if name in entry else ""


def _sitemap(data: bytes) -> ParsedFeed:
    """A news sitemap, whose entries have addresses and titles alone."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused("is damaged; try again later.") from None
    if etree.QName(root).localname == "sitemapindex":
        raise Refused("is a list of sitemaps; follow the news sitemap that it names.")
    entries: list[Entry] = []
    publisher = ""
    for element in root.iter("{*}url"):
        fields: dict[str, str] = {}
        for child in element.iter("{*}*"):
            fields.setdefault(etree.QName(child).localname, (child.text or "").strip())
        url = _address(fields.get("loc", ""))
        if "news" not in fields or not url:
            continue
        publisher = publisher or fields.get("name", "")
        entries.append(
            Entry(
                url,
                " ".join(fields.get("title", "").split()),
                url,
                publisher=fields.get("name", ""),
                published=moment(fields.get("publication_date")),
                changed=moment(fields.get("lastmod")),
            )
        )
        if len(entries) == MOST_ENTRIES:
            break
    if not entries:
        raise Refused("is a sitemap without news; follow the news sitemap or the feed of the site.")
    return ParsedFeed(publisher, tuple(entries))


def _json_feed(data: bytes) -> ParsedFeed:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused(_NO_FEED) from None
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(
        "https://jsonfeed.org/version/"
    ):
        raise Refused(_NO_FEED)
    items = feed.get("items")
    entries = [_json_entry(item) for item in items[:MOST_ENTRIES]] if isinstance(items, list) else []
    return ParsedFeed(_text(feed, "title"), tuple(entry for entry in entries if entry is not None))


def _json_entry(item: object) -> Entry | None:
    if not isinstance(item, dict):
        return None
    url = _address(_text(item, "url"))
    key = _text(item, "id") or url
    if not key:
        return None
    text, is_whole = body(_text(item, "content_html") or _text(item, "content_text"), _text(item, "summary"))
    status, embargo = status_and_embargo(item)
    return Entry(
        key,
        text_of(_text(item, "title")),
        url,
        text,
        is_whole,
        published=moment(item.get("date_published")),
        changed=moment(item.get("date_modified")),
        status=status,
        embargo=embargo,
    )


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _address(text: object) -> str:
    """The text if it is a web address, otherwise ``""``."""
    address = str(text).strip()
    is_web = address.lower().startswith(("https://", "http://")) and not any(map(str.isspace, address))
    return address if is_web else ""
