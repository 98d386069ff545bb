"""Articles, where they are kept and where they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, Protocol

from knowledge.models import (
    Article,
    ArticleSummary,
    ArticleText,
    Version,
)

UNDO_FOR = timedelta(minutes=10)
"""How long a deletion can be undone: long enough to see a mistake, short enough to mean it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What :meth:`ArticleStore.put` did: the article's id and the revision that now waits for the index.

    ``revision`` is None when the very same text was already there (status ``unchanged``).
    """

    status: Literal["added", "unchanged", "replaced"]
    article_id: str
    revision: int | None
    title: str
    sentence_count: int


class ArticleStore(Protocol):
    """The truth: articles and their sentences.

    A revision is *pending* from :meth:`put` to :meth:`publish`: nobody can see it. An article is replaced in
    one step at :meth:`publish`. A *withdrawn* revision is invisible at once, and is deleted by :meth:`purge`
    after its vectors are gone.
    """

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
        """Keep an article as pending.

        ``spans`` are the sentences' offsets, ``terms`` the normalised words of title and text, in order, for
        the lexical index. It takes the place of the article whose id is ``replaces``, and keeps that one's
        external id. Without, it is recognised by ``external_id`` where it has one (another text then replaces
        it), else by its text. ``reason`` says why it replaces another. ``restores`` is the id of an article
        that was set aside: it is that one again, and UnreadableArticle says that another has its place.
        Raises :class:`~knowledge.errors.UnknownArticle`, and :class:`~knowledge.errors.UnreadableArticle` for
        a text that was retracted.
        """
        ...

    async def pending(self, limit: int) -> list[Article]:
        """Revisions that wait for the index, oldest first."""
        ...

    async def publish(self, revisions: Collection[int]) -> None:
        """Make pending revisions visible, in one transaction.

        The ones they replace are withdrawn, and kept as versions of their articles.
        """
        ...

    async def is_pending(self, revision: int) -> bool:
        """Whether this very revision still waits for the index."""
        ...

    async def withdraw(self, article_id: str) -> bool:
        """Make the article invisible at once, and forget its versions; False when there is none such."""
        ...

    async def trash(self, article_id: str) -> bool:
        """As :meth:`withdraw`, by article id; but the article can be restored for :data:`UNDO_FOR`."""
        ...

    async def find_trashed(self, article_id: str) -> ArticleText | None:
        """What can still be restored; with an empty text, only the record of a retracted article."""
        ...

    async def restore_record(self, article_id: str) -> bool:
        """The record of a retracted article is there again; False when it is too late."""
        ...

    async def empty_trash(self) -> None:
        """Delete for good what cannot be restored any more, with its versions. Cheap when there is none."""
        ...

    async def retract(self, article_id: str, reason: str) -> bool:
        """Make the article invisible at once, and keep it as its last version; False when there is none."""
        ...

    async def versions(self, article_id: str) -> list[Version]:
        """Versions that ended, oldest first, without ``changes``; ``[]`` for an article that never changed.

        By article id, or by the external id of a retracted article.
        """
        ...

    async def keep_minhashes(self, minhashes: Mapping[int, Sequence[int]]) -> None:
        """Keep the marks of texts (:mod:`knowledge.likeness`) by revision, in place of earlier ones."""
        ...

    async def without_minhashes(self, limit: int) -> list[Article]:
        """Published articles without marks."""
        ...

    async def sharing_minhashes(self, minhashes: Sequence[int], limit: int) -> list[Article]:
        """Published articles that share any of these marks, those that share most first."""
        ...

    async def withdrawn(self) -> list[int]:
        """Revisions whose vectors and rows are still to be deleted."""
        ...

    async def purge(self, revisions: Collection[int]) -> None:
        """Delete withdrawn revisions for good, with their sentences and terms."""
        ...

    async def unpublish(self, revisions: Collection[int]) -> None:
        """Send published revisions back to pending: their vectors are missing."""
        ...

    async def get(self, article_id: str) -> Article | None:
        """By article id or external id."""
        ...

    async def revisions(self, revisions: Collection[int]) -> dict[int, Article]:
        """The published ones among these, by revision."""
        ...

    async def resolve(self, ids: Collection[str]) -> dict[str, int]:
        """From article ids or external ids to published revisions; unknown ones are left out."""
        ...

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]:
        """Newest first: by publication date, articles without one by the day they were added."""
        ...

    async def count(self) -> int:
        """How many articles are published."""
        ...

    async def sentence_counts(self) -> dict[int, int]:
        """Number of sentences of every published revision."""
        ...

    async def known(self) -> set[int]:
        """Every revision there is: pending, published or withdrawn."""
        ...


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """What a lexical search found, and what it had to read of the corpus to weigh its terms.

    ``frequencies`` says in how many published articles each term searched for occurs; ``article_count`` is
    how many there are.
    """

    hits: list[tuple[int, float]]
    """Revisions with their BM25 score, best first."""
    frequencies: dict[str, int]
    article_count: int


class LexicalIndex(Protocol):
    """Full text over published articles, on the terms given to :meth:`ArticleStore.put`."""

    async def search_terms(
        self, terms: Sequence[str], limit: int, *, among: Collection[int] | None = None
    ) -> LexicalHits:
        """Revisions that hold any of ``terms`` with their BM25 score (k1 1.2, b 0.75), best first.

        Terms are opaque strings: no operator in them has a meaning. ``among`` restricts to these revisions;
        the numbers beside the hits are those of all. No terms, or no match: no hits.
        """
        ...

    async def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """In how many published articles each term occurs; 0 for the unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """One article that was found, or why it could not be read (exactly one of the two is set).

    ``name`` is what to call it; ``line`` counts from 1 within a ``.jsonl`` file, else None.
    """

    name: str
    article: ArticleText | None = None
    error: str | None = None
    line: int | None = None


class ArticleFiles(Protocol):
    """Articles in files, folders, standard input and uploads. One bad file never stops the others.

    Every call blocks, a document for up to half a minute; call it in a thread.
    """

    def count_sources(self, paths: Sequence[Path]) -> int:
        """How many articles these files and folders hold, about; cheap."""
        ...

    def read_sources(self, paths: Sequence[Path]) -> Iterator[Source]:
        """Every article in these files and folders; folders are walked, in the order of names."""
        ...

    def read_stdin(self, data: bytes) -> Iterator[Source]:
        """JSON lines, or one article as text."""
        ...

    def read_bytes(self, data: bytes, name: str) -> ArticleText:
        """The one article in an upload called ``name``: ``.txt .md .html .pdf .docx``.

        Raises :class:`~knowledge.errors.UnreadableArticle`, naming it.
        """
        ...

    def read_upload(self, data: bytes, name: str) -> Iterator[Source]:
        """Every article in an upload of any kind, also ``.jsonl`` and ``.zip``."""
        ...


class ArticlePages(Protocol):
    """Articles on the web. Safe to call from many tasks at once; never blocks the event loop."""

    async def fetch(self, url: str) -> ArticleText:
        """The article behind a link, with the address where it was found in the end.

        Only public addresses are connected to. Takes 20 s at most to fetch, and half a minute to read. Raises
        :class:`~knowledge.errors.UnusableLink`, :class:`~knowledge.errors.UnreadableArticle` and
        :class:`~knowledge.errors.PageUnavailable`.
        """
        ...
