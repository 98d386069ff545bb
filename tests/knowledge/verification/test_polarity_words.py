from __future__ import annotations

import pytest

from knowledge.text.gazetteer import plain
from knowledge.verification import polarity_words
from knowledge.verification.polarity_words import (
    DENIALS,
    ENGLISH_PREFIXES,
    NEGATORS,
    NO_PREFIXES,
    SIDES,
)

SETS = [name for name in dir(polarity_words) if isinstance(getattr(polarity_words, name), frozenset)]


@pytest.mark.parametrize("name", SETS)
def test_words_are_folded(name: str) -> None:
    words = getattr(polarity_words, name)
    assert words
    assert [word for word in words if word != plain(word)] == []


@pytest.mark.parametrize(
    "word",
    ["tidak", "tak", "bukan", "belum", "tanpa", "jangan", "not", "no", "never", "without", "cannot", "didnt"],
)
def test_negating_words_negate(word: str) -> None:
    assert word in NEGATORS


@pytest.mark.parametrize("word", ["membantah", "menolak", "gagal", "deny", "refused", "rejects", "failed"])
def test_verbs_that_deny_are_denials(word: str) -> None:
    assert word in DENIALS


def test_words_without_a_negative_meaning_begin_like_a_prefix() -> None:
    assert [beginning for beginning in NO_PREFIXES if not beginning.startswith(ENGLISH_PREFIXES)] == []


def test_each_pair_of_opposites_has_two_sides() -> None:
    sides = {
        number: {side for pair, side in SIDES.values() if pair == number} for number, _ in SIDES.values()
    }
    assert set(sides) == set(range(len(sides)))
    assert [number for number, both in sides.items() if both != {1, -1}] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("naik", "turun"), ("rise", "fall"), ("menang", "kalah"), ("won", "lost"), ("sebelum", "setelah"),
        ("before", "after"), ("mendukung", "menentang"), ("membuka", "menutup"), ("opened", "closed"),
        ("masuk", "keluar"), ("untung", "rugi"), ("terbesar", "terkecil"), ("selamat", "tewas"),
        ("bersalah", "innocent"), ("pertama", "terakhir"), ("ditangkap", "dibebaskan"), ("datang", "pergi"),
        ("membeli", "menjual"), ("mulai", "selesai"), ("sehat", "sakit"), ("aman", "berbahaya"),
        ("murah", "mahal"), ("cepat", "lambat"), ("utara", "selatan"), ("timur", "barat"),
    ],
)  # fmt: skip
def test_opposites_are_on_the_two_sides_of_a_pair(left: str, right: str) -> None:
    assert SIDES[left][0] == SIDES[right][0]
    assert {SIDES[left][1], SIDES[right][1]} == {1, -1}
