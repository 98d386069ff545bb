"""Finds dates in a text, complete or partial: "3 Mei 2021", "Rabu (20/4)", "kemarin", "last month"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.text.gazetteer import canonical_names, plain

_YEAR = r"(?:1[4-9]\d\d|20\d\d|21\d\d)"
_JOINT = r"\s*(?:[-–—,&/]|dan|hingga|sampai|to|and|s/d)\s*"
_LAST = frozenset(["lalu", "sebelumnya", "silam", "kemarin", "last", "previous", "past", "ago"])
_NEXT = frozenset(["depan", "mendatang", "next", "nanti", "upcoming"])
_RELATIVE: dict[str, tuple[str, int]] = {
    "kemarin lusa": ("day", -2), "kemarin": ("day", -1), "yesterday": ("day", -1), "hari ini": ("day", 0),
    "today": ("day", 0), "besok": ("day", 1), "esok": ("day", 1), "tomorrow": ("day", 1), "lusa": ("day", 2),
    "tadi malam": ("night", -1), "semalam": ("night", -1), "last night": ("night", -1),
    "tonight": ("night", 0),    "malam ini": ("night", 0),
}  # fmt: skip
_SPANS = {"pekan": "week", "minggu": "week", "week": "week", "weekend": "week", "bulan": "month",
          "month": "month", "tahun": "year", "year": "year"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, complete or partial, at the half-open span ``[start, end)`` of its text.

    ``day``, ``month`` (1 to 12), ``year`` and ``weekday`` (0 is Monday) are None where the text does not give
    them. ``relative`` is a unit ("day", "night", "week", "month" or "year") and the distance from the day of
    publication in that unit. ``direction`` is -1 for "lalu" (last), 1 for "depan" (next), else 0. ``swapped``
    means that day and month may be exchanged (3/4).
    """

    text: str
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    relative: tuple[str, int] | None = None
    direction: int = 0
    swapped: bool = False


def moments(text: str, *, english: bool = False) -> list[Moment]:
    """Find the dates in ``text``, in order, without overlaps.

    An ``english`` text may put the month first (12/27).

    >>> [(moment.weekday, moment.day, moment.month) for moment in moments("Rabu (20/4), kemarin, 3 Mei")]
    [(2, 20, 4), (None, None, None), (None, 3, 5)]
    """
    result: list[Moment] = []
    for moment in _matches(text, english):
        if result and (merged := _merged(text, result[-1], moment)):
            result[-1] = merged
        else:
            result.append(moment)
    return result


def _matches(text: str, english: bool) -> Iterator[Moment]:
    names = canonical_names()[0]
    for match in _patterns().finditer(text):
        kind = str(match.lastgroup)
        part = match[kind]
        start, end = match.span(kind)
        if kind in {"dmy", "mdy", "my", "m"}:
            yield from _with_month(names, kind, part, start, end)
        elif kind == "iso":
            year, month, day = (int(number) for number in part.split("-"))
            if _possible(day, month):
                yield Moment(part, start, end, day, month, year)
        elif kind == "slash":
            yield from _with_slashes(part, start, end, english)
        elif kind == "tanggal":
            yield Moment(part, start, end, day=int(re.findall(r"\d+", part)[0]))
        elif kind == "year":
            yield Moment(part, start, end, year=int(part))
        elif kind == "weekday":
            words = part.split()
            weekday = int(
                names[plain(words[0] if len(words) == 1 or plain(words[0]) in names else words[1])][2:]
            )
            yield Moment(part, start, end, weekday=weekday, direction=_direction(words))
        else:
            yield from _relative(part, start, end)


def _with_month(names: dict[str, str], kind: str, part: str, start: int, end: int) -> Iterator[Moment]:
    word = next(
        word for word in re.findall(r"[^\W\d_]+", part) if names.get(plain(word), "").startswith("@m")
    )
    month = int(names[plain(word)][2:])
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    year = numbers.pop() if numbers and numbers[-1] > 31 else None
    direction = _direction(part.split()) if kind == "m" else 0
    if not numbers:
        yield Moment(part, start, end, month=month, year=year, direction=direction)
    places = [place.span() for place in re.finditer(r"\d+", part)][: len(numbers)]
    for index, day in enumerate(numbers):
        last = index == len(numbers) - 1
        begin = start if index == 0 else start + places[index][0]
        stop = end if last else start + places[index][1]
        if 1 <= day <= 31:
            yield Moment(part, begin, stop, day, month, year)


def _with_slashes(part: str, start: int, end: int, english: bool) -> Iterator[Moment]:
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    year = numbers[2] if len(numbers) == 3 else None
    if year is not None and year < 100:
        year += 2000 if year < 50 else 1900
    day, month = numbers[:2]
    if _possible(day, month):
        yield Moment(part, start, end, day, month, year, swapped=english and _possible(month, day))
    elif _possible(month, day):
        yield Moment(part, start, end, month, day, year)


def _relative(part: str, start: int, end: int) -> Iterator[Moment]:
    folded = " ".join(part.lower().split())
    if folded in _RELATIVE:
        yield Moment(part, start, end, relative=_RELATIVE[folded])
        return
    words = folded.split()
    unit = next(_SPANS[word] for word in words if word in _SPANS)
    yield Moment(part, start, end, relative=(unit, _direction(words)))


def _direction(words: Sequence[str]) -> int:
    folded = {word.lower() for word in words}
    return -1 if folded & _LAST else int(bool(folded & _NEXT))


def _possible(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12


def _merged(text: str, left: Moment, right: Moment) -> Moment | None:
    """One moment of a weekday and the date right after it ("Rabu (20/4)", "Jumat, 22 April"); else None."""
    gap = text[left.end : right.start].replace(" ", "")
    if (
        len(gap) > 2
        or not set(gap) <= set(",(")
        or left.day
        or right.weekday is not None
        or right.day is None
    ):
        return None
    if left.weekday is None or left.month:
        return None
    return Moment(
        text[left.start : right.end], left.start, right.end, right.day, right.month, right.year, left.weekday,
        swapped=right.swapped,
    )  # fmt: skip


@cache
def names_of_days() -> frozenset[str]:
    """Words of dates, in lower case without accents: each text with a date has one of them or a digit."""
    named = {name for name, term in canonical_names()[0].items() if re.fullmatch(r"@[md]\d+", term)}
    return frozenset(
        named | {word for phrase in _RELATIVE for word in phrase.split()} | set(_SPANS) | {"jumat"}
    )


@cache
def _patterns() -> re.Pattern[str]:
    names = canonical_names()[0]
    months = sorted(
        (name for name, term in names.items() if re.fullmatch(r"@m\d+", term)), key=len, reverse=True
    )
    days = sorted(
        (name for name, term in names.items() if re.fullmatch(r"@d\d", term)), key=len, reverse=True
    )
    days += ["jum['’]at", "ahad"] if "ahad" in names else ["jum['’]at"]
    long_months = [
        name for name in months if len(name) > 4 or name in {"mei", "juni", "juli", "june", "july", "may"}
    ]
    month = rf"(?i:{'|'.join(months)})\b\.?"
    capital = "|".join(name.capitalize() + "|" + name.upper() for name in long_months)
    weekday = "|".join(day.capitalize() for day in days)
    relative = "|".join(
        re.escape(name).replace(r"\ ", r"\s") for name in sorted(_RELATIVE, key=len, reverse=True)
    )
    span = (
        r"(?:pekan|minggu|bulan|tahun)\s(?:yang\s)?(?:lalu|silam|sebelumnya|depan|mendatang|ini|kemarin)"
        r"|(?:last|previous|this|next)\s(?:weekend|week|month|year)"
    )
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(
        rf"(?<![\w/.,])(?<!\d-)(?:(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)"
        rf"|(?P<dmy>(?:{day}{_JOINT}){{0,4}}{day}(?:\sof)?\s{month}(?:,?\s{_YEAR}\b)?)"
        rf"|(?P<mdy>{month}\s{day}(?:\s?[-–]\s?{day})?(?![\d.,:]\d|\d)(?:,?\s{_YEAR}\b)?)"
        rf"|(?P<my>{month},?\s(?:tahun\s|of\s)?{_YEAR}\b)"
        rf"|(?P<m>\b(?:{capital})\b(?:\s(?:lalu|silam|depan|mendatang|ini|last|next)\b)?)"
        rf"|(?P<slash>\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![/\d])|(?<=\()\d{{1,2}}/\d{{1,2}}(?![/\d])"
        rf"|\d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\d)|\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d(?!\d)"
        rf"|\d{{1,2}}/\d{{1,2}}(?=[,)]))"
        rf"|(?P<tanggal>(?i:tanggal|tgl)\.?\s\d{{1,2}}(?![\d/.:]|{_JOINT}\d|\s{month}))"
        rf"|(?P<weekday>(?:(?i:last|next|this)\s)?(?:{weekday})\b(?:\s(?:lalu|silam|depan|mendatang|last|next)\b)?)"
        rf"|(?P<relative>(?i:{relative}|{span})\b)"
        rf"|(?P<year>(?<=tahun\s){_YEAR}|(?<=pada\s){_YEAR}|(?<=sejak\s){_YEAR}|(?<=\bin\s){_YEAR}|(?<=since\s){_YEAR}"
        rf"|(?<=\()(?:19|20)\d\d(?=\)))(?![\w.,]\d|\w))"
    )
