"""Tests of which sentence answers a question that stands in an article."""

from __future__ import annotations

import pytest

from knowledge.retrieval.interviews import answer_to, continuation, is_question
from tests.knowledge.split_articles import split_article


def answer(text: str, question: str) -> str | None:
    article = split_article(text)
    [position] = [at for at, each in enumerate(article.sentences) if each.text == question]
    found = answer_to(article, position)
    return None if found is None else article.sentences[found].text


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Tanya: Kapan?\n\nJawab: Pada Juli. Saat badai.", "Tanya: Kapan?", "Jawab: Pada Juli."),
        ("T: Kapan?\nJ: Juli.", "T: Kapan?", "J: Juli."),
        ("Q: When?\nA: In July.", "Q: When?", "A: In July."),
        ("Kompas Laut: Sejak kapan?\nSekar: Sejak Juli.", "Kompas Laut: Sejak kapan?", "Sekar: Sejak Juli."),
        ("Sejak kapan Anda bekerja?\n\nSejak Juli.", "Sejak kapan Anda bekerja?", "Sejak Juli."),
        ("Tanya: Kapan? Di mana?\nJawab: Juli, di Karang.", "Tanya: Kapan?", "Jawab: Juli, di Karang."),
        ("Q: It is closed. Why?\nA: The roof fell.", "Q: It is closed.", "A: The roof fell."),
        ("Laut: Dermaga tutup. Mengapa?\nSekar: Rusak.", "Laut: Dermaga tutup.", "Sekar: Rusak."),
        ("Tanya: Ceritakan badai itu.\nJawab: Gelap.", "Tanya: Ceritakan badai itu.", "Jawab: Gelap."),
        ("Tanya: Mengapa?\nJawab: Mengapa? Atapnya jatuh.", "Tanya: Mengapa?", "Atapnya jatuh."),
        ("Apakah dermaga dibuka?", "Apakah dermaga dibuka?", None),
        ("Dermaga tutup. Kapal pulang.", "Dermaga tutup.", None),
    ],
)
def test_answer_to_a_question(text: str, question: str, expected: str | None) -> None:
    assert answer(text, question) == expected


def test_question_of_somebody_in_the_article_is_not_answered() -> None:
    article = split_article("“Kapan kapal tiba?” Petugas diam.")
    assert not is_question(article, 0)


def test_answer_that_ends_with_a_question_is_an_answer() -> None:
    article = split_article("Laut: Kapan?\nSekar: Sudah lama sekali. Siapa yang ingat?\nLaut: Di mana?")
    assert [is_question(article, at) for at in range(4)] == [True, False, True, True]


def test_short_answer_goes_on_with_the_next_sentence_of_its_line() -> None:
    article = split_article(
        "Tanya: Apa?\nJawab: Pencurian. Jaring kami dipotong.\nTanya: Kapan?\nJawab: Juli."
    )
    assert continuation(article, 1) == 2
    assert continuation(article, 4) is None, "nothing follows"
    assert continuation(article, 0) is None, "a question is no answer"
    longer = split_article("Tanya: Apa?\nJawab: Pencurian jaring di malam hari. Itu sering.")
    assert continuation(longer, 1) is None
    prose = split_article("Ia diam. Pencurian. Jaring dipotong.")
    assert continuation(prose, 1) is None
