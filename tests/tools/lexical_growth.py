"""How the search by words grows: SQLite's FTS5 with the articles' terms, asked as Kutip asks it.

    python -m tests.tools.lexical_growth [SIZE ...]

Processor time, so other work on the machine does not count. The articles are put together from stretches of
real ones (``tests.tools.bench``); the table is the one of the article database, in memory.
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
STRETCH = 90
STRETCHES = 3
QUESTIONS = 80
SEARCH = (
    "SELECT rowid, -bm25(lexical) AS score FROM lexical WHERE lexical MATCH ? "
    "ORDER BY score DESC, rowid LIMIT 50"
)


def made() -> Iterator[str]:
    chance = random.Random(1)
    sources = [terms.terms(article.text) for article in islice(news_articles(), SOURCES)]
    while True:
        words: list[str] = []
        for one in chance.sample(sources, STRETCHES):
            start = chance.randrange(max(1, len(one) - STRETCH))
            words += one[start : start + STRETCH]
        yield " ".join(words)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    asked = [terms.content_terms(question) for question in islice(news_questions(), 0, None, 23)][:QUESTIONS]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE lexical USING fts5(terms, content='')")
    texts, count = made(), 0
    for size in sizes:
        rows = enumerate(islice(texts, size - count), start=count + 1)
        database.executemany("INSERT INTO lexical (rowid, terms) VALUES (?, ?)", rows)
        database.commit()
        count = size
        spent = []
        for wanted in filter(None, asked):
            query = " OR ".join(f'"{term}"' for term in wanted)
            begun = time.process_time()
            database.execute(SEARCH, (query,)).fetchall()
            spent.append((time.process_time() - begun) * 1000)
        p50, p95 = np.percentile(spent, [50, 95])
        print(f"{size:>8,} articles  search by words, ms of processor time: p50 {p50:.1f}  p95 {p95:.1f}")
    database.close()


if __name__ == "__main__":
    main()
