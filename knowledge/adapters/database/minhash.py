"""Stores the minhashes of articles, which find similar texts with one index look-up per hash.

The column for a hash is called ``mark``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.rows import AnyRow, chunks
from knowledge.adapters.database.schema import PUBLISHED, article_minhashes, articles


async def save_minhashes(connection: AsyncConnection, minhashes: Mapping[int, Sequence[int]]) -> None:
    """Stores minhashes by revision, in place of earlier ones. Ignores revisions that no longer exist."""
    rows: list[dict[str, int]] = []
    for chunk in chunks(list(minhashes)):
        await connection.execute(sa.delete(article_minhashes).where(article_minhashes.c.revision.in_(chunk)))
        existing = sa.select(articles.c.revision).where(articles.c.revision.in_(chunk))
        for revision in (await connection.execute(existing)).scalars():
            rows += [{"mark": minhash, "revision": revision} for minhash in set(minhashes[revision])]
    if rows:
        await connection.execute(sa.insert(article_minhashes), rows)


async def sharing_minhashes(connection: AsyncConnection, minhashes: Sequence[int], limit: int) -> list[int]:
    """Returns published revisions that share any of the minhashes, those that share most first."""
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
    """Returns published articles without minhashes, which were stored by an earlier version of Kutip.

    Scans two indexes, a tenth of a second for 100,000 articles; called once at each start.
    """
    has_minhashes = sa.exists().where(article_minhashes.c.revision == articles.c.revision)
    without = sa.select(articles.c.revision).where(PUBLISHED, ~has_minhashes).limit(limit)
    statement = sa.select(*columns).where(articles.c.revision.in_(without)).order_by(articles.c.revision)
    return (await connection.execute(statement)).all()
