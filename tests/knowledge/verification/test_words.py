from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.verification.words import language, name_phrases, small_letter_words, stem, tokens
from tests.knowledge.verification.cases import named


@named(
    "text, expected",
    {
        "white space separates": (" Air \n naik\t", ["Air", "naik"]),
        "no text has no tokens": ("", []),
        "separators belong to a number": ("1.500,75 dan 10:30", ["1.500,75", "dan", "10:30"]),
        "a full stop after a number does not": ("pada 2021.", ["pada", "2021", "."]),
        "a currency is split from its amount": (
            "Rp25 IDR3 USD4 $US90",
            ["Rp", "25", "IDR", "3", "USD", "4", "$", "US", "90"],
        ),
        "US is a word of its own only after a dollar sign": ("US90", ["US90"]),
        "digits belong to the word before them": ("Note7 B2B", ["Note7", "B2B"]),
        "a word begins after the digits of a number": ("7pagi", ["7", "pagi"]),
        "an apostrophe inside a word belongs to it": (
            "Jum'at d’Or ’89 itu'",
            ["Jum'at", "d’Or", "’", "89", "itu", "'"],
        ),
        "a hyphen and an underscore are signs": ("25-an a_b", ["25", "-", "an", "a", "_", "b"]),
    },
)
def test_text_is_split_into_words_numbers_and_signs(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


@given(st.text(max_size=60))
def test_offsets_point_at_the_text_of_each_token(text: str) -> None:
    result = tokens(text)
    assert [text[token.start : token.end] for token in result] == [token.text for token in result]
    assert all(left.end <= right.start for left, right in pairwise(result))


def test_tokens_have_their_kind_and_are_folded() -> None:
    assert [(token.kind, token.plain) for token in tokens("René 5!")] == [
        ("word", "rene"),
        ("number", "5"),
        ("sign", "!"),
    ]


def test_only_a_word_with_a_capital_is_capitalised() -> None:
    assert [token.is_capitalised for token in tokens("Rini tiba 5 Élan —")] == [
        True,
        False,
        False,
        True,
        False,
    ]


@named(
    "text, expected",
    {
        "Indonesian function words": ("Ia tiba di Merak", "id"),
        "English function words": ("It was opened by the mayor", "en"),
        "more English than Indonesian function words": ("dan the of by", "en"),
        "common Indonesian words without function words": ("Penumpang terlambat", "id"),
        "common English words without function words": ("Police arrest Oktavian", "en"),
        "function words in balance, common words decide": ("dan the penumpang", "id"),
        "a name": ("Oktavian", "und"),
        "nothing": ("", "und"),
    },
)
def test_language_is_that_of_most_small_words(text: str, expected: str) -> None:
    assert language(tokens(text)) == expected


@named(
    "text, expected",
    {
        "one small word": ("C 200 with AVANTGARDE Line", [("200", "with", "avantgarde")]),
        "two small words": ("Lord of the Rings", [("lord", "of", "the", "rings")]),
        "three small words": ("Rini pergi lalu ke Merak", []),
        "two names": ("Bank of Merak and Budi", [("bank", "of", "merak"), ("merak", "and", "budi")]),
        "a sign between": ("Rini, of Merak", []),
        "no second word": ("Rini of 5", []),
        "no first word": ("the Bank", []),
        "nothing": ("", []),
    },
)
def test_small_words_inside_names_are_found(text: str, expected: list[tuple[str, ...]]) -> None:
    assert list(name_phrases(tokens(text))) == expected


def test_each_place_of_a_phrase_is_returned() -> None:
    assert name_phrases(tokens("Bank of Merak, Bank of Merak")) == {("bank", "of", "merak"): (1, 5)}


def test_common_words_behind_the_first_hundred_tokens_do_not_tell_the_language() -> None:
    assert language(tokens("Oktavian " * 99 + "police")) == "en"
    assert language(tokens("Oktavian " * 100 + "police")) == "und"


@named(
    "word, expected",
    {
        "Indonesian affixes are stripped": ("pertemuan", "temu"),
        "English endings are stripped": ("ministers", "minist"),
        "a word of four letters is stemmed": ("uses", "use"),
        "a word of three letters stays": ("its", "its"),
        "a word with a digit stays": ("meeting7", "meeting7"),
        "a word of forty letters is stemmed": ("a" * 37 + "ing", "a" * 37),
        "a longer word stays": ("a" * 38 + "ing", "a" * 38 + "ing"),
    },
)
def test_stem_is_the_word_without_affixes(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_lists_of_common_words_hold_stems_of_each_language() -> None:
    words = small_letter_words()
    assert words.keys() == {"id", "en"}
    assert stem("menteri") in words["id"] - words["en"]
    assert stem("minister") in words["en"] - words["id"]
