"""Implements the lexical index on PostgreSQL: ``tsvector`` with GIN finds articles, SQL computes BM25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.lexical import K1, B, TermStatistics, searchable_terms
from knowledge.ports import LexicalHits

MAX_POSITIONS = 255
"""Positions of a lexeme that PostgreSQL stores; it drops the others without an error."""

MAX_VECTOR_BYTES = 1_000_000
"""A tsvector must stay under 1 MiB. About 60,000 different words in one article reach this."""

# With these weights, ts_rank_cd counts 1 for every occurrence of a single term, which is a cover of length
# one. So it returns the frequency of the term. unnest() would make rows of each vector, and take twenty times
# as long. OFFSET 0 stops the planner from computing the frequency once for each place that uses it.
_SCORES = f"""
SELECT revision, sum(idf * count * {K1 + 1} / (count + {K1} * ({1 - B} + {B} * length / mean))) AS score
FROM (
    SELECT v.revision, CAST(v.length AS float8) AS length, CAST(:mean AS float8) AS mean, q.idf,
           CAST(ts_rank_cd('{{1,1,1,1}}', v.vector, CAST(q.term AS tsquery)) AS float8) AS count
    FROM unnest(CAST(:terms AS text[]), CAST(:weights AS float8[])) AS q (term, idf)
    JOIN lexical_vectors v ON v.vector @@ CAST(q.term AS tsquery)
    WHERE_AMONG
    OFFSET 0
) AS matches
GROUP BY revision ORDER BY score DESC, revision LIMIT :limit
"""  # noqa: S608 - only numbers of this program are put in
_SEARCH = sa.text(_SCORES.replace("WHERE_AMONG", ""))
_SEARCH_AMONG = sa.text(_SCORES.replace("WHERE_AMONG", "WHERE v.revision = ANY (CAST(:among AS bigint[]))"))
_FILL = sa.text(
    "INSERT INTO lexical_vectors (revision, length, vector) "
    "VALUES (:revision, :length, CAST(:vector AS tsvector))"
)
_CLEAR = sa.text("DELETE FROM lexical_vectors WHERE revision = ANY (CAST(:revisions AS bigint[]))")


class TsvectorIndex:
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
                parameters = {
                    "terms": [f"'{term}'" for term in weights],
                    "weights": list(weights.values()),
                    "mean": corpus.mean_length,
                    "limit": limit,
                }
                statement = _SEARCH
                if among is not None:
                    statement, parameters["among"] = _SEARCH_AMONG, list(among)
                hits = [(row.revision, row.score) for row in await connection.execute(statement, parameters)]
        return LexicalHits(hits, corpus.frequencies(terms), corpus.articles)

    async def document_frequencies(self, terms: Collection[str]) -> dict[str, int]:
        async with self._connections.read() as connection:
            corpus = await self._statistics.read(connection, terms)
        return corpus.frequencies(terms)

    async def fill(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        if not rows:
            return
        texts = [terms.split(" ") if terms else [] for _, terms in rows]
        values = [
            {"revision": key, "length": len(text), "vector": vector_literal(text)}
            for (key, _), text in zip(rows, texts, strict=True)
        ]
        await connection.execute(_FILL, values)
        await self._statistics.change(connection, texts, 1)

    async def clear(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        if not rows:
            return
        await connection.execute(_CLEAR, {"revisions": [key for key, _ in rows]})
        await self._statistics.change(
            connection, [terms.split(" ") if terms else [] for _, terms in rows], -1
        )

    async def compact(self, connection: AsyncConnection) -> None:
        """Do nothing: PostgreSQL's autovacuum frees the space."""


def vector_literal(terms: Sequence[str]) -> str:
    """Return the text of a tsvector that stores how often each encoded term occurs.

    The positions of a term number its occurrences: 1, 2, 3. They are not places in the text, because
    PostgreSQL merges places beyond 16,383, and the count would be lost. If the article is too long for a
    tsvector, at most 15 occurrences of each term are stored; if it still is, one; if it still is, the terms
    that first occur near the end of the article are left out.

    >>> vector_literal(["laos", "duta", "laos"])
    "'laos':1,2 'duta':1"
    """
    counts = Counter(terms)
    for cap in (MAX_POSITIONS, 15, 1):
        # A lexeme takes its bytes, an entry of 4, a count of 2, 2 for each position, and alignment.
        sizes = [len(term.encode()) + 8 + 2 * min(count, cap) for term, count in counts.items()]
        if sum(sizes) <= MAX_VECTOR_BYTES:
            break
    parts: list[str] = []
    room = MAX_VECTOR_BYTES
    for (term, count), size in zip(counts.items(), sizes, strict=True):
        room -= size
        if room < 0:
            break
        parts.append(f"'{term}':" + ",".join(map(str, range(1, min(count, cap) + 1))))
    return " ".join(parts)
