"""Numbers, days and times of a statement that no cited sentence gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from knowledge.verification.clocks import same_time
from knowledge.verification.days import said
from knowledge.verification.moments import Moment
from knowledge.verification.quantities import Quantity, same
from knowledge.verification.text_analysis import TextAnalysis, as_year, years_as_quantities

Dated = tuple[TextAnalysis, date | None]


def unsaid_numbers(statement: TextAnalysis, sources: Sequence[Dated]) -> list[str]:
    """The statement's numbers without the same value and kind in any source, as written, in order.

    >>> from knowledge.verification.text_analysis import read
    >>> source = read("Dua puluh lima warga membayar Rp3,5 juta")
    >>> unsaid_numbers(read("25 orang membayar Rp3 juta"), [(source, None)])
    ['3 juta']
    """
    by_value: dict[Fraction, list[Quantity]] = defaultdict(list)
    vague: list[Quantity] = []
    for source, _ in sources:
        for number in (*source.quantities, *years_as_quantities(source.moments)):
            for value in number.values:
                by_value[value].append(number)
            if number.form in {"vague", "cardinal"} and len(vague) < 100:
                vague.append(number)
    missing = []
    for number in statement.quantities:
        if number.is_weak:
            if number.picks_out and not any(by_value[value] for value in number.values):
                missing.append(number.text)
            continue
        others = (
            vague
            if number.form == "vague"
            else [each for value in number.values for each in by_value[value][:50]]
        )
        if not any(same(number, other) for other in others):
            missing.append(number.text)
    return missing


def unsaid_days(statement: TextAnalysis, published: date | None, sources: Sequence[Dated]) -> list[str]:
    """The statement's days, months and years that no source gives, as written, in order.

    >>> from knowledge.verification.text_analysis import read
    >>> unsaid_days(read("Terjadi Kamis"), None, [(read("Terjadi Rabu (20/4)"), None)])
    ['Kamis']
    """
    given: list[tuple[Moment, date | None]] = []
    for source, day in sources:
        given += [(moment, day) for moment in source.moments]
        given += [(year, day) for number in source.quantities if (year := as_year(number)) is not None]
    given = given[:_MOST_COMPARED]
    missing = []
    for moment in statement.moments[:_MOST_COMPARED]:
        if not said(moment, published, given):
            missing.append(moment.text)
    return missing


def unsaid_times(statement: TextAnalysis, sources: Sequence[Dated]) -> list[str]:
    """The statement's times of day that no source gives, as written, in order."""
    given = [clock for source, _ in sources for clock in source.clocks][:_MOST_COMPARED]
    # "10.30" alone may be a time as well: a source that does not say "pukul" still gives it.
    bare = {number.value for source, _ in sources for number in source.quantities if not number.unit}
    missing = []
    for clock in statement.clocks[:_MOST_COMPARED]:
        minute = min(clock.minutes)
        written = {Fraction(m // 60) + Fraction(m % 60, 100) for m in clock.minutes} if minute else set()
        if not any(same_time(clock, other) for other in given) and written.isdisjoint(bare):
            missing.append(clock.text)
    return missing


_MOST_COMPARED = 200
"""Days and times are compared each with each; no honest citation holds more."""
