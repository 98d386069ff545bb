"""Measures how full-text search scales: the queries of Kutip in SQLite FTS5, over 1,000 to 100,000 articles.

    python -m tests.tools.lexical_growth [SIZE ...]

Prints the median and the 95th percentile of a search for each size, as processor time, so that other work on
the machine does not count. The articles are recombined from parts of real ones (:mod:`tests.tools.bench`);
the table is defined as in the article database, in memory.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from itertools import islice

import numpy as np

from knowledge.text import terms
from tests.tools.bench import news_articles, news_questions

SIZES = (1_000, 10_000, 100_000)
SOURCES = 700
"""Real articles whose parts are recombined."""

PART_WORDS = 90
PARTS = 3
"""Parts of :data:`PART_WORDS` words in each generated article."""

QUESTIONS = 80
SEARCH = (
    "SELECT rowid, -bm25(lexical) AS score FROM lexical WHERE lexical MATCH ? "
    "ORDER BY score DESC, rowid LIMIT 50"
)


def generated_texts() -> Iterator[str]:
    """Yield the terms of generated articles without end, separated by spaces."""
    generator = random.Random(1)
    sources = [terms.terms(article.text) for article in islice(news_articles(), SOURCES)]
    while True:
        words: list[str] = []
        for source in generator.sample(sources, PARTS):
            start = generator.randrange(max(1, len(source) - PART_WORDS))
            words += source[start : start + PART_WORDS]
        yield " ".join(words)


def main() -> None:
    """Measure the sizes on the command line, or :data:`SIZES`."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    queries = [terms.content_terms(question) for question in islice(news_questions(), 0, None, 23)][
        :QUESTIONS
    ]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE lexical USING fts5(terms, content='')")
    texts, count = generated_texts(), 0
    for size in sizes:
        rows = enumerate(islice(texts, size - count), start=count + 1)
        database.executemany("INSERT INTO lexical (rowid, terms) VALUES (?, ?)", rows)
        database.commit()
        count = size
        times_ms = []
        for query_terms in filter(None, queries):
            query = " OR ".join(f'"{term}"' for term in query_terms)
            begun = time.process_time()
            database.execute(SEARCH, (query,)).fetchall()
            times_ms.append((time.process_time() - begun) * 1000)
        p50, p95 = np.percentile(times_ms, [50, 95])
        print(f"{size:>8,} articles  full-text search, ms of processor time: p50 {p50:.1f}  p95 {p95:.1f}")
    database.close()


if __name__ == "__main__":
    main()
