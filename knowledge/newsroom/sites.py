"""Compares the web sites of addresses."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_same_site(host: str | None, site: str | None) -> bool:
    """Whether two host names belong to one site: they are equal, or one is a part of the other.

    >>> is_same_site("www.kabar.example", "kabar.example"), is_same_site("bukankabar.id", "kabar.id")
    (True, False)
    """
    first, second = ((name or "").lower().removeprefix("www.") for name in (host, site))
    return bool(first and second) and (
        first == second or first.endswith(f".{second}") or second.endswith(f".{first}")
    )


def host_of(address: str | None) -> str | None:
    """The host name of a web address; None for what has none."""
    try:
        return urlsplit(address or "").hostname
    except ValueError:
        return None
