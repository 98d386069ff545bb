"""Reads articles from files, folders, archives, standard input, uploads and links, through one class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.adapters.sources import files, uploads
from knowledge.adapters.sources.pages import WebPages
from knowledge.ports import RawDocument, Source

__all__ = ["Sources"]


class Sources:
    """Implements :class:`~knowledge.ports.ArticleSources`, which documents the methods."""

    def __init__(self, *, is_loopback_allowed: bool = False) -> None:
        """Set ``is_loopback_allowed`` only in tests: links may then lead to this machine."""
        self._pages = WebPages(is_loopback_allowed=is_loopback_allowed)

    def count(self, paths: Sequence[Path]) -> int:
        return files.count(paths)

    def from_paths(self, paths: Sequence[Path]) -> Iterator[Source]:
        return files.from_paths(paths)

    def from_stdin(self, data: bytes) -> Iterator[Source]:
        return uploads.from_stdin(data)

    def from_upload(self, data: bytes, name: str) -> Iterator[Source]:
        return uploads.from_upload(data, name)

    async def fetch(self, url: str) -> RawDocument:
        return await self._pages.fetch(url)
