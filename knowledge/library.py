"""The use cases of a single article: add, replace, retract, delete, restore and look it up.

When a call that adds an article returns, questions can find the article: see
:mod:`knowledge.articles.indexing`. How bytes become the :class:`~knowledge.models.ArticleText` that is added:
see :mod:`knowledge.articles.reading`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from knowledge.articles import diff, near_duplicates
from knowledge.articles.errata_links import Errata
from knowledge.articles.indexing import INDEX_BATCH_ARTICLES, Indexer
from knowledge.articles.prepared import prepare
from knowledge.errors import MissingReason, UnknownArticle, UnreadableArticle
from knowledge.models import (
    AddResult,
    Article,
    ArticleSummary,
    ArticleText,
    Resemblance,
    Standing,
    Version,
)
from knowledge.ports import (
    ArticleReader,
    ArticleTrash,
    ArticleWriter,
    MinhashStore,
    Stored,
    VersionReader,
)
from knowledge.text.cleaning import visible

MOST_COMPARED_ARTICLES = 50
"""Articles that share minhashes with a text and are compared with it in full: about 0.1 s."""


class LibraryStore(ArticleReader, ArticleWriter, VersionReader, ArticleTrash, MinhashStore, Protocol):
    """The parts of the article store that the library uses."""


class Library:
    """The articles of a newsroom. Safe to use from several tasks and processes at once.

    Article ids in arguments may be external ids, except for :meth:`trash` and :meth:`restore`. Without
    ``errata``, articles that correct others are not linked to them.
    """

    def __init__(self, store: LibraryStore, indexer: Indexer, errata: Errata | None = None) -> None:
        self._store = store
        self._indexer = indexer
        self._errata = errata

    async def add(self, article: ArticleText) -> AddResult:
        """Adds one article and returns when questions can find it.

        Raises :class:`~knowledge.errors.UnreadableArticle` if the text contains no sentence, was retracted,
        or cannot be stored.
        """
        stored = await self._put(article)
        await self._wait_published(stored)
        return _result(article, stored)

    async def add_all(
        self, articles: Iterable[ArticleText] | AsyncIterable[ArticleText]
    ) -> AsyncIterator[AddResult]:
        """Adds many articles, in order; yields each result when questions can find the article.

        Articles are embedded in batches, which is much faster than :meth:`add` for each. A refused article
        gives a result with status ``failed``, and the others are still added.
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
        """Replaces a stored article by ``article`` and returns when questions can find the new text.

        The id does not change, and the title, date, publisher and URL only change if ``article`` has them.
        The old text is stored as a version that ended for ``reason``. Raises
        :class:`~knowledge.errors.UnknownArticle`, and :class:`~knowledge.errors.UnreadableArticle` if the
        text contains no sentence or another article has the same text.
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
        await self._wait_published(stored)
        return _result(replace(article, external_id=old.external_id), stored)

    async def retract(self, article_id: str, reason: str) -> Standing:
        """Withdraws an article at once, and records its text, the time and the reason.

        Raises :class:`~knowledge.errors.UnknownArticle` for an unknown id, and
        :class:`~knowledge.errors.MissingReason` for an empty ``reason``.
        """
        reason = " ".join(visible(reason).split())
        if not reason:
            raise MissingReason("Say why the article is withdrawn; its readers will be told.")
        article = await self.get(article_id)
        if not await self._store.retract(article.id, reason):
            raise UnknownArticle(article_id)
        await self._indexer.wait_purged(article.revision)
        return await self.standing(article.id)

    async def standing(self, article_id: str) -> Standing:
        """Says whether an article is published or was retracted.

        Raises :class:`~knowledge.errors.UnknownArticle` if it is neither.
        """
        article = await self._store.get(article_id)
        if article is not None:
            return Standing(article.id, article.title)
        past = await self._store.versions(article_id)
        if not past:
            raise UnknownArticle(article_id)
        return Standing(past[-1].article_id, past[-1].title, past[-1].until, past[-1].reason)

    async def history(self, article_id: str) -> list[Version]:
        """Returns every version of an article, oldest first, each with its changes to the one before.

        Works for a retracted article too. Raises :class:`~knowledge.errors.UnknownArticle` for an unknown id.
        """
        article = await self._store.get(article_id)
        past = await self._store.versions(article_id if article is None else article.id)
        if article is not None:
            past.append(diff.current_version(article))
        if not past:
            raise UnknownArticle(article_id)
        return await asyncio.to_thread(diff.with_changes, past)

    async def resembling(self, article: ArticleText) -> list[Resemblance]:
        """Returns published articles with the same or nearly the same text, most similar first."""
        minhashes = await asyncio.to_thread(near_duplicates.minhashes, article.text)
        candidates = await self._store.sharing_minhashes(minhashes, MOST_COMPARED_ARTICLES)
        return await asyncio.to_thread(near_duplicates.resemblances, article.text, candidates)

    async def delete(self, article_id: str) -> None:
        """Deletes an article permanently, with every version. It is invisible at once.

        Raises :class:`~knowledge.errors.UnknownArticle` for an unknown id.
        """
        article = await self._store.get(article_id)
        if not await self._store.withdraw(article_id if article is None else article.id):
            raise UnknownArticle(article_id)
        if article is not None:
            await self._indexer.wait_purged(article.revision)

    async def trash(self, article_id: str) -> None:
        """Deletes an article like :meth:`delete`, but :meth:`restore` can undo the deletion for ten minutes.

        Raises :class:`~knowledge.errors.UnknownArticle` for an unknown id.
        """
        article = await self._store.get(article_id)
        if not await self._store.trash(article_id):
            raise UnknownArticle(article_id)
        if article is not None:
            await self._indexer.wait_purged(article.revision)

    async def restore(self, article_id: str) -> str:
        """Undoes :meth:`trash`: restores the article with its id and versions, and returns its title.

        Raises :class:`~knowledge.errors.UnknownArticle` if the article is no longer in the trash, and
        :class:`~knowledge.errors.UnreadableArticle` if the same article was added again meanwhile.
        """
        article = await self._store.find_trashed(article_id)
        if article is None:
            raise UnknownArticle(article_id)
        if article.text:
            await self._wait_published(await self._put(article, restores=article_id))
        elif not await self._store.restore_record(article_id):
            raise UnknownArticle(article_id)
        return article.title or ""

    async def get(self, article_id: str) -> Article:
        """Returns a published article. Raises :class:`~knowledge.errors.UnknownArticle` if none has this
        id."""
        article = await self._store.get(article_id)
        if article is None:
            raise UnknownArticle(article_id)
        return article

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]:
        """Lists published articles, newest first."""
        return await self._store.list(limit, offset)

    async def count(self) -> int:
        """Returns how many articles are published."""
        return await self._store.count()

    async def _put(
        self,
        article: ArticleText,
        *,
        replaces: str | None = None,
        reason: str | None = None,
        restores: str | None = None,
    ) -> Stored:
        # Parsing a long article takes a moment; the event loop serves questions meanwhile.
        prepared = await asyncio.to_thread(prepare, article)
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
            await self._wait_published(stored)
            yield _result(article, stored)

    async def _wait_published(self, stored: Stored) -> None:
        """Returns when questions can find a new text and its links to errata are stored."""
        if stored.revision is None:
            return
        await self._indexer.wait_published(stored.revision)
        if self._errata is not None and (article := await self._store.get(stored.article_id)) is not None:
            await self._errata.link_if_erratum(article)


async def _each(articles: Iterable[ArticleText] | AsyncIterable[ArticleText]) -> AsyncIterator[ArticleText]:
    if isinstance(articles, AsyncIterable):
        async for article in articles:
            yield article
    else:
        for article in articles:
            yield article


def _result(article: ArticleText, stored: Stored) -> AddResult:
    return AddResult(
        status=stored.status,
        external_id=article.external_id,
        article_id=stored.article_id,
        title=stored.title,
        sentences=stored.sentence_count,
    )
