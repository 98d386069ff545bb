"""Tests of the kind, language, names and numbers of a question."""

import pytest

from knowledge.questions.analysis import analyse


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Siapa wali kota Randukarsa?", "who"),
        ("wali kota randukarsa siapa sih", "who"),
        ("Tokoh apa yang memimpin rapat?", "who"),
        ("Who leads the council?", "who"),
        ("Kapan jembatan dibuka?", "when"),
        ("Pada tahun berapa klub itu berdiri?", "when"),
        ("Tahun apa klub itu berdiri?", "when"),
        ("What year was it built?", "when"),
        ("brp korbannya", "how_many"),
        ("How many people came?", "how_many"),
        ("Di mana pameran diadakan?", "where"),
        ("dimana pamerannya", "where"),
        ("Negara mana yang menang?", "where"),
        ("Where is the museum?", "where"),
        ("Kenapa rapat ditunda?", "why"),
        ("Why was it late?", "why"),
        ("gmn cara menyeberang", "how"),
        ("How was the ivory found?", "how"),
        ("Apa isi perjanjian itu?", "what"),
        ("What did she say when the bridge fell?", "what"),
        ("Is the road open?", "yes_no"),
        ("harga cabai", "other"),
        ("", "other"),
    ],
)
def test_question_word_decides_the_kind_wherever_it_is(question: str, kind: str) -> None:
    assert analyse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Siapa pengarang The Lord of the Rings?", "id"),
        ("Who is the mayor of Tanjung Melur?", "en"),
        ("Randukarsa 2031", "und"),
    ],
)
def test_function_words_decide_the_language(question: str, language: str) -> None:
    assert analyse(question).language == language


def test_capitalised_first_word_is_not_a_name() -> None:
    assert analyse("Jembatan mana yang roboh di Wela?").names == {"wela"}


def test_country_is_a_name_even_without_a_capital() -> None:
    assert analyse("siapa presiden brasil").names == {"@br"}


def test_question_in_capitals_has_no_names() -> None:
    assert analyse("SIAPA WALI KOTA RANDUKARSA").names == frozenset()


def test_numbers_are_found() -> None:
    assert analyse("Berapa dari 1.500 dosis dipakai pada 2031?").numbers == {"1500", "2031"}


def test_brackets_at_the_end_are_context() -> None:
    question = analyse("Berapa biayanya? (Pasar Layung)")
    assert question.own_text == "Berapa biayanya?", question.own_text
    assert "layung" in question.context
    assert analyse("Siapa (dari dua) yang menang?").own_text == "Siapa (dari dua) yang menang?"
    assert analyse("(Pasar Layung)").own_text == "(Pasar Layung)", "never empty"
