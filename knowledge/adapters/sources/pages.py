"""Fetches the page at a web address, from public addresses only, within limits of size and time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from knowledge.adapters.sources.public_web import (
    TIMEOUT_S,
    BodyTooLarge,
    PublicWeb,
    Resolve,
    check_status,
    read_body,
    resolve,
    shown,
)
from knowledge.adapters.sources.uploads import parsed_document, text_document
from knowledge.errors import PageUnavailable, UnreadableArticle, UnusableLink
from knowledge.ports import RawDocument

if TYPE_CHECKING:
    import httpx

MAX_BODY_BYTES = 10 * 1024 * 1024
"""Limit of a response, both as transferred and after decompression."""

PageKind = Literal["text", "html", "pdf", "docx"]

KINDS: dict[str, PageKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_HEADERS = {
    "User-Agent": "Kutip (news archive; fetches a page when an editor asks for it)",
    "Accept": ", ".join(KINDS),
}


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    kind: PageKind
    charset: str | None
    body: bytes


class WebPages:
    """Fetches pages as raw documents. Safe to call from many tasks at once; never blocks the event loop."""

    def __init__(self, *, is_loopback_allowed: bool = False, resolve: Resolve = resolve) -> None:
        """Set ``is_loopback_allowed`` only in tests, whose web server is on this machine."""
        self._web = PublicWeb(is_loopback_allowed=is_loopback_allowed, resolve=resolve)

    async def fetch(self, url: str) -> RawDocument:
        """Implements :meth:`knowledge.ports.ArticleSources.fetch`."""
        try:
            async with asyncio.timeout(TIMEOUT_S), self._web.get(url, _HEADERS) as (response, address):
                page = await _page(response, address)
        except TimeoutError:
            raise PageUnavailable(
                f"The page did not come within {TIMEOUT_S:.0f} seconds; try again later."
            ) from None
        return await asyncio.to_thread(_document, page)


async def _page(response: httpx.Response, url: httpx.URL) -> _Page:
    check_status(response, url)
    media_type, _, parameters = response.headers.get("content-type", "").partition(";")
    kind = KINDS.get(media_type.strip().lower())
    if kind is None:
        raise UnusableLink("The link leads to no page, text, PDF or Word document; add the article as text.")
    _, _, charset = parameters.lower().partition("charset=")
    address = str(url.copy_with(fragment=None))
    try:
        body = await read_body(response, MAX_BODY_BYTES)
    except BodyTooLarge:
        limit = MAX_BODY_BYTES // 1024 // 1024
        raise UnusableLink(f"The page has more than {limit} MB; add the article as text.") from None
    return _Page(address, kind, charset.partition(";")[0].strip(" \"'") or None, body)


def _document(page: _Page) -> RawDocument:
    """Raises :class:`UnreadableArticle`, which calls the page by its address."""
    name = shown(page.url)
    body = page.body
    if page.kind in {"html", "text"} and page.charset is not None:
        try:
            body = body.decode(page.charset, "replace").encode()
        except (LookupError, UnicodeError):
            body = page.body
    if not body:
        raise UnreadableArticle(f"{name} is empty; check the link.")
    if page.kind == "text":
        return replace(text_document(body, name), url=page.url)
    return parsed_document(body, page.kind, name, url=page.url)
