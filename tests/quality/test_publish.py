"""The README's table is the one that the figures in ``docs/quality`` make, and the follow-up set is whole."""

from __future__ import annotations

import pytest

from tests.tools.quality import data, dataset, publish


def test_the_readme_has_the_table_that_the_figures_make() -> None:
    readme = (publish.ROOT / "README.md").read_text(encoding="utf-8")

    assert publish.with_table(readme) == readme


def test_the_page_of_goals_is_the_one_that_the_figures_make() -> None:
    assert (publish.DOCS / "README.md").read_text(encoding="utf-8") == publish.page()


def test_conversations_are_many_short_and_in_both_languages() -> None:
    rows = dataset.conversation_rows()

    assert len(rows) >= 120
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(3 <= len(row["turns"]) <= 5 for row in rows)
    assert {row["language"] for row in rows} == {"id", "en"}
    assert {turn["kind"] for row in rows for turn in row["turns"]} == {
        "alone", "pronoun", "ellipsis", "demonstrative", "possessive", "comparison", "topic",
    }  # fmt: skip


def test_no_article_is_in_both_halves_of_the_conversations() -> None:
    halves: dict[str, set[str]] = {}
    for row in dataset.conversation_rows():
        halves.setdefault(row["article"], set()).add(dataset.half_of(row))

    assert all(len(half) == 1 for half in halves.values())
    assert set.union(*halves.values()) == set(dataset.HALVES)


@pytest.mark.skipif(not data.available(), reason="the data folder is not there")
def test_conversations_hold_no_text_of_their_articles() -> None:
    texts = {row["id"].partition("-")[0]: row["text"] for row in data.rows("indosum_public")}
    for row in dataset.conversation_rows():
        words = texts[row["article"]].lower().split()
        runs = {" ".join(words[at : at + 9]) for at in range(len(words) - 8)}
        for turn in row["turns"]:
            questions = turn["standalone"].lower().strip("?").split()
            assert not runs & {" ".join(questions[at : at + 9]) for at in range(len(questions) - 8)}, turn
