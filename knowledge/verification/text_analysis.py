"""A text read once for every check: words, terms, numbers, days, times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import STOP_WORDS
from knowledge.text.terms import Located, located
from knowledge.verification.clocks import Clock, clocks
from knowledge.verification.moments import Moment, moments, names_of_days
from knowledge.verification.quantities import Quantity, quantities
from knowledge.verification.words import Language, Token, language, tokens

_LONGEST_KEPT_CHARS = 4_000
"""Longer texts are read anew each time, so that the cache stays small whatever is cited."""


@dataclass(frozen=True, slots=True, eq=False)
class TextAnalysis:
    """What stands in a text. Compared by identity, so that what is derived from it can be kept.

    ``content`` are its terms that are more than function words and numbers.
    """

    text: str
    tokens: tuple[Token, ...]
    language: Language
    terms: tuple[Located, ...]
    has_content: tuple[bool, ...]
    """For each term, whether it says what the text is about."""
    content: frozenset[str]
    words: frozenset[str]
    """Its folded words and numbers, as written."""
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A cited sentence and what may be read with it: its article's title and day of publication, and what
    stands ``before`` it, to know whom its pronouns mean (None: not known)."""

    sentence: str
    title: str = ""
    published_on: date | None = None
    before: str | None = None


def read(text: str) -> TextAnalysis:
    """Read a text. An empty one has nothing in it.

    >>> seen = read("Rini membayar Rp2.500 pada 3 Mei 2021 pukul 10.30.")
    >>> len(seen.quantities), len(seen.moments), len(seen.clocks)
    (1, 1, 1)
    """
    return _read_and_keep(text) if len(text) <= _LONGEST_KEPT_CHARS else _read(text)


def _read(text: str) -> TextAnalysis:
    seen = tokens(text)
    tongue = language(seen)
    has_numbers = any(token.kind == "number" for token in seen)
    times = clocks(text) if has_numbers else []
    days: list[Moment] = []
    if has_numbers or any(token.plain in names_of_days() for token in seen):
        days = [day for day in moments(text, english=tongue != "id") if not _within(day.start, times)]
    terms = located(text)
    flags = tuple(is_content(text, word) for word in terms)
    return TextAnalysis(
        text=text,
        tokens=seen,
        language=tongue,
        terms=tuple(terms),
        has_content=flags,
        content=frozenset(word.term for word, says in zip(terms, flags, strict=True) if says),
        words=frozenset(token.plain for token in seen if token.kind != "sign" and token.plain),
        quantities=tuple(quantities(text, seen, _taken(seen, [*days, *times]))),
        moments=tuple(days),
        clocks=tuple(times),
    )


_read_and_keep = lru_cache(maxsize=4_000)(_read)


def is_content(text: str, word: Located) -> bool:
    """Whether a term says what a text is about: no function word, no number."""
    if word.term.startswith("@"):
        return True
    return (
        not word.term[0].isdigit()
        and len(word.term) > 1
        and plain(text[word.start : word.end]) not in STOP_WORDS
    )


def years_as_quantities(days: Sequence[Moment]) -> list[Quantity]:
    """Years of dates, for a statement that gives a year where nothing tells that it is one."""
    return [
        Quantity(Fraction(day.year), str(day.year), day.start, day.end, is_bare_year=True)
        for day in days
        if day.year is not None
    ]


def as_year(number: Quantity) -> Moment | None:
    """The year that a bare number may be."""
    if not number.is_bare_year:
        return None
    return Moment(number.text, number.start, number.end, year=int(number.value))


def without_unit(number: Quantity) -> Quantity:
    """The same number, counting anything."""
    return replace(number, unit="")


def _within(at: int, times: Sequence[Clock]) -> bool:
    return any(time.start <= at < time.end for time in times)


def _taken(seen: Sequence[Token], spans: Sequence[Moment | Clock]) -> frozenset[int]:
    """Indexes of tokens inside any of the spans; one pass over both."""
    ordered = sorted((span.start, span.end) for span in spans)
    taken, at = set(), 0
    for index, token in enumerate(seen):
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        if at < len(ordered) and ordered[at][0] <= token.start:
            taken.add(index)
    return frozenset(taken)
