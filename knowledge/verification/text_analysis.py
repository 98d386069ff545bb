"""Analyses a text once for all checks: tokens, terms, numbers, dates and times of day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import STOP_WORDS
from knowledge.text.terms import LocatedTerm, locate_terms
from knowledge.verification.clocks import Clock, clocks
from knowledge.verification.moments import Moment, moments, names_of_days
from knowledge.verification.quantities import Quantity, quantities
from knowledge.verification.words import Language, Token, language, tokens

_LONGEST_CACHED_CHARS = 4_000
"""Analyses of longer texts are not cached, so that long citations cannot fill the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class TextAnalysis:
    """The parts of a text that the checks compare.

    Two analyses are equal only if they are the same object, so that an analysis can be the key of a cache.
    """

    text: str
    tokens: tuple[Token, ...]
    language: Language
    terms: tuple[LocatedTerm, ...]
    has_content: tuple[bool, ...]
    """For each of ``terms``, whether it is a content term; see :func:`is_content`."""
    content: frozenset[str]
    """The content terms: all terms but function words and numbers."""
    words: frozenset[str]
    """The words and numbers of the text, folded: lower case, no accents."""
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A cited sentence, with the title and the day of publication of its article.

    ``before`` is the text before the sentence, in which the referents of its pronouns are looked up. It is
    None if this text is not known, and ``""`` if the sentence is the first one.
    """

    sentence: str
    title: str = ""
    published_on: date | None = None
    before: str | None = None


def analyse(text: str) -> TextAnalysis:
    """Analyse a text. The parts of an empty text are empty.

    >>> analysis = analyse("Rini membayar Rp2.500 pada 3 Mei 2021 pukul 10.30.")
    >>> len(analysis.quantities), len(analysis.moments), len(analysis.clocks)
    (1, 1, 1)
    """
    return _analyse_cached(text) if len(text) <= _LONGEST_CACHED_CHARS else _analyse(text)


def _analyse(text: str) -> TextAnalysis:
    text_tokens = tokens(text)
    text_language = language(text_tokens)
    has_numbers = any(token.kind == "number" for token in text_tokens)
    times = clocks(text) if has_numbers else []
    days: list[Moment] = []
    if has_numbers or any(token.plain in names_of_days() for token in text_tokens):
        days = [
            day for day in moments(text, english=text_language != "id") if not _is_inside(day.start, times)
        ]
    terms = locate_terms(text)
    has_content = tuple(is_content(text, term) for term in terms)
    return TextAnalysis(
        text=text,
        tokens=text_tokens,
        language=text_language,
        terms=tuple(terms),
        has_content=has_content,
        content=frozenset(term.term for term, is_about in zip(terms, has_content, strict=True) if is_about),
        words=frozenset(token.plain for token in text_tokens if token.kind != "sign" and token.plain),
        quantities=tuple(quantities(text, text_tokens, _tokens_inside(text_tokens, [*days, *times]))),
        moments=tuple(days),
        clocks=tuple(times),
    )


_analyse_cached = lru_cache(maxsize=4_000)(_analyse)


def is_content(text: str, term: LocatedTerm) -> bool:
    """Whether a term of ``text`` is not a function word, a number or a single letter.

    Canonical names (terms that begin with ``@``) are always content terms.
    """
    if term.term.startswith("@"):
        return True
    return (
        not term.term[0].isdigit()
        and len(term.term) > 1
        and plain(text[term.start : term.end]) not in STOP_WORDS
    )


def years_as_quantities(days: Sequence[Moment]) -> list[Quantity]:
    """The years of the given dates as numbers, in order.

    They support a statement that writes a year as a bare number, which is not recognised as a date.
    """
    return [
        Quantity(Fraction(day.year), str(day.year), day.start, day.end, is_bare_year=True)
        for day in days
        if day.year is not None
    ]


def as_year(number: Quantity) -> Moment | None:
    """The number as a year, or None if :attr:`Quantity.is_bare_year` is False."""
    if not number.is_bare_year:
        return None
    return Moment(number.text, number.start, number.end, year=int(number.value))


def _is_inside(offset: int, times: Sequence[Clock]) -> bool:
    return any(time.start <= offset < time.end for time in times)


def _tokens_inside(text_tokens: Sequence[Token], spans: Sequence[Moment | Clock]) -> frozenset[int]:
    """The indexes of the tokens that begin inside any of ``spans``; one pass over both sequences."""
    ordered = sorted((span.start, span.end) for span in spans)
    inside, next_span = set(), 0
    for index, token in enumerate(text_tokens):
        while next_span < len(ordered) and ordered[next_span][1] <= token.start:
            next_span += 1
        if next_span < len(ordered) and ordered[next_span][0] <= token.start:
            inside.add(index)
    return frozenset(inside)
