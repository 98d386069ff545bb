"""The parts that both lexical indexes share: the frequencies of terms, and the choice of search terms."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import chunks
from knowledge.adapters.database.schema import lexical_corpus, lexical_terms
from knowledge.adapters.database.terms import encode_term, encode_terms

K1 = 1.2
B = 0.75
"""Parameters of BM25, with the values that FTS5 has built in."""

LEAST_IDF = 1e-6
"""The weight that FTS5 gives a term in at least half of the articles, where the formula gives 0 or less."""

MAX_QUERY_TERMS = 64
"""A longer query is cut to its rarest terms. FTS5 took 1.1 s for 1,500 terms over 1,000 articles."""

COMMON_FROM = 100
"""From this number of articles on, terms of weight :data:`LEAST_IDF` are dropped if the query has others.

They change a score by less than 1e-5, but take most of the time, because nearly every article contains them.
"""

SCORED_SHARE = 0.3
LEAST_SCORED, MOST_SCORED = 1_000, 10_000
"""Limits how many articles a query scores: this share of the archive, within these bounds.

The limit is on the sum of the document frequencies of the searched terms. The rarest term is always searched.
Without a limit, every article that contains a term is scored, and a query with common words takes time that
grows with the archive: 51 ms for the median question over 100,000 articles. The rarest terms decide the
order: for 1,415 news questions of the training part, over 1,531 articles, the right article is first in 0.779
with this share, in 0.777 when all articles are scored, and in 0.767 with a share of 0.1. The sentence that
answers is first in 0.743 each time.
"""

_CORPUS = sa.select(lexical_corpus.c.articles.label("corpus"), lexical_corpus.c.terms.label("length"))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Statistics of all published articles. ``length`` is the total number of their terms.

    ``holding`` maps each requested encoded term to the number of articles that contain it. Terms in no
    article are missing.
    """

    articles: int
    length: int
    holding: Mapping[str, int]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return the number of articles that contain each of ``terms`` (not encoded); 0 for an unknown
        term."""
        return {term: self.holding.get(encode_term(term), 0) for term in terms}

    @property
    def mean_length(self) -> float:
        """The mean number of terms of an article; 0 if there is no article."""
        return self.length / self.articles if self.articles else 0.0


class FullText(Protocol):
    """The methods by which the article store updates the lexical index in its own transactions."""

    async def fill(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        """Add revisions with their encoded terms, joined by spaces."""
        ...

    async def clear(self, connection: AsyncConnection, rows: Sequence[tuple[int, str]]) -> None:
        """Remove revisions. ``rows`` must have the terms with which they were added."""
        ...

    async def compact(self, connection: AsyncConnection) -> None:
        """Free the space of removed revisions, in bounded time."""
        ...


class TermStatistics:
    """Reads and updates the tables ``lexical_terms`` and ``lexical_corpus``."""

    def __init__(self, connections: Connections) -> None:
        each = "json_each" if connections.is_sqlite else "json_each_text"
        cast = ":counts" if connections.is_sqlite else "CAST(:counts AS json)"
        # Without "WHERE true", SQLite's parser takes ON CONFLICT for the condition of a join.
        self._add = sa.text(
            f"INSERT INTO lexical_terms (term, articles) "  # noqa: S608 - both parts are constants
            f"SELECT key, :direction * CAST(value AS integer) FROM {each}({cast}) WHERE true "
            f"ON CONFLICT (term) DO UPDATE SET articles = lexical_terms.articles + excluded.articles"
        )
        self._drop = sa.text(
            f"DELETE FROM lexical_terms WHERE articles <= 0 "  # noqa: S608 - both parts are constants
            f"AND term IN (SELECT key FROM {each}({cast}))"
        )

    async def change(
        self, connection: AsyncConnection, texts: Sequence[Sequence[str]], direction: int
    ) -> None:
        """Add articles to the statistics if ``direction`` is 1, and subtract them if it is -1.

        Each text is the list of the encoded terms of an article.
        """
        counts = Counter[str]()
        for text in texts:
            counts.update(set(text))
        if counts:
            parameters = {"counts": json.dumps(counts), "direction": direction}
            await connection.execute(self._add, parameters)
            if direction < 0:
                await connection.execute(self._drop, {"counts": parameters["counts"]})
        await connection.execute(
            sa.update(lexical_corpus).values(
                articles=lexical_corpus.c.articles + direction * len(texts),
                terms=lexical_corpus.c.terms + direction * sum(map(len, texts)),
            )
        )

    async def read(self, connection: AsyncConnection, terms: Iterable[str]) -> Corpus:
        """Return the statistics for ``terms``, which are not encoded. One query reads up to 500 terms."""
        holding: dict[str, int] = {}
        corpus, length = 0, 0
        for chunk in list(chunks(encode_terms(terms))) or [[]]:
            is_requested = lexical_terms.c.term.in_(chunk)
            statement = _CORPUS.add_columns(lexical_terms.c.term, lexical_terms.c.articles).select_from(
                lexical_corpus.outerjoin(lexical_terms, is_requested)
            )
            for row in await connection.execute(statement):
                corpus, length = row.corpus, row.length
                if row.term is not None:
                    holding[row.term] = row.articles
        return Corpus(corpus, length, holding)


def searchable_terms(corpus: Corpus) -> dict[str, float]:
    """Choose the encoded terms to search for, with their weights. ``{}`` if no article contains any of
    them."""
    rarest = sorted(corpus.holding.items(), key=lambda item: item[1])[:MAX_QUERY_TERMS]
    limit = min(max(LEAST_SCORED, SCORED_SHARE * corpus.articles), MOST_SCORED)
    weights = {
        term: inverse_document_frequency(corpus.articles, count) for term, count in _within(rarest, limit)
    }
    if corpus.articles >= COMMON_FROM:
        weights = {term: weight for term, weight in weights.items() if weight > LEAST_IDF} or weights
    return weights


def _within(rarest: Sequence[tuple[str, int]], limit: float) -> list[tuple[str, int]]:
    """Return the rarest term, and the next ones as long as the sum of the frequencies is within ``limit``."""
    sums = accumulate(count for _, count in rarest)
    return [term for term, total in zip(rarest, sums, strict=True) if term is rarest[0] or total <= limit]


def inverse_document_frequency(articles: int, holding: int) -> float:
    """Compute the weight of a term as FTS5 does (``fts5_aux.c``), so that both backends rank alike.

    ``articles`` is the number of all articles, ``holding`` the number of those that contain the term.

    >>> round(inverse_document_frequency(10, 1), 4), inverse_document_frequency(10, 5)
    (1.8458, 1e-06)
    """
    weight = math.log((articles - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else LEAST_IDF
