"""Tests that the published tables match the figures in ``docs/quality``, and that the follow-up set is
complete."""

from __future__ import annotations

import pytest

from tests.tools.quality import data, dataset, publish


def test_readme_table_matches_the_published_figures() -> None:
    readme = publish.README.read_text(encoding="utf-8")

    assert publish.with_table(readme) == readme


def test_page_of_goals_matches_the_published_figures() -> None:
    assert (publish.DOCS / "README.md").read_text(encoding="utf-8") == publish.page()


def test_follow_up_set_is_large_and_has_both_languages_and_every_kind() -> None:
    rows = dataset.conversation_rows()

    assert len(rows) >= 120
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(3 <= len(row["turns"]) <= 5 for row in rows)
    assert {row["language"] for row in rows} == {"id", "en"}
    assert {turn["kind"] for row in rows for turn in row["turns"]} == {
        "alone", "pronoun", "ellipsis", "demonstrative", "possessive", "comparison", "topic",
    }  # fmt: skip


def test_no_article_is_in_both_halves_of_the_follow_up_set() -> None:
    halves: dict[str, set[str]] = {}
    for row in dataset.conversation_rows():
        halves.setdefault(row["article"], set()).add(dataset.half_of(row))

    assert all(len(half) == 1 for half in halves.values())
    assert set.union(*halves.values()) == set(dataset.HALVES)


@pytest.mark.skipif(not data.available(), reason="needs the evaluation data")
def test_follow_up_set_contains_no_text_of_its_articles() -> None:
    texts = {row["id"].partition("-")[0]: row["text"] for row in data.rows("indosum_public")}
    for row in dataset.conversation_rows():
        words = texts[row["article"]].lower().split()
        runs = {" ".join(words[at : at + 9]) for at in range(len(words) - 8)}
        for turn in row["turns"]:
            questions = turn["standalone"].lower().strip("?").split()
            assert not runs & {" ".join(questions[at : at + 9]) for at in range(len(questions) - 8)}, turn
