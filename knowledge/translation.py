"""Terms across languages: which term of an Indonesian text an English term may stand for, and the reverse.

A few hundred pairs that news uses every day, learned from aligned sentences; names of countries, months and
numbers need no translation, :mod:`knowledge.terms` makes them equal. It lets a question in one language
agree in words, not only in meaning, with an article in the other.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


def translations(term: str) -> frozenset[str]:
    """The terms of the other language that ``term`` may stand for; empty when none is known.

    >>> sorted(translations("polic")), sorted(translations("polisi"))
    (['polisi'], ['polic'])
    """
    return _pairs().get(term, frozenset())


@cache
def _pairs() -> dict[str, frozenset[str]]:
    text = files("knowledge.weights").joinpath("translations.json").read_text(encoding="utf-8")
    both: dict[str, set[str]] = {}
    for english, words in json.loads(text).items():
        for indonesian in words:
            both.setdefault(english, set()).add(indonesian)
            both.setdefault(indonesian, set()).add(english)
    return {term: frozenset(others) for term, others in both.items()}
