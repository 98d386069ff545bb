"""The word that answers a yes-or-no question at the beginning of a statement: "Tidak, jembatan …".

It does not negate the statement after it. It is a claim of its own: that what was asked is so, or is not.
"""

from __future__ import annotations

import re

from knowledge.verification import figures
from knowledge.verification.names import unknown_names
from knowledge.verification.polarity import Polarity, polarity
from knowledge.verification.polarity_words import IMPLICIT
from knowledge.verification.pronouns import is_one_person
from knowledge.verification.quantities import compatible
from knowledge.verification.text_analysis import TextAnalysis, analyse

_YES = frozenset(["ya", "iya", "benar", "betul", "sudah", "yes"])
_NO = frozenset(["tidak", "bukan", "belum", "no"])
_WORDS = "|".join(sorted(_YES | _NO))
_LEADING = re.compile(
    rf"(?:(?:{_WORDS})(?:[,.:;!](?!\s\d)|\s[-–—](?=\s))\s+){{1,2}}(?=\S)", re.IGNORECASE
)  # "No. 4" is a number
_ALONE = re.compile(rf"(?:(?:{_WORDS})[\s,.:;!]*){{1,2}}", re.IGNORECASE)
_FIRST = re.compile(r"\w+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_YET = _words(
    """
    akan rencana rencananya direncanakan berencana dijadwalkan diperkirakan
    will plan plans planned expected scheduled due
    """
)
"""What is planned is not done: "Tidak, jembatan akan dibuka" answers whether it is open."""
_ALL = _words("semua seluruh seluruhnya segenap setiap selalu all every entire whole always")
"""A part or another number denies what was asked of all."""
_SOME = _words("sebagian beberapa sejumlah some most part partly several")


def split(text: str) -> tuple[str, str]:
    """The leading word or two that say yes or no, with the white space after them, and the rest of ``text``.

    The first part is ``""`` if there is no such word, or nothing after it.

    >>> split("Tidak, jembatan itu runtuh."), split("Tidak ada korban."), split("Ya.")
    (('Tidak, ', 'jembatan itu runtuh.'), ('', 'Tidak ada korban.'), ('', 'Ya.'))
    """
    leading = _LEADING.match(text)
    return (leading[0], text[leading.end() :]) if leading else ("", text)


def is_alone(text: str) -> bool:
    """Whether a text is nothing but a word or two that say yes or no.

    >>> is_alone("Tidak."), is_alone("Tidak ada.")
    (True, False)
    """
    return _ALONE.fullmatch(text) is not None


def fits(leading: str, rest: str, question: str) -> bool:
    """Whether the first part of :func:`split` is borne out by the second, as an answer to ``question``.

    "No" must be explained: ``rest`` denies something, says the opposite, or has another number, date or name
    in place of one that was asked about. "Yes" must not be contradicted by the beginning of ``rest``.

    >>> fits("No, ", "it opened in May.", "Did it open in June?"), fits("No, ", "it opened.", "Is it open?")
    (True, False)
    """
    stated, asked = analyse(rest), analyse(question)
    first = _FIRST.search(leading)
    if first is not None and first[0].lower() in _YES:
        return not _is_reversed(polarity(stated), polarity(asked), clauses=1)
    if not asked.content:
        return False
    if _is_reversed(polarity(stated), polarity(asked)) or _has_instead(stated, asked):
        return True
    if asked.content <= stated.content:
        return False  # it confirms what was asked
    return polarity(stated).denials > 0 or not (stated.words & IMPLICIT).issubset(asked.words)


def _is_reversed(stated: Polarity, asked: Polarity, *, clauses: int | None = None) -> bool:
    """Whether a text denies what was asked, affirms what was asked with a negation, or says the opposite.

    Of the text only the first ``clauses`` clauses count, or all of them if it is None.
    """

    def counts(places: list[int]) -> bool:
        return clauses is None or places[0] < clauses

    return (
        any(
            counts(places) and key in asked.affirmed and key not in asked.denied
            for key, places in stated.denied.items()
        )
        or any(
            counts(places) and key in asked.denied and key not in asked.affirmed and key not in stated.denied
            for key, places in stated.affirmed.items()
        )
        or (
            clauses is None
            and any(sign and asked.sides.get(pair) == -sign for pair, sign in stated.sides.items())
        )
    )


def _has_instead(stated: TextAnalysis, asked: TextAnalysis) -> bool:
    """Whether a text has a number, date, time or name in place of one that was asked about."""
    if not _NOT_YET.isdisjoint(stated.words - asked.words):
        return True
    if not _ALL.isdisjoint(asked.words - stated.words) and (
        figures.unsupported_numbers(stated, [(asked, None)])
        or not _SOME.isdisjoint(stated.words - asked.words)
    ):
        return True
    here, there = [(stated, None)], [(asked, None)]
    return (
        _has_other_number(stated, asked)
        or bool(figures.unsupported_days(stated, None, there) and figures.unsupported_days(asked, None, here))
        or bool(figures.unsupported_times(stated, there) and figures.unsupported_times(asked, here))
        or _has_other_name(stated, asked)
    )


def _has_other_number(stated: TextAnalysis, asked: TextAnalysis) -> bool:
    """Whether a number replaces one that was asked about, in a unit that counts the same."""
    new = set(figures.unsupported_numbers(stated, [(asked, None)]))
    gone = set(figures.unsupported_numbers(asked, [(stated, None)]))
    return any(
        compatible(number.unit, other.unit)
        for number in stated.quantities
        if number.text in new
        for other in asked.quantities
        if other.text in gone
    )


def _has_other_name(stated: TextAnalysis, asked: TextAnalysis) -> bool:
    """Whether a name replaces one that was asked about: a person a person, or a place a place."""
    new = unknown_names(stated, [asked], [], translated=False)
    gone = unknown_names(asked, [stated], [], translated=False)
    return bool(new and gone) and _is_person(stated, new) == _is_person(asked, gone)


def _is_person(analysis: TextAnalysis, names: list[str]) -> bool:
    found = [token for token in analysis.tokens if token.text in names]
    return bool(found) and is_one_person(analysis, found)
