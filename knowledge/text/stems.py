"""What is left of a word without its endings: first the Indonesian ones, then the English ones."""

from __future__ import annotations

import threading
from typing import Protocol


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


class _Own(threading.local):
    """A pair of stemmers for each thread: a Snowball stemmer keeps the word that it works on in itself, so
    two threads with the same one get each other's letters."""

    pair: tuple[_Stemmer, _Stemmer] | None = None


_OWN = _Own()


def stem(word: str) -> str:
    """The stem of a word in small letters; safe in any thread.

    >>> stem("pertemuan"), stem("ministers")
    ('temu', 'minist')
    """
    indonesian, english = _OWN.pair or _make_pair()
    return english.stemWord(indonesian.stemWord(word))


def _make_pair() -> tuple[_Stemmer, _Stemmer]:
    import Stemmer

    # Words are kept by :mod:`knowledge.terms`, which has all of a word: not once more here.
    _OWN.pair = Stemmer.Stemmer("indonesian", 0), Stemmer.Stemmer("english", 0)
    return _OWN.pair
