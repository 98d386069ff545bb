"""Tests of dates as newspapers print them, and of text that only looks like a date."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.text.dates import find_dates, parse_date

APRIL_22 = date(2022, 4, 22)


@pytest.mark.parametrize(
    "text",
    [
        "22 April 2022",
        "Jumat, 22 April 2022 10:30 WIB",
        "Jum'at, 22 April 2022",
        "Jumat (22/4/2022)",
        "Jumat, 22/04/2022 10.30 WITA",
        "April 22, 2022",
        "Friday, April 22nd, 2022 at 10:30 a.m.",
        "Apr. 22, 2022",
        "22 Apr 2022",
        "22-Apr-2022",
        "22nd April 2022",
        "22 / 4 / 2022",
        "22-04-2022",
        "22.04.2022",
        "04/22/2022",
        "2022/04/22",
        "2022-04-22",
        "2022-04-22T10:30:00+07:00",
        "2022-04-22T03:30:00.123Z",
        "2022-04-22 10:30",
        "Fri, 22 Apr 2022 10:30:00 +0700",
        "22 APRIL 2022 | 10:30",
    ],
)
def test_printed_date_is_parsed(text: str) -> None:
    assert parse_date(text) == APRIL_22


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 Agustus 2021", date(2021, 8, 17)),
        ("5 Agt 2021", date(2021, 8, 5)),
        ("1 Des 2020", date(2020, 12, 1)),
        ("12 Mei 2019", date(2019, 5, 12)),
        ("9 Juli 2018", date(2018, 7, 9)),
        ("Sept. 5, 2022", date(2022, 9, 5)),
        ("3 Oktober 1999", date(1999, 10, 3)),
        ("28 Februari 2023", date(2023, 2, 28)),
    ],
)
def test_months_are_parsed_in_both_languages(text: str, day: date) -> None:
    assert parse_date(text) == day


def test_numeric_date_is_day_first_unless_that_is_impossible() -> None:
    assert parse_date("03/04/2022") == date(2022, 4, 3)
    assert parse_date("12/25/2022") == date(2022, 12, 25)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kemarin",
        "April 2022",
        "22 April",
        "Rabu (20/4)",
        "2022",
        "31/02/2022",
        "2022-02-30",
        "2022-13-45",
        "45 April 2022",
        "12 orang 2022",
        "5 sep 1800",
        "22 April 2922",
        "0812/04/2022",
        "22/04/20225",
        "sejak 22 April 2022 harga naik",
        "22 April 2022 " + "x" * 200,
    ],
)
def test_incomplete_or_impossible_date_is_rejected(text: str) -> None:
    assert parse_date(text) is None


def test_day_far_in_the_future_is_rejected_if_today_is_given() -> None:
    assert parse_date("22 April 2030", today=date(2022, 4, 1)) is None
    assert parse_date("22 April 2022", today=date(2022, 4, 1)) == APRIL_22
    assert parse_date("22 April 2030") == date(2030, 4, 22)


def test_dates_are_found_with_their_offsets() -> None:
    text = "Rapat Rabu (20/4/2022) diulang pada 5 Mei 2022, bukan 31/02/2022."
    assert [(text[match.start : match.end], match.day) for match in find_dates(text)] == [
        ("20/4/2022", date(2022, 4, 20)),
        ("5 Mei 2022", date(2022, 5, 5)),
    ]


def test_long_hostile_line_is_fast() -> None:
    assert list(find_dates("-10:30" * 100_000)) == []
    assert parse_date("22 April 2022" + "-10:30" * 15 + "x") is None
