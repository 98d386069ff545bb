from __future__ import annotations

import pytest

from knowledge.text.gazetteer import plain
from knowledge.verification import units
from tests.knowledge.verification.cases import named


def test_table_maps_each_word_of_a_line_to_the_first() -> None:
    assert units._units("\nidr rp idr\nusd $\n") == {"rp": "idr", "idr": "idr", "$": "usd"}


@pytest.mark.parametrize("table", [units.BEFORE, units.AFTER], ids=["before", "after"])
def test_words_of_the_tables_are_folded(table: dict[str, str]) -> None:
    assert [word for word in table if word != plain(word)] == []


@pytest.mark.parametrize(
    "words",
    [
        units.PERCENT_WORDS,
        units.ORDINAL_ENDINGS,
        units.RANKING,
        units.AGES,
        units.JOINTS,
        units.NATIONS,
        frozenset(units.LETTER_SCALES),
        frozenset(units.INDONESIAN_LETTER_SCALES),
    ],
)
def test_words_of_the_sets_are_folded(words: frozenset[str]) -> None:
    assert [word for word in words if word != plain(word)] == []


@named(
    "unit, before, after",
    {
        "rupiah": ("idr", "rp idr rupiah", "rupiah rp"),
        "US dollar": ("usd", "usd $ us$", "dolar dollar dollars usd $"),
        "euro": ("eur", "€ euro eur", "euro euros €"),
        "pound": ("gbp", "£ gbp", "pound pounds poundsterling £"),
        "yen": ("jpy", "¥ jpy", "yen"),
        "yuan": ("cny", "", "yuan renminbi"),
        "ringgit": ("myr", "rm", "ringgit"),
        "Singapore dollar": ("sgd", "s$", ""),
        "Australian dollar": ("aud", "a$", ""),
        "won": ("krw", "", "won"),
        "baht": ("thb", "", "baht"),
        "riyal": ("sar", "", "riyal"),
        "rupee": ("inr", "", "rupee rupees"),
        "cent": ("cent", "", "sen cent cents"),
        "people": ("people", "", "orang people person persons jiwa"),
        "year": ("year", "", "tahun thn th year years yr"),
        "month": ("month", "", "bulan bln month months"),
        "week": ("week", "", "minggu pekan week weeks"),
        "day": ("day", "", "hari day days"),
        "hour": ("hour", "", "jam hour hours hr hrs"),
        "minute": ("minute", "", "menit minute minutes min mins"),
        "second": ("second", "", "detik seconds sec secs"),
        "century": ("century", "", "abad century centuries"),
        "decade": ("decade", "", "dekade dasawarsa decade decades"),
        "kilometre": ("km", "", "km kilometer kilometers kilometre kilometres"),
        "metre": ("m", "", "meter meters metre metres m kubik cubic"),
        "centimetre": ("cm", "", "cm sentimeter centimeter centimeters centimetre centimetres"),
        "millimetre": ("mm", "", "mm milimeter millimeters"),
        "mile": ("mile", "", "mil mile miles"),
        "foot": ("foot", "", "kaki feet ft"),
        "kilogram": ("kg", "", "kg kilogram kilograms kilo"),
        "gram": ("g", "", "gram grams gr"),
        "ton": ("ton", "", "ton tons tonne tonnes"),
        "litre": ("litre", "", "liter litre litres liters"),
        "hectare": ("hectare", "", "hektar hektare hectare hectares ha"),
        "degree": ("degree", "", "derajat degree degrees °"),
        "times": ("times", "", "kali times"),
        "set": ("set", "", "set sets"),
    },
)
def test_each_unit_has_its_words_in_both_languages(unit: str, before: str, after: str) -> None:
    assert {word for word, of in units.BEFORE.items() if of == unit} == set(before.split())
    assert {word for word, of in units.AFTER.items() if of == unit} == set(after.split())


def test_money_is_every_currency_of_the_tables() -> None:
    assert set(units.BEFORE.values()) <= units.MONEY
    assert {
        "idr", "usd", "eur", "gbp", "jpy", "cny", "myr", "sgd", "aud", "krw", "thb", "sar", "inr", "cent",
    } == units.MONEY  # fmt: skip


def test_measures_are_neither_money_nor_things_that_are_counted() -> None:
    assert units.MEASURES.isdisjoint(units.MONEY | {units.PEOPLE, "times", "set"})
    assert {"year", "km", "degree", "hectare"} <= units.MEASURES


def test_an_enumeration_passes_no_currency_on_but_a_range_does() -> None:
    assert {"and", "atau", "dan", "or", "s"} == units.ADDING
    assert {"-", "–", "—", "/", "hingga", "ke", "menjadi", "sampai", "to"} == units.JOINTS - units.ADDING


def test_letter_m_is_a_billion_of_rupiah_and_a_million_of_dollars() -> None:
    assert units.INDONESIAN_LETTER_SCALES == {"m": 10**9, "t": 10**12, "jt": 10**6, "rb": 10**3}
    assert units.LETTER_SCALES == {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
