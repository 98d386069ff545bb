"""Tests of stemming in several threads at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.text.stems import stem

WORDS = (
    "pertemuan", "meresmikan", "pembangunan", "perpustakaan", "ministers", "bridges", "dibangunkan",
    "conditional", "pemerintahan", "berkelanjutan", "nationalities", "mempertanggungjawabkan",
)  # fmt: skip


@pytest.fixture
def _threads_take_turns_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("_threads_take_turns_often")
def test_threads_do_not_corrupt_each_others_words() -> None:
    expected = [stem(word) for word in WORDS]

    def work(turn: int) -> bool:
        words = WORDS[turn % len(WORDS) :] + WORDS[: turn % len(WORDS)]
        return dict(zip(words, map(stem, words), strict=True)) == dict(zip(WORDS, expected, strict=True))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(600)))
