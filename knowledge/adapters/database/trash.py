"""Stores deleted articles as long as their deletion can be undone.

An article in the trash has a row in ``deleted_articles``. Its versions stay where they are; every query of
:mod:`knowledge.adapters.database.versions` leaves them out until the row is gone.
"""

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


async def move_to_trash(
    connection: AsyncConnection, article: AnyRow | None, article_id: str, now: datetime
) -> bool:
    """Copies the published ``article`` to the trash or, if it is None, the record of a retracted article.

    ``article_id`` identifies that record. Returns False if there is none either.
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
    """Returns an article in the trash; its text is empty if only the record of a retraction was deleted."""
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


async def take_out_of_trash(connection: AsyncConnection, article_id: str, now: datetime) -> datetime | None:
    """Removes an article from the trash, which makes its versions visible again.

    Returns when the article was added, or None if it is not in the trash or has been there for too long.
    """
    row = await _row(connection, article_id, now)
    if row is None:
        return None
    await connection.execute(sa.delete(deleted_articles).where(deleted_articles.c.article_id == article_id))
    added_at: datetime = row.added_at.replace(tzinfo=UTC)
    return added_at


async def expired(connection: AsyncConnection, now: datetime) -> list[str]:
    """Returns the ids of the articles whose deletion can no longer be undone."""
    statement = sa.select(deleted_articles.c.article_id).where(
        deleted_articles.c.deleted_at <= as_utc(now) - UNDO_FOR
    )
    return list((await connection.execute(statement)).scalars())


async def delete_for_good(connection: AsyncConnection, article_id: str) -> None:
    """Permanently deletes an article in the trash and all its versions."""
    for column in (article_versions.c.article_id, deleted_articles.c.article_id):
        await connection.execute(sa.delete(column.table).where(column == article_id))


async def _row(connection: AsyncConnection, article_id: str, now: datetime) -> AnyRow | None:
    statement = sa.select(deleted_articles).where(
        deleted_articles.c.article_id == article_id,
        deleted_articles.c.deleted_at > as_utc(now) - UNDO_FOR,
    )
    return (await connection.execute(statement)).one_or_none()
