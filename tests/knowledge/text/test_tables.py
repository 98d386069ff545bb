"""Tests of writing the rows of tables as lines: which row has the headings, cells that span, typed tables."""

from __future__ import annotations

import pytest

from knowledge.text.tables import labelled_cells, row_lines, with_rows


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        # Numbers below the headings.
        ([["Dusun", "Sak"], ["Ampel", "3"], ["Bulu", "5"]], ["Dusun: Ampel; Sak: 3", "Dusun: Bulu; Sak: 5"]),
        # A word that heads a column.
        ([["Orang", "Jabatan"], ["Rini", "Lurah"]], ["Orang: Rini; Jabatan: Lurah"]),
        (
            [["Hari", "Petugas", "Pos"], ["Senin", "Rini", "Utara"]],
            ["Hari: Senin; Petugas: Rini; Pos: Utara"],
        ),
        # Years are headings.
        ([["Hasil", "2024", "2025"], ["Jagung", "7", "9"]], ["Hasil: Jagung; 2024: 7; 2025: 9"]),
        # What is told of one thing has no headings.
        ([["Nama", "Rini"], ["Umur", "30"], ["Anak", "2"]], ["Nama: Rini", "Umur: 30", "Anak: 2"]),
        ([["Sapi", "12"], ["Kambing", "40"]], ["Sapi: 12", "Kambing: 40"]),
        ([["Rini", "Lurah"], ["Budi", "Camat"]], ["Rini: Lurah", "Budi: Camat"]),
        (
            [["Senin", "Rini", "Utara"], ["Selasa", "Budi", "Timur"]],
            ["Senin; Rini; Utara", "Selasa; Budi; Timur"],
        ),
        # Headings below each other, the upper one over two columns.
        (
            [["Desa", "Korban", "Korban"], ["Desa", "Tewas", "Luka"], ["Ampel", "1", "4"]],
            ["Desa: Ampel; Korban Tewas: 1; Korban Luka: 4"],
        ),
        # A row of one cell heads those below it.
        (
            [["Tim", "Poin"], ["Grup A", "Grup A"], ["Elang", "3"], ["Grup B", "Grup B"], ["Rusa", "1"]],
            ["Grup A; Tim: Elang; Poin: 3", "Grup B; Tim: Rusa; Poin: 1"],
        ),
        # Empty cells and rows, and a first heading that is empty.
        ([["", "Sak"], ["", ""], ["Ampel", "3"], ["Bulu", ""], ["Cempaka", "2"]],
         ["Ampel; Sak: 3", "Bulu", "Cempaka; Sak: 2"]),
        # A heading that is missing says nothing of the cells below it.
        ([["Desa", "", "Sak"], ["Ampel", "a", "3"]], ["Desa; Sak", "Ampel; a; 3"]),
        ([["Judul"]], ["Judul"]),
        ([["Grup A", "Grup A"]], ["Grup A"]),
        ([], []),
    ],
)  # fmt: skip
def test_content_tells_which_row_holds_the_headings(rows: list[list[str]], lines: list[str]) -> None:
    assert row_lines(rows) == lines


def test_headings_that_the_document_marks_are_used() -> None:
    assert row_lines([["Rini", "Budi"], ["a", "b"]], heading_rows=1) == ["Rini: a; Budi: b"]
    assert row_lines([["", ""], ["Rini", "Budi"], ["a", "b"]], heading_rows=2) == ["Rini: a; Budi: b"]
    assert row_lines([["Rini", "Budi"]], heading_rows=1) == ["Rini: Budi"]


def test_cell_over_several_columns_of_one_heading_stands_once() -> None:
    rows = [["Desa", "Korban", "Korban"], ["Ampel", "belum ada", "belum ada"]]

    assert row_lines(rows, heading_rows=1) == ["Desa: Ampel; Korban: belum ada"]


def test_row_with_headings_is_told_from_other_lines() -> None:
    assert labelled_cells("Desa: Ampel; Sak: 3") == [("Desa", "Ampel"), ("Sak", "3")]
    assert labelled_cells("Elang menang; Rusa kalah: 2-1; Badak seri") == []
    assert labelled_cells("Harga: Rp 5.000") == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("| Desa | Sak |\n|---|---:|\n| Ampel | 3 |", "Desa: Ampel; Sak: 3"),
        ("Desa      Sak\nAmpel     3\nBulu      5", "Desa: Ampel; Sak: 3\nDesa: Bulu; Sak: 5"),
        ("Desa\tSak\nAmpel\t3\n\nBulu\t5\nCempaka\t2", "Desa: Ampel; Sak: 3\n\nBulu: 5\nCempaka: 2"),
        # Too few rows, or sentences that are typed with wide spaces.
        ("Ampel     3\nBulu      5", "Ampel     3\nBulu      5"),
        (
            "Ia tiba.  Lalu pulang.\nHujan turun.  Air naik.\nPasar tutup.  Sepi.",
            "Ia tiba.  Lalu pulang.\nHujan turun.  Air naik.\nPasar tutup.  Sepi.",
        ),
        (f"a\tb\n{'x' * 400}\tc", f"a\tb\n{'x' * 400}\tc"),
        ("Kompas | Tempo", "Kompas | Tempo"),
        ("---\nFeri tiba.", "---\nFeri tiba."),
    ],
)
def test_typed_table_is_written_row_by_row(text: str, written: str) -> None:
    assert with_rows(text) == written
