"""Reads what news agencies send: NewsML-G2 and NITF, by the standards of the IPTC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.adapters.archives.items import NO_TEXT, Item
from knowledge.adapters.archives.markup import line_of, text_in, text_of

USABLE = frozenset(("", "usable"))
"""``pubStatus`` of what may be published; a missing one means usable. Others are withheld and canceled."""


def read_g2(item: Any) -> Iterator[Item]:
    """Yields the article of one ``<newsItem>``; nothing for pictures and other kinds of news."""
    kind = _code(item.find("{*}itemMeta/{*}itemClass"))
    if kind not in {"", "text"}:
        return
    meta, content = "{*}itemMeta/{*}", "{*}contentMeta/{*}"
    title = _line(item, f"{content}headline") or _line(item, f"{meta}title")
    status = _code(item.find(f"{meta}pubStatus"))
    if status not in USABLE:
        yield Item("", title=title, error=f"“{title}” is {status}.", is_left_out=True)
        return
    text = _content(item)
    provider = item.find(f"{meta}provider")
    dates = (f"{content}contentCreated", f"{meta}firstCreated", f"{meta}versionCreated")
    yield Item(
        "",
        text=text,
        title=title,
        published_on=next(filter(None, (_line(item, name) for name in dates)), ""),
        not_before=_line(item, f"{meta}embargoed"),
        publisher="" if provider is None else _line(provider, "{*}name") or provider.get("literal", ""),
        external_id=item.get("guid", ""),
        error="" if text else NO_TEXT,
    )


def read_nitf(nitf: Any) -> Iterator[Item]:
    """Yields the article of a ``<nitf>`` document."""
    docdata = nitf.find("{*}head/{*}docdata")
    text = _body(nitf)
    title = _line(nitf, "{*}body/{*}body.head/{*}hedline/{*}hl1") or _line(nitf, "{*}head/{*}title")
    release = _attribute(docdata, "date.release", "norm")
    status = "" if docdata is None else docdata.get("management-status", "")
    publication = nitf.find("{*}head/{*}pubdata")
    yield Item(
        "",
        text=text,
        title=title,
        published_on=_attribute(docdata, "date.issue", "norm")
        or release
        or _attribute(publication, ".", "date.publication"),
        not_before=release,
        publisher=_attribute(publication, ".", "name"),
        external_id=_attribute(docdata, "doc-id", "id-string"),
        error=f"“{title}” is {status}." if status not in USABLE else "" if text else NO_TEXT,
        is_left_out=status not in USABLE,
    )


def _content(item: Any) -> str:
    """The text of the first content that has any: XHTML or NITF in the document, or text in an element."""
    for content in item.iterfind("{*}contentSet/{*}inlineXML"):
        if text := _body(content):
            return text
    for content in item.iterfind("{*}contentSet/{*}inlineData"):
        data = content.text or ""
        if text := text_of(data) if "html" in content.get("contenttype", "") else data.strip():
            return text
    return ""


def _body(element: Any) -> str:
    """The text of the body inside an element, without headlines and other parts around it."""
    for name in ("body.content", "body"):
        parts = list(element.iter(f"{{*}}{name}"))
        if parts:
            return "\n\n".join(filter(None, map(text_in, parts)))
    return text_in(element)


def _line(element: Any, path: str) -> str:
    found = element.find(path)
    return "" if found is None else line_of(" ".join(found.itertext()))


def _code(element: Any) -> str:
    """The value of a coded property without its prefix: ``stat:usable`` and ``…/usable`` mean ``usable``."""
    if element is None:
        return ""
    code: str = element.get("qcode") or element.get("uri") or ""
    return code.rpartition(":")[2].rpartition("/")[2].lower()


def _attribute(element: Any, path: str, name: str) -> str:
    if element is None:
        return ""
    found = element if path == "." else element.find(f"{{*}}{path}")
    return "" if found is None else found.get(name, "").strip()
