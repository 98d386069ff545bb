"""Normalises the words of a text to terms, so that a question and an article can be matched word by word.

Both languages use the same rule (Indonesian stemmer, then English stemmer), because a question and an article
may be in different languages and their names must still match. Countries, months and weekdays become
canonical terms (``@kh`` for Kamboja and Cambodia), and so do common news words (``~president``).
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

# A currency sign is separate from its amount ("Rp48"); other letters belong to their number ("G20").
_WORD = re.compile(
    r"(?<![^\W_])(?:Rp|IDR|USD|SGD|MYR|EUR|RM)(?=\d)|"
    r"\d+(?:[.,:]\d+)*(?:[^\W\d_]+)?|[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*\d*"
)
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


class LocatedTerm(NamedTuple):
    """A term with the offsets ``[start, end)`` of the word or words that it stands for."""

    term: str
    start: int
    end: int


def terms(text: str) -> list[str]:
    """Return the terms of ``text`` in order, with repetitions; ``[]`` if it has no words.

    >>> terms("Duta Besar Kamboja membawa 1.500 dosis")
    ['~ambassador', '@kh', '~carry', '1500', 'dosi']
    >>> terms("Cambodian ambassador brings 1,500 doses")
    ['@kh', '~ambassador', 'bring', '1500', 'dose']
    """
    return [located.term for located in locate_terms(text)]


def content_terms(question: str) -> list[str]:
    """Return the distinct terms of a question without function words, in order; ``[]`` if none remain.

    >>> content_terms("Siapakah yang jadi duta besar Laos?")
    ['~ambassador', '@la']
    """
    return list(dict.fromkeys(term.term for term in locate_terms(question) if is_content(question, term)))


def is_content(text: str, located: LocatedTerm) -> bool:
    """Whether a term of ``text`` is not a function word. Canonical names (``@``) always count as content."""
    return located.term.startswith("@") or plain(text[located.start : located.end]) not in STOP_WORDS


def locate_terms(text: str) -> list[LocatedTerm]:
    """Return the terms of ``text`` with their offsets, in order."""
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
            name, length = _name_at([following[0] for following in words[index : index + longest]])
            if length:
                term, end, skip = name, words[index + length - 1].end(), length - 1
        result.append(LocatedTerm(term, start, end))
    return result


@lru_cache(maxsize=10_000)
def locate_terms_cached(sentence: str) -> tuple[LocatedTerm, ...]:
    """Like :func:`locate_terms`, with a cache: one question analyses the same sentence several times."""
    return tuple(locate_terms(sentence))


def _name_at(words: list[str]) -> tuple[str, int]:
    """Return term and length in words of the longest name that begins at ``words[0]``, or ``("", 0)``."""
    names, _ = _names()
    for length in range(len(words), 0, -1):
        spelled = " ".join(plain(word) for word in words[:length])
        if spelled in names and (spelled not in CAPITALISED_ONLY or words[0][0].isupper()):
            return names[spelled], length
    return "", 0


@lru_cache(maxsize=200_000)
def _normalised(word: str) -> tuple[str, int]:
    """Return the term of a word, and the length in words of the longest name that begins with it, or 0."""
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
    """Normalise a number: ``1.500`` and ``1,500`` to 1500, ``3,5`` to 3.5, ``10:30`` to 10.30, 07 to 7."""
    word = unicodedata.normalize("NFKC", word).casefold()
    if _GROUPED.fullmatch(word):
        return word.replace(".", "").replace(",", "")
    return word.replace(",", ".").replace(":", ".").lstrip("0") or "0"


@cache
def _names() -> tuple[dict[str, str], dict[str, int]]:
    """Return the terms of names and phrases, and the length of the longest by its first word."""
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
