"""Converts database rows to articles, and values to the form in which they are stored."""

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
"""Values of one ``IN``. asyncpg takes up to 32,767, but long statements take long to prepare."""

ID_LENGTH = 10
"""Characters of base32, together 50 bits. If an id is taken, another is drawn."""

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
    """Sort the values, remove duplicates, and yield lists of at most :data:`CHUNK`.

    >>> list(chunks([3, 1, 3]))
    [[1, 3]]
    """
    ordered = sorted(set(values))
    for begin in range(0, len(ordered), CHUNK):
        yield ordered[begin : begin + CHUNK]


def random_id() -> str:
    """Return a random public article id of lower-case letters and the digits 2 to 7, which is easy to
    type."""
    return base64.b32encode(secrets.token_bytes(7)).decode()[:ID_LENGTH].lower()


def content_hash(text: str) -> str:
    """Hash a text. Texts that differ in white space only have the same hash.

    >>> content_hash("Duta besar\\nbaru.") == content_hash(" Duta  besar baru.")
    True
    """
    return sha256(" ".join(text.split()).encode()).hexdigest()


def storable(text: str) -> bool:
    """Return whether both backends can store a text: PostgreSQL takes no NUL, and neither a lone surrogate.

    >>> storable("Rp1.500"), storable("a\\x00b"), storable("\\ud800")
    (True, False, False)
    """
    return "\x00" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text))


def as_utc(moment: datetime) -> datetime:
    """Convert a time to UTC without a time zone, as the columns store it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def summary(row: AnyRow) -> ArticleSummary:
    """Make a summary of a row that has the :data:`SUMMARY_COLUMNS`."""
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
    """Make articles of rows that have the :data:`ARTICLE_COLUMNS`, in the order of the rows.

    An article without its sentences is left out: it was purged after its row was read.
    """
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for chunk in chunks([row.revision for row in rows]):
        columns = (sentences.c.revision, sentences.c.start, sentences.c.end)
        statement = sa.select(*columns).where(sentences.c.revision.in_(chunk))
        stored = await connection.execute(statement.order_by(sentences.c.revision, sentences.c.position))
        for revision, start, end in stored:
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
