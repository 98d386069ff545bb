"""Tests of which sentences of an article are the items of a list, and of what introduces them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.models import Article
from knowledge.retrieval.list_items import find_lists, introduced_by, item_at, starts_line
from tests.knowledge.split_articles import split_article

BOATS = """Kami menumpang belasan kapal. Inilah tiga yang terbaik.

1. Perahu Lurik - Dermaga Utara. Kursinya empuk.
2. Perahu Senja - Dermaga Kapur. Tiketnya Rp 9.000. Berangkat setiap jam.
3. Perahu Lentera - Dermaga Bakau. Hanya berlayar pada hari Minggu.
Penumpang diminta datang lebih awal."""


def heads(text: str) -> list[list[str]]:
    article = split_article(text)
    return [[article.sentences[item.head].text for item in each.items] for each in find_lists(article)]


def introduced(text: str, introduction: str, *, is_list_asked: bool = False) -> list[str]:
    article = split_article(text)
    [position] = [at for at, each in enumerate(article.sentences) if introduction in each.text]
    items = introduced_by(article, find_lists(article), position, is_list_asked=is_list_asked)
    return [article.sentences[item.head].text for item in items]


def sentences_of_item(article: Article, number: int) -> list[str]:
    [found] = find_lists(article)
    item = found.items[number - 1]
    return [each.text for each in article.sentences[item.head : item.end]]


def test_first_sentence_and_sentence_after_a_line_end_start_a_line() -> None:
    article = split_article("Satu. Dua.\nTiga.")
    assert [starts_line(article, at) for at in range(3)] == [True, False, True]


def test_item_has_all_sentences_up_to_the_next_number() -> None:
    article = split_article(BOATS)
    assert sentences_of_item(article, 2) == [
        "2. Perahu Senja - Dermaga Kapur.",
        "Tiketnya Rp 9.000.",
        "Berangkat setiap jam.",
    ]


def test_last_item_does_not_take_the_line_below_the_list() -> None:
    article = split_article(BOATS)
    assert sentences_of_item(article, 3) == [
        "3. Perahu Lentera - Dermaga Bakau.",
        "Hanya berlayar pada hari Minggu.",
    ]


def test_item_of_several_paragraphs_reaches_to_the_next_number() -> None:
    text = "1. Lurik\n\nKapal ini baru. Kursinya empuk.\n\n2. Senja\n\nKapal ini tua.\n\nTiket dijual."
    article = split_article(text)
    assert sentences_of_item(article, 1) == ["1. Lurik", "Kapal ini baru.", "Kursinya empuk."]
    assert sentences_of_item(article, 2) == ["2. Senja", "Kapal ini tua."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3. Lurik\n2. Senja\n1. Lentera", [["3. Lurik", "2. Senja", "1. Lentera"]]),
        ("a. Lurik\nb. Senja", [["a. Lurik", "b. Senja"]]),
        ("• Lurik. Empuk.\n• Senja", [["• Lurik.", "• Senja"]]),
        ("✅ Lurik\n✅ Senja", [["✅ Lurik", "✅ Senja"]]),
        ("Karang: hujan.\nTirta: cerah.", [["Karang: hujan.", "Tirta: cerah."]]),
        ("Lurik - Dermaga Utara. Empuk.\nSenja - Dermaga Kapur. Murah.", [
            ["Lurik - Dermaga Utara.", "Senja - Dermaga Kapur."]
        ]),
        ("Hasil rapat.\n\nUpah naik\n\nLibur tetap\n\nKlinik baru\n\nRapat usai.", [
            ["Upah naik", "Libur tetap", "Klinik baru"]
        ]),
        ("1. Lurik\n\nKapal lain berangkat.\n\n7. Senja", []),
        ("Rapat usai.\n\nPenulis: Sekar\nEditor: Bayu", []),
        ("Rapat usai.\n\nBaca juga: Kapal baru\nBaca juga: Kapal tua", []),
        ("Bayu: Kami siap.\n\nSekar: Kami juga.\n\nBayu: Besok.\n\nSekar: Ya.", []),
        ("Ia datang.\nIa pulang.", []),
        ("Dermaga: Utara; Kapal: 4\nDermaga: Kapur; Kapal: 9", [
            ["Dermaga: Utara; Kapal: 4", "Dermaga: Kapur; Kapal: 9"]
        ]),
        ("Inilah dua yang terbaik.\n\nKapal Lurik\n\nBaru. Empuk.\n\nKapal Senja\n\nTua. Murah.", [
            ["Kapal Lurik", "Kapal Senja"]
        ]),
        ("Rapat usai.\n\nKorban\n\nAda dua orang.\n\nPenyebab\n\nApi kecil.", []),
        ("Kapal Lurik\n\nBaru. Empuk.\n\nKapal Senja\n\nTua. Murah.", []),
    ],
)  # fmt: skip
def test_lists_of_a_text(text: str, expected: list[list[str]]) -> None:
    assert heads(text) == expected


def test_title_may_tell_the_number_of_headings() -> None:
    text = "Kami berlayar.\n\nKapal Lurik\n\nBaru. Empuk.\n\nKapal Senja\n\nTua. Murah."
    article = replace(split_article(text), title="2 Kapal Terbaik")

    assert sentences_of_item(article, 1) == ["Kapal Lurik", "Baru.", "Empuk."]
    assert sentences_of_item(article, 2) == ["Kapal Senja", "Tua.", "Murah."]


def test_paragraph_with_a_dateline_is_no_item_of_the_list_below_it() -> None:
    text = "KARANG - Buruh mengajukan tiga tuntutan.\n\nUpah naik\n\nLibur tetap\n\nKlinik baru"
    assert heads(text) == [["Upah naik", "Libur tetap", "Klinik baru"]]


def test_sentence_in_two_lists_belongs_to_the_inner_item() -> None:
    article = split_article("1. Lurik\na. Empuk.\nb. Murah.\n2. Senja\nc. Tua.")
    found = find_lists(article)
    place = item_at(found, 1)
    assert place is not None
    assert (place[1].head, place[1].end) == (1, 2)
    assert item_at(found[:0], 1) is None


@pytest.mark.parametrize(
    "introduction",
    [
        "Serikat menyampaikan hal itu:",
        "Serikat mengajukan tiga tuntutan kepada pengelola.",
        "Serikat mengajukan 3 tuntutan kepada pengelola.",
        "Serikat mengajukan sejumlah tuntutan.",
        "Tuntutan serikat antara lain sebagai berikut.",
        "The union makes the following demands.",
    ],
)
def test_colon_number_or_announcement_introduces_a_list(introduction: str) -> None:
    text = f"{introduction}\n\nUpah naik\n\nLibur tetap\n\nKlinik baru\n\nPengelola belum menjawab."
    assert introduced(text, introduction) == ["Upah naik", "Libur tetap", "Klinik baru"]


def test_any_sentence_before_a_list_introduces_it_if_the_question_asks_for_one() -> None:
    text = "Serikat bertemu pengelola.\n\nUpah naik\n\nLibur tetap"
    assert introduced(text, "bertemu") == []
    assert introduced(text, "bertemu", is_list_asked=True) == ["Upah naik", "Libur tetap"]


def test_series_does_not_introduce_the_list_after_it() -> None:
    text = "Rapat dihadiri Sekar, Bayu, dan Damar.\n\n1. Pembukaan\n2. Laporan"
    assert introduced(text, "dihadiri", is_list_asked=True) == []


def test_heading_introduces_numbered_lines() -> None:
    assert introduced("Para pemenang\n1. Sekar\n2. Bayu", "pemenang") == ["1. Sekar", "2. Bayu"]


def test_item_does_not_introduce_the_next_list() -> None:
    text = "1. Lurik dan dua kapal lain\n2. Ada dua kapal baru\n\nJadwal baru\n\nHarga baru\n\nKapal tiba."
    assert introduced(text, "2. Ada", is_list_asked=True) == []


def test_items_that_are_sentences_follow_a_colon() -> None:
    text = "Tuntutan mereka:\nUpah naik 12 persen.\nSif malam lebih pendek.\n\nPengelola belum menjawab."
    assert introduced(text, "Tuntutan") == ["Upah naik 12 persen.", "Sif malam lebih pendek."]
    loose = "Dua tuntutan mereka:\n\nUpah naik 12 persen.\n\nSif malam lebih pendek.\n\nPengelola diam."
    assert introduced(loose, "Dua") == ["Upah naik 12 persen.", "Sif malam lebih pendek."]
    assert introduced("Ia berkata:\n\nKami siap.\n\nRapat usai.", "berkata") == []


def test_lines_beyond_the_number_that_is_said_are_left_out() -> None:
    text = "Ada dua tuntutan.\n\nUpah naik\n\nKlinik baru\n\nTanggapan pengelola\n\nPengelola belum menjawab."
    assert introduced(text, "Ada dua") == ["Upah naik", "Klinik baru"]
