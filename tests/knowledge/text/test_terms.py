"""Tests of which words become the same term, and which do not."""

import pytest

from knowledge.text.terms import content_terms, locate_terms, terms


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.500", "1,500"),
        ("1.500.000", "1,500,000"),
        ("3,5", "3.5"),
        ("10:30", "10.30"),
        ("07", "7"),
        ("Kamboja", "Cambodia"),
        ("Kamboja", "Cambodian"),
        ("Amerika Serikat", "United States"),
        ("Korea Selatan", "South Korean"),
        ("korsel", "South Korea"),
        ("AS", "US"),
        ("Januari", "January"),
        ("Mei", "May"),
        ("O’Tangav", "O'Tangav"),
        ("São Tomé", "Sao Tome"),
        ("presiden", "presidents"),
        ("dosisnya", "dosis"),
        ("BERITA", "berita"),
    ],
)
def test_equivalent_spellings_are_one_term(first: str, second: str) -> None:
    assert terms(first) == terms(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("AS", "as"),
        ("May", "may"),
        ("US", "us"),
        ("Minggu", "minggu"),
        ("1.5", "15"),
        ("Korea Utara", "Korea Selatan"),
    ],
)
def test_different_things_stay_apart(first: str, second: str) -> None:
    assert terms(first) != terms(second)


def test_order_and_repetitions_are_preserved() -> None:
    assert terms("Wela, Wela dan Arga") == ["wela", "wela", "dan", "arga"]


def test_text_without_words_has_no_terms() -> None:
    assert terms("") == []
    assert terms("?! … 🙂") == []


def test_offsets_cover_the_whole_name_of_a_country() -> None:
    text = "Dubes Korea Selatan tiba"
    located = locate_terms(text)
    assert [text[term.start : term.end] for term in located] == ["Dubes", "Korea Selatan", "tiba"]


def test_incomplete_name_is_an_ordinary_word() -> None:
    assert terms("Korea") == ["korea"]
    assert terms("Sri Wahyuni")[0] == "sri"


def test_question_words_are_not_content_in_either_language_nor_informal() -> None:
    assert content_terms("gmn sih jalannya perundingan yg itu?") == content_terms("Jalan perundingan")
    assert content_terms("When did the talks begin?") == content_terms("talks begin")


def test_content_terms_are_distinct() -> None:
    assert content_terms("Wela atau Wela?") == ["wela"]


def test_month_that_is_also_a_function_word_is_content_when_it_has_a_capital() -> None:
    assert content_terms("What happened in May?") == ["happen", "@m5"]
    assert content_terms("What may happen?") == ["happen"]
