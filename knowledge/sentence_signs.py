"""What can be seen in a sentence without the question: terms, numbers, names, cues. Cached by its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.function_words import STOP_WORDS
from knowledge.gazetteer import plain
from knowledge.terms import located

_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_MONEY = re.compile(r"(?:\bRp|\bIDR|\bUSD|US\$|[$€£¥])\s?\d|\d\s(?:\w+\s)?(?:rupiah|dolar|dollars?|euro|yen)\b", re.I)
_UNIT = re.compile(
    r"\d\s?(?:persen|percent|%|orang|people|kali|times|km|kilometer|kilometres?|kilometers?|meter|metres?|kg|"
    r"ton|hektar|hektare|hectares?|juta|miliar|triliun|ribu|million|billion|thousand|derajat|unit|buah|ekor|"
    r"tahun|years?|hari|days?|jam|hours?|bulan|months?|menit|minutes?)\b",
    re.I,
)
_DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b\d{1,2}[.:]\d{2}\b")
_PLACE = re.compile(r"\b(?:di|ke|dari|in|at|from|near|to)\s(?:\w+\s){0,2}[A-Z]")
_WORD_CUES = {
    "cause": "karena sebab akibat disebabkan lantaran sehingga gara because due since caused reason owing untuk",
    "definition": "adalah ialah merupakan yaitu yakni disebut bernama berarti is are was called means known",
    "number_word": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh belas puluh ratus ribu juta seratus"
    " one two three four five six seven eight nine ten dozen hundred thousand million first pertama kedua ketiga",
    "title": "presiden menteri ketua direktur kepala jenderal gubernur bupati profesor dr prof pelatih pemain juru"
    " president minister director chairman head general governor professor coach spokesman actor",
    "saying": "kata ujar tutur ucap jelas mengatakan menyatakan menurut said says told according",
    "instruction": "ignore abaikan instruction instructions instruksi prompt system assistant chatgpt jawablah"
    " respond reply disregard perintah",
}
CUES = tuple(_WORD_CUES)
_CUE_SETS = {cue: frozenset(words.split()) for cue, words in _WORD_CUES.items()}


@dataclass(frozen=True, slots=True)
class SentenceSigns:
    """The marks of one sentence. ``terms`` are those of :mod:`knowledge.terms`."""

    order: tuple[str, ...]
    terms: frozenset[str]
    names: frozenset[str]
    """Terms of words with a capital that is not just the first word's, and canonical names."""
    numbers: frozenset[str]
    words: int
    year: bool
    month: bool
    date: bool
    money: bool
    unit: bool
    place: bool
    asks: bool
    quote: bool
    cues: tuple[bool, ...]
    """In the order of :data:`CUES`."""


@lru_cache(maxsize=30_000)
def signs(sentence: str) -> SentenceSigns:
    """Read the marks of a sentence. An empty sentence has none.

    >>> seen = signs("Rini Sasmita membayar Rp 2.500 pada 3 Mei 2021.")
    >>> seen.money, seen.year, seen.month, sorted(seen.numbers)
    (True, True, True, ['2021', '2500', '3'])
    """
    words = located(sentence)
    plains = {plain(sentence[word.start : word.end]) for word in words}
    names = {
        word.term
        for index, word in enumerate(words)
        if word.term[0] == "@"
        or (sentence[word.start].isupper() and (index > 0 or plain(sentence[word.start : word.end]) not in STOP_WORDS))
    }
    order = tuple(word.term for word in words)
    return SentenceSigns(
        order=order,
        terms=frozenset(order),
        names=frozenset(names),
        numbers=frozenset(
            word.term
            for word in words
            if word.term[0].isdigit() and not _within_name(sentence, word.start)
        ),
        words=len(words),
        year=bool(_YEAR.search(sentence)),
        month=any(term.startswith("@m") and term[2:].isdigit() for term in order),
        date=bool(_DATE.search(sentence)) or any(term.startswith("@d") and term[2:].isdigit() for term in order),
        money=bool(_MONEY.search(sentence)),
        unit=bool(_UNIT.search(sentence)),
        place=bool(_PLACE.search(sentence)),
        asks=sentence.rstrip(" \"'”’)").endswith("?"),
        quote=any(mark in sentence for mark in "\"“”"),
        cues=tuple(not words_of.isdisjoint(plains) for words_of in _CUE_SETS.values()),
    )


def _within_name(sentence: str, start: int) -> bool:
    """The 19 of Covid-19 is part of a name; that of "ke-19" (the 19th) is a number."""
    before = sentence[max(0, start - 4) : start]
    return before[-1:] in {"-", "–"} and before[-2:-1].isalpha() and before[:-1].lower().lstrip() != "ke"
