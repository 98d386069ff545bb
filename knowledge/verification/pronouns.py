"""Decides whether a name may replace a pronoun of the source: "Rini said …" for "…, katanya."."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.verification.text_analysis import TextAnalysis
from knowledge.verification.words import Token

_PRONOUNS = frozenset(["ia", "dia", "beliau", "mereka", "dirinya", "he", "she", "they", "him", "her", "his"])
_SPEECH_VERBS = [
    "kata", "ujar", "tutur", "jelas", "ucap", "tandas", "imbuh", "tambah", "ungkap", "tegas", "terang",
    "papar", "sebut", "lanjut", "pungkas", "tukas", "cetus", "kilah", "aku", "menurut",
]  # fmt: skip
_SPEECH_WITH_PRONOUN = frozenset(f"{verb}nya" for verb in _SPEECH_VERBS)
_PREPOSITIONS = frozenset(
    ["di", "ke", "dari", "pada", "dalam", "untuk", "dengan", "bersama", "antara"]
) | frozenset(["in", "at", "to", "from", "of", "for", "with", "near", "between", "during", "into", "on"])
_LONGEST_NAME_WORDS = 4


def have_pronoun(sources: Sequence[TextAnalysis]) -> bool:
    """Whether a source has a personal pronoun, alone or in a verb of speech ("katanya").

    >>> from knowledge.verification.text_analysis import analyse
    >>> have_pronoun([analyse("Harga turun, katanya.")]), have_pronoun([analyse("Harga turun.")])
    (True, False)
    """
    return any(not source.words.isdisjoint(_PRONOUNS | _SPEECH_WITH_PRONOUN) for source in sources)


def is_one_person(statement: TextAnalysis, missing: Sequence[Token]) -> bool:
    """Whether the missing names may be the name of one person, who acts or speaks in ``statement``.

    ``missing`` are tokens of the statement, at least one, in order. One name has at most four words in a row,
    and no preposition in front of it: "in Merak" is a place. "According to" introduces a speaker.

    >>> from knowledge.verification.text_analysis import analyse
    >>> def person(text, *names):
    ...     statement = analyse(text)
    ...     return is_one_person(statement, [token for token in statement.tokens if token.text in names])
    >>> person("Rini Sasmita said so.", "Rini", "Sasmita"), person("She said so in Merak.", "Merak")
    (True, False)
    """
    places = [statement.tokens.index(token) for token in missing]
    first, last = places[0], places[-1]
    if last - first >= _LONGEST_NAME_WORDS or any(
        not token.is_capitalised for token in statement.tokens[first : last + 1]
    ):
        return False
    while first and statement.tokens[first - 1].is_capitalised:
        first -= 1
    preceding = [token.plain for token in statement.tokens[max(0, first - 2) : first]]
    return preceding[-1:] == [] or preceding == ["according", "to"] or preceding[-1] not in _PREPOSITIONS
