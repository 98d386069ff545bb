"""Reads sitemaps: the addresses of pages, which are fetched one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.adapters.archives.items import Item


def read(url: Any) -> Iterator[Item]:
    """Yields the link of one ``<url>``; ``changed_at`` is when its page changed, as far as it is stated."""
    address = (url.findtext("{*}loc") or "").strip()
    if address.startswith(("https://", "http://")):
        changed_at = (url.findtext("{*}lastmod") or "").strip()
        yield Item("", url=address, external_id=address, changed_at=changed_at)
    else:
        yield Item("", error="It has no web address.")
