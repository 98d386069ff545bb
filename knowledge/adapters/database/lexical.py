"""What both full texts share: how often each term occurs, and which terms of a query are worth asking for."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import AnyRow, chunks
from knowledge.adapters.database.schema import lexical_corpus, lexical_terms
from knowledge.adapters.database.terms import encode_term, encode_terms

K1 = 1.2
B = 0.75
"""Of BM25, as FTS5 has them built in."""

LEAST_IDF = 1e-6
"""FTS5 gives this weight to a term that at least half of the articles hold, where the formula gives none."""

MAX_QUERY_TERMS = 64
"""Of a longer query the rarest terms count. FTS5 took 1.1 s for 1,500 terms over 1,000 articles."""

COMMON_FROM = 100
"""From this many articles on, terms of the least weight are left out of a query that has others.

They move a score by less than 1e-5, and make up most of the time: nearly every article holds them.
"""

MOST_SCORED = 10_000
"""Articles that may hold the terms of a query, counted once a term, beside those that hold the rarest.

Every article that holds one of its terms is scored, so a query with common words took time that grew with
the archive: 51 ms of 100,000 articles for the median question. The rarest terms decide the order.
"""

_KNOWN = sa.select(
    lexical_terms.c.term,
    lexical_terms.c.articles,
    sa.select(lexical_corpus.c.articles).scalar_subquery().label("corpus"),
    sa.select(lexical_corpus.c.terms).scalar_subquery().label("length"),
)


class FullText(Protocol):
    """What the article store needs, beyond the port, to keep the index in step in its own transactions."""

    async def fill(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        """Add revisions with their encoded terms, joined by spaces."""
        ...

    async def clear(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        """Take out revisions; the terms are those that they were added with."""
        ...

    async def compact(self, connection: AsyncConnection) -> None:
        """Let go of what was cleared, in bounded time."""
        ...


class TermStatistics:
    """The tables ``lexical_terms`` and ``lexical_corpus``."""

    def __init__(self, connections: Connections) -> None:
        each = "json_each" if connections.is_sqlite else "json_each_text"
        cast = ":counts" if connections.is_sqlite else "CAST(:counts AS json)"
        # "WHERE true": without it SQLite's parser takes ON CONFLICT for a join's condition.
        self._add = sa.text(
            f"INSERT INTO lexical_terms (term, articles) "  # noqa: S608 - both parts are constants
            f"SELECT key, :sign * CAST(value AS integer) FROM {each}({cast}) WHERE true "
            f"ON CONFLICT (term) DO UPDATE SET articles = lexical_terms.articles + excluded.articles"
        )
        self._drop = sa.text(
            f"DELETE FROM lexical_terms WHERE articles <= 0 "  # noqa: S608 - both parts are constants
            f"AND term IN (SELECT key FROM {each}({cast}))"
        )

    async def change(self, connection: AsyncConnection, texts: Sequence[Sequence[str]], sign: int) -> None:
        """Count articles in (1) or out (-1), each given by its encoded terms."""
        counts = Counter[str]()
        for text in texts:
            counts.update(set(text))
        if counts:
            parameters = {"counts": json.dumps(counts), "sign": sign}
            await connection.execute(self._add, parameters)
            if sign < 0:
                await connection.execute(self._drop, {"counts": parameters["counts"]})
        await connection.execute(
            sa.update(lexical_corpus).values(
                articles=lexical_corpus.c.articles + sign * len(texts),
                terms=lexical_corpus.c.terms + sign * sum(map(len, texts)),
            )
        )

    async def known(self, connection: AsyncConnection, terms: Iterable[str]) -> list[AnyRow]:
        """Rows of those encoded terms that occur: term, in how many articles; and the corpus, on each row."""
        rows: list[AnyRow] = []
        for chunk in chunks(list(terms)):
            rows.extend(await connection.execute(_KNOWN.where(lexical_terms.c.term.in_(chunk))))
        return rows

    async def document_frequencies(
        self, connection: AsyncConnection, terms: Collection[str]
    ) -> dict[str, int]:
        """Of terms as the port has them, unknown ones with 0."""
        encoded = {term: encode_term(term) for term in terms}
        found = {row.term: row.articles for row in await self.known(connection, encoded.values())}
        return {term: found.get(word, 0) for term, word in encoded.items()}

    async def worth_asking(
        self, connection: AsyncConnection, terms: Sequence[str]
    ) -> tuple[dict[str, float], float]:
        """The encoded terms to search for with their weight, and the mean length of an article in terms."""
        rows = await self.known(connection, encode_terms(terms))
        if not rows:
            return {}, 0.0
        corpus, length = rows[0].corpus, rows[0].length
        rarest = _affordable(sorted(rows, key=lambda row: row.articles)[:MAX_QUERY_TERMS])
        weights = {row.term: inverse_document_frequency(corpus, row.articles) for row in rarest}
        if corpus >= COMMON_FROM:
            weights = {term: weight for term, weight in weights.items() if weight > LEAST_IDF} or weights
        return weights, length / corpus


def _affordable(rarest: Sequence[AnyRow]) -> list[AnyRow]:
    """The rarest term, and those after it that :data:`MOST_SCORED` leaves room for."""
    held = accumulate(row.articles for row in rarest)
    return [row for row, total in zip(rarest, held, strict=True) if row is rarest[0] or total <= MOST_SCORED]


def inverse_document_frequency(articles: int, holding: int) -> float:
    """As FTS5 computes it (``fts5_aux.c``), so that both backends give the same order.

    >>> round(inverse_document_frequency(10, 1), 4), inverse_document_frequency(10, 5)
    (1.8458, 1e-06)
    """
    weight = math.log((articles - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else LEAST_IDF
