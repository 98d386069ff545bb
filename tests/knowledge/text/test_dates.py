"""Tests of dates as newspapers print them, and of text that only looks like a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from knowledge.text.dates import day_in, find_dates, parse_date, parse_moment

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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 نوفمبر 2026", date(2026, 11, 14)),
        ("السبت ١٤ نوفمبر ٢٠٢٦ م", date(2026, 11, 14)),
        ("14 تشرين الثاني 2026", date(2026, 11, 14)),
        ("5 नवंबर 2026", date(2026, 11, 5)),
        ("五 2026年11月12日 星期四", None),
        ("2026年11月12日 星期四", date(2026, 11, 12)),
        ("2026년 11월 12일", date(2026, 11, 12)),
        ("четверг, 5 ноября 2026 г., 10:30", date(2026, 11, 5)),
        ("꧕ ꦤꦺꦴꦥ꦳ꦺꦩ꧀ꦧꦼꦂ ꧒꧐꧒꧖", date(2026, 11, 5)),
        ("5 พฤศจิกายน 2569", date(2026, 11, 5)),
        ("31 ноября 2026", None),
        ("2026年13月12日", None),
        ("5\u00a0November\u202f2026", date(2026, 11, 5)),
        ("Jumat Pahing, 5 Rajab 1448 H / 12 Desember 2026 M", date(2026, 12, 12)),
        ("الجمعة ٥ رجب ١٤٤٨ هـ الموافق ١٢ ديسمبر ٢٠٢٦ م", date(2026, 12, 12)),
        ("5 Rajab 1448 H", None),
    ],
)
def test_dates_of_other_scripts_and_calendars_are_parsed(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-05T22:40:00.123Z", "2026-11-05T22:40:00+00:00"),
        ("Thu, 5 Nov 2026 9:40:00 +0700 (WIB)", "2026-11-05T09:40:00+07:00"),
        ("2026-11-05 22:40 UTC", "2026-11-05T22:40:00+00:00"),
        ("2026-11-05T22:75Z", "2026-11-05"),
        ("5 November 2026, 22:40 WIB", "2026-11-05"),
        ("sejak 5 November 2026 harga naik", None),
    ],
)
def test_stamp_of_a_machine_has_its_time_and_zone(text: str, moment: str | None) -> None:
    found = parse_moment(text)

    assert (found.isoformat() if found else None) == moment


def test_day_of_a_moment_is_that_in_the_zone() -> None:
    zone = timezone(timedelta(hours=7))

    assert day_in(datetime(2026, 11, 5, 22, 40, tzinfo=UTC), zone) == date(2026, 11, 6)
    assert day_in(datetime(2026, 11, 5, 22, 40), zone) == date(2026, 11, 5)
    assert day_in(date(2026, 11, 5), zone) == date(2026, 11, 5)


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
