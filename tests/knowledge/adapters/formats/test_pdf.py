"""Tests of PDF documents: paragraphs made of lines, and documents that are refused."""

from __future__ import annotations

import io

import pytest

from knowledge.errors import UnreadableArticle
from tests.knowledge.adapters.formats.made_documents import NEWS, page, pdf, read_file


def test_pdf_gives_title_and_paragraphs_with_words_and_sentences_joined() -> None:
    document = pdf(
        [
            [
                (70, 800, 9, "Warta Muarasenja 6 Mei 2024"),
                (70, 760, 20, "Pasar Melati"),
                (70, 736, 20, "dibuka lagi"),
                *page(
                    "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diper-",
                    "baiki. Anak-",
                    "anak menari di depan gerbang, dan pedagang se-",
                    "Muarasenja hadir.",
                    "",
                    "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah",
                    top=700,
                ),
                (290, 30, 9, "1"),
            ],
            [
                (70, 800, 9, "Warta Muarasenja 6 Mei 2024"),
                *page("menempati kios yang baru."),
                (290, 30, 9, "2"),
            ],
        ]
    )

    article = read_file(document, "pasar.pdf")

    assert article.title == "Pasar Melati dibuka lagi"
    assert article.text == (
        "Pasar Melati di Muarasenja dibuka lagi pada Senin pagi setelah enam bulan diperbaiki. "
        "Anak-anak menari di depan gerbang, dan pedagang se-Muarasenja hadir.\n\n"
        "Wali kota Ratna Suryani mengatakan bahwa 240 pedagang sudah menempati kios yang baru."
    )


def test_scanned_pdf_is_refused_with_the_reason() -> None:
    with pytest.raises(UnreadableArticle, match="pictures of pages but hardly any text"):
        read_file(pdf([[], []]), "pindai.pdf")


def test_encrypted_pdf_is_refused_with_the_reason() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([page(*NEWS)]))))
    writer.encrypt("rahasia", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(UnreadableArticle, match=r"^rahasia.pdf is protected by a password"):
        read_file(out.getvalue(), "rahasia.pdf")


def test_pdf_of_too_many_pages_is_refused() -> None:
    with pytest.raises(UnreadableArticle, match="has 101 pages"):
        read_file(pdf([page(*NEWS)] * 101), "buku.pdf")
