"""Tells whether words of an Indonesian sentence can stand inside a question: a clause, a subject, a measure.

Each function returns ``""`` (or the position that it was given) for words that cannot, which is the rule
rather than the exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.newsroom.question_forms import indonesian_verbs as verbs
from knowledge.newsroom.question_forms import indonesian_words as lists
from knowledge.newsroom.question_forms.article_words import ArticleWords
from knowledge.newsroom.question_forms.indonesian_verbs import is_verb
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised
from knowledge.text.reference_words import FUNCTION, MONTHS, NOT_POSSESSED, TIME
from knowledge.text.stop_words import word_set

MOST_CLAUSE_WORDS = 9
MOST_SUBJECT_WORDS = 5
MOST_NOUNS = 3
"""Words that may stand between a number and its verb: "86 tim sepak bola"."""

_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TRANSITIVE = re.compile(r"(?:mem(?=[bf]|per)|men(?=[cdj])|meng(?=[ghk])|me(?=[lrwy]))([a-z]{2,}(?:kan|i))")
"""Verbs whose passive is certain: the prefix leaves the root as it is, and the ending makes it transitive."""

_NEEDS_OBJECT = re.compile(r"me[a-z]{3,}(?:kan|i)")

_NO_PASSIVE = word_set(
    """
    menjadi merupakan melalui melebihi mendekati mencapai menghadapi mewakili memberi
    """
)
_WEEKDAYS = word_set("senin selasa rabu kamis jumat sabtu minggu")
DATE_LEADS = word_set("pada sejak mulai hari tanggal tahun bulan awal akhir pertengahan")
_STARTS = word_set("para seorang setiap sebuah banyak")
_SKIPPED_AT_START = word_set(
    "namun tetapi tapi sementara sedangkan adapun kini bahkan lalu kemudian padahal malah apalagi"
)
_NOT_IN_CLAUSE = lists.SUBORDINATE | verbs.SAYING_VERBS
_NOT_IN_SUBJECT = lists.DANGLING | lists.SUBORDINATE
_CLAUSE_BEGINS_AFTER = verbs.SAYING_VERBS | {"bahwa", "diketahui"}


def clauses(parts: Sequence[Part]) -> Iterator[tuple[tuple[str, ...], Part | None]]:
    """Yield the words of each part outside quotations, from "bahwa" on if it has one, with the next part."""
    for number, part in enumerate(parts):
        if part.is_quoted or part.before not in {"", ",", "-"} or _continues(parts, number):
            continue
        words = part.words
        for at, word in enumerate(words):
            if word.casefold() in _CLAUSE_BEGINS_AFTER:
                words = part.words[at + 1 :]
        while words and words[0].casefold() in _SKIPPED_AT_START:
            words = words[1:]
        if words:
            yield words, parts[number + 1] if number + 1 < len(parts) else None


def _continues(parts: Sequence[Part], number: int) -> bool:
    """Whether a part continues what is before the comma: "Kota Wela, Wulung Utara", "Ketua, Made, …"."""
    if not number:
        return False
    before, first = parts[number - 1].words, parts[number].words[0]
    is_place = is_capitalised(before[-1]) and before[-1].casefold() not in TIME and is_capitalised(first)
    is_leading = before[0].casefold() in FUNCTION | lists.SUBORDINATE or before[0].casefold().endswith("nya")
    return is_place or not (is_leading or any(map(is_verb, before)))


def clause(words: Sequence[str], article: ArticleWords) -> str:
    """A main clause as it is written inside a question: "jembatan gantung ditutup"."""
    words = [word for word in words if word not in lists.ADVERBS]
    if not 2 <= len(words) <= MOST_CLAUSE_WORDS or points(words) or not article.is_distinct(words):
        return ""
    folded = [word.casefold() for word in words]
    verb_count = sum(is_verb(word) for word in words[1:])
    has_one_verb = verb_count == 1 or (verb_count > 1 and "dan" not in words)
    needs_object = _NEEDS_OBJECT.fullmatch(words[-1]) is not None and words[-1] not in verbs.MOTION_VERBS
    is_cut_off = folded[-1] in lists.DANGLING or needs_object
    if not _begins_subject(folded[0]) or not has_one_verb or is_cut_off:
        return ""
    return " ".join(article.inside(words)) if _NOT_IN_CLAUSE.isdisjoint(folded) else ""


def subject(words: Sequence[str], article: ArticleWords) -> str:
    """A subject without a verb: "Feri Kartika", "para pedagang Pasar Lindung"."""
    if not 1 <= len(words) <= MOST_SUBJECT_WORDS or points(words) or not article.is_distinct(words):
        return ""
    folded = [word.casefold() for word in words]
    if not _begins_subject(folded[0]) or not _NOT_IN_SUBJECT.isdisjoint(folded) or any(map(is_verb, words)):
        return ""
    return " ".join(article.inside(words))


def _begins_subject(word: str) -> bool:
    return word in _STARTS or not (word in FUNCTION | TIME or is_verb(word) or is_number(word))


def noun(words: Sequence[str], article: ArticleWords) -> str:
    """A noun with what belongs to it: "harga beras di Pasar Lindung"."""
    if not 2 <= len(words) <= MOST_CLAUSE_WORDS or points(words) or not article.is_distinct(words):
        return ""
    if any(is_verb(word) or word in lists.SUBORDINATE for word in words) or words[-1] in lists.DANGLING:
        return ""
    return " ".join([words[0].lower(), *words[1:]])


def counted(words: Sequence[str]) -> str:
    """What is counted by the number that ``words`` begin with, or the sum that they name."""
    if words[0] in lists.AMOUNTS_OF and any(is_number(word) for word in words[1:5]):
        return " ".join(words[: 2 if words[1] in {"bersih", "kotor", "tunai"} else 1])
    at = after_quantifiers(words, 0)
    end = after_number(words, at)
    if end == at:
        return ""
    nouns: list[str] = []
    for word in words[end : end + MOST_NOUNS]:
        is_noun = word.isalpha() and word.islower() and not is_verb(word)
        if not is_noun or word in FUNCTION | lists.SUBORDINATE | lists.POINTING:
            break
        nouns.append(word)
    return " ".join(nouns) if nouns and nouns[0] not in lists.UNITS | TIME else ""


def passive(verb: str) -> str:
    """The passive of an active verb, where it is certain.

    >>> passive("meluncurkan"), passive("mencetak"), passive("menjadi")
    ('diluncurkan', 'dicetak', '')
    """
    if verb in verbs.PASSIVES:
        return verbs.PASSIVES[verb]
    match = _TRANSITIVE.fullmatch(verb)
    return f"di{match[1]}" if match and verb not in _NO_PASSIVE else ""


def before_auxiliaries(words: Sequence[str], at: int) -> int:
    """The position of the first of the auxiliary verbs before ``at``."""
    while at > 1 and words[at - 1] in verbs.AUXILIARIES:
        at -= 1
    return at


def auxiliaries(words: Sequence[str]) -> str:
    """The auxiliaries that a question repeats, with a space after each: only "akan" and "bisa" matter."""
    return "".join(f"{word} " for word in words if word in {"akan", "bisa", "mampu", "dapat"})


def after_quantifiers(words: Sequence[str], at: int) -> int:
    """The position after "sekitar", "lebih dari" and the like."""
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
    """Whether a date begins at ``at``, with its preposition: "pada 3 Maret", "Senin", "mulai tahun 2007"."""
    end = at
    while end < len(words) and end < at + 4 and words[end].casefold() in DATE_LEADS:
        end += 1
    if end >= len(words) or (end > at and words[at] not in {"pada", "sejak", "mulai", "hari"}):
        return False
    word = words[end].casefold()
    following = words[end + 1].casefold() if end + 1 < len(words) else ""
    if word in _WEEKDAYS and is_capitalised(words[end]):
        return True
    is_day = word.isdecimal() and len(word) < 3 and following in MONTHS
    return is_day or (end > at and (word in MONTHS or _YEAR.fullmatch(word) is not None))


def has_verb_after_date(words: Sequence[str], at: int) -> bool:
    """Whether the clause goes on after the date at ``at``: "hunian hotel pada Maret naik"."""
    for word in words[at + 1 :]:
        if word in lists.SUBORDINATE or word in {"dan", "serta"}:
            return False
        if is_verb(word):
            return True
    return False


def is_number(word: str) -> bool:
    """Whether a word is a number, or a currency sign that may be joined to one.

    >>> is_number("1.240"), is_number("Rp48,6"), is_number("tiga"), is_number("seorang")
    (True, True, True, False)
    """
    return bool(
        _NUMBER.fullmatch(word) or lists.CURRENCIES.match(word) or word.casefold() in lists.NUMBER_WORDS
    )


def points(words: Sequence[str]) -> bool:
    """Whether words point to what only the article says: "itu", "dia", "korbannya"."""
    return any(
        word.casefold() in lists.POINTING
        or (word.casefold().endswith("nya") and word.casefold() not in NOT_POSSESSED)
        for word in words
    )
