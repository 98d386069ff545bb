"""Measures sentence boundaries against the gold sentences of IndoSum, and the speed of splitting.

    python -m tests.tools.quality.sentence_boundaries [--articles 500] [--mistakes]

Prints F1, precision and recall for Kutip and for plain syntok. A boundary is the number of characters other
than white space up to the end of a sentence, so white space between sentences does not matter. The end of an
article is always found, so the first figure leaves it out; ends of paragraphs (blank lines) are nearly as
easy, so the last figure counts boundaries within paragraphs only. ``--mistakes`` prints the errors in the
articles that the rules were tuned on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.text import sentences
from tests.tools.quality import data

DATA = data.DATA / "indosum_public.jsonl.gz"
TUNED_ON = range(500, 1500)
"""The articles that the rules were tuned on; figures are reported on the others."""

Span = tuple[int, int]
Splitter = Callable[[str], list[Span]]


@dataclass
class Score:
    """Counts boundaries. Precision, recall and F1 are in 0..1, and 0 if no boundary is right."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, predicted: set[int], gold: set[int]) -> None:
        """Adds the boundaries of one article."""
        self.right += len(predicted & gold)
        self.predicted += len(predicted)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.predicted + self.gold)

    def __str__(self) -> str:
        precision = self.right / max(1, self.predicted)
        recall = self.right / max(1, self.gold)
        return f"F1 {self.f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"


@dataclass(frozen=True)
class GoldArticle:
    """An article with the ``(start, end)`` of its gold sentences."""

    text: str
    spans: list[Span]


def read_articles(path: Path) -> list[GoldArticle]:
    """Reads IndoSum articles from gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [GoldArticle(row["text"], [(s["start"], s["end"]) for s in row["sentences"]]) for row in rows]


def kutip(text: str) -> list[Span]:
    """Splits a text as Kutip does."""
    return [(sentence.start, sentence.end) for sentence in sentences.split(text)]


def plain_syntok(text: str) -> list[Span]:
    """Splits a text with syntok alone, without Kutip's rules."""
    from syntok import segmenter

    return [
        (tokens[0].offset, tokens[-1].offset + len(tokens[-1].value))
        for paragraph in segmenter.analyze(text)
        for tokens in paragraph
    ]


def boundaries(text: str, spans: Iterable[Span]) -> set[int]:
    """Returns the ends of the spans, counted in characters that are not white space.

    >>> sorted(boundaries("Ya. Ya.", [(0, 3), (4, 7)]))
    [3, 6]
    """
    seen = [0]
    for character in text:
        seen.append(seen[-1] + (not character.isspace()))
    return {seen[end] for _, end in spans}


def paragraph_ends(text: str) -> set[int]:
    """Returns the positions of blank lines and of the end of the text, counted as in :func:`boundaries`."""
    ends, count = set(), 0
    for paragraph in text.split("\n\n"):
        count += sum(not character.isspace() for character in paragraph)
        ends.add(count)
    return ends


def mistakes(article: GoldArticle, splitter: Splitter) -> Iterator[str]:
    """Yields a line for each missed or extra boundary, with the text around it."""
    predicted, gold = (
        boundaries(article.text, splitter(article.text)),
        boundaries(article.text, article.spans),
    )
    count = 0
    for at, character in enumerate(article.text):
        count += not character.isspace()
        if character.isspace() or (count in predicted) == (count in gold):
            continue
        kind = "extra " if count in predicted else "missed"
        yield f"{kind} {article.text[max(0, at - 60) : at + 1]!r} | {article.text[at + 1 : at + 50]!r}"


def measure(articles: list[GoldArticle], splitter: Splitter) -> dict[str, Score]:
    """Returns three scores: without and with the ends of articles, and within paragraphs only."""
    scores = {"without article ends": Score(), "with article ends": Score(), "inside paragraphs": Score()}
    for article in articles:
        gold = boundaries(article.text, article.spans)
        predicted = boundaries(article.text, splitter(article.text))
        paragraphs = paragraph_ends(article.text)
        last = {max(paragraphs)}
        scores["without article ends"].add(predicted - last, gold - last)
        scores["with article ends"].add(predicted, gold)
        scores["inside paragraphs"].add(predicted - paragraphs, gold - paragraphs)
    return scores


def characters_per_second(articles: list[GoldArticle], splitter: Splitter) -> float:
    """Returns the speed of a splitter by the wall clock."""
    started = time.perf_counter()
    for article in articles:
        splitter(article.text)
    return sum(len(article.text) for article in articles) / (time.perf_counter() - started)


def samples(articles: list[GoldArticle], size: int) -> dict[str, list[GoldArticle]]:
    """Returns three samples: the first articles, a random draw of unseen ones, and those tuned on."""
    unseen = articles[max(size, TUNED_ON.stop) :]
    drawn = random.Random(20).sample(unseen, min(size, len(unseen)))
    tuned_on = articles[TUNED_ON.start : TUNED_ON.stop]
    return {"first": articles[: min(size, TUNED_ON.start)], "random": drawn, "tuned on": tuned_on}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=500, help="size of each unseen sample")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--mistakes", action="store_true", help="print the errors in the articles tuned on")
    arguments = parser.parse_args()
    if not arguments.data.exists():
        print(
            f"{arguments.data} does not exist: give the path of the IndoSum file with --data.",
            file=sys.stderr,
        )
        return 1
    articles = read_articles(arguments.data)
    if arguments.mistakes:
        for article in articles[TUNED_ON.start : TUNED_ON.stop]:
            print(*mistakes(article, kutip), sep="\n")
        return 0
    splitters: dict[str, Splitter] = {"kutip": kutip, "syntok": plain_syntok}
    for name, sample in samples(articles, arguments.articles).items():
        for splitter_name, splitter in splitters.items():
            for kind, score in measure(sample, splitter).items():
                print(f"{name:9} {len(sample):5} articles  {splitter_name:7} {kind:21} {score}")
            print(
                f"{name:9} {splitter_name:7} "
                f"{characters_per_second(sample, splitter):,.0f} characters per second"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
