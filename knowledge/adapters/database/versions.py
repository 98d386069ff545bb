"""Stores an earlier version of an article when it is replaced or retracted, until the article is deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.rows import AnyRow, as_utc
from knowledge.adapters.database.schema import article_versions, articles, deleted_articles
from knowledge.models import Ending, Version

_COPIED = (
    "revision",
    "external_id",
    "published_on",
    "added_at",
    "content_hash",
    "publisher",
    "url",
    "title",
    "text",
)


async def save_versions(
    connection: AsyncConnection,
    rows: Sequence[AnyRow],
    ending: Ending,
    ended_at: datetime,
    reasons: Mapping[str, str | None],
) -> None:
    """Stores ``rows`` of the table ``articles`` as ended versions. ``reasons`` maps article ids to
    reasons."""
    for row in rows:
        copied = sa.select(
            *(articles.c[name] for name in _COPIED),
            articles.c.id,
            sa.literal(ending),
            sa.literal(as_utc(ended_at), sa.DateTime),
            sa.literal(reasons.get(row.id), sa.Text),
        ).where(articles.c.revision == row.revision)
        names = [*_COPIED, "article_id", "ending", "ended_at", "reason"]
        await connection.execute(sa.insert(article_versions).from_select(names, copied))


async def versions_of(connection: AsyncConnection, article_id: str) -> list[Version]:
    """Returns the versions of an article, oldest first.

    ``article_id`` is an article id, or the external id of a retracted article.
    """
    rows = await _rows(connection, article_versions.c.article_id == article_id)
    if not rows:
        named = sa.and_(
            article_versions.c.external_id == article_id, article_versions.c.ending == "retracted"
        )
        last = await _rows(connection, named)
        rows = await _rows(connection, article_versions.c.article_id == last[-1].article_id) if last else []
    return [version_of(row) for row in rows]


async def retracted_text(connection: AsyncConnection, content_hash: str) -> Version | None:
    """Returns the last version that was retracted with a text of this hash, or None."""
    same = sa.and_(
        article_versions.c.content_hash == content_hash,
        article_versions.c.ending == sa.literal_column("'retracted'"),
    )
    rows = await _rows(connection, same)
    return version_of(rows[-1]) if rows else None


async def delete_versions(connection: AsyncConnection, article_id: str) -> bool:
    """Deletes all versions of an article. Returns False if there was none."""
    delete = sa.delete(article_versions).where(article_versions.c.article_id == article_id)
    return bool((await connection.execute(delete)).rowcount)


async def _rows(connection: AsyncConnection, condition: sa.ColumnElement[bool]) -> Sequence[AnyRow]:
    """Returns versions by revision, but none of an article that is in the trash."""
    is_deleted = sa.exists().where(deleted_articles.c.article_id == article_versions.c.article_id)
    shown = sa.and_(condition, ~is_deleted)
    statement = sa.select(article_versions).where(shown).order_by(article_versions.c.revision)
    return (await connection.execute(statement)).all()


def version_of(row: AnyRow) -> Version:
    """Makes a version of a row that has the columns of ``article_versions``; null where it has not ended."""
    return Version(
        article_id=row.article_id,
        external_id=row.external_id,
        title=row.title,
        text=row.text,
        published_on=row.published_on,
        publisher=row.publisher,
        url=row.url,
        since=row.added_at.replace(tzinfo=UTC),
        until=None if row.ended_at is None else row.ended_at.replace(tzinfo=UTC),
        ending=row.ending,
        reason=row.reason,
    )
