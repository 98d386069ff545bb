"""Tells whether words of an English sentence can stand inside a question: a clause, a subject, a measure.

Each function returns ``""`` (or the position that it was given) for words that cannot, which is the rule
rather than the exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.newsroom.question_forms import english_words as lists
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised
from knowledge.text.reference_words import FUNCTION, MONTHS, TIME
from knowledge.text.stop_words import word_set

MOST_SUBJECT_WORDS = 6
MOST_REST_WORDS = 8
MOST_NOUNS = 3

_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_DATE_PREPOSITIONS = word_set("on in since until from by")
_ARTICLES = word_set("the a an")
_STARTS = _ARTICLES | {"each", "every"}
_IN_SUBJECT = _STARTS | word_set("of in at for and to from new")


def clauses(parts: Sequence[Part]) -> Iterator[tuple[tuple[str, ...], Part | None]]:
    """Yield the words of each part outside quotations, those after "said that", and the next part."""
    for number, part in enumerate(parts):
        if part.is_quoted or part.before not in {"", ",", "-"} or _continues(parts, number):
            continue
        words = part.words
        at = next((at for at, word in enumerate(words) if word.casefold() in lists.SAYING_VERBS), None)
        if at is not None:
            words = words[at + 2 :] if words[at + 1 : at + 2] == ("that",) else words[at + 1 :]
        while words and words[0].casefold() in {"but", "and"}:
            words = words[1:]
        if words:
            yield words, parts[number + 1] if number + 1 < len(parts) else None


def _continues(parts: Sequence[Part], number: int) -> bool:
    """Whether a part may not be a clause of its own: what is before the comma is no leading phrase."""
    if not number:
        return False
    return parts[number - 1].words[0].casefold() not in FUNCTION | lists.SUBORDINATE


def predicate(words: Sequence[str], article: ArticleWords) -> tuple[str, str, str]:
    """Cut a clause into its subject, its verb and the rest, "" for each if it is not clean.

    The verb is an auxiliary, as it is written in front of the subject in a question: "was", "wasn't"; or
    "did" if the rest begins with the base form of the verb.
    """
    words = [word for word in words if word.casefold() not in lists.ADVERBS]
    at = next((at for at, word in enumerate(words) if word in lists.AUXILIARIES or word in lists.BASES), 0)
    who, rest = subject(words[:at], article), list(words[at + 1 :])
    verb = words[at] if at else ""
    if not who or not is_rest(rest) or (verb in {"has", "had"} and rest[0] in _ARTICLES):
        return "", "", ""
    if verb in lists.AUXILIARIES:
        is_negated = rest[0] == "not" and verb not in {"can", "will", "may", "must"}
        return who, f"{verb}n't" if is_negated else verb, " ".join(rest[1:] if is_negated else rest)
    return who, "did", " ".join([lists.BASES[verb], *rest])


def subject(words: Sequence[str], article: ArticleWords) -> str:
    """A subject without a verb: "the city's chief engineer"."""
    if not words or len(words) > MOST_SUBJECT_WORDS or not article.is_distinct(words) or points(words):
        return ""
    folded = [word.casefold() for word in words]
    if folded[0] in (FUNCTION | TIME) - _STARTS or is_number(words[0]) or folded[-1] in lists.DANGLING:
        return ""
    is_plain = all(
        word not in FUNCTION - _IN_SUBJECT or is_capitalised(words[at]) for at, word in enumerate(folded)
    )
    if not is_plain or any(
        word in lists.SUBORDINATE | lists.AUXILIARIES | lists.SAYING_VERBS for word in folded
    ):
        return ""
    return " ".join(article.inside(words))


def is_rest(words: Sequence[str]) -> bool:
    """Whether words after a verb are understood alone and complete."""
    if not 1 <= len(words) <= MOST_REST_WORDS or points(words) or words[-1].casefold() in lists.DANGLING:
        return False
    return not any(word.casefold() in lists.SUBORDINATE | lists.SAYING_VERBS for word in words)


def counted(words: Sequence[str]) -> str:
    """What is counted by the number that ``words`` begin with."""
    at = after_quantifiers(words, 0)
    end = after_number(words, at)
    if end == at:
        return ""
    nouns: list[str] = []
    for word in words[end : end + MOST_NOUNS]:
        if (
            not word.isalpha()
            or not word.islower()
            or word in FUNCTION | lists.SUBORDINATE | lists.BASES.keys()
        ):
            break
        nouns.append(word)
    is_plural = bool(nouns) and (
        nouns[-1].endswith("s") or nouns[-1] in {"people", "women", "men", "children"}
    )
    return " ".join(nouns) if is_plural and lists.UNITS.isdisjoint(nouns) else ""


def after_quantifiers(words: Sequence[str], at: int) -> int:
    """The position after "about", "more than" and the like."""
    while at < len(words) and words[at].casefold() in lists.QUANTIFIERS:
        at += 1
    return at


def after_number(words: Sequence[str], at: int) -> int:
    """The position after a number; ``at`` itself if there is none, or if it is the number of a date."""
    if at >= len(words) or not (_NUMBER.fullmatch(words[at]) or words[at].casefold() in lists.NUMBER_WORDS):
        return at
    end = at + 1
    while end < len(words) and words[end] in lists.SCALES:
        end += 1
    return at if end >= len(words) or words[end].casefold() in MONTHS else end


def begins_date(words: Sequence[str], at: int) -> bool:
    """Whether a date begins at ``at``, with its preposition: "on 3 March", "in 2019", "on Monday"."""
    if words[at] not in _DATE_PREPOSITIONS or at + 1 >= len(words):
        return False
    first = words[at + 1]
    following = words[at + 2].casefold() if at + 2 < len(words) else ""
    is_named = first.casefold() in _WEEKDAYS | MONTHS and is_capitalised(first)
    return is_named or _YEAR.fullmatch(first) is not None or (first.isdecimal() and following in MONTHS)


def is_number(word: str) -> bool:
    """Whether a word is a number, or a currency sign that may be joined to one.

    >>> is_number("1,240"), is_number("$3.5"), is_number("three"), is_number("a")
    (True, True, True, False)
    """
    return bool(
        _NUMBER.fullmatch(word) or lists.CURRENCIES.match(word) or word.casefold() in lists.NUMBER_WORDS
    )


def points(words: Sequence[str]) -> bool:
    """Whether words point to what only the article says: "he", "that day"."""
    return any(word.casefold() in lists.POINTING for word in words)
