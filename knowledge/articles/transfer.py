"""The use cases of a whole archive: export it, and import what was exported."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from knowledge.articles.indexing import Indexer
from knowledge.articles.prepared import prepare
from knowledge.errors import UnreadableArticle
from knowledge.models import AddStatus, ArticleText, Version
from knowledge.ports import ErrataStore
from knowledge.ports.transfer import ErratumLink, TransferStore


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a version or a link. ``error`` is one sentence, set when ``status`` is ``"failed"``."""

    status: AddStatus
    error: str | None = None


class Transfer:
    """Moves archives between installations, with ids, versions, retractions and errata."""

    def __init__(self, store: TransferStore, errata: ErrataStore, indexer: Indexer) -> None:
        self._store = store
        self._errata = errata
        self._indexer = indexer

    async def export(self) -> AsyncIterator[Version | ErratumLink]:
        """Yields the versions of all articles, oldest first, then the links of errata, as of one moment."""
        async with aclosing(self._store.exported()) as exported:
            async for record in exported:
                yield record

    async def restore(self, records: Sequence[Version | ErratumLink]) -> list[Imported]:
        """Stores exported records in their order, and returns when questions can find those that are current.

        What is stored already is ``unchanged``, so an import that was interrupted can simply be repeated.
        """
        waiting: list[int] = []
        results: list[Imported] = []
        for record in records:
            try:
                results.append(await self._restore(record, waiting))
            except UnreadableArticle as error:
                results.append(Imported("failed", str(error)))
        for revision in waiting:
            await self._indexer.wait_published(revision)
        return results

    async def _restore(self, record: Version | ErratumLink, waiting: list[int]) -> Imported:
        if isinstance(record, ErratumLink):
            await self._errata.link(record.erratum_id, record.corrected_id)
            return Imported("unchanged")
        article = ArticleText(record.text, title=record.title)
        # Parsing a long article takes a moment; the event loop serves questions meanwhile.
        prepared = await asyncio.to_thread(prepare, article)
        stored = await self._store.restore(
            record, language=prepared.language, spans=prepared.spans, terms=prepared.terms
        )
        if stored.revision is not None:
            waiting.append(stored.revision)
        return Imported(stored.status)
