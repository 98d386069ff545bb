"""Finds swapped roles: "X defeated Y" is not supported by "Y defeated X"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from knowledge.text.stop_words import STOP_WORDS
from knowledge.verification.text_analysis import TextAnalysis

Triple = tuple[str, str, str]
"""Folded words: a name, a word in lower case after it (mostly a verb), and the name after that."""

_MOST_BETWEEN = 3
"""Words that may stand between a name and the verb; further apart the order of names tells little."""


def swapped(statement: TextAnalysis, sources: Sequence[TextAnalysis]) -> list[str]:
    """Verbs of the statement, in lower case, between two names that only occur in reverse order in sources.

    Only the same form of the verb is compared: an active and a passive form ("mengalahkan", "dikalahkan")
    have their names in opposite order with the same meaning.

    >>> from knowledge.verification.text_analysis import analyse
    >>> swapped(analyse("Merak mengalahkan Bakau"), [analyse("Bakau mengalahkan Merak 3-1")])
    ['mengalahkan']
    """
    if not triples(statement):
        return []
    stated = frozenset().union(*map(triples, sources))
    return [
        verb
        for before, verb, after in sorted(triples(statement))
        if (after, verb, before) in stated and (before, verb, after) not in stated
    ]


@lru_cache(maxsize=2_000)
def triples(analysis: TextAnalysis) -> frozenset[Triple]:
    """Each word in lower case with the nearest name before and the nearest name after it.

    A sign between the word and a name, or more than three words, separates them.
    """
    result: set[Triple] = set()
    tokens = analysis.tokens
    if sum(token.is_capitalised for token in tokens) < 2:
        return frozenset()
    for at, token in enumerate(tokens):
        if (
            token.kind != "word"
            or token.text[0].isupper()
            or token.plain in STOP_WORDS
            or len(token.text) < 4
        ):
            continue
        before = _name(analysis, range(at - 1, max(-1, at - 2 - _MOST_BETWEEN), -1))
        after = _name(analysis, range(at + 1, min(len(tokens), at + 2 + _MOST_BETWEEN)))
        if before and after and before != after:
            result.add((before, token.plain, after))
    return frozenset(result)


def _name(analysis: TextAnalysis, indexes: range) -> str:
    """The first name among the tokens at ``indexes``, folded; ``""`` if there is none or a sign is first."""
    for at in indexes:
        token = analysis.tokens[at]
        if token.kind == "sign":
            return ""
        if token.is_capitalised and (token.plain not in STOP_WORDS):
            return token.plain
    return ""
