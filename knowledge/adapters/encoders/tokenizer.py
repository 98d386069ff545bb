"""Cuts texts into the pieces of a Unigram vocabulary, as SentencePiece does.

The package ``tokenizers`` does the same, but takes a second and 250 MB to set up a vocabulary of 250,000
pieces. Here a piece is found by its hash in a sorted array, which takes 0.1 s and a few MB; the pieces of
frequent words are remembered.
"""

from __future__ import annotations

import re
import threading
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.adapters.encoders import packed_model
from knowledge.adapters.encoders.packed_model import Vocabulary

Hashes = npt.NDArray[np.uint64]

WORD_START = "▁"
"""What stands for the space before a word."""
REMEMBERED_WORDS = 50_000
PIECES_AT_ONCE = 16_384
"""So many pieces are hashed at a time: the numbers for it take 30 times the memory of the text."""
UNKNOWN_PENALTY = 10.0
"""A character that is in no piece scores this much less than the least probable piece (SentencePiece)."""

_guard = threading.Lock()
_SPACES = re.compile(" +")
_WORDS = re.compile(f"{WORD_START}*[^{WORD_START}]+|{WORD_START}+")
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse


class Tokenizer:
    """Turns texts into the ids of their pieces. Safe to use from several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        sizes = np.diff(vocabulary.starts).astype(np.int64)
        self._longest = int(sizes.max())
        self._powers = _powers(_BASE, self._longest)
        self._floor = float(vocabulary.scores.min()) - UNKNOWN_PENALTY
        hashes = self._piece_hashes(sizes)
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._order]
        self._remembered = lru_cache(REMEMBERED_WORDS)(self._pieces)

    def ids(self, text: str) -> list[int]:
        """Return the ids of the pieces of ``text``, in order, without those that mark the ends of a text.

        An empty text has the one piece that marks the start of a word.
        """
        normal = _SPACES.sub(" ", text.translate(self._vocabulary.replacements))
        if not normal.startswith(" "):
            normal = " " + normal
        return [
            piece
            for word in _WORDS.findall(normal.replace(" ", WORD_START))
            for piece in self._remembered(word)
        ]

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The most probable pieces of a word: the path of the highest sum of scores (Viterbi)."""
        found = self._pieces_by_start(word)
        scores, vocabulary = self._vocabulary.scores, self._vocabulary
        best = [0.0] + [-np.inf] * len(word)
        path = [(0, vocabulary.unknown)] * (len(word) + 1)
        for start, pieces in enumerate(found):
            for end, piece in pieces:
                score = best[start] + float(scores[piece])
                if score > best[end]:
                    best[end], path[end] = score, (start, piece)
            score = best[start] + self._floor
            if score > best[start + 1]:
                best[start + 1], path[start + 1] = score, (start, vocabulary.unknown)
        ids, at = [], len(word)
        while at:
            at, piece = path[at]
            ids.append(piece)
        return tuple(reversed(ids))

    def _pieces_by_start(self, word: str) -> list[list[tuple[int, int]]]:
        """For each character of a word, the ends and ids of the pieces that start there, shortest first."""
        encoded = [character.encode("utf-8", "replace") for character in word]
        data = np.frombuffer(b"".join(encoded), np.uint8).astype(np.uint64)
        bounds = np.cumsum([0, *map(len, encoded)])
        lengths = np.arange(1, min(len(word), self._longest) + 1)
        starts, ends = np.nonzero(np.arange(len(word))[:, None] + lengths <= len(word))
        ends += starts + 1
        fits = bounds[ends] - bounds[starts] <= self._longest
        starts, ends = starts[fits], ends[fits]
        hashes = self._substring_hashes(data, bounds[starts], bounds[ends])
        at = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        found: list[list[tuple[int, int]]] = [[] for _ in word]
        for match in np.nonzero(self._hashes[at] == hashes)[0]:
            piece, start, end = int(self._order[at[match]]), int(starts[match]), int(ends[match])
            first, last = self._vocabulary.starts[piece : piece + 2]
            is_same = self._vocabulary.text[first:last] == b"".join(encoded[start:end])
            if is_same and piece != self._vocabulary.unknown:
                found[start].append((end, piece))
        return found

    def _substring_hashes(
        self, data: Hashes, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
    ) -> Hashes:
        """The hash of each substring: its bytes times the powers of the base from 1 on, summed modulo 2**64.

        Sums from the start of the text differ by the sum of the substring, with its powers shifted by its
        place. The inverse of the base shifts them back.
        """
        powers = _powers(_BASE, len(data))
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum((data + np.uint64(1)) * powers)])
        shifts = _powers(np.uint64(pow(int(_BASE), -1, 2**64)), len(data))
        shifts = np.concatenate([np.ones(1, np.uint64), shifts])
        hashes: Hashes = (sums[ends] - sums[starts]) * shifts[starts]
        return hashes

    def _piece_hashes(self, sizes: npt.NDArray[np.int64]) -> Hashes:
        starts = self._vocabulary.starts[:-1].astype(np.int64)
        text = np.frombuffer(self._vocabulary.text, np.uint8)
        parts = []
        for first in range(0, len(sizes), PIECES_AT_ONCE):
            begins = starts[first : first + PIECES_AT_ONCE]
            lengths = sizes[first : first + PIECES_AT_ONCE]
            begin, end = begins[0], begins[-1] + lengths[-1]
            places = np.arange(end - begin) - np.repeat(begins - begin, lengths)
            data = text[begin:end].astype(np.uint64) + np.uint64(1)
            sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(data * self._powers[places])])
            parts.append(sums[begins + lengths - begin] - sums[begins - begin])
        return np.concatenate(parts)


def bundled() -> Tokenizer:
    """Return the tokenizer of the bundled model, set up once, also if several threads ask at once."""
    with _guard:
        return _bundled()


@cache
def _bundled() -> Tokenizer:
    return Tokenizer(packed_model.bundled().vocabulary)


def _powers(base: np.uint64, count: int) -> Hashes:
    """The first ``count`` powers of ``base``, from 1 on, modulo 2**64."""
    return np.multiply.accumulate(np.full(count, base, np.uint64))
