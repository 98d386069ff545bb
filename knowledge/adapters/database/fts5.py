"""The lexical index on SQLite: a contentless FTS5 table, searched with its own BM25."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.lexical import TermStatistics, worth_asking
from knowledge.ports import LexicalHits

MERGE_PAGES = 500
"""Of 4 KiB, merged at each :meth:`Fts5Index.compact`: all of an index of some 1,500 articles, in 0.1 s."""

_FILL = sa.text("INSERT INTO lexical (rowid, terms) VALUES (:revision, :terms)")
_CLEAR = sa.text("INSERT INTO lexical (lexical, rowid, terms) VALUES ('delete', :revision, :terms)")
_MERGE = sa.text("INSERT INTO lexical (lexical, rank) VALUES ('merge', :pages)")
# bm25() is lower for better. A second sort key makes ties come out the same each time.
_SEARCH = sa.text(
    "SELECT rowid, -bm25(lexical) AS score FROM lexical WHERE lexical MATCH :query "
    "ORDER BY score DESC, rowid LIMIT :limit"
)
# "+rowid" is a filter. A bare rowid would make SQLite run the whole search once for each revision.
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
        """See the port. Of more than 64 known terms the rarest count (see ``lexical``)."""
        async with self._connections.read() as connection:
            corpus = await self._statistics.read(connection, terms)
            weights = worth_asking(corpus)
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
        """Overwrite what was cleared. FTS5 only marks it as deleted until its segments are merged."""
        await connection.execute(_MERGE, {"pages": -MERGE_PAGES})

    async def _change(
        self,
        connection: AsyncConnection,
        statement: sa.TextClause,
        rows: Sequence[tuple[int, str]],
        sign: int,
    ) -> None:
        if not rows:
            return
        await connection.execute(statement, [{"revision": key, "terms": terms} for key, terms in rows])
        await self._statistics.change(
            connection, [terms.split(" ") if terms else [] for _, terms in rows], sign
        )
