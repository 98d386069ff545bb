"""Decides whether a question refers back to its conversation by a word such as "dia", "-nya" or "they"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.questions.context import is_topic_word
from knowledge.text.names import Name, Word, stem
from knowledge.text.reference_words import (
    BARE_ORDINALS,
    CONTINUING,
    NOT_POSSESSED,
    PERSON_NOUNS,
    PERSON_PRONOUNS,
    PLACE_PRONOUNS,
    PLURAL_PRONOUNS,
    QUESTION,
    RELATIONAL,
    THING_PRONOUNS,
    TIME,
)

MANY_WORDS = 2
"""From this number of new topic words before it, a pronoun refers to them and not to the conversation."""

MANY_WORDS_BEFORE_ITU = 4
"""The same limit for "itu" and "tersebut" after a noun, which refer back more strongly."""

DEFINITE_AFTER = frozenset({"itu", "tersebut", "tsb", "tadi", "ini"})
DEFINITE_BEFORE = frozenset({"the", "that", "this", "those", "these"})
_NOW = frozenset({"saat", "sekarang", "kini", "waktu"})
_WEAK_IT = re.compile(
    r"\b(?:is|was|does|did|will) it (?:true|possible|safe|legal|take|rain)\b|^apa(?:kah)? itu \w", re.I
)


def without_clitic(folded: str) -> str:
    """Return a folded word without its possessive "-nya".

    >>> without_clitic("korbannya"), without_clitic("hanya")
    ('korban', 'hanya')
    """
    return folded.removesuffix("nya") if is_possessed(folded) else folded


def is_possessed(folded: str) -> bool:
    """Whether a folded word ends with the possessive "-nya" ("his", "her", "its")."""
    return folded.endswith("nya") and len(folded) > 5 and folded not in NOT_POSSESSED


def points_back(text: str, words: list[Word], names: Sequence[Name], mentioned: frozenset[str]) -> bool:
    """Whether a pronoun or similar word in a question refers to something earlier in the conversation.

    ``words`` and ``names`` are those of ``text``; ``mentioned`` are the stems of all topic words and names of
    the conversation so far.
    """
    if _WEAK_IT.search(text):
        return False
    new_before = named_before = new_names_before = 0
    has_new_name = any(not any(stem(part) in mentioned for part in name.words) for name in names)
    for position, word in enumerate(words):
        folded = word.folded
        name = next((name for name in names if name.start <= word.start < name.end), None)
        if name is not None:
            named_before += 1
            if not any(stem(part) in mentioned for part in name.words):
                new_names_before += 1
            continue
        if _is_pointer(words, position, mentioned):
            follows_name = any(name.start == word.end + 1 for name in names)
            limit = MANY_WORDS
            if folded in DEFINITE_AFTER and position and words[position - 1].folded not in QUESTION:
                limit = MANY_WORDS_BEFORE_ITU
            is_bound = new_before >= limit or new_names_before > 0
            if folded not in PERSON_PRONOUNS | PLACE_PRONOUNS | DEFINITE_AFTER:
                is_bound = is_bound or named_before > 0
            if is_possessed(folded):
                own = {folded.removesuffix("nya")} & (PERSON_NOUNS | RELATIONAL)
                is_bound = is_bound or follows_name or (has_new_name and not own)
            if not is_bound:
                return True
        elif is_topic_word(folded) and stem(folded) not in mentioned and folded not in RELATIONAL | TIME:
            new_before += 1
    return False


def _is_pointer(words: list[Word], position: int, mentioned: frozenset[str]) -> bool:
    folded = words[position].folded
    following = words[position + 1].folded if position + 1 < len(words) else ""
    previous = words[position - 1].folded if position else ""
    if folded in {"ini", "this"} and (
        previous in TIME or previous in _NOW or previous.isdecimal() or following in TIME
    ):
        return False
    if folded == "that" and following and is_topic_word(previous):
        return False  # "the depot that opened": a relative pronoun.
    if folded == "there" and (
        following in {"is", "are", "was", "were"} or previous in {"is", "are", "was", "were"}
    ):
        return False
    if folded in PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS | PLACE_PRONOUNS:
        return True
    if folded == "the":
        return bool(following) and stem(following) in mentioned
    if folded in CONTINUING:
        return folded not in BARE_ORDINALS or following in {"", "one", "ones"} or previous == "yang"
    is_nominalised = folded.startswith(("di", "ter", "ber")) and is_topic_word(following)
    return is_possessed(folded) and not is_nominalised
