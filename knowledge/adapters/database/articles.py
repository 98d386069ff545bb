"""Stores articles and their sentences. Every index is derived from these tables and can be rebuilt.

A revision, which is one stored text of an article, goes through the states ``pending -> published ->
withdrawn`` and is then deleted. Each step is one transaction, which also adds the article's terms to the
full-text index or removes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.errata import ErrataDatabase, forget_links
from knowledge.adapters.database.intake import Intake
from knowledge.adapters.database.lexical import FullText
from knowledge.adapters.database.minhash import save_minhashes, sharing_minhashes, without_minhashes
from knowledge.adapters.database.rows import (
    ARTICLE_COLUMNS,
    SUMMARY_COLUMNS,
    AnyRow,
    chunks,
    random_id,
    storable,
    summary,
    with_sentences,
)
from knowledge.adapters.database.schema import LIVE, PENDING, PUBLISHED, WITHDRAWN, articles, lexical_corpus
from knowledge.adapters.database.trash import (
    delete_for_good,
    expired,
    find_trashed,
    move_to_trash,
    take_out_of_trash,
)
from knowledge.adapters.database.versions import delete_versions, save_versions, versions_of
from knowledge.models import Article, ArticleSummary, ArticleText, Period, Version
from knowledge.ports import Clock, Stored

_MOVING_COLUMNS = (
    *(articles.c.revision, articles.c.id, articles.c.state, articles.c.reason),
    articles.c.terms,
)
_NEWEST_FIRST = (
    sa.select(*SUMMARY_COLUMNS)
    .where(PUBLISHED)
    .order_by(articles.c.listed_on.desc(), articles.c.revision.desc())
)


class ArticleDatabase(ErrataDatabase):
    """Implements :class:`~knowledge.ports.ArticleStore` on SQLite and PostgreSQL.

    The port documents the methods; docstrings here add what is special to the database. ``new_id`` returns a
    random public id; it is called again if the id is in use.
    """

    def __init__(
        self,
        connections: Connections,
        full_text: FullText,
        clock: Clock,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        super().__init__(connections)
        self._full_text = full_text
        self._clock = clock
        self._new_id = new_id

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
        """Implements :meth:`knowledge.ports.ArticleWriter.put`.

        Raises ``UnreadableArticle`` for NUL, broken Unicode and external ids of over 2,000 bytes. If the same
        text is still pending, it is reported as added (or replaced) again, with its revision. If a stored
        article has the same text but no external id, it gets the external id of ``article``.
        """
        intake = Intake(article, title, language, spans, terms, replaces, reason, restores)
        intake.check()
        async with self._connections.write() as connection:
            return await intake.store(connection, now=self._clock(), new_id=self._new_id)

    async def pending(self, limit: int) -> list[Article]:
        statement = sa.select(*ARTICLE_COLUMNS).where(PENDING).order_by(articles.c.revision).limit(limit)
        async with self._connections.read() as connection:
            return await with_sentences(connection, (await connection.execute(statement)).all())

    async def publish(self, revisions: Collection[int]) -> None:
        async with self._connections.write() as connection:
            waiting = await _moving(connection, PENDING, articles.c.revision, revisions)
            replaced = await _moving(connection, PUBLISHED, articles.c.id, [row.id for row in waiting])
            await self._end(connection, replaced, waiting)
            await _set_state(connection, waiting, "published")
            await self._full_text.fill(connection, _terms(waiting))

    async def is_pending(self, revision: int) -> bool:
        statement = sa.select(sa.literal(1)).where(articles.c.revision == revision, PENDING)
        async with self._connections.read() as connection:
            return (await connection.execute(statement)).first() is not None

    async def withdraw(self, article_id: str) -> bool:
        """Implements :meth:`knowledge.ports.ArticleWriter.withdraw`; a pending revision is withdrawn too."""
        if not storable(article_id):
            return False
        async with self._connections.write() as connection:
            for column in (articles.c.id, articles.c.external_id):
                rows = await _moving(connection, LIVE, column, [article_id])
                if rows:
                    await self._leave(connection, rows, "withdrawn")
                    await delete_versions(connection, rows[0].id)
                    await forget_links(connection, rows[0].id)
                    return True
            past = await versions_of(connection, article_id)
            if past:
                await forget_links(connection, past[-1].article_id)
            return bool(past) and await delete_versions(connection, past[-1].article_id)

    async def trash(self, article_id: str) -> bool:
        if not storable(article_id):
            return False
        async with self._connections.write() as connection:
            rows = await _moving(connection, LIVE, articles.c.id, [article_id])
            published = next((row for row in rows if row.state == "published"), None)
            if not await move_to_trash(connection, published, article_id, self._clock()):
                return False
            await self._leave(connection, rows, "withdrawn")
            return True

    async def find_trashed(self, article_id: str) -> ArticleText | None:
        async with self._connections.read() as connection:
            return await find_trashed(connection, article_id, self._clock())

    async def restore_record(self, article_id: str) -> bool:
        async with self._connections.write() as connection:
            return await take_out_of_trash(connection, article_id, self._clock()) is not None

    async def empty_trash(self) -> None:
        async with self._connections.read() as connection:
            if not await expired(connection, self._clock()):
                return
        async with self._connections.write() as connection:
            # Read again inside the write transaction: a deletion may have been undone meanwhile.
            for article_id in await expired(connection, self._clock()):
                await delete_for_good(connection, article_id)
                await forget_links(connection, article_id)

    async def retract(self, article_id: str, reason: str) -> bool:
        async with self._connections.write() as connection:
            rows = await _moving(connection, LIVE, articles.c.id, [article_id])
            published = [row for row in rows if row.state == "published"]
            if published:
                await save_versions(connection, published, "retracted", self._clock(), {article_id: reason})
                await self._leave(connection, rows, "withdrawn")
            return bool(published)

    async def versions(self, article_id: str) -> list[Version]:
        if not storable(article_id):
            return []
        async with self._connections.read() as connection:
            return await versions_of(connection, article_id)

    async def save_minhashes(self, minhashes: Mapping[int, Sequence[int]]) -> None:
        async with self._connections.write() as connection:
            await save_minhashes(connection, minhashes)

    async def without_minhashes(self, limit: int) -> list[Article]:
        async with self._connections.read() as connection:
            return await with_sentences(
                connection, await without_minhashes(connection, ARTICLE_COLUMNS, limit)
            )

    async def sharing_minhashes(self, minhashes: Sequence[int], limit: int) -> list[Article]:
        async with self._connections.read() as connection:
            revisions = await sharing_minhashes(connection, minhashes, limit)
        published = await self.revisions(revisions)
        return [published[revision] for revision in revisions if revision in published]

    async def withdrawn(self) -> list[int]:
        statement = sa.select(articles.c.revision).where(WITHDRAWN).order_by(articles.c.revision)
        async with self._connections.read() as connection:
            return list((await connection.execute(statement)).scalars())

    async def purge(self, revisions: Collection[int]) -> None:
        if not revisions:
            return
        async with self._connections.write() as connection:
            for chunk in chunks(revisions):
                # Deletes the sentences too (ON DELETE CASCADE).
                await connection.execute(sa.delete(articles).where(WITHDRAWN, articles.c.revision.in_(chunk)))
            await self._full_text.compact(connection)

    async def unpublish(self, revisions: Collection[int]) -> None:
        """Makes published revisions pending again: implements :meth:`knowledge.ports.IndexQueue.unpublish`.

        A published revision that a pending revision is about to replace is withdrawn instead.
        """
        async with self._connections.write() as connection:
            rows = await _moving(connection, PUBLISHED, articles.c.revision, revisions)
            waiting = await _moving(connection, PENDING, articles.c.id, [row.id for row in rows])
            superseded = {row.id for row in waiting}
            await self._end(connection, [row for row in rows if row.id in superseded], waiting)
            await self._leave(connection, [row for row in rows if row.id not in superseded], "pending")

    async def get(self, article_id: str) -> Article | None:
        if not storable(article_id):
            return None
        named = sa.or_(articles.c.id == article_id, articles.c.external_id == article_id)
        statement = sa.select(*ARTICLE_COLUMNS).where(PUBLISHED, named)
        async with self._connections.read() as connection:
            rows = (await connection.execute(statement)).all()
            best = sorted(rows, key=lambda row: row.id != article_id)[:1]
            matches = await with_sentences(connection, best)
        return matches[0] if matches else None

    async def revisions(self, revisions: Collection[int]) -> dict[int, Article]:
        published: dict[int, Article] = {}
        if not revisions:
            return published
        async with self._connections.read() as connection:
            for chunk in chunks(revisions):
                statement = sa.select(*ARTICLE_COLUMNS).where(PUBLISHED, articles.c.revision.in_(chunk))
                rows = (await connection.execute(statement)).all()
                published |= {item.revision: item for item in await with_sentences(connection, rows)}
        return published

    async def resolve(self, ids: Collection[str]) -> dict[str, int]:
        """Implements :meth:`knowledge.ports.ArticleReader.resolve`.

        A string that is the id of one article and the external id of another means the former.
        """
        wanted = {item for item in ids if storable(item)}
        resolved: dict[str, int] = {}
        if not wanted:
            return resolved
        async with self._connections.read() as connection:
            # Ids last, so that they overwrite equal external ids.
            for column in (articles.c.external_id, articles.c.id):
                for chunk in chunks(wanted):
                    statement = sa.select(column, articles.c.revision).where(PUBLISHED, column.in_(chunk))
                    rows = await connection.execute(statement)
                    resolved.update((name, revision) for name, revision in rows)
        return resolved

    async def published(self, period: Period | None, limit: int) -> list[ArticleSummary]:
        statement = _NEWEST_FIRST.limit(limit)
        if period is not None:
            statement = statement.where(articles.c.listed_on.between(period.first, period.last))
        return await _summaries(self._connections, statement)

    async def list(self, limit: int, offset: int = 0) -> list[ArticleSummary]:
        return await _summaries(self._connections, _NEWEST_FIRST.limit(limit).offset(offset))

    async def count(self) -> int:
        # publish and withdraw maintain this counter; counting rows would scan an index at each question.
        async with self._connections.read() as connection:
            count: int = (await connection.execute(sa.select(lexical_corpus.c.articles))).scalar_one()
        return count

    async def sentence_counts(self) -> dict[int, int]:
        statement = sa.select(articles.c.revision, articles.c.sentence_count).where(PUBLISHED)
        async with self._connections.read() as connection:
            return {row.revision: row.sentence_count for row in await connection.execute(statement)}

    async def known(self) -> set[int]:
        async with self._connections.read() as connection:
            return set((await connection.execute(sa.select(articles.c.revision))).scalars())

    async def _end(
        self, connection: AsyncConnection, rows: Sequence[AnyRow], successors: Sequence[AnyRow]
    ) -> None:
        """Withdraws published rows that ``successors`` replace, and stores them as versions."""
        reasons = {row.id: row.reason for row in successors}
        await save_versions(connection, rows, "replaced", self._clock(), reasons)
        await self._leave(connection, rows, "withdrawn")

    async def _leave(self, connection: AsyncConnection, rows: Sequence[AnyRow], state: str) -> None:
        """Moves rows to ``state``; those that were published leave the full-text index."""
        await self._full_text.clear(connection, _terms([row for row in rows if row.state == "published"]))
        await _set_state(connection, rows, state)


async def _summaries(connections: Connections, statement: sa.Select[Any]) -> list[ArticleSummary]:
    async with connections.read() as connection:
        return [summary(row) for row in await connection.execute(statement)]


async def _moving(
    connection: AsyncConnection,
    state: sa.ColumnElement[bool],
    column: sa.Column[Any],
    values: Collection[Any],
) -> list[AnyRow]:
    rows: list[AnyRow] = []
    for chunk in chunks(values):
        result = await connection.execute(sa.select(*_MOVING_COLUMNS).where(state, column.in_(chunk)))
        rows.extend(result.all())
    return rows


async def _set_state(connection: AsyncConnection, rows: Sequence[AnyRow], state: str) -> None:
    for chunk in chunks([row.revision for row in rows]):
        await connection.execute(
            sa.update(articles).where(articles.c.revision.in_(chunk)).values(state=state)
        )


def _terms(rows: Sequence[AnyRow]) -> list[tuple[int, str]]:
    return [(row.revision, row.terms) for row in rows]
