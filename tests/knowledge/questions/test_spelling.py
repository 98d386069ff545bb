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
def test_only_longer_words_of_letters_that_are_not_common_are_suspects(
    text: str, suspects: list[str]
) -> None:
    assert _suspects(text) == suspects


def test_a_word_that_an_article_holds_is_not_suspects() -> None:
    assert _suspects("Kapan Wulungan dibuka?", known="Wulungan") == []


def test_no_more_words_are_looked_at_than_a_question_may_take_time_for() -> None:
    assert len(_suspects("Wulungan Layungan Serambang Kelindan")) == MAX_SUSPECTS


def test_the_spelling_that_most_articles_hold_is_taken() -> None:
    assert _corrected("Siapa Layumg?", layung=2, layum=1) == "Siapa Layung?"
    assert _corrected("Siapa Layumg?", layung=1, layum=2) == "Siapa Layum?"


def test_nothing_is_changed_when_no_variant_is_known() -> None:
    assert _corrected("Siapa Layumg?") == "Siapa Layumg?"


def test_each_word_is_mended_in_its_place_and_case() -> None:
    text = "siapa layumg dan WULUGN?"
    assert _corrected(text, layung=1, wulung=1) == "siapa layung dan WULUNG?"


@given(st.text(alphabet="abcde", min_size=2, max_size=9))
def test_variants_are_at_one_edit_and_begin_alike(word: str) -> None:
    made = variants(word)
    assert made == sorted(set(made))
    assert word not in made
    assert all(each[:1] == word[:1] and abs(len(each) - len(word)) <= 1 for each in made)


def test_every_slip_of_one_letter_is_undone() -> None:
    word = "jembatan"
    slips = [word[:at] + word[at + 1 :] for at in range(1, len(word))]
    slips += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)]
    slips += [word[:at] + "x" + word[at + 1 :] for at in range(1, len(word))]
    slips += [word[:at] + "x" + word[at:] for at in range(1, len(word) + 1)]
    assert [slip for slip in slips if slip != word and word not in variants(slip)] == []
