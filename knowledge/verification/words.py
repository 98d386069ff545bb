"""The words of a text with their places, and the language that its small words give away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from knowledge.text.gazetteer import plain
from knowledge.text.stems import stem as stem_of
from knowledge.text.stop_words import ENGLISH_SIGNS, INDONESIAN_SIGNS

Language = Literal["id", "en", "und"]

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<word>(?:Rp|rp|RP|IDR|USD|(?<=\$)US)(?=\d)|[^\W\d_](?:[^\W_]|['’ʼ‘`](?=[^\W\d_]))*)"
    r"|(?P<sign>[^\w\s]|_)"
)


class Token(NamedTuple):
    """A number, a word or a sign at ``[start, end)``. ``plain`` is folded: small letters, no accents."""

    kind: str
    text: str
    start: int
    end: int
    plain: str

    @property
    def is_capitalised(self) -> bool:
        return self.kind == "word" and self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in order; whitespace is none.

    >>> [token.text for token in tokens("Rp25,5 juta untuk Note7-nya.")]
    ['Rp', '25,5', 'juta', 'untuk', 'Note7', '-', 'nya', '.']
    """
    return tuple(
        Token(str(match.lastgroup), match[0], match.start(), match.end(), plain(match[0]))
        for match in _TOKEN.finditer(text)
    )


def language(seen: Sequence[Token]) -> Language:
    """``id`` or ``en`` by function words, or by common words when these do not tell; else ``und``.

    >>> [language(tokens(text)) for text in ("Ia tiba di Merak", "Police arrest Oktavian", "Oktavian")]
    ['id', 'en', 'und']
    """
    indonesian = sum(token.plain in INDONESIAN_SIGNS for token in seen)
    english = sum(token.plain in ENGLISH_SIGNS for token in seen)
    if indonesian == english:
        common = small_letter_words()
        stems = [stem(token.plain) for token in seen[:100] if token.kind == "word"]
        indonesian = sum(stem in common["id"] and stem not in common["en"] for stem in stems)
        english = sum(stem in common["en"] and stem not in common["id"] for stem in stems)
    if indonesian == english:
        return "und"
    return "id" if indonesian > english else "en"


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What is left of a folded word without Indonesian, then English endings: as the word lists have it.

    >>> stem("pertemuan"), stem("ministers")
    ('temu', 'minist')
    """
    if len(word) < 4 or len(word) > 40 or not word.isalpha():
        return word
    return stem_of(word)


@cache
def small_letter_words() -> dict[str, frozenset[str]]:
    """Stems of the words that news writes in small letters, by language; see ``knowledge/weights``."""
    folder = files("knowledge.weights")
    return {
        code: frozenset(folder.joinpath(f"small_letter_words_{code}.txt").read_text(encoding="utf-8").split())
        for code in ("id", "en")
    }
