"""Splits a text into tokens with offsets, and detects its language from its function words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from knowledge.text.gazetteer import plain
from knowledge.text.stems import stem as stem_of
from knowledge.text.stop_words import ENGLISH_MARKERS, INDONESIAN_MARKERS

Language = Literal["id", "en", "und"]

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<word>(?:Rp|rp|RP|IDR|USD|(?<=\$)US)(?=\d)|[^\W\d_](?:[^\W_]|['’ʼ‘`](?=[^\W\d_]))*)"
    r"|(?P<sign>[^\w\s]|_)"
)


class Token(NamedTuple):
    """A number, a word or a punctuation sign at the half-open span ``[start, end)`` of its text.

    ``kind`` is ``"number"``, ``"word"`` or ``"sign"``; ``plain`` is the text in lower case without accents.
    """

    kind: str
    text: str
    start: int
    end: int
    plain: str

    @property
    def is_capitalised(self) -> bool:
        """Whether the token is a word that begins with a capital."""
        return self.kind == "word" and self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """Split ``text`` into tokens, in order. White space only separates tokens.

    >>> [token.text for token in tokens("Rp25,5 juta untuk Note7-nya.")]
    ['Rp', '25,5', 'juta', 'untuk', 'Note7', '-', 'nya', '.']
    """
    return tuple(
        Token(str(match.lastgroup), match[0], match.start(), match.end(), plain(match[0]))
        for match in _TOKEN.finditer(text)
    )


_MOST_WITHIN_NAME = 2
"""Small words in a row inside a name: "Lord of the Rings"."""


def name_phrases(text_tokens: Sequence[Token]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The phrases in which one or two small words stand between two words of a name, folded.

    Each has the indexes of its small words in ``text_tokens``. A name in another language tells nothing about
    the language of the text around it.

    >>> list(name_phrases(tokens("Sagara 200 with Avantgarde Line dijual")))
    [('200', 'with', 'avantgarde')]
    """
    phrases: dict[tuple[str, ...], tuple[int, ...]] = {}
    for first, token in enumerate(text_tokens):
        if not (token.kind == "number" or token.is_capitalised):
            continue
        last = first + 1
        while (
            last < len(text_tokens)
            and last - first <= _MOST_WITHIN_NAME
            and text_tokens[last].kind == "word"
            and not text_tokens[last].is_capitalised
        ):
            last += 1
        if last > first + 1 and last < len(text_tokens) and text_tokens[last].is_capitalised:
            phrase = tuple(word.plain for word in text_tokens[first : last + 1])
            phrases[phrase] = (*phrases.get(phrase, ()), *range(first + 1, last))
    return phrases


def language(text_tokens: Sequence[Token]) -> Language:
    """Detect ``id`` or ``en`` by counting function words; on a tie by counting common words; else ``und``.

    >>> [language(tokens(text)) for text in ("Ia tiba di Merak", "Police arrest Oktavian", "Oktavian")]
    ['id', 'en', 'und']
    """
    indonesian = sum(token.plain in INDONESIAN_MARKERS for token in text_tokens)
    english = sum(token.plain in ENGLISH_MARKERS for token in text_tokens)
    if indonesian == english:
        common = small_letter_words()
        stems = [stem(token.plain) for token in text_tokens[:100] if token.kind == "word"]
        indonesian = sum(stem in common["id"] and stem not in common["en"] for stem in stems)
        english = sum(stem in common["en"] and stem not in common["id"] for stem in stems)
    if indonesian == english:
        return "und"
    return "id" if indonesian > english else "en"


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Strip the Indonesian and then the English affixes of a folded word.

    The word lists of :func:`small_letter_words` hold stems of this form.

    >>> stem("pertemuan"), stem("ministers")
    ('temu', 'minist')
    """
    if len(word) < 4 or len(word) > 40 or not word.isalpha():
        return word
    return stem_of(word)


@cache
def small_letter_words() -> dict[str, frozenset[str]]:
    """Maps language codes to the stems of words that news texts usually write in lower case.

    The lists are in ``knowledge/weights``.
    """
    folder = files("knowledge.weights")
    return {
        code: frozenset(folder.joinpath(f"small_letter_words_{code}.txt").read_text(encoding="utf-8").split())
        for code in ("id", "en")
    }
