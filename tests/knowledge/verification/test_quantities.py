from __future__ import annotations

from fractions import Fraction

import pytest

from knowledge.verification.quantities import Quantity, compatible, quantities, same
from knowledge.verification.words import tokens
from tests.knowledge.verification.cases import Pairs, each_pair, named

SAME_NUMBERS: Pairs = {
    "juta and digits": ("Bantuan itu Rp1.500.000.000.", "Bantuan itu Rp1,5 miliar."),
    "billion and miliar": ("The aid is worth 1.5 billion rupiah.", "Bantuan itu bernilai Rp1,5 miliar."),
    "words and digits": ("Sebanyak 25 warga mengungsi.", "Sebanyak dua puluh lima warga mengungsi."),
    "English words and digits": ("Twenty-five residents fled.", "Sebanyak 25 warga mengungsi."),
    "comma and full stop between thousands": ("Merak mengirim 1.500 dosis.", "Merak mengirim 1,500 dosis."),
    "persen and its sign": ("Harga naik 2,7 persen.", "Harga naik 2,7%."),
    "per cent and persen": ("Prices rose by forty per cent.", "Harga naik 40 persen."),
    "seperempat and 1/4": ("Seperempat warga pindah.", "Sebanyak 1/4 warga pindah."),
    "ketiga and ke-3": ("Ia menjadi juara ketiga.", "Ia menjadi juara ke-3."),
    "third place and rank 3": ("She finished in third place.", "Ia menempati peringkat 3."),
    "range of amounts": (
        "Tarif naik dari Rp25 ribu menjadi Rp40 ribu.",
        "Tarif naik dari Rp 25.000 ke Rp 40.000.",
    ),
    "thousands and a number of thousands": ("Ribuan orang datang.", "Sebanyak 4.300 orang datang."),
    "age without its unit": ("Rini (27) menang.", "Rini, 27 tahun, menang."),
    "US$ and dolar AS": ("Denda US$90 menanti.", "Denda sekitar 90 dolar AS menanti."),
    "a fifth and seperlima": (
        "More than a fifth of the pupils were absent.",
        "Lebih dari seperlima murid absen.",
    ),
    "dozens and belasan": ("The school sent dozens of pupils.", "Sekolah itu mengirim belasan murid."),
    "large amount without its currency": (
        "The dam still owes 40 billion to its builders.",
        "Bendungan itu masih berutang Rp40 miliar.",
    ),
    "cubic metres and kubik": (
        "The flood left 20 cubic metres of mud.",
        "Banjir meninggalkan 20 kubik lumpur.",
    ),
}
OTHER_NUMBERS: Pairs = {
    "another value": ("Sebanyak 15 dosis tiba.", "Sebanyak 1.500 dosis tiba."),
    "per cent is no amount": ("Harga naik 7 persen.", "Harga naik 7 rupiah."),
    "another unit": ("Produksi 20 ton beras.", "Produksi 20 kilogram beras."),
    "a vague number supports no exact one": ("Sebanyak 1.000 orang hadir.", "Ribuan orang hadir."),
    "another value in words": ("Dua puluh enam warga mengungsi.", "Sebanyak 25 warga mengungsi."),
    "a counted thing is no year": ("Anak itu berusia 2 tahun.", "Anak itu punya dua sepeda."),
    "a sum is not computed": ("Sebanyak 8 orang terluka.", "Sebanyak 5 pria dan 3 perempuan terluka."),
    "a counted thing is no amount": (
        "The dam cost 40 billion bricks.",
        "Bendungan itu berharga Rp40 miliar.",
    ),
    "puluhan are not belasan": ("Puluhan murid datang.", "Belasan murid datang."),
    "the fifth is not a fifth": ("She built a fifth boat.", "Ia membangun seperlima kapal."),
}


def numbers_of(text: str) -> list[Quantity]:
    return quantities(text, tokens(text))


def one(text: str) -> Quantity:
    [number] = numbers_of(text)
    return number


def is_supported(statement: str, sentence: str) -> bool:
    return all(
        any(same(number, other) for other in numbers_of(sentence))
        for number in numbers_of(statement)
        if not number.is_weak
    )


@each_pair(SAME_NUMBERS)
def test_same_number_may_be_written_in_another_way(statement: str, sentence: str) -> None:
    assert is_supported(statement, sentence)


@each_pair(OTHER_NUMBERS)
def test_another_value_or_unit_is_another_number(statement: str, sentence: str) -> None:
    assert not is_supported(statement, sentence)


@named(
    "text, value",
    {
        "digits": ("412", 412),
        "Indonesian thousands": ("1.500", 1500),
        "English thousands": ("1,500", 1500),
        "millions": ("1.500.000", 1_500_000),
        "Indonesian decimal": ("1,5", Fraction(3, 2)),
        "English decimal": ("1.5", Fraction(3, 2)),
        "four decimals": ("1.5000", Fraction(3, 2)),
        "a leading zero begins no thousands": ("0,500", Fraction(1, 2)),
        "four digits before the separator": ("1234.500", Fraction(2469, 2)),
        "Indonesian thousands and decimal": ("1.500,75", Fraction(150075, 100)),
        "English thousands and decimal": ("1,500.75", Fraction(150075, 100)),
        "a decimal of three digits after thousands": ("1.500,755", Fraction(1500755, 1000)),
        "a version": ("10.2.1", 1021),
        "mixed separators twice": ("1.2,3.4", 1234),
        "a group that is too short": ("1.50,75", 15075),
        "other digits": ("1２", 12),
        "too many digits": ("1" * 50, int("1" * 40)),
        "cut after a separator": ("1" * 39 + ".555", int("1" * 39)),
    },
)
def test_digits_are_read_in_both_notations(text: str, value: Fraction) -> None:
    assert one(text).value == value


@named(
    "text, value, unit",
    {
        "Rp": ("Rp2.500", 2500, "idr"),
        "Rp with a full stop": ("Rp. 2,5 juta", 2_500_000, "idr"),
        "IDR": ("IDR 5", 5, "idr"),
        "rupiah in front is a word": ("rupiah 5", 5, ""),
        "dollar": ("$5", 5, "usd"),
        "US$": ("US$5", 5, "usd"),
        "$US": ("$US90", 90, "usd"),
        "S$": ("S$5", 5, "sgd"),
        "A$": ("A$5", 5, "aud"),
        "a letter apart from the dollar sign": ("s $5", 5, "usd"),
        "another letter": ("X$5", 5, "usd"),
        "euro": ("€5", 5, "eur"),
        "euro in words": ("euro 5", 5, "eur"),
        "a championship is no amount": ("Euro 2012", 2012, ""),
        "an amount of euros": ("Euro 12", 12, "eur"),
        "dolar": ("5 dolar AS", 5, "usd"),
        "dollars of a nation": ("3 million American dollars", 3_000_000, "usd"),
        "M of rupiah": ("Rp2,5 M", 2_500_000_000, "idr"),
        "jt of rupiah": ("Rp25jt", 25_000_000, "idr"),
        "m of dollars": ("$2.5m", 2_500_000, "usd"),
        "B of dollars": ("$2 B", 2 * 10**9, "usd"),
        "a small letter apart is no scale": ("$2 m", 2, "usd"),
        "rb": ("25rb", 25_000, ""),
        "m after digits is metres": ("5m", 5, "m"),
        "M apart from digits without a currency": ("5 M", 5, ""),
        "k": ("5k", 5000, ""),
        "k apart is no scale": ("5 k", 5, ""),
        "two scales": ("2 ribu juta", 2 * 10**9, ""),
        "scale after a number in words": ("two and a half million", 2_500_000, ""),
        "hyphens": ("two-and-a-half-million", 2_500_000, ""),
        "half after digits": ("2 and a half hours", Fraction(5, 2), "hour"),
        "and without a half": ("2 and more", 2, ""),
        "per cent": ("40 per cent", 40, "%"),
        "persen": ("40 persen", 40, "%"),
        "a hyphen before the unit": ("20-year sentence", 20, "year"),
        "a hyphen before a nation": ("20-US dollars", 20, "usd"),
        "a word before a measure": ("three hard years", 3, "year"),
        "a word before money": ("3 rumah rupiah", 3, ""),
        "a function word ends the number": ("3 dan tahun", 3, ""),
        "a name ends the number": ("3 Merak tahun", 3, ""),
        "a number ends the number": (["3", "5 tahun"][1], 5, "year"),
        "age after the word": ("berusia 27", 27, "year"),
        "age two words after": ("usia sekitar 27", 27, "year"),
        "age three words after": ("usia rata rata 27", 27, ""),
        "people": ("25 orang", 25, "people"),
        "nothing after": ("ada 25", 25, ""),
    },
)
def test_value_and_unit_are_read_together(text: str, value: Fraction, unit: str) -> None:
    number = one(text)
    assert (number.value, number.unit) == (value, unit)


@named(
    "text, units",
    {
        "a currency in front of the next number": ("2 Rp 5 juta", ["", "idr"]),
        "a unit in front of the next number": ("5 jam 7", ["", ""]),
        "a number after the next word": ("2 rumah 5 tahun", ["", "year"]),
        "the M of a name": ("2 M 5 tahun", ["", "year"]),
    },
)
def test_unit_of_the_next_number_belongs_to_it(text: str, units: list[str]) -> None:
    assert [number.unit for number in numbers_of(text)] == units


@named(
    "text, form, value",
    {
        "ke-": ("ke-19", "ordinal", 19),
        "ke without a hyphen": ("ke19", None, None),
        "st": ("1st", "ordinal", 1),
        "th": ("20th", "ordinal", 20),
        "th apart": ("20 th", "cardinal", 20),
        "ke apart": ("ke 19", "cardinal", 19),
        "ordinal in words": ("keempat", "ordinal", 4),
        "decade": ("90s", "decade", 1990),
        "decade in full": ("1990s", "decade", 1990),
        "Indonesian decade": ("1990-an", "decade", 1990),
        "Indonesian decade of two digits": ("90an", "decade", 1990),
        "a decade below twenty": ("10s", "decade", 10),
        "vague": ("ratusan", "vague", 100),
        "fraction": ("3/4", "cardinal", Fraction(3, 4)),
    },
)
def test_form_of_a_number_is_read(text: str, form: str | None, value: Fraction | None) -> None:
    assert [(number.form, number.value) for number in numbers_of(text)] == ([(form, value)] if form else [])


@named(
    "text, values",
    {
        "a score": ("5/4", [5, 4]),
        "a large denominator": ("3/17", [3, 17]),
        "zero": ("0/4", [0, 4]),
        "a decimal above": ("1,5/4", [Fraction(3, 2), 4]),
        "a decimal below": ("3/4,5", [3, Fraction(9, 2)]),
        "a word below": ("3/meter", [3]),
        "nothing below": ("3/", [3]),
    },
)
def test_only_a_small_proper_fraction_is_a_fraction(text: str, values: list[Fraction]) -> None:
    assert [number.value for number in numbers_of(text)] == values


def test_ordinal_has_no_unit() -> None:
    assert one("ke-3 tahun").unit == ""
    assert one("third year").text == "third"


@named(
    "text, attribute, expected",
    {
        "after a rank": ("peringkat 3", "is_rank", True),
        "after no.": ("No. 4", "is_rank", True),
        "after no:": ("no: 4", "is_rank", True),
        "of years": ("3 tahun", "is_rank", True),
        "of months": ("3 bulan", "is_rank", True),
        "of weeks": ("3 pekan", "is_rank", True),
        "of days": ("3 hari", "is_rank", True),
        "of minutes": ("3 menit", "is_rank", True),
        "of centuries": ("3 abad", "is_rank", True),
        "of hours": ("3 jam", "is_rank", False),
        "of things": ("3 rumah", "is_rank", False),
        "the pronoun one": ("one of them", "is_weak", True),
        "satu": ("satu", "is_weak", True),
        "one rupiah": ("satu rupiah", "is_weak", False),
        "one per cent": ("one percent", "is_weak", False),
        "digit one": ("1", "is_weak", False),
        "second": ("second", "is_weak", True),
        "kedua": ("kedua", "is_weak", True),
        "third": ("third", "is_weak", True),
        "half": ("half", "is_weak", True),
        "setengah": ("setengah", "is_weak", True),
        "two": ("two", "is_weak", False),
        "dozens at the end": ("in dozens", "is_weak", True),
        "dozens of something": ("dozens of pupils", "is_weak", False),
        "ratusan at the end": ("ratusan", "is_weak", False),
        "the first boat": ("the first boat", "picks_out", True),
        "first of all": ("first boat", "picks_out", False),
        "at first": ("the first", "picks_out", False),
        "the first of": ("the first of", "picks_out", False),
        "the first name": ("the first Merak", "picks_out", False),
        "the fourth boat": ("the fourth boat", "picks_out", False),
        "perahu pertama": ("perahu pertama", "picks_out", True),
        "perahu pertama at the beginning": ("Perahu pertama tiba", "picks_out", True),
        "a name before pertama": ("di Merak pertama", "picks_out", False),
        "pertama kali": ("tahun pertama kali", "picks_out", False),
        "pertama kalinya": ("perahu pertama kalinya", "picks_out", False),
        "pertama at the beginning": ("pertama", "picks_out", False),
        "function word before pertama": ("yang pertama", "picks_out", False),
        "kedua perahu": ("kedua perahu", "picks_out", False),
        "a year": ("1998", "is_bare_year", True),
        "a year with a unit": ("1998 orang", "is_bare_year", False),
        "below a thousand": ("999", "is_bare_year", False),
        "the last year": ("2199", "is_bare_year", True),
        "too large for a year": ("2200", "is_bare_year", False),
        "a year in words": ("seribu", "is_bare_year", False),
        "a year with a separator": ("1.998", "is_bare_year", False),
        "bricks": ("40 bricks", "counts_thing", True),
        "a function word": ("40 dan", "counts_thing", False),
        "a name": ("40 Merak", "counts_thing", False),
        "a sign": ("40.", "counts_thing", False),
        "a unit": ("40 orang", "counts_thing", False),
        "nothing": ("40", "counts_thing", False),
    },
)
def test_attributes_of_a_number(text: str, attribute: str, expected: bool) -> None:
    assert getattr(one(text), attribute) is expected


def test_span_covers_the_number_with_its_unit() -> None:
    text = "Sekitar 2,5 juta orang datang."
    number = one(text)
    assert number.text == text[number.start : number.end] == "2,5 juta orang"


def test_text_without_numbers_has_none() -> None:
    assert numbers_of("") == numbers_of("Warga mengungsi.") == []


def test_tokens_of_dates_are_skipped() -> None:
    text = "3 Mei dan dua puluh orang"
    assert [number.text for number in quantities(text, tokens(text), {0, 1})] == ["dua puluh orang"]
    assert quantities(text, tokens(text), {0, 4}) == []


@named(
    "text, units",
    {
        "unit at the end of a range": ("3 to 5 persen", ["%", "%"]),
        "hyphen": ("3-5 persen", ["%", "%"]),
        "currency at the beginning of a range": ("Rp3-5", ["idr", "idr"]),
        "currency before an enumeration": ("Rp3 dan 5", ["idr", ""]),
        "per cent before a range": ("3% menjadi 5", ["%", "%"]),
        "a measure is not passed on to the later one": ("3 ton menjadi 5", ["ton", ""]),
        "another word between them": ("3 lalu 5 persen", ["", "%"]),
        "too many words between them": ("3 ke - sampai 5 persen", ["", "%"]),
        "other forms": ("pertama dan 5 persen", ["", "%"]),
        "both have a unit": ("Rp3 ke $5", ["idr", "usd"]),
    },
)
def test_numbers_of_a_range_share_their_unit(text: str, units: list[str]) -> None:
    assert [number.unit for number in numbers_of(text)] == units


def test_number_that_takes_a_unit_counts_no_thing() -> None:
    assert not numbers_of("Rp3 menjadi 5 besok")[1].counts_thing


@named(
    "text, others",
    {
        "thousand": ("25 to 40 thousand", (25_000,)),
        "juta": ("2 hingga 3 juta", (2_000_000,)),
        "a scale of its own": ("2 ribu hingga 3 ribu", ()),
        "an odd number": ("25 to 40.001", ()),
        "no scale": ("25 to 40", ()),
    },
)
def test_earlier_number_of_a_range_may_have_the_scale_of_the_later_one(
    text: str, others: tuple[int, ...]
) -> None:
    earlier = numbers_of(text)[0]
    assert earlier.others == others
    assert earlier.values == (earlier.value, *others)


def number(value: int, **fields: object) -> Quantity:
    return Quantity(Fraction(value), str(value), 0, 1, **fields)  # type: ignore[arg-type]


@named(
    "left, right, expected",
    {
        "same value": (number(3), number(3), True),
        "another value": (number(3), number(4), False),
        "a further value of the source": (number(3), number(4, others=(Fraction(3),)), True),
        "a further value of the statement": (number(3, others=(Fraction(4),)), number(4), True),
        "decade and cardinal": (number(1990, form="decade"), number(1990), False),
        "cardinal and decade": (number(1990), number(1990, form="decade"), False),
        "two decades": (number(1990, form="decade"), number(1990, form="decade"), True),
        "two ordinals": (number(3, form="ordinal"), number(3, form="ordinal", unit="year"), True),
        "ordinal and rank": (number(3, form="ordinal"), number(3, is_rank=True), True),
        "rank and ordinal": (number(3, is_rank=True), number(3, form="ordinal"), True),
        "ordinal and cardinal": (number(3, form="ordinal"), number(3), False),
        "cardinal and ordinal": (number(3), number(3, form="ordinal"), False),
        "counted things and a measure": (number(2, counts_thing=True), number(2, unit="year"), False),
        "a measure and counted things": (number(2, unit="year"), number(2, counts_thing=True), False),
        "counted things and people": (number(2, counts_thing=True), number(2, unit="people"), True),
        "large number and money": (number(10**8), number(10**8, unit="idr"), True),
        "smaller number and money": (number(10**8 - 1), number(10**8 - 1, unit="idr"), False),
        "large number of things": (number(10**8, counts_thing=True), number(10**8, unit="idr"), False),
        "large number of people": (number(10**8, unit="people"), number(10**8, unit="idr"), False),
        "money and a large number": (number(10**8, unit="idr"), number(10**8), False),
        "exact and vague": (number(1000), number(1000, form="vague"), False),
        "vague and its least value": (number(100, form="vague"), number(100), True),
        "vague and its largest value": (number(100, form="vague"), number(999), True),
        "vague and a larger value": (number(100, form="vague"), number(1000), False),
        "vague and a smaller value": (number(100, form="vague"), number(99), False),
        "thousands go up to a million": (number(1000, form="vague"), number(999_999), True),
        "a million is not thousands": (number(1000, form="vague"), number(10**6), False),
        "vague and ordinal": (number(100, form="vague"), number(150, form="ordinal"), False),
        "same vague number": (number(100, form="vague"), number(100, form="vague"), True),
        "another vague number": (number(100, form="vague"), number(1000, form="vague"), False),
    },
)
def test_number_is_supported_by_value_form_and_unit(left: Quantity, right: Quantity, expected: bool) -> None:
    assert same(left, right) is expected


def test_cardinal_written_with_ke_supports_an_ordinal() -> None:
    ordinal = Quantity(Fraction(3), "ketiga", 0, 6, "ordinal")
    assert same(ordinal, number(3))
    assert same(number(3), ordinal)
    assert not same(ordinal, number(3, unit="people"))


def test_dozens_translate_belasan_and_puluhan() -> None:
    dozens = Quantity(Fraction(20), "Dozens", 0, 6, "vague")
    belasan = Quantity(Fraction(11), "belasan", 0, 7, "vague")
    assert same(dozens, belasan)
    assert same(belasan, dozens)
    assert not same(dozens, Quantity(Fraction(100), "ratusan", 0, 7, "vague"))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("idr", "idr", True),
        ("", "", True),
        ("", "people", True),
        ("year", "", True),
        ("", "idr", False),
        ("%", "", False),
        ("kg", "ton", False),
    ],
)
def test_missing_unit_may_stand_for_any_but_money_and_per_cent(left: str, right: str, expected: bool) -> None:
    assert compatible(left, right) is expected
