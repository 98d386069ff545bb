"""Measures how reliably near-duplicates are found, through the database as for an upload.

    python -m tests.tools.quality.near_duplicates [--fit]

Stores 500 IndoSum articles, looks up copies of 100 of them with 5 to 15 words changed, and 100 other
articles. Prints how many copies are recognised and the number of false alarms. Before that it prints the
scores that the threshold was chosen by, on other rows; with ``--fit`` only these.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import tempfile
from pathlib import Path

from knowledge.adapters.database import open_database
from knowledge.articles import near_duplicates
from knowledge.library import MOST_COMPARED_ARTICLES
from knowledge.models import ArticleText
from knowledge.ports import ArticleStore
from tests.tools.quality.data import Row, part, rows

STORED = 500
COPIES = 100
WORD = re.compile(r"\w+")


def edited(text: str, draw: random.Random, vocabulary: list[str]) -> str:
    """Returns the text with 5 to 15 of its words replaced by words of ``vocabulary``."""
    words = list(WORD.finditer(text))
    chosen = draw.sample(words, min(len(words), draw.randint(5, 15)))
    for word in sorted(chosen, key=lambda match: -match.start()):
        text = text[: word.start()] + draw.choice(vocabulary) + text[word.end() :]
    return text


def halves() -> tuple[list[Row], list[Row]]:
    """Returns the rows to choose the threshold on and the rows to measure on, split by a hash of the id."""
    articles = sorted(rows("indosum_public"), key=lambda row: str(row["id"]))
    random.Random(7).shuffle(articles)
    return (
        [row for row in articles if part(row["id"], 2) == 0][:1000],
        [row for row in articles if part(row["id"], 2) == 1],
    )


def fit(articles: list[Row]) -> None:
    """Prints the lowest similarity of edited copies, and the highest of two different articles."""
    draw = random.Random(1)
    vocabulary = [word for row in articles for word in WORD.findall(row["text"])]
    copies = sorted(
        near_duplicates.similarity(row["text"], edited(row["text"], draw, vocabulary)) for row in articles
    )
    pairs: dict[str, list[int]] = {}
    own = [near_duplicates._bigrams(row["text"]) for row in articles]
    for number, these in enumerate(own):
        for pair in these:
            pairs.setdefault(pair, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for holders in pairs.values():
        if len(holders) < 60:
            for at, first in enumerate(holders):
                for second in holders[at + 1 :]:
                    shared[first, second] = shared.get((first, second), 0) + 1
    likely = sorted(shared, key=lambda both: -shared[both])[:2000]
    others = sorted(
        (near_duplicates.similarity(articles[a]["text"], articles[b]["text"]) for a, b in likely),
        reverse=True,
    )
    print(f"fit on {len(articles)} articles: copies from {[round(value, 2) for value in copies[:5]]} up, "
          f"others up to {[round(value, 2) for value in others[:5]]}; "
          f"threshold {near_duplicates.NEAR}")  # fmt: skip


async def stored(store: ArticleStore, article: Row) -> str:
    """Publishes an article with its MinHashes and returns its id."""
    text = article["text"]
    put = await store.put(ArticleText(text), title="x", language="id", spans=[(0, len(text))], terms=["x"])
    if put.revision is not None:
        await store.save_minhashes({put.revision: near_duplicates.minhashes(text)})
        await store.publish([put.revision])
    return put.article_id


async def measure(articles: list[Row]) -> None:
    """Stores articles, looks up edited copies and unknown articles, and prints the counts."""
    draw = random.Random(11)
    vocabulary = [word for row in articles for word in WORD.findall(row["text"])]
    known, unknown = articles[:STORED], articles[STORED : STORED + COPIES]
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{Path(folder, 'kutip.db')}")
        store = database.articles
        ids: list[str] = []
        alarms = 0
        for row in known:
            # None of the stored articles is a copy of another, so any match here is a false alarm.
            alarms += bool(await resembling(store, row["text"]))
            ids.append(await stored(store, row))
        recognised = 0
        for number in draw.sample(range(len(known)), COPIES):
            alike = await resembling(store, edited(known[number]["text"], draw, vocabulary))
            recognised += bool(alike) and alike[0] == ids[number]
            alarms += sum(other != ids[number] for other in alike)
        unknown_alarms = sum([bool(await resembling(store, row["text"])) for row in unknown])
        await database.close()
    print(f"{len(known)} articles, {COPIES} edited copies: {recognised} recognised, {alarms} false alarms; "
          f"{len(unknown)} other articles: {unknown_alarms} false alarms")  # fmt: skip


async def resembling(store: ArticleStore, text: str) -> list[str]:
    """Returns the ids of the stored articles that resemble the text, most similar first."""
    candidates = await store.sharing_minhashes(near_duplicates.minhashes(text), MOST_COMPARED_ARTICLES)
    return [match.article_id for match in near_duplicates.resemblances(text, candidates)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="only print the scores for the threshold")
    options = parser.parse_args()
    chosen_on, measured_on = halves()
    fit(chosen_on)
    if not options.fit:
        asyncio.run(measure(measured_on))


if __name__ == "__main__":
    main()
