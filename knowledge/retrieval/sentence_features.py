"""Computes features of a sentence that do not depend on the question: terms, names, what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import STOP_WORDS, word_set
from knowledge.text.terms import locate_terms_cached, terms

_FROM_TO = re.compile(r"(?<![\w.,/-])\d{1,3}[-–]\d{1,3}(?![\w/-])(?![.,]\d)\s?(\w*)")
_SCORE = frozenset({"~score"})
"""The term that "skor" and "score" have in the lexicon."""
_AFTER_SCORE = STOP_WORDS | word_set("atas lawan melawan kontra vs versus against over win victory")
_POINTERS = word_set(
    """
    dia ia beliau mereka keduanya itu tersebut tadi ini tsb
    he she it they him her them his its their this these that those
    """
)
_LEAST_POSSESSED = 6


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """The features of one sentence."""

    terms: frozenset[str]
    """Its terms (:mod:`knowledge.text.terms`), and that of "score" if it has a result such as "3-2"."""
    names: frozenset[str]
    """Canonical names, and the terms of words with a capital, unless it only marks the beginning.

    Words of the lexicon are no names: an office ("Presiden") is not the person who holds it.
    """
    words: int
    """The number of its terms."""
    pairs: frozenset[tuple[str, str]]
    """Pairs of consecutive terms."""
    refers: bool
    """Whether a word refers to somebody or something before: "dia", "klub itu", "katanya", "they"."""


@lru_cache(maxsize=30_000)
def sentence_terms(sentence: str) -> frozenset[str]:
    """The same as :attr:`SentenceFeatures.terms`, computed in a third of the time of all features.

    >>> sorted(sentence_terms("Rini Sasmita tiba."))
    ['rini', 'sasmita', 'tiba']
    """
    return _with_score(terms(sentence), sentence)


@lru_cache(maxsize=30_000)
def sentence_features(sentence: str) -> SentenceFeatures:
    """Compute the features of a sentence, which are cached by its text. An empty sentence has none.

    >>> features = sentence_features("Rini Sasmita membayar biayanya.")
    >>> sorted(features.names), features.refers
    (['rini', 'sasmita'], True)
    """
    words = locate_terms_cached(sentence)
    order = tuple([term for term, _, _ in words])
    plains = [plain(sentence[start:end]) for _, start, end in words]
    names = {
        term for term, start, _ in words if term[0] == "@" or (sentence[start].isupper() and term[0] != "~")
    }
    if words and plains[0] in STOP_WORDS and order[0][0] != "@" and order[0] not in order[1:]:
        names.discard(order[0])
    return SentenceFeatures(
        terms=_with_score(order, sentence),
        names=frozenset(names),
        words=len(words),
        pairs=frozenset(pairwise(order)),
        refers=any(map(_refers, plains)),
    )


def _with_score(all_terms: Iterable[str], sentence: str) -> frozenset[str]:
    """The terms, and that of "score" if the sentence has a result such as "3-2" (not "9-15 tahun").

    Reports of a match give the result without calling it a score.
    """
    has_score = any(not match[1] or plain(match[1]) in _AFTER_SCORE for match in _FROM_TO.finditer(sentence))
    return frozenset(all_terms) | _SCORE if has_score else frozenset(all_terms)


def _refers(word: str) -> bool:
    return word in _POINTERS or (word.endswith("nya") and len(word) >= _LEAST_POSSESSED)
