"""Turns the HTML of a feed entry into paragraphs of text, and finds the feeds that a page names."""

from __future__ import annotations

import re
from typing import TypedDict

FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"}
)

_DROPPED = (
    *("head", "script", "style", "noscript", "iframe", "figure", "form", "svg", "template", "video", "audio"),
    "title",
)
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "header"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr"),
        "ul",
    }
)
_BOILERPLATE = re.compile(
    r"(?:The post|Artikel|Postingan)\b.{1,300}\b"
    r"(?:appeared first on|pertama kali (?:tampil|muncul) (?:pada|di))\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""The sentence that WordPress puts below each entry."""

_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that XML does not allow."""


class PageLinks(TypedDict):
    """The feeds that a page names, in its order, as the page writes their addresses, and its base address."""

    base: str
    feeds: list[str]


def text_of(markup: str) -> str:
    """Returns the text of HTML, paragraphs separated by blank lines.

    >>> text_of("<p>Pasar <b>dibuka</b>.</p><script>x</script><p>Ramai &amp; riuh.</p>")
    'Pasar dibuka.\\n\\nRamai & riuh.'
    """
    if "<" in markup or "&" in markup:
        markup = _plain(markup)
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", markup))
    kept = [paragraph for paragraph in paragraphs if paragraph]
    if kept and _BOILERPLATE.fullmatch(kept[-1]):
        kept.pop()
    return "\n\n".join(kept)


def page_links(data: bytes) -> PageLinks:
    """Finds ``<link rel="alternate">`` elements of feeds in a page; those of comments come last."""
    from lxml import html

    root = html.document_fromstring(data)
    base = next((str(element.get("href")) for element in root.iter("base") if element.get("href")), "")
    links = [
        element
        for element in root.iter("link")
        if "alternate" in str(element.get("rel", "")).lower().split()
        and str(element.get("type", "")).partition(";")[0].strip().lower() in FEED_TYPES
        and element.get("href")
    ]
    links.sort(key=lambda link: "comment" in f"{link.get('title', '')} {link.get('href')}".lower())
    return {"base": base, "feeds": [str(link.get("href")).strip() for link in links]}


def _plain(markup: str) -> str:
    from lxml import etree, html

    root = html.document_fromstring(f"<html><body><div>{_UNUSABLE.sub('', markup)}</div></body></html>")
    etree.strip_elements(root, etree.Comment, *_DROPPED, with_tail=False)
    for element in root.iter():
        if element.tag == "br":
            element.tail = "\n" + (element.tail or "")
        elif element.tag in _BLOCKS:
            element.text = "\n\n" + (element.text or "")
            element.tail = "\n\n" + (element.tail or "")
    return str(root.text_content())
