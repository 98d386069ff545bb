"""Tests of the bundled reader: what it reads, and that the shipped weights are as good as published.

The pairs are about the invented articles of ``tests/tools/quality/fictional.jsonl``. They sound alike, and an
article answers one of the two, so a model that sees the questions alone cannot tell them apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.adapters.reading.bundled import NEVER, WINDOW_PIECES
from knowledge.ports import Window
from knowledge.text.sentences import split
from tests.bundled_model import bundled_reader
from tests.paths import REPOSITORY
from tests.tools.quality.refusal import auroc

FOLDER = REPOSITORY / "tests" / "tools" / "quality"
PUBLISHED_AUROC, PUBLISHED_FIRST, PUBLISHED_TWO = 0.71, 0.79, 0.90
"""Of ``knowledge/weights/README.md``."""
TOLERANCE = 0.02
"""Processors differ in how they round products of 8 bits."""

BRIDGE = Window(
    "Jembatan Sukamaju dibuka",
    (
        "Wali Kota Damar Wicaksana meresmikan jembatan itu pada hari Senin.",
        "Biaya pembangunannya Rp 12 miliar.",
        "Warga senang karena tidak perlu memutar lagi.",
    ),
)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Berapa biaya jembatan Sukamaju?", 1),
        ("Kapan jembatan itu diresmikan?", 0),
        ("kenapa warga senang?", 2),
        ("How much did the bridge cost?", 1),
    ],
)
def test_sentence_that_answers_has_the_highest_log_odds(question: str, sentence: int) -> None:
    [reading] = bundled_reader().read_now(question, [BRIDGE])

    assert max(range(3), key=reading.sentences.__getitem__) == sentence


def test_window_about_something_else_answers_less() -> None:
    market = Window("Harga cabai naik", ("Harga cabai di Pasar Melur naik.", "Pedagang mengeluh."))

    [bridge, other] = bundled_reader().read_now("Berapa biaya jembatan Sukamaju?", [BRIDGE, market])

    assert bridge.answers > 0 > other.answers


def test_sentences_beyond_the_limit_are_not_read() -> None:
    window = Window("", tuple(f"Kalimat nomor {number} tentang pasar." for number in range(WINDOW_PIECES)))

    [reading] = bundled_reader().read_now("Pasar apa?", [window])

    assert reading.sentences[0] > NEVER
    assert reading.sentences[-1] == NEVER


@pytest.fixture(scope="module")
def judged() -> list[dict[str, Any]]:
    return list(judged_pairs())


def judged_pairs() -> Iterator[dict[str, Any]]:
    """Yields of each pair the log-odds that the article answers each question, and where the answer ranks."""
    texts = [json.loads(line)["text"] for line in lines_of("fictional.jsonl")]
    for line in lines_of("fictional_pairs.jsonl"):
        row = json.loads(line)
        sentences = tuple(sentence.text for sentence in split(texts[row["article"]]))
        [gold] = [at for at, sentence in enumerate(sentences) if row["evidence"] in sentence][:1]
        windows = [Window("", sentences[start : start + 4]) for start in range(0, len(sentences), 3)]
        answered = bundled_reader().read_now(row["question"], windows)
        unanswered = bundled_reader().read_now(row["unanswered"], windows)
        scores: dict[int, float] = {}
        for start, reading in zip(range(0, len(sentences), 3), answered, strict=True):
            for at, score in enumerate(reading.sentences, start):
                scores[at] = max(score, scores.get(at, NEVER))
        yield {
            "answered": max(reading.answers for reading in answered),
            "unanswered": max(reading.answers for reading in unanswered),
            "rank": sorted(scores, key=lambda at: -scores[at]).index(gold),
        }


def lines_of(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def test_tells_which_of_two_questions_the_article_answers_as_well_as_published(
    judged: list[dict[str, Any]],
) -> None:
    found = auroc([pair["answered"] for pair in judged], [pair["unanswered"] for pair in judged])

    assert found >= PUBLISHED_AUROC - TOLERANCE


def test_finds_the_sentence_that_answers_as_often_as_published(judged: list[dict[str, Any]]) -> None:
    ranks = [pair["rank"] for pair in judged]

    assert sum(rank == 0 for rank in ranks) / len(ranks) >= PUBLISHED_FIRST - TOLERANCE
    assert sum(rank < 2 for rank in ranks) / len(ranks) >= PUBLISHED_TWO - TOLERANCE
