"""Tests of the question pairs that are kept for fitting: complete, and apart from what is measured."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

import pytest

from tests.paths import REPOSITORY
from tests.tools.quality import data

PAIRS = REPOSITORY / "tests" / "tools" / "quality" / "reading_pairs_train.jsonl"
ENGLISH = PAIRS.with_name("english_articles_train.jsonl")
SHARED_FIELDS = ("article", "pair", "kind", "lang", "style")
MEASURED = ("newsq_dev", "newsq_pairs_dev", "news_claims_dev")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def test_each_pair_has_an_answered_and_an_unanswered_question_of_the_same_form(
    rows: list[dict[str, Any]],
) -> None:
    pairs = [list(pair) for _, pair in groupby(rows, lambda row: (row["article"], row["pair"]))]

    assert len(pairs) == 9_608
    for answered, unanswered in pairs:
        assert [answered[name] for name in SHARED_FIELDS] == [unanswered[name] for name in SHARED_FIELDS]
        assert answered["gold"]
        assert answered["answer"]
        assert unanswered["gold"] == []
        assert unanswered["answer"] is None


def test_no_question_or_id_occurs_twice(rows: list[dict[str, Any]]) -> None:
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["article"], row["question"]) for row in rows}) == len(rows)


@pytest.mark.skipif(not data.available(), reason="the data folder is not there")
def test_gold_sentences_exist_and_no_article_is_one_that_quality_is_measured_on(
    rows: list[dict[str, Any]],
) -> None:
    articles = {row["id"]: row for row in data.rows("indosum_public")}
    measured = {row["article"] for name in MEASURED for row in data.rows(name)}

    assert not measured & {row["article"] for row in rows}
    for row in rows:
        assert all(0 <= number < len(articles[row["article"]]["sentences"]) for number in row["gold"])


def test_english_articles_have_pairs_of_which_their_sentences_answer_the_first() -> None:
    articles = [json.loads(line) for line in ENGLISH.read_text(encoding="utf-8").splitlines()]

    assert len({article["id"] for article in articles}) == len(articles) == 80
    assert sum(len(article["questions"]) for article in articles) == 788
    for article in articles:
        for _, pair in groupby(article["questions"], lambda asked: asked["pair"]):
            answered, unanswered = pair
            assert answered["gold"]
            assert max(answered["gold"]) < len(article["sentences"])
            assert unanswered["gold"] == []
