"""Interfaces of the article store. One database implements all of them; each caller uses only some.

A stored text of an article is a *revision*. From :meth:`ArticleWriter.put` until :meth:`IndexQueue.publish` a
revision is *pending* and invisible; then it is *published*. When it is replaced, deleted or retracted, it
becomes *withdrawn*: it is invisible at once, and :meth:`IndexQueue.purge` deletes it after its vectors were
deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Protocol

from knowledge.models import (
    Article,
    ArticleSummary,
    ArticleText,
    Period,
    Version,
)

UNDO_FOR = timedelta(minutes=10)
"""How long a deletion can be undone: long enough to notice a mistake; after that the text is really gone."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What :meth:`ArticleWriter.put` did with an article.

    ``revision`` is the revision that now waits for the index, or None if exactly this text was stored before
    (status ``unchanged``). ``title`` is the stored title.
    """

    status: Literal["added", "unchanged", "replaced"]
    article_id: str
    revision: int | None
    title: str
    sentence_count: int


class ArticleReader(Protocol):
    """Reads published articles, for answering and browsing."""

    async def get(self, article_id: str) -> Article | None:
        """Returns a published article by its id or external id, or None if there is no such article.

        A string that is the id of one article and the external id of another means the former.
        """
        ...

    async def revisions(self, revisions: Collection[int]) -> dict[int, Article]:
        """Returns the published articles with these revisions, by revision. Other revisions are left out."""
        ...

    async def resolve(self, ids: Collection[str]) -> dict[str, int]:
        """Maps article ids and external ids to published revisions; unknown ids are left out."""
        ...

    async def published(self, period: Period | None, limit: int) -> list[ArticleSummary]:
        """Returns the articles of a period, or of all time for None, newest first, at most ``limit``.

        The day of an article is its publication date, or the day (UTC) it was added if undated.
        """
        ...

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]:
        """Lists articles newest first: by publication date, or by the day they were added if undated."""
        ...

    async def count(self) -> int:
        """Returns how many articles are published."""
        ...


class ArticleWriter(Protocol):
    """Adds, replaces, deletes and retracts articles."""

    async def put(
        self,
        article: ArticleText,
        *,
        title: str,
        language: str,
        spans: Sequence[tuple[int, int]],
        terms: Sequence[str],
        replaces: str | None = None,
        reason: str | None = None,
        restores: str | None = None,
    ) -> Stored:
        """Stores an article as pending.

        ``spans`` are the offsets of its sentences; ``terms`` are the normalised words of title and text, in
        order, for the lexical index.

        With ``replaces``, an article id, the new article takes the place of that article and inherits its
        external id. Otherwise a stored article counts as the same if it has the same ``external_id`` (a
        different text then replaces the stored one) or, without one, the same text. ``reason`` says why a
        stored article is replaced. With ``restores``, the id of an article in the trash, the new article gets
        that id and the versions of that article.

        Raises :class:`~knowledge.errors.UnknownArticle` for an unknown ``replaces`` or ``restores``, and
        :class:`~knowledge.errors.UnreadableArticle` for a text that was retracted, for a text that cannot be
        stored, and if the article to restore was added again meanwhile.
        """
        ...

    async def withdraw(self, article_id: str) -> bool:
        """Deletes an article, by id or external id, with all its versions. It is invisible at once.

        Returns False for an unknown article.
        """
        ...

    async def retract(self, article_id: str, reason: str) -> bool:
        """Makes a published article invisible at once and stores its text as its last version.

        Returns False if no published article has this id.
        """
        ...


class VersionReader(Protocol):
    """Reads the earlier versions of articles."""

    async def versions(self, article_id: str) -> list[Version]:
        """Returns the versions that have ended, oldest first, without ``changes``.

        ``article_id`` is an article id, or the external id of a retracted article. Returns ``[]`` for an
        article that never changed.
        """
        ...


class ArticleTrash(Protocol):
    """Deletes articles so that this can be undone for :data:`UNDO_FOR`. External ids are not accepted
    here."""

    async def trash(self, article_id: str) -> bool:
        """Deletes an article so that it can be restored. It is invisible at once. Returns False if it is
        unknown.

        If the article was retracted, its record is deleted.
        """
        ...

    async def find_trashed(self, article_id: str) -> ArticleText | None:
        """Returns an article that can still be restored by :meth:`ArticleWriter.put`, or None.

        Its text is empty if it is only the record of a retracted article: :meth:`restore_record` restores it.
        """
        ...

    async def restore_record(self, article_id: str) -> bool:
        """Restores the record of a retracted article. Returns False if it can no longer be restored."""
        ...

    async def empty_trash(self) -> None:
        """Permanently deletes the articles that can no longer be restored. Cheap if there are none."""
        ...


class MinhashStore(Protocol):
    """Stores the hashes that find near-duplicates: see :mod:`knowledge.articles.near_duplicates`."""

    async def save_minhashes(self, minhashes: Mapping[int, Sequence[int]]) -> None:
        """Stores the minhashes of texts by revision, in place of earlier ones; ignores unknown revisions."""
        ...

    async def without_minhashes(self, limit: int) -> list[Article]:
        """Returns published articles that have no minhashes yet."""
        ...

    async def sharing_minhashes(self, minhashes: Sequence[int], limit: int) -> list[Article]:
        """Returns published articles that share any of these minhashes, those that share most first."""
        ...


class ErrataStore(Protocol):
    """Stores which article corrects which: see :mod:`knowledge.articles.errata`.

    A link has an effect only while both articles are published. When the corrected article is deleted for
    good, the erratum waits for another one.
    """

    async def link(self, erratum_id: str, corrected_id: str | None) -> None:
        """Stores what an erratum corrects, in place of what was stored before.

        None means that the article that it corrects is not published yet: the erratum waits for it.
        """
        ...

    async def unlink(self, erratum_id: str) -> None:
        """Deletes what :meth:`link` stored, because the article is no erratum. Cheap if there is nothing."""
        ...

    async def errata(self, article_ids: Collection[str]) -> dict[str, list[Article]]:
        """Returns the published errata of each of these articles, by article id, oldest first.

        Articles without errata are left out. The errata of the errata that are found are included.
        """
        ...

    async def linked_errata(self, article_ids: Collection[str]) -> set[str]:
        """Returns those of these articles that correct an article that is published."""
        ...

    async def waiting_errata(self) -> list[int]:
        """Returns the published errata whose corrected article is not published: their revisions, sorted."""
        ...


class IndexQueue(Protocol):
    """The work of the owner of the vector index, and the data with which it checks the index."""

    async def pending(self, limit: int) -> list[Article]:
        """Returns revisions that wait to be indexed, oldest first."""
        ...

    async def is_pending(self, revision: int) -> bool:
        """Whether this revision still waits to be indexed."""
        ...

    async def publish(self, revisions: Collection[int]) -> None:
        """Makes pending revisions visible, in one transaction.

        The revisions that they replace are withdrawn, and stored as versions of their articles.
        """
        ...

    async def unpublish(self, revisions: Collection[int]) -> None:
        """Makes published revisions pending again, because their vectors are missing."""
        ...

    async def withdrawn(self) -> list[int]:
        """Returns the revisions whose vectors and rows are still to be deleted."""
        ...

    async def purge(self, revisions: Collection[int]) -> None:
        """Permanently deletes withdrawn revisions with their sentences and terms."""
        ...

    async def sentence_counts(self) -> dict[int, int]:
        """Returns the number of sentences of every published revision."""
        ...

    async def known(self) -> set[int]:
        """Returns every revision that is pending, published or withdrawn."""
        ...


class ArticleStore(
    ArticleReader, ArticleWriter, VersionReader, ArticleTrash, MinhashStore, ErrataStore, IndexQueue, Protocol
):
    """All interfaces of the article store, as the database implements them. Use cases depend on single
    ones."""


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """The hits of a lexical search, and the statistics of the corpus that gave its terms their weights.

    ``frequencies`` says in how many published articles each searched term occurs; ``article_count`` is how
    many articles are published.
    """

    hits: list[tuple[int, float]]
    """Revisions with their BM25 score, best first."""
    frequencies: dict[str, int]
    article_count: int


class LexicalIndex(Protocol):
    """Searches published articles for the terms that were given to :meth:`ArticleWriter.put`."""

    async def search_terms(
        self, terms: Sequence[str], limit: int, *, among: Collection[int] | None = None
    ) -> LexicalHits:
        """Finds revisions that contain any of ``terms``, with their BM25 score (k1 1.2, b 0.75), best first.

        Terms are opaque strings; operators in them have no effect. ``among`` restricts the hits to these
        revisions; frequencies and article count still cover all articles.
        """
        ...

    async def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Returns in how many published articles each term occurs; 0 for an unknown term."""
        ...
