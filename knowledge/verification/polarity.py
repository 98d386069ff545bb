"""Negation and opposites: a statement against sentences that say otherwise.

A negating word bears on its head, the next word that is not an auxiliary. Heads are compared where the words
are the same; between languages only whether anything is denied at all can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.gazetteer import plain
from knowledge.verification.polarity_words import (
    AND,
    AUXILIARIES,
    CLAUSE_WORDS,
    DENIALS,
    ENGLISH_PREFIXES,
    IDIOMS,
    IMPLICIT,
    MORE_OR_LESS,
    MORE_THAN_NEGATION,
    NEGATORS,
    NO_PREFIXES,
    SIDES,
    SUBJECTS,
)
from knowledge.verification.text_analysis import TextAnalysis

_CLAUSE_SIGNS = frozenset(',;:.()!?–—"“”')
_IN_ADJECTIVE = re.compile(
    r"(?:in(?!g|t|st|d)|im(?=[mp]))\w{3,}(?:able|ible|ent|ant|ate|ect|al|ive|ure|ect|ency|ance)$"
)
_COMPARING = frozenset(["than", "dibanding", "dibandingkan", "daripada", "ketimbang"])
_NEAR_COPY = 0.7
_SAME_TEXT = 0.85
_SAME_MATTER = 0.5
_SAME_BEGINNING = 5
"""Letters that tell a word in another language's spelling."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Content terms between two joints of a sentence, and whether anything in it negates."""

    content: frozenset[str]
    negates: bool
    hints: bool


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a text denies. Keys are terms, function words together with the word after them."""

    denied: dict[str, list[int]]
    affirmed: dict[str, list[int]]
    """Numbers of the clauses in which a key stands denied, or affirmed."""
    clauses: tuple[Clause, ...]
    spelled: dict[str, str]
    negators: tuple[str, ...]
    denials: int
    """Negations that deny a whole, such as not "not only"."""
    plain_denials: int
    """Of these, by a negating word that does not only qualify a noun ("yang tidak terawat")."""
    hints: bool
    implies: bool
    """Whether a word may stand for a negation of another language."""
    sides: dict[int, int]
    """Which side of each pair of opposites the text is on; 0 when it has both, or negates."""
    side_words: dict[int, str]


@lru_cache(maxsize=2_000)
def polarity(analysis: TextAnalysis) -> Polarity:
    """What ``analysis`` denies and affirms.

    >>> from knowledge.verification.text_analysis import read
    >>> sorted(polarity(read("Ia tidak akan hadir, dan harga naik")).denied)
    ['hadir']
    """
    text = analysis.text
    marks: list[tuple[str, str, int, bool]] = []  # term, folded word, clause, content
    clause, at, before = 0, 0, ""
    for word, says in zip(analysis.terms, analysis.has_content, strict=True):
        gap = text[at : word.start]
        folded = plain(text[word.start : word.end])
        joins = folded in CLAUSE_WORDS or (before in AND and folded in SUBJECTS)
        if at and (joins or (gap != " " and any(sign in _CLAUSE_SIGNS for sign in gap))):
            clause += 1
        at, before = word.end, folded
        marks.append((word.term, folded, clause, says))
    return _polarity(marks, clause + 1, english=analysis.language == "en")


def _polarity(marks: list[tuple[str, str, int, bool]], clause_count: int, *, english: bool) -> Polarity:
    denied: dict[str, list[int]] = {}
    affirmed: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    sides: dict[int, int] = {}
    side_words: dict[int, str] = {}
    content: list[set[str]] = [set() for _ in range(clause_count)]
    negates, hints = [False] * clause_count, [False] * clause_count
    pending: str = ""
    odd = False
    denials = plain_denials = 0
    negators: list[str] = []
    for index, (term, folded, clause, is_content_word) in enumerate(marks):
        following = marks[index + 1][1] if index + 1 < len(marks) else ""
        preceding = marks[index - 1][1] if index else ""
        if _is_negator(folded, following):
            negates[clause] = True
            negators.append(folded)
            odd = not odd if pending else True
            pending = folded
            denies = following not in MORE_THAN_NEGATION and preceding not in IDIOMS
            denials += denies
            plain_denials += denies and folded in NEGATORS and preceding != "yang"
            if folded in DENIALS and is_content_word:
                content[clause].add(term)
            continue
        if is_content_word:
            content[clause].add(term)
        hints[clause] |= _hints(folded)
        if pending and folded in AUXILIARIES and following:
            continue
        key = term if is_content_word else f"{term} {following}"
        (denied if pending and odd else affirmed).setdefault(key, []).append(clause)
        spelled.setdefault(key, f"{pending} {folded}" if pending else folded)
        if (side := SIDES.get(folded) or SIDES.get(folded.removesuffix("nya"))) is not None:
            number, sign = side
            sides[number] = 0 if pending or sides.get(number, sign) != sign else sign
            side_words[number] = folded
        pending, odd = "", False
    if pending:
        denied.setdefault("", []).append(marks[-1][2])
        spelled.setdefault("", pending)
    return Polarity(
        denied,
        affirmed,
        tuple(
            Clause(frozenset(each), no, hint) for each, no, hint in zip(content, negates, hints, strict=True)
        ),
        spelled,
        tuple(negators),
        denials,
        plain_denials,
        any(hints) or any(negates),
        any(_implies(folded, english) for _, folded, _, _ in marks),
        sides,
        side_words,
    )


def _hints(folded: str) -> bool:
    if folded in IMPLICIT or folded in CLAUSE_WORDS:
        return True
    return len(folded) > 5 and (
        folded.startswith(("un", "dis", "ketidak", "illegal", "irr")) or folded.endswith("less")
    )


def _implies(folded: str, english: bool) -> bool:
    if not english:
        return folded in IMPLICIT or folded.startswith("ketidak")
    return folded in IMPLICIT or (
        len(folded) > 5
        and (
            folded.endswith("less")
            or folded.startswith(ENGLISH_PREFIXES)
            or _IN_ADJECTIVE.match(folded) is not None
        )
        and not folded.startswith(NO_PREFIXES)
    )


def _is_negator(folded: str, following: str) -> bool:
    if folded == "no" and (following[:1].isdigit() or not following):
        return False  # number
    return folded in NEGATORS or folded in DENIALS or (folded.endswith("nt") and folded[:-2] in AUXILIARIES)


def contradictions(
    statement: TextAnalysis, sources: Sequence[TextAnalysis], *, translated: bool
) -> list[str]:
    """Words of ``statement`` that are negated where the sources are not, or the reverse.

    >>> from knowledge.verification.text_analysis import read
    >>> source = [read("Menteri itu tidak hadir dalam rapat di Merak.")]
    >>> contradictions(read("Menteri itu hadir dalam rapat di Merak."), source, translated=False)
    ['tidak']
    """
    own = polarity(statement)
    others = [polarity(source) for source in sources]
    if translated:
        return _between_languages(own, others)
    if (word := _miscounted(statement, own, sources, others)) is not None:
        return [word]
    found = [own.spelled[key] for key in own.denied if _is_denied_alone(own, key, others)]
    found += [
        own.spelled[key]
        for key in own.affirmed
        if key not in own.denied and _is_affirmed_alone(own, key, others)
    ]
    return found


def opposites(statement: TextAnalysis, sources: Sequence[TextAnalysis], *, translated: bool) -> list[str]:
    """Words of ``statement`` whose opposite stands in the sources, they themselves nowhere.

    >>> from knowledge.verification.text_analysis import read
    >>> opposites(read("Harga turun"), [read("Prices rose")], translated=True)
    ['turun']
    """
    own = polarity(statement)
    if not own.sides:
        return []
    others = [polarity(source) for source in sources]
    if translated and _compares(statement) and any(map(_compares, sources)):
        return []  # "slower than prices" is said by "prices faster than"
    found = []
    for number, sign in own.sides.items():
        seen = {other.sides[number] for other in others if number in other.sides}
        if sign and seen == {-sign} and not (translated and number == MORE_OR_LESS):
            found.append(own.side_words[number])
    return found


def _compares(analysis: TextAnalysis) -> bool:
    return not _COMPARING.isdisjoint(analysis.words)


def _between_languages(own: Polarity, others: Sequence[Polarity]) -> list[str]:
    """A translation denies as often as its source, unless a word with a denial in its meaning does it."""
    if own.denials > sum(other.denials for other in others) and not any(other.implies for other in others):
        return [own.spelled[key] for key in own.denied] or ["-"]
    if own.hints or own.implies or not others or not all(other.plain_denials for other in others):
        return []
    if any(_speaks_beside_denial(own, other) for other in others):
        return []
    return [other.spelled[key] for other in others for key in other.denied][:3]


def _speaks_beside_denial(own: Polarity, other: Polarity) -> bool:
    """Whether what a statement shares with its source stands in clauses that deny nothing."""
    mine = {key[:_SAME_BEGINNING] for clause in own.clauses for key in clause.content}
    shared = {True: 0, False: 0}
    for clause in other.clauses:
        shared[clause.negates] += len({key[:_SAME_BEGINNING] for key in clause.content} & mine)
    return not shared[True] and shared[False] > 1


def _miscounted(
    statement: TextAnalysis, own: Polarity, sources: Sequence[TextAnalysis], others: Sequence[Polarity]
) -> str | None:
    """A negating word too many or too few, beside the source that has otherwise the same words."""
    mine = {word.term for word in statement.terms} - set(own.negators)
    for source, other in zip(sources, others, strict=True):
        theirs = {word.term for word in source.terms} - set(other.negators)
        if len(mine & theirs) < _SAME_TEXT * len(mine | theirs):
            continue
        more, fewer = sorted((own.negators, other.negators), key=len, reverse=True)
        if len(more) == len(fewer):
            return None
        left = list(fewer)
        return next(word for word in more if word not in left or left.remove(word))  # type: ignore[func-returns-value]
    return None


def _is_denied_alone(own: Polarity, key: str, others: Sequence[Polarity]) -> bool:
    if any(key in other.denied for other in others):
        return False
    mine = own.clauses[own.denied[key][0]]
    affirmed = [(other, clause) for other in others for clause in other.affirmed.get(key, ())[:_MOST_PLACES]]
    if not affirmed:
        return not any(_may_deny(mine, key, other) for other in others)
    return not any(
        (other.clauses[clause].negates or other.clauses[clause].hints)
        and _alike(mine, other.clauses[clause]) < _NEAR_COPY
        for other, clause in affirmed
    )


def _is_affirmed_alone(own: Polarity, key: str, others: Sequence[Polarity]) -> bool:
    if any(key in other.affirmed for other in others):
        return False
    denied = [(other, clause) for other in others for clause in other.denied.get(key, ())[:_MOST_PLACES]]
    if not denied:
        return False
    mine = own.clauses[own.affirmed[key][0]]
    if mine.negates or mine.hints:
        return any(_alike(mine, other.clauses[clause]) >= _NEAR_COPY for other, clause in denied)
    return any(_shared(mine, other.clauses[clause], key) for other, clause in denied)


def _may_deny(mine: Clause, key: str, other: Polarity) -> bool:
    """Whether a text without ``key`` may deny the clause in other words: where it speaks of the same matter,
    else anywhere."""
    rest = mine.content - {key}
    same = [one for one in other.clauses if len(one.content & rest) >= max(2, _SAME_MATTER * len(rest))]
    return any(one.negates or one.hints for one in same) if same else other.hints


_MOST_PLACES = 20


def _alike(left: Clause, right: Clause) -> float:
    union = left.content | right.content
    return len(left.content & right.content) / len(union) if union else 1.0


def _shared(mine: Clause, other: Clause, key: str) -> bool:
    """Whether both clauses speak of the same matter, the key itself aside."""
    rest = other.content - {key}
    return not rest or len(rest & mine.content) >= min(2, _SAME_MATTER * len(rest))
