"""Finds which characters of a text each piece of the tokenizer stands for."""

from __future__ import annotations

from knowledge.adapters.encoders import packed_model, tokenizer


def pieces_of(text: str) -> list[tuple[int, int]]:
    """Returns the half-open span of each piece of ``text``, in the order of its ids.

    >>> pieces_of("Wali kota")
    [(0, 4), (4, 9)]
    """
    vocabulary = packed_model.bundled().vocabulary
    origins: list[int] = []  # of each character after normalisation, the place in ``text``
    normal: list[str] = []
    for place, character in enumerate(text):
        for each in vocabulary.replacements.get(ord(character), character):
            if not (each == " " and normal[-1:] == [" "]):
                normal.append(each)
                origins.append(place)
    if normal[:1] != [" "]:
        normal.insert(0, " ")
        origins.insert(0, 0)
    spans, at = [], 0
    for piece in tokenizer.bundled().ids(text):
        start, end = vocabulary.starts[piece : piece + 2]
        length = 1 if piece == vocabulary.unknown else len(vocabulary.text[start:end].decode())
        spans.append((origins[at], origins[at + length - 1] + 1))
        at += length
    return spans
