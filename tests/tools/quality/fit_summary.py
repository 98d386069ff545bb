"""Fits ``knowledge/weights/summary.json`` on the summary sentences of IndoSum.

    python -m tests.tools.quality.fit_summary

The articles of newsq and its archive are left out. Prints how often the first two sentences of a summary have
one that belongs to a good summary, on the articles of newsq_train, beside the first two of the article.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from knowledge.answering import summary
from knowledge.models import Article, Sentence
from tests.tools.quality import data, newsq
from tests.tools.quality.data import Passage
from tests.tools.quality.regression import WEIGHTS, conditional_logit

PENALTY = 10.0


def main() -> None:
    archive = set(json.loads((data.DATA / "newsq_archive.json").read_text(encoding="utf-8")))
    asked = {str(row["article"]) for row in data.rows("newsq_train")}
    blocks = []
    for row in data.rows("indosum_public"):
        if row["id"] in archive | asked:
            continue
        article = stored(newsq.article(str(row["id"])))
        numbers = [number for number, sentence in enumerate(row["sentences"]) if sentence["gold"]]
        gold = newsq.gold_positions(str(row["id"]), numbers)
        inputs = summary.features(article)
        labels = np.array([position in gold for position in range(len(inputs))])
        blocks.append((1.0, inputs, labels))
    weights = conditional_logit(blocks, PENALTY)
    fitted = {name: round(float(weight), 4) for name, weight in zip(summary.FEATURES, weights, strict=True)}
    (WEIGHTS / "summary.json").write_text(json.dumps({"weights": fitted}, indent=1) + "\n", encoding="utf-8")
    summary._coefficients.cache_clear()
    print(f"{len(blocks)} articles: {fitted}")
    rows = [row for row in data.rows("newsq_train") if row["kind"] == "summary"]
    lead, chosen = 0, 0
    for row in rows:
        gold = newsq.gold_positions(row["article"], row["gold"])
        lead += bool(gold & {0, 1})
        chosen += bool(gold.intersection(summary.summarise(stored(newsq.article(row["article"])))[:2]))
    print(f"newsq_train, {len(rows)} summaries: first two of the article {lead / len(rows):.3f}", end=", ")
    print(f"of the summary {chosen / len(rows):.3f}")


def stored(passage: Passage) -> Article:
    """Returns a passage as an article."""
    sentences: Sequence[Sentence] = [Sentence(a, b, passage.text[a:b]) for a, b in passage.spans]
    return Article(
        passage.id, 1, passage.title, passage.text, tuple(sentences), passage.language, datetime.now(UTC)
    )


if __name__ == "__main__":
    main()
