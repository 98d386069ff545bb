"""Tests of cleaning text, and of reducing Markdown to plain text."""

from __future__ import annotations

from datetime import date

from knowledge.articles.reading import read
from knowledge.models import ArticleText
from knowledge.ports import RawDocument
from knowledge.ports.sources import TextForm

DAY = date(2022, 4, 22)


def typed(text: str, *, form: TextForm = "plain") -> ArticleText:
    return read(RawDocument(text, form, "berita.txt"))


def test_markdown_is_reduced_to_plain_text() -> None:
    markdown = (
        "Contoh.com - 22/04/2022\n\n# Pasar *Melati* dibuka\n\nHarga **beras** [naik](https://contoh.id) "
        "&amp; `turun`.\n"
        "Baris <b>dua</b>. ![kios](a.png)\n\n- satu\n- dua\n\n3. tiga\n4. empat\n\n"
        "| Kota | Harga |\n|---|---|\n"
        "| Baru | 10 |\n\n```\nkode *x*\n```\n\n<div>Kotak <i>miring</i></div>\n\n"
        "<script>alert(1)</script>\n\n"
        "## Bagian dua\n\n> Kutipan.\n"
    )
    article = typed(markdown, form="markdown")
    assert (article.title, article.published_on, article.publisher) == (
        "Pasar Melati dibuka",
        DAY,
        "Contoh.com",
    )
    assert article.text == (
        "Harga beras naik & turun.\nBaris dua. kios\n\nsatu\ndua\n\n3. tiga\n4. empat\n\n"
        "Kota: Baru; Harga: 10\n\n"
        "kode *x*\n\nKotak miring\n\nBagian dua\n\nKutipan."
    )


def test_long_markdown_paragraph_keeps_every_word() -> None:
    words = " ".join(f"kata{i}" for i in range(2_000)) + " **akhir**."
    assert typed(words, form="markdown").text == words.replace("*", "")
    assert typed("a" * 5_000 + "*", form="markdown").text == "a" * 5_000 + "*"


def test_markdown_of_nothing_but_marks_is_kept_as_it_stands() -> None:
    assert typed("Pasar. " + "[" * 5_000, form="markdown").text.startswith("Pasar. [[[")


def test_invisible_characters_and_untidy_space_are_removed() -> None:
    article = typed(
        "\ufeffPa\u200bsar \u202edibuka\u0007.  \r\n\r\n\r\n\r\n\r\nCafe\u0301 penuh\u2028Ramai\t.\r\n"
    )
    assert article.text == "Pasar dibuka.\n\nCafé penuh\nRamai\t."


def test_joiners_stay_within_scripts_that_need_them() -> None:
    assert typed("Kata می\u200cخواهم dan Ja\u200dkarta.").text == "Kata می\u200cخواهم dan Jakarta."
