"""Finds numbers, dates and times of day of a statement that no source states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from knowledge.verification.clocks import same_time
from knowledge.verification.days import is_stated
from knowledge.verification.moments import Moment
from knowledge.verification.quantities import Quantity, same
from knowledge.verification.text_analysis import TextAnalysis, as_year, years_as_quantities

DatedAnalysis = tuple[TextAnalysis, date | None]
"""A sentence or title of a source, and the day on which its article was published."""

_MOST_COMPARED = 200
"""Each date is compared with each of the sources. Real citations hold far fewer; a hostile text may not."""
_MOST_VAGUE = 100
_MOST_OF_ONE_VALUE = 50


def unsupported_numbers(
    statement: TextAnalysis, sources: Sequence[DatedAnalysis], *, question: TextAnalysis | None = None
) -> list[str]:
    """The numbers of the statement that no source gives with the same value, form and unit.

    They are returned as written, in order. An ordinal that identifies a thing ("the second boat") is compared
    by its value alone; other weak numbers, such as the pronoun "one", are not compared. An ordinal may also
    come from the ``question``, next to the same word, if no source has another ordinal: whoever asks about
    "the third race" knows which one an article means by "the race".

    >>> from knowledge.verification.text_analysis import analyse
    >>> source = analyse("Dua puluh lima warga membayar Rp3,5 juta")
    >>> unsupported_numbers(analyse("25 orang membayar Rp3 juta"), [(source, None)])
    ['3 juta']
    """
    by_value: dict[Fraction, list[Quantity]] = defaultdict(list)
    ranges: list[Quantity] = []  # what a vague number ("dozens") may stand for
    for source, _ in sources:
        for number in (*source.quantities, *years_as_quantities(source.moments)):
            for value in number.values:
                by_value[value].append(number)
            if number.form in {"vague", "cardinal"} and len(ranges) < _MOST_VAGUE:
                ranges.append(number)
    asked = _asked_ordinals(question, sources) if question is not None else frozenset()
    missing = []
    for number in statement.quantities:
        if asked and number.form == "ordinal" and not asked.isdisjoint(_places(statement, number)):
            continue
        if number.is_weak:
            if number.picks_out and not any(by_value[value] for value in number.values):
                missing.append(number.text)
            continue
        others = (
            ranges
            if number.form == "vague"
            else [other for value in number.values for other in by_value[value][:_MOST_OF_ONE_VALUE]]
        )
        if not any(same(number, other) for other in others):
            missing.append(number.text)
    return missing


def _asked_ordinals(
    question: TextAnalysis, sources: Sequence[DatedAnalysis]
) -> frozenset[tuple[Fraction, str]]:
    """The ordinals of the question with what they count; none if a source has an ordinal or a rank."""
    stated = [number for source, _ in sources for number in source.quantities]
    if any(number.form == "ordinal" or (number.is_rank and not number.unit) for number in stated):
        return frozenset()
    return frozenset(
        place
        for number in question.quantities[:_MOST_OF_ONE_VALUE]
        if number.form == "ordinal"
        for place in _places(question, number)
    )


def _places(analysis: TextAnalysis, number: Quantity) -> set[tuple[Fraction, str]]:
    """The value of an ordinal with what it counts ("lomba ke-3", "third race"); empty without that."""
    terms = [
        term for term, is_content in zip(analysis.terms, analysis.has_content, strict=True) if is_content
    ]
    if analysis.language == "en":
        thing = [term.term for term in terms if term.start >= number.end][:1]
    else:
        thing = [term.term for term in terms if term.end <= number.start][-1:]
    return {(number.value, term) for term in thing}


def unsupported_days(
    statement: TextAnalysis, published: date | None, sources: Sequence[DatedAnalysis]
) -> list[str]:
    """The dates of the statement (days, months, years) that no source states, as written, in order.

    ``published`` is the day from which relative dates of the statement ("kemarin") count.

    >>> from knowledge.verification.text_analysis import analyse
    >>> unsupported_days(analyse("Terjadi Kamis"), None, [(analyse("Terjadi Rabu (20/4)"), None)])
    ['Kamis']
    """
    stated: list[tuple[Moment, date | None]] = []
    for source, day in sources:
        stated += [(moment, day) for moment in source.moments]
        stated += [(year, day) for number in source.quantities if (year := as_year(number)) is not None]
    stated = stated[:_MOST_COMPARED]
    return [
        moment.text
        for moment in statement.moments[:_MOST_COMPARED]
        if not is_stated(moment, published, stated)
    ]


def unsupported_times(statement: TextAnalysis, sources: Sequence[DatedAnalysis]) -> list[str]:
    """The times of day of the statement that no source gives, as written, in order."""
    stated = [clock for source, _ in sources for clock in source.clocks][:_MOST_COMPARED]
    # A bare number such as "10.30", without "pukul", may be a time of day as well.
    bare_numbers = {number.value for source, _ in sources for number in source.quantities if not number.unit}
    missing = []
    for clock in statement.clocks[:_MOST_COMPARED]:
        minute = min(clock.minutes)
        as_numbers = {Fraction(m // 60) + Fraction(m % 60, 100) for m in clock.minutes} if minute else set()
        if not any(same_time(clock, other) for other in stated) and as_numbers.isdisjoint(bare_numbers):
            missing.append(clock.text)
    return missing
