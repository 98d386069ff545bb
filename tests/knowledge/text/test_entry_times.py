"""Tests of the times at the beginning of the entries of a live blog."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.text.entry_times import entry_time


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("11.40 WIB\nJalan dibuka.", 700),
        ("[07:05] Jalan dibuka.", 425),
        ("Pukul 10.15 WITA – Jalan dibuka.", 615),
        ("2:30 p.m. — The road is open.", 870),
        ("12:05 am: The road is open.", 5),
        ("78' Gol!", 78),
        ("Menit ke-45+2' - Gol!", 47),
    ],
)
def test_time_of_an_entry_is_its_minute(text: str, minute: int) -> None:
    assert entry_time(text) == (date.min, minute)


def test_day_of_an_entry_is_read_with_its_time() -> None:
    assert entry_time("Kamis, 5 November 2026 11.40 WIB\nJalan dibuka.") == (date(2026, 11, 5), 700)


@pytest.mark.parametrize(
    "text",
    [
        "10.500 warga mengungsi.",
        "Rapat pukul 10.00 ditunda.",
        "Rapat ditunda sampai pukul 10.00",
        "Feri tiba.",
    ],
)
def test_number_or_time_within_a_sentence_is_none(text: str) -> None:
    assert entry_time(text) is None
