"""Articles and database rows, from one to the other."""

from __future__ import annotations

import base64
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.schema import articles, sentences
from knowledge.models import Article, ArticleSummary, Sentence

CHUNK = 500
"""Values in one ``IN``: asyncpg takes 32,767 parameters, and longer statements take longer to prepare."""

ID_LENGTH = 10
"""Characters of base32: 50 bits. An id that is taken is drawn again."""

AnyRow: TypeAlias = "sa.Row[*tuple[Any, ...]]"

_Value = TypeVar("_Value", int, str)

SUMMARY_COLUMNS = (
    articles.c.id,
    articles.c.title,
    articles.c.language,
    articles.c.sentence_count,
    articles.c.added_at,
    articles.c.published_on,
    articles.c.publisher,
    articles.c.url,
    articles.c.external_id,
)
ARTICLE_COLUMNS = (*SUMMARY_COLUMNS, articles.c.revision, articles.c.text)


def chunks(values: Collection[_Value]) -> Iterator[list[_Value]]:
    """Sorted, without repetition, at most :data:`CHUNK` at a time.

    >>> list(chunks([3, 1, 3]))
    [[1, 3]]
    """
    ordered = sorted(set(values))
    for begin in range(0, len(ordered), CHUNK):
        yield ordered[begin : begin + CHUNK]


def random_id() -> str:
    """A public article id: lower-case letters and the digits 2 to 7, easy to type."""
    return base64.b32encode(secrets.token_bytes(7)).decode()[:ID_LENGTH].lower()


def content_hash(text: str) -> str:
    """The same for texts that differ in white space only.

    >>> content_hash("Duta besar\\nbaru.") == content_hash(" Duta  besar baru.")
    True
    """
    return sha256(" ".join(text.split()).encode()).hexdigest()


def storable(text: str) -> bool:
    """Whether both backends can keep it: no NUL (PostgreSQL), no lone surrogate (neither).

    >>> storable("Rp1.500"), storable("a\\x00b"), storable("\\ud800")
    (True, False, False)
    """
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text))


def as_utc(moment: datetime) -> datetime:
    """Without a zone, as the columns hold it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def summary(row: AnyRow) -> ArticleSummary:
    """From :data:`SUMMARY_COLUMNS`."""
    return ArticleSummary(
        id=row.id,
        title=row.title,
        language=row.language,
        sentence_count=row.sentence_count,
        added_at=row.added_at.replace(tzinfo=UTC),
        published_on=row.published_on,
        publisher=row.publisher,
        url=row.url,
        external_id=row.external_id,
    )


async def with_sentences(connection: AsyncConnection, rows: Sequence[AnyRow]) -> list[Article]:
    """Whole articles from :data:`ARTICLE_COLUMNS`, in order.

    One whose sentences are gone was purged since its row was read, and is left out.
    """
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for chunk in chunks([row.revision for row in rows]):
        columns = (sentences.c.revision, sentences.c.start, sentences.c.end)
        statement = sa.select(*columns).where(sentences.c.revision.in_(chunk))
        found = await connection.execute(statement.order_by(sentences.c.revision, sentences.c.position))
        for revision, start, end in found:
            spans[revision].append((start, end))
    return [
        _article(row, spans[row.revision]) for row in rows if len(spans[row.revision]) == row.sentence_count
    ]


def _article(row: AnyRow, spans: Sequence[tuple[int, int]]) -> Article:
    text = row.text
    return Article(
        id=row.id,
        revision=row.revision,
        title=row.title,
        text=text,
        sentences=tuple(Sentence(start, end, text[start:end]) for start, end in spans),
        language=row.language,
        added_at=row.added_at.replace(tzinfo=UTC),
        published_on=row.published_on,
        publisher=row.publisher,
        url=row.url,
        external_id=row.external_id,
    )
