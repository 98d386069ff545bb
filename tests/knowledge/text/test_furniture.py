"""Tests of lines that are no part of an article, and of sentences that only begin like them."""

from __future__ import annotations

import pytest

from knowledge.text.furniture import is_furniture, is_link_label


@pytest.mark.parametrize(
    "line",
    [
        "BACA JUGA: Tunjangan Camat Dipotong",
        "Baca Juga Tunjangan Camat Dipotong",
        "(Baca: Tunjangan Camat Dipotong)",
        "👉 Simak juga: Tunjangan Camat Dipotong",
        "Simak Video: Banjir Rawajaya",
        "Artikel terkait – Banjir Rawajaya",
        "Related: Mayor's allowance cut",
        "READ ALSO: Mayor's allowance cut",
        "Read more: Mayor's allowance cut",
        "Ikuti saluran WhatsApp kami untuk kabar tercepat.",
        "Dapatkan update berita pilihan setiap hari di grup Telegram Rawajaya.",
        "Unduh aplikasi Rawajaya.com di ponsel Anda.",
        "Jangan lupa ikuti kami di Instagram dan YouTube.",
        "Sign up for our newsletter to get the day's top stories.",
        "Follow us on Facebook and Twitter.",
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "[Gambas:Video 20detik]",
        "Lihat postingan ini di Instagram",
        "Air surut lagi pic.twitter.com/aBc12",
        "Artikel ini telah tayang di Rawajaya.com dengan judul Banjir",
        "Copyright © RAWA 2026",
        "(gal/lin)",
        "Penulis: Lintang Ayu. Editor: Sekar Damar",
        "Editor: sekar damar",
        "(Foto: Rawa/Sekar)",
        "Sumber: BPS, 2026",
        "Photo by Sekar Damar",
        "Oleh Lintang Ayu",
    ],
)
def test_line_that_is_no_part_of_the_article_is_recognised(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Baca puisi adalah hobinya.",
        "Simak penjelasan camat: tunjangan tidak dipotong.",
        "Related industries lost jobs.",
        "Read the bill, he said.",
        "Ikuti terus langkah polisi, kata camat.",
        "Unduh aplikasi BPJS Kesehatan di telepon.",
        "Bagikan masker kepada warga, pesan camat.",
        "Share of votes: 37.8 percent",
        "Iklan rokok dilarang di stadion.",
        "Komentar camat ditunggu.",
        "Foto: Warga mengantre air bersih di Rawajaya, Senin.",
        "Sumber: polisi menyebut dua orang tewas.",
        "Editor: Mengapa Anda menulis buku ini?",
        "Oleh karena itu Camat Rini mundur.",
        "By Thursday the river had risen.",
        "Laporan Keuangan Bank Rawa: laba naik",
        "Baca juga: " + "kata " * 80,
    ],
)
def test_sentence_that_begins_like_one_is_kept(line: str) -> None:
    assert not is_furniture(line)


def test_label_of_links_has_no_link_of_its_own() -> None:
    assert [is_link_label(line) for line in ("Baca Juga:", "TERKAIT", "Related articles")] == [True] * 3
    assert not is_link_label("Baca juga: Tunjangan Camat")
    assert not is_link_label("Rekomendasi: jembatan ditutup")
