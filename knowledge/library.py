"""The articles: adding, deleting, and keeping the vector index true to the article store.

An article becomes visible in one step, after its sentences are indexed. Whatever interrupts the work, the
store knows what is still to be done, and the next owner of the index does it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.articles import diff, near_duplicates, reading
from knowledge.errors import IndexBusy, MissingReason, TryAgain, UnknownArticle, UnreadableArticle
from knowledge.models import (
    AddResult,
    Article,
    ArticleSummary,
    ArticleText,
    Resemblance,
    SentenceKey,
    Standing,
    Version,
)
from knowledge.ports import ArticleStore, Embedder, Stored, VectorIndex
from knowledge.text import language, sentences, terms
from knowledge.text.cleaning import visible

log = logging.getLogger(__name__)

INDEX_BATCH_ARTICLES = 16
"""Articles that are embedded and published together: long enough to fill the embedding batches, short enough
that a progress bar moves every few seconds (20 sentences an article, about 25 ms a sentence on two cores)."""

OWNER_POLL_S = 0.1
"""How often a process that waits for the owner of the index looks whether its article is there."""

KEEP_INTERVAL_S = 0.5
"""How often the owner looks for articles that other processes left: they are visible within two seconds."""

DELETE_PATIENCE_S = 10.0
"""How long a delete waits for the owner to remove the vectors; the article is invisible from the start."""

MOST_ALIKE = 50
"""Articles that share marks with a text and are compared with it: about 0.1 s."""


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What :meth:`Library.mend` found: articles without all of their vectors, and vectors without article."""

    missing: int
    orphaned: int


class Library:
    """Add, list, delete; the index follows. Safe to use from several tasks and processes at once."""

    def __init__(self, store: ArticleStore, vectors: VectorIndex, embedder: Embedder) -> None:
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._indexing = asyncio.Lock()
        self._have_minhashes = False

    async def add(self, article: ArticleText) -> AddResult:
        """Add one article and return when it can be asked about.

        Raises :class:`~knowledge.errors.UnreadableArticle` for a text without a sentence.
        """
        stored = await self._put(article)
        if stored.revision is not None:
            await self._await_published(stored.revision)
        return _result(article, stored)

    async def add_all(
        self, articles: Iterable[ArticleText] | AsyncIterable[ArticleText]
    ) -> AsyncIterator[AddResult]:
        """Add many, in order; each result is given when its article can be asked about.

        Articles are embedded in batches, which is much faster than :meth:`add` for each.
        """
        batch: list[tuple[ArticleText, Stored | AddResult]] = []
        async for article in _each(articles):
            try:
                batch.append((article, await self._put(article)))
            except UnreadableArticle as error:
                failed = AddResult("failed", article.external_id, title=article.title, error=str(error))
                batch.append((article, failed))
            if len(batch) >= INDEX_BATCH_ARTICLES:
                async for result in self._finish(batch):
                    yield result
                batch = []
        async for result in self._finish(batch):
            yield result

    async def replace(self, article_id: str, article: ArticleText, reason: str | None = None) -> AddResult:
        """Put ``article`` in the place of a stored one, and return when it can be asked about.

        It keeps the id, and what ``article`` does not say of itself (title, date, publisher, address); the
        earlier text is kept as a version, with ``reason`` as why it ended. Raises :class:`UnknownArticle`,
        and :class:`~knowledge.errors.UnreadableArticle` as :meth:`add`.
        """
        old = await self.get(article_id)
        article = ArticleText(
            text=article.text,
            title=article.title or old.title,
            published_on=article.published_on or old.published_on,
            publisher=article.publisher or old.publisher,
            url=article.url or old.url,
        )
        stored = await self._put(article, replaces=old.id, reason=visible(reason or "").strip() or None)
        if stored.revision is not None:
            await self._await_published(stored.revision)
        return _result(replace(article, external_id=old.external_id), stored)

    async def retract(self, article_id: str, reason: str) -> Standing:
        """Withdraw an article at once, and keep on record what it said, when it ended and why.

        Raises :class:`UnknownArticle`, and :class:`~knowledge.errors.MissingReason`.
        """
        reason = " ".join(visible(reason).split())
        if not reason:
            raise MissingReason("Say why the article is withdrawn; its readers will be told.")
        article = await self.get(article_id)
        if not await self._store.retract(article.id, reason):
            raise UnknownArticle(article_id)
        await self._purge(article.revision)
        return await self.standing(article.id)

    async def standing(self, article_id: str) -> Standing:
        """Whether an article is published or was retracted. Raises :class:`UnknownArticle` for neither."""
        article = await self._store.get(article_id)
        if article is not None:
            return Standing(article.id, article.title)
        past = await self._store.versions(article_id)
        if not past:
            raise UnknownArticle(article_id)
        return Standing(past[-1].article_id, past[-1].title, past[-1].until, past[-1].reason)

    async def history(self, article_id: str) -> list[Version]:
        """Every version of an article, oldest first, each with what it changed in the one before.

        Also of a retracted one. Raises :class:`UnknownArticle`.
        """
        article = await self._store.get(article_id)
        past = await self._store.versions(article_id if article is None else article.id)
        if article is not None:
            past.append(diff.standing(article))
        if not past:
            raise UnknownArticle(article_id)
        return await asyncio.to_thread(diff.compared, past)

    async def resembling(self, article: ArticleText) -> list[Resemblance]:
        """Published articles with the same text or nearly so, most alike first."""
        minhashes = await asyncio.to_thread(near_duplicates.minhashes, article.text)
        candidates = await self._store.sharing_minhashes(minhashes, MOST_ALIKE)
        return await asyncio.to_thread(near_duplicates.resemblances, article.text, candidates)

    async def delete(self, article_id: str) -> None:
        """Delete for good, with every version; invisible at once. Raises :class:`UnknownArticle`."""
        article = await self._store.get(article_id)
        if not await self._store.withdraw(article_id if article is None else article.id):
            raise UnknownArticle(article_id)
        if article is not None:
            await self._purge(article.revision)

    async def trash(self, article_id: str) -> None:
        """Delete as :meth:`delete`, but :meth:`restore` can undo it for ten minutes.

        By article id only. Raises :class:`UnknownArticle`.
        """
        article = await self._store.get(article_id)
        if not await self._store.trash(article_id):
            raise UnknownArticle(article_id)
        if article is not None:
            await self._purge(article.revision)

    async def restore(self, article_id: str) -> str:
        """Undo a deletion: the article has its id, text, data and versions again. Its title.

        Raises :class:`UnknownArticle` when it is too late, and :class:`UnreadableArticle` when the same
        article was added again meanwhile.
        """
        article = await self._store.find_trashed(article_id)
        if article is None:
            raise UnknownArticle(article_id)
        if article.text:
            stored = await self._put(article, restores=article_id)
            if stored.revision is not None:
                await self._await_published(stored.revision)
        elif not await self._store.restore_record(article_id):
            raise UnknownArticle(article_id)
        return article.title or ""

    async def get(self, article_id: str) -> Article:
        """By article id or external id. Raises :class:`UnknownArticle`."""
        article = await self._store.get(article_id)
        if article is None:
            raise UnknownArticle(article_id)
        return article

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]:
        """Newest first."""
        return await self._store.list(limit, offset)

    async def count(self) -> int:
        return await self._store.count()

    async def index_pending(self, progress: Callable[[int], None] | None = None) -> None:
        """Embed and publish what waits, delete what was withdrawn. Only for the owner of the index.

        ``progress`` is called with the number of articles published, after each batch.
        """
        async with self._indexing:
            while batch := await self._store.pending(INDEX_BATCH_ARTICLES):
                keys = [SentenceKey(a.revision, i) for a in batch for i in range(len(a.sentences))]
                texts = [" ".join(sentence.text.split()) for a in batch for sentence in a.sentences]
                await self._vectors.add(keys, await self._embedder.embed_passages(texts))
                await self._keep_minhashes(batch)
                await self._store.publish([article.revision for article in batch])
                if progress is not None:
                    progress(len(batch))
            if withdrawn := await self._store.withdrawn():
                await self._vectors.remove(withdrawn)
                await self._store.purge(withdrawn)
            await self._store.empty_trash()
            if not self._have_minhashes:
                # Articles of an earlier version of Kutip: a few at each call, so that no start waits for all.
                without_minhashes = await self._store.without_minhashes(INDEX_BATCH_ARTICLES)
                await self._keep_minhashes(without_minhashes)
                self._have_minhashes = not without_minhashes

    async def repair(
        self, *, thorough: bool = False, progress: Callable[[int], None] | None = None
    ) -> RepairReport:
        """Compare the index with the articles and make it agree. Does nothing while another process owns it.

        Without ``thorough`` only the numbers are compared first, which takes no time at any size.
        """
        if not await self._vectors.own():
            return RepairReport(0, 0)
        expected = await self._store.sentence_counts()
        missing: set[int] = set()
        orphaned: set[int] = set()
        if thorough or sum(expected.values()) != await self._vectors.count():
            found: dict[int, int] = {}
            for key in await self._vectors.keys():
                found[key.revision] = found.get(key.revision, 0) + 1
            missing = {revision for revision, count in expected.items() if found.get(revision) != count}
            # Read after the keys: what another process is indexing just now is pending, not orphaned.
            orphaned = found.keys() - await self._store.known()
            await self._store.unpublish(missing)
            await self._vectors.remove(missing | orphaned)
        await self.index_pending(progress)
        if missing or orphaned:
            log.warning(
                "index mended: %d articles had no vectors, %d had no article", len(missing), len(orphaned)
            )
        return RepairReport(len(missing), len(orphaned))

    async def reindex(self, progress: Callable[[int], None] | None = None) -> int:
        """Build the index anew from the articles; the number of articles.

        Raises :class:`~knowledge.errors.IndexBusy` when another process owns the index.
        """
        if not await self._vectors.own():
            raise IndexBusy(
                "Another Kutip process is using the index; stop it, then run `kutip reindex` again."
            )
        published = await self._store.sentence_counts()
        await self._vectors.rebuild()
        await self._store.unpublish(published)
        await self.index_pending(progress)
        return await self.count()

    async def keep_indexed(self) -> None:
        """Until cancelled: index what other processes added and deleted, while this one is the owner."""
        while True:
            try:
                if await self._vectors.own():
                    await self.index_pending()
            except TryAgain as error:
                log.warning("indexing will be tried again: %s", error)
            await asyncio.sleep(KEEP_INTERVAL_S)

    async def _keep_minhashes(self, articles: Sequence[Article]) -> None:
        texts = [article.text for article in articles]
        if not texts:
            return
        minhashes = await asyncio.to_thread(lambda: [near_duplicates.minhashes(text) for text in texts])
        await self._store.keep_minhashes(
            {article.revision: own for article, own in zip(articles, minhashes, strict=True)}
        )

    async def _put(
        self,
        article: ArticleText,
        *,
        replaces: str | None = None,
        reason: str | None = None,
        restores: str | None = None,
    ) -> Stored:
        # Parsing a long article takes a moment; the event loop serves questions meanwhile.
        prepared = await asyncio.to_thread(_prepare, article)
        return await self._store.put(
            article,
            title=prepared.title,
            language=prepared.language,
            spans=prepared.spans,
            terms=prepared.terms,
            replaces=replaces,
            reason=reason,
            restores=restores,
        )

    async def _finish(
        self, batch: Sequence[tuple[ArticleText, Stored | AddResult]]
    ) -> AsyncIterator[AddResult]:
        for article, stored in batch:
            if isinstance(stored, AddResult):
                yield stored
                continue
            if stored.revision is not None:
                await self._await_published(stored.revision)
            yield _result(article, stored)

    async def _purge(self, revision: int) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._await_purged(revision), DELETE_PATIENCE_S)

    async def _await_purged(self, revision: int) -> None:
        while revision in await self._store.withdrawn():
            if await self._vectors.own():
                await self.index_pending()
            else:
                await asyncio.sleep(OWNER_POLL_S)

    async def _await_published(self, revision: int) -> None:
        while await self._store.is_pending(revision):
            if await self._vectors.own():
                await self.index_pending()
            else:
                await asyncio.sleep(OWNER_POLL_S)


@dataclass(frozen=True, slots=True)
class _Prepared:
    title: str
    language: str
    spans: tuple[tuple[int, int], ...]
    terms: tuple[str, ...]


async def _each(articles: Iterable[ArticleText] | AsyncIterable[ArticleText]) -> AsyncIterator[ArticleText]:
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield article
    else:
        for article in articles:
            yield article


def _prepare(article: ArticleText) -> _Prepared:
    parts = sentences.split(article.text)
    if not parts:
        raise UnreadableArticle("The article has no text; send it with its text, not only a title.")
    title = article.title or reading.title_from_lead(article.text, parts[0].text)
    return _Prepared(
        title=title,
        language=language.detect(article.text),
        spans=tuple((sentence.start, sentence.end) for sentence in parts),
        terms=tuple(terms.terms(f"{title}\n{article.text}")),
    )


def _result(article: ArticleText, stored: Stored) -> AddResult:
    return AddResult(
        status=stored.status,
        external_id=article.external_id,
        article_id=stored.article_id,
        title=stored.title,
        sentences=stored.sentence_count,
    )
