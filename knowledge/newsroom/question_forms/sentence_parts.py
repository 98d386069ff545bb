"""Cuts a sentence into the words between its punctuation marks.

The forms of questions are made of such parts: a clause without a punctuation mark needs no parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.articles.datelines import dateline
from knowledge.text.reference_words import CONNECTORS, PLACE_PREPOSITIONS
from knowledge.text.stop_words import word_set
from knowledge.text.terms import terms

LONGEST_SENTENCE = 600
"""Characters. A longer sentence has no parts: it is too complex to ask about."""

QUOTES_THAT_OPEN = "\"'“‘„«"
QUOTES_THAT_CLOSE = "\"'”’»"
_LEADING = QUOTES_THAT_OPEN + "([{"
_TRAILING = QUOTES_THAT_CLOSE + ",;:)]}"
_STOPS = ".!?…"
_DASHES = re.compile(r"[-–—―]+")
_CAPITALS_AND_DASH = re.compile(r"^[A-Z][A-Z .,/()]{2,60}\s*[-–—]+\s+(?=[A-Z])")
_BRACKETS = re.compile(r"\s*(?:\([^()]{0,80}\)|\[[^\[\]]{0,80}\])")
_DEGREE = re.compile(r",\s(?:S|M|Sp|Ph)\.\s?[A-Z][A-Za-z]{0,4}\.?(?=[,\s]|$)")
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.)+|[A-Z][A-Za-z]{0,3}\.")
_CAPITAL = re.compile(r"[A-Z]|[a-z][A-Z]")
UNITS = word_set("WIB WITA WIT GMT Rp US USD IDR AM PM GHz MHz GB MB TB HP PS RPM")
"""Capitals that belong to a number and name nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence between two punctuation marks; at least one word.

    ``before`` and ``after`` are the marks around it: ``""`` at the beginning and the end of the sentence.
    """

    words: tuple[str, ...]
    before: str
    after: str
    is_quoted: bool


def parts_of(text: str, *, is_quoted: bool = False) -> tuple[list[Part], bool]:
    """Cut ``text`` at its punctuation marks. ``is_quoted`` tells whether it begins inside a quotation.

    Returns the parts, and whether the text ends inside a quotation.

    >>> parts, _ = parts_of('Ketua panitia, Made Aryasatya, tiba. "Ayo," katanya.')
    >>> [(part.before, " ".join(part.words)) for part in parts]
    [('', 'Ketua panitia'), (',', 'Made Aryasatya'), (',', 'tiba'), ('"', 'Ayo'), ('"', 'katanya')]
    """
    parts: list[Part] = []
    words: list[str] = []
    before = ""
    tokens = text.split()

    def end_part(mark: str) -> None:
        nonlocal before
        if words:
            parts.append(Part(tuple(words), before, mark, is_quoted))
            words.clear()
        before = mark

    for number, token in enumerate(tokens):
        core = token.lstrip(_LEADING)
        if leading := token[: len(token) - len(core)]:
            end_part(leading[-1])
            is_quoted = is_quoted or any(mark in QUOTES_THAT_OPEN for mark in leading)
        if _DASHES.fullmatch(core):
            end_part("-")
            continue
        bare = core.rstrip(_TRAILING + _STOPS)
        trailing = core[len(bare) :]
        is_last = number == len(tokens) - 1
        is_plural = trailing in {"'", "’"} and bare.endswith("s")
        if is_plural or (trailing == "." and not is_last and _ABBREVIATION.fullmatch(core)):
            bare, trailing = core, ""
        if bare:
            words.append(bare)
        if trailing:
            end_part("" if is_last else trailing[-1])
            is_quoted = is_quoted and not any(mark in QUOTES_THAT_CLOSE for mark in trailing)
    end_part("")
    return parts, is_quoted


def bare_sentence(sentence: str) -> str:
    """Return a sentence on one line, without the dateline before it, brackets, and degrees after names.

    >>> bare_sentence("MUARASENJA - Feri (Camar)\\ntiba.")
    'Feri tiba.'
    """
    match = dateline(sentence)
    text = " ".join((sentence[match.end :] if match else sentence).split())
    return _DEGREE.sub("", _BRACKETS.sub("", _CAPITALS_AND_DASH.sub("", text)))


def is_capitalised(word: str) -> bool:
    """Whether a word is written like a name: "Laos", "PT", "iPhone".

    >>> is_capitalised("iPhone"), is_capitalised("feri"), is_capitalised("5G")
    (True, False, False)
    """
    return _CAPITAL.match(word) is not None


def is_country(word: str) -> bool:
    """Whether a word is the name of a country, or of a month or weekday.

    >>> is_country("Laos"), is_country("Kelana")
    (True, False)
    """
    return all(term.startswith("@") for term in terms(word))


def runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of consecutive capitalised words; "bin", "van" and the like may be inside.

    >>> list(runs("Pelukis Vincent van Gogh tiba di Paris".split()))
    [(0, 4), (6, 7)]
    """
    at = 0
    while at < len(words):
        if not is_capitalised(words[at]):
            at += 1
            continue
        end = at + 1
        while end < len(words):
            following = words[end + 1] if end + 1 < len(words) else ""
            if is_capitalised(words[end]):
                end += 1
            elif words[end] in CONNECTORS - PLACE_PREPOSITIONS and is_capitalised(following):
                end += 2
            else:
                break
        yield at, end
        at = end
