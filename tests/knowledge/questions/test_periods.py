"""Tests that the words of time in a message name the right days, in both languages, careful or casual."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Period
from knowledge.questions.periods import BEGINNING, find_period, named, wider

TODAY = date(2025, 5, 21)  # a Wednesday

NAMED = """
    hari ini                                            | 2025-05-21 |
    Berita hari ini apa saja?                           | 2025-05-21 |
    brita hr ini dong                                   | 2025-05-21 |
    What's in today's news?                             | 2025-05-21 |
    who won tonight                                     | 2025-05-21 |
    siapa yg menang malam ini                           | 2025-05-21 |
    Apa kata gubernur tadi pagi?                        | 2025-05-21 |
    td siang gempa di mana                              | 2025-05-21 |
    What happened this morning?                         | 2025-05-21 |
    kmrn ada apa aja                                    | 2025-05-20 |
    Siapa yang dilantik kemarin sore?                   | 2025-05-20 |
    kemarn ada gempa                                    | 2025-05-20 |
    News from yesteday                                  | 2025-05-20 |
    semalam siapa yang menang                           | 2025-05-20 |
    Gempa tadi malam di mana?                           | 2025-05-20 |
    last night's match                                  | 2025-05-20 |
    kemarin lusa ada berita apa                         | 2025-05-19 |
    the day before yesterday                            | 2025-05-19 |
    dua hari lalu                                       | 2025-05-19 |
    brita 2 hr yg lalu                                  | 2025-05-19 |
    3 days ago                                          | 2025-05-18 |
    dua belas hari yang lalu                            | 2025-05-09 |
    eleven days ago                                     | 2025-05-10 |
    a couple of days ago                                | 2025-05-19 |
    berita minggu ini                                   | 2025-05-19 | 2025-05-25
    mgg ini ada apa                                     | 2025-05-19 | 2025-05-25
    Apa yang terjadi pekan ini?                         | 2025-05-19 | 2025-05-25
    what's new this week                                | 2025-05-19 | 2025-05-25
    minggu lalu                                         | 2025-05-12 | 2025-05-18
    Minggu lalu ada apa?                                | 2025-05-12 | 2025-05-18
    mggu kmrn                                           | 2025-05-12 | 2025-05-18
    What did they decide last week?                     | 2025-05-12 | 2025-05-18
    dua pekan lalu                                      | 2025-05-05 | 2025-05-11
    akhir pekan lalu                                    | 2025-05-17 | 2025-05-18
    last weekend                                        | 2025-05-17 | 2025-05-18
    Sabtu-Minggu kemarin                                | 2025-05-17 | 2025-05-18
    akhir pekan ini                                     | 2025-05-24 | 2025-05-25
    bln ini                                             | 2025-05-01 | 2025-05-31
    bulan lalu                                          | 2025-04-01 | 2025-04-30
    How many came last month?                           | 2025-04-01 | 2025-04-30
    awal bulan ini                                      | 2025-05-01 | 2025-05-10
    at the end of last month                            | 2025-04-21 | 2025-04-30
    two months ago                                      | 2025-03-01 | 2025-03-31
    dua bulan terakhir                                  | 2025-03-22 | 2025-05-21
    7 hari trakhir                                      | 2025-05-15 | 2025-05-21
    in the last 7 days                                  | 2025-05-15 | 2025-05-21
    past two weeks                                      | 2025-05-08 | 2025-05-21
    seminggu terakhir                                   | 2025-05-15 | 2025-05-21
    the past year                                       | 2024-05-22 | 2025-05-21
    dalam 24 jam terakhir                               | 2025-05-20 | 2025-05-21
    tiga hari ini                                       | 2025-05-19 | 2025-05-21
    taun ini                                            | 2025-01-01 | 2025-12-31
    thn lalu                                            | 2024-01-01 | 2024-12-31
    Who won in 2022?                                    | 2022-01-01 | 2022-12-31
    Siapa juara tahun 2022?                             | 2022-01-01 | 2022-12-31
    akhir 2021                                          | 2021-09-01 | 2021-12-31
    tahun 1990-an                                       | 1990-01-01 | 1999-12-31
    Senin lalu                                          | 2025-05-19 |
    Apa yang terjadi hari Senin?                        | 2025-05-19 |
    senin kmrn                                          | 2025-05-19 |
    last Monday                                         | 2025-05-19 |
    what happend on thrusday                            | 2025-05-15 |
    last wensday                                        | 2025-05-14 |
    hari Rabu                                           | 2025-05-21 |
    rabu lalu                                           | 2025-05-14 |
    jum'at lalu                                         | 2025-05-16 |
    gempa Sabtu malam                                   | 2025-05-17 |
    on sat                                              | 2025-05-17 |
    Senin minggu lalu                                   | 2025-05-12 |
    Monday of last week                                 | 2025-05-12 |
    hari Minggu ada apa                                 | 2025-05-18 |
    Apa yang terjadi hari Minggu lalu?                  | 2025-05-18 |
    konser minggu malam                                 | 2025-05-18 |
    Siapa yang tampil pada Minggu?                      | 2025-05-18 |
    malam minggu kemarin                                | 2025-05-17 |
    Kebakaran Pasar Minggu kemarin                      | 2025-05-20 |
    Maret 2025                                          | 2025-03-01 | 2025-03-31
    berita bulan maret                                  | 2025-03-01 | 2025-03-31
    March                                               | 2025-03-01 | 2025-03-31
    News in may                                         | 2025-05-01 | 2025-05-31
    What did the May floods destroy?                    | 2025-05-01 | 2025-05-31
    berita mei                                          | 2025-05-01 | 2025-05-31
    Banjir Mei lalu                                     | 2024-05-01 | 2024-05-31
    Juni                                                | 2024-06-01 | 2024-06-30
    agsutus thn lalu                                    | 2024-08-01 | 2024-08-31
    Septmber 2024                                       | 2024-09-01 | 2024-09-30
    awal Maret                                          | 2025-03-01 | 2025-03-10
    akhir Maret                                         | 2025-03-22 | 2025-03-31
    pertengahan maret 2024                              | 2024-03-11 | 2024-03-20
    late February                                       | 2025-02-19 | 2025-02-28
    the last week of March                              | 2025-03-01 | 2025-03-31
    3 Mei                                               | 2025-05-03 |
    30 Mei                                              | 2024-05-30 |
    3 Mei 2024                                          | 2024-05-03 |
    3 mei 24                                            | 2024-05-03 |
    3 Mei tahun lalu                                    | 2024-05-03 |
    May 3                                               | 2025-05-03 |
    the December 2 crowd                                | 2024-12-02 |
    May 3rd, 2024                                       | 2024-05-03 |
    the 3rd of may                                      | 2025-05-03 |
    3/5/2025                                            | 2025-05-03 |
    3-5-25                                              | 2025-05-03 |
    5/13/2025                                           | 2025-05-13 |
    03-Mei-2024                                         | 2024-05-03 |
    2025-05-03                                          | 2025-05-03 |
    tanggal 3                                           | 2025-05-03 |
    tgl 25                                              | 2025-04-25 |
    tanggal 31                                          | 2025-03-31 |
    tanggal 3 bulan lalu                                | 2025-04-03 |
    hari Selasa tanggal 13                              | 2025-05-13 |
    Minggu (5/11)                                       | 2024-11-05 |
    Minggu, 4 Mei 2025                                  | 2025-05-04 |
    Senin (19/5/2025)                                   | 2025-05-19 |
    29 Februari                                         | 2024-02-29 |
    Gempa 31 Februari atau 3 Mei?                       | 2025-05-03 |
    dari 3 sampai 10 Mei                                | 2025-05-03 | 2025-05-10
    3-10 Mei 2025                                       | 2025-05-03 | 2025-05-10
    3 s/d 10 mei                                        | 2025-05-03 | 2025-05-10
    May 3-10, 2024                                      | 2024-05-03 | 2024-05-10
    antara tanggal 3 dan 10 Mei                         | 2025-05-03 | 2025-05-10
    tgl 3 sampe 10                                      | 2025-05-03 | 2025-05-10
    from 28 April to 3 May                              | 2025-04-28 | 2025-05-03
    between March and May                               | 2025-03-01 | 2025-05-31
    antara Januari dan Maret 2025                       | 2025-01-01 | 2025-03-31
    Desember sampai Februari 2025                       | 2024-12-01 | 2025-02-28
    antara 2020 dan 2022                                | 2020-01-01 | 2022-12-31
    2020-2022                                           | 2020-01-01 | 2022-12-31
    from Monday to Wednesday                            | 2025-05-19 | 2025-05-21
    dari Senin sampai Jumat kemarin                     | 2025-05-12 | 2025-05-16
    dari kmrn sampai hari ini                           | 2025-05-20 | 2025-05-21
    dari Maret sampai sekarang                          | 2025-03-01 | 2025-05-21
    sejak 3 Mei                                         | 2025-05-03 | 2025-05-21
    Any news since Monday?                              | 2025-05-19 | 2025-05-21
    sejak Maret                                         | 2025-03-01 | 2025-05-21
    sjk awal tahun lalu                                 | 2024-01-01 | 2025-05-21
    since last week                                     | 2025-05-12 | 2025-05-21
    after May 3                                         | 2025-05-04 | 2025-05-21
    sebelum 3 Mei                                       | 1900-01-01 | 2025-05-02
    before May                                          | 1900-01-01 | 2025-04-30
    sebelum tahun 2020                                  | 1900-01-01 | 2019-12-31
    until April                                         | 1900-01-01 | 2025-04-30
    harga cabai sampai kemarin                          | 2025-05-20 |
"""

NOT_NAMED = [
    *["", "   ", "Siapa wali kota?", "berita terbaru", "Berapa 12030 itu?", "skor 3-1", "pukul 10.30"],
    *["berita minggu", "pada minggu", "Pasar Minggu kebakaran", "akhir pekan", "minggu depan", "besok"],
    *["Ketua Mei Lan", "ketua mei lan", "berita tentang Mei Lan", "Mei 3 orang tewas", "Theresa May"],
    *["Apakah warga sepakat dengan May bahwa itu baik?", "May Day"],
    *["may I ask", "May I ask something?", "one may ask", "only 3 may enter", "some months may pass"],
    *["the end may come", "march of the students", "March of the students", "women's March"],
    *["students to march in Jakarta", "April Jasmine", "Mr. Jan", "he sat down", "Kaisar Augustus"],
    *["Satu hari nanti", "Senin depan", "next Monday", "setiap Senin", "every Friday", "3 Mei mendatang"],
    *["salat Jumat di mana", "Good Friday", "Kamis Putih", "mari kemari", "hari-hari ini", "kemarin-kemarin"],
    *["menginap dua hari semalam", "selamat pagi ini saya mau tanya", "hari kemerdekaan", "tanggal merah"],
    *["2000 orang", "Rp 2000", "Rp2000", "2000-an orang", "musim 2020/2021", "nomor 0812-2022", "UU 12.2022"],
    *["31 Februari", "31 April 2025", "2025-02-30", "99/99/2025", "tanggal 32", "29 Februari 2023", "32 Mei"],
    *["dari 10 sampai 3 Mei", "0 hari terakhir", "9" * 400 + " hari lalu", "on the 3rd floor"],
]


def rows() -> list[tuple[str, date, date]]:
    result = []
    for line in NAMED.strip().splitlines():
        text, first, last = (cell.strip() for cell in line.split("|"))
        result.append((text, date.fromisoformat(first), date.fromisoformat(last or first)))
    return result


def period_of(text: str, today: date = TODAY) -> Period | None:
    found = find_period(text, today)
    return found.period if found else None


@pytest.mark.parametrize(("text", "first", "last"), rows())
def test_words_of_time_name_their_days(text: str, first: date, last: date) -> None:
    assert period_of(text) == Period(first, last)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_other_words_and_impossible_dates_name_no_period(text: str) -> None:
    assert period_of(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada berita apa minggu lalu?", "minggu lalu"),
        ("News on Monday, please", "on Monday"),
        ("berita dari dua  minggu terakhir dong", "dari dua  minggu terakhir"),
        ("Apa yang terjadi antara tanggal 3 dan 10 Mei?", "antara tanggal 3 dan 10 Mei"),
        ("Banjir sejak hari Senin di mana?", "sejak hari Senin"),
        ("Kabar dari Maret – Mei 2024 saja", "dari Maret – Mei 2024"),
        ("Kecelakaan Minggu (5/11) di tol", "Minggu (5/11)"),
        ("Gempa (3/5) kemarin", "(3/5)"),
        ("yesterday's news", "yesterday's"),
        ("Who called him in on 3 May?", "on 3 May"),
        ("What did he say at the 2022 summit?", "at the 2022"),
        ("İzmir, kmrn", "kmrn"),
    ],
)
def test_span_covers_the_words_with_their_preposition(text: str, words: str) -> None:
    found = find_period(text, TODAY)
    assert found is not None
    assert text[found.start : found.end] == words


def test_first_of_several_periods_counts() -> None:
    assert period_of("Apakah kemarin lebih panas daripada Maret 2024?") == period_of("kemarin")


@pytest.mark.parametrize("day", range(7))
def test_weekday_is_the_latest_one_and_with_lalu_one_before_today(day: int) -> None:
    today = date(2025, 5, 19) + timedelta(days=day)
    monday = date(2025, 5, 19)
    assert period_of("hari Senin", today) == Period(monday, monday)
    before = monday - timedelta(days=7) if day == 0 else monday
    assert period_of("Senin lalu", today) == period_of("last Monday", today) == Period(before, before)


def test_last_month_and_day_of_month_are_right_around_the_turn_of_the_year() -> None:
    today = date(2026, 1, 2)
    assert period_of("bulan lalu", today) == Period(date(2025, 12, 1), date(2025, 12, 31))
    assert period_of("Desember", today) == Period(date(2025, 12, 1), date(2025, 12, 31))
    assert period_of("tanggal 31", today) == Period(date(2025, 12, 31), date(2025, 12, 31))
    assert period_of("minggu ini", today) == Period(date(2025, 12, 29), date(2026, 1, 4))
    assert period_of("sebulan terakhir", date(2025, 3, 31)) == Period(date(2025, 3, 1), date(2025, 3, 31))


def test_every_month_weekday_and_number_is_known_in_both_languages() -> None:
    for names in (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ):
        for month, name in enumerate(names.split(), start=1):
            assert period_of(f"1 {name} 2024") == Period(date(2024, month, 1), date(2024, month, 1))
    for names in (
        "Senin Selasa Rabu Kamis Jumat Sabtu Ahad",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ):
        for weekday, name in enumerate(names.split()):
            found = period_of(f"last {name}")
            assert found is not None
            assert found.first.weekday() == weekday
    for numbers in (
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas duabelas",
        "one two three four five six seven eight nine ten eleven twelve",
    ):
        for number, name in enumerate(numbers.split(), start=1):
            assert period_of(f"{name} hari lalu") == period_of(f"{number} days ago")


WORDS = " ".join(row[0] for row in rows()).split()


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12),
    st.sampled_from([" ", "", "-", "\n"]),
    st.dates(),
)
def test_any_text_on_any_day_gives_an_ordered_period_and_a_span_or_none(
    words: list[str], separator: str, today: date
) -> None:
    text = separator.join(words)
    found = find_period(text, today)
    if found is not None:
        assert found.period.first <= found.period.last
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]


@pytest.mark.parametrize(
    "piece", ["may ", "3 ", "3-", "(", "the ", " ", "1", "dari 3 sampai ", "minggu ", "terakhirr "]
)
def test_time_grows_in_proportion_to_a_hostile_text(piece: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        find_period((piece * length)[:length], TODAY)
        return time.process_time() - start

    seconds(1_000)
    # Eight times the length takes 64 times as long where the time is quadratic.
    assert seconds(40_000) < 24 * seconds(5_000) + 0.05


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (TODAY, TODAY, "week"),
        (date(2025, 5, 19), date(2025, 5, 19), "week"),
        (date(2025, 5, 18), date(2025, 5, 18), "month"),  # Sunday of last week
        (date(2025, 5, 20), date(2025, 5, 21), "month"),
        (date(2025, 5, 19), date(2025, 5, 25), "month"),
        (date(2025, 4, 28), date(2025, 5, 4), "month"),
        (date(2025, 5, 14), date(2025, 5, 21), "all"),
        (date(2025, 5, 1), date(2025, 5, 31), "all"),
        (date(2025, 4, 14), date(2025, 4, 20), "all"),
        (date(2024, 5, 21), date(2024, 5, 21), "all"),
        (BEGINNING, TODAY, "all"),
    ],
)
def test_wider_is_the_next_wider_period_that_has_a_day_in_common(first: date, last: date, kind: str) -> None:
    assert wider(Period(first, last), TODAY) == kind


def test_named_periods_are_those_of_today() -> None:
    assert named("week", TODAY) == Period(date(2025, 5, 19), date(2025, 5, 25))
    assert named("month", TODAY) == Period(date(2025, 5, 1), date(2025, 5, 31))
    assert named("all", TODAY) is None
