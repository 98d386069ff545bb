"""Tests of reading the lines above and below the body of an article."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.articles.reading import read
from knowledge.models import ArticleText
from knowledge.ports import RawDocument
from knowledge.ports.sources import TextForm

BODY = "KOTA BARU – Pasar Melati dibuka kembali pada Rabu setelah diperbaiki.\n\nPedagang senang."
DAY = date(2022, 4, 22)
FORMS: tuple[TextForm, ...] = ("plain", "markdown")


def typed(text: str, *, form: TextForm = "plain") -> ArticleText:
    return read(RawDocument(text, form, "berita.txt"))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("22 April 2022", ("", DAY, None, None)),
        ("Jumat, 22 April 2022 10:30 WIB", ("", DAY, None, None)),
        ("Pasar Melati dibuka lagi\n22/04/2022", ("Pasar Melati dibuka lagi", DAY, None, None)),
        ("Pasar Melati dibuka lagi\n\nOleh: Redaksi\n", ("Pasar Melati dibuka lagi", None, None, None)),
        ("Apakah pasar aman?\nOleh Redaksi Kota", ("Apakah pasar aman?", None, None, None)),
        ("# Pasar dibuka.\n22 April 2022", ("Pasar dibuka.", DAY, None, None)),
        ("Judul: Pasar dibuka\nTanggal: 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nContoh.com - 22/04/2022, 10:30 WIB", ("Pasar dibuka", DAY, "Contoh.com", None)),
        ("Contoh.com - 22/04/2022, 10:30 WIB\nPasar dibuka", ("Pasar dibuka", DAY, "Contoh.com", None)),
        (
            "Pasar dibuka\nWarta News | Jumat, 22 Apr 2022 10:30 WIB",
            ("Pasar dibuka", DAY, "Warta News", None),
        ),
        ("Pasar dibuka\nOleh Redaksi Kota | 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nRedaksi Kota - 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nTerbit pada 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nPenulis: Redaksi | Editor: Meja | 22/04/2022", ("Pasar dibuka", DAY, None, None)),
        ("Kota Baru, 22 April 2022", ("", DAY, None, None)),
        ("🎉 Pasar dibuka\n22 April 2022", ("🎉 Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nSumber: Warta Kota", ("Pasar dibuka", None, "Warta Kota", None)),
        ("Pasar dibuka\nSource: Warta Kota, 22 April 2022", ("Pasar dibuka", DAY, "Warta Kota", None)),
        ("Pasar dibuka\nSumber: https://contoh.id/1", ("Pasar dibuka", None, None, "https://contoh.id/1")),
        ("URL: https://contoh.id/1\nPasar dibuka", ("Pasar dibuka", None, None, "https://contoh.id/1")),
        ("www.contoh.id/1\nPasar dibuka", ("Pasar dibuka", None, None, "https://www.contoh.id/1")),
        (
            "Pasar dibuka\nPublished: April 22, 2022\nUpdated: April 25, 2022",
            ("Pasar dibuka", DAY, None, None),
        ),
        (
            "Pasar dibuka\nDiperbarui: 25 April 2022 | Terbit: 22 April 2022",
            ("Pasar dibuka", DAY, None, None),
        ),
        ("Pasar dibuka\nApril 22, 2022 (updated April 25, 2022)", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nJumat, 20 Ramadan 1443 H / 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\n22\u00a0April\u00a02022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nThu, 21 Apr 2022 22:40:00 +0000", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nDiperbarui: 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("Pasar dibuka\nLast updated 22 April 2022", ("Pasar dibuka", DAY, None, None)),
        ("EKONOMI\nPasar Melati dibuka lagi\n22 April 2022", ("Pasar Melati dibuka lagi", DAY, None, None)),
        ("Harga Beras 22 April 2022\nOleh: Redaksi", ("Harga Beras 22 April 2022", None, None, None)),
    ],
)
def test_header_is_read_and_removed_from_the_body(header: str, expected: tuple[object, ...]) -> None:
    article = typed(f"{header}\n\n{BODY}")
    assert (article.title, article.published_on, article.publisher, article.url) == expected
    assert article.text == BODY


def test_line_with_two_dates_that_says_more_belongs_to_the_body() -> None:
    line = "Pasar ditutup 22 April 2022 | dibuka lagi 25 April 2022 oleh wali kota."

    assert typed(f"Pasar dibuka\n\n{line}\n\n{BODY}").text.startswith(line)


def test_embargo_is_neither_title_nor_date_and_stays_for_the_warning() -> None:
    article = typed(f"EMBARGO sampai 25 April 2022\n\nPasar dibuka\n22 April 2022\n\n{BODY}")

    assert (article.title, article.published_on) == ("Pasar dibuka", DAY)
    assert article.text == f"EMBARGO sampai 25 April 2022\n\n{BODY}"


def test_source_with_a_date_is_not_taken_for_the_place() -> None:
    assert typed(f"Pasar dibuka\nKota Baru - Kota Lama - 22 April 2022\n\n{BODY}").publisher is None


def test_date_line_with_a_sentence_or_many_names_belongs_to_the_body() -> None:
    for line in ("Rapat 22 April 2022, kata warga", "A, B, C, D, 22 April 2022"):
        assert typed(f"Pasar dibuka\n{line}\n\n{BODY}").text.startswith(line)


def test_first_line_over_a_blank_line_is_the_title() -> None:
    article = typed("Pasar Melati dibuka kembali untuk warga kota\n\nPasar dibuka Rabu.")
    assert (article.title, article.text) == (
        "Pasar Melati dibuka kembali untuk warga kota",
        "Pasar dibuka Rabu.",
    )


def test_marked_title_may_end_in_any_word() -> None:
    assert typed(f"Pasar mana yang akan di\n22 April 2022\n\n{BODY}").title == "Pasar mana yang akan di"


def test_second_headline_stays_in_the_body() -> None:
    article = typed(f"Pasar Melati dibuka lagi\nPedagang mengaku senang sekali\n22 April 2022\n\n{BODY}")
    assert (article.title, article.published_on) == ("Pasar Melati dibuka lagi", DAY)
    assert article.text.startswith("Pedagang mengaku senang sekali\n")


def test_front_matter_is_read() -> None:
    front = (
        '---\ntitle: "Pasar dibuka: apa artinya?"\n'
        "date: 2022-04-22T10:00:00+07:00\nauthor: Redaksi\ntags:\n  - pasar\n"
        "source: Warta Kota\nurl: 'https://contoh.id/1'\nempty:\n---\n"
    )
    for form in FORMS:
        article = typed(front + BODY, form=form)
        assert article.title == "Pasar dibuka: apa artinya?"
        assert (article.published_on, article.publisher, article.url) == (
            DAY,
            "Warta Kota",
            "https://contoh.id/1",
        )
        assert article.text == BODY


@pytest.mark.parametrize("start", ["---\nPasar dibuka. Kios penuh.\n---", "---\ntitle: tanpa akhir"])
def test_what_only_looks_like_front_matter_stays(start: str) -> None:
    assert typed(f"{start}\n{BODY}").text == f"{start}\n{BODY}"


@pytest.mark.parametrize(
    "lead",
    [
        "Pasar Melati dibuka kembali pada Rabu.",
        "Menteri dalam negeri bertemu dengan duta besar baru dari negara\ntetangga pada Rabu.",
        "Menteri dalam negeri bertemu dengan duta besar baru dari\nNegara tetangga pada Rabu.",
        "Menteri dalam negeri bertemu dengan duta besar baru dari Negeri\nSeberang pada Rabu untuk bicara.",
        "Siapa yang tidak suka pasar?\n\nSemua orang suka.",
        "Pasar Melati (Foto: Redaksi)\n\nPasar dibuka.",
        "- pasar\n- kios dan los",
        "1. Pasar\nKios.",
        "Menurut laporan 22 April 2022 pasar itu sepi.\n\nKios tutup.",
        "Wali kota meresmikan pasar baru dengan\n\nPasar sepi.",
        "Harga naik: warga mengeluh,\n\nPasar sepi.",
        "Sumber:" + " pasar" * 40 + "\nKios.",
        "Tanggal: belum pasti.\nKios tutup.",
        "URL: tidak ada.\nKios tutup.",
        "http://[rusak/.\nKios tutup.",
        "Oleh karena itu pasar tutup.\nKios juga.",
        "Pasar dibuka",
    ],
)
def test_line_in_doubt_belongs_to_the_body(lead: str) -> None:
    article = typed(lead)
    assert (article.title, article.published_on, article.text) == ("", None, lead)


def test_closing_source_lines_are_read_and_removed_from_the_body() -> None:
    article = typed(f"{BODY}\n\nSumber: Warta Kota\nhttps://contoh.id/1\n")
    assert (article.publisher, article.url, article.text) == ("Warta Kota", "https://contoh.id/1", BODY)


def test_closing_line_that_says_nothing_new_stays() -> None:
    text = f"Penerbit: Warta Kota\n{BODY}\nSumber: Badan Statistik"
    article = typed(text)
    assert (article.publisher, article.text) == ("Warta Kota", f"{BODY}\nSumber: Badan Statistik")


def test_masthead_above_the_title_is_the_publisher() -> None:
    article = typed(
        "THE TELUK WANGI GAZETTE\n\nHarbour gets a new crane\n\nMay 6, 2024\n\nThe crane arrived on Monday."
    )
    assert (article.title, article.publisher) == ("Harbour gets a new crane", "THE TELUK WANGI GAZETTE")


def test_section_in_capitals_above_the_title_is_not_the_title() -> None:
    article = typed(
        "KABAR DARI PELABUHAN\n\nDerek baru tiba di dermaga\n\n6 Mei 2024\n\nDerek itu tiba Senin."
    )
    assert article.title == "Derek baru tiba di dermaga"
