"""Implements the lexical index on SQLite by a contentless FTS5 table and its built-in BM25."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.lexical import TermStatistics, searchable_terms
from knowledge.ports import LexicalHits

MERGE_PAGES = 500
"""Pages of 4 KiB that one :meth:`Fts5Index.compact` merges: an index of about 1,500 articles, in 0.1 s."""

_FILL = sa.text("INSERT INTO lexical (rowid, terms) VALUES (:revision, :terms)")
_CLEAR = sa.text("INSERT INTO lexical (lexical, rowid, terms) VALUES ('delete', :revision, :terms)")
_MERGE = sa.text("INSERT INTO lexical (lexical, rank) VALUES ('merge', :pages)")
# A better match has a lower bm25(). The second sort key gives ties a fixed order.
_SEARCH = sa.text(
    "SELECT rowid, -bm25(lexical) AS score FROM lexical WHERE lexical MATCH :query "
    "ORDER BY score DESC, rowid LIMIT :limit"
)
# "+rowid" only filters. With "rowid", SQLite would run the whole search once for each revision.
_SEARCH_AMONG = sa.text(
    "SELECT rowid, -bm25(lexical) AS score FROM lexical WHERE lexical MATCH :query "
    "AND +rowid IN (SELECT value FROM json_each(:among)) ORDER BY score DESC, rowid LIMIT :limit"
)


class Fts5Index:
    """Implements :class:`~knowledge.ports.LexicalIndex`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._statistics = TermStatistics(connections)

    async def search_terms(
        self, terms: Sequence[str], limit: int, *, among: Collection[int] | None = None
    ) -> LexicalHits:
        """Implements :meth:`knowledge.ports.LexicalIndex.search_terms`.

        If more than 64 of the terms occur in articles, only the rarest 64 are used (see ``lexical``).
        """
        async with self._connections.read() as connection:
            corpus = await self._statistics.read(connection, terms)
            weights = searchable_terms(corpus)
            hits: list[tuple[int, float]] = []
            if weights and limit > 0:
                parameters = {"query": " OR ".join(f'"{term}"' for term in weights), "limit": limit}
                statement = _SEARCH
                if among is not None:
                    statement, parameters["among"] = _SEARCH_AMONG, json.dumps(list(among))
                hits = [(row.rowid, row.score) for row in await connection.execute(statement, parameters)]
        return LexicalHits(hits, corpus.frequencies(terms), corpus.articles)

    async def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        async with self._connections.read() as connection:
            corpus = await self._statistics.read(connection, terms)
        return corpus.frequencies(terms)

    async def fill(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        await self._change(connection, _FILL, rows, 1)

    async def clear(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        await self._change(connection, _CLEAR, rows, -1)

    async def compact(self, connection: AsyncConnection) -> None:
        """Remove deleted text from the file: FTS5 only marks text as deleted until its segments are
        merged."""
        await connection.execute(_MERGE, {"pages": -MERGE_PAGES})

    async def _change(
        self,
        connection: AsyncConnection,
        statement: sa.TextClause,
        rows: Sequence[tuple[int, str]],
        direction: int,
    ) -> None:
        if not rows:
            return
        await connection.execute(statement, [{"revision": key, "terms": terms} for key, terms in rows])
        await self._statistics.change(
            connection, [terms.split(" ") if terms else [] for _, terms in rows], direction
        )
