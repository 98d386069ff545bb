from __future__ import annotations

from datetime import date

from knowledge.verification.figures import (
    DatedAnalysis,
    unsupported_days,
    unsupported_numbers,
    unsupported_times,
)
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import DAY, Pairs, each_pair, named
from tests.knowledge.verification.test_clocks import OTHER_TIMES, SAME_TIMES
from tests.knowledge.verification.test_days import OTHER_DAYS, SAME_DAYS
from tests.knowledge.verification.test_quantities import OTHER_NUMBERS, SAME_NUMBERS

SAME_FIGURES: Pairs = {
    "the first boat": ("The first boat carries books.", "Perahu pertama membawa buku."),
    "kedua is both": ("Kedua perahu membawa buku.", "Setiap perahu membawa buku."),
    "for the first time": (
        "Untuk pertama kalinya perahu membawa buku.",
        "Perahu membawa buku, yang belum pernah terjadi.",
    ),
    "at first": ("The boat carried books at first.", "The boat began by carrying books."),
}
OTHER_FIGURES: Pairs = {
    "the first boat": ("The first boat carries 2,000 books.", "Each boat carries 2,000 books."),
    "the second boat": ("The second boat carries 2,000 books.", "Each boat carries 2,000 books."),
    "perahu pertama": ("Perahu pertama membawa 2.000 buku.", "Setiap perahu membawa 2.000 buku."),
    "an amount or a date is no number of people": (
        "Tiga orang hadir.",
        "Mereka hadir dan membayar Rp3 pada 3 Mei.",
    ),
}


def dated(*sentences: str, published: date | None = DAY) -> list[DatedAnalysis]:
    return [(analyse(sentence), published) for sentence in sentences]


@each_pair({**SAME_FIGURES, **SAME_NUMBERS})
def test_number_that_a_source_gives_is_supported(statement: str, sentence: str) -> None:
    assert unsupported_numbers(analyse(statement), dated(sentence)) == []


@each_pair({**OTHER_FIGURES, **OTHER_NUMBERS})
def test_number_that_no_source_gives_is_unsupported(statement: str, sentence: str) -> None:
    assert unsupported_numbers(analyse(statement), dated(sentence)) != []


@named(
    "statement, question, sentence, expected",
    {
        "the same ordinal": ("Lomba ke-3 ramai.", "Apakah lomba ke-3 ramai?", "Lomba itu ramai.", []),
        "in words": ("The third race was full.", "Was the third race full?", "The race was full.", []),
        "another ordinal": ("Lomba ke-4 ramai.", "Apakah lomba ke-3 ramai?", "Lomba itu ramai.", ["4"]),
        "of something else": ("Hari ke-3 ramai.", "Apakah lomba ke-3 ramai?", "Hari itu ramai.", ["3"]),
        "the source has another": ("Lomba ke-3 ramai.", "Lomba ke-3?", "Lomba ke-2 ramai.", ["3"]),
        "the source has a rank": ("Juara ke-3 pulang.", "Siapa juara ke-3?", "Juara 2 pulang.", ["3"]),
        "the source has a length of time": ("Lomba ke-3 ramai.", "Lomba ke-3?", "Lomba 3 hari ramai.", []),
        "a number": ("Ada 3 lomba.", "Apakah ada 3 lomba?", "Ada lomba.", ["3"]),
        "no question": ("Lomba ke-3 ramai.", "", "Lomba itu ramai.", ["3"]),
    },
)
def test_ordinal_may_come_from_the_question_if_no_source_has_another(
    statement: str, question: str, sentence: str, expected: list[str]
) -> None:
    found = unsupported_numbers(analyse(statement), dated(sentence), question=analyse(question))
    assert found == expected


@each_pair(SAME_DAYS)
def test_day_that_a_source_states_is_supported(statement: str, sentence: str) -> None:
    assert unsupported_days(analyse(statement), DAY, dated(sentence)) == []


@each_pair(OTHER_DAYS)
def test_day_that_no_source_states_is_unsupported(statement: str, sentence: str) -> None:
    assert unsupported_days(analyse(statement), DAY, dated(sentence)) != []


@each_pair(SAME_TIMES)
def test_time_that_a_source_gives_is_supported(statement: str, sentence: str) -> None:
    assert unsupported_times(analyse(statement), dated(sentence)) == []


@each_pair(OTHER_TIMES)
def test_time_that_no_source_gives_is_unsupported(statement: str, sentence: str) -> None:
    assert unsupported_times(analyse(statement), dated(sentence)) != []


def test_unsupported_numbers_are_given_as_written_in_order() -> None:
    statement = analyse("Ia membayar Rp3 juta untuk 25 dosis dan 7 ekor.")
    assert unsupported_numbers(statement, dated("Ada 25 dosis.")) == ["3 juta", "7"]
    assert unsupported_numbers(statement, []) == ["3 juta", "25", "7"]


def test_each_number_may_come_from_another_source() -> None:
    assert unsupported_numbers(analyse("25 dosis dan 7 ekor"), dated("25 dosis", "7 ekor")) == []


def test_weak_number_that_picks_nothing_out_is_not_compared() -> None:
    assert unsupported_numbers(analyse("one of the boats and half of it"), []) == []


def test_thing_that_an_ordinal_picks_out_is_compared_by_value_alone() -> None:
    statement = analyse("Only the second boat carries books.")
    assert unsupported_numbers(statement, dated("2 boats carry books.")) == []
    assert unsupported_numbers(statement, dated("3 boats carry books.")) == ["second"]


def test_year_of_a_date_supports_a_bare_number() -> None:
    assert unsupported_numbers(analyse("Gedung 1998 itu"), dated("Pada 3 Mei 1998.")) == []
    assert unsupported_numbers(analyse("Gedung 1998 itu"), dated("Pada 3 Mei.")) == ["1998"]


def test_bare_number_supports_a_year() -> None:
    assert unsupported_days(analyse("pada tahun 1998"), None, dated("Gedung 1998 itu")) == []
    assert unsupported_days(analyse("pada tahun 1998"), None, dated("1998 orang")) == ["1998"]


def test_vague_number_is_compared_with_cardinals_and_vague_numbers() -> None:
    assert unsupported_numbers(analyse("ratusan orang"), dated("150 orang")) == []
    assert unsupported_numbers(analyse("ratusan orang"), dated("ratusan orang")) == []
    assert unsupported_numbers(analyse("ratusan orang"), dated("ke-150")) == ["ratusan orang"]


def test_vague_number_is_compared_with_the_first_hundred_numbers() -> None:
    many = "5 orang, " * 99
    assert unsupported_numbers(analyse("ratusan orang"), dated(many + "150 orang")) == []
    assert unsupported_numbers(analyse("ratusan orang"), dated(many + "5 orang, 150 orang")) != []


def test_number_is_compared_with_the_first_fifty_of_its_value() -> None:
    many = "5 ton, " * 49
    assert unsupported_numbers(analyse("5 orang"), dated(many + "5 orang")) == []
    assert unsupported_numbers(analyse("5 orang"), dated(many + "5 ton, 5 orang")) == ["5 orang"]


def test_relative_days_count_from_the_publication_of_their_own_source() -> None:
    statement = analyse("pada 21 April 2022")
    assert unsupported_days(statement, None, dated("kemarin", published=date(2022, 4, 22))) == []
    assert unsupported_days(statement, None, dated("kemarin", published=date(2022, 4, 23))) != []
    assert unsupported_days(analyse("kemarin"), DAY, dated("pada 21 April 2022", published=None)) == []
    assert unsupported_days(analyse("kemarin"), None, dated("pada 21 April 2022")) == ["kemarin"]


def test_days_are_compared_up_to_a_count() -> None:
    many = "3 Mei, " * 199
    assert unsupported_days(analyse("4 Juni"), None, dated(many + "4 Juni")) == []
    assert unsupported_days(analyse("4 Juni"), None, dated(many + "3 Mei, 4 Juni")) == ["4 Juni"]
    assert len(unsupported_days(analyse("3 Mei, " * 201), None, [])) == 200


@named(
    "statement, sentence, expected",
    {
        "a bare number may be a time": ("pukul 10.30", "dimulai 10.30", []),
        "an hour in the evening": ("pukul 7.15", "dimulai 19.15", []),
        "other minutes": ("pukul 10.30", "dimulai 10.31", ["pukul 10.30"]),
        "a number with a unit is no time": ("pukul 10.30", "10,3 persen", ["pukul 10.30"]),
        "midnight is no bare number": ("pukul 0.00", "dimulai 0", ["pukul 0.00"]),
        "no source": ("pukul 10.30", "", ["pukul 10.30"]),
    },
)
def test_bare_number_of_a_source_may_be_a_time(statement: str, sentence: str, expected: list[str]) -> None:
    assert unsupported_times(analyse(statement), dated(sentence)) == expected


def test_times_are_compared_up_to_a_count() -> None:
    many = "pukul 13.05, " * 199
    assert unsupported_times(analyse("pukul 14.00"), dated(many + "pukul 14.00")) == []
    assert unsupported_times(analyse("pukul 14.00"), dated(many + "pukul 13.05, pukul 14.00")) != []
    assert len(unsupported_times(analyse("pukul 13.05, " * 201), [])) == 200
