"""Rules for years, months, dates and weekdays: "tahun 2022", "awal Maret", "3-10 Mei 2025", "hari Senin"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge.models import Period
from knowledge.questions.period_grammar.calendar_units import Recurring, around
from knowledge.questions.period_grammar.month_names import INDONESIAN_ONLY, is_month
from knowledge.questions.period_grammar.patterns import (
    FREE_NUMBER,
    NO_AMOUNT,
    PART,
    PAST,
    THAT,
    TIME_OF_DAY,
    Found,
    Rule,
)

_YEAR_ALONE = (
    r"(?:YEAR |(?<!HOUR )(?<!pukul )(?<!rp ))"
    + FREE_NUMBER
    + r"(?:(?<!\d-)|(?<=19\d\d-)|(?<=20\d\d-))(?P<year>(?:19|20)\d\d)(?P<decade>-an|an|s)?"
    + rf"{NO_AMOUNT}(?! YEAR|-an|-\d{{1,3}}(?!\d))"
)
_YEAR = (
    rf"(?:(?:,| of| YEAR|, YEAR|-)? ?(?P<year>(?:19|20)\d\d){NO_AMOUNT}| '(?P<short_year>\d\d)(?!\d)"
    r"|(?: of)? (?P<this_year>THIS|LAST) YEAR| YEAR (?:YANG )?(?P<that_year>INI|LALU|YESTERDAY))?"
)
_YEAR_AT_END = r"(?: (?P<end_year>[12]\d)(?=$|[?!.,;)]))?"  # "3 Mei 24"
_INI_OR_PAST = rf"(?:(?P<this> INI)|{PAST})?"
_MONTH = r"M(?P<month>\d\d)"
_NTH = "(?:st|nd|rd|th)?"
_DATE = r"(?:DATE\.? ?)?"
_DAY = (
    rf"(?:(?P<from>\d{{1,2}}){_NTH} ?(?:-|s/d|s\.d\.|TO dengan|TO|to|AND) ?{_DATE}(?:the )?)?"
    rf"(?P<day>\d{{1,2}}){_NTH}"
)
"""A day of a month, or several: "3", "3rd", "3 sampai tanggal 10"."""

_DATED_WEEKDAY = rf"(?:DAY )?(?:W\d|MINGGU){TIME_OF_DAY}(?:,| -)? ?\(? ?"
# Other meanings: the Friday prayer, markets and a station in Jakarta, a football club, holidays.
_NO_DAY_AFTER = (
    "salat shalat sholat solat khotbah khutbah pasar stasiun good black ash bloody cyber sheffield"
)
_WEEKDAY = (
    "".join(f"(?<!{word} )" for word in _NO_DAY_AFTER.split())
    + r"W(?P<weekday>\d)(?! (?:agung|abu|putih|suci|berkah|kliwon)\b)"
)
_BEFORE_DATE = "(?:(?<=pada )|(?<=on )|(?<=SINCE )|(?<=BEFORE )|(?<=AFTER )|(?<=FROM )|(?<=TO )|(?<=to ))"


def rules() -> Iterator[tuple[Rule, str]]:
    """Yield each rule with its pattern. If two match the same words, the first one counts."""
    yield _plain_year, PART + _YEAR_ALONE
    yield (
        _month,
        rf"{PART}(?:the )?(?P<bulan>MONTH (?:of )?)?(?:(?P<which>THIS|LAST|PAST|THIS PAST) )?"
        rf"{_MONTH}{_INI_OR_PAST}{_YEAR}",
    )
    yield (
        _day_month,
        rf"(?:{_DATED_WEEKDAY})?(?P<sure>DATE\.? ?|the )?{FREE_NUMBER}{_DAY}(?: of| MONTH|-)? ?{_MONTH}"
        rf"{_YEAR}{_YEAR_AT_END}{PAST}?",
    )
    yield _month_day, rf"(?:{_DATED_WEEKDAY})?(?:the )?{_MONTH} (?:the )?{_DAY}{NO_AMOUNT}{_YEAR}{PAST}?"
    yield (
        _iso,
        rf"(?:{_DATED_WEEKDAY})?{_DATE}{FREE_NUMBER}"
        r"(?P<year>\d{4})(?P<separator>[-/])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})",
    )
    yield (
        _numeric,
        rf"(?:{_DATED_WEEKDAY})?{_DATE}{FREE_NUMBER}(?P<day>\d{{1,2}})(?P<separator>[/.-])(?P<month>\d{{1,2}})"
        r"(?P=separator)(?P<year>(?:19|20)\d\d|\d\d)(?![/\d]|[.,]\d)",
    )
    yield (
        _numeric_without_year,
        rf"(?:{_DATED_WEEKDAY}|DATE\.? ?|{_BEFORE_DATE})(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})"
        r"(?![/\d]|[.,]\d)",
    )
    yield _numeric_without_year, r"\((?P<day>\d{1,2})/(?P<month>\d{1,2})\)"
    yield (
        _day_only,
        rf"(?:{_DATED_WEEKDAY})?DATE\.? ?{_DAY}(?! ?M\d|[/.-]?\d)(?: MONTH{THAT}|{PAST})?",
    )
    yield (
        _day_only,
        r"on the (?P<day>\d{1,2})(?:st|nd|rd|th)(?:(?: of)? (?P<which>THIS|LAST) MONTH|(?=[?!.,;]|$))",
    )
    yield (
        _weekday,
        rf"(?:(?P<last>YESTERDAY) )?(?:DAY )?{_WEEKDAY}{TIME_OF_DAY}"
        rf"(?: (?:WEEK|MINGGU){THAT}|(?: of)? (?P<week>THIS|LAST) WEEK|(?P<this> INI)|{PAST})?",
    )
    yield (
        _weekday,
        rf"(?:the )?(?:(?P<last>LAST|PAST|THIS PAST)|(?P<this>THIS)) [WA](?P<weekday>\d){TIME_OF_DAY}",
    )
    # "Sat" and "sun" are other words elsewhere.
    yield _weekday, rf"{_BEFORE_DATE}A(?P<weekday>\d){TIME_OF_DAY}"
    yield _weekday, rf"(?P<eve>NIGHT) (?:W(?P<weekday>\d)|MINGGU){_INI_OR_PAST}"
    # "Minggu" is Sunday in "hari Minggu", "Minggu pagi", "Jumat sampai Minggu", "pada Minggu"; else a week.
    yield _weekday, rf"(?:DAY MINGGU{TIME_OF_DAY}|MINGGU (?:PART|NIGHT)){_INI_OR_PAST}"
    yield _weekday, r"(?:(?<=W\d TO )|(?<=W\d - )|(?<=W\d-))MINGGU(?! INI| LALU)|MINGGU(?= ?(?:-|TO) ?W\d)"
    yield _capital_minggu, r"(?<=pada )(?P<minggu>MINGGU)(?!(?: YANG)? (?:INI|LALU|YESTERDAY))"
    yield (
        _future,
        r"(?:NEXT|EVERY) (?:DAY )?(?:W\d|A\d|MINGGU|M\d\d|WEEKEND|WEEK|MONTH|YEAR|PART|NIGHT)" + TIME_OF_DAY,
    )
    yield (
        _future,
        rf"(?:DAY |MONTH |NIGHT )?(?:{_DATE}\d{{1,2}} )?(?:W\d|M\d\d|MINGGU|WEEKEND|WEEK|MONTH|YEAR)"
        rf"{TIME_OF_DAY}(?: (?:WEEK|MINGGU|MONTH|YEAR))?(?: YANG)?(?: akan)? NEXT",
    )


def _future(_found: Found) -> None:
    return None


def _plain_year(found: Found) -> Period | None:
    year = around("year", date(int(found["year"]), 1, 1))
    if not found["decade"]:
        return found.part_of("year", year)
    return Period(year.first, around("year", year.first, 9).last) if year.first.year % 10 == 0 else None


def _year_of(found: Found) -> int | None:
    if found["year"]:
        return int(found["year"])
    if short := found["short_year"] or found["end_year"]:
        return 2000 + int(short)
    group = "this_year" if found["this_year"] else "that_year"
    return found.this_or_last("year", group).first.year if found[group] else None


def _month(found: Found) -> Period | Recurring | None:
    year, month = _year_of(found), int(found["month"])
    is_dated = year or found["which"] or found["part"] or found["past"] or found["this"]
    is_named = found["bulan"] and found.source("month").lower() != "may"  # "some months may pass"
    start, end = found.match.span("month")
    if not (is_dated or is_named or is_month(found.keywords, start - 1, end)):
        return None

    def at(first: date) -> Period:
        return found.part_of("month", around("month", first.replace(month=month)))

    if year or found["this"] or found["which"] == "THIS":
        return at(date(year or found.today.year, 1, 1))
    return Recurring("year", at, is_past=bool(found["which"] or found["past"]))


def _days_of_month(found: Found) -> Period | Recurring | None:
    month, last = int(found["month"]), int(found["day"])
    first = int(found["from"] or last)
    if first > last:
        return None

    def at(day: date) -> Period:
        return Period(date(day.year, month, first), date(day.year, month, last))

    year = _year_of(found)
    return at(date(year, 1, 1)) if year else Recurring("year", at, is_past=bool(found["past"]))


def _day_month(found: Found) -> Period | Recurring | None:
    """3 May. "Only 3 may enter" has no date."""
    follows = found.keywords.text[found.match.end() :][:2]
    is_verb = found.source("month") in {"may", "march"} and re.match(r" [a-z]", follows)
    return None if is_verb and not found["sure"] and not _year_of(found) else _days_of_month(found)


def _month_day(found: Found) -> Period | Recurring | None:
    """May 3. In Indonesian, a number after a month mostly counts something: "Mei 3 orang tewas"."""
    is_indonesian = found.source("month").lower() in INDONESIAN_ONLY
    ends_here = re.match(r"$|[?!.,;)]", found.keywords.text[found.match.end() :][:1])
    return None if is_indonesian and not ends_here and not found["year"] else _days_of_month(found)


def _numeric(found: Found) -> Period | None:
    """Day first unless that is impossible."""
    day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
    if year < 100:
        if found["separator"] == ".":  # rather a version or a clock
            return None
        year += 2000
    return around("day", date(year, month, day) if month <= 12 else date(year, day, month))


def _numeric_without_year(found: Found) -> Recurring:
    day, month = int(found["day"]), int(found["month"])
    return Recurring("year", lambda year: around("day", date(year.year, month, day)))


def _iso(found: Found) -> Period:
    return around("day", date(int(found["year"]), int(found["month"]), int(found["day"])))


def _day_only(found: Found) -> Period | Recurring | None:
    last = int(found["day"])
    first = int(found["from"] or last)
    if first > last:
        return None

    def at(month: date) -> Period:
        return Period(month.replace(day=first), month.replace(day=last))

    if found["which"]:
        return at(found.this_or_last("month").first)
    return Recurring("month", at, is_past=bool(found["past"]))


def _weekday(found: Found) -> Period | Recurring:
    # Without a number it is "Minggu". "Malam Minggu" is the evening before.
    days = int(found["weekday"] or 6) - bool(found["eve"])

    def at(monday: date) -> Period:
        return around("day", monday, days)

    if found["this"]:
        return at(around("week", found.today).first)
    group = "which" if found["which"] else "week"
    if found[group]:
        return at(found.this_or_last("week", group).first)
    return Recurring("week", at, is_past=bool(found["past"] or found["last"]))


def _capital_minggu(found: Found) -> Period | Recurring | None:
    return _weekday(found) if found.source("minggu")[0].isupper() else None
