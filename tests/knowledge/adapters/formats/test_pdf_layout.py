"""Tests of the order in which a PDF page is read, whatever that of its content: columns, tables, notes."""

from __future__ import annotations

import random
import textwrap

import pytest

from knowledge.adapters.formats.pdf import extract
from knowledge.adapters.formats.pdf_layout import lines_of
from knowledge.adapters.formats.pdf_page import Rule, Run
from tests.knowledge.adapters.formats.made_documents import Placed, page, pdf, read_file

TITLE: Placed = (60, 770, 20, "Sungai Rawajaya Surut")
TEXT = (
    "RAWAJAYA - Sungai Rawajaya surut pada Selasa pagi setelah lima hari meluap. Kepala desa, Nyai Rumpaka, "
    "meminta dua pompa air dan tiga ratus karung bibit padi kepada dinas pertanian.",
    "Dinas pertanian berjanji menjawab permintaan itu paling lambat Jumat pekan depan, kata seorang petugas. "
    "Warga mulai membersihkan rumah dari lumpur yang tebalnya sampai lutut orang dewasa di beberapa dusun.",
    "Kerugian ditaksir mencapai empat miliar rupiah. Bupati Damar Wulan akan meninjau dusun yang paling "
    "parah pada hari Rabu. Sekolah dibuka lagi setelah guru selesai membersihkan kelas dari lumpur.",
)
ABOVE = "Laporan panjang tentang banjir di Rawajaya yang melanda lima dusun selama sepekan penuh."
BELOW = (
    "Artikel ini ditulis bersama kantor berita daerah dan akan diperbarui kalau ada kabar baru dari",
    "lokasi bencana.",
)


def columns(count: int, characters: int, *, shift: float) -> list[list[Placed]]:
    """The lines of the text in columns; those of each column stand ``shift`` points lower."""
    lines: list[str] = []
    for paragraph in TEXT:
        lines += [*textwrap.wrap(paragraph, characters), ""]
    height = -(-len(lines) // count)
    width = characters * 5.5 + 16
    return [
        [
            (60 + width * column, 690 - 14 * at - shift * column, 11, line)
            for at, line in enumerate(lines[height * column : height * (column + 1)])
            if line
        ]
        for column in range(count)
    ]


def ordered(lines: list[list[Placed]], order: str) -> list[Placed]:
    everything = [line for column in lines for line in column]
    if order == "by line":
        return sorted(everything, key=lambda line: (-line[1], line[0]))
    if order == "right to left":
        return [line for column in lines[::-1] for line in column]
    if order == "at random":
        random.Random(4).shuffle(everything)
    return everything


def by_words(lines: list[Placed]) -> list[Placed]:
    """The same lines as programs write them that place each word."""
    words: list[Placed] = []
    for x, y, size, text in lines:
        for word in text.split():
            words.append((round(x, 1), y, size, word))
            x += len(word) * size * 0.5 + size * 0.3
    return words


@pytest.mark.parametrize("order", ["by line", "by column", "right to left", "at random"])
@pytest.mark.parametrize(
    ("count", "characters", "shift"), [(2, 44, 0.0), (2, 38, 7.0), (3, 28, 0.0), (3, 28, 7.0)]
)
@pytest.mark.parametrize("is_framed", [False, True])
def test_columns_are_read_one_after_the_other(
    order: str, count: int, characters: int, shift: float, is_framed: bool
) -> None:
    lines = ordered(columns(count, characters, shift=shift), order)
    expected = " ".join(TEXT)
    if is_framed:
        lowest = min(y for _x, y, _size, _text in lines)
        below: list[Placed] = [(60, lowest - 30 - 14 * at, 11, line) for at, line in enumerate(BELOW)]
        lines = [(60, 715, 11, ABOVE), *lines, *below, (290, 30, 9, "1")]
        expected = f"{ABOVE} {expected} {' '.join(BELOW)}"

    found = extract(pdf([[TITLE, *lines]]))

    assert found.heading == TITLE[3]
    assert " ".join(found.text.split()) == expected


def test_columns_of_single_words_are_read_one_after_the_other() -> None:
    lines = by_words([TITLE, *ordered(columns(2, 44, shift=0.0), "by line")])

    assert extract(pdf([lines])).text.replace(" ", "").replace("\n", "") == "".join(TEXT).replace(" ", "")


def table(rows: list[list[str]], places: list[float], *, top: float, step: float = 18) -> list[Placed]:
    return [
        (x, top - step * at, 11, text)
        for at, row in enumerate(rows)
        for x, text in zip(places, row, strict=True)
        if text
    ]


LEAD = "Pemerintah kabupaten mengirim bantuan ke tiga dusun di Kecamatan Rawajaya pada Selasa pagi."
CLOSE = "Pengiriman diulang pekan depan kalau jalan sudah dibuka, kata Camat Gayatri Lintang kepada warga."


def around(lines: list[Placed]) -> list[list[Placed]]:
    return [[TITLE, *page(LEAD, top=720), *lines, *page(CLOSE, top=500)]]


def test_rows_of_a_table_without_lines_are_found_by_its_columns() -> None:
    rows = [["Barang", "Jumlah", "Asal"], ["Selimut", "1.200", "Mudik"], ["Tenda besar", "30", "Hilir"]]

    assert extract(pdf(around(table(rows, [60, 200, 300], top=690)))).text.split("\n\n") == [
        LEAD,
        "Barang: Selimut; Jumlah: 1.200; Asal: Mudik",
        "Barang: Tenda besar; Jumlah: 30; Asal: Hilir",
        CLOSE,
    ]


def test_rest_of_a_cell_stands_below_it() -> None:
    rows = [
        ["Nama", ": Rini"],
        ["Alamat", ": Jalan Kenari 4,"],
        ["", "dekat pasar"],
        ["Umur", ": 31"],
        ["", ""],
    ]

    assert extract(pdf(around(table(rows, [60, 200], top=690)))).text.split("\n\n")[1:-1] == [
        "Nama: Rini",
        "Alamat: Jalan Kenari 4, dekat pasar",
        "Umur: 31",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # Two rows are a signature.
        table([["Hormat kami,", "Mengetahui,"], ["Rini", "Budi"]], [60, 300], top=690),
        # Sentences that happen to stand below each other.
        table([["pada hari", "itu"], ["warga", "pulang"], ["semua", "senang"]], [60, 200], top=690),
    ],
)
def test_pieces_that_are_no_table_stay_lines(lines: list[Placed]) -> None:
    assert "; " not in extract(pdf(around(lines))).text
    assert ": " not in extract(pdf(around(lines))).text


def test_lines_around_cells_tell_which_ones_are_merged() -> None:
    rows = [
        ["Desa", "Korban", "", "Rumah"],
        ["", "Tewas", "Luka", ""],
        ["Ampelan", "2", "14", "120"],
        ["Sengon", "0", "3", "8"],
    ]
    xs, ys = [60, 160, 230, 300, 380], [704, 686, 668, 650, 632]
    rules = [(60, y, 380, y) for y in ys if y != 686]
    rules += [(160, 686, 300, 686)]
    rules += [(x, 632, x, 704) for x in xs if x != 230]
    rules += [(230, 632, 230, 686)]
    document = pdf(around(table(rows, [x + 4 for x in xs[:4]], top=691)), rules=rules)

    assert extract(document).text.split("\n\n")[1:-1] == [
        "Desa: Ampelan; Korban Tewas: 2; Korban Luka: 14; Rumah: 120",
        "Desa: Sengon; Korban Tewas: 0; Korban Luka: 3; Rumah: 8",
    ]


def test_lines_that_frame_no_cells_change_nothing() -> None:
    frame = [(50, 50, 500, 50), (50, 50, 50, 800), (500, 50, 500, 800), (50, 800, 500, 800)]
    empty = [(60, y, 200, y) for y in (400, 380, 360)] + [(x, 360, x, 400) for x in (60, 130, 200)]

    for rules in (frame, empty, frame * 200):
        assert extract(pdf(around([]), rules=rules)).text.split() == f"{LEAD} {CLOSE}".split()


def test_marks_of_notes_are_left_out_and_notes_are_last() -> None:
    first = [
        TITLE,
        *page("Ada 240 rumah di atas tanah 12 km", top=700),
        (245, 704, 7, "2"),
        *page("yang terendam, dan warga mengungsi ke balai desa", top=686),
        (310, 690, 7, "1"),
        (70, 80, 8, "1 Data sampai Selasa malam."),
    ]
    second = page("dengan membawa ternak dan barang yang penting.", top=760)

    assert read_file(pdf([first, second]), "banjir.pdf").text == (
        "Ada 240 rumah di atas tanah 12 km2 yang terendam, dan warga mengungsi ke balai desa "
        "dengan membawa ternak dan barang yang penting.\n\n1 Data sampai Selasa malam."
    )


def test_lines_of_a_list_stay_lines() -> None:
    lines = [
        *page(LEAD, "", top=720),
        *page("Ampelan: hujan lebat", "Sengon: cerah", "Cekung: berawan", "", top=690),
        (90, 630, 11, "Harga solar tetap"),
        (90, 616, 11, "Lampu suar diperbaiki"),
        *page("• Retribusi dihapus", "• Gudang dibuka", top=590),
        *page(CLOSE, top=540),
    ]

    assert extract(pdf([[TITLE, *lines]])).text.split("\n\n")[1:-1] == [
        "Ampelan: hujan lebat\nSengon: cerah\nCekung: berawan",
        "Harga solar tetap\nLampu suar diperbaiki",
        "• Retribusi dihapus\n• Gudang dibuka",
    ]


def letters(text: str, *, x: float = 60, y: float = 700, step: float = 6) -> list[Run]:
    """Runs of a line that is written letter by letter, spaces too."""
    return [Run(letter, x + step * at, y, 11) for at, letter in enumerate(text)]


def read_runs(*lines: list[Run]) -> list[str]:
    runs = [run for line in lines for run in [*line, Run("", 0, 0, 11, ends_line=True)]]
    return [line.text for line in lines_of(runs, [])]


def test_line_of_letters_keeps_its_own_spaces_and_no_added_ones() -> None:
    line = letters("meng umum kan")
    line[4] = Run(" u", line[5].x - 1, 700, 11)
    line[5] = Run("", line[5].x, 700, 11)

    assert read_runs(line) == ["mengumum kan"]


def test_wide_gap_between_letters_is_the_end_of_a_cell() -> None:
    rows = [("Barang", "Sak"), ("Beras", "14"), ("Jagung", "9")]
    lines = [
        [*letters(first, y=700 - 18 * at), *letters(second, x=200, y=700 - 18 * at)]
        for at, (first, second) in enumerate(rows)
    ]

    assert read_runs(*lines) == ["Barang: Beras; Sak: 14", "Barang: Jagung; Sak: 9"]


def test_stretched_space_of_a_justified_line_is_no_gap() -> None:
    words = [*letters("air"), Run(" ", 78, 700, 11), *letters("naik", x=100)]

    assert read_runs(words, [Run(each.text, each.x, 686, 11) for each in words]) == ["air naik", "air naik"]


def test_letters_from_right_to_left_are_one_line() -> None:
    text = [Run(letter, 200 - 6 * at, 700, 11) for at, letter in enumerate("جسر النخيل")]

    assert read_runs(text) == ["جسر النخيل"]


def test_cells_without_a_gap_are_divided_by_the_line_between_them() -> None:
    lines = [letters("AmpelanRini", y=700), letters("SengonaBudi", y=680)]
    rules = [Rule(58, y, 130, y) for y in (672.0, 692.0, 714.0)]
    rules += [Rule(x, 672, x, 714) for x in (58.0, 101.0, 130.0)]
    runs = [run for line in lines for run in [*line, Run("", 0, 0, 11, ends_line=True)]]

    assert [line.text for line in lines_of(runs, rules)] == ["Ampelan: Rini", "Sengona: Budi"]
