"""Reads JSON archives object by object: lists of articles, ninjs, and what Telegram Desktop exports."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any, BinaryIO

from knowledge.adapters.archives import ninjs, telegram
from knowledge.adapters.archives.columns import Columns
from knowledge.adapters.archives.items import Item
from knowledge.adapters.formats.extracted import Refused

_LISTS = ("items", "articles", "posts", "data", "artikel", "berita")
"""Fields of an outer object that may hold the list of articles."""

_KINDS = "a list of articles, ninjs or the export of a Telegram channel"


def read(file: BinaryIO) -> Iterator[Item]:
    """Yields the articles of a JSON file. Raises :class:`Refused` if it is not an archive of a known kind."""
    import ijson

    try:
        prefix = _prefix(file)
        if prefix is None:
            yield from telegram.read(file)
        else:
            yield from _records(file, prefix)
    except (ijson.JSONError, UnicodeDecodeError):
        yield Item("the end", error="The JSON is broken here, so articles may be missing; export it again.")


def _prefix(file: BinaryIO) -> str | None:
    """Returns ijson's name for the articles of a file, or None for a file of Telegram."""
    import ijson

    start = len(codecs.BOM_UTF8) if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
    file.seek(start)
    try:
        for prefix, event, _ in ijson.parse(file):
            if (prefix, event) == ("", "start_array"):
                return "item"
            if event == "start_array" and prefix in _LISTS:
                return f"{prefix}.item"
            if (prefix, event) in {("messages", "start_array"), ("chats", "start_map")}:
                return None
            if prefix in {"uri", "headlines", "headline", "bodies"}:
                return ""
        raise Refused(f"is not {_KINDS}.")
    except (ijson.JSONError, UnicodeDecodeError):
        raise Refused("is not JSON; export it again.") from None
    finally:
        file.seek(start)


def _records(file: BinaryIO, prefix: str) -> Iterator[Item]:
    import ijson

    for number, value in enumerate(ijson.items(file, prefix, use_float=True), start=1):
        place = f"item {number}" if prefix else ""
        if not isinstance(value, dict):
            yield Item(place, error='It is not an object such as {"title": "…", "text": "…"}.')
        elif ninjs.is_ninjs(value):
            yield from ninjs.read(value, place)
        else:
            yield _record(value, place)


def _record(value: dict[str, Any], place: str) -> Item:
    columns = Columns(list(value))
    if not columns.has_text:
        return Item(place, error='It has no "text"; add the text of the article.')
    return columns.item(list(value.values()), place)
