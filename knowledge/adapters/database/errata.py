"""Stores which article corrects which, by the ids of the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import ARTICLE_COLUMNS, chunks, storable, with_sentences
from knowledge.adapters.database.schema import PUBLISHED, articles, errata
from knowledge.models import Article

_corrected = articles.alias("corrected")
_IS_PUBLISHED = sa.and_(
    _corrected.c.id == errata.c.corrected_id, _corrected.c.state == sa.literal_column("'published'")
)


class ErrataDatabase:
    """Implements :class:`~knowledge.ports.ErrataStore` on SQLite and PostgreSQL."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def link(self, erratum_id: str, corrected_id: str | None) -> None:
        values = {"erratum_id": erratum_id, "corrected_id": corrected_id}
        async with self._connections.write() as connection:
            await connection.execute(_deletion(erratum_id))
            await connection.execute(sa.insert(errata).values(values))

    async def unlink(self, erratum_id: str) -> None:
        known = sa.select(sa.literal(1)).where(errata.c.erratum_id == erratum_id)
        async with self._connections.read() as connection:
            if (await connection.execute(known)).first() is None:
                return
        async with self._connections.write() as connection:
            await connection.execute(_deletion(erratum_id))

    async def errata(self, article_ids: Collection[str]) -> dict[str, list[Article]]:
        found: dict[str, list[Article]] = {}
        wanted = {item for item in article_ids if storable(item)}
        asked: set[str] = set()
        async with self._connections.read() as connection:
            while wanted:
                asked |= wanted
                found |= await _errata_of(connection, wanted)
                wanted = {erratum.id for each in found.values() for erratum in each} - asked
        return found

    async def linked_errata(self, article_ids: Collection[str]) -> set[str]:
        linked: set[str] = set()
        async with self._connections.read() as connection:
            for chunk in chunks(article_ids):
                statement = sa.select(errata.c.erratum_id).join(_corrected, _IS_PUBLISHED)
                rows = await connection.execute(statement.where(errata.c.erratum_id.in_(chunk)))
                linked.update(rows.scalars())
        return linked

    async def waiting_errata(self) -> list[int]:
        """Implements :meth:`knowledge.ports.ErrataStore.waiting_errata`.

        Reads the whole table ``errata``, which is short. Two queries: of one join of all three, SQLite would
        read all published articles.
        """
        statement = (
            sa.select(errata.c.erratum_id)
            .select_from(errata)
            .outerjoin(_corrected, _IS_PUBLISHED)
            .where(_corrected.c.id.is_(None))
        )
        revisions: list[int] = []
        async with self._connections.read() as connection:
            for chunk in chunks((await connection.execute(statement)).scalars().all()):
                published = sa.select(articles.c.revision).where(PUBLISHED, articles.c.id.in_(chunk))
                revisions += (await connection.execute(published)).scalars()
        return sorted(revisions)


async def forget_links(connection: AsyncConnection, article_id: str) -> None:
    """Deletes what an article that is deleted for good corrects; what corrects it waits again."""
    await connection.execute(_deletion(article_id))
    freed = sa.update(errata).where(errata.c.corrected_id == article_id).values(corrected_id=None)
    await connection.execute(freed)


async def _errata_of(connection: AsyncConnection, article_ids: Collection[str]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for chunk in chunks(article_ids):
        statement = (
            sa.select(*ARTICLE_COLUMNS, errata.c.corrected_id)
            .join(errata, errata.c.erratum_id == articles.c.id)
            .join(_corrected, _IS_PUBLISHED)
            .where(PUBLISHED, errata.c.corrected_id.in_(chunk))
            .order_by(articles.c.listed_on, articles.c.revision)
        )
        rows = (await connection.execute(statement)).all()
        corrected_by = {row.revision: row.corrected_id for row in rows}
        for erratum in await with_sentences(connection, rows):
            found[corrected_by[erratum.revision]].append(erratum)
    return dict(found)


def _deletion(erratum_id: str) -> sa.Delete:
    return sa.delete(errata).where(errata.c.erratum_id == erratum_id)
