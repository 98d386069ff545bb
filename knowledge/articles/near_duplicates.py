"""How alike two texts are, and the marks by which alike texts find each other without comparing all.

The likeness of two texts is the Jaccard similarity of their pairs of neighbouring words: how many of the
pairs that are in either are in both. Marks are MinHashes of these pairs in bands (Broder 1997; Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3): alike texts are likely to share a mark.

Marks are kept in the database, so nothing here may ever change without marking every article again.
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
"""Hashes in a band. Texts of likeness s share a mark with probability 1 - (1 - s³)⁴⁰: 0.9999 at 0.6, 0.93 at
0.4, 0.04 at 0.1."""

NEAR = 0.4
"""From here on two texts are near-duplicates. Over 1,000 IndoSum articles that are not in the measured set, a
copy with 5 to 15 changed words has at least 0.45, the fifth lowest 0.58; two different ones at most 0.15:
``python -m tests.tools.quality.likeness`` prints it."""

CHUNK = 4_096
"""Pairs that are hashed at once: 4 MB of memory."""

_WORD = re.compile(r"\w+")
_MASK = 2**64 - 1


def likeness(text: str, other: str) -> float:
    """From 0 to 1; 1 for the same words in the same order.

    >>> likeness("Feri baru tiba.", "feri baru tiba"), likeness("Feri baru tiba.", "Feri baru rusak.")
    (1.0, 0.3333333333333333)
    """
    one, two = _pairs(text), _pairs(other)
    return len(one & two) / len(one | two) if one and two else 0.0


def resemblances(text: str, articles: Iterable[Article]) -> list[Resemblance]:
    """Those of ``articles`` that have the same text or nearly so, most alike first."""
    folded = " ".join(text.split())
    found = []
    for article in articles:
        is_identical = " ".join(article.text.split()) == folded
        share = 1.0 if is_identical else likeness(text, article.text)
        if share >= NEAR:
            found.append(Resemblance(article.id, article.title, article.published_on, share, is_identical))
    return sorted(found, key=lambda one: (-one.is_identical, -one.likeness, one.article_id))


def minhashes(text: str) -> list[int]:
    """One mark a band, as signed numbers of 64 bits; none for a text without a word.

    >>> len(marks("Feri baru tiba.")), marks("Feri baru tiba.") == marks("FERI BARU TIBA"), marks("…")
    (40, True, [])
    """
    pairs = sorted(_pairs(text))
    if not pairs:
        return []
    hashes = np.frombuffer(
        b"".join(blake2b(pair.encode(errors="replace"), digest_size=8).digest() for pair in pairs), "<u8"
    )
    factors, terms = _permutations()
    least = np.full(BANDS * ROWS, _MASK, np.uint64)
    for begin in range(0, len(hashes), CHUNK):
        # Multiplication and addition modulo 2**64, whose high bits decide what is least.
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


def _pairs(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(pair) for pair in pairwise(words)} or set(words)


def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """The same for ever: hashes of their numbers, the factors odd."""
    numbers = [
        int.from_bytes(blake2b(f"kutip {number}".encode(), digest_size=8).digest(), "little")
        for number in range(2 * BANDS * ROWS)
    ]
    factors = np.array([number | 1 for number in numbers[: BANDS * ROWS]], np.uint64)
    return factors, np.array(numbers[BANDS * ROWS :], np.uint64)
