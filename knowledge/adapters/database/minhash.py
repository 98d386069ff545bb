"""The marks by which alike texts find each other: a look-up in an index a mark, however many articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.rows import AnyRow, chunks
from knowledge.adapters.database.schema import PUBLISHED, article_marks, articles


async def keep_marks(connection: AsyncConnection, marks: Mapping[int, Sequence[int]]) -> None:
    """By revision; in place of those that a revision had. Revisions that are gone are passed over."""
    rows: list[dict[str, int]] = []
    for chunk in chunks(list(marks)):
        await connection.execute(sa.delete(article_marks).where(article_marks.c.revision.in_(chunk)))
        there = await connection.execute(sa.select(articles.c.revision).where(articles.c.revision.in_(chunk)))
        for revision in there.scalars():
            rows += [{"mark": mark, "revision": revision} for mark in set(marks[revision])]
    if rows:
        await connection.execute(sa.insert(article_marks), rows)


async def sharing(connection: AsyncConnection, marks: Sequence[int], limit: int) -> list[int]:
    """Published revisions that share a mark, those that share most first."""
    statement = (
        sa.select(article_marks.c.revision)
        .join(articles, articles.c.revision == article_marks.c.revision)
        .where(article_marks.c.mark.in_(marks), PUBLISHED)
        .group_by(article_marks.c.revision)
        .order_by(sa.func.count().desc(), article_marks.c.revision)
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars()) if marks else []


async def unmarked(
    connection: AsyncConnection, columns: Sequence[sa.Column[Any]], limit: int
) -> Sequence[AnyRow]:
    """Published articles without any mark: they are from before there were marks.

    Looked for in two indexes, a tenth of a second for 100,000 articles: it is asked once at each start.
    """
    marked = sa.exists().where(article_marks.c.revision == articles.c.revision)
    found = sa.select(articles.c.revision).where(PUBLISHED, ~marked).limit(limit)
    statement = sa.select(*columns).where(articles.c.revision.in_(found)).order_by(articles.c.revision)
    return (await connection.execute(statement)).all()
