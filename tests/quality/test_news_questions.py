"""Tests of the lines that are written for questions over IndoSum articles, on an invented article."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.quality import data, news_questions

TEXT = "Pasar Sukamaju dibuka. Biayanya Rp 12 miliar.\n\nPedagang menari."
SENTENCES = [("Pasar Sukamaju dibuka.", 0), ("Biayanya Rp 12 miliar.", 0), ("Pedagang menari.", 1)]
ARTICLE: dict[str, Any] = {
    "id": "1-pasar-sukamaju",
    "title_slug": "pasar-sukamaju-dibuka",
    "timestamp_from_id": "2016-08-23T20:00:16Z",
    "text": TEXT,
    "sentences": [
        {"start": TEXT.index(text), "end": TEXT.index(text) + len(text), "par": paragraph}
        for text, paragraph in SENTENCES
    ],
}


def row(name: str, gold: list[int], **fields: Any) -> dict[str, Any]:
    return {
        "id": name, "article": ARTICLE["id"], "kind": "fact", "style": "casual", "question": "berapa?",
        "gold": gold,
    } | fields  # fmt: skip


def test_article_has_the_slug_as_its_title_and_the_day_of_its_id() -> None:
    assert news_questions.article_line(ARTICLE) == {
        "id": "1-pasar-sukamaju", "title": "pasar sukamaju dibuka", "text": TEXT,
        "published_on": "2016-08-23",
    }  # fmt: skip


def test_question_names_its_gold_sentences_by_their_offsets() -> None:
    rows = [row("q1", [1]), row("q2", [], kind="english"), row("q3", [], lang="en")]

    lines = news_questions.questions(rows, {ARTICLE["id"]: ARTICLE}, lambda texts: [0.12345] * len(texts))

    assert lines[0] == {
        "id": "q1", "question": "berapa?", "answerable": True, "group": ARTICLE["id"], "kind": "fact",
        "evidence": [{"article": ARTICLE["id"], "start": 23, "end": 45}], "style": "casual",
        "language": "id", "question_only": 0.1235,
    }  # fmt: skip
    assert TEXT[23:45] == "Biayanya Rp 12 miliar."
    assert [(line["answerable"], line["evidence"]) for line in lines[1:]] == [(False, [])] * 2
    assert [line["language"] for line in lines] == ["id", "en", "en"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], TEXT),
        ([1], "Pasar Sukamaju dibuka.\n\nPedagang menari."),
        ([2], "Pasar Sukamaju dibuka. Biayanya Rp 12 miliar."),
        ([0, 1], "Pedagang menari."),
    ],
)
def test_sentences_are_cut_and_paragraphs_stay_apart(numbers: list[int], expected: str) -> None:
    assert news_questions.without(ARTICLE, numbers) == expected


def test_question_model_sees_what_gives_a_question_away() -> None:
    rows = [
        *(row("", [1], question=f"siapa yang membuka pasar {name}?") for name in "abcdefgh"),
        *(row("", [], question=f"berapa harga tiket {name}?") for name in "abcdefgh"),
    ]

    alone = news_questions.question_model(rows)

    told, untold = alone(["siapa yang meresmikan pasar?", "harga tiketnya berapa?"])
    assert 0 <= untold < 0.5 < told <= 1


@pytest.mark.skipif(not data.available(), reason="the data folder is not there")
def test_no_article_is_both_measured_and_fitted_on() -> None:
    fitted = {row["article"] for name in ("newsq_train", "newsq_pairs_train") for row in data.rows(name)}
    measured = {row["article"] for name in ("newsq_dev", "newsq_pairs_dev") for row in data.rows(name)}

    assert not fitted & measured
