"""Reads ninjs, the JSON of the IPTC for news: versions 1 (``body_text``), 2 and 3 (``bodies``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.adapters.archives.items import NO_TEXT, Item
from knowledge.adapters.archives.markup import is_html, line_of, text_of
from knowledge.adapters.archives.newsml import USABLE

Object = Mapping[str, Any]


def is_ninjs(value: Object) -> bool:
    """Recognises a ninjs object by the fields that no other list of articles has.

    >>> is_ninjs({"uri": "urn:1", "headlines": []}), is_ninjs({"headline": "Feri", "text": "Feri tiba."})
    (True, False)
    """
    return (
        "bodies" in value
        or ("uri" in value and bool({"headline", "headlines"} & value.keys()))
        or any(name.startswith("body_") for name in value)
    )


def read(value: Object, place: str) -> Iterator[Item]:
    """Yields the article of an object; nothing for a picture or another kind of news."""
    if _string(value, "type") not in {"", "text", "composite"}:
        return
    title = line_of(_main(value.get("headlines"))) or line_of(
        _string(value, "headline", "headline_main", "title")
    )
    status = _string(value, "pubStatus", "pubstatus").lower()
    if status not in USABLE:
        yield Item(place, title=title, error=f"“{title}” is {status}.", is_left_out=True)
        return
    text = _text(value)
    yield Item(
        place,
        text=text,
        title=title,
        published_on=_string(
            value,
            *(
                "contentCreated",
                "contentcreated",
                "firstCreated",
                "firstcreated",
                "versionCreated",
                "versioncreated",
            ),
        ),
        not_before=_string(value, "embargoed"),
        publisher=_string(value, "copyrightHolder", "copyrightholder", "source"),
        url=_link(value),
        external_id=_string(value, "uri", "guid"),
        error="" if text else NO_TEXT,
    )


def _text(value: Object) -> str:
    """The text of the richest body: plain text has no paragraphs in many files."""
    bodies = [
        (_string(body, "contentType", "contenttype"), _string(body, "value"))
        for body in _objects(value.get("bodies"))
    ]
    # Version 1 has a field for each role: body_text, body_xhtml, body_main.
    texts = [text for name, text in value.items() if name.startswith("body_") and isinstance(text, str)]
    bodies += [("html" if is_html(text) else "plain", text) for text in texts]
    for kind, body in sorted(bodies, key=lambda body: "html" not in body[0]):
        if text := text_of(body) if "html" in kind else body.strip():
            return text
    return ""


def _main(entries: object) -> str:
    """The value of the entry with the role ``main``, or of the first one."""
    found = sorted(_objects(entries), key=lambda entry: entry.get("role") != "main")
    return _string(found[0], "value") if found else ""


def _link(value: Object) -> str:
    for candidate in (_string(value, "url", "link"), _string(value, "uri")):
        if candidate.startswith(("https://", "http://")):
            return candidate
    return ""


def _objects(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _string(value: Object, *names: str) -> str:
    return next((value[name] for name in names if isinstance(value.get(name), str) and value[name]), "")
