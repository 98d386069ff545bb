"""Computes features of a sentence that do not depend on the question: terms, numbers, names, cues."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import STOP_WORDS, word_set
from knowledge.text.terms import locate_terms_cached, terms

_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_MONEY = re.compile(
    r"(?:\bRp|\bIDR|\bUSD|US\$|[$€£¥])\s?\d|\d\s(?:\w+\s)?(?:rupiah|dolar|dollars?|euro|yen)\b", re.I
)
# Ten times faster than the complete expression, and most sentences do not match it.
_MONEY_HINT = re.compile(r"[$€£¥]|[Rr][Pp]|IDR|USD|rupiah|dol|euro|yen", re.I)
_UNIT = re.compile(
    r"\d\s?(?:persen|percent|%|orang|people|kali|times|km|kilometer|kilometres?|kilometers?|meter|metres?|kg|"
    r"ton|hektar|hektare|hectares?|juta|miliar|triliun|ribu|million|billion|thousand|derajat|unit|buah|ekor|"
    r"tahun|years?|hari|days?|jam|hours?|bulan|months?|menit|minutes?)\b",
    re.I,
)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{1,2}-\d{1,2}-\d{2,4}\b|\b\d{1,2}[.:]\d{2}\b")
_FROM_TO = re.compile(r"(?<![\w.,/-])\d{1,3}[-–]\d{1,3}(?![\w/-])(?![.,]\d)\s?(\w*)")
_SCORE = frozenset({"~score"})
"""The term that "skor" and "score" have in the lexicon."""
_AFTER_SCORE = STOP_WORDS | word_set("atas lawan melawan kontra vs versus against over win victory")
_PLACE = re.compile(r"\b(?:di|ke|dari|in|at|from|near|to)\s(?:\w+\s){0,2}[A-Z]")
_CUES = {
    "cause": word_set(
        "karena sebab akibat disebabkan lantaran sehingga gara demi because due since caused reason owing"
    ),
    "definition": word_set(
        "adalah ialah merupakan yaitu yakni disebut bernama berarti is are was called means known"
    ),
    "number_word": word_set(
        """
        satu dua tiga empat lima enam tujuh delapan sembilan sepuluh belas puluh ratus ribu juta seratus
        one two three four five six seven eight nine ten dozen hundred thousand million
        """
    ),
    "title": word_set(
        """
        presiden menteri ketua direktur kepala jenderal gubernur bupati profesor dr prof pelatih pemain juru
        president minister director chairman head general governor professor coach spokesman actor
        """
    ),
    "saying": word_set("kata ujar tutur ucap jelas mengatakan menyatakan menurut said says told according"),
    "instruction": word_set(
        """
        ignore abaikan instruction instructions instruksi prompt system assistant chatgpt jawablah
        respond reply disregard perintah
        """
    ),
}
CUES = tuple(_CUES)
_POINTERS = word_set(
    """
    dia ia beliau mereka keduanya itu tersebut tadi ini tsb
    he she it they him her them his its their this these that those
    """
)
_LEAST_POSSESSED = 6
_ALL_CUES = frozenset().union(*_CUES.values())
_NO_CUES = (False,) * len(CUES)


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """The features of one sentence. The flags say whether it has a year, a month, a date and so on."""

    order: tuple[str, ...]
    """Its terms (:mod:`knowledge.text.terms`), in order."""
    terms: frozenset[str]
    """Its terms, and the term of "score" if it has a result such as "3-2"."""
    names: frozenset[str]
    """Canonical names, and the terms of words with a capital, unless it only marks the beginning.

    Words of the lexicon are no names: an office ("Presiden") is not the person who holds it.
    """
    numbers: frozenset[str]
    words: int
    """The number of its terms."""
    year: bool
    month: bool
    date: bool
    money: bool
    unit: bool
    place: bool
    asks: bool
    quote: bool
    cues: tuple[bool, ...]
    """Whether it has a word of each of :data:`CUES`, in their order."""
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

    >>> features = sentence_features("Rini Sasmita membayar Rp 2.500 pada 3 Mei 2021.")
    >>> features.money, features.year, features.month, sorted(features.numbers)
    (True, True, True, ['2021', '2500', '3'])
    """
    words = locate_terms_cached(sentence)
    order = tuple([term for term, _, _ in words])
    plains = [plain(sentence[start:end]) for _, start, end in words]
    names = {
        term for term, start, _ in words if term[0] == "@" or (sentence[start].isupper() and term[0] != "~")
    }
    if words and plains[0] in STOP_WORDS and order[0][0] != "@" and order[0] not in order[1:]:
        names.discard(order[0])
    canonical = [term for term in order if term[0] == "@"]
    numbers = frozenset(
        [term for term, start, _ in words if term[0].isdigit() and not _within_name(sentence, start)]
    )
    cues = _ALL_CUES.intersection(plains)
    return SentenceFeatures(
        order=order,
        terms=_with_score(order, sentence),
        names=frozenset(names),
        numbers=numbers,
        words=len(words),
        year=bool(numbers and _YEAR.search(sentence)),
        month=any(term[1] == "m" and term[2:].isdigit() for term in canonical),
        date=bool(numbers and _DATE.search(sentence))
        or any(term[1] == "d" and term[2:].isdigit() for term in canonical),
        money=bool(numbers and _MONEY_HINT.search(sentence) and _MONEY.search(sentence)),
        unit=bool(numbers and _UNIT.search(sentence)),
        place=bool(_PLACE.search(sentence)),
        asks=sentence.rstrip(" \"'”’)").endswith("?"),
        quote='"' in sentence or "“" in sentence or "”" in sentence,
        cues=tuple([not words_of.isdisjoint(cues) for words_of in _CUES.values()]) if cues else _NO_CUES,
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


def _within_name(sentence: str, start: int) -> bool:
    """Whether a number at ``start`` is part of a name, as in "Covid-19"; in "ke-19" (the 19th) it is not."""
    before = sentence[max(0, start - 4) : start]
    return before[-1:] in {"-", "–"} and before[-2:-1].isalpha() and before[:-1].lower().lstrip() != "ke"
