"""Tests of recognising two reports of one event that give different numbers."""

from __future__ import annotations

import time
from datetime import date

import pytest

from knowledge.answering.differing import differ_in_number, differing, newest_first
from knowledge.models import Citation, CitedStatement

FIRST = ("Banjir Rendam Kampung Sawo", "Sebanyak 510 rumah terendam sejak Senin malam.", date(2026, 11, 2))
SECOND = ("Kampung Sawo Masih Banjir", "Banjir merendam 480 rumah.", date(2026, 11, 4))


def say(title: str, sentence: str, day: date | None = None, *, article_id: str = "") -> CitedStatement:
    citation = Citation(7, article_id or title, None, title, day, None, None, sentence, 0, len(sentence))
    return CitedStatement(sentence, (citation,))


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Sebanyak 510 rumah terendam.", "Banjir merendam 480 rumah."),
        ("Longsor menewaskan 3 orang.", "Sebanyak 5 orang tewas dalam longsor itu."),
        ("Tiga orang dilaporkan tewas.", "Korban tewas berjumlah dua orang."),
        ("The fire killed five people.", "Three people died."),
        ("Flooding damaged 40 homes.", "In all, 60 homes were damaged."),
        ("Polisi menangkap 4 pelaku.", "Sebanyak 6 pelaku ditangkap."),
        ("Tercatat 1.240 warga mengungsi.", "Kini 1.874 orang mengungsi."),
        ("Tiga orang tewas dan 5 orang luka.", "Dua orang luka."),
        ("Sebanyak 510 rumah terendam di Lembah Ria.", "Di Lembah Ria 480 rumah terendam."),
    ],
)
def test_different_numbers_of_the_same_thing_differ(sentence: str, other: str) -> None:
    assert differ_in_number(sentence, other)
    assert differ_in_number(other, sentence)


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("", ""),
        ("Sebanyak 510 rumah terendam.", "Lima ratus sepuluh rumah terendam."),
        ("Longsor menewaskan 3 orang.", "Longsor melukai 5 orang."),
        ("Sebanyak 510 rumah terendam.", "Sebanyak 480 rumah rusak."),
        ("Sebanyak 510 rumah terendam.", "Sebanyak 12 sekolah terendam."),
        ("Gedung itu dibangun pada 2019.", "Gedung itu dibangun pada 2021."),
        ("Gedung itu dibuka pada 3 Mei.", "Gedung itu dibuka pada 5 Mei."),
        ("Api padam pukul 10.30.", "Api padam pukul 11.15."),
        ("Ia menjadi juara ketiga.", "Ia menjadi juara kedua."),
        ("Tim itu di peringkat 3.", "Tim itu di peringkat 5."),
        ("Kerugiannya Rp 5 miliar.", "Kerugiannya Rp 7 miliar."),
        ("Jalan rusak sepanjang 3 km.", "Jalan rusak sepanjang 5 km."),
        ("Ratusan rumah terendam.", "Sebanyak 510 rumah terendam."),
        ("Sekitar 500 rumah terendam.", "Sebanyak 510 rumah terendam."),
        ("Lebih dari 100 rumah terendam.", "Sebanyak 510 rumah terendam."),
        ("Tiga orang tewas di lokasi, dua orang tewas di jalan.", "Tiga orang tewas."),
        ("Tiga orang tewas dan 5 orang luka.", "Lima orang luka."),
        ("Sebanyak 510 rumah terendam di Lembah Ria.", "Sebanyak 480 rumah terendam di Sukamaju."),
        ("Hingga Senin 1.240 warga mengungsi.", "Hingga Kamis 1.874 warga mengungsi."),
        ("Sebanyak 510 rumah.", "Sebanyak 480 rumah."),
    ],
)
def test_other_numbers_do_not_differ(sentence: str, other: str) -> None:
    assert not differ_in_number(sentence, other)
    assert not differ_in_number(other, sentence)


def test_two_reports_of_one_event_differ() -> None:
    assert differing([say(*FIRST), say(*SECOND)])
    assert differing([say(*FIRST[:2]), say(*SECOND)])


@pytest.mark.parametrize(
    "other",
    [
        say(*SECOND, article_id=FIRST[0]),
        say("Kampung Sawo Masih Banjir", SECOND[1], date(2026, 11, 17)),
        say("Kebakaran Hutan Meluas", "Hujan dan angin merendam 480 rumah petani jagung."),
        say("Ralat: Banjir Kampung Sawo", SECOND[1], SECOND[2]),
        say("Banjir Kampung Sawo", "Angka yang benar adalah 480 rumah terendam.", SECOND[2]),
        say("", ""),
    ],
)
def test_same_article_another_event_and_an_erratum_do_not_differ(other: CitedStatement) -> None:
    assert not differing([say(*FIRST), other])


def test_statements_are_ordered_by_day_with_undated_ones_last() -> None:
    undated = say("Banjir", "Air surut.")
    later = say("Kampung Sawo Pulih", "Warga pulang.", SECOND[2])

    ordered = newest_first([undated, say(*FIRST), say(*SECOND), later])

    assert [each.text for each in ordered] == [SECOND[1], later.text, FIRST[1], undated.text]
    assert [each.citations[0].label for each in ordered] == [1, 2, 3, 4]


@pytest.mark.parametrize("part", ["5 orang tewas ", "5 ", "dua puluh ", "rumah "])
def test_long_sentences_are_compared_quickly(part: str) -> None:
    text = part * (200_000 // len(part))
    begin = time.process_time()
    differ_in_number(text, text)
    assert time.process_time() - begin < 5
