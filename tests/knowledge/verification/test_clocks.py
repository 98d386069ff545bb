from __future__ import annotations

from knowledge.verification.clocks import clocks, same_time
from tests.knowledge.verification.cases import Pairs, each_pair, named

SAME_TIMES: Pairs = {
    "24-hour clock and part of the day": ("Rapat dimulai pukul 19.00 WIB.", "Rapat dimulai jam 7 malam."),
    "a.m. and its hour": ("The meeting began at 10:30 a.m.", "Rapat dimulai pukul 10.30 WIB."),
    "two time zones": ("Rapat dimulai pukul 17.00 WIB.", "Rapat dimulai pukul 10.00 GMT."),
}
OTHER_TIMES: Pairs = {
    "an hour later": ("Rapat dimulai pukul 20.00.", "Rapat dimulai jam 7 malam."),
}


@each_pair(SAME_TIMES)
def test_same_time_may_be_written_in_another_way(statement: str, sentence: str) -> None:
    assert same_time(*clocks(statement), *clocks(sentence))


@each_pair(OTHER_TIMES)
def test_another_time_is_not_the_same(statement: str, sentence: str) -> None:
    assert not same_time(*clocks(statement), *clocks(sentence))


@named(
    "text, minutes",
    {
        "pukul with minutes": ("pukul 19.30", [1170]),
        "the last minute of an hour": ("pukul 19.59", [1199]),
        "pukul with a colon": ("Pukul 13:05", [785]),
        "jam": ("jam 15", [900]),
        "English at": ("at 14:00", [840]),
        "an hour up to twelve may be in the evening": ("pukul 7.00", [420, 1140]),
        "twelve may be midnight": ("pukul 12.00", [0, 720]),
        "a leading zero means the 24-hour clock": ("pukul 07.00", [420]),
        "a leading zero without minutes does not": ("pukul 07", [420, 1140]),
        "a time zone means the 24-hour clock": ("pukul 7.00 WIB", [420]),
        "a time of two numbers with its zone": ("7.00 WITA", [420]),
        "midnight": ("pukul 0.15", [15]),
        "hour 24 is midnight": ("pukul 24.00", [0]),
        "pagi": ("jam 7 pagi", [420]),
        "twelve in the morning is midnight": ("12 a.m.", [0]),
        "dini hari": ("pukul 2 dini hari", [120]),
        "siang before ten is in the afternoon": ("jam 1 siang", [780]),
        "siang from ten on is not": ("jam 10 siang", [600]),
        "sore": ("pukul 4.30 sore", [990]),
        "petang": ("jam 6 petang", [1080]),
        "malam": ("jam 11 malam", [1380]),
        "twelve malam is midnight": ("jam 12 malam", [0]),
        "twelve p.m. is noon": ("12 p.m.", [720]),
        "malam after the 24-hour clock adds nothing": ("pukul 19.00 malam", [1140]),
        "a bare hour with p.m.": ("7 pm", [1140]),
        "minutes with p.m.": ("7.15 p.m.", [1155]),
    },
)
def test_time_of_day_is_read_in_minutes_after_midnight(text: str, minutes: list[int]) -> None:
    [clock] = clocks(text)
    assert sorted(clock.minutes) == minutes


@named(
    "text",
    {
        "a duration": ("2 jam",),
        "an hour above 24": ("pukul 25.00",),
        "minutes above 59": ("pukul 10.75",),
        "a number of people": ("at 7 orang",),
        "an amount": ("at 5 juta",),
        "a share": ("at 5%",),
        "a date": ("at 5/6",),
        "a decimal of three places": ("at 1.500",),
        "two numbers without a zone": ("10.30",),
        "part of a longer number": ("1.10.30 WIB",),
    },
)
def test_other_numbers_are_no_time_of_day(text: str) -> None:
    assert clocks(text) == []


def test_clock_has_its_span_and_zone() -> None:
    text = "Mulai pukul 10.30 WITA di Merak, 8 pm di Bakau."
    first, second = clocks(text)
    assert (first.text, text[first.start : first.end], first.zone) == ("pukul 10.30 WITA",) * 2 + (8,)
    assert (second.text, second.zone) == ("8 pm", None)


@named(
    "zone, hours",
    {"WIB": ("WIB", 7), "WITA": ("WITA", 8), "WIT": ("WIT", 9), "GMT": ("gmt", 0), "UTC": ("UTC", 0)},
)
def test_zone_is_in_hours_ahead_of_utc(zone: str, hours: int) -> None:
    assert clocks(f"pukul 12.00 {zone}")[0].zone == hours


@named(
    "left, right, expected",
    {
        "any of the possible minutes": ("pukul 7.00", "pukul 19.00", True),
        "both zones": ("pukul 01.00 WIB", "pukul 18.00 UTC", True),
        "both zones, another time": ("pukul 01.00 WIB", "pukul 01.00 UTC", False),
        "one zone is ignored": ("pukul 01.00 WIB", "pukul 01.00", True),
        "other minutes": ("pukul 13.00", "pukul 13.01", False),
    },
)
def test_zones_count_only_where_both_texts_name_one(left: str, right: str, expected: bool) -> None:
    assert same_time(clocks(left)[0], clocks(right)[0]) is expected
