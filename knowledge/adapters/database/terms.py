"""Encodes terms for both backends: any string becomes one word of safe characters.

FTS5 and ``tsquery`` interpret quotes, stars, colons and words like ``NEAR``, fold case, and split at
punctuation. An encoded term contains only ``a-z``, ``0-9``, ``_`` and characters beyond ASCII, which FTS5's
``ascii`` tokenizer with ``_`` as a token character does not split. So no part of a term acts as an operator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

_UNSAFE = re.compile(r"[^a-z0-9\u0080-\ud7ff\ue000-\U0010ffff]")

MAX_TERM_BYTES = 200
"""A longer term is stored as its digest. PostgreSQL takes lexemes of up to 2,046 bytes."""


def encode_term(term: str) -> str:
    """Encode a term as one word. Different terms have different words; the empty term has ``""``.

    >>> encode_term("laos"), encode_term('10.30"'), encode_term("A_b")
    ('laos', '10_2e30_22', '_41_5fb')
    """
    encoded = _UNSAFE.sub(_escape, term)
    if len(encoded) * 4 > MAX_TERM_BYTES and len(encoded.encode()) > MAX_TERM_BYTES:
        # No escape begins with "_h", so a digest never equals another encoded term.
        return "_h" + sha256(encoded.encode()).hexdigest()
    return encoded


def encode_terms(terms: Iterable[str]) -> list[str]:
    """Encode each term, in order, without the empty ones.

    >>> encode_terms(["duta", "", "besar"])
    ['duta', 'besar']
    """
    return [encode_term(term) for term in terms if term]


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    # "u" is not a hexadecimal digit, so the two forms differ. Only lone surrogates need the second.
    return f"_{code:02x}" if code < 0x80 else f"_u{code:04x}"
