"""Makes true sentences false in one place, for measuring verification.

It shares no rule with :mod:`knowledge.verification`, so that a mistake in one does not hide in the other.
Functions that change a sentence return None if it has nothing of the kind to change.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Sequence

_NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:[.,]\d+)*(?![\w.,:/-]*\d)")
_MONTHS = ("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember").split()  # noqa: SIM905
_DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
_NOT_NAMES = ["Anda", "Antara", "Yang", "The", "This", "Di", "Dan", "Dari", "Jl"]
_DATE_PARTS = (
    ("weekday", re.compile(rf"\b(?:{'|'.join(_DAYS)})\b(?= \(|,|\.| \d| malam| pagi| siang| sore)")),
    ("month", re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")),
    ("slash", re.compile(r"(?<=\()\d{1,2}/\d{1,2}(?=[)/])")),
    ("day", re.compile(rf"\b\d{{1,2}}(?= (?:{'|'.join(_MONTHS)})\b)")),
    (
        "year",
        re.compile(
            rf"(?:(?<=tahun )|(?<=pada )|(?<=sejak )|(?<=/)|(?<={' )|(?<='.join(_MONTHS)} ))(?:19|20)\d\d\b"
        ),
    ),
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_NEGATION = re.compile(r"\b(?:tidak|tak|bukan|belum|tanpa|jangan)\b ")
_ENGLISH_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|had|will|would|could|can|should|must)\b (?!not\b)")
_ENGLISH_NEGATION = re.compile(r"(?<=\w) not\b(?! only)|(?<=\w)n['’]t\b")
_VERB = re.compile(r"(?<=[a-z] )(?:meng|men|mem|ber|di)[a-z]{4,}\b")


def number(sentence: str, draw: random.Random) -> str | None:
    """Changes one number that is not part of a date to another with as many digits, in the same notation."""
    dates = [match.span() for _, pattern in _DATE_PARTS for match in pattern.finditer(sentence)]
    numbers = [
        match
        for match in _NUMBER.finditer(sentence)
        if not any(start <= match.start() < end for start, end in dates)
    ]
    if not numbers:
        return None
    match = draw.choice(numbers)
    for _ in range(20):
        digits = [draw.choice("123456789" if at == 0 else "0123456789") if mark.isdigit() else mark
                  for at, mark in enumerate(match[0])]  # fmt: skip
        other = "".join(digits)
        if other != match[0] and not re.search(rf"(?<![\d.,]){re.escape(other)}(?![\d.,]\d|\d)", sentence):
            return sentence[: match.start()] + other + sentence[match.end() :]
    return None


def day(sentence: str, draw: random.Random) -> str | None:
    """Changes one day, month, weekday or year to another."""
    dates = [(kind, match) for kind, pattern in _DATE_PARTS for match in pattern.finditer(sentence)]
    if not dates:
        return None
    kind, match = draw.choice(dates)
    for _ in range(20):
        if kind == "weekday":
            other = draw.choice(_DAYS)
        elif kind == "month":
            other = draw.choice(_MONTHS)
        elif kind == "day":
            other = str(draw.randint(1, 28))
        elif kind == "slash":
            other = f"{draw.randint(1, 28)}/{match[0].split('/')[1]}"
        else:
            other = str(int(match[0]) + draw.choice([-3, -2, -1, 1, 2, 3]))
        if other != match[0] and other not in sentence:
            return sentence[: match.start()] + other + sentence[match.end() :]
    return None


def names(text: str) -> list[str]:
    """Returns runs of capitalised words within sentences, except weekdays, months and function words."""
    return [
        match[0]
        for match in _NAME.finditer(text)
        if not set(match[0].split()) & {*_DAYS, *_MONTHS, *_NOT_NAMES}
    ]


def proper(names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Returns the ``names`` that contain no word that occurs in lower case in ``texts``, and no day or month.

    This removes titles and institutions, whose words also occur in lower case.
    """
    small = {word for text in texts for word in re.findall(r"\b[a-z]+\b", text)}
    small |= {word.lower() for word in (*calendar.day_name, *calendar.month_name)}
    return [name for name in names if small.isdisjoint(name.lower().split())]


def name(sentence: str, others: Sequence[str], draw: random.Random) -> str | None:
    """Changes one name to one of ``others`` with as many words, none of which is in the sentence."""
    candidates = names(sentence)
    if not candidates:
        return None
    old = draw.choice(candidates)
    fitting = [
        other
        for other in others
        if len(other.split()) == len(old.split())
        and not any(word.lower() in sentence.lower() for word in other.split())
    ]
    return sentence.replace(old, draw.choice(fitting)) if fitting else None


def negated(sentence: str, draw: random.Random) -> str | None:
    """Inserts an Indonesian negation before a verb."""
    verbs = [
        match for match in _VERB.finditer(sentence) if not _NEGATION.search(sentence[: match.start()][-20:])
    ]
    if not verbs:
        return None
    at = draw.choice(verbs).start()
    return sentence[:at] + "tidak " + sentence[at:]


def affirmed(sentence: str, draw: random.Random) -> str | None:
    """Removes an Indonesian negation."""
    negations = list(_NEGATION.finditer(sentence))
    if not negations:
        return None
    match = draw.choice(negations)
    return sentence[: match.start()] + sentence[match.end() :]


def denied_in_english(sentence: str, draw: random.Random) -> str | None:
    """Removes a "not", or inserts one after an auxiliary verb if the sentence has none."""
    if negation := _ENGLISH_NEGATION.search(sentence):
        return sentence[: negation.start()] + sentence[negation.end() :]
    auxiliaries = list(_ENGLISH_AUXILIARY.finditer(sentence))
    if not auxiliaries:
        return None
    at = draw.choice(auxiliaries).end()
    return sentence[:at] + "not " + sentence[at:]
