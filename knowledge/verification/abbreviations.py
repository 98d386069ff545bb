"""Short forms: KPK is said by Komisi Pemberantasan Korupsi, and the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.verification.text_analysis import TextAnalysis
from knowledge.verification.words import Token

_MOST_SHORT_FORMS = 1_500
_MOST_RUNS = 200
_JOINING = frozenset(["dan", "of", "and", "the", "for", "untuk", "de", "-"])


def without_abbreviations(
    statement: TextAnalysis, missing: list[Token], readings: Sequence[TextAnalysis]
) -> list[Token]:
    """The ``missing`` names that ``readings`` neither spell out nor abbreviate, in order."""
    if not missing:
        return missing
    runs = [run for analysis in readings for run in _runs(analysis.tokens) if len(run) > 1][:_MOST_RUNS]
    short = _short_forms(readings)
    own_runs = [run for run in _runs(statement.tokens) if len(run) > 1]
    kept = []
    for token in missing:
        if any(abbreviates(token.plain, [each.plain for each in run]) for run in runs):
            continue
        mine = next((run for run in own_runs if token in run), None)
        spelled = [each.plain for each in mine] if mine else []
        if any(_spells_out(word, spelled, token.plain) for word in short if word not in spelled):
            continue
        kept.append(token)
    return kept


def _short_forms(readings: Sequence[TextAnalysis]) -> list[str]:
    """Words that may stand for several: in capitals, or longer and with one ("Kemenkeu")."""
    found = {
        token.plain: None
        for analysis in readings
        for token in analysis.tokens
        if token.is_capitalised
        and (token.text[:2].isupper() or len(token.plain) > 4)
        and 2 <= len(token.plain) <= 12
    }
    return list(found)[:_MOST_SHORT_FORMS]


def _runs(seen: Sequence[Token]) -> list[list[Token]]:
    """Consecutive capitalised words, small joining words passed over."""
    result: list[list[Token]] = []
    current: list[Token] = []
    for token in seen[:3_000]:
        if token.is_capitalised:
            current.append(token)
        elif token.plain not in _JOINING:
            if current:
                result.append(current[:12])
            current = []
    return [*result, current[:12]] if current else result


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is made of beginnings of two or more consecutive ``words``, all folded.

    >>> abbreviates("kpk", ["ketua", "komisi", "pemberantasan", "korupsi"])
    True
    >>> abbreviates("kemenkeu", ["kementerian", "keuangan"])
    True
    """
    if not 2 <= len(short) <= 12:
        return False
    return any(_made_of(short, words, first) for first in range(len(words) - 1))


def _made_of(short: str, words: Sequence[str], first: int) -> bool:
    """Letters of ``short`` reached after each word; a word gives a beginning of one to five letters."""
    reached = {0}
    for count, word in enumerate(words[first:], 1):
        following = set()
        for at in reached:
            for length in range(1, 6):
                if word[:length] != short[at : at + length] or len(word) < length:
                    break
                following.add(at + length)
        if len(short) in following and count >= 2 and (count >= 3 or len(short) > 3 or len(short) == count):
            return True
        reached = following
        if not reached:
            return False
    return False


def _spells_out(short: str, words: Sequence[str], word: str) -> bool:
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
    """Whether ``short`` is made of beginnings of all ``words``."""
    if short == "".join(word[0] for word in words):
        return len(words) > 1
    return len(short) > 4 and _made_of(short, words, 0) and short[0] == words[0][0]
