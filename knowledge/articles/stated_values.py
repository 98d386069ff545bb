"""Finds the numbers and dates that a text states, so that the same value can be found in another text."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import STOP_WORDS
from knowledge.text.terms import terms

Kind = Literal["number", "date", "name"]

_MONTH = (
    r"(?:januari|january|jan|februari|february|feb|maret|march|mar|april|apr|mei|may|juni|june|jun|juli|july"
    r"|jul|agustus|august|agu|aug|september|sept|sep|oktober|october|okt|oct|november|nov|desember|december"
    r"|des|dec)\b"
)
# Capitals only: "minggu" is a week, "Minggu" is Sunday.
_WEEKDAY = (
    r"(?-i:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
_DIGITS_OF = {
    "nol": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7",
    "delapan": "8", "sembilan": "9", "sepuluh": "10", "sebelas": "11", "seorang": "1",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_WORD = (
    rf"(?:{'|'.join(_DIGITS_OF)}|seratus|seribu|sejuta|belas|puluh|ratus|hundred|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
)
_SCALE = r"(?:ribu|rb|juta|jt|miliar|milyar|triliun|thousand|million|billion|trillion)\b"
_VALUE = re.compile(
    rf"""
      (?P<date>
          (?<![\w.,/-])\d{{1,2}}\s{_MONTH}(?:[.,]?\s\d{{4}}\b)?
        | \b{_MONTH}\.?\s\d{{1,2}}(?![\d.,:]*\d)(?:,?\s\d{{4}}\b)?
        | (?<![\w.,/-])\d{{4}}-\d\d-\d\d(?![\w-])
        | (?<![\w.,/-])\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?(?![\w/])
        | \b{_WEEKDAY}\b
      )
    | (?P<currency>\b(?:Rp|IDR|US\$|USD)\.?\s?|[$€£]\s?)?
      (?P<number>
          (?:(?<![\w.,/-])|(?<=Rp)|(?<=IDR)|(?<=USD))\d+(?:[.,:]\d+)*(?:\s{_SCALE})*
        | (?<!\w)(?<!salah\s)(?<![-'’]){_WORD}(?:[\s-]{_WORD})*(?:\s{_SCALE})*
      )
      (?P<unit>\s?%|\s?persen\b|[\s-]?[^\W\d_]+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SAME_UNIT = {"dollar": "dolar", "km": "kilomet", "m": "meter", "metr": "meter", "hectar": "hektar"}
"""Terms of units that the two languages, or a short and a long form, write differently."""
_NO_NOUNS = frozenset(
    [
        "melainkan",
        "tetapi",
        "tapi",
        "seperti",
        "seharusnya",
        "padahal",
        "sebagaimana",
        "yakni",
        "yaitu",
        "lalu",
        "kemudian",
        "but",
        "rather",
        "instead",
        "while",
        "as",
    ]
)
_MEASURES = (
    "persen kilometer km meter m cm sentimeter milimeter hektare ha kilogram kg gram ton liter derajat jam "
    "menit detik hari pekan minggu bulan tahun rupiah dolar percent kilometers metres meters miles hectares "
    "tons hours minutes seconds days weeks months years dollars degrees"
)


class StatedValue(NamedTuple):
    """A number, a date or a name at the half-open span ``[start, end)`` of a text.

    ``key`` is equal for equal values however they are written ("tiga", "3"). ``noun`` is the term of what a
    number counts or of its unit, ``""`` if the text names none; ``text`` includes the word.
    """

    kind: Kind
    text: str
    start: int
    end: int
    key: tuple[str, ...]
    noun: str = ""


def values_in(text: str) -> list[StatedValue]:
    """Return the numbers and dates of ``text``, in order. Ordinals and parts of codes are no numbers.

    >>> [(value.kind, value.text, value.noun) for value in values_in("Pada 3 Mei tiga orang antre 2 jam")]
    [('date', '3 Mei', ''), ('number', 'tiga orang', '~people'), ('number', '2 jam', '~hour')]
    """
    found = []
    for match in _VALUE.finditer(text):
        if match["date"] is not None:
            found.append(StatedValue("date", match["date"], *match.span("date"), _date_key(match["date"])))
            continue
        end, noun = match.end("number"), ""
        if match["currency"]:
            noun = "rupiah" if match["currency"].strip(" .").lower() in {"rp", "idr"} else "dolar"
        elif match["number"].casefold() == "seorang":
            noun = terms("orang")[0]
        elif match["unit"] and (noun := _noun(match["unit"].strip(" -\n\t"))):
            end = match.end("unit")
        key = _number_key(match["number"])
        found.append(StatedValue("number", text[match.start() : end], match.start(), end, key, noun))
    return found


def name_value(text: str, start: int, end: int) -> StatedValue:
    """Return the name at the half-open span ``[start, end)`` of ``text`` as a value."""
    return StatedValue("name", text[start:end], start, end, tuple(terms(text[start:end])))


def states(text: str, value: str) -> bool:
    """Whether ``text`` states ``value``: a number with or without its noun, a date, or a name.

    A number counts as stated whatever it counts, unless one of the two has a unit of measure and the other
    has something else: "tiga kilometer" does not state "tiga orang".

    >>> states("Tiga warga tewas.", "3 orang"), states("Jalan 3 km rusak.", "3 orang")
    (True, False)
    >>> states("Kata Nining Hastuti, air surut.", "Nining Hastuti")
    True
    """
    values = values_in(value)
    if not values or values[0].start > 0:
        return _contains(terms(text), terms(value))
    wanted = values[0]
    return any(_is_same(stated, wanted) for stated in values_in(text))


def _is_same(stated: StatedValue, wanted: StatedValue) -> bool:
    if stated.kind != wanted.kind:
        return False
    if wanted.kind == "date":
        # "3 Mei" and "3 Mei 2026" are the same day.
        shorter, longer = sorted((stated.key, wanted.key), key=len)
        return longer[: len(shorter)] == shorter
    return stated.key == wanted.key and not _conflict(stated.noun, wanted.noun)


def _conflict(noun: str, other: str) -> bool:
    return bool(noun and other) and noun != other and bool({noun, other} & _measure_terms())


def _contains(words: list[str], part: list[str]) -> bool:
    """Whether ``part``, at least one term, occurs in ``words`` without a gap."""
    places = range(len(words) - len(part) + 1)
    return bool(part) and any(words[at : at + len(part)] == part for at in places)


def _number_key(number: str) -> tuple[str, ...]:
    words = number.replace("-", " ").split()
    return tuple(_DIGITS_OF.get(word.casefold()) or terms(word)[0] for word in words)


def _date_key(text: str) -> tuple[str, ...]:
    """The terms of a date in the order day, month, year; of a weekday, its term."""
    parts = re.findall(r"\d+", text)
    if "/" in text:
        day, month, *year = (str(int(part)) for part in parts)
        return (day, f"@m{month}", *year)
    if "-" in text:
        year_number, month, day = (str(int(part)) for part in parts)
        return (day, f"@m{month}", year_number)
    found = terms(text)
    months = [term for term in found if term.startswith("@")]
    return (*found[:1], *months, *found[2:]) if found[0] not in months else (*found[1:2], *months, *found[2:])


def _noun(word: str) -> str:
    """The term of the word after a number; ``""`` for a function word."""
    if word == "%":
        return terms("persen")[0]
    found = [] if plain(word) in STOP_WORDS | _NO_NOUNS else terms(word)
    return _SAME_UNIT.get(found[0], found[0]) if found else ""


@cache
def _measure_terms() -> frozenset[str]:
    return frozenset(terms(_MEASURES)) | {"rupiah", "dolar"}
