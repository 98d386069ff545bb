"""Who did it to whom: "X defeated Y" is not said by "Y defeated X"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from knowledge.text.stop_words import STOP_WORDS
from knowledge.verification.text_analysis import TextAnalysis

Triple = tuple[str, str, str]
_MOST_BETWEEN = 3
"""Words between a name and the verb; further away the order of names says little."""


def swapped(statement: TextAnalysis, sources: Sequence[TextAnalysis]) -> list[str]:
    """Verbs between two names that stand the other way round in the sources, and never so, as written.

    Only the very same form of the word counts: "mengalahkan" and "dikalahkan" turn the names round rightly.

    >>> from knowledge.verification.text_analysis import read
    >>> swapped(read("Merak mengalahkan Bakau"), [read("Bakau mengalahkan Merak 3-1")])
    ['mengalahkan']
    """
    if not triples(statement):
        return []
    said = frozenset().union(*map(triples, sources))
    return [
        verb
        for before, verb, after in sorted(triples(statement))
        if (after, verb, before) in said and (before, verb, after) not in said
    ]


@lru_cache(maxsize=2_000)
def triples(analysis: TextAnalysis) -> frozenset[Triple]:
    """Name, small-letter word, name: the heads of what stands close before and after each word."""
    result: set[Triple] = set()
    seen = analysis.tokens
    if sum(token.is_capitalised for token in seen) < 2:
        return frozenset()
    for at, token in enumerate(seen):
        if (
            token.kind != "word"
            or token.text[0].isupper()
            or token.plain in STOP_WORDS
            or len(token.text) < 4
        ):
            continue
        before = _name(analysis, range(at - 1, max(-1, at - 2 - _MOST_BETWEEN), -1))
        after = _name(analysis, range(at + 1, min(len(seen), at + 2 + _MOST_BETWEEN)))
        if before and after and before != after:
            result.add((before, token.plain, after))
    return frozenset(result)


def _name(analysis: TextAnalysis, places: range) -> str:
    for at in places:
        token = analysis.tokens[at]
        if token.kind == "sign":
            return ""
        if token.is_capitalised and (token.plain not in STOP_WORDS):
            return token.plain
    return ""
