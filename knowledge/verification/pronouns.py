"""A name in a statement where the cited sentence has a pronoun: "Rini said …" for "…, katanya."."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.verification.text_analysis import TextAnalysis
from knowledge.verification.words import Token

_PRONOUNS = frozenset(["ia", "dia", "beliau", "mereka", "dirinya", "he", "she", "they", "him", "her", "his"])
_SAYING = ["kata", "ujar", "tutur", "jelas", "ucap", "tandas", "imbuh", "tambah", "ungkap", "tegas", "terang"]
_SAYING += ["papar", "sebut", "lanjut", "pungkas", "tukas", "cetus", "kilah", "aku", "menurut"]
_HE_SAYS = frozenset(f"{word}nya" for word in _SAYING)
_PLACING = frozenset(
    ["di", "ke", "dari", "pada", "dalam", "untuk", "dengan", "bersama", "antara"]
) | frozenset(["in", "at", "to", "from", "of", "for", "with", "near", "between", "during", "into", "on"])
_LONGEST_NAME_WORDS = 4


def have_pronoun(sources: Sequence[TextAnalysis]) -> bool:
    """
    >>> from knowledge.verification.text_analysis import read
    >>> have_pronoun([read("Harga turun, katanya.")]), have_pronoun([read("Harga turun.")])
    (True, False)
    """
    return any(not source.words.isdisjoint(_PRONOUNS | _HE_SAYS) for source in sources)


def is_one_person(statement: TextAnalysis, missing: Sequence[Token]) -> bool:
    """Whether ``missing`` (in order, at least one) may be one person who does or says what is stated.

    >>> from knowledge.verification.text_analysis import read
    >>> def person(text, *names):
    ...     seen = read(text)
    ...     return is_one_person(seen, [token for token in seen.tokens if token.text in names])
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
    return not first or statement.tokens[first - 1].plain not in _PLACING
