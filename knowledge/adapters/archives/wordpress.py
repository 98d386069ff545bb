"""Reads the items of a WordPress export (WXR) or of an RSS feed that has the whole texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from knowledge.adapters.archives.items import NO_TEXT, Item
from knowledge.adapters.archives.markup import line_of, text_of

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_OTHER_TYPES = (
    "attachment revision nav_menu_item custom_css customize_changeset oembed_cache user_request feedback"
    " wp_block wp_template wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face"
)
_NO_ARTICLES = frozenset(_OTHER_TYPES.split())
"""Types of post that WordPress and its forms store beside articles."""

_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\]]*\].{0,2000}?\[/(?:wp_)?caption\]", re.DOTALL)
_SHORTCODE = re.compile(
    r"\[(?:gallery|embed|video|audio|playlist)\b[^\]\[]*\]|\[/[a-z][\w-]{1,40}\]"
    r"|\[[a-z][\w-]{1,40}(?:\s+[\w-]{1,40}=(?:\"[^\"\[\]]*\"|'[^'\[\]]*'))+\s*/?\]"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def read(item: Any) -> Iterator[Item]:
    """Yields the article of one ``<item>``; nothing for pictures, menus and other parts of a site."""
    status = _text(item, "{*}status")
    if _text(item, "{*}post_type") in _NO_ARTICLES or status == "auto-draft":
        return
    title = line_of(_text(item, "title"))
    if status not in {"", "publish"}:
        date = _text(item, "{*}post_date")
        reason = f"waits for its date, {date}" if status == "future" else f"is not published ({status})"
        yield Item("", title=title, error=f"“{title}” {reason}.", is_left_out=True)
    elif _text(item, "{*}post_password"):
        yield Item("", title=title, error=f"“{title}” is protected by a password.", is_left_out=True)
    else:
        text = _body(_text(item, _CONTENT) or _text(item, "description"))
        url = _text(item, "link")
        yield Item(
            "",
            text=text,
            title=title,
            # WordPress states when it was published by the clock of the site; other feeds state a time zone.
            published_on=_text(item, "{*}post_date") or _text(item, "pubDate"),
            publisher=_publisher(item),
            url=url,
            external_id=_text(item, "guid") or url,
            error="" if text else NO_TEXT,
        )


def _body(content: str) -> str:
    """The text of a post. The classic editor separates paragraphs by blank lines instead of tags.

    >>> _body('[caption width="3"]<img> Foto[/caption]Feri tiba.\\n\\nApi padam. [Baru]')
    'Feri tiba.\\n\\nApi padam. [Baru]'
    """
    content = _SHORTCODE.sub("", _CAPTION.sub("", content.replace("\r\n", "\n")))
    return text_of(_PARAGRAPH.sub("\n<p>", content))


def _publisher(item: Any) -> str:
    channel = item.getparent()
    name = "" if channel is None else line_of(channel.findtext("title") or "")
    if channel is not None and name:
        # The title stands before the first item, and is freed with it.
        channel.set("publisher", name)
    return name or ("" if channel is None else channel.get("publisher", ""))


def _text(element: Any, name: str) -> str:
    found = element.find(name)
    return "" if found is None else "".join(found.itertext()).strip()
