"""Tests that each line of a list is a sentence, and that wrapped lines are not taken for a list."""

from __future__ import annotations

import textwrap

import pytest

from knowledge.text.sentences import split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Tirta Jaya: berawan, 24-31 derajat",
            "Lembah Hijau: hujan, 20-25 derajat",
            "Karang: cerah, 27 derajat",
        ],
        ["Ombak Raya 2-0 Tirta Muda", "PS Karang 1-1 Bukit Lama"],
        ["Rajawali Utama 3-2 Samudra Jaya", "Kencana 0-0 Persada Timur", "Mandala Putra 1-4 Harapan Bersama"],
        ["07.00 Sarapan bersama", "08.30 Wali kota membuka rapat", "12.00 Makan siang"],
        ["Kota | Suhu", "Tirta Jaya | 30", "Karang | 25"],
        ["Komoditas; Harga; Perubahan", "Beras; Rp 13.500; naik", "Gula; Rp 17.000; tetap"],
        ["✅ Stok beras aman", "✅ Gula turun", "❌ minyak langka"],
        ["1️⃣ Bawa kartu", "2️⃣ Isi formulir"],
        ["Sekar Kinasih", "Damar Wulan", "Bayu Segara", "Panji"],
        ["upah naik 12 persen;", "sif malam paling lama tujuh jam;", "klinik di dermaga dua."],
    ],
)
def test_each_line_of_a_list_is_a_sentence(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines
    assert texts("Berikut daftarnya:\n" + "\n".join(lines)) == ["Berikut daftarnya:", *lines]
    assert texts("Rapat sudah selesai.\n\n" + "\n".join(lines)) == ["Rapat sudah selesai.", *lines]


def test_items_below_a_colon_need_no_capital() -> None:
    lines = ["Syarat pendaftaran:", "fotokopi kartu penduduk", "surat pengantar kampung", "pas foto"]
    assert texts("\n".join(lines)) == lines


def test_lines_without_punctuation_and_capitals_are_sentences_if_they_are_long() -> None:
    lines = [
        "warga kampung suar mengeluh karena jembatan gantung putus sejak senin malam",
        "kepala kampung pak wigati sudah melapor ke kantor camat",
        "anak sekolah terpaksa menyeberang dengan perahu milik nelayan dan membayar dua ribu sekali jalan",
        "camat berjanji jembatan selesai diperbaiki bulan depan",
    ]
    assert texts("\n".join(lines)) == lines


def test_short_lines_that_break_inside_a_sentence_stay_one() -> None:
    assert len(texts("hari ini kami rapat dengan\npak camat soal banjir\ndan hasilnya ditunda")) == 1


def test_value_that_is_wrapped_stays_with_its_label() -> None:
    text = "Nama: Sekar Kinasih\nJabatan: kepala pelabuhan yang\ndibangun pada 2010\nUmur: 45 tahun"
    assert texts(text) == [
        "Nama: Sekar Kinasih",
        "Jabatan: kepala pelabuhan yang\ndibangun pada 2010",
        "Umur: 45 tahun",
    ]


def test_list_ends_before_the_prose_below_it() -> None:
    text = "Home: 3\nAway: 1\nThe next match is on Friday."
    assert texts(text) == ["Home: 3", "Away: 1", "The next match is on Friday."]


PROSE = [
    "Rapat dihadiri Wali Kota Tirta Jaya Sekar Kinasih, Camat Lembah Hijau Damar Wulan, dan Kepala Dinas "
    "Pekerjaan Umum Bayu Segara, yang membahas Jembatan Kelana bersama 12 pengusaha dari Kabupaten Karang.",
    "Mayor Anna Reed said that the New Harbour Bridge between East Springvale and the Old Town would open on "
    "Monday, 3 May, after the State Office of Public Works had tested it with 12 lorries for a whole week.",
]


@pytest.mark.parametrize("prose", PROSE)
@pytest.mark.parametrize("width", [30, 38, 45, 60, 72, 80, 100])
def test_wrapped_prose_is_never_split_at_a_line_end(prose: str, width: int) -> None:
    wrapped = "\n".join(textwrap.wrap(prose, width))
    assert texts(wrapped) == [wrapped]


@pytest.mark.parametrize(
    "text",
    [
        "Pemerintah mengirim bantuan kepada warga di\nTirta Jaya dan\nKarang Timur.",
        "Tim asuhan Bayu Segara menang di kandangnya atas\nTirta Muda 2-0 di\nKelana 3-1 pekan lalu.",
        "Peraturan itu diumumkan oleh Menteri Pekerjaan Umum (didampingi\nDamar Wulan) pada Senin.",
    ],
)
def test_line_that_ends_inside_a_phrase_is_continued(text: str) -> None:
    assert texts(text) == [text]


def test_bracket_that_is_open_at_a_line_end_is_closed_in_the_same_sentence() -> None:
    text = "Ketua: Sekar Kinasih (Kampung\nSuar: blok B)\nWakil: Bayu Segara"
    assert texts(text) == ["Ketua: Sekar Kinasih (Kampung\nSuar: blok B)", "Wakil: Bayu Segara"]


def test_lines_with_commas_below_each_other_are_wrapped_prose() -> None:
    text = (
        "menurut kepala pelabuhan, kapal itu sudah lama tidak berlayar\n"
        "karena mesinnya rusak, awaknya pulang\n"
        "lalu pemiliknya menjual kapal itu kepada pengusaha dari kota lain pada tahun yang sama"
    )
    assert texts(text) == [text]
