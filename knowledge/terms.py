"""Words of a text, normalised so that a question and an article meet: the same rule for every language.

One rule for both languages (Indonesian stem first, then English stem) instead of one a language, because a
question may be in another language than the article, and names must then still be equal. Countries, months
and weekdays become one canonical term (``@kh`` for Kamboja and Cambodia).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from knowledge.function_words import STOP_WORDS
from knowledge.names import CAPITALISED_ONLY, CAPITALS_ONLY, canonical_names, plain

_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:[^\W\d_]+)?|[^\W\d_]+(?:['’ʼ‘`][^\W\d_]+)*\d*")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


class Located(NamedTuple):
    """A term and the half-open span of the word, or words, that it stands for."""

    term: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802: the vendor's name


def terms(text: str) -> list[str]:
    """The normalised words of ``text``, in order, repeats kept; ``[]`` when it has none.

    >>> terms("Duta Besar Kamboja membawa 1.500 dosis")
    ['duta', 'besar', '@kh', 'bawa', '1500', 'dosi']
    >>> terms("Cambodia brings 1,500 doses")
    ['@kh', 'bring', '1500', 'dose']
    """
    return [found.term for found in located(text)]


def content_terms(question: str) -> list[str]:
    """The distinct terms of a question that say what it is about, in order; ``[]`` if all are function words.

    >>> content_terms("Siapakah yang jadi duta besar Laos?")
    ['duta', 'besar', '@la']
    """
    return list(dict.fromkeys(found.term for found in located(question) if is_content(question, found)))


def is_content(text: str, found: Located) -> bool:
    """Whether a located term of ``text`` is more than a function word."""
    return found.term.startswith("@") or plain(text[found.start : found.end]) not in STOP_WORDS


def located(text: str) -> list[Located]:
    """The terms of ``text`` with their places, in order."""
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    names, first_words = canonical_names()
    result: list[Located] = []
    index = 0
    while index < len(words):
        word, start, end = words[index]
        term, key = _normalised(word)
        longest = first_words.get(key, 0)
        for length in range(min(longest, len(words) - index), 0, -1):
            spelled = " ".join(_normalised(words[index + ahead][0])[1] for ahead in range(length))
            name = names.get(spelled)
            if name and (spelled not in CAPITALISED_ONLY or word[0].isupper()):
                term, end = name, words[index + length - 1][2]
                index += length - 1
                break
        result.append(Located(term, start, end))
        index += 1
    return result


@lru_cache(maxsize=200_000)
def _normalised(word: str) -> tuple[str, str]:
    """The term of a single word, and its plain form."""
    if word[0].isdigit():
        number = _number(word)
        return number, number
    key = plain(word)
    if word in CAPITALS_ONLY:
        return CAPITALS_ONLY[word], key
    if len(key) < 4 or not key.isalpha():
        return key, key
    indonesian, english = _stemmers()
    return english.stemWord(indonesian.stemWord(key)), key


def _number(word: str) -> str:
    """``1.500`` and ``1,500`` are 1500; ``3,5`` and ``3.5`` are 3.5; ``10:30`` is 10.30; ``07`` is 7."""
    word = unicodedata.normalize("NFKC", word).casefold()
    if _GROUPED.fullmatch(word):
        return word.replace(".", "").replace(",", "")
    return word.replace(",", ".").replace(":", ".").lstrip("0") or "0"


@cache
def _stemmers() -> tuple[_Stemmer, _Stemmer]:
    import snowballstemmer

    return snowballstemmer.stemmer("indonesian"), snowballstemmer.stemmer("english")
