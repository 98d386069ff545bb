"""Parses numbers written in words, in Indonesian and English, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

Form = Literal["cardinal", "ordinal", "vague"]

_UNITS = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "sebelas": 11,
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}  # fmt: skip
_FOUND_WHOLE = {
    "seratus": 100,
    "seribu": 1000,
    "sejuta": 10**6,
    "semiliar": 10**9,
    "selusin": 12,
    "dozen": 12,
}
SCALES = {
    "ribu": 10**3, "rb": 10**3, "thousand": 10**3, "juta": 10**6, "jt": 10**6, "million": 10**6, "mn": 10**6,
    "miliar": 10**9, "milyar": 10**9, "milliar": 10**9, "billion": 10**9, "bn": 10**9, "triliun": 10**12,
    "trilyun": 10**12, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_SMALL_SCALES = {"ratus": 100, "hundred": 100, "lusin": 12}
_VAGUE = {
    "belasan": 11, "puluhan": 20, "dozens": 20, "tens": 20, "ratusan": 100, "hundreds": 100,
    "ribuan": 10**3, "thousands": 10**3, "jutaan": 10**6, "millions": 10**6, "miliaran": 10**9,
    "milyaran": 10**9, "billions": 10**9, "triliunan": 10**12, "trillions": 10**12,
}  # fmt: skip
_ORDINALS = {
    "pertama": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "thirtieth": 30, "hundredth": 100,
}  # fmt: skip
_FRACTIONS = {
    "setengah": Fraction(1, 2), "separuh": Fraction(1, 2), "separo": Fraction(1, 2), "half": Fraction(1, 2),
    "sepertiga": Fraction(1, 3), "seperempat": Fraction(1, 4), "seperlima": Fraction(1, 5),
    "sepersepuluh": Fraction(1, 10), "quarter": Fraction(1, 4),
}  # fmt: skip
_DENOMINATORS = {"pertiga": 3, "perempat": 4, "perlima": 5, "perdelapan": 8, "persepuluh": 10, "third": 3,
                 "thirds": 3, "quarters": 4, "fifths": 5, "fifth": 5, "eighths": 8, "tenths": 10}  # fmt: skip

_STARTS = frozenset(_UNITS) | frozenset(_TENS) | frozenset(_FOUND_WHOLE) | frozenset(_VAGUE)
_STARTS |= frozenset(_ORDINALS) | frozenset(_FRACTIONS) | frozenset(f"ke{word}" for word in _UNITS)


class NumberPhrase(NamedTuple):
    """The number that ``length`` consecutive words spell out."""

    value: Fraction
    form: Form
    length: int


def parse_number(words: Sequence[str], at: int) -> NumberPhrase | None:
    """Parse the longest number that begins with the folded word ``words[at]``; None if none does.

    ``words`` are in lower case without accents. A sign counts as a word, so "twenty-five" is three words. The
    pronoun "one" is parsed as 1: the caller decides whether it counts anything.

    >>> parse_number("dua puluh lima orang".split(), 0)
    NumberPhrase(value=Fraction(25, 1), form='cardinal', length=3)
    >>> parse_number(["ratusan", "ribu"], 0)
    NumberPhrase(value=Fraction(100000, 1), form='vague', length=2)
    """
    first = words[at]
    if first not in _STARTS:
        return None
    if first in _VAGUE:
        return _vague(words, at)
    if first in _FRACTIONS:
        return NumberPhrase(_FRACTIONS[first], "cardinal", 1)
    is_ordinal = first not in _UNITS and first.removeprefix("ke") in _UNITS and first.startswith("ke")
    if is_ordinal:
        words = (*words[:at], first.removeprefix("ke"), *words[at + 1 : at + 12])
    elif first in _ORDINALS:
        if _is_fraction(words, at):
            return NumberPhrase(Fraction(1, _ORDINALS[first]), "cardinal", 1)
        return NumberPhrase(Fraction(_ORDINALS[first]), "ordinal", 1)
    phrase = _cardinal(words, at)
    return phrase._replace(form="ordinal") if is_ordinal else phrase


def _is_fraction(words: Sequence[str], at: int) -> bool:
    """Whether an ordinal is a fraction: it is in "a fifth of the lessons", not in "the fifth of May"."""
    return (
        _ORDINALS[words[at]] > 2
        and words[at - 1 : at] in (["a"], ["one"], ["-"])
        and words[at + 1 : at + 2] == ["of"]
    )


def _vague(words: Sequence[str], at: int) -> NumberPhrase:
    """Parse a vague number, with its scale if it has one: "puluhan", "ratusan ribu", "tens of thousands"."""
    value = _VAGUE[words[at]]
    length = 2 if list(words[at + 1 : at + 2]) == ["of"] else 1
    word = words[at + length] if at + length < len(words) else ""
    if word in SCALES or word in _VAGUE:
        base = 10 if words[at] in {"belasan", "puluhan", "tens", "dozens"} else value
        return NumberPhrase(Fraction(base * (SCALES.get(word) or _VAGUE[word])), "vague", length + 1)
    return NumberPhrase(Fraction(value), "vague", 1)


def _cardinal(words: Sequence[str], at: int) -> NumberPhrase:
    """Parse a cardinal from left to right, as groups below a thousand, each followed by its scale."""
    total, group = 0, 0  # the finished groups, and the one that is being parsed
    position, last = at, at  # the next word, and the last one that belongs to the number
    form: Form = "cardinal"
    lowest_scale = 10**15
    slot = 1000  # the next word of the group must be below: after "twenty", only units may follow
    while position < len(words) and position - at < 24:
        word = words[position]
        if word in {"-", "and"} and position > at and (joint := _joint(words, position)):
            position += joint
            continue
        if word in _UNITS and _UNITS[word] < slot:
            group, slot = group + _UNITS[word], 0
        elif word == "belas" and position > at and group % 10:
            group, slot = group + 10, 0
        elif word == "puluh" and position > at and group % 10:
            group, slot = group + 9 * (group % 10), 10
        elif word in _TENS and slot > 10:
            group, slot = group + _TENS[word], 10
        elif word in _SMALL_SCALES and 0 < group < 100:
            group, slot = group * _SMALL_SCALES[word], 100
        elif word == "seratus" and slot == 1000:
            group, slot = group + 100, 100
        elif word in _FOUND_WHOLE and position == at:
            if _FOUND_WHOLE[word] < 1000:
                group, slot = _FOUND_WHOLE[word], 0
            else:
                total, lowest_scale = _FOUND_WHOLE[word], _FOUND_WHOLE[word]
        elif word in SCALES and group and SCALES[word] < lowest_scale:
            total, group, slot, lowest_scale = total + group * SCALES[word], 0, 1000, SCALES[word]
        elif (
            word in _ORDINALS
            and position > at
            and _ORDINALS[word] < slot
            and words[position - 1] in {"-", *_TENS}
        ):
            group, form = group + _ORDINALS[word], "ordinal"
            position, last = position + 1, position
            break
        elif word in _DENOMINATORS and position > at and not total and group:
            return NumberPhrase(Fraction(group, _DENOMINATORS[word]), "cardinal", position - at + 1)
        elif word == "setengah" and position > at:
            return NumberPhrase(Fraction(total + group) + Fraction(1, 2), "cardinal", position - at + 1)
        else:
            break
        position, last = position + 1, position
    return NumberPhrase(Fraction(total + group), form, last - at + 1)


def _joint(words: Sequence[str], at: int) -> int:
    """How many words from ``at`` on only join two parts of a number, as in "hundred-and-six"; 0 if none."""
    before = words[at - 1]
    length = 1
    if words[at : at + 3] == ["-", "and", "-"]:
        length = 3
    after = words[at + length] if at + length < len(words) else ""
    small = after in _UNITS or after in _TENS
    if length == 3 or words[at] == "and":
        return length if small and (before == "hundred" or (length == 3 and before in SCALES)) else 0
    if before in _TENS and (after in _UNITS or after in _ORDINALS):
        return length
    return length if after in _DENOMINATORS or after in _SMALL_SCALES or after in SCALES else 0
