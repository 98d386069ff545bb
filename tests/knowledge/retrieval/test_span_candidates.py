from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.span_candidates import candidates


def _found(sentence: str) -> list[tuple[str, str]]:
    return [(sentence[span.start : span.end], span.type) for span in candidates(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("biaya itu mencapai Rp 48,6 miliar lebih", [("Rp 48,6 miliar", "money")]),
        ("harganya Rp 2.500.", [("Rp 2.500", "money")]),
        ("harganya turun ke 70 dolar AS.", [("70 dolar AS", "money")]),
        ("produksi naik 12,5 persen.", [("12,5 persen", "share")]),
        ("produksi naik 12%.", [("12%", "share")]),
        ("dibuka pada Senin (3/3/2025) pagi", [("Senin (3/3/2025)", "date")]),
        ("mereka tiba Sabtu (7/5 lalu", [("7/5", "date")]),
        ("pada Sabtu (7-5) dan 12-5-2021", [("Sabtu (7-5)", "date"), ("12-5-2021", "date")]),
        ("digelar Sabtu, 27-28 Mei 2017", [("Sabtu, 27-28 Mei 2017", "date")]),
        ("menang 3-2 atas tamunya", [("3-2", "number")]),
        ("bermain 1-1 melawan tamunya", [("1-1", "number")]),
        ("dihadiri 1.000-1.500 orang", [("1.000-1.500 orang", "number")]),
        ("keduanya bertemu 20 April 2022.", [("20 April 2022", "date")]),
        ("it opened on March 3, 2025.", [("March 3, 2025", "date")]),
        ("sejak Mei 1998 pasar itu tutup", [("Mei 1998", "date")]),
        ("mulai pukul 07.30 WIB di aula", [("pukul 07.30 WIB", "time")]),
        ("the doors open at 7.30 pm", [("7.30 pm", "time")]),
        ("berdiri sejak 1974 dan", [("1974", "year")]),
        ("musim 2021-2022 usai", [("2021-2022", "year")]),
        ("negara itu berada di urutan 110 dunia", [("urutan 110", "ordinal")]),
        ("disaksikan 31.450 penonton", [("31.450 penonton", "number")]),
        ("destroyed 57 of its 310 stalls", [("57 of its 310 stalls", "number")]),
        ("57 dari 310 kios terbakar", [("57 dari 310 kios", "number")]),
        ("57 of them left", [("57", "number")]),
        ("hampir 5.000 ton air", [("5.000 ton", "number")]),
        ("ada dua puluh lima rumah", [("dua puluh lima rumah", "number")]),
        ("jumlahnya 412 dan terus naik", [("412", "number")]),
        ("nomor 95/PMK/02 berlaku", []),
        ("lagu “Senja di Muara” diputar", [("Senja di Muara", "title")]),
        ("kata “senja” diputar", []),
        ("pasar itu dibuka lagi", []),
        ("", []),
    ],
)
def test_numbers_dates_and_titles_are_found_whole(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert _found(sentence) == expected


def test_a_date_is_not_also_a_number_and_names_have_their_kind() -> None:
    assert _found("Pada 7 Mei 2021 Menteri Damar Wicaksana tiba di Pulau Wetara.") == [
        ("7 Mei 2021", "date"),
        ("Damar Wicaksana", "person"),
        ("Pulau Wetara", "place"),
    ]


def test_long_name_is_no_candidate() -> None:
    assert _found("di " + " ".join(["Wetara"] * 20)) == []


def test_endless_sentence_has_no_candidates() -> None:
    assert _found("nilai 12.5 naik " * 60) != []
    assert _found("nilai 12.5 naik " * 70) == []


@given(st.text(alphabet="Rp 1234.,()/-%“”\"abAB'\n", max_size=80))
def test_candidates_are_in_order_without_overlaps_inside_the_sentence(sentence: str) -> None:
    found = candidates(sentence)
    offsets = [0, *(offset for span in found for offset in (span.start, span.end)), len(sentence)]
    assert offsets == sorted(offsets)
    assert all(span.start < span.end for span in found)
