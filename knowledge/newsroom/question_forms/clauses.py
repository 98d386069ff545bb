"""Forms that ask about a clause: why, when, how many and who.

A clause is understood only where it needs no parsing: a subject, its first verb, and what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from knowledge.newsroom.question_forms import words as known
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.language import Asked, Language
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised, runs
from knowledge.text.reference_words import FUNCTION, MONTHS, NOT_POSSESSED, TIME

MOST_SUBJECT_WORDS = 6
MOST_REST_WORDS = 8
MOST_NOUNS = 4
"""Words between a number and its verb: "86 tim sepak bola"."""

_NUMBER = re.compile(r"\d[\d.,]*")
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS = known.ENDS | known.SUBORDINATE | {"and"}
_NEEDS_OBJECT = re.compile(r"me[a-z]{3,}(?:kan|i)")


class ClauseForms:
    """Asks about the clauses of an article. A form yields nothing for words that do not fit it."""

    def __init__(self, article: ArticleWords, language: Language) -> None:
        self._article = article
        self._language = language

    def asked(self, parts: Sequence[Part]) -> Iterator[Asked]:
        """Yield the questions that a sentence, in parts, answers, the best form first."""
        clauses = list(_clauses(parts))
        for form in (self._why, self._how_many, self._how_many_of, self._who, self._when):
            for words, following in clauses:
                yield from form(words, following)

    def _why(self, words: Sequence[str], following: Sequence[str]) -> Iterator[Asked]:
        """ "Jembatan Kelana ditutup karena …"; the cause may be after a comma."""
        at = next((at for at, word in enumerate(words) if word in known.CAUSES), len(words))
        because, cause, *_ = *words[at:], *following, "", ""
        clause = self._clause(words[:at]) if because in known.CAUSES and cause not in known.POINTING else ""
        if clause:
            yield Asked("why", self._language.why.format(clause=clause))

    def _when(self, words: Sequence[str], following: Sequence[str]) -> Iterator[Asked]:
        """ "The Kelana Bridge was opened on March 3", "Jembatan Kelana dibuka, Senin"."""
        at = next((at for at in range(2, len(words)) if _begins_date(words[at:])), len(words))
        clause = self._clause(words[:at]) if at < len(words) or _begins_date(following) else ""
        rest = takewhile(lambda word: word in known.DATE_LEADS or word not in _ENDS, words[at:])
        if clause and not any(map(self._language.is_verb, rest)):
            yield Asked("when", self._language.when.format(clause=clause))

    def _how_many(self, words: Sequence[str], _: Sequence[str]) -> Iterator[Asked]:
        """ "Sebanyak 86 tim mengikuti …", "About 60,000 commuters were affected …"."""
        start = _after_number(words)
        verb = next((at for at in range(start, len(words)) if self._language.is_verb(words[at])), start)
        last = next((at for at in range(verb + 1, len(words)) if words[at] in known.ENDS), len(words))
        nouns, rest = words[start:verb], words[verb:last]
        is_whole = len(rest) > 1 and _is_whole(nouns) and _is_whole(rest[1:])
        if start and is_whole and self._are_counted(nouns) and self._article.has_name([*nouns, *rest]):
            template = self._language.how_many
            yield Asked("count", template.format(nouns=" ".join(nouns), clause=" ".join(rest)))

    def _how_many_of(self, words: Sequence[str], _: Sequence[str]) -> Iterator[Asked]:
        """ "Feri Kartika membawa 300 penumpang", "Redmoor Lines bought 12 ships"."""
        for at in range(1, len(words) - 1):
            verb, rest = self._language.verbs.get(words[at]), words[at + 1 :]
            start = _after_number(rest) if verb else 0
            near = rest[start : start + MOST_NOUNS]
            nouns = list(takewhile(lambda word: is_noun(word, self._language), near))
            if start and self._are_counted(nouns) and (subject := self._named(words[:at])):
                text = self._language.how_many_of.format(nouns=" ".join(nouns), subject=subject, verb=verb)
                yield Asked("count", text)

    def _who(self, words: Sequence[str], _: Sequence[str]) -> Iterator[Asked]:
        """ "Wali Kota Larasati meresmikan Jembatan Kelana", "Mayor Larasati on Monday opened the …"."""
        first, *others = [*runs(words), (0, 0)]
        at = first[1] + (2 if _begins_date(words[first[1] :]) else 0)
        end = next((end for start, end in others if start > at), 0)
        is_whole = first[0] == 0 and first[1] > 1 and (end == len(words) or words[end] in FUNCTION)
        thing = self._named(words[at + 1 : end]) if is_whole else ""
        if thing and words[at] in self._language.verbs:
            yield Asked("who", self._language.who.format(verb=words[at], thing=thing))

    def _clause(self, words: Sequence[str]) -> str:
        """A clause in the order of a question: "was the Kelana Bridge opened"; ``""`` if it is not clean."""
        at = next((at for at, word in enumerate(words) if at and self._language.is_verb(word)), 0)
        subject, rest = self._subject(words[:at]), words[at + 1 :]
        if not subject or not _is_whole(rest) or not self._article.has_name(words):
            return ""
        before, after = self._language.moved.get(words[at], ("", words[at]))
        needs_more = not after or words[at] in self._language.verbs or _NEEDS_OBJECT.fullmatch(after)
        return " ".join(filter(None, [before, subject, after, *rest])) if rest or not needs_more else ""

    def _named(self, words: Sequence[str]) -> str:
        """A noun with a name, as it is written inside a sentence; ``""`` if words are none."""
        return self._subject(words) if self._article.has_name(words) else ""

    def _subject(self, words: Sequence[str]) -> str:
        """A noun as it is written inside a sentence: "para pedagang Wela"; ``""`` if words are none."""
        if not 1 <= len(words) <= MOST_SUBJECT_WORDS or not _is_whole(words):
            return ""
        folded = [word.casefold() for word in words]
        begins = folded[0] in known.DETERMINERS or not (folded[0] in FUNCTION or _is_number(folded[0]))
        is_plain = known.NOT_IN_SUBJECTS.isdisjoint(folded) and not any(map(self._language.is_verb, folded))
        return " ".join(self._article.inside(words)) if begins and is_plain else ""

    def _are_counted(self, nouns: Sequence[str]) -> bool:
        """Whether one asks how many of them there are."""
        if not 1 <= len(nouns) <= MOST_NOUNS or nouns[0] in known.UNITS or not FUNCTION.isdisjoint(nouns):
            return False
        return self._language.plural.fullmatch(nouns[-1]) is not None


def is_noun(word: str, language: Language) -> bool:
    """Whether a word may be a noun without a capital."""
    is_plain = word.isalpha() and word.islower() and len(word) > 2 and word not in FUNCTION | TIME
    return is_plain and not points([word]) and not language.is_verb(word)


def points(words: Sequence[str]) -> bool:
    """Whether words point to what only the article says: "itu", "he", "korbannya"."""
    folded = [word.casefold() for word in words]
    possessed = any(word.endswith("nya") and word not in NOT_POSSESSED for word in folded)
    return possessed or not known.POINTING.isdisjoint(folded)


def _clauses(parts: Sequence[Part]) -> Iterator[tuple[list[str], Sequence[str]]]:
    """Yield the words of each clause outside quotations, and those after its comma."""
    for number, part in enumerate(parts):
        leading = parts[number - 1].words[0].casefold() if number else "di"
        # If what is before the comma is no leading phrase, the part may be no clause.
        if part.is_quoted or part.before not in {"", ",", "-"} or leading not in FUNCTION | known.SUBORDINATE:
            continue
        start = max((at + 1 for at, word in enumerate(part.words) if word in known.SAYS), default=0)
        words = [word for word in part.words[start:] if word.casefold() not in known.FILLERS]
        while words and words[0].casefold() in known.OPENERS:
            words = words[1:]
        if words:
            is_next = number + 1 < len(parts) and parts[number + 1].before == ","
            yield words, parts[number + 1].words if is_next else ()


def _is_whole(words: Sequence[str]) -> bool:
    """Whether words are understood alone, and not cut off."""
    folded = ["", *(word.casefold() for word in words)]
    is_plain = not points(words) and (known.SUBORDINATE | known.SAYS).isdisjoint(folded)
    return is_plain and folded[-1] not in FUNCTION and len(words) <= MOST_REST_WORDS


def _after_number(words: Sequence[str]) -> int:
    """The position after the number that ``words`` begin with; 0 if there is none, or if it is in a date."""
    start = next((at for at, word in enumerate(words) if word.casefold() not in known.AROUND_NUMBERS), 0)
    end = next((at for at in range(start, len(words)) if not _is_number(words[at])), start)
    return end if start < end and words[end].casefold() not in MONTHS else 0


def _is_number(word: str) -> bool:
    return word.casefold() in known.NUMBERS or _NUMBER.fullmatch(word) is not None


def _begins_date(words: Sequence[str]) -> bool:
    """Whether words begin with a date: "pada 3 Maret", "on Monday", "Senin", "sejak tahun 2007"."""
    leads = len(list(takewhile(lambda word: word.casefold() in known.DATE_LEADS, words)))
    word, second, *_ = *words[leads:], "", ""
    first = word.casefold()
    if first in known.WEEKDAYS:
        return is_capitalised(word)
    is_month = first in MONTHS or _YEAR.fullmatch(first) is not None
    return (leads > 0 and is_month) or (_DAY.fullmatch(first) is not None and second.casefold() in MONTHS)
