"""Converts the numbers of a text to values with units, to compare Indonesian and English notation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from knowledge.text.stop_words import STOP_WORDS
from knowledge.verification.number_words import SCALES, parse_number
from knowledge.verification.units import (
    ADDING,
    AFTER,
    AGES,
    BEFORE,
    INDONESIAN_LETTER_SCALES,
    JOINTS,
    LETTER_SCALES,
    MEASURES,
    MONEY,
    NATIONS,
    ORDINAL_ENDINGS,
    PERCENT,
    PERCENT_WORDS,
    RANKING,
)
from knowledge.verification.words import Token

_MUST_BE_MONEY = 10**8
"""A number from this size on, without a unit, is taken for an amount of money: news counts nothing else in
such numbers."""

_ENGLISH_PLACES = frozenset({"first", "second", "third"})

Form = Literal["cardinal", "ordinal", "vague", "decade"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at the half-open span ``[start, end)`` of its text.

    ``unit`` is one of :mod:`knowledge.verification.units`, ``""`` if the text names none.
    """

    value: Fraction
    text: str
    start: int
    end: int
    form: Form = "cardinal"
    unit: str = ""
    others: tuple[Fraction, ...] = ()
    """Other values that it may have: 25 in "25 to 40 thousand" may be 25,000."""
    is_rank: bool = False
    """Whether a cardinal may stand for an ordinal: "peringkat 3" is "third place"."""
    is_weak: bool = False
    """Whether it is a word that hardly counts anything, such as the pronoun "one"."""
    picks_out: bool = False
    """Whether an ordinal says which of several things is meant: "the first boat"."""
    is_bare_year: bool = False
    """Whether it may be a year: 1000 to 2199, in digits, without a unit."""
    counts_thing: bool = False
    """Whether the next word is a thing that is counted, and no unit: "40 billion bricks"."""

    @property
    def values(self) -> tuple[Fraction, ...]:
        """All values that the number may have, the most likely one first."""
        return (self.value, *self.others)


def quantities(text: str, tokens: Sequence[Token], taken: Collection[int] = ()) -> list[Quantity]:
    """Find the numbers of ``text``, in order.

    ``tokens`` are those of the text. The tokens at the indexes ``taken`` are skipped: they are parts of dates
    and times.

    >>> from knowledge.verification.words import tokens
    >>> text = "Rp1,5 miliar untuk dua puluh lima orang, naik 7 persen"
    >>> [(float(number.value), number.unit) for number in quantities(text, tokens(text))]
    [(1500000000.0, 'idr'), (25.0, 'people'), (7.0, '%')]
    """
    words = [token.plain for token in tokens]
    result: list[Quantity] = []
    at = 0
    previous_end = -2  # index of the token after the last quantity
    while at < len(tokens):
        if at in taken:
            at += 1
            continue
        number, after = _number_at(text, tokens, words, at, taken)
        if number is None:
            at += 1
            continue
        if result and 0 <= at - previous_end <= 2 and all(w in JOINTS for w in words[previous_end:at]):
            number = _joined(result, number, words[previous_end:at])
        result.append(number)
        previous_end = at = after
    return result


def same(left: Quantity, right: Quantity) -> bool:
    """Whether the number ``right`` of a source supports ``left`` of a statement, by value, form and unit.

    A vague number ("thousands") is supported by a number of its order of magnitude; it supports no exact one.

    >>> three = Quantity(Fraction(3), "3", 0, 1)
    >>> same(three, replace(three, unit="idr")), same(three, replace(three, unit="people"))
    (False, True)
    """
    if left.form == "vague":
        return _is_in_range(left, right)
    if right.form == "vague" or (left.form == "decade") != (right.form == "decade"):
        return False
    if not any(value in right.values for value in left.values):
        return False
    if left.form == right.form == "ordinal":
        return True
    if "ordinal" in {left.form, right.form}:
        cardinal = right if left.form == "ordinal" else left
        return cardinal.is_rank or (
            cardinal.unit == "" and "ke" in (left.text[:2].lower(), right.text[:2].lower())
        )
    if left.unit != right.unit and any(
        counted.counts_thing and measured.unit in MEASURES
        for counted, measured in ((left, right), (right, left))
    ):
        return False  # "two sons" is not "two years old"
    if right.unit in MONEY and not left.unit and not left.counts_thing and left.value >= _MUST_BE_MONEY:
        return True
    return compatible(left.unit, right.unit)


def compatible(left: str, right: str) -> bool:
    """Whether two units may count the same; a missing unit may stand for any but money and per cent."""
    if left == right:
        return True
    bound = MONEY | {PERCENT}
    return not (left in bound or right in bound) and (not left or not right)


def _is_in_range(left: Quantity, right: Quantity) -> bool:
    """Whether ``right`` supports the vague number ``left``: the same word, or a number in its range."""
    if right.form == "vague":
        # "Dozens" translates both "belasan" (11 to 19) and "puluhan" (20 to 99).
        is_dozens = any("dozens" in each.text.lower() for each in (left, right))
        return left.value == right.value or (is_dozens and {left.value, right.value} == {11, 20})
    most = left.value * (1000 if left.value >= 1000 else 10)
    return right.form == "cardinal" and left.value <= right.value < most


def _number_at(
    text: str, tokens: Sequence[Token], words: Sequence[str], at: int, taken: Collection[int]
) -> tuple[Quantity | None, int]:
    """The number that begins at token ``at``, None if none does, and the index of the token after it."""
    token = tokens[at]
    form: Form = "cardinal"
    scaled = False
    if token.kind == "number":
        value, after = _digits(token.text), at + 1
        glued = tokens[after] if after < len(tokens) and tokens[after].start == token.end else None
        if glued is not None and glued.plain in ORDINAL_ENDINGS:
            form, after = "ordinal", after + 1
        elif (
            at >= 2 and words[at - 1] == "-" and words[at - 2] == "ke" and tokens[at - 1].end == token.start
        ) or (at and words[at - 1] == "ke" and tokens[at - 1].end == token.start):
            form = "ordinal"
        elif glued is not None and (
            glued.plain == "s" or words[after : after + 2] == ["-", "an"] or glued.plain == "an"
        ):
            form = "decade"
            after += 2 if glued.plain == "-" else 1
            value = value + 1900 if 20 <= value < 100 else value
        elif value < 1000 and (fraction := _fraction(tokens, at)):
            value, after = fraction, at + 3
    elif token.kind == "word":
        phrase = parse_number(words, at)
        if phrase is None or any(index in taken for index in range(at, at + phrase.length)):
            return None, at + 1
        value, after, form = phrase.value, at + phrase.length, phrase.form
        scaled = phrase.length > 1 or form == "vague"
    else:
        return None, at + 1
    if words[after : after + 2] == ["-", "and"] or (words[after : after + 1] == ["and"] and scaled is False):
        half = [word for word in words[after : after + 6] if word not in {"-", "and", "a"}]
        if half[:1] == ["half"]:  # "two-and-a-half thousand"
            value, after = value + Fraction(1, 2), after + words[after : after + 6].index("half") + 1
            after += (
                words[after : after + 1] == ["-"]
                and words[after + 1 : after + 2] != []
                and words[after + 1] in SCALES
            )
            scaled = False
    currency = _currency_before(tokens, words, at)
    if currency == "eur" and words[at - 1] == "euro" and token.text.isdigit() and 1900 <= value <= 2199:
        currency = ""  # "Euro 2012" is a championship
    if form == "cardinal":
        scale, after = _scale(tokens, words, after, currency, token.kind == "number", scaled)
        value *= scale
    unit, end = (currency, after) if currency else _unit_after(tokens, words, after)
    if form == "ordinal":
        unit, end = "", after
    if not unit and at and form == "cardinal" and any(word in AGES for word in words[max(0, at - 2) : at]):
        unit = "year"
    start = token.start
    number = Quantity(
        value=value,
        text=text[start : tokens[end - 1].end],
        start=start,
        end=tokens[end - 1].end,
        form=form,
        unit=unit,
        is_rank=(
            bool(at)
            and (words[at - 1] in RANKING or words[max(0, at - 2) : at] in (["no", "."], ["no", ":"]))
        )
        or unit in {"year", "day", "minute", "month", "week", "century"},
        is_weak=_is_weak(token, words, at, value, form, unit),
        picks_out=form == "ordinal" and _picks_out(tokens, words, at),
        counts_thing=not unit
        and end < len(tokens)
        and tokens[end].kind == "word"
        and tokens[end].text.islower()
        and words[end] not in STOP_WORDS,
        is_bare_year=token.kind == "number" and token.text.isdigit() and 1000 <= value <= 2199 and not unit,
    )
    return number, end


def _digits(text: str) -> Fraction:
    """The value of a number in digits, in Indonesian or English notation.

    ``1.500`` and ``1,500`` are 1500, ``1,5`` and ``1.5`` are 3/2; of two different separators the last is the
    decimal one.

    >>> _digits("1.500,75") == _digits("1,500.75") == Fraction(150075, 100)
    True
    """
    if len(text) > 40:
        text = text[:40].rstrip(".,:")
    separators = [character for character in text if not character.isdigit()]
    text = "".join(str(int(character)) if character.isdigit() else character for character in text)
    if not separators:
        return Fraction(int(text))
    parts = text.replace(",", ".").replace(":", ".").split(".")
    grouped = all(map(_is_group, parts[1:])) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
    if len(set(separators)) == 1 and grouped:
        return Fraction(int("".join(parts)))
    if (
        len(parts) > 2
        and separators[-1] not in separators[:-1]
        and all(len(part) == 3 for part in parts[1:-1])
    ):
        return Fraction(int("".join(parts[:-1]))) + Fraction(int(parts[-1]), 10 ** len(parts[-1]))
    if len(parts) == 2:
        return Fraction(int(parts[0])) + Fraction(int(parts[1]), 10 ** len(parts[1]))
    return Fraction(int("".join(parts)))  # a code such as 10.2.1 is only compared with itself


def _is_group(digits: str) -> bool:
    return len(digits) == 3


def _fraction(tokens: Sequence[Token], at: int) -> Fraction | None:
    """The proper fraction at token ``at``, as in ``3/4``, with a denominator up to 16; else None."""
    three = tokens[at : at + 3]
    if len(three) == 3 and three[1].text == "/" and three[2].kind == "number" and three[2].text.isdigit():
        denominator = int(three[2].text[:6])
        if three[0].text.isdigit() and 0 < int(three[0].text[:6]) < denominator <= 16:
            return Fraction(int(three[0].text[:6]), denominator)
    return None


def _currency_before(tokens: Sequence[Token], words: Sequence[str], at: int) -> str:
    """The currency in front of the number at token ``at``; ``""`` if there is none."""
    before = at - 1
    if before > 0 and words[before] == "." and words[before - 1] == "rp":
        before -= 1  # "Rp. 2,5"
    if before < 0:
        return ""
    if (
        words[before] == "$"
        and before
        and words[before - 1] in {"s", "a", "us"}
        and tokens[before - 1].end == tokens[before].start
    ):
        return BEFORE[words[before - 1] + "$"]
    if words[before] == "us" and before and words[before - 1] == "$":
        return "usd"  # "$US90"
    unit = BEFORE.get(words[before], "")
    return "" if unit == "idr" and words[before] == "rupiah" else unit


def _scale(
    tokens: Sequence[Token], words: Sequence[str], after: int, currency: str, is_digits: bool, scaled: bool
) -> tuple[int, int]:
    """The factor that the words from index ``after`` on multiply a number by, and the index after them.

    It is 1 without a scale word. ``scaled`` says that the number includes its scale.
    """
    scale = 1
    while after < len(words) and not scaled and words[after] in SCALES:
        scale, after = scale * SCALES[words[after]], after + 1
    if scale == 1 and is_digits and after < len(words) and tokens[after].kind == "word":
        letters = INDONESIAN_LETTER_SCALES if currency in {"idr", ""} else LETTER_SCALES
        glued = tokens[after].start == tokens[after - 1].end
        if (
            (currency or (glued and words[after] != "m"))
            and words[after] in letters
            and (glued or tokens[after].text.isupper())
        ):
            return letters[words[after]], after + 1
        if glued and words[after] == "k":
            return 1000, after + 1
    return scale, after


def _unit_after(tokens: Sequence[Token], words: Sequence[str], after: int) -> tuple[str, int]:
    """The unit after a number, ``""`` if there is none, and the index of the token after it."""
    if after >= len(words):
        return "", after
    if words[after] in PERCENT_WORDS:
        return PERCENT, after + 1
    if words[after : after + 2] == ["per", "cent"]:
        return PERCENT, after + 2
    skip = after + 1 if words[after] == "-" else after
    if words[skip : skip + 1] and words[skip] in NATIONS:
        skip += 1
    for place in (skip, skip + 1):
        if place >= len(words) or tokens[place].kind == "number" or tokens[place].text == "M":
            break
        unit = AFTER.get(words[place], "")
        before_number = place + 1 < len(tokens) and tokens[place + 1].kind == "number"
        if unit and not (before_number and words[place] in {"rp", "usd", "$", "€", "£", "jam"}):
            if place == skip or unit in MEASURES:  # "three hard years"
                return unit, place + 1
            break
        if words[place] in STOP_WORDS or not tokens[place].text.islower():
            break
    return "", after


def _is_weak(token: Token, words: Sequence[str], at: int, value: Fraction, form: Form, unit: str) -> bool:
    if token.kind != "word" or unit in MONEY or unit == PERCENT:
        return False
    if value == 1:
        return True
    if token.plain in {"second", "kedua", "third", "half", "quarter", "setengah", "separuh"}:
        return True
    return form == "vague" and words[at] in {"tens", "dozens"} and len(words) == at + 1


def _picks_out(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether an ordinal says which thing is meant.

    It does in "the second boat" and "perahu pertama", but not in "at first", "pertama kali" (for the first
    time) or "kedua perahu" (both boats).
    """

    def is_thing(place: int) -> bool:
        if not 0 <= place < len(tokens) or words[place] in STOP_WORDS:
            return False
        # A capitalised word is a name and no thing, unless it begins the sentence.
        return tokens[place].text.islower() or place == 0

    if words[at] == "pertama":
        return is_thing(at - 1) and words[at + 1 : at + 2] not in (["kali"], ["kalinya"])
    return words[at] in _ENGLISH_PLACES and words[max(0, at - 1) : at] == ["the"] and is_thing(at + 1)


def _joined(result: list[Quantity], later: Quantity, joint: Sequence[str]) -> Quantity:
    """``later`` with what it takes from the number before it in a range or an enumeration.

    A number without a unit takes that of the other one ("3 to 5 per cent"); the later one takes only a
    currency or per cent. The earlier one, the last of ``result``, is updated in place; it may also have the
    scale of ``later`` ("25 to 40 thousand").
    """
    earlier = result[-1]
    others = earlier.others
    for scale in (10**3, 10**6, 10**9, 10**12):
        if (
            earlier.value < 1000
            and later.value >= scale
            and later.value % scale == 0
            and later.value / scale < 1000
        ):
            others = (earlier.value * scale,)
    unit = earlier.unit or (later.unit if later.form == earlier.form else "")
    result[-1] = replace(earlier, unit=unit, others=others)
    if (
        not later.unit
        and earlier.unit in MONEY | {PERCENT}
        and later.form == "cardinal"
        and not ADDING & set(joint)
    ):
        return replace(later, unit=earlier.unit, counts_thing=False)
    return later
