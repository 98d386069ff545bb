"""Tests of correcting typing errors in a question by the words of the archive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions.analysis import analyse
from knowledge.questions.spelling import (
    MAX_SUSPECTS,
    correct,
    find_suspects,
    suggest,
    variants,
)
from knowledge.text.terms import terms


def _suspects(text: str, known: str = "") -> list[str]:
    frequencies = dict.fromkeys(terms(known), 1)
    return [text[word.start : word.end] for word in find_suspects(analyse(text), frequencies)]


def _corrected(text: str, **known: int) -> str:
    suspects = find_suspects(analyse(text), {})
    return correct(text, suspects, suggest(text, suspects), known)


@pytest.mark.parametrize(
    ("text", "suspects"),
    [
        ("Kapan Wulungan dibuka?", ["Wulungan"]),
        ("Kapan Wulung dibuka?", ["Wulung"]),
        ("Kapan Wulun dibuka?", []),
        ("Bagaimanakah presiden Kamboja bekerja?", []),
        ("Siapa Wulung-Layung 2024abcd?", ["Wulung", "Layung"]),
        ("Siapa Buéakeo?", []),
        ("Siapa " + "Wulung" * 5 + "?", []),
        ("", []),
    ],
)
def test_only_long_uncommon_words_of_letters_are_suspects(text: str, suspects: list[str]) -> None:
    assert _suspects(text) == suspects


def test_word_that_occurs_in_an_article_is_not_suspect() -> None:
    assert _suspects("Kapan Wulungan dibuka?", known="Wulungan") == []


def test_number_of_suspects_is_limited() -> None:
    assert len(_suspects("Wulungan Layungan Serambang Kelindan")) == MAX_SUSPECTS


def test_spelling_that_most_articles_contain_is_chosen() -> None:
    assert _corrected("Siapa Layumg?", layung=2, layum=1) == "Siapa Layung?"
    assert _corrected("Siapa Layumg?", layung=1, layum=2) == "Siapa Layum?"


def test_nothing_is_changed_when_no_variant_is_known() -> None:
    assert _corrected("Siapa Layumg?") == "Siapa Layumg?"


def test_each_word_is_corrected_in_place_and_keeps_its_case() -> None:
    text = "siapa layumg dan WULUGN?"
    assert _corrected(text, layung=1, wulung=1) == "siapa layung dan WULUNG?"


@given(st.text(alphabet="abcde", min_size=2, max_size=9))
def test_variants_are_one_edit_away_and_keep_the_first_letter(word: str) -> None:
    words = variants(word)
    assert words == sorted(set(words))
    assert word not in words
    assert all(other[:1] == word[:1] and abs(len(other) - len(word)) <= 1 for other in words)


def test_every_typing_error_of_one_letter_is_undone() -> None:
    word = "jembatan"
    misspelt = [word[:at] + word[at + 1 :] for at in range(1, len(word))]
    misspelt += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)]
    misspelt += [word[:at] + "x" + word[at + 1 :] for at in range(1, len(word))]
    misspelt += [word[:at] + "x" + word[at:] for at in range(1, len(word) + 1)]
    assert [typo for typo in misspelt if typo != word and word not in variants(typo)] == []
