"""Deleted articles, for as long as their deletion can be undone."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.rows import AnyRow, as_utc
from knowledge.adapters.database.schema import article_versions, articles, deleted_articles
from knowledge.adapters.database.versions import versions_of
from knowledge.models import ArticleText
from knowledge.ports import UNDO_FOR

_COPIED = ("external_id", "published_on", "added_at", "publisher", "url", "title", "text")


async def trash(connection: AsyncConnection, article: AnyRow | None, article_id: str, now: datetime) -> bool:
    """Keep the published ``article``; without one the record of a retracted one. False when there is none.

    The versions stay where they are, and are not found there any more.
    """
    values = {"article_id": article_id, "deleted_at": as_utc(now)}
    if article is None:
        past = await versions_of(connection, article_id)
        if not past:
            return False
        last = past[-1]
        values |= {"article_id": last.article_id, "added_at": as_utc(last.since), "title": last.title}
        await connection.execute(sa.insert(deleted_articles).values(values))
        return True
    copied = sa.select(
        *(articles.c[name] for name in _COPIED),
        sa.literal(article_id),
        sa.literal(as_utc(now), sa.DateTime),
    ).where(articles.c.revision == article.revision)
    names = [*_COPIED, "article_id", "deleted_at"]
    await connection.execute(sa.insert(deleted_articles).from_select(names, copied))
    return True


async def find_trashed(connection: AsyncConnection, article_id: str, now: datetime) -> ArticleText | None:
    """With an empty text where only the record of a retracted article was deleted."""
    row = await _row(connection, article_id, now)
    if row is None:
        return None
    return ArticleText(
        row.text or "",
        title=row.title,
        published_on=row.published_on,
        publisher=row.publisher,
        url=row.url,
        external_id=row.external_id,
    )


async def take_back(connection: AsyncConnection, article_id: str, now: datetime) -> datetime | None:
    """It is no longer deleted; when the article was added, None when it cannot be undone any more."""
    row = await _row(connection, article_id, now)
    if row is None:
        return None
    await connection.execute(sa.delete(deleted_articles).where(deleted_articles.c.article_id == article_id))
    added_at: datetime = row.added_at.replace(tzinfo=UTC)
    return added_at


async def expired(connection: AsyncConnection, now: datetime) -> list[str]:
    """The ids of those that are to be deleted for good."""
    statement = sa.select(deleted_articles.c.article_id).where(
        deleted_articles.c.deleted_at <= as_utc(now) - UNDO_FOR
    )
    return list((await connection.execute(statement)).scalars())


async def delete_for_good(connection: AsyncConnection, article_id: str) -> None:
    for column in (article_versions.c.article_id, deleted_articles.c.article_id):
        await connection.execute(sa.delete(column.table).where(column == article_id))


async def _row(connection: AsyncConnection, article_id: str, now: datetime) -> AnyRow | None:
    statement = sa.select(deleted_articles).where(
        deleted_articles.c.article_id == article_id,
        deleted_articles.c.deleted_at > as_utc(now) - UNDO_FOR,
    )
    return (await connection.execute(statement)).one_or_none()
