"""The marks by which alike texts find each other: a look-up in an index a mark, however many articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.rows import AnyRow, chunks
from knowledge.adapters.database.schema import PUBLISHED, article_minhashes, articles


async def keep_minhashes(connection: AsyncConnection, minhashes: Mapping[int, Sequence[int]]) -> None:
    """By revision; in place of those that a revision had. Revisions that are gone are passed over."""
    rows: list[dict[str, int]] = []
    for chunk in chunks(list(minhashes)):
        await connection.execute(sa.delete(article_minhashes).where(article_minhashes.c.revision.in_(chunk)))
        there = await connection.execute(sa.select(articles.c.revision).where(articles.c.revision.in_(chunk)))
        for revision in there.scalars():
            rows += [{"mark": mark, "revision": revision} for mark in set(minhashes[revision])]
    if rows:
        await connection.execute(sa.insert(article_minhashes), rows)


async def sharing_minhashes(connection: AsyncConnection, minhashes: Sequence[int], limit: int) -> list[int]:
    """Published revisions that share a mark, those that share most first."""
    statement = (
        sa.select(article_minhashes.c.revision)
        .join(articles, articles.c.revision == article_minhashes.c.revision)
        .where(article_minhashes.c.mark.in_(minhashes), PUBLISHED)
        .group_by(article_minhashes.c.revision)
        .order_by(sa.func.count().desc(), article_minhashes.c.revision)
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars()) if minhashes else []


async def without_minhashes(
    connection: AsyncConnection, columns: Sequence[sa.Column[Any]], limit: int
) -> Sequence[AnyRow]:
    """Published articles without any mark: they are from before there were marks.

    Looked for in two indexes, a tenth of a second for 100,000 articles: it is asked once at each start.
    """
    marked = sa.exists().where(article_minhashes.c.revision == articles.c.revision)
    found = sa.select(articles.c.revision).where(PUBLISHED, ~marked).limit(limit)
    statement = sa.select(*columns).where(articles.c.revision.in_(found)).order_by(articles.c.revision)
    return (await connection.execute(statement)).all()
