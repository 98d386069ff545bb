"""Cuts a sentence into the words between its punctuation marks.

The forms of questions are made of such parts: a clause without a punctuation mark needs no parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.articles.datelines import dateline
from knowledge.text.reference_words import CONNECTORS, PLACE_PREPOSITIONS
from knowledge.text.terms import terms

LONGEST_SENTENCE = 600
"""Characters. A longer sentence has no parts: it is too complex to ask about."""

_OPENING = "\"'“‘„«"
_CLOSING = "\"'”’»"
_DASHES = re.compile(r"[-–—―]+")
_CAPITALS_AND_DASH = re.compile(r"^[A-Z][A-Z .,/()]{2,60}\s*[-–—]+\s+(?=[A-Z])")
_BRACKETS = re.compile(r"\s*(?:\([^()]{0,80}\)|\[[^\[\]]{0,80}\])")
_DEGREE = re.compile(r",\s(?:S|M|Sp|Ph)\.\s?[A-Z][A-Za-z]{0,4}\.?(?=[,\s]|$)")
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.)+|[A-Z][A-Za-z]{0,3}\.")
_INSIDE_NAMES = CONNECTORS - PLACE_PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence between two punctuation marks; at least one word."""

    words: tuple[str, ...]
    before: str
    """The mark before it; ``""`` at the beginning of the sentence."""
    is_quoted: bool


def parts_of(sentence: str, *, is_quoted: bool = False) -> tuple[list[Part], bool]:
    """Cut a sentence, without its dateline, brackets, and degrees after names, at its punctuation marks.

    ``is_quoted`` tells whether it begins inside a quotation. Returns the parts, and whether it ends so.

    >>> parts, _ = parts_of('WELA - Ketua panitia (Camar), Made Aryasatya, S.E., tiba. "Ayo," katanya.')
    >>> [(part.before, " ".join(part.words)) for part in parts]
    [('', 'Ketua panitia'), (',', 'Made Aryasatya'), (',', 'tiba'), ('"', 'Ayo'), ('"', 'katanya')]
    """
    match = dateline(sentence)
    text = " ".join((sentence[match.end :] if match else sentence).split())
    if len(text) > LONGEST_SENTENCE:
        return [], is_quoted
    tokens = _DEGREE.sub("", _BRACKETS.sub("", _CAPITALS_AND_DASH.sub("", text))).split()
    parts: list[Part] = []
    words: list[str] = []
    before = ""

    def end_part(mark: str) -> None:
        nonlocal before
        if words:
            parts.append(Part(tuple(words), before, is_quoted))
            words.clear()
        before = mark

    for number, token in enumerate(tokens):
        core = token.lstrip(_OPENING + "([{")
        if leading := token[: len(token) - len(core)]:
            end_part(leading[-1])
            is_quoted = is_quoted or any(mark in _OPENING for mark in leading)
        if _DASHES.fullmatch(core):
            end_part("-")
            continue
        bare = core.rstrip(_CLOSING + ",;:)]}.!?…")
        trailing = core[len(bare) :]
        is_last = number == len(tokens) - 1
        is_plural = trailing in {"'", "’"} and bare.endswith("s")
        if is_plural or (trailing == "." and not is_last and _ABBREVIATION.fullmatch(core)):
            bare, trailing = core, ""
        if bare:
            words.append(bare)
        if trailing:
            end_part("" if is_last else trailing[-1])
            is_quoted = is_quoted and not any(mark in _CLOSING for mark in trailing)
    end_part("")
    return parts, is_quoted


def is_capitalised(word: str) -> bool:
    """Whether a word is written like a name: "Laos", "PT"."""
    return word[:1].isupper()


def is_country(word: str) -> bool:
    """Whether a word is the name of a country, or of a month or weekday."""
    return all(term.startswith("@") for term in terms(word))


def runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of consecutive capitalised words; "bin", "van" and the like may be inside.

    >>> list(runs("Pelukis Vincent van Gogh tiba di Paris".split()))
    [(0, 4), (6, 7)]
    """
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and is_capitalised(words[end]):
            end += 1
            if end + 1 < len(words) and words[end] in _INSIDE_NAMES and is_capitalised(words[end + 1]):
                end += 1
        if end > at:
            yield at, end
        at = max(end, at + 1)
