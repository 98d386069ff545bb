"""Finds the spans of a sentence that may be short answers: names, numbers, dates and titles of works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from knowledge.text.gazetteer import plain
from knowledge.text.names import names_in
from knowledge.text.stop_words import STOP_WORDS, word_set

Type = Literal[
    "person", "place", "organisation", "unknown",
    "number", "money", "share", "ordinal", "date", "year", "time", "title",
]  # fmt: skip

LONGEST = 80
"""Characters of the longest candidate: a longer one is no short answer."""

LONGEST_SENTENCE = 1_000
"""Characters. A longer sentence has no candidates.

Of 1,000 news sentences 999 have at most 378 characters; a hostile text without full stops would take a time
that grows with the square of its length.
"""

_MONTHS = (
    "januari|pebruari|februari|maret|april|mei|juni|juli|agustus|september|oktober|nopember|november|desember"
    "|january|february|march|may|june|july|august|october|december"
)
_DAYS = (
    "senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_PART_OF_DAY = "pagi|siang|sore|malam|morning|afternoon|evening|night"
_SCALE = r"(?:ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion)"
_NUMBER_WORDS = (
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu"
    "|belasan|puluhan|ratusan|ribuan|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|dozens|hundreds|thousands"
)
_PATTERNS: tuple[tuple[Type, re.Pattern[str]], ...] = (
    ("money", re.compile(
        rf"(?:\b(?:Rp|IDR|USD|SGD|RM)\.?|US\$|[$€£¥])\s?\d[\d.,]*(?:\s{_SCALE}\b)?"
        rf"|\b\d[\d.,]*(?:\s{_SCALE})?\s(?:rupiah|dolar|dollars?|euro|yen|ringgit)\b(?:\s(?:AS|US)\b)?",
        re.IGNORECASE,
    )),
    ("share", re.compile(r"\b\d[\d.,]*\s?(?:persen|percent|per\scent)\b|\b\d[\d.,]*\s?%", re.IGNORECASE)),
    ("date", re.compile(
        rf"""\b(?:{_DAYS})\b(?:\s(?:{_PART_OF_DAY})\b)?[,\s]{{0,2}}\(?\b\d{{1,2}}\s?-\s?\d{{1,2}}\b\)?(?!\s(?:{_MONTHS})\b)
            | (?:\b(?:{_DAYS})\b(?:\s(?:{_PART_OF_DAY})\b)?[,\s]{{0,2}})?\(?\b(?:
              \d{{1,2}}\s?/\s?\d{{1,2}}(?:\s?/\s?\d{{2,4}})?\b\)?
            | \d{{1,2}}\s?-\s?\d{{1,2}}\s?-\s?\d{{2,4}}\b\)?
            | (?:\d{{1,2}}[-–])?\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTHS})\b(?:,?\s\d{{4}}\b)?
            | (?:{_MONTHS})\s\d{{1,2}}\b(?:,?\s\d{{4}}\b)?
            | (?:{_MONTHS})\s(?:tahun\s)?\d{{4}}\b
            )
            | \b(?:{_DAYS})\b(?:\s(?:{_PART_OF_DAY})\b)?""",
        re.VERBOSE | re.IGNORECASE,
    )),
    ("time", re.compile(
        r"\b(?:pukul|jam)\s\d{1,2}(?:[.:]\d\d)?\b(?:\s?(?:WIB|WITA|WIT)\b)?"
        r"|\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b",
        re.IGNORECASE,
    )),
    ("year", re.compile(r"\b(?:1[0-9]|20)\d\d\b(?:\s?[-–]\s?(?:(?:1[0-9]|20)\d\d|\d\d)\b)?")),
    ("ordinal", re.compile(
        r"\b(?:urutan|peringkat|posisi)\s(?:ke-?\s?)?\d+\b|\bke-\s?\d+\b|\b\d+(?:st|nd|rd|th)\b"
        r"|\bke(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\b",
        re.IGNORECASE,
    )),
)  # fmt: skip
"""The most specific patterns first: a part of a date is not a separate number."""

_NUMBER = re.compile(
    # "57 of its 310 stalls" is one number of stalls, and not the second alone.
    rf"(?<![\w/.,-])(?:\d[\d.,]*\s(?:of|dari|di\santara)(?:\s(?:its|the|their|all|total|seluruh))?\s)?"
    rf"(?:\d[\d.,]*\d|\d)(?:[-–](?:\d[\d.,]*\d|\d))?(?![\w/])(?:\s{_SCALE}\b)?(?:\s[^\W\d_]+)?"
    rf"|\b(?:{_NUMBER_WORDS})\b(?:\s(?:belas|puluh|ratus|hundred|{_SCALE}|{_NUMBER_WORDS})\b)*"
    r"(?:\s[^\W\d_]+)?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = frozenset({"money", "share", "time", "year"})
_TITLE = re.compile(r"“([^“”\"]{2,60})”|\"([^“”\"]{2,60})\"")
_NO_UNIT = STOP_WORDS | word_set(
    "lebih kurang sekitar hampir antara more less than about around nearly atas lawan melawan against over"
)


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """The half-open span ``[start, end)`` of a possible short answer in its sentence."""

    start: int
    end: int
    type: Type


@lru_cache(maxsize=10_000)
def candidates(sentence: str) -> tuple[SpanCandidate, ...]:
    """Find the candidates of a sentence, in order, without overlaps.

    A sentence over :data:`LONGEST_SENTENCE` has none.

    >>> text = "Pada Sabtu (7/5) jembatan itu dibuka Rini Sasmita; biayanya Rp 48 miliar."
    >>> [(text[span.start:span.end], span.type) for span in candidates(text)]
    [('Sabtu (7/5)', 'date'), ('Rini Sasmita', 'unknown'), ('Rp 48 miliar', 'money')]
    """
    chosen: list[SpanCandidate] = []
    for span in _matches(sentence) if len(sentence) <= LONGEST_SENTENCE else ():
        if 0 < span.end - span.start <= LONGEST and not any(
            span.start < other.end and other.start < span.end for other in chosen
        ):
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: span.start))


def _matches(sentence: str) -> Iterator[SpanCandidate]:
    """All matches of all patterns, which may overlap, the most specific pattern first."""
    has_digit = _DIGIT.search(sentence) is not None
    for kind, pattern in _PATTERNS:
        if not has_digit and kind in _WITH_DIGITS:
            continue
        for match in pattern.finditer(sentence):
            yield _trimmed(sentence, match.start(), match.end(), kind)
    for match in _TITLE.finditer(sentence):
        start, end = match.span(match.lastindex or 1)
        if not sentence[start].islower():
            yield SpanCandidate(start, end, "title")
    for name in names_in(sentence):
        yield SpanCandidate(name.start, name.end, name.kind)
    for match in _NUMBER.finditer(sentence):
        number, _, unit = match[0].rpartition(" ")
        has_unit = not number or not (plain(unit) in _NO_UNIT or unit[0].isupper())
        end = match.end() if has_unit else match.start() + len(number)
        yield _trimmed(sentence, match.start(), end, "number")


def _trimmed(sentence: str, start: int, end: int, kind: Type) -> SpanCandidate:
    """The span without punctuation at its end and without an unclosed bracket."""
    while end > start and sentence[end - 1] in " .,;(":
        end -= 1
    if "(" in sentence[start:end] and ")" not in sentence[start:end]:
        start = sentence.index("(", start) + 1
    return SpanCandidate(start, end, kind)
