"""Tests of which items of a list a question names."""

from __future__ import annotations

import pytest

from knowledge.retrieval.item_names import named_items
from knowledge.retrieval.list_items import find_lists
from tests.knowledge.split_articles import split_article

BOATS = "1. Perahu Haji Lurik - Dermaga 4. Empuk.\n2. Perahu Senja - Dermaga Kapur.\n3. Kapal Lentera (baru)"
MATCHES = "Ombak Timur 0-2 Layar Senja\nKerang Emas 4-4 Dayung Tua\nOmbak Barat 1-0 Camar"
WEATHER = "Tirta Jaya: hujan, 20-25 derajat\nKarang: cerah, 27 derajat"
ROWS = "Dermaga: Utara; Kapal: 4; Juru rawat: Bayu\nDermaga: Kapur; Kapal: 9; Juru rawat: Sekar"
FEW_FACTS = "Sekar Kinasih\n45 tahun\nKepala pelabuhan"


def named(text: str, question: str, *, wholly: bool = False) -> list[int]:
    article = split_article(text)
    [found] = find_lists(article)
    chosen = named_items(article, found, question, wholly=wholly)
    return [number for number, item in enumerate(found.items, start=1) if item in chosen]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (BOATS, "Berapa harga tiket perahu Haji Lurik?", [1]),
        (BOATS, "berapa harga tiket haji lurik", [1]),
        (BOATS, "Berapa harga tiketnya? (Perahu Senja)", [2]),
        (BOATS, "Mana yang lebih murah, Senja atau Lentera?", [2, 3]),
        (BOATS, "Perahu mana yang berangkat dari Dermaga Kapur?", []),
        (BOATS, "Kapal mana yang paling murah?", []),
        (BOATS, "Berapa harga perahu?", []),
        (MATCHES, "Siapa yang mengalahkan Ombak Timur?", [1]),
        (MATCHES, "Berapa skor Dayung Tua?", [2]),
        (MATCHES, "Siapa yang menang kemarin?", []),
        (WEATHER, "Berapa suhu di Karang?", [2]),
        (WEATHER, "Kota mana yang hujan?", []),
        (ROWS, "Berapa kapal di dermaga Kapur?", [2]),
        (ROWS, "Berapa kapal yang dirawat Bayu?", [1]),
        (ROWS, "Dermaga mana yang paling ramai?", []),
        (FEW_FACTS, "Berapa umur Sekar Kinasih?", []),
    ],
)
def test_items_that_a_question_names(text: str, question: str, expected: list[int]) -> None:
    assert named(text, question) == expected


def test_half_of_a_name_is_not_enough_for_a_list() -> None:
    assert named(BOATS, "Sebutkan semua perahu haji") == [1]
    assert named(BOATS, "Sebutkan semua perahu haji", wholly=True) == []
    assert named(BOATS, "Apa saja kelebihan perahu Haji Lurik?", wholly=True) == [1]


def test_items_that_are_long_sentences_have_no_name() -> None:
    text = (
        "1. Warga Karang meminta agar jalan ke pelabuhan segera diperbaiki bulan ini.\n"
        "2. Nelayan Tirta meminta agar harga solar diturunkan menjadi harga tahun lalu."
    )
    assert named(text, "Apa permintaan warga Karang soal jalan ke pelabuhan?") == []
