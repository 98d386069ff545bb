"""Names of a statement that no cited sentence, title or question holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.function_words import STOP_WORDS
from knowledge.gazetteer import plain
from knowledge.terms import terms
from knowledge.verification.clocks import Clock
from knowledge.verification.moments import Moment
from knowledge.verification.name_pairs import DEMONYM_CHARS, TITLES, demonyms, paired_words, pairs, spelling
from knowledge.verification.reading import Reading
from knowledge.verification.words import Token, small_letter_words, stem

_MOST_COMPARED = 60
_MOST_SOURCE_WORDS = 1_500
"""Beyond these counts names are compared by their letters only: no honest citation is so long."""
_ENGLISH_ENDING = re.compile(r"\w{4}(?:able|ible|ing|ed|ly|tions?|ness|ments?|ors?|ers?|ful|less|ous|ists?)$")
_SENTENCE_END = frozenset(".!?:…“\"«‘(–—-/•*'")


def unknown_names(
    statement: Reading, sources: Sequence[Reading], context: Sequence[Reading], *, translated: bool
) -> list[str]:
    """Names without a counterpart in ``sources`` or ``context`` (titles, question), as written, in order.

    A name is a capitalised word that does not only begin a sentence, or a word that is never written small.
    With ``translated`` (statement and sources in different languages) words that are common in small letters
    are no names: they are the other language's words for titles and institutions.

    >>> from knowledge.verification.reading import read
    >>> source = read("Rini Sasmito tiba di Bakau")
    >>> unknown_names(read("Rini Sasmita tiba di Merak"), [source], [], translated=False)
    ['Merak']
    """
    known = _Known([*sources, *context])
    shouted = _is_title_case(statement)
    missing: list[Token] = []
    for index, token in enumerate(statement.tokens):
        if not _may_be_name(token) or token.plain in STOP_WORDS or len(token.plain) < 2:
            continue
        if known.holds(token.plain):
            continue
        if (
            known.holds(_bare(token).plain)
            or known.is_demonym(token.plain)
            or _is_common_here(statement, index, shouted, translated)
        ):
            continue
        missing.append(token)
    missing = [token for token in missing if not _inside(token, statement)]
    missing = [token for token in missing if _term(_bare(token).text) not in known.terms]
    missing = _without_canonical(statement, missing, known)
    if len(missing) <= _MOST_COMPARED:
        missing = [token for token in missing if not known.resembles(token, translated)]
        missing = _without_abbreviations(statement, missing, known)
    return [token.text for token in missing]


def is_common(word: str) -> bool:
    """Whether news writes a folded word in small letters often enough that it is no name by itself.

    >>> is_common("menteri"), is_common("zubrowka")
    (True, False)
    """
    return any(stem(word) in words for words in small_letter_words().values())


class _Known:
    """The words that may be used as names, ready to be looked up."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.words: set[str] = set().union(*(reading.words for reading in readings))
        self.terms = {word.term for reading in readings for word in reading.terms}
        self.pairs = {group for word in self.words & paired_words() for group in pairs()[word]}
        self._spellings: set[str] | None = None

    def holds(self, word: str) -> bool:
        if word in self.words or _term(word) in self.terms:
            return True
        return not self.pairs.isdisjoint(pairs().get(word, ()))

    def is_demonym(self, word: str) -> bool:
        """Moroccans are said by Maroko: the beginning of a country's English name, another ending."""
        return demonyms().get(word[:DEMONYM_CHARS]) in self.terms

    def resembles(self, token: Token, translated: bool) -> bool:
        if len(self.words) > _MOST_SOURCE_WORDS:
            return False
        if self._spellings is None:
            self._spellings = {spelling(word) for word in self.words if len(word) > 3}
        word = token.plain
        if len(word) > 3 and (
            spelling(word) in self._spellings or spelling(word.removesuffix("s")) in self._spellings
        ):
            return True
        if len(word) == 1 or (len(word) == 2 and token.text.endswith(".")):
            return any(other.startswith(word[0]) for other in self.words)
        mine = spelling(word.removesuffix("s"))
        return any(_near(word, other, translated) for other in self.words if other[0] == word[0]) or any(
            _near(mine, other, translated) for other in self._spellings if other[:1] == mine[:1]
        )


def _bare(token: Token) -> Token:
    """Without the English genitive or plural."""
    plural = len(token.text) > 3 or token.text[:-1].isupper()
    text = re.sub(r"['’`]?s$" if plural else r"['’`]s$", "", token.text)
    return token._replace(text=text, plain=plain(text))


def _may_be_name(token: Token) -> bool:
    if token.kind != "word":
        return False
    return token.text[0].isupper() or any(letter.isupper() or letter.isdigit() for letter in token.text[1:])


def _is_common_here(statement: Reading, index: int, shouted: bool, translated: bool) -> bool:
    """Whether the capital says nothing about a word that is common in small letters."""
    token = statement.tokens[index]
    if (
        token.plain in TITLES
        or _bare(token).plain in TITLES
        or plain(token.text.partition("'")[0].partition("’")[0]) in STOP_WORDS
    ):
        return True
    begins = index == 0 or statement.tokens[index - 1].text in _SENTENCE_END
    if not is_common(token.plain):
        # No list has every English word; at the beginning of a sentence its ending tells one.
        return (begins or shouted) and translated and bool(_ENGLISH_ENDING.search(token.plain))
    return begins or shouted or translated


def _is_title_case(statement: Reading) -> bool:
    letters = [token for token in statement.tokens if token.kind == "word" and len(token.text) > 3]
    return len(letters) > 3 and sum(token.is_capitalised for token in letters) > 0.85 * len(letters)


def _inside(token: Token, statement: Reading) -> bool:
    """Months and weekdays are checked as days."""
    spans: tuple[Moment | Clock, ...] = ()
    if len(statement.moments) < 50:
        spans = (*statement.moments, *statement.clocks)
    if any(span.start <= token.start < span.end for span in spans):
        return True
    return any(number.start <= token.start < number.end for number in statement.quantities[:50])


def _without_canonical(statement: Reading, missing: list[Token], known: _Known) -> list[Token]:
    """ "United States" is said by "Amerika Serikat"."""
    said = [word for word in statement.terms if word.term[0] == "@" and word.term in known.terms]
    if not said or not missing:
        return missing
    kept, at = [], 0
    for token in missing:
        while at < len(said) and said[at].end <= token.start:
            at += 1
        if at == len(said) or token.start < said[at].start:
            kept.append(token)
    return kept


def _without_abbreviations(statement: Reading, missing: list[Token], known: _Known) -> list[Token]:
    """KPK is said by Komisi Pemberantasan Korupsi, and the other way round."""
    if not missing:
        return missing
    runs = [run for reading in known.readings for run in _runs(reading.tokens)]
    short = [word for word in known.words if 2 <= len(word) <= 12][:_MOST_SOURCE_WORDS]
    own_runs = [run for run in _runs(statement.tokens) if len(run) > 1]
    kept = []
    for token in missing:
        if any(abbreviates(token.plain, [each.plain for each in run]) for run in runs[:200] if len(run) > 1):
            continue
        mine = next((run for run in own_runs if token in run), None)
        words = [each.plain for each in mine] if mine else []
        if words and any(_spells_out(word, words, token.plain) for word in short if word not in words):
            continue
        kept.append(token)
    return kept


def _runs(seen: Sequence[Token]) -> list[list[Token]]:
    """Consecutive capitalised words, small joining words passed over."""
    result: list[list[Token]] = []
    current: list[Token] = []
    for token in seen[:3_000]:
        if token.is_capitalised:
            current.append(token)
        elif token.plain not in {"dan", "of", "and", "the", "for", "untuk", "de", "-"}:
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
                and abbreviates_all(short, words[first:last])
            ):
                return True
    return False


def abbreviates_all(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is made of beginnings of all ``words``."""
    if short == "".join(word[0] for word in words):
        return len(words) > 1
    return len(short) > 4 and _made_of(short, words, 0) and short[0] == words[0][0]


def _near(left: str, right: str, translated: bool) -> bool:
    length = min(len(left), len(right))
    if translated and length >= 5 and left[:5] == right[:5]:
        shared = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), length)
        if shared >= 0.5 * max(len(left), len(right)):
            return True
    allowed = 2 if length >= 11 else 1 if length >= (5 if translated else 7) else 0
    if not allowed or abs(len(left) - len(right)) > allowed or length > 40:
        return False
    return _edits(left, right) <= allowed


def _edits(left: str, right: str) -> int:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


@lru_cache(maxsize=50_000)
def _term(text: str) -> str:
    """The term of a word as written: UN is a union only in capitals."""
    found = terms(text)
    return found[0] if len(found) == 1 else text
