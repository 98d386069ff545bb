"""Reduces words to their stems with the Snowball stemmers, first the Indonesian one, then the English one."""

from __future__ import annotations

import threading
from typing import Protocol


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


class _ThreadStemmers(threading.local):
    """A pair of stemmers for each thread.

    A Snowball stemmer stores the current word in itself, so threads that share one corrupt each other's
    words.
    """

    pair: tuple[_Stemmer, _Stemmer] | None = None


_STEMMERS = _ThreadStemmers()


def stem(word: str) -> str:
    """Return the stem of a lower-case word. Safe to call from any thread.

    >>> stem("pertemuan"), stem("ministers")
    ('temu', 'minist')
    """
    indonesian, english = _STEMMERS.pair or _make_pair()
    return english.stemWord(indonesian.stemWord(word))


def _make_pair() -> tuple[_Stemmer, _Stemmer]:
    import Stemmer

    # 0 turns off the stemmer's own cache: :mod:`knowledge.text.terms` caches whole terms.
    _STEMMERS.pair = Stemmer.Stemmer("indonesian", 0), Stemmer.Stemmer("english", 0)
    return _STEMMERS.pair
