from __future__ import annotations

from fractions import Fraction

import pytest

from knowledge.verification.number_words import NumberPhrase, parse_number
from tests.knowledge.verification.cases import named


def words_of(text: str) -> list[str]:
    return text.replace("-", " - ").split()


def parse(text: str) -> NumberPhrase | None:
    return parse_number(words_of(text), 0)


@named(
    "words, values",
    {
        "Indonesian units": (
            "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
            list(range(12)),
        ),
        "English units": (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen",
            list(range(20)),
        ),
        "English tens": (
            "twenty thirty forty fifty sixty seventy eighty ninety",
            list(range(20, 100, 10)),
        ),
        "numbers in one word": (
            "seratus seribu sejuta semiliar selusin dozen",
            [100, 1000, 10**6, 10**9, 12, 12],
        ),
        "fractions": (
            "setengah separuh separo half sepertiga seperempat quarter seperlima sepersepuluh",
            [Fraction(1, n) for n in (2, 2, 2, 2, 3, 4, 4, 5, 10)],
        ),
    },
)
def test_each_number_word_has_its_value(words: str, values: list[Fraction]) -> None:
    phrases = [NumberPhrase(Fraction(value), "cardinal", 1) for value in values]
    assert [parse(word) for word in words.split()] == phrases


@named(
    "scale, words",
    {
        "hundred": (100, "ratus hundred"),
        "dozen": (12, "lusin"),
        "thousand": (10**3, "ribu rb thousand"),
        "million": (10**6, "juta jt million mn"),
        "billion": (10**9, "miliar milyar milliar billion bn"),
        "trillion": (10**12, "triliun trilyun trillion tn"),
    },
)
def test_each_scale_has_its_words(scale: int, words: str) -> None:
    assert {parse(f"two {word}") for word in words.split()} == {
        NumberPhrase(Fraction(2 * scale), "cardinal", 2)
    }


@named(
    "value, words",
    {
        "belasan": (11, "belasan"),
        "dozens": (20, "puluhan dozens tens"),
        "hundreds": (100, "ratusan hundreds"),
        "thousands": (10**3, "ribuan thousands"),
        "millions": (10**6, "jutaan millions"),
        "billions": (10**9, "miliaran milyaran billions"),
        "trillions": (10**12, "triliunan trillions"),
    },
)
def test_each_vague_number_has_its_words(value: int, words: str) -> None:
    assert {parse(word) for word in words.split()} == {NumberPhrase(Fraction(value), "vague", 1)}


def test_each_ordinal_has_its_value() -> None:
    english = (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    )
    indonesian = "kesatu kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh kesebelas"
    for words in (english, indonesian):
        phrases = [NumberPhrase(Fraction(value), "ordinal", 1) for value in range(1, len(words.split()) + 1)]
        assert [parse(word) for word in words.split()] == phrases
    assert parse("hundredth") == NumberPhrase(Fraction(100), "ordinal", 1)


@named(
    "words, denominator",
    {
        "third": ("pertiga third thirds", 3),
        "quarter": ("perempat quarters", 4),
        "fifth": ("perlima fifth fifths", 5),
        "eighth": ("perdelapan eighths", 8),
        "tenth": ("persepuluh tenths", 10),
    },
)
def test_each_denominator_has_its_words(words: str, denominator: int) -> None:
    expected = NumberPhrase(Fraction(2, denominator), "cardinal", 2)
    assert {parse(f"two {word}") for word in words.split()} == {expected}


@named(
    "text, value",
    {
        "units": ("delapan", 8),
        "zero": ("nol", 0),
        "sepuluh": ("sepuluh", 10),
        "sebelas": ("sebelas", 11),
        "belas": ("tujuh belas", 17),
        "puluh": ("dua puluh", 20),
        "puluh and a unit": ("dua puluh lima", 25),
        "seratus": ("seratus", 100),
        "seratus and more": ("seratus dua puluh tiga", 123),
        "ratus": ("tiga ratus lima", 305),
        "ribu": ("dua ribu seratus", 2100),
        "seribu": ("seribu lima ratus", 1500),
        "sejuta": ("sejuta", 10**6),
        "semiliar": ("semiliar dua juta", 10**9 + 2 * 10**6),
        "juta and ribu": ("tiga juta empat ribu lima", 3_004_005),
        "triliun": ("dua triliun", 2 * 10**12),
        "selusin": ("selusin", 12),
        "lusin": ("dua lusin", 24),
        "English teens": ("seventeen", 17),
        "English tens": ("forty", 40),
        "misspelt tens": ("fourty", 40),
        "English tens with a hyphen": ("twenty-five", 25),
        "English tens without a hyphen": ("twenty five", 25),
        "hundred": ("two hundred", 200),
        "hundred and": ("two hundred and six", 206),
        "hundred-and": ("two hundred-and-six", 206),
        "hundred and tens": ("one hundred and forty-two", 142),
        "thousand and": ("two thousand-and-six", 2006),
        "thousands": ("three thousand two hundred", 3200),
        "millions": ("one million two thousand", 1_002_000),
        "dozen": ("dozen", 12),
        "hyphen before a scale": ("two-million", 2 * 10**6),
        "hyphen before hundred": ("two-hundred", 200),
    },
)
def test_cardinal_is_read_to_its_end(text: str, value: int) -> None:
    assert parse(f"{text} warga") == NumberPhrase(Fraction(value), "cardinal", len(words_of(text)))
    assert parse(text) == NumberPhrase(Fraction(value), "cardinal", len(words_of(text)))


@named(
    "text, value, length",
    {
        "a unit after a unit": ("dua tiga", 2, 1),
        "tens after a unit": ("five twenty", 5, 1),
        "tens after tens": ("twenty thirty", 20, 1),
        "a teen after tens": ("twenty eleven", 20, 1),
        "ten after tens": ("twenty ten", 20, 1),
        "a scale of the same size": ("dua juta tiga juta", 2_000_003, 3),
        "a larger scale": ("dua ribu tiga juta", 2003, 3),
        "belas without a unit": ("sepuluh belas", 10, 1),
        "puluh without a unit": ("sepuluh puluh", 10, 1),
        "hundred after a hundred": ("dua ratus ratus", 200, 2),
        "seratus after tens": ("dua puluh seratus", 20, 2),
        "seribu after a unit": ("dua seribu", 2, 1),
        "and before another word": ("two and six", 2, 1),
        "a hyphen before another word": ("twenty-odd", 20, 1),
        "a hyphen between units": ("two-six", 2, 1),
        "hundred and another word": ("two hundred and more", 200, 2),
        "an ordinal after a unit": ("two second", 2, 1),
        "an ordinal too large after tens": ("twenty eleventh", 20, 1),
        "an ordinal after an Indonesian number": ("dua pertama", 2, 1),
        "a denominator after thousands": ("two thousand thirds", 2000, 2),
    },
)
def test_number_ends_before_a_word_that_does_not_continue_it(text: str, value: int, length: int) -> None:
    assert parse(text) == NumberPhrase(Fraction(value), "cardinal", length)


def test_endless_number_is_cut_off() -> None:
    phrase = parse("seratus" + " - juta" * 40)
    assert phrase is not None
    assert phrase.length <= 24


@named(
    "text, value, length",
    {
        "pertama": ("pertama", 1, 1),
        "ke and a unit": ("ketiga", 3, 1),
        "ke and tens": ("kedua puluh lima", 25, 3),
        "ke and belas": ("kelima belas", 15, 2),
        "English": ("third", 3, 1),
        "English tens": ("thirtieth", 30, 1),
        "English with a hyphen": ("twenty-fifth", 25, 3),
        "English without a hyphen": ("twenty fifth", 25, 2),
        "the fifth of May": ("fifth of", 5, 1),
    },
)
def test_ordinal_is_read(text: str, value: int, length: int) -> None:
    assert parse(text) == NumberPhrase(Fraction(value), "ordinal", length)


@named(
    "text, value, length",
    {
        "setengah": ("setengah jam", Fraction(1, 2), 1),
        "seperempat": ("seperempat warga", Fraction(1, 4), 1),
        "half": ("half", Fraction(1, 2), 1),
        "quarter": ("quarter", Fraction(1, 4), 1),
        "dua pertiga": ("dua pertiga", Fraction(2, 3), 2),
        "two-thirds": ("two-thirds", Fraction(2, 3), 3),
        "three quarters": ("three quarters", Fraction(3, 4), 2),
        "two and a half, Indonesian": ("dua setengah", Fraction(5, 2), 2),
        "half a scale": ("dua juta setengah", Fraction(2 * 10**6) + Fraction(1, 2), 3),
    },
)
def test_fraction_is_read(text: str, value: Fraction, length: int) -> None:
    assert parse(text) == NumberPhrase(value, "cardinal", length)


@pytest.mark.parametrize("article", ["a", "one", "-"])
def test_ordinal_between_an_article_and_of_is_a_fraction(article: str) -> None:
    assert parse_number([article, "fifth", "of"], 1) == NumberPhrase(Fraction(1, 5), "cardinal", 1)


@named(
    "words",
    {
        "without of": (["a", "fifth", "boat"],),
        "after another word": (["the", "fifth", "of"],),
        "second is no fraction": (["a", "second", "of"],),
    },
)
def test_other_ordinals_are_no_fraction(words: list[str]) -> None:
    phrase = parse_number(words, 1)
    assert phrase is not None
    assert phrase.form == "ordinal"


@named(
    "text, value, length",
    {
        "belasan": ("belasan murid", 11, 1),
        "puluhan": ("puluhan murid", 20, 1),
        "dozens": ("dozens of pupils", 20, 1),
        "ratusan": ("ratusan", 100, 1),
        "ribuan": ("ribuan", 1000, 1),
        "millions": ("millions of people", 10**6, 1),
        "puluhan ribu": ("puluhan ribu", 10_000, 2),
        "belasan juta": ("belasan juta", 10**7, 2),
        "ratusan juta": ("ratusan juta", 10**8, 2),
        "tens of thousands": ("tens of thousands", 10_000, 3),
        "hundreds of millions": ("hundreds of millions", 10**8, 3),
        "of twice": ("hundreds of of millions", 100, 1),
        "of at the end": ("hundreds of", 100, 1),
    },
)
def test_vague_number_is_the_least_that_it_may_mean(text: str, value: int, length: int) -> None:
    assert parse(text) == NumberPhrase(Fraction(value), "vague", length)


@pytest.mark.parametrize("word", ["warga", "juta", "belas", "puluh", "and", "-", "ke", "keenan", "thirds"])
def test_other_words_begin_no_number(word: str) -> None:
    assert parse_number([word, "dua"], 0) is None


def test_number_may_begin_inside_a_sentence() -> None:
    words = ["sebanyak", "dua", "puluh", "lima", "warga"]
    assert parse_number(words, 1) == NumberPhrase(Fraction(25), "cardinal", 3)
    assert parse_number(["ia", "kedua", "puluh"], 1) == NumberPhrase(Fraction(20), "ordinal", 2)
