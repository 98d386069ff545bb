"""Parses messages with ``parse_mode=HTML`` as strictly as the documentation of the Bot API describes it.

It is stricter than the real server in two points, so that mistakes are noticed: it refuses a bare ``&`` or
``>`` and an unknown named entity, which Telegram would show unchanged.
https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]*)(?P<attributes>[^<>]*)>|&(?P<entity>#\d+|#x[0-9a-f]+|\w+);", re.I
)
_ATTRIBUTE = re.compile(r"""\s+([a-z-]+)(?:=(?:"([^"]*)"|'([^']*)'))?""")
_ALLOWED_ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "code": {"class"}}


class MarkupError(ValueError):
    """Markup that Telegram refuses. Its text is the error description that the server sends."""


@dataclass(frozen=True)
class Entity:
    """A formatted span. ``offset`` and ``length`` are UTF-16 code units of the text without markup."""

    type: str
    offset: int
    length: int
    url: str | None = None


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> tuple[str, list[Entity]]:
    """Returns the text without markup, and its formatted spans in the order of their ends. Raises
    MarkupError."""
    text = ""
    entities: list[Entity] = []
    open_tags: list[tuple[str, int, str | None]] = []
    position = 0
    while position < len(source):
        at = len(source[:position].encode())
        if source[position] not in "<>&":
            text += source[position]
            position += 1
            continue
        match = _TOKEN.match(source, position)
        if match is None:
            raise _error(f"Unescaped character {source[position]!r} at byte offset {at}")
        position = match.end()
        if match["entity"]:
            text += _character(match["entity"], at)
        elif match["close"]:
            if not open_tags:
                raise _error(f"Unexpected end tag at byte offset {at}")
            tag, start, url = open_tags.pop()
            if match["tag"].lower() not in {tag, ""}:
                raise _error(
                    f'Unmatched end tag at byte offset {at}, expected "</{tag}>", found "</{match["tag"]}>"'
                )
            if units(text) > start:
                entities.append(Entity(_type(tag, url), start, units(text) - start, url))
        else:
            tag = match["tag"].lower()
            open_tags.append((tag, units(text), _attribute(tag, match["attributes"], at)))
            _check_nesting([name for name, _, _ in open_tags], at)
    if open_tags:
        raise _error(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return text, entities


def _character(entity: str, at: int) -> str:
    if not entity.startswith("#") and entity not in {"lt", "gt", "amp", "quot"}:
        raise _error(f'Unsupported entity "&{entity};" at byte offset {at}')
    return html.unescape(f"&{entity};")


def _attribute(tag: str, attributes: str, at: int) -> str | None:
    """The address of a link, None for other tags. Raises MarkupError for a forbidden attribute."""
    if tag not in TYPES:
        raise _error(f'Unsupported start tag "{tag}" at byte offset {at}')
    found = {name: double or single for name, double, single in _ATTRIBUTE.findall(attributes)}
    if _ATTRIBUTE.sub("", attributes).strip() or set(found) - _ALLOWED_ATTRIBUTES.get(tag, set()):
        raise _error(f'Unsupported attributes of start tag "{tag}" at byte offset {at}')
    if tag != "a":
        return None
    url = html.unescape(found.get("href", ""))
    if urlsplit(url).scheme not in {"http", "https", "tg", "mailto"}:
        raise _error(f'Unusable address in start tag "a" at byte offset {at}')
    return url


def _check_nesting(tags: list[str], at: int) -> None:
    *outer, tag = tags
    if tag == "blockquote" and "blockquote" in outer:
        raise _error(f"Nested block quotation at byte offset {at}")
    if {"code", "pre"} & set(outer) and (outer[-1], tag) != ("pre", "code"):
        raise _error(f'Start tag "{tag}" inside of code at byte offset {at}')
    if tag == "a" and "a" in outer:
        raise _error(f"Nested link at byte offset {at}")


def _type(tag: str, url: str | None) -> str:
    return "text_link" if url is not None else TYPES[tag]


def _error(what: str) -> MarkupError:
    return MarkupError(f"Bad Request: can't parse entities: {what}")
