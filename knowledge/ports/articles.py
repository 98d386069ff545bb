"""Where articles are stored. One database holds them all; each caller asks for the part that it uses.

A stored text of an article is a *revision*. It is *pending* from :meth:`ArticleWriter.put` until
:meth:`IndexQueue.publish`, and nobody can see it; then it is *published*. Once replaced, deleted or retracted
it is *withdrawn*: invisible at once, and deleted by :meth:`IndexQueue.purge` after its vectors are gone.
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
    """Published articles, as answering and browsing read them."""

    async def get(self, article_id: str) -> Article | None:
        """Returns an article by its id or external id; the id wins where one article's id is another's
        external id. None for an unknown or unpublished one."""
        ...

    async def revisions(self, revisions: Collection[int]) -> dict[int, Article]:
        """Returns the published articles among these revisions, by revision."""
        ...

    async def resolve(self, ids: Collection[str]) -> dict[str, int]:
        """Maps article ids and external ids to published revisions; unknown ids are left out."""
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

        With ``replaces``, an article id, it takes the place of that article and inherits its external id.
        Otherwise it is recognised by ``external_id`` if it has one (a different text then replaces the stored
        one), else by its text. ``reason`` says why it replaces another. With ``restores``, the id of an
        article in the trash, it gets that id, and leaves the trash with its versions.

        Raises :class:`~knowledge.errors.UnknownArticle` for an unknown ``replaces`` or ``restores``, and
        :class:`~knowledge.errors.UnreadableArticle` for a text that was retracted, for a text that cannot be
        stored, and if the article to restore was added again meanwhile.
        """
        ...

    async def withdraw(self, article_id: str) -> bool:
        """Deletes an article, by id or external id, with all its versions; it is invisible at once.

        Returns False for an unknown article.
        """
        ...

    async def retract(self, article_id: str, reason: str) -> bool:
        """Makes a published article invisible at once and stores its text as its last version.

        Returns False if no published article has this id.
        """
        ...


class VersionReader(Protocol):
    """Earlier texts of articles."""

    async def versions(self, article_id: str) -> list[Version]:
        """Returns the versions that have ended, oldest first, without ``changes``.

        By article id, or by the external id of a retracted article; ``[]`` for an article that never changed.
        """
        ...


class ArticleTrash(Protocol):
    """Deletions that can be undone for :data:`UNDO_FOR`. All article ids here are ids, not external ids."""

    async def trash(self, article_id: str) -> bool:
        """Deletes an article so that it can be restored; invisible at once. False for an unknown article.

        Of an article that was retracted, it deletes the record.
        """
        ...

    async def find_trashed(self, article_id: str) -> ArticleText | None:
        """Returns an article that can still be restored by :meth:`ArticleWriter.put`, or None.

        Its text is empty if it is only the record of a retracted article: :meth:`restore_record` restores it.
        """
        ...

    async def restore_record(self, article_id: str) -> bool:
        """Restores the record of a retracted article. Returns False when it is too late."""
        ...

    async def empty_trash(self) -> None:
        """Deletes for good, with all versions, what can no longer be restored. Cheap if there is nothing."""
        ...


class MinhashStore(Protocol):
    """Hashes by which near-duplicates find each other: see :mod:`knowledge.articles.near_duplicates`."""

    async def save_minhashes(self, minhashes: Mapping[int, Sequence[int]]) -> None:
        """Stores the minhashes of texts by revision, in place of earlier ones; ignores unknown revisions."""
        ...

    async def without_minhashes(self, limit: int) -> list[Article]:
        """Returns published articles that have no minhashes yet."""
        ...

    async def sharing_minhashes(self, minhashes: Sequence[int], limit: int) -> list[Article]:
        """Returns published articles that share any of these minhashes, those that share most first."""
        ...


class IndexQueue(Protocol):
    """What the owner of the vector index has to do, and what it compares the index with."""

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
        """Deletes withdrawn revisions for good, with their sentences and terms."""
        ...

    async def sentence_counts(self) -> dict[int, int]:
        """Returns the number of sentences of every published revision."""
        ...

    async def known(self) -> set[int]:
        """Returns every revision that is pending, published or withdrawn."""
        ...


class ArticleStore(
    ArticleReader, ArticleWriter, VersionReader, ArticleTrash, MinhashStore, IndexQueue, Protocol
):
    """All parts together, as the database implements them. Use cases ask for the parts that they need."""


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """What a lexical search found, and what it had to read of the corpus to weigh its terms.

    ``frequencies`` says in how many published articles each searched term occurs; ``article_count`` is how
    many articles are published.
    """

    hits: list[tuple[int, float]]
    """Revisions with their BM25 score, best first."""
    frequencies: dict[str, int]
    article_count: int


class LexicalIndex(Protocol):
    """Full-text search over published articles, on the terms given to :meth:`ArticleWriter.put`."""

    async def search_terms(
        self, terms: Sequence[str], limit: int, *, among: Collection[int] | None = None
    ) -> LexicalHits:
        """Finds revisions that contain any of ``terms``, with their BM25 score (k1 1.2, b 0.75), best first.

        Terms are opaque strings: no operator in them has a meaning. ``among`` restricts the hits to these
        revisions; frequencies and article count still cover all. No terms, or no match: no hits.
        """
        ...

    async def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Returns in how many published articles each term occurs; 0 for an unknown term."""
        ...
