"""Recognises that an answer quotes two reports of one event that give different numbers of the same thing.

Only counts of people or things are compared ("510 rumah terendam"), and only if both say the same of what
they count. Dates, years, times, ordinals, amounts of money, measures, and vague or rounded numbers never
differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from knowledge.answering.citation_labels import renumbered
from knowledge.articles.errata import is_erratum
from knowledge.models import Citation, CitedStatement
from knowledge.text.names import names_in, stem
from knowledge.text.stop_words import STOP_WORDS, word_set
from knowledge.text.terms import terms
from knowledge.verification.text_analysis import TextAnalysis, analyse
from knowledge.verification.units import PEOPLE

ONE_EVENT = timedelta(days=14)
"""Two reports of one event are published within this time; later ones are about the next flood."""

ALIKE = 0.3
"""Two citations are about one event if one has this share of the content terms of the other, the shorter
one, in title and sentence: see the cases in ``tests/knowledge/answering/test_differing.py``."""

_WORDS_BEFORE, _WORDS_AFTER = 1, 2
"""Words before and after a number that say what happened to what it counts: a verb stands next to it."""

MOST_CHARACTERS = 1_000
"""Only the beginning of a longer sentence is compared: the comparison is quadratic in its numbers."""

_LEAST_STEM = 4
"""Letters that two forms of a verb must share at their end: "merendam" has "rendam", "terendam" "endam"."""

_PEOPLE = word_set("orang warga penduduk jiwa korban people persons residents villagers")
_BOUNDARIES = word_set(
    """
    dan serta sedangkan sementara tetapi tapi namun di ke dari pada oleh untuk karena akibat saat ketika dalam
    setelah sejak yang bukan melainkan
    and while but whereas with of in at on by for from since after when that which not
    """
)
_ROUNDED = word_set(
    """
    sekitar kira hampir nyaris lebih kurang sedikitnya setidaknya minimal maksimal hingga sampai
    about around nearly almost roughly some least most over than under to approximately
    """
)
_SAYS_NOTHING = (
    word_set(
        """
    sebanyak sejumlah total jumlah berjumlah ada terdapat tercatat dilaporkan mencapai menjadi lain lainnya
    total were was reported have had been another other
    """
    )
    | _PEOPLE
)
_SAME_EVENT = {"~murder": "~death"}
"""A term that means the same as another when people are counted: "killed five", "five died"."""


class _Count(NamedTuple):
    """A number of people or things, with the stems of the words that say what happened to them."""

    value: Fraction
    noun: str
    said: frozenset[str]


def differing(statements: Sequence[CitedStatement]) -> bool:
    """Whether two articles that the statements cite give different numbers of the same thing.

    An erratum is no second report, so it differs from none.

    >>> differing([])
    False
    """
    citations = [citation for statement in statements for citation in statement.citations]
    return any(_differ(left, right) for left, right in combinations(citations, 2))


def differ_in_number(sentence: str, other: str) -> bool:
    """Whether two sentences give different numbers of the same thing, whatever their articles are about.

    >>> differ_in_number("Sebanyak 510 rumah terendam.", "Banjir merendam 480 rumah.")
    True
    >>> differ_in_number("Banjir merendam 510 rumah.", "Angin merusak 480 rumah.")
    False
    """
    analysis, other_analysis = analyse(sentence[:MOST_CHARACTERS]), analyse(other[:MOST_CHARACTERS])
    if _are_apart(analysis, other_analysis):
        return False
    counts, other_counts = _counts(analysis), _counts(other_analysis)
    for count in counts:
        same_thing = [each for each in other_counts if _is_same_thing(count, each)]
        if not same_thing:
            continue
        values = {each.value for each in counts if any(_is_same_thing(each, one) for one in same_thing)}
        if values.isdisjoint(each.value for each in same_thing):
            return True
    return False


def newest_first(statements: Iterable[CitedStatement]) -> tuple[CitedStatement, ...]:
    """Order statements by the newest article that each cites, undated ones last, and number them from 1.

    Statements of the same day keep their order.
    """
    return renumbered(sorted(statements, key=_day, reverse=True))


def _day(statement: CitedStatement) -> date:
    return max((citation.published_on or date.min for citation in statement.citations), default=date.min)


def _differ(left: Citation, right: Citation) -> bool:
    if left.article_id == right.article_id or any(
        is_erratum(each.title, each.sentence) for each in (left, right)
    ):
        return False
    if left.published_on and right.published_on and abs(left.published_on - right.published_on) > ONE_EVENT:
        return False
    return _are_alike(left, right) and differ_in_number(left.sentence, right.sentence)


def _are_alike(left: Citation, right: Citation) -> bool:
    about = [analyse(f"{each.title}\n{each.sentence}"[:MOST_CHARACTERS]).content for each in (left, right)]
    fewest = min(map(len, about))
    return fewest > 0 and len(about[0] & about[1]) / fewest >= ALIKE


def _are_apart(analysis: TextAnalysis, other: TextAnalysis) -> bool:
    """Whether two sentences name different places or people, or different days: then both may be right."""
    names = [{word for name in names_in(each.text) for word in name.words} for each in (analysis, other)]
    days = [{(day.day, day.month, day.weekday) for day in each.moments} for each in (analysis, other)]
    return any(all(pair) and pair[0].isdisjoint(pair[1]) for pair in (names, days))


def _counts(analysis: TextAnalysis) -> list[_Count]:
    found = []
    for number in analysis.quantities:
        is_count = number.unit == PEOPLE or (not number.unit and number.counts_thing)
        if not is_count or number.form != "cardinal" or number.others or number.is_weak or number.is_rank:
            continue
        first = next(at for at, token in enumerate(analysis.tokens) if token.start == number.start)
        end = next((at for at, token in enumerate(analysis.tokens) if token.start >= number.end), first + 1)
        if not _ROUNDED.isdisjoint(token.plain for token in analysis.tokens[max(0, first - 2) : first]):
            continue
        noun = PEOPLE
        if not number.unit:
            word = analysis.tokens[end].plain
            noun = PEOPLE if word in _PEOPLE else terms(word)[0]
            end += 1
        said = [
            *_words(analysis, range(first - 1, -1, -1), _WORDS_BEFORE),
            *_words(analysis, range(end, len(analysis.tokens)), _WORDS_AFTER),
        ]
        found.append(_Count(number.value, noun, frozenset(form for word in said for form in _forms(word))))
    return found


def _words(analysis: TextAnalysis, places: Iterable[int], most: int) -> list[str]:
    """The folded words at ``places`` that say something, up to a sign, a number or the next clause."""
    words: list[str] = []
    for at in places:
        token = analysis.tokens[at]
        if token.kind != "word" or token.plain in _BOUNDARIES or len(words) == most:
            break
        if token.plain not in STOP_WORDS | _SAYS_NOTHING:
            words.append(token.plain)
    return words


def _forms(word: str) -> set[str]:
    return {word, stem(word), *(_SAME_EVENT.get(term, term) for term in terms(word))}


def _is_same_thing(count: _Count, other: _Count) -> bool:
    return count.noun == other.noun and any(_related(one, two) for one in count.said for two in other.said)


def _related(one: str, two: str) -> bool:
    shorter, longer = sorted((one, two), key=len)
    return one == two or (len(shorter) >= _LEAST_STEM and longer.endswith(shorter))
