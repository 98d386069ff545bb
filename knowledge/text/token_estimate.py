"""How many tokens a text costs, without the tokenizer of the model: an estimate, on the high side."""

from __future__ import annotations

CHARACTERS_PER_TOKEN = 3
"""Tokenizers differ and their vocabularies are downloads, so one cautious number serves all."""


def estimate_tokens(text: str) -> int:
    """Tokens of ``text``, rounded up; 0 for the empty text.

    >>> estimate_tokens("Air naik."), estimate_tokens("")
    (3, 0)
    """
    return -(-len(text) // CHARACTERS_PER_TOKEN)
