"""Reads all versions of all articles for an export, and stores versions as they were exported."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.intake import Intake
from knowledge.adapters.database.lexical import FullText
from knowledge.adapters.database.rows import AnyRow, as_utc, content_hash
from knowledge.adapters.database.schema import (
    LIVE,
    PUBLISHED,
    article_versions,
    articles,
    deleted_articles,
    errata,
)
from knowledge.adapters.database.versions import save_versions, version_of
from knowledge.errors import UnreadableArticle
from knowledge.models import ArticleText, Version
from knowledge.ports import Clock, Stored
from knowledge.ports.transfer import ErratumLink

PAGE = 100
"""Versions that are read at once; ten pages of news are some hundred kilobytes."""

_SHARED = ("revision", "external_id", "published_on", "added_at", "publisher", "url", "title", "text")


class TransferDatabase:
    """Implements :class:`~knowledge.ports.transfer.TransferStore`."""

    def __init__(self, connections: Connections, full_text: FullText, clock: Clock) -> None:
        self._connections = connections
        self._full_text = full_text
        self._clock = clock

    async def exported(self) -> AsyncGenerator[Version | ErratumLink]:
        isolation = "" if self._connections.is_sqlite else " ISOLATION LEVEL REPEATABLE READ READ ONLY"
        async with self._connections.read() as connection:
            await connection.exec_driver_sql(f"BEGIN{isolation}")
            try:
                last = 0
                while rows := await _page(connection, last):
                    for row in rows:
                        yield version_of(row)
                    last = rows[-1].revision
                for row in await connection.execute(sa.select(errata).order_by(errata.c.erratum_id)):
                    yield ErratumLink(row.erratum_id, row.corrected_id)
            finally:
                await connection.exec_driver_sql("ROLLBACK")

    async def restore(
        self,
        version: Version,
        *,
        language: str,
        spans: Sequence[tuple[int, int]],
        terms: Sequence[str],
    ) -> Stored:
        text = ArticleText(
            version.text,
            title=version.title,
            published_on=version.published_on,
            publisher=version.publisher,
            url=version.url,
            external_id=version.external_id,
        )
        intake = Intake(text, version.title, language, spans, terms, reason=version.reason)
        intake.check()
        async with self._connections.write() as connection:
            if await _has_ended(connection, version):
                return Stored("unchanged", version.article_id, None, version.title, 0)
            if version.ending is not None:
                return await self._restore_past(connection, intake, version)
            return await _restore_current(connection, intake, version)

    async def _restore_past(self, connection: AsyncConnection, intake: Intake, version: Version) -> Stored:
        """Takes the way of an article that ends, so that its number cannot become that of a later one."""
        assert version.ending is not None and version.until is not None  # noqa: PT018, S101
        live = [row for row in await _live(connection, version.article_id) if _is_same(row, version)]
        if live:
            published = [(row.revision, row.terms) for row in live if row.state == "published"]
            await self._full_text.clear(connection, published)
            revision = live[0].revision
        else:
            stored = await intake.insert(
                connection, "added", version.article_id, version.since, state="withdrawn"
            )
            revision = stored.revision
        row = (await connection.execute(_MOVING.where(articles.c.revision == revision))).one()
        await save_versions(
            connection, [row], version.ending, version.until, {version.article_id: version.reason}
        )
        followed_up = sa.update(article_versions).values(followed_up_at=as_utc(self._clock()))
        await connection.execute(followed_up.where(article_versions.c.revision == revision))
        if live:
            # The indexer still has to remove its vectors.
            left = sa.update(articles).values(state="withdrawn")
            await connection.execute(left.where(articles.c.revision == revision))
        else:
            await connection.execute(sa.delete(articles).where(articles.c.revision == revision))
        return Stored("added", version.article_id, None, version.title, 0)


_MOVING = sa.select(
    *(articles.c[name] for name in ("revision", "id", "state", "terms", "title", "content_hash", "added_at"))
)


async def _restore_current(connection: AsyncConnection, intake: Intake, version: Version) -> Stored:
    live = await _live(connection, version.article_id)
    for row in live:
        if _is_same(row, version):
            waits = row.revision if row.state == "pending" else None
            known: Literal["unchanged", "added"] = "unchanged" if waits is None else "added"
            return Stored(known, version.article_id, waits, version.title, len(intake.spans))
    await _refuse_double(connection, version)
    superseded = sa.update(articles).values(state="withdrawn")
    pending = [row.revision for row in live if row.state == "pending"]
    await connection.execute(superseded.where(articles.c.revision.in_(pending)))
    status = "replaced" if len(live) > len(pending) else "added"
    return await intake.insert(connection, status, version.article_id, version.since)


async def _refuse_double(connection: AsyncConnection, version: Version) -> None:
    if version.external_id is None:
        same = sa.and_(
            articles.c.content_hash == content_hash(version.text), articles.c.external_id.is_(None)
        )
    else:
        same = articles.c.external_id == version.external_id
    others = sa.select(articles.c.id).where(LIVE, same, articles.c.id != version.article_id)
    other = (await connection.execute(others.limit(1))).scalar_one_or_none()
    if other is not None:
        raise UnreadableArticle(
            f"Article {other} is the same one here; delete it before you import this one."
        )


async def _has_ended(connection: AsyncConnection, version: Version) -> bool:
    past = article_versions.c
    same = sa.select(past.revision).where(
        past.article_id == version.article_id,
        past.added_at == as_utc(version.since),
        past.content_hash == content_hash(version.text),
    )
    return (await connection.execute(same.limit(1))).first() is not None


async def _live(connection: AsyncConnection, article_id: str) -> Sequence[AnyRow]:
    return (await connection.execute(_MOVING.where(LIVE, articles.c.id == article_id))).all()


def _is_same(row: AnyRow, version: Version) -> bool:
    return (row.added_at, row.content_hash) == (as_utc(version.since), content_hash(version.text))


async def _page(connection: AsyncConnection, last: int) -> Sequence[AnyRow]:
    """The next versions by revision, published and past, but none of an article in the trash."""
    ended = ("ending", "ended_at", "reason")
    past = article_versions.c
    is_deleted = sa.exists().where(deleted_articles.c.article_id == past.article_id)
    current = sa.select(
        articles.c.id.label("article_id"),
        *(articles.c[name] for name in _SHARED),
        *(sa.cast(sa.null(), past[name].type).label(name) for name in ended),
    ).where(PUBLISHED, articles.c.revision > last)
    before = sa.select(past.article_id, *(past[name] for name in _SHARED), *(past[name] for name in ended))
    both = (
        current.order_by(articles.c.revision)
        .limit(PAGE)
        .subquery()
        .select()
        .union_all(
            before.where(past.revision > last, ~is_deleted)
            .order_by(past.revision)
            .limit(PAGE)
            .subquery()
            .select()
        )
    )
    return (await connection.execute(both.order_by("revision").limit(PAGE))).all()
