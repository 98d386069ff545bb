"""Words of a text, normalised so that a question and an article meet: the same rule for every language.

One rule for both languages (Indonesian stem first, then English stem) instead of one a language, because a
question may be in another language than the article, and names must then still be equal. Countries, months
and weekdays become one canonical term (``@kh`` for Kamboja and Cambodia), and so do common words of the news
(``~president``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from knowledge.text.gazetteer import (
    CAPITALISED_ONLY,
    CAPITALS_ONLY,
    canonical_names,
    plain,
)
from knowledge.text.lexicon import phrases, synonyms
from knowledge.text.stems import stem
from knowledge.text.stop_words import STOP_WORDS

# A currency is no part of its amount ("Rp48"), other letters are of their number ("G20", "Covid19").
_WORD = re.compile(
    r"(?<![^\W_])(?:Rp|IDR|USD|SGD|MYR|EUR|RM)(?=\d)|"
    r"\d+(?:[.,:]\d+)*(?:[^\W\d_]+)?|[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*\d*"
)
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


class LocatedTerm(NamedTuple):
    """A term and the half-open span of the word, or words, that it stands for."""

    term: str
    start: int
    end: int


def terms(text: str) -> list[str]:
    """The normalised words of ``text``, in order, repeats kept; ``[]`` when it has none.

    >>> terms("Duta Besar Kamboja membawa 1.500 dosis")
    ['~ambassador', '@kh', '~carry', '1500', 'dosi']
    >>> terms("Cambodian ambassador brings 1,500 doses")
    ['@kh', '~ambassador', 'bring', '1500', 'dose']
    """
    return [found.term for found in locate_terms(text)]


def content_terms(question: str) -> list[str]:
    """The distinct terms of a question that say what it is about, in order; ``[]`` if all are function words.

    >>> content_terms("Siapakah yang jadi duta besar Laos?")
    ['~ambassador', '@la']
    """
    return list(dict.fromkeys(found.term for found in locate_terms(question) if is_content(question, found)))


def is_content(text: str, found: LocatedTerm) -> bool:
    """Whether a located term of ``text`` is more than a function word."""
    return found.term.startswith("@") or plain(text[found.start : found.end]) not in STOP_WORDS


def locate_terms(text: str) -> list[LocatedTerm]:
    """The terms of ``text`` with their places, in order."""
    words = list(_WORD.finditer(text))
    result: list[LocatedTerm] = []
    skip = 0
    for index, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        term, longest = _normalised(word[0])
        start, end = word.span()
        if longest:
            name, length = _name_at([each[0] for each in words[index : index + longest]])
            if length:
                term, end, skip = name, words[index + length - 1].end(), length - 1
        result.append(LocatedTerm(term, start, end))
    return result


@lru_cache(maxsize=10_000)
def locate_terms_cached(sentence: str) -> tuple[LocatedTerm, ...]:
    """The same of a sentence, kept of those read last: a question looks at one for more than one purpose."""
    return tuple(locate_terms(sentence))


def _name_at(words: list[str]) -> tuple[str, int]:
    """The longest canonical name that begins with the first of ``words``, and its length in words."""
    names, _ = _names()
    for length in range(len(words), 0, -1):
        spelled = " ".join(plain(word) for word in words[:length])
        if spelled in names and (spelled not in CAPITALISED_ONLY or words[0][0].isupper()):
            return names[spelled], length
    return "", 0


@lru_cache(maxsize=200_000)
def _normalised(word: str) -> tuple[str, int]:
    """The term of a single word, and how many words a name may have that begins with it (0: none does)."""
    if word[0].isdigit():
        return _number(word), 0
    if word in CAPITALS_ONLY:
        return CAPITALS_ONLY[word], 0
    key = plain(word)
    longest = _names()[1].get(key, 0)
    words, stems = _synonyms()
    if key in words:
        return words[key], longest
    if len(key) < 4 or not key.isalpha():
        return key, longest
    stemmed = stem(key)
    return stems.get(stemmed, stemmed), longest


def _number(word: str) -> str:
    """``1.500`` and ``1,500`` are 1500; ``3,5`` and ``3.5`` are 3.5; ``10:30`` is 10.30; ``07`` is 7."""
    word = unicodedata.normalize("NFKC", word).casefold()
    if _GROUPED.fullmatch(word):
        return word.replace(".", "").replace(",", "")
    return word.replace(",", ".").replace(":", ".").lstrip("0") or "0"


@cache
def _names() -> tuple[dict[str, str], dict[str, int]]:
    """Canonical names and common phrases, and for each first word the most words that one has."""
    names, first_words = canonical_names()
    names, first_words = dict(names), dict(first_words)
    for phrase, term in phrases().items():
        names.setdefault(phrase, term)
        parts = phrase.split(" ")
        first_words[parts[0]] = max(first_words.get(parts[0], 0), len(parts))
    return names, first_words


@cache
def _synonyms() -> tuple[dict[str, str], dict[str, str]]:
    return synonyms(stem)
