"""Keeps the vector index in agreement with the article store.

An article becomes visible in one step, after its sentences are indexed. If the work is interrupted, the store
still records what remains to be done, and the next owner of the index does it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.articles import near_duplicates
from knowledge.errors import IndexBusy, TryAgain
from knowledge.models import Article, SentenceKey
from knowledge.ports import ArticleTrash, Embedder, IndexQueue, MinhashStore, VectorIndex

log = logging.getLogger(__name__)

INDEX_BATCH_ARTICLES = 16
"""Articles that are embedded and published together: long enough to fill the embedding batches, short enough
that a progress bar moves every few seconds (20 sentences an article, about 25 ms a sentence on two cores)."""

OWNER_POLL_S = 0.1
"""How often a process that does not own the index checks whether the owner has done its work."""

QUEUE_POLL_S = 0.5
"""How often the owner looks for articles that other processes added: they are visible within two seconds."""

DELETE_PATIENCE_S = 10.0
"""How long a delete waits for the owner to remove the vectors; the article is invisible from the start."""


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What :meth:`Indexer.repair` found: how many articles lacked vectors (``missing``), and for how many
    revisions there were vectors but no article (``orphaned``)."""

    missing: int
    orphaned: int


class IndexerStore(IndexQueue, ArticleTrash, MinhashStore, Protocol):
    """The parts of the article store that the indexer uses."""


class Indexer:
    """Embeds and publishes articles, and removes the vectors of deleted ones. Any process may have an
    indexer.

    Only the process that owns the index writes to it. The indexer of another process waits until the owner
    has done the work, or becomes the owner when that process ends. Safe to use from several tasks at once.
    """

    def __init__(self, store: IndexerStore, vectors: VectorIndex, embedder: Embedder) -> None:
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._indexing = asyncio.Lock()
        self._all_have_minhashes = False

    async def wait_published(self, revision: int) -> None:
        """Returns once the revision is published or superseded, and indexes it here if this is the owner."""
        while await self._store.is_pending(revision):
            await self._work_or_wait()

    async def wait_purged(self, revision: int) -> None:
        """Returns once the vectors of a withdrawn revision are removed, at the latest after 10 s."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DELETE_PATIENCE_S):
                while revision in await self._store.withdrawn():
                    await self._work_or_wait()

    async def index_pending(self, progress: Callable[[int], None] | None = None) -> None:
        """Embeds and publishes pending revisions, and purges withdrawn ones. Only for the owner of the index.

        ``progress`` is called with the number of articles published, after each batch.
        """
        async with self._indexing:
            while batch := await self._store.pending(INDEX_BATCH_ARTICLES):
                keys = [SentenceKey(a.revision, i) for a in batch for i in range(len(a.sentences))]
                texts = [" ".join(sentence.text.split()) for a in batch for sentence in a.sentences]
                await self._vectors.add(keys, await self._embedder.embed_passages(texts))
                await self._save_minhashes(batch)
                await self._store.publish([article.revision for article in batch])
                if progress is not None:
                    progress(len(batch))
            if withdrawn := await self._store.withdrawn():
                await self._vectors.remove(withdrawn)
                await self._store.purge(withdrawn)
            await self._store.empty_trash()
            if not self._all_have_minhashes:
                # Articles that an earlier version of Kutip stored: a few at each call, so that a start does
                # not wait for all of them.
                without_minhashes = await self._store.without_minhashes(INDEX_BATCH_ARTICLES)
                await self._save_minhashes(without_minhashes)
                self._all_have_minhashes = not without_minhashes

    async def run(self) -> None:
        """Indexes what any process adds or deletes, whenever this process owns the index, until it is
        cancelled."""
        while True:
            try:
                if await self._vectors.own():
                    await self.index_pending()
            except TryAgain as error:
                log.warning("indexing will be tried again: %s", error)
            await asyncio.sleep(QUEUE_POLL_S)

    async def repair(
        self, *, thorough: bool = False, progress: Callable[[int], None] | None = None
    ) -> RepairReport:
        """Compares the index with the articles and corrects it. Does nothing if another process owns the
        index.

        Without ``thorough`` it first compares only the numbers of sentences and vectors, which is fast at any
        size, and stops if they are equal.
        """
        if not await self._vectors.own():
            return RepairReport(0, 0)
        expected = await self._store.sentence_counts()
        missing: set[int] = set()
        orphaned: set[int] = set()
        if thorough or sum(expected.values()) != await self._vectors.count():
            indexed = Counter(key.revision for key in await self._vectors.keys())
            missing = {revision for revision, count in expected.items() if indexed[revision] != count}
            # Read after the keys: what another process is indexing at this moment is pending, not orphaned.
            orphaned = indexed.keys() - await self._store.known()
            await self._store.unpublish(missing)
            await self._vectors.remove(missing | orphaned)
        await self.index_pending(progress)
        if missing or orphaned:
            log.warning(
                "index repaired: %d articles had no vectors, %d had no article", len(missing), len(orphaned)
            )
        return RepairReport(len(missing), len(orphaned))

    async def reindex(self, progress: Callable[[int], None] | None = None) -> int:
        """Builds the index again from the articles and returns the number of articles.

        Raises :class:`~knowledge.errors.IndexBusy` if another process owns the index.
        """
        if not await self._vectors.own():
            raise IndexBusy(
                "Another Kutip process is using the index; stop it, then run `kutip reindex` again."
            )
        published = await self._store.sentence_counts()
        await self._vectors.rebuild()
        await self._store.unpublish(published)
        await self.index_pending(progress)
        return len(await self._store.sentence_counts())

    async def _work_or_wait(self) -> None:
        if await self._vectors.own():
            await self.index_pending()
        else:
            await asyncio.sleep(OWNER_POLL_S)

    async def _save_minhashes(self, articles: Sequence[Article]) -> None:
        texts = [article.text for article in articles]
        if not texts:
            return
        minhashes = await asyncio.to_thread(lambda: [near_duplicates.minhashes(text) for text in texts])
        await self._store.save_minhashes(
            {article.revision: hashes for article, hashes in zip(articles, minhashes, strict=True)}
        )
