"""Measures how similar two texts are, and computes hashes that find similar texts without comparing all.

The similarity of two texts is the Jaccard similarity of their word bigrams: the share of the bigrams in
either that are in both. Minhashes are MinHash bands of these bigrams (Broder 1997; Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3): similar texts are likely to have one in common.

Minhashes are stored in the database, so a change of anything that they depend on requires computing the
minhashes of every article again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge.models import Article, Resemblance

BANDS = 40
ROWS = 3
"""Hashes in a band. Texts of similarity s share a minhash with probability 1 - (1 - s³)⁴⁰: 0.9999 at 0.6,
0.93 at 0.4, 0.04 at 0.1."""

NEAR = 0.4
"""Similarity from which two texts are near-duplicates. Over 1,000 IndoSum articles outside the measured set,
a copy with 5 to 15 changed words has at least 0.45, the fifth lowest 0.58; two different ones have at most
0.15: ``python -m tests.tools.quality.near_duplicates`` prints it."""

CHUNK = 4_096
"""Bigrams that are hashed at once: 4 MB of memory."""

_WORD = re.compile(r"\w+")
_MASK = 2**64 - 1


def similarity(text: str, other: str) -> float:
    """Returns the similarity of two texts, from 0 to 1; 1 for the same words in the same order.

    Case and punctuation do not count. 0 if one of the texts has no word.

    >>> similarity("Feri baru tiba.", "feri baru tiba"), similarity("Feri baru tiba.", "Feri baru rusak.")
    (1.0, 0.3333333333333333)
    """
    first, second = _bigrams(text), _bigrams(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def resemblances(text: str, articles: Iterable[Article]) -> list[Resemblance]:
    """Returns those of ``articles`` whose text equals or nearly equals ``text``, most similar first."""
    folded = " ".join(text.split())
    near = []
    for article in articles:
        is_identical = " ".join(article.text.split()) == folded
        shared = 1.0 if is_identical else similarity(text, article.text)
        if shared >= NEAR:
            near.append(Resemblance(article.id, article.title, article.published_on, shared, is_identical))
    return sorted(near, key=lambda item: (-item.is_identical, -item.similarity, item.article_id))


def minhashes(text: str) -> list[int]:
    """Returns one hash per MinHash band, as signed 64-bit numbers; ``[]`` for a text without a word.

    >>> len(minhashes("Feri baru tiba.")), minhashes("…")
    (40, [])
    >>> minhashes("Feri baru tiba.") == minhashes("FERI BARU TIBA")
    True
    """
    bigrams = sorted(_bigrams(text))
    if not bigrams:
        return []
    hashes = np.frombuffer(
        b"".join(blake2b(bigram.encode(errors="replace"), digest_size=8).digest() for bigram in bigrams),
        "<u8",
    )
    factors, terms = _permutations()
    least = np.full(BANDS * ROWS, _MASK, np.uint64)
    for begin in range(0, len(hashes), CHUNK):
        # Multiplication and addition modulo 2**64; the high bits decide which is least.
        permuted = hashes[begin : begin + CHUNK, None] * factors + terms
        least = np.minimum(least, permuted.min(axis=0))
    bands = least.reshape(BANDS, ROWS)
    return [
        int.from_bytes(
            blake2b(number.to_bytes(2, "little") + band.astype("<u8").tobytes(), digest_size=8).digest(),
            "little",
            signed=True,
        )
        for number, band in enumerate(bands)
    ]


def _bigrams(text: str) -> set[str]:
    """Pairs of neighbouring words, case folded; of a text of one word, that word."""
    words = _WORD.findall(text.casefold())
    return {" ".join(pair) for pair in pairwise(words)} or set(words)


def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Returns the factors (odd) and terms of the hash functions, derived from fixed strings: never random."""
    numbers = [
        int.from_bytes(blake2b(f"kutip {number}".encode(), digest_size=8).digest(), "little")
        for number in range(2 * BANDS * ROWS)
    ]
    factors = np.array([number | 1 for number in numbers[: BANDS * ROWS]], np.uint64)
    return factors, np.array(numbers[BANDS * ROWS :], np.uint64)
