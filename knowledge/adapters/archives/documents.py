"""Reads single texts of office programs and mail: RTF, OpenDocument and messages (EML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any, BinaryIO

from knowledge.adapters.archives.items import NO_TEXT, Item
from knowledge.adapters.archives.markup import text_of
from knowledge.adapters.archives.packages import open_package, parse_xml, part_of
from knowledge.adapters.formats.extracted import Refused
from knowledge.text.cleaning import clean

_ODT = "OpenDocument text"
_RTF_TITLE = re.compile(r"\{\\title\s([^{}]{1,500})\}")
_RTF_MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_UNSEEN = frozenset(("tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls"))
_PARAGRAPHS = frozenset(("p", "h"))
_SPACES = {"line-break": "\n", "tab": " ", "s": " "}


def read_rtf(file: BinaryIO) -> Iterator[Item]:
    """Yields the text of an RTF document, with the title among its properties."""
    source = file.read().decode("latin-1")
    if not source.lstrip().startswith("{\\rtf"):
        raise Refused("is no RTF document; save it as .rtf again.")
    plain = _rtf_text(source)
    title = _RTF_TITLE.search(source)
    made = _RTF_MADE.search(source)
    yield _document(
        "\n\n".join(line.strip() for line in plain.split("\n") if line.strip()),
        title=_rtf_text(f"{{\\rtf1 {title[1]}}}").strip() if title else "",
        published_on="{}-{:0>2}-{:0>2}".format(*made.groups()) if made else "",
    )


def _rtf_text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]  # striprtf has no types
    return text


def read_odt(file: BinaryIO) -> Iterator[Item]:
    """Yields the text of an OpenDocument text, with the title and the date among its properties."""
    with open_package(file, _ODT) as package:
        root: Any = parse_xml(part_of(package, "content.xml", _ODT), _ODT)
        has_meta = "meta.xml" in package.namelist()
        meta: Any = parse_xml(part_of(package, "meta.xml", _ODT), _ODT) if has_meta else None
    body = root.find(".//{*}body/{*}text")
    if body is None:
        raise Refused("is no OpenDocument text; save it as .odt again.")
    seen = [paragraph for paragraph in body.iter("{*}p", "{*}h") if _is_seen(paragraph)]
    blocks = ["".join(_pieces(paragraph)).strip() for paragraph in seen]
    headings = (block for block, paragraph in zip(blocks, seen, strict=True) if _name(paragraph) == "h")
    title = (
        "" if meta is None else (meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") or "").strip()
    )
    yield _document(
        "\n\n".join(filter(None, blocks)),
        title=title or next(filter(None, headings), ""),
        published_on="" if meta is None else (meta.findtext(".//{*}creation-date") or "").strip(),
    )


def read_eml(file: BinaryIO) -> Iterator[Item]:
    """Yields the text of a message: its plain text, or else its HTML; attachments are not read."""
    message = BytesParser(policy=policy.default).parse(file)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy makes these
    try:
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else ""
    except (LookupError, KeyError, ValueError, AttributeError):
        raise Refused("is damaged or no message; save its text as .txt.") from None
    text = text_of(content) if body is not None and body.get_content_subtype() == "html" else clean(content)
    yield Item(
        "",
        text=text,
        title=_header(message, "subject"),
        published_on=_header(message, "date"),
        external_id=_header(message, "message-id").strip("<>"),
        error="" if text else NO_TEXT,
    )


def _document(text: str, *, title: str, published_on: str) -> Item:
    return Item(
        "",
        text=text,
        title=" ".join(title.split()),
        published_on=published_on,
        form="document",
        error="" if text else NO_TEXT,
    )


def _is_seen(paragraph: Any) -> bool:
    return not any(_name(ancestor) in _UNSEEN for ancestor in paragraph.iterancestors())


def _pieces(element: Any) -> Iterator[str]:
    """The text of a paragraph. Paragraphs inside it, of footnotes and text boxes, are blocks of their own."""
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name in _SPACES:
            yield _SPACES[name]
        elif name not in _UNSEEN and name not in _PARAGRAPHS:
            yield from _pieces(child)
        yield child.tail or ""


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError):
        # The parser of headers fails on some that no program writes.
        return ""
