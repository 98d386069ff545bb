from __future__ import annotations

import pytest

from knowledge.answering.tables import cells, is_rule, sentence


@pytest.mark.parametrize("line", ["| Air | naik |", "  |Air|naik|  ", "| Air | naik"])
def test_cells_are_what_stands_between_the_bars(line: str) -> None:
    assert cells(line) == ["Air", "naik"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("|---|:--:|", True), ("| - |", True), ("|---|a|", False), ("| |---|", False)],
)
def test_rule_below_a_header(line: str, expected: bool) -> None:
    assert is_rule(cells(line)) is expected


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Hal | Keterangan | Sumber", "Biaya | Rp 2 miliar | [3]", "Biaya: Rp 2 miliar. [3]"),
        ("Hal | Keterangan | Sumber", "Biaya | Rp 2 miliar | 3, 4", "Biaya: Rp 2 miliar. [3, 4]"),
        ("Hal | Keterangan | Ref.", "Biaya | Rp 2 miliar | Warta [3]", "Biaya: Rp 2 miliar. Warta [3]"),
        ("Hal | Keterangan | ", "Biaya | Rp 2 miliar | [3][4]", "Biaya: Rp 2 miliar. [3][4]"),
        ("**Tahap** | **Mulai** | PPN", "Satu | Mei [1] | 11% [2]", "Satu: mulai Mei [1], PPN 11% [2]."),
        ("No | Hal | Nilai", "1 | Air | naik 2 m [3].", "Air: naik 2 m [3]."),
        ("Hal | Keterangan", "Air | - ", "Air."),
        ("Hal | Keterangan", "Air | naik! | lagi", "Air: naik!, lagi."),
        ("Hal", "Air naik.", "Air naik."),
        ("Hal | Sumber", " | [3]", "[3]"),
        ("Hal", "", ""),
        ("", "Air | naik | [3]", "Air: naik. [3]"),
    ],
)
def test_row_is_a_sentence_with_its_labels(header: str, row: str, expected: str) -> None:
    assert sentence(cells(header), cells(row)) == expected
