"""Near-duplicates: lightly edited copies among IndoSum articles, found through the database as an upload is.

``python -m tests.tools.quality.likeness [--fit]``: first the threshold on other
rows (``--fit`` alone), then 500
articles of which 100 are looked up again with 5 to 15 words changed, and 100 others that are not there.
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
from knowledge.library import MOST_ALIKE
from knowledge.models import ArticleText
from knowledge.ports import ArticleStore
from tests.tools.quality.data import Row, part, rows

STORED = 500
COPIES = 100
WORD = re.compile(r"\w+")


def edited(text: str, draw: random.Random, vocabulary: list[str]) -> str:
    """With 5 to 15 words in the place of others."""
    words = list(WORD.finditer(text))
    chosen = draw.sample(words, min(len(words), draw.randint(5, 15)))
    for word in sorted(chosen, key=lambda one: -one.start()):
        text = text[: word.start()] + draw.choice(vocabulary) + text[word.end() :]
    return text


def halves() -> tuple[list[Row], list[Row]]:
    """Rows to choose the threshold on, and rows to measure on; which is which depends on the id alone."""
    articles = sorted(rows("indosum_public"), key=lambda row: str(row["id"]))
    random.Random(7).shuffle(articles)
    return (
        [row for row in articles if part(row["id"], 2) == 0][:1000],
        [row for row in articles if part(row["id"], 2) == 1],
    )


def fit(articles: list[Row]) -> None:
    """The lowest likeness of copies, and the highest of two different articles."""
    draw = random.Random(1)
    vocabulary = [word for row in articles for word in WORD.findall(row["text"])]
    copies = sorted(
        near_duplicates.likeness(row["text"], edited(row["text"], draw, vocabulary)) for row in articles
    )
    pairs: dict[str, list[int]] = {}
    own = [near_duplicates._pairs(row["text"]) for row in articles]
    for number, these in enumerate(own):
        for pair in these:
            pairs.setdefault(pair, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for holders in pairs.values():
        if len(holders) < 60:
            for at, one in enumerate(holders):
                for other in holders[at + 1 :]:
                    shared[one, other] = shared.get((one, other), 0) + 1
    likely = sorted(shared, key=lambda both: -shared[both])[:2000]
    others = sorted(
        (near_duplicates.likeness(articles[one]["text"], articles[other]["text"]) for one, other in likely),
        reverse=True,
    )
    print(f"fit on {len(articles)} articles: copies from {[round(one, 2) for one in copies[:5]]} up, "
          f"others up to {[round(one, 2) for one in others[:5]]}; "
          f"threshold {near_duplicates.NEAR}")  # fmt: skip


async def stored(store: ArticleStore, article: Row) -> str:
    text = article["text"]
    put = await store.put(ArticleText(text), title="x", language="id", spans=[(0, len(text))], terms=["x"])
    if put.revision is not None:
        await store.keep_minhashes({put.revision: near_duplicates.minhashes(text)})
        await store.publish([put.revision])
    return put.article_id


async def measure(articles: list[Row]) -> None:
    draw = random.Random(11)
    vocabulary = [word for row in articles for word in WORD.findall(row["text"])]
    kept, strangers = articles[:STORED], articles[STORED : STORED + COPIES]
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{Path(folder, 'kutip.db')}")
        store = database.articles
        ids: list[str] = []
        alarms = 0
        for row in kept:
            # An alarm at adding: none of the 500 is a copy of another.
            alarms += bool(await resembling(store, row["text"]))
            ids.append(await stored(store, row))
        found = 0
        for number in draw.sample(range(len(kept)), COPIES):
            alike = await resembling(store, edited(kept[number]["text"], draw, vocabulary))
            found += bool(alike) and alike[0] == ids[number]
            alarms += sum(other != ids[number] for other in alike)
        strange = sum([bool(await resembling(store, row["text"])) for row in strangers])
        await database.close()
    print(f"{len(kept)} articles, {COPIES} edited copies: {found} recognised, {alarms} false alarms; "
          f"{len(strangers)} other articles: {strange} false alarms")  # fmt: skip


async def resembling(store: ArticleStore, text: str) -> list[str]:
    candidates = await store.sharing_minhashes(near_duplicates.minhashes(text), MOST_ALIKE)
    return [one.article_id for one in near_duplicates.resemblances(text, candidates)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="only choose the threshold")
    options = parser.parse_args()
    chosen_on, measured_on = halves()
    fit(chosen_on)
    if not options.fit:
        asyncio.run(measure(measured_on))


if __name__ == "__main__":
    main()
