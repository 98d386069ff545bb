"""Estimates how many tokens a text has for a language model, without the tokenizer of that model."""

from __future__ import annotations

CHARACTERS_PER_TOKEN = 3
"""A cautious value for all models: tokenizers differ, and their vocabularies would have to be downloaded."""


def estimate_tokens(text: str) -> int:
    """Return the estimated number of tokens of ``text``, rounded up; 0 for the empty text.

    >>> estimate_tokens("Air naik."), estimate_tokens("")
    (3, 0)
    """
    return -(-len(text) // CHARACTERS_PER_TOKEN)
