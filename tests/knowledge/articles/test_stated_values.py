"""Tests of the numbers and dates that a text states, and of finding the same value in another text."""

from __future__ import annotations

import pytest

from knowledge.articles.stated_values import name_value, states, values_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sebanyak 1.500 rumah terendam.", ["1.500 rumah"]),
        ("Kerugiannya Rp 9,5 miliar.", ["Rp 9,5 miliar"]),
        ("It costs US$5 million.", ["US$5 million"]),
        ("Naik 5% lalu 6 persen.", ["5%", "6 persen"]),
        ("Seorang tewas dan dua puluh lima orang luka.", ["Seorang", "dua puluh lima orang"]),
        ("Festival digelar 17 Agustus 2026 dan May 5.", ["17 Agustus 2026", "May 5"]),
        ("Pada Senin, 20/11/2026, atau 2026-11-21.", ["Senin", "20/11/2026", "2026-11-21"]),
        ("Bukan 510 melainkan 150.", ["510", "150"]),
        ("Salah satu warga, juara ke-3, COVID-19, kedua kapal.", []),
        ("Dua minggu kemudian.", ["Dua minggu"]),
    ],
)
def test_numbers_and_dates_are_found_with_what_they_count(text: str, values: list[str]) -> None:
    found = values_in(text)
    assert [value.text for value in found] == values
    assert [text[value.start : value.end] for value in found] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sebanyak 510 rumah terendam.", "510"),
        ("Sebanyak 1,500 houses.", "1.500 rumah"),
        ("Tiga warga tewas.", "3 orang"),
        ("Three people died.", "tiga orang"),
        ("Jalan itu panjangnya 3 km.", "3 kilometer"),
        ("It cost $5 million.", "5 million dollars"),
        ("Naik 5%.", "5 persen"),
        ("Dibuka 3 Mei.", "3 Mei 2026"),
        ("Dibuka 3/5/2026.", "3 Mei"),
        ("Opened on May 3, 2026.", "2026-05-03"),
        ("Dibuka Senin malam.", "Senin"),
        ("Camat Nining Hastuti datang.", "Nining Hastuti"),
        ("Ia bersekolah di SMA 3 Lembah Ria.", "SMA 3 Lembah Ria"),
    ],
)
def test_value_is_found_in_another_form(text: str, value: str) -> None:
    assert states(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sebanyak 1.510 rumah terendam.", "510 rumah"),
        ("Dua puluh lima orang tewas.", "5 orang"),
        ("Jalan itu panjangnya 3 km.", "3 orang"),
        ("Rp 3 juta.", "3 orang"),
        ("Dibuka 3 Mei.", "3 orang"),
        ("Dibuka 3 Mei.", "4 Mei"),
        ("Dibuka 3 Mei 2025.", "3 Mei 2026"),
        ("Dua minggu kemudian.", "Minggu"),
        ("Camat Nining Hartati datang.", "Nining Hastuti"),
        ("", "Nining"),
        ("Air naik.", ""),
    ],
)
def test_another_value_is_not_found(text: str, value: str) -> None:
    assert not states(text, value)


def test_name_is_a_value_with_its_place() -> None:
    name = name_value("Camat Nining Hastuti.", 6, 20)
    assert (name.kind, name.text, name.noun) == ("name", "Nining Hastuti", "")
