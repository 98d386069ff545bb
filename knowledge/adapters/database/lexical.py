"""What both full texts share: how often each term occurs, and which terms of a query are worth asking for."""

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
"""Of BM25, as FTS5 has them built in."""

LEAST_IDF = 1e-6
"""FTS5 gives this weight to a term that at least half of the articles hold, where the formula gives none."""

MAX_QUERY_TERMS = 64
"""Of a longer query the rarest terms count. FTS5 took 1.1 s for 1,500 terms over 1,000 articles."""

COMMON_FROM = 100
"""From this many articles on, terms of the least weight are left out of a query that has others.

They move a score by less than 1e-5, and make up most of the time: nearly every article holds them.
"""

SCORED_SHARE = 0.3
LEAST_SCORED, MOST_SCORED = 1_000, 10_000
"""Articles that may hold the terms of a query, counted once a term, beside those that hold the rarest: this
share of the archive, within these bounds.

Every article that holds one of its terms is scored, so a query with common words took time that grew with
the archive: 51 ms of 100,000 articles for the median question. The rarest terms decide the order: for 1,415
news questions of the fitting part, over 1,531 articles, the right one is first as often (0.779) as when all
are scored (0.777); with a share of 0.1 in 0.767. The sentence that answers is first in 0.743 each time.
"""

_CORPUS = sa.select(lexical_corpus.c.articles.label("corpus"), lexical_corpus.c.terms.label("length"))


@dataclass(frozen=True, slots=True)
class Corpus:
    """All published articles: how many there are, and how many terms they have together.

    ``holding`` says in how many of them each encoded term occurs that was asked for, without the unknown.
    """

    articles: int
    length: int
    holding: Mapping[str, int]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Of terms as the port has them, unknown ones with 0."""
        return {term: self.holding.get(encode_term(term), 0) for term in terms}

    @property
    def mean_length(self) -> float:
        """Of an article, in terms."""
        return self.length / self.articles if self.articles else 0.0


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

    async def read(self, connection: AsyncConnection, terms: Iterable[str]) -> Corpus:
        """What is known of terms as the port has them, and of the corpus, in one statement for 500 terms."""
        holding: dict[str, int] = {}
        corpus, length = 0, 0
        for chunk in list(chunks(encode_terms(terms))) or [[]]:
            is_asked_for = lexical_terms.c.term.in_(chunk)
            statement = _CORPUS.add_columns(lexical_terms.c.term, lexical_terms.c.articles).select_from(
                lexical_corpus.outerjoin(lexical_terms, is_asked_for)
            )
            for row in await connection.execute(statement):
                corpus, length = row.corpus, row.length
                if row.term is not None:
                    holding[row.term] = row.articles
        return Corpus(corpus, length, holding)


def worth_asking(corpus: Corpus) -> dict[str, float]:
    """The encoded terms to search for, with their weight; none when no article holds any."""
    rarest = sorted(corpus.holding.items(), key=lambda item: item[1])[:MAX_QUERY_TERMS]
    room = min(max(LEAST_SCORED, SCORED_SHARE * corpus.articles), MOST_SCORED)
    weights = {
        term: inverse_document_frequency(corpus.articles, count) for term, count in _affordable(rarest, room)
    }
    if corpus.articles >= COMMON_FROM:
        weights = {term: weight for term, weight in weights.items() if weight > LEAST_IDF} or weights
    return weights


def _affordable(rarest: Sequence[tuple[str, int]], room: float) -> list[tuple[str, int]]:
    """The rarest term, and those after it that there is room for."""
    held = accumulate(count for _, count in rarest)
    return [one for one, total in zip(rarest, held, strict=True) if one is rarest[0] or total <= room]


def inverse_document_frequency(articles: int, holding: int) -> float:
    """As FTS5 computes it (``fts5_aux.c``), so that both backends give the same order.

    >>> round(inverse_document_frequency(10, 1), 4), inverse_document_frequency(10, 5)
    (1.8458, 1e-06)
    """
    weight = math.log((articles - holding + 0.5) / (holding + 0.5))
    return weight if weight > 0 else LEAST_IDF
