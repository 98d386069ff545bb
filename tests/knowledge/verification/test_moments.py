from __future__ import annotations

import pytest

from knowledge.verification.moments import Moment, moments, names_of_days
from tests.knowledge.verification.cases import named


def one(text: str, *, english: bool = False) -> Moment:
    [moment] = moments(text, english=english)
    assert text[moment.start : moment.end] == moment.text
    return moment


@named(
    "text, written, expected",
    {
        "day and month": ("pada 3 Mei itu", "3 Mei", (3, 5, None)),
        "day, month and year": ("pada 3 Mei 2021.", "3 Mei 2021", (3, 5, 2021)),
        "comma before the year": ("3 May, 2021", "3 May, 2021", (3, 5, 2021)),
        "abbreviated month": ("3 Des. 2021", "3 Des. 2021", (3, 12, 2021)),
        "English ordinal": ("the 20th of April", "20th of April", (20, 4, None)),
        "month first": ("on April 20th", "April 20th", (20, 4, None)),
        "month first with a year": ("April 20, 2022", "April 20, 2022", (20, 4, 2022)),
        "month and year": ("April 2022", "April 2022", (None, 4, 2022)),
        "month, tahun and year": ("April tahun 2022", "April tahun 2022", (None, 4, 2022)),
        "month": ("pada Desember", "Desember", (None, 12, None)),
        "month in capitals": ("pada MEI", "MEI", (None, 5, None)),
        "ISO date": ("2022-04-20", "2022-04-20", (20, 4, 2022)),
        "slashes": ("20/4/2022", "20/4/2022", (20, 4, 2022)),
        "slashes without a year, in brackets": ("(20/4)", "20/4", (20, 4, None)),
        "slashes without a year, before a comma": ("pada 20/4, ia", "20/4", (20, 4, None)),
        "hyphens": ("20-4-2022", "20-4-2022", (20, 4, 2022)),
        "full stops": ("20.4.2022", "20.4.2022", (20, 4, 2022)),
        "year of two digits below fifty": ("20/4/22", "20/4/22", (20, 4, 2022)),
        "year of two digits from fifty on": ("20/4/98", "20/4/98", (20, 4, 1998)),
        "month first, as it can only be": ("12/27/2022", "12/27/2022", (27, 12, 2022)),
        "tanggal": ("tanggal 20", "tanggal 20", (20, None, None)),
        "tgl": ("tgl. 7", "tgl. 7", (7, None, None)),
        "the first day of a month": ("1 April", "1 April", (1, 4, None)),
        "the first day in an ISO date": ("2022-01-01", "2022-01-01", (1, 1, 2022)),
        "the last day in an ISO date": ("2022-12-31", "2022-12-31", (31, 12, 2022)),
        "year after tahun": ("tahun 1998", "1998", (None, None, 1998)),
        "year after sejak": ("sejak 1998", "1998", (None, None, 1998)),
        "year after in": ("in 1998", "1998", (None, None, 1998)),
        "year in brackets": ("(1998)", "1998", (None, None, 1998)),
    },
)
def test_parts_of_a_date_are_read(
    text: str, written: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    moment = one(text)
    assert moment.text == written
    assert (moment.day, moment.month, moment.year) == expected
    assert (moment.weekday, moment.relative, moment.swapped) == (None, None, False)


@named(
    "text",
    {
        "month above twelve": ("2022-13-20",),
        "month zero": ("2022-00-20",),
        "day zero": ("2022-01-00",),
        "day above 31": ("2022-01-32",),
        "both parts above twelve": ("20/21/2022",),
        "no month in a word": ("Meiji 20an",),
        "month in lower case alone": ("maret",),
        "year alone": ("1998 orang",),
        "score": ("menang 3/4 lap",),
        "part of a decimal": ("pukul 10.30",),
        "year in a longer number": ("tahun 19981",),
        "short month alone": ("Jan",),
        "no text": ("",),
    },
)
def test_other_text_is_no_date(text: str) -> None:
    assert moments(text) == []


def test_day_outside_of_a_month_is_no_day() -> None:
    assert moments("0 Mei") == []
    assert [moment.day for moment in moments("45, 3 Mei")] == [3]
    assert [moment.day for moment in moments("31 Mei")] == [31]


def test_days_of_a_range_share_their_month() -> None:
    first, last = moments("pada 20-22 Mei 2022")
    assert (first.day, first.month, first.year, first.text) == (20, 5, 2022, "20-22 Mei 2022")
    assert (last.day, last.month, last.year) == (22, 5, 2022)
    assert (first.start, last.end) == (5, 19)
    assert first.end <= last.start


def test_days_of_an_enumeration_share_their_month() -> None:
    assert [(moment.day, moment.month) for moment in moments("3, 4 dan 5 Mei")] == [(3, 5), (4, 5), (5, 5)]


def test_range_behind_a_month_has_both_days() -> None:
    assert [(moment.day, moment.month) for moment in moments("May 3-5")] == [(3, 5), (5, 5)]


@pytest.mark.parametrize(("english", "expected"), [(True, True), (False, False)])
def test_day_and_month_may_be_exchanged_in_english_only(english: bool, expected: bool) -> None:
    assert one("3/4/2022", english=english).swapped is expected
    assert one("20/4/2022", english=english).swapped is False
    assert one("Wednesday (3/4)", english=english).swapped is expected


@named(
    "text, weekday, direction",
    {
        "weekday": ("pada Rabu", 2, 0),
        "English weekday": ("on Wednesday", 2, 0),
        "lalu": ("Rabu lalu", 2, -1),
        "last": ("last Wednesday", 2, -1),
        "depan": ("Rabu depan", 2, 1),
        "next": ("next Friday", 4, 1),
        "this": ("this Friday", 4, 0),
        "Sunday": ("Minggu", 6, 0),
    },
)
def test_weekday_has_its_direction(text: str, weekday: int, direction: int) -> None:
    moment = one(text)
    assert (moment.weekday, moment.direction) == (weekday, direction)
    assert (moment.day, moment.month, moment.year) == (None, None, None)


@pytest.mark.parametrize(("text", "direction"), [("Desember lalu", -1), ("Mei mendatang", 1), ("Mei ini", 0)])
def test_month_has_its_direction(text: str, direction: int) -> None:
    assert one(text).direction == direction


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("kemarin lusa", ("day", -2)),
        ("kemarin", ("day", -1)),
        ("yesterday", ("day", -1)),
        ("hari ini", ("day", 0)),
        ("today", ("day", 0)),
        ("besok", ("day", 1)),
        ("esok", ("day", 1)),
        ("tomorrow", ("day", 1)),
        ("lusa", ("day", 2)),
        ("tadi malam", ("night", -1)),
        ("semalam", ("night", -1)),
        ("last night", ("night", -1)),
        ("tonight", ("night", 0)),
        ("malam ini", ("night", 0)),
    ],
)
def test_each_relative_day_has_its_distance(text: str, relative: tuple[str, int]) -> None:
    assert one(text).relative == relative
    assert one(text.capitalize()).relative == relative


@pytest.mark.parametrize(
    ("words", "unit"),
    [("pekan", "week"), ("minggu", "week"), ("bulan", "month"), ("tahun", "year")],
)
@pytest.mark.parametrize(
    ("direction", "distance"),
    [
        ("lalu", -1),
        ("silam", -1),
        ("sebelumnya", -1),
        ("kemarin", -1),
        ("depan", 1),
        ("mendatang", 1),
        ("ini", 0),
    ],
)
def test_each_indonesian_period_has_its_distance(
    words: str, unit: str, direction: str, distance: int
) -> None:
    assert one(f"{words} {direction}").relative == (unit, distance)
    assert one(f"{words} yang {direction}").relative == (unit, distance)


@pytest.mark.parametrize(
    ("words", "unit"), [("week", "week"), ("weekend", "week"), ("month", "month"), ("year", "year")]
)
@pytest.mark.parametrize(
    ("direction", "distance"), [("last", -1), ("previous", -1), ("next", 1), ("this", 0)]
)
def test_each_english_period_has_its_distance(words: str, unit: str, direction: str, distance: int) -> None:
    assert one(f"{direction} {words}").relative == (unit, distance)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Januari", 1), ("Februari", 2), ("Maret", 3), ("April", 4), ("Mei", 5), ("Juni", 6), ("Juli", 7),
        ("Agustus", 8), ("September", 9), ("Oktober", 10), ("November", 11), ("Desember", 12), ("January", 1),
        ("February", 2), ("March", 3), ("May", 5), ("June", 6), ("July", 7), ("August", 8), ("October", 10),
        ("December", 12),
    ],
)  # fmt: skip
def test_each_month_is_found_alone(name: str, month: int) -> None:
    assert one(f"pada {name}").month == month


@pytest.mark.parametrize(
    ("name", "weekday"),
    [
        ("Senin", 0), ("Selasa", 1), ("Rabu", 2), ("Kamis", 3), ("Jumat", 4), ("Jum'at", 4), ("Jum’at", 4),
        ("Sabtu", 5), ("Minggu", 6), ("Monday", 0), ("Tuesday", 1), ("Wednesday", 2), ("Thursday", 3),
        ("Friday", 4), ("Saturday", 5), ("Sunday", 6),
    ],
)  # fmt: skip
def test_each_weekday_is_found(name: str, weekday: int) -> None:
    assert one(f"pada {name} itu").weekday == weekday


@named(
    "text, relative",
    {
        "kemarin": ("kemarin", ("day", -1)),
        "kemarin lusa": ("kemarin lusa", ("day", -2)),
        "yesterday": ("Yesterday", ("day", -1)),
        "hari ini": ("hari  ini".replace("  ", " "), ("day", 0)),
        "besok": ("besok", ("day", 1)),
        "tomorrow": ("tomorrow", ("day", 1)),
        "lusa": ("lusa", ("day", 2)),
        "semalam": ("semalam", ("night", -1)),
        "last night": ("last night", ("night", -1)),
        "tonight": ("tonight", ("night", 0)),
        "pekan lalu": ("pekan lalu", ("week", -1)),
        "minggu depan": ("minggu depan", ("week", 1)),
        "last weekend": ("last weekend", ("week", -1)),
        "pekan ini": ("pekan ini", ("week", 0)),
        "bulan yang lalu": ("bulan yang lalu", ("month", -1)),
        "next month": ("next month", ("month", 1)),
        "tahun sebelumnya": ("tahun sebelumnya", ("year", -1)),
        "this year": ("this year", ("year", 0)),
    },
)
def test_relative_date_is_a_distance_from_the_day_of_publication(
    text: str, relative: tuple[str, int]
) -> None:
    assert one(text).relative == relative


@named(
    "text, weekday, day, month",
    {
        "brackets": ("Rabu (20/4)", 2, 20, 4),
        "comma": ("Jumat, 22 April", 4, 22, 4),
        "space": ("Friday 22 April", 4, 22, 4),
    },
)
def test_weekday_and_the_date_behind_it_are_one_moment(text: str, weekday: int, day: int, month: int) -> None:
    moment = one(text)
    assert (moment.weekday, moment.day, moment.month) == (weekday, day, month)


@named(
    "text, count",
    {
        "another word between them": ("Rabu atau 22 April", 2),
        "a sign that does not join": ("Rabu; 22 April", 2),
        "too many signs": ("Rabu,(( 22 April", 2),
        "two weekdays": ("Rabu, Kamis", 2),
        "a date without a day": ("Rabu, April 2022", 2),
        "two dates": ("20/4/2022, 21/4/2022", 2),
        "month before the date": ("Mei, 3 April", 2),
        "relative day before the date": ("kemarin (20/4)", 2),
        "weekday with its date before another": ("Rabu (20/4), 22 April", 2),
    },
)
def test_other_dates_in_a_row_stay_apart(text: str, count: int) -> None:
    assert len(moments(text)) == count


def test_year_inside_a_date_is_no_moment_of_its_own() -> None:
    assert one("pada April 2022").year == 2022


@pytest.mark.parametrize(
    "word", ["mei", "may", "rabu", "wednesday", "jumat", "kemarin", "malam", "pekan", "week"]
)
def test_names_of_days_hold_every_word_of_a_date_without_digits(word: str) -> None:
    assert word in names_of_days()


def test_names_of_days_hold_no_other_word() -> None:
    assert names_of_days().isdisjoint({"wali", "kota", "jam", "pukul", "the"})
