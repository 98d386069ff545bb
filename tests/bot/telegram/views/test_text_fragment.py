"""Tests of web addresses that lead to a sentence."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.views.text_fragment import to_sentence

PAGE = "https://kabar.example/a"
LONG = (
    "Wali kota membuka jembatan itu pada pagi hari dan para pedagang kaki lima menyambutnya dengan gembira."
)


def test_characters_that_separate_the_parts_of_a_directive_are_encoded() -> None:
    url = to_sentence(PAGE, "Dua-duanya, & #1 «ya»?")
    assert url == f"{PAGE}#:~:text=Dua%2Dduanya%2C%20%26%20%231%20%C2%ABya%C2%BB%3F"


def test_a_long_sentence_is_given_by_its_two_ends() -> None:
    url = to_sentence(PAGE, LONG, f"Kabar. {LONG} Selesai.")
    start, end = url.partition(":~:text=")[2].split(",")
    assert unquote(start) == "Wali kota membuka jembatan"
    assert unquote(end) == "lima menyambutnya dengan gembira."


def test_more_words_are_taken_where_fewer_lead_to_another_place_first() -> None:
    twin = "Wali kota membuka jembatan itu kemarin."
    url = to_sentence(PAGE, LONG, f"{twin} {LONG}")
    assert unquote(url.partition(":~:text=")[2].split(",")[0]) == "Wali kota membuka jembatan itu pada"


@pytest.mark.parametrize(
    ("url", "fragment"),
    [
        (f"{PAGE}?x=1", ":~:text=Ya."),
        (f"{PAGE}#isi", "isi:~:text=Ya."),
        (f"{PAGE}#isi:~:text=lama", "isi:~:text=Ya."),
        (f"{PAGE}#", ":~:text=Ya."),
    ],
)
def test_an_existing_fragment_of_the_address_stays(url: str, fragment: str) -> None:
    assert urlsplit(to_sentence(url, "Ya.")).fragment == fragment


def test_nothing_to_find_leaves_the_address_alone() -> None:
    assert to_sentence(PAGE, " … ") == PAGE


@given(st.text(max_size=200), st.text(max_size=400))
def test_the_directive_is_plain_ascii_without_reserved_characters(sentence: str, text: str) -> None:
    directive = to_sentence(PAGE, sentence.encode("utf-8", "ignore").decode(), text).partition("text=")[2]
    assert directive.isascii()
    assert not set(directive) & set("-& #\"'<>")
    assert directive.count(",") <= 1
