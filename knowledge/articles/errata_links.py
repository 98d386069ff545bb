"""Links each erratum to the article that it corrects, whichever of the two is added first."""

from __future__ import annotations

import asyncio
from typing import Protocol

from knowledge.articles.corrected_article import corrected, search_terms
from knowledge.articles.errata import is_erratum
from knowledge.models import Article
from knowledge.ports import ArticleReader, ErrataStore, LexicalIndex
from knowledge.text.terms import terms

MOST_CANDIDATES = 50
"""Articles that are compared with an erratum in full: those with the best lexical score."""

MOST_WAITING = 10
"""Errata without their article that are compared with an added article."""

MOST_FOUND = 200
"""Errata that :meth:`Errata.link_stored` finds by each of :data:`_LABELS`."""

_LABELS = ("ralat", "koreksi", "pembetulan", "erratum", "correction")


class ErrataLinksStore(ErrataStore, ArticleReader, Protocol):
    """The parts of the article store that the links use."""


class Errata:
    """Recognises errata and links them. Safe to use from several tasks and processes at once."""

    def __init__(self, store: ErrataLinksStore, lexical: LexicalIndex) -> None:
        self._store = store
        self._lexical = lexical

    async def link_if_erratum(self, article: Article) -> str | None:
        """Link errata that waited for a published article to it, and it, if it is an erratum, to another.

        Call it whenever an article was added or replaced. Returns the id of the article that ``article``
        corrects, None if it is no erratum or what it corrects is not published yet.
        """
        await self._link_waiting(article)
        if not await asyncio.to_thread(is_erratum, article.title, article.text):
            await self._store.unlink(article.id)
            return None
        # Stored before the search: if the corrected article is published meanwhile, its own call finds this.
        await self._store.link(article.id, None)
        hits = await self._lexical.search_terms(
            await asyncio.to_thread(search_terms, article), MOST_CANDIDATES
        )
        found = await self._store.revisions([revision for revision, _ in hits.hits])
        target = await asyncio.to_thread(corrected, article, list(found.values()))
        if target is not None:
            await self._store.link(article.id, target.id)
        return None if target is None else target.id

    async def link_stored(self) -> int:
        """Link the errata that are stored without a link, and return how many of them were linked.

        They were published before there were links, or the process ended before it linked them. Errata
        without a word of :data:`_LABELS` are not found. Reads some hundred articles: not for every start.
        """
        revisions = set(await self._store.waiting_errata())
        for label in _LABELS:
            hits = (await self._lexical.search_terms(terms(label), MOST_FOUND)).hits
            revisions |= {revision for revision, _ in hits}
        found = (await self._store.revisions(revisions)).values()
        linked = await self._store.linked_errata([article.id for article in found])
        count = 0
        for article in found:
            if article.id not in linked and await asyncio.to_thread(is_erratum, article.title, article.text):
                count += await self.link_if_erratum(article) is not None
        return count

    async def _link_waiting(self, article: Article) -> None:
        """Link to ``article`` the errata that had nothing to correct when they were added."""
        waiting = await self._store.waiting_errata()
        if not waiting:
            return
        wanted = await asyncio.to_thread(search_terms, article)
        hits = await self._lexical.search_terms(wanted, MOST_WAITING, among=waiting)
        found = await self._store.revisions([revision for revision, _ in hits.hits])
        for erratum in found.values():
            if await asyncio.to_thread(corrected, erratum, [article]) is not None:
                await self._store.link(erratum.id, article.id)
