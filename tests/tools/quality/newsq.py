"""Loads questions as readers ask them, about IndoSum articles: newsq, and pairs that sound alike.

Of a pair the article answers the first question and not the second. The reader is trained on most of these
questions; :func:`unread` names those that it never saw, on which the ranking after it is fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from tests.paths import REPOSITORY
from tests.tools.quality import data
from tests.tools.quality.data import LabelledQuestion, Passage, Row

PAIRS = REPOSITORY / "tests" / "tools" / "quality" / "reading_pairs_train.jsonl"
ENGLISH = PAIRS.with_name("english_articles_train.jsonl")
UNREAD_PARTS = 5
"""One of so many parts of newsq_train, by article, is kept from the reader."""
UNREAD_BATCHES = frozenset({"29", "30", "31", "32", "33", "34"})
"""The pairs whose ids begin so are kept from the reader."""
UNREAD_ENGLISH_PARTS = 8
"""One of so many parts of the English articles is kept from the reader."""


@cache
def newsq_train(*, unread: bool) -> tuple[LabelledQuestion, ...]:
    """Returns the questions of newsq_train that the reader never saw, or the others."""
    rows = (row for row in data.rows("newsq_train") if is_unread(row) == unread)
    return tuple(labelled(rows))


@cache
def newsq_dev() -> tuple[LabelledQuestion, ...]:
    """Returns the questions of newsq_dev, on which thresholds are chosen."""
    return tuple(labelled(data.rows("newsq_dev")))


@cache
def pairs_train(*, unread: bool) -> tuple[LabelledQuestion, ...]:
    """Returns our own pairs that the reader never saw; or the others, with newsq_pairs_train."""
    rows = [row for row in own_pairs() if is_unread(row) == unread]
    if not unread:
        rows += [row | {"id": f"newsq-{row['id']}"} for row in data.rows("newsq_pairs_train")]
    return tuple(labelled(rows))


@cache
def pairs_dev() -> tuple[LabelledQuestion, ...]:
    """Returns the questions of newsq_pairs_dev, each pair one after the other."""
    return tuple(labelled(data.rows("newsq_pairs_dev")))


@cache
def english_train(*, unread: bool) -> tuple[LabelledQuestion, ...]:
    """Returns pairs about fictional English articles that the reader never saw, or the others."""
    rows = map(json.loads, ENGLISH.read_text(encoding="utf-8").splitlines())
    return tuple(
        LabelledQuestion(
            f"{row['id']}-{asked['pair']}-{'1' if asked['gold'] else '2'}",
            asked["question"],
            passage,
            frozenset(asked["gold"]),
            bool(asked["gold"]),
            asked["lang"],
            (asked["answer"],) if asked["answer"] else (),
        )
        for row in rows
        if (data.part(row["id"], UNREAD_ENGLISH_PARTS) == 0) == unread
        for passage in [_english_article(row)]
        for asked in row["questions"]
    )


def is_unread(row: Row) -> bool:
    """Returns True if the reader is not trained on this row of newsq_train or of our own pairs."""
    if "pair" in row:
        return row["id"].partition("-")[0] in UNREAD_BATCHES
    return data.part(row["article"], UNREAD_PARTS) == 0


def own_pairs() -> list[Row]:
    """Returns the rows of ``reading_pairs_train.jsonl``: as newsq_pairs, about other articles."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def labelled(rows: Iterable[Row]) -> list[LabelledQuestion]:
    """Returns the questions with their articles; gold are the sentences as Kutip splits them."""
    return [
        LabelledQuestion(
            str(row["id"]),
            row["question"],
            article(row["article"]),
            gold_positions(row["article"], row["gold"]),
            bool(row["gold"]),
            "en" if row.get("lang") == "en" or row["kind"] == "english" else "id",
            (row["answer"],) if row["answer"] else (),
        )
        for row in rows
    ]


def archive_articles() -> list[Passage]:
    """Returns the 700 articles that newsq_dev is asked of."""
    names = json.loads((data.DATA / "newsq_archive.json").read_text(encoding="utf-8"))
    return [article(name) for name in names]


@cache
def article(name: str) -> Passage:
    """Returns the IndoSum article of that id."""
    row = data.rows_by_id("indosum_public")[name]
    title = row["title_slug"].replace("-", " ")
    return Passage(name, name, row["text"], tuple(data.splitter()(row["text"])), "id", title)


def _english_article(row: Row) -> Passage:
    """The article of a row; its sentences stay those of the row."""
    starts = [
        sum(len(sentence) + 1 for sentence in row["sentences"][:at]) for at in range(len(row["sentences"]))
    ]
    spans = tuple((start, start + len(text)) for start, text in zip(starts, row["sentences"], strict=True))
    return Passage(row["id"], row["id"], " ".join(row["sentences"]), spans, "en", row["title"])


def gold_positions(name: str, numbers: Iterable[int]) -> frozenset[int]:
    """Returns the positions of Kutip's sentences that share most of a gold sentence, by its number."""
    sentences = data.rows_by_id("indosum_public")[name]["sentences"]
    gold = [(sentences[number]["start"], sentences[number]["end"]) for number in numbers]
    return frozenset(
        position
        for position, (start, end) in enumerate(article(name).spans)
        if any(2 * (min(end, b) - max(start, a)) > min(end - start, b - a) for a, b in gold)
    )
