from __future__ import annotations

from datetime import date

from knowledge.verification.days import interpretations, is_stated
from knowledge.verification.moments import moments
from tests.knowledge.verification.cases import DAY, Pairs, each_pair, named

SAME_DAYS: Pairs = {
    "date and weekday with its date": ("Ia tiba pada 20 April 2022.", "Ia tiba pada Rabu (20/4)."),
    "English ordinal": ("He arrived on April 20th.", "Ia tiba pada 20 April."),
    "weekday and date": ("Ia tiba pada Rabu.", "Ia tiba pada 20/4/2022."),
    "date and kemarin": ("Ia tiba pada 21 April 2022.", "Ia tiba kemarin."),
    "date and hari ini": ("Ia tiba pada 22 April.", "Ia tiba hari ini."),
    "last week and a day of it": ("Ia tiba pekan lalu.", "Ia tiba pada 14 April."),
    "last week and the end of it": ("She arrived late last week.", "Ia tiba akhir pekan sebelumnya."),
    "last weekend": ("She arrived last weekend.", "Ia tiba akhir pekan lalu."),
    "date and the weekday before the publication": ("Ia tiba pada 20 April 2022.", "Ia tiba pada Rabu."),
    "year and tahun lalu": ("Ia lahir tahun 2021.", "Ia lahir tahun lalu."),
    "first day of a range": ("Rapat itu mulai 20 Mei.", "Rapat itu pada 20-22 Mei."),
    "month with a year and a day lalu": ("Rapat itu pada Desember 2021.", "Rapat itu pada 28 Desember lalu."),
    "lalu after a complete date": (
        "Unggas dimusnahkan 4 Januari 2013.",
        "Unggas dimusnahkan pada tanggal 4 Januari 2013 lalu.",
    ),
}
OTHER_DAYS: Pairs = {
    "another day": ("Ia tiba pada 21 April.", "Ia tiba pada Rabu (20/4)."),
    "another weekday": ("Ia tiba pada Kamis.", "Ia tiba pada Rabu (20/4)."),
    "another year": ("Ia tiba pada 20 April 2021.", "Ia tiba pada Rabu (20/4)."),
    "not the day before the publication": ("Ia tiba pada 20 April 2022.", "Ia tiba kemarin."),
    "yesterday is not tomorrow": ("Ia tiba kemarin.", "Ia tiba besok."),
    "not a day of last week": ("Ia tiba pekan lalu.", "Ia tiba pada 14 Februari."),
    "another month": ("Ia tiba pada Mei.", "Ia tiba pada April."),
    "next month is not last month": ("Ia tiba bulan depan.", "Ia tiba bulan lalu."),
    "last week is not next week": ("She arrived last weekend.", "Ia tiba akhir pekan depan."),
}


def is_supported(statement: str, *sentences: str, published: date | None = DAY) -> bool:
    sources = [(moment, published) for sentence in sentences for moment in moments(sentence)]
    return all(is_stated(moment, published, sources) for moment in moments(statement))


@each_pair(SAME_DAYS)
def test_same_day_may_be_written_in_another_way(statement: str, sentence: str) -> None:
    assert is_supported(statement, sentence)


@each_pair(OTHER_DAYS)
def test_another_day_is_not_stated(statement: str, sentence: str) -> None:
    assert not is_supported(statement, sentence)


def meanings(text: str, published: date | None = DAY) -> list[tuple[int | None, ...]]:
    [moment] = moments(text, english=True)
    return [(each.day, each.month, each.year, each.weekday) for each in interpretations(moment, published)]


@named(
    "text, expected",
    {
        "complete date": ("20 April 2022", [(20, 4, 2022, 2)]),
        "impossible date": ("31 April 2022", [(31, 4, 2022, None)]),
        "exchangeable day and month": ("3/4/2022", [(3, 4, 2022, 6), (4, 3, 2022, 4)]),
        "day and month of this year": ("20 April", [(20, 4, 2022, 2)]),
        "month of this year": ("April", [(None, 4, 2022, None)]),
        "month and year": ("April 2020", [(None, 4, 2020, None)]),
        "six months ahead": ("Oktober", [(None, 10, 2022, None)]),
        "seven months ahead was last year": ("November", [(None, 11, 2021, None)]),
        "month lalu before the publication": ("Maret lalu", [(None, 3, 2022, None)]),
        "month lalu after it was last year": ("Mei lalu", [(None, 5, 2021, None)]),
        "the month itself lalu": ("April lalu", [(None, 4, 2022, None)]),
        "month depan after the publication": ("Mei depan", [(None, 5, 2022, None)]),
        "month depan before it is next year": ("Maret depan", [(None, 3, 2023, None)]),
        "day without a month": ("tanggal 20", [(20, None, None, None), (20, 4, 2022, None)]),
        "year": ("tahun 2019", [(None, None, 2019, None)]),
        "weekday before and after": ("Rabu", [(20, 4, 2022, 2), (27, 4, 2022, 2)]),
        "weekday of the publication": ("Jumat", [(22, 4, 2022, 4), (22, 4, 2022, 4)]),
        "weekday lalu": ("Rabu lalu", [(20, 4, 2022, 2), (13, 4, 2022, 2)]),
        "weekday depan": ("Rabu depan", [(27, 4, 2022, 2)]),
        "weekday with its date": ("Rabu (20/4)", [(20, 4, 2022, 2)]),
        "wrong weekday is believed": ("Kamis (20/4)", [(20, 4, 2022, 3)]),
        "kemarin": ("kemarin", [(21, 4, 2022, 3)]),
        "tomorrow": ("tomorrow", [(23, 4, 2022, 5)]),
        "last night": ("last night", [(21, 4, 2022, 3), (22, 4, 2022, 4)]),
        "tonight": ("tonight", [(22, 4, 2022, 4), (22, 4, 2022, 4)]),
        "week": ("pekan lalu", []),
        "last month": ("last month", [(None, 3, 2022, None)]),
        "next year": ("next year", [(None, None, 2023, None)]),
    },
)
def test_open_parts_are_filled_from_the_day_of_publication(
    text: str, expected: list[tuple[int | None, ...]]
) -> None:
    assert meanings(text) == expected


@named(
    "text, published, expected",
    {
        "month before January is in the year before": (
            "last month",
            date(2022, 1, 5),
            [(None, 12, 2021, None)],
        ),
        "month after December is in the next year": (
            "next month",
            date(2022, 12, 5),
            [(None, 1, 2023, None)],
        ),
        "December in January": ("28 Desember", date(2022, 1, 5), [(28, 12, 2021, 1)]),
        "January in December": ("5 Januari", date(2021, 12, 28), [(5, 1, 2022, 2)]),
        "June in December": ("Juni", date(2021, 12, 28), [(None, 6, 2021, None)]),
        "day before the first date": ("kemarin", date.min, [(1, 1, 1, 0)]),
    },
)
def test_publication_may_be_in_another_year(
    text: str, published: date, expected: list[tuple[int | None, ...]]
) -> None:
    assert meanings(text, published) == expected


@named(
    "text, expected",
    {
        "complete date": ("20 April 2022", [(20, 4, 2022, 2)]),
        "day and month": ("20 April", [(20, 4, None, None)]),
        "exchangeable day and month": ("3/4/2022", [(3, 4, 2022, 6), (4, 3, 2022, 4)]),
        "weekday": ("Rabu", [(None, None, None, 2)]),
        "relative day": ("kemarin", []),
    },
)
def test_without_a_day_of_publication_open_parts_stay_open(
    text: str, expected: list[tuple[int | None, ...]]
) -> None:
    assert meanings(text, None) == expected


@named(
    "statement, sentences, expected",
    {
        "year of another sentence": ("20 April 2021", ["20 April", "tahun 2021"], True),
        "year of no sentence": ("20 April 2021", ["20 April"], False),
        "the source has another year": ("20 April 2021", ["20 April 2020", "tahun 2021"], False),
        "weekday of another sentence": ("Rabu, 20 April", ["20 April", "pada Rabu"], True),
        "weekday of no sentence": ("Rabu, 20 April", ["20 April"], False),
        "the source has another weekday": ("Rabu, 20 April", ["Kamis, 20 April", "pada Rabu"], False),
        "day of another month": ("20 April", ["20 Mei", "5 April"], False),
        "no source": ("20 April", [], False),
    },
)
def test_year_and_weekday_may_come_from_another_sentence_but_day_and_month_not(
    statement: str, sentences: list[str], expected: bool
) -> None:
    assert is_supported(statement, *sentences, published=None) is expected


def test_year_may_come_from_a_relative_year_of_another_sentence() -> None:
    statement = moments("20 April 2021")[0]
    assert is_stated(statement, DAY, [(moments("20 April")[0], None), (moments("tahun lalu")[0], DAY)])
    assert not is_stated(statement, DAY, [(moments("20 April")[0], None), (moments("tahun depan")[0], DAY)])
    assert not is_stated(statement, DAY, [(moments("20 April")[0], None), (moments("bulan lalu")[0], DAY)])


def test_each_interpretation_of_the_statement_is_tried() -> None:
    [statement] = moments("4/20 atau 3/4/2022", english=True)[-1:]
    assert statement.swapped
    assert is_stated(statement, None, [(moments("4 Maret 2022")[0], None)])
    assert is_stated(statement, None, [(moments("3 April 2022")[0], None)])
    assert not is_stated(statement, None, [(moments("5 April 2022")[0], None)])


def test_relative_day_of_the_statement_counts_from_its_publication() -> None:
    assert is_supported("kemarin", "21 April 2022")
    assert not is_supported("kemarin", "21 April 2022", published=None)
    assert is_supported("kemarin", "kemarin", published=None)


@named(
    "statement, sentences, expected",
    {
        "this week needs no source": ("pekan ini", [], True),
        "this month needs no source": ("bulan ini", [], True),
        "this year needs no source": ("tahun ini", [], True),
        "another week speaks against it": ("pekan ini", ["pekan lalu"], False),
        "another month does not": ("pekan ini", ["bulan lalu"], True),
        "today needs a source": ("hari ini", [], False),
        "last week needs a source": ("pekan lalu", [], False),
    },
)
def test_this_week_passes_unless_the_source_names_another(
    statement: str, sentences: list[str], expected: bool
) -> None:
    assert is_supported(statement, *sentences) is expected


@named(
    "statement, day, expected",
    {
        "last week, thirteen days before": ("pekan lalu", "9 April 2022", True),
        "last week, fourteen days before": ("pekan lalu", "8 April 2022", False),
        "last week, the day before": ("pekan lalu", "21 April 2022", True),
        "last week, the day itself": ("pekan lalu", "22 April 2022", False),
        "next week, the day after": ("pekan depan", "23 April 2022", True),
        "next week, the day itself": ("pekan depan", "22 April 2022", False),
        "next week, thirteen days after": ("pekan depan", "5 Mei 2022", True),
        "next week, fourteen days after": ("pekan depan", "6 Mei 2022", False),
        "a day that does not exist": ("pekan depan", "31 April 2022", False),
        "no day": ("pekan lalu", "April 2022", False),
    },
)
def test_week_holds_the_days_near_the_publication(statement: str, day: str, expected: bool) -> None:
    assert is_supported(statement, day) is expected


def test_week_without_a_day_of_publication_holds_no_day() -> None:
    assert not is_supported("pekan lalu", "14 April 2022", published=None)


def test_this_week_holds_six_days_on_either_side() -> None:
    for day, expected in (("16 April 2022", True), ("15 April 2022", False), ("28 April 2022", True)):
        # "Pekan lalu" in the sources keeps "pekan ini" from passing without a day.
        assert is_supported("pekan ini", "pekan lalu", day) is expected
