from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions.analysis import analyse
from knowledge.retrieval.answer_spans import (
    answer_span,
    find_span,
    has_wanted_type,
    new_candidates,
)


def _answer(question: str, sentence: str) -> str | None:
    span = answer_span(analyse(question), sentence)
    return sentence[slice(*span)] if span else None


BRIDGE = (
    "Wali Kota Damar Wicaksana pada 3 Maret 2024 membuka Jembatan Wulung yang panjangnya 412 meter "
    "dengan biaya Rp 48 miliar."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Siapa wali kota yang membuka Jembatan Wulung?", "Damar Wicaksana"),
        ("Kapan wali kota membuka Jembatan Wulung?", "3 Maret 2024"),
        ("Berapa biaya Jembatan Wulung?", "Rp 48 miliar"),
        ("Berapa meter panjang Jembatan Wulung?", "412 meter"),
    ],
)
def test_answer_span_depends_on_the_question(question: str, expected: str) -> None:
    assert _answer(question, BRIDGE) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Mengapa Jembatan Wulung dibuka?", BRIDGE),
        ("Apa kata Damar Wicaksana?", BRIDGE),
        ("Kapan pasar terbakar?", "Pasar Lindung terbakar habis, kata Damar Wicaksana."),
        ("Di mana pasar itu?", "Pasar itu dibuka 3 Maret 2024."),
        ("Siapa yang datang?", "Hujan turun di pasar sejak pagi."),
        ("", BRIDGE),
        ("Siapa yang datang?", ""),
    ],
)
def test_sentence_without_a_span_of_the_wanted_type_has_no_short_answer(question: str, sentence: str) -> None:
    assert _answer(question, sentence) is None


def test_name_in_the_question_is_no_answer() -> None:
    question = analyse("Apa jabatan Damar Wicaksana?")
    assert new_candidates(question, "Damar Wicaksana tiba di pasar.") == []


def test_a_number_of_something_else_is_not_how_many() -> None:
    sentence = "Perahu itu membawa buku ke sebelas sekolah."
    assert has_wanted_type(analyse("Berapa buku yang dibawa perahu?"), sentence)
    assert _answer("Berapa buku yang dibawa perahu?", sentence) is None


def test_which_party_is_answered_by_a_party() -> None:
    sentence = "Rini Sasmita dicalonkan Partai Fajar Nusa pada pemilihan itu."
    assert _answer("Partai apa yang mencalonkan Rini Sasmita?", sentence) == "Partai Fajar Nusa"
    assert _answer("Kapal apa yang mencalonkan Rini Sasmita?", sentence) is None


def test_name_is_given_without_the_words_of_the_question() -> None:
    sentence = "Gubernur baru Sorenia Pavel Dragan dilantik."
    assert _answer("Siapa gubernur Sorenia yang baru?", sentence) == "Pavel Dragan"
    assert _answer("Siapa Kwesi?", "Gol dicetak penyerang Kwesi Amponsah.") == "Kwesi Amponsah"


def test_topic_of_a_follow_up_does_not_hide_the_answer() -> None:
    sentence = "Keduanya bertemu pada 20 April 2022."
    assert (
        _answer("Kapan mereka bertemu? (duta besar baru Sorenia, Pavel Dragan)", sentence) == "20 April 2022"
    )


def test_type_is_wanted_only_by_some_kinds_of_question() -> None:
    sentence = "Hujan turun di pasar sejak pagi."
    assert not has_wanted_type(analyse("Kapan hujan turun?"), sentence)
    assert has_wanted_type(analyse("Kapan hujan turun?"), "Hujan turun pada 3 Maret.")
    assert has_wanted_type(analyse("Mengapa hujan turun?"), sentence)


def test_date_next_to_the_words_of_the_question_is_likelier_than_another() -> None:
    question = analyse("Kapan Jembatan Wulung dibuka?")
    beside = find_span(question, "Jembatan Wulung dibuka pada 3 Maret 2024.")
    elsewhere = find_span(question, "Pasar Lindung terbakar pada 3 Maret 2024.")
    nowhere = find_span(question, "Jembatan Wulung dibuka.")
    assert beside.probability > elsewhere.probability > nowhere.probability == 0.0
    assert beside.lead > elsewhere.lead > nowhere.lead


@given(
    st.sampled_from(["Siapa itu?", "Kapan Damar tiba?", "Berapa buku?", "Which party won?", "Di mana?", ""]),
    st.text(alphabet="Damar 1234.,()%abPt\n", max_size=60),
)
def test_short_answer_is_inside_the_sentence(question: str, sentence: str) -> None:
    span = answer_span(analyse(question), sentence)
    assert span is None or 0 <= span[0] < span[1] <= len(sentence)
