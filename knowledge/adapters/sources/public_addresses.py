"""Decides which network addresses a link may lead to: only those of the public internet.

Links are fetched from inside the newsroom's network. Without this check, a link could read pages that only
that network may read (server-side request forgery).
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from knowledge.errors import UnusableLink

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports that are connected to. Newspapers use the first two; other ports mostly serve no web pages."""

LONGEST_LINK = 2_000
"""The longest link that is followed, in characters."""

# Special networks that Python 3.11 considers public: site-local addresses, the 6to4 relays (192.88.99.0/24),
# and the address of Azure's metadata service (168.63.129.16).
_NOT_PUBLIC = (
    IPv6Network("fec0::/10"),
    IPv6Network("64:ff9b:1::/48"),
    IPv4Network("192.88.99.0/24"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("168.63.129.16/32"),
)
# IPv6 networks whose addresses contain an IPv4 address, and how many bits from the right it ends.
_EMBEDDING = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped
    (IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated
    (IPv6Network("::/96"), 0),  # IPv4-compatible
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64
    (IPv6Network("2002::/16"), 80),  # 6to4
)
_TEREDO = IPv6Network("2001::/32")
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)


def check_host(host: str) -> None:
    """Raises :class:`~knowledge.errors.UnusableLink` for a host that is empty or an obfuscated IP address.

    Obfuscated means a form such as ``0x7f.1`` or ``2130706433``, which hides where a link leads.

    >>> check_host("contoh.id"), check_host("93.184.216.34")
    (None, None)
    """
    name = host.rstrip(".")
    if not name or "%" in name or any(char <= " " for char in name):
        raise UnusableLink("The link names no web server; send the address as the browser shows it.")
    if ":" not in name and _NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            IPv4Address(name)
        except ValueError:
            raise UnusableLink(
                "The link has an address in an unusual form; send the address as the browser shows it."
            ) from None


def check_port(port: int | None, *, is_loopback_allowed: bool = False) -> None:
    """Raises :class:`~knowledge.errors.UnusableLink` for a port that is not in :data:`PORTS`.

    None is the default port of the scheme. ``is_loopback_allowed`` (for tests) allows every port.
    """
    if port is not None and port not in PORTS and not is_loopback_allowed:
        raise UnusableLink(f"The link names port {port}, where Kutip does not look for web pages.")


def is_allowed(address: str, *, is_loopback_allowed: bool = False) -> bool:
    """Whether a connection to this IP address may be opened: only if the address is public.

    An IPv6 address that contains an IPv4 address is judged by the latter. False for text that is not an IP
    address. ``is_loopback_allowed`` (for tests) allows this machine too.

    >>> [is_allowed(address) for address in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "localhost")]
    [True, False, False, False]
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if is_loopback_allowed and parsed.is_loopback:
        return True
    if isinstance(parsed, IPv6Address):
        if parsed.scope_id is not None or parsed in _TEREDO:
            return False
        for network, shift in _EMBEDDING:
            if parsed in network:
                return _is_public(IPv4Address(int(parsed) >> shift & 0xFFFFFFFF))
    return _is_public(parsed)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not any(address in network for network in _NOT_PUBLIC if network.version == address.version)
    )
