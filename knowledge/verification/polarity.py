"""Finds negations, and the sides of opposites: whether a statement denies what its sources affirm.

A negating word governs its head, the next word that is not an auxiliary. Within one language the heads are
compared; between languages only the number of negations can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from knowledge.text.gazetteer import plain
from knowledge.verification.polarity_words import (
    AND,
    AUXILIARIES,
    CLAUSE_WORDS,
    DENIALS,
    ENGLISH_PREFIXES,
    IDIOMS,
    IMPLICIT,
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
_NEAR_COPY = 0.7
"""Two clauses with this share of common content terms are near copies."""
_SAME_TEXT = 0.85
"""Two texts with this share of common terms, negating words aside, have the same wording."""
_SAME_MATTER = 0.5
"""A clause that has this share of the terms of another is about the same matter."""
_PREFIX_CHARS = 5
"""Letters by which a word is recognised in the spelling of the other language."""
_MOST_PLACES = 20
"""Occurrences of a term that are compared; a hostile text may repeat it without end."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The content terms of a clause, and whether it has negating words."""

    content: frozenset[str]
    negates: bool
    hints: bool
    """Whether it has a word that may imply a negation."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """The negations and opposites of a text.

    The keys of ``denied``, ``affirmed`` and ``spelled`` are terms; the key of a function word includes the
    word after it.
    """

    denied: dict[str, list[int]]
    """For each key that is denied, the indexes of the clauses in which it is."""
    affirmed: dict[str, list[int]]
    """For each key that is affirmed, the indexes of the clauses in which it is."""
    clauses: tuple[Clause, ...]
    spelled: dict[str, str]
    """Each key as the text writes it (folded), with the negating word in front of it if it is denied."""
    negators: tuple[str, ...]
    """The negating words, folded, in order."""
    denials: int
    """The number of negations; "not only" does not count."""
    plain_denials: int
    """The denials by one of ``NEGATORS`` that does more than qualify a noun ("yang tidak terawat")."""
    hints: bool
    """Whether any clause negates or has a word that may imply a negation."""
    implies: bool
    """Whether a word may translate a negation of the other language: "unhappy" is "tidak bahagia"."""
    sides: dict[int, int]
    """For each pair of opposites, the side (1 or -1) of the text; 0 if it has both sides or negates one."""


class _Word(NamedTuple):
    """A term with its folded word, the index of its clause, and whether it is a content term."""

    term: str
    folded: str
    clause: int
    is_content: bool


@lru_cache(maxsize=2_000)
def polarity(analysis: TextAnalysis) -> Polarity:
    """Find the negations and opposites of an analysed text.

    >>> from knowledge.verification.text_analysis import analyse
    >>> sorted(polarity(analyse("Ia tidak akan hadir, dan harga naik")).denied)
    ['hadir']
    """
    text = analysis.text
    words: list[_Word] = []
    clause, at, before = 0, 0, ""
    for term, is_content in zip(analysis.terms, analysis.has_content, strict=True):
        gap = text[at : term.start]
        folded = plain(text[term.start : term.end])
        begins_clause = folded in CLAUSE_WORDS or (before in AND and folded in SUBJECTS)
        if at and (begins_clause or (gap != " " and any(sign in _CLAUSE_SIGNS for sign in gap))):
            clause += 1
        at, before = term.end, folded
        words.append(_Word(term.term, folded, clause, is_content))
    return _polarity(words, clause + 1, english=analysis.language == "en")


def _polarity(words: Sequence[_Word], clause_count: int, *, english: bool) -> Polarity:
    denied: dict[str, list[int]] = {}
    affirmed: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    sides: dict[int, int] = {}
    content: list[set[str]] = [set() for _ in range(clause_count)]
    negates, hints = [False] * clause_count, [False] * clause_count
    pending = ""  # the negating word whose head is not yet found
    is_odd = False  # whether an odd number of negating words is pending: two of them affirm
    denials = plain_denials = 0
    negators: list[str] = []
    for index, (term, folded, clause, is_content) in enumerate(words):
        following = words[index + 1].folded if index + 1 < len(words) else ""
        preceding = words[index - 1].folded if index else ""
        if _is_negator(folded, following):
            negates[clause] = True
            negators.append(folded)
            is_odd = not is_odd if pending else True
            pending = folded
            denies = following not in MORE_THAN_NEGATION and preceding not in IDIOMS
            denials += denies
            plain_denials += denies and folded in NEGATORS and preceding != "yang"
            if folded in DENIALS and is_content:
                content[clause].add(term)
            continue
        if is_content:
            content[clause].add(term)
        hints[clause] |= _hints(folded)
        if pending and folded in AUXILIARIES and following:
            continue
        key = term if is_content else f"{term} {following}"
        (denied if pending and is_odd else affirmed).setdefault(key, []).append(clause)
        spelled.setdefault(key, f"{pending} {folded}" if pending else folded)
        if (side := SIDES.get(folded) or SIDES.get(folded.removesuffix("nya"))) is not None:
            number, sign = side
            sides[number] = 0 if pending or sides.get(number, sign) != sign else sign
        pending, is_odd = "", False
    if pending:
        denied.setdefault("", []).append(words[-1].clause)
        spelled.setdefault("", pending)
    return Polarity(
        denied,
        affirmed,
        tuple(
            Clause(frozenset(terms), negated, hinted)
            for terms, negated, hinted in zip(content, negates, hints, strict=True)
        ),
        spelled,
        tuple(negators),
        denials,
        plain_denials,
        any(hints) or any(negates),
        any(_implies(word.folded, english) for word in words),
        sides,
    )


def _hints(folded: str) -> bool:
    """Whether a folded word may imply a negation in a text of the same language."""
    if folded in IMPLICIT or folded in CLAUSE_WORDS:
        return True
    return len(folded) > 5 and (
        folded.startswith(("un", "dis", "ketidak", "illegal", "irr")) or folded.endswith("less")
    )


def _implies(folded: str, english: bool) -> bool:
    """Whether a folded word may translate a negation of the other language."""
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
        return False  # "No. 4" is a number
    return folded in NEGATORS or folded in DENIALS or (folded.endswith("nt") and folded[:-2] in AUXILIARIES)


def contradictions(
    statement: TextAnalysis, sources: Sequence[TextAnalysis], *, translated: bool
) -> list[str]:
    """Words that the statement negates and its sources do not, or the reverse, in lower case.

    Between languages (``translated``) they are words of the sources where these negate more often.

    >>> from knowledge.verification.text_analysis import analyse
    >>> source = [analyse("Menteri itu tidak hadir dalam rapat di Merak.")]
    >>> contradictions(analyse("Menteri itu hadir dalam rapat di Merak."), source, translated=False)
    ['tidak']
    """
    own = polarity(statement)
    others = [polarity(source) for source in sources]
    if translated:
        return _between_languages(own, others)
    if (word := _miscounted(statement, own, sources, others)) is not None:
        return [word]
    contradicting = [own.spelled[key] for key in own.denied if _is_denied_alone(own, key, others)]
    contradicting += [
        own.spelled[key]
        for key in own.affirmed
        if key not in own.denied and _is_affirmed_alone(own, key, others)
    ]
    return contradicting


def _between_languages(own: Polarity, others: Sequence[Polarity]) -> list[str]:
    """The contradictions of a translation, which must negate as often as its sources.

    A word that implies a negation ("unhappy") accounts for a difference. So does a source whose negation is
    about another matter than the statement.
    """
    if own.denials > sum(other.denials for other in others) and not any(other.implies for other in others):
        return [own.spelled[key] for key in own.denied] or ["-"]
    if own.hints or own.implies or not others or not all(other.plain_denials for other in others):
        return []
    if any(_is_about_affirmed_clauses(own, other) for other in others):
        return []
    return [other.spelled[key] for other in others for key in other.denied][:3]


def _is_about_affirmed_clauses(own: Polarity, other: Polarity) -> bool:
    """Whether the words that a statement shares with its source are all in clauses without a negation."""
    prefixes = {key[:_PREFIX_CHARS] for clause in own.clauses for key in clause.content}
    shared = {True: 0, False: 0}
    for clause in other.clauses:
        shared[clause.negates] += len({key[:_PREFIX_CHARS] for key in clause.content} & prefixes)
    return not shared[True] and shared[False] > 1


def _miscounted(
    statement: TextAnalysis, own: Polarity, sources: Sequence[TextAnalysis], others: Sequence[Polarity]
) -> str | None:
    """The negating word by which the statement differs from a source of the same wording, or None."""
    own_terms = {term.term for term in statement.terms} - set(own.negators)
    for source, other in zip(sources, others, strict=True):
        other_terms = {term.term for term in source.terms} - set(other.negators)
        if len(own_terms & other_terms) < _SAME_TEXT * len(own_terms | other_terms):
            continue
        more, fewer = sorted((own.negators, other.negators), key=len, reverse=True)
        if len(more) == len(fewer):
            return None
        return next(word for at, word in enumerate(more) if more[: at + 1].count(word) > fewer.count(word))
    return None


def _is_denied_alone(own: Polarity, key: str, others: Sequence[Polarity]) -> bool:
    """Whether the statement denies ``key`` and no source does, not even in other words."""
    if any(key in other.denied for other in others):
        return False
    clause = own.clauses[own.denied[key][0]]
    affirming = [other.clauses[at] for other in others for at in other.affirmed.get(key, ())[:_MOST_PLACES]]
    if not affirming:
        return not any(_may_deny(clause, key, other) for other in others)
    return not any(
        (other.negates or other.hints) and _similarity(clause, other) < _NEAR_COPY for other in affirming
    )


def _is_affirmed_alone(own: Polarity, key: str, others: Sequence[Polarity]) -> bool:
    """Whether the statement affirms ``key`` and the sources only deny it, about the same matter."""
    if any(key in other.affirmed for other in others):
        return False
    denying = [other.clauses[at] for other in others for at in other.denied.get(key, ())[:_MOST_PLACES]]
    if not denying:
        return False
    clause = own.clauses[own.affirmed[key][0]]
    if clause.negates or clause.hints:
        return any(_similarity(clause, other) >= _NEAR_COPY for other in denying)
    return any(_is_same_matter(clause, other, key) for other in denying)


def _may_deny(clause: Clause, key: str, other: Polarity) -> bool:
    """Whether a text without ``key`` may deny the clause in other words.

    Only its clauses about the same matter count, if there are any; otherwise the whole text does.
    """
    rest = clause.content - {key}
    same_matter = [
        candidate
        for candidate in other.clauses
        if len(candidate.content & rest) >= max(2, _SAME_MATTER * len(rest))
    ]
    if not same_matter:
        return other.hints
    return any(candidate.negates or candidate.hints for candidate in same_matter)


def _similarity(left: Clause, right: Clause) -> float:
    """The share of common content terms (Jaccard index) of two clauses; 1.0 for two empty ones."""
    union = left.content | right.content
    return len(left.content & right.content) / len(union) if union else 1.0


def _is_same_matter(clause: Clause, other: Clause, key: str) -> bool:
    """Whether two clauses are about the same matter, by their content terms other than ``key``."""
    rest = other.content - {key}
    return not rest or len(rest & clause.content) >= min(2, _SAME_MATTER * len(rest))
