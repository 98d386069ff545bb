from __future__ import annotations

import pytest

from knowledge.verification.pronouns import have_pronoun, is_one_person
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import named


@pytest.mark.parametrize(
    "sentence",
    [
        "Ia tiba.",
        "Kata dia.",
        "Beliau hadir.",
        "Mereka pergi.",
        "Untuk dirinya.",
        "He left.",
        "She said so.",
        "They met him.",
        "It was her house.",
        "His house.",
        "Harga turun, katanya.",
        "Menurutnya harga turun.",
        "Harga turun, akunya.",
        "Ujarnya.",
        "Tuturnya.",
        "Jelasnya.",
        "Ucapnya.",
        "Tandasnya.",
        "Imbuhnya.",
        "Tambahnya.",
        "Ungkapnya.",
        "Tegasnya.",
        "Terangnya.",
        "Paparnya.",
        "Sebutnya.",
        "Lanjutnya.",
        "Pungkasnya.",
        "Tukasnya.",
        "Cetusnya.",
        "Kilahnya.",
    ],
)
def test_sentence_with_a_pronoun_has_one(sentence: str) -> None:
    assert have_pronoun([analyse("Harga turun."), analyse(sentence)])


@pytest.mark.parametrize("sentence", ["Harga turun.", "Rumahnya dijual.", "Kata Rini.", "It rained.", ""])
def test_sentence_without_a_person_has_no_pronoun(sentence: str) -> None:
    assert not have_pronoun([analyse(sentence)])


def test_no_sentence_has_no_pronoun() -> None:
    assert not have_pronoun([])


@named(
    "text, names, expected",
    {
        "first and last name": ("Rini Sasmita said so.", "Rini Sasmita", True),
        "a part of a name": ("Kata Rini Sasmita Dewi", "Sasmita", True),
        "after a verb": ("harga turun, kata Rini", "Rini", True),
        "four words": ("Aa Bb Cc Dd pergi", "Aa Dd", True),
        "five words": ("Aa Bb Cc Dd Ee pergi", "Aa Ee", False),
        "two persons": ("Rini dan Budi pergi", "Rini Budi", False),
        "a place": ("Ia pergi ke Merak", "Merak", False),
        "the end of the name of a place": ("Ia tiba di Kota Merak", "Merak", False),
        "an English place": ("She said so in Merak.", "Merak", False),
        "with somebody": ("Ia pergi bersama Rini", "Rini", False),
        "according to somebody": ("According to Rini, prices fell", "Rini", True),
        "to somewhere": ("She went to Merak", "Merak", False),
        "during something": ("She left during Ramadan", "Ramadan", False),
    },
)
def test_name_in_a_row_without_a_preposition_may_be_one_person(text: str, names: str, expected: bool) -> None:
    statement = analyse(text)
    missing = [token for token in statement.tokens if token.text in names.split()]
    assert is_one_person(statement, missing) is expected
