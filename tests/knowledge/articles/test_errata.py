"""Tests of recognising errata and of what they take back."""

from __future__ import annotations

import time

import pytest

from knowledge.articles.errata import (
    MOST_CUES,
    CorrectingSentence,
    WithdrawnValues,
    is_erratum,
    withdrawn_values,
)
from tests.knowledge.articles.errata_cases import CASES, Case, article

NEWS = "Air naik pada Senin malam. Warga mengungsi."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Ralat: Jumlah Rumah Rusak", NEWS),
        ("RALAT Jumlah Rumah Rusak", NEWS),
        ("Jumlah Rumah Rusak (Ralat)", NEWS),
        ("Jumlah Rumah Rusak - Ralat", NEWS),
        ("[Koreksi] Jumlah Rumah Rusak", NEWS),
        ("Koreksi: Jumlah Rumah Rusak", NEWS),
        ("Koreksi atas Berita Rumah Rusak", NEWS),
        ("Pembetulan", NEWS),
        ("Erratum", NEWS),
        ("Correction: flooded homes", NEWS),
        ("Corrections and clarifications", NEWS),
        ("Corrected version: homes flooded", NEWS),
        ("Banjir", "Sebelumnya tertulis 510 rumah. Angka yang benar adalah 150 rumah."),
        ("Banjir", "Kami menulis 510 rumah. Jumlah rumah yang benar 150."),
        ("Banjir", "Dalam berita kemarin seharusnya tertulis 150 rumah."),
        ("Banjir", "Nama camat dalam berita itu yang benar adalah Nining Hastuti."),
        ("Banjir", "Kami keliru menulis jumlah rumah. Jumlahnya 150."),
        ("Banjir", "Air naik.\nRalat: jumlah rumah 150."),
        ("Banjir", "Mohon maaf atas kekeliruan ini. Jumlahnya 150."),
        ("Banjir", "Untuk itu kami mohon maaf atas kekeliruan tersebut."),
        ("Flood", "An earlier version of this article misstated the number of homes."),
        ("Flood", "An earlier version of this report said 510 homes were flooded."),
        ("Flood", "The figure in our report should have read 150, not 510."),
        ("Flood", "This article has been corrected to give the right number."),
        ("Flood", "The correct figure is 150. We wrote 510."),
        ("Flood", "We regret the error."),
        *(case.erratum for case in CASES),
    ],
)
def test_erratum_is_recognised_by_its_title_or_its_own_words(title: str, text: str) -> None:
    assert is_erratum(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", ""),
        ("Koreksi Pasar Saham Berlanjut", "Koreksi pasar saham menekan indeks 2,3 persen."),
        ("Koreksi-koreksi Kecil di Bursa", "Analis menilai koreksi: wajar."),
        ("Penghuni Rumah Koreksi Bertambah", "Rumah koreksi itu dihuni 510 orang."),
        ("Correctional officers strike", "The corrections department said 510 inmates stayed."),
        ("Market correction looms", "A correction to house prices is likely, the bank said."),
        ("Pembetulan SPT Pajak Dibuka", "Wajib pajak dapat mengajukan pembetulan hingga April."),
        ("Gubernur Mengoreksi Data", "Menurut gubernur, angka yang benar adalah 12 persen."),
        ("Gubernur Membantah", '"Angka yang benar adalah 12 persen," katanya.'),
        ("Gubernur Membantah", "“Kami keliru menulis angka itu,” katanya."),
        ("PLN Minta Maaf", "Direktur PLN meminta maaf atas kesalahan tagihan."),
        ("PLN Minta Maaf", '"Kami mohon maaf atas kesalahan ini," kata direktur.'),
        ("Bahasa", "Penulisan kata itu yang benar adalah risiko."),
        ("Korban Bencana", "Belum ada yang tahu angka yang benar."),
        ("Sengketa", "Di sertifikat tanah itu seharusnya tertulis luas 200 meter persegi."),
        ("Aplikasi", "An earlier version of this article of clothing was blue."),
        *(case.corrected for case in CASES),
        *(case.unrelated for case in CASES),
    ],
)
def test_other_articles_are_no_errata(title: str, text: str) -> None:
    assert not is_erratum(title, text)


def test_text_of_many_quoted_corrections_is_not_read_to_its_end() -> None:
    quoted = '"Angka yang benar adalah 12 persen," kata gubernur.\n'
    assert is_erratum("Banjir", quoted * 10 + "Kami keliru menulis angka itu.")
    assert not is_erratum("Banjir", quoted * MOST_CUES + "Kami keliru menulis angka itu.")


def read(text: str, title: str = "Ralat") -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    told = withdrawn_values(article(title, text))
    return told.positions, told.wrong, told.right


@pytest.mark.parametrize(
    ("text", "position", "wrong", "right"),
    [
        ("Sebelumnya tertulis 510 rumah. Angka yang benar adalah 150 rumah.", 1, "510 rumah", "150 rumah"),
        ("Angka yang benar adalah 150 rumah. Sebelumnya tertulis 510 rumah.", 0, "510 rumah", "150 rumah"),
        ("Yang terendam bukan 510 melainkan 150 rumah.", 0, "510 rumah", "150 rumah"),
        ("It was not 510 but 150 homes.", 0, "510 homes", "150 homes"),
        ("The number should read 150, not 510.", 0, "510", "150"),
        ("Angka 510 rumah yang kami tulis seharusnya 150 rumah.", 0, "510 rumah", "150 rumah"),
        ("Angka 510 rumah itu seharusnya 150 rumah.", 0, "510 rumah", "150 rumah"),
        ("Jumlah korban diralat dari 12 orang menjadi 9 orang.", 0, "12 orang", "9 orang"),
        ("The toll was corrected from 12 people to 9 people.", 0, "12 people", "9 people"),
        ("Korban tewas dua orang, bukan tiga seperti diumumkan.", 0, "tiga orang", "dua orang"),
        ("Acara itu digelar pada 21 Mei, bukan 12 Mei.", 0, "12 Mei", "21 Mei"),
        ("Kami menulis 510 rumah di 3 desa. Yang benar 150 rumah di 3 desa.", 1, "510 rumah", "150 rumah"),
        ("Kami menulis 510 rumah, padahal 150 rumah.", 0, "510 rumah", "150 rumah"),
        ("An earlier version misstated the number as 510; it was 150.", 0, "510", "150"),
        ("Tertulis Rp 5 miliar, seharusnya Rp 5 juta.", 0, "Rp 5 miliar", "Rp 5 juta"),
        (
            "Kami menulis nama Camat Lembah Ria sebagai Nining Hartati. "
            "Nama camat yang benar adalah Nining Hastuti.",
            *(1, "Nining Hartati", "Nining Hastuti"),
        ),
        ("Berita kami menyebut 510 rumah. Rumah yang terendam 150 rumah.", 1, "510 rumah", "150 rumah"),
        ("Yang terendam 150 rumah. Sebelumnya tertulis 510 rumah.", 0, "510 rumah", "150 rumah"),
    ],
)
def test_right_value_is_paired_with_the_wrong_one(text: str, position: int, wrong: str, right: str) -> None:
    assert read(text) == ((position,), (wrong,), (right,))


def test_right_value_stands_alone_if_the_wrong_one_is_not_told() -> None:
    assert read("Air naik. Angka yang benar adalah 150 rumah.") == ((1,), (), ("150 rumah",))


def test_name_is_not_paired_with_another_name_that_shares_no_word() -> None:
    text = "Kami menulis nama camat sebagai Budi Raharja di Mayapura. Nama yang benar adalah Nining Hastuti."
    assert read(text) == ((1,), (), ("Nining Hastuti",))


def test_sentence_with_the_wrong_value_corrects_if_no_right_one_is_told() -> None:
    assert read("Berita kami menyebut 510 rumah. Redaksi mohon maaf.") == ((0,), ("510 rumah",), ())


def test_two_values_are_taken_back_one_by_one() -> None:
    text = (
        "Sebelumnya tertulis 510 rumah dan 3 orang tewas. Yang benar adalah 150 rumah. Yang benar adalah "
        "2 orang tewas."
    )
    assert withdrawn_values(article("Ralat", text)) == WithdrawnValues(
        (
            CorrectingSentence(1, ("510 rumah",), ("150 rumah",)),
            CorrectingSentence(2, ("3 orang",), ("2 orang",)),
        )
    )


def test_value_that_only_the_title_corrects_is_quoted_from_the_text() -> None:
    title = "Ralat: Korban Tewas 2 Orang, Bukan 3 Orang"
    assert read("Air naik. Banjir menewaskan 2 orang.", title) == ((1,), ("3 Orang",), ("2 Orang",))
    assert read("Air naik.", title)[0] == (0,)


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "Jumlahnya 150. Kami mohon maaf.",
        "Ini bukan kali pertama banjir terjadi.",
        "Kami selalu menyajikan berita yang benar kepada pembaca Kabar Lembah Ria.",
        "Kami menulis berita itu dengan tergesa-gesa.",
        f"{NEWS} {NEWS} {NEWS} Dua orang selamat, bukan tiga orang.",
    ],
)
def test_nothing_is_taken_back_without_a_word_that_says_so(text: str) -> None:
    assert withdrawn_values(article("Ralat", text)).sentences == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.erratum[0])
def test_wrong_value_of_each_case_is_in_the_corrected_article(case: Case) -> None:
    told = withdrawn_values(article(*case.erratum))
    has_right = case.erratum[0].startswith("Ralat Jumlah Pendaftar")
    assert bool(told.positions) != has_right
    assert bool(told.wrong) != has_right


@pytest.mark.parametrize(
    "part",
    [
        "ralat: ",
        "kami keliru ",
        "kami ",
        "angka a b c ",
        "the correct a ",
        " ",
        '"',
        "510 bukan ",
        "Rp ",
        "1.",
    ],
)
def test_hostile_text_is_read_in_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    begin = time.process_time()
    is_erratum(text, text)
    withdrawn_values(article(text[:100], text))
    assert time.process_time() - begin < 20
