"""Reads articles from files, folders, archives, standard input, uploads and links, through one class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from knowledge.adapters.sources import files, uploads
from knowledge.adapters.sources.archives import Calendar
from knowledge.adapters.sources.pages import WebPages
from knowledge.ports import RawDocument, Source
from knowledge.ports.sources import JAKARTA

__all__ = ["Sources"]


class Sources:
    """Implements :class:`~knowledge.ports.ArticleSources`, which documents the methods."""

    def __init__(self, *, is_loopback_allowed: bool = False, zone: tzinfo = JAKARTA) -> None:
        """``zone`` is the newsroom's: the days of articles are days there.


        Set ``is_loopback_allowed`` only in tests: links may then lead to this machine.
        """
        self._pages = WebPages(is_loopback_allowed=is_loopback_allowed)
        self._zone = zone
        self._calendar = Calendar(zone)

    def count(self, paths: Sequence[Path]) -> int | None:
        return files.count(paths)

    def from_paths(self, paths: Sequence[Path]) -> Iterator[Source]:
        return map(self._in_zone, files.from_paths(paths, self._calendar))

    def from_stdin(self, data: bytes) -> Iterator[Source]:
        return map(self._in_zone, uploads.from_stdin(data))

    def from_upload(self, data: bytes, name: str) -> Iterator[Source]:
        return map(self._in_zone, uploads.from_upload(data, name, self._calendar))

    async def fetch(self, url: str) -> RawDocument:
        return replace(await self._pages.fetch(url), zone=self._zone)

    def _in_zone(self, source: Source) -> Source:
        if source.document is None:
            return source
        return replace(source, document=replace(source.document, zone=self._zone))
