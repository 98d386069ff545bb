"""Compares abbreviations: "KPK" in a source supports "Komisi Pemberantasan Korupsi", and the reverse."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.verification.text_analysis import TextAnalysis
from knowledge.verification.words import Token

_MOST_ABBREVIATIONS = 1_500
_MOST_NAMES = 200
_LONGEST_NAME_WORDS = 12
_JOINING_WORDS = frozenset(["dan", "of", "and", "the", "for", "untuk", "de", "-"])


def without_abbreviations(
    statement: TextAnalysis, missing: list[Token], analyses: Sequence[TextAnalysis]
) -> list[Token]:
    """The names of ``missing`` that ``analyses`` neither spell out nor abbreviate, in order.

    ``missing`` are tokens of ``statement``.
    """
    if not missing:
        return missing
    source_names = [name for analysis in analyses for name in _long_names(analysis.tokens)][:_MOST_NAMES]
    abbreviations = _abbreviations(analyses)
    own_names = _long_names(statement.tokens)
    unknown = []
    for token in missing:
        if any(abbreviates(token.plain, [word.plain for word in name]) for name in source_names):
            continue
        own_name = next((name for name in own_names if token in name), [])
        words = [word.plain for word in own_name]
        if any(
            _spells_out(abbreviation, words, token.plain)
            for abbreviation in abbreviations
            if abbreviation not in words
        ):
            continue
        unknown.append(token)
    return unknown


def _abbreviations(analyses: Sequence[TextAnalysis]) -> list[str]:
    """Words that may abbreviate a name: "KPK" (two capitals) or "Kemenkeu" (one, but over four letters)."""
    abbreviations = {
        token.plain: None
        for analysis in analyses
        for token in analysis.tokens
        if token.is_capitalised
        and (token.text[:2].isupper() or len(token.plain) > 4)
        and 2 <= len(token.plain) <= 12
    }
    return list(abbreviations)[:_MOST_ABBREVIATIONS]


def _long_names(tokens: Sequence[Token]) -> list[list[Token]]:
    """Runs of two or more capitalised words; joining words such as "of" do not interrupt a run."""
    runs: list[list[Token]] = [[]]
    for token in tokens[:3_000]:
        if token.is_capitalised:
            runs[-1].append(token)
        elif token.plain not in _JOINING_WORDS:
            runs.append([])
    return [run[:_LONGEST_NAME_WORDS] for run in runs if len(run) > 1]


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is composed of the beginnings of two or more consecutive ``words``.

    All are in lower case without accents.

    >>> abbreviates("kpk", ["ketua", "komisi", "pemberantasan", "korupsi"])
    True
    >>> abbreviates("kemenkeu", ["kementerian", "keuangan"])
    True
    """
    if not 2 <= len(short) <= 12:
        return False
    return any(_is_composed_of(short, words, first) for first in range(len(words) - 1))


def _is_composed_of(short: str, words: Sequence[str], first: int) -> bool:
    """Whether ``words`` from index ``first`` on compose ``short``, each with its first one to five letters.

    Three words or more always may; two words only form an abbreviation of more than three letters, or of
    their two initials.
    """
    offsets = {0}  # how many letters of ``short`` the words so far can account for
    for count, word in enumerate(words[first:], 1):
        next_offsets = set()
        for offset in offsets:
            for length in range(1, 6):
                if word[:length] != short[offset : offset + length] or len(word) < length:
                    break
                next_offsets.add(offset + length)
        if (
            len(short) in next_offsets
            and count >= 2
            and (count >= 3 or len(short) > 3 or len(short) == count)
        ):
            return True
        offsets = next_offsets
        if not offsets:
            return False
    return False


def _spells_out(short: str, words: Sequence[str], word: str) -> bool:
    """Whether consecutive ``words``, one of them ``word``, spell out the abbreviation ``short``."""
    for first in range(len(words) - 1):
        for last in range(first + 2, len(words) + 1):
            if (
                word in words[first:last]
                and len(short) >= last - first
                and _abbreviates_all(short, words[first:last])
            ):
                return True
    return False


def _abbreviates_all(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` consists of the initials of all ``words``, or of beginnings of the first ones.

    Only abbreviations of over four letters ("kemenkeu") may have the latter form.
    """
    if short == "".join(word[0] for word in words):
        return True
    return len(short) > 4 and _is_composed_of(short, words, 0)
