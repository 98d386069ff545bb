"""Checks a follow-up that a language model rewrote to a standalone question.

The standalone question decides what is searched. A rewriting that answers it, changes the topic or invents
names is worse than none, so any doubt rejects it and the rewriting by rules is used instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.models import Turn
from knowledge.questions import analysis
from knowledge.questions.anaphora import without_clitic
from knowledge.questions.context import is_topic_word
from knowledge.text import language, sentences
from knowledge.text.names import stem, words_of
from knowledge.text.reference_words import (
    CONTINUING,
    LEADS,
    PERSON_PRONOUNS,
    PLACE_PRONOUNS,
    PLURAL_PRONOUNS,
    QUESTION,
    THING_PRONOUNS,
)

LONGEST = 400
"""Characters. A standalone question is one or two lines long."""

MOST_ADDED = 200
"""Characters by which the rewriting may be longer than the question."""

KEPT_SHARE = 0.5
"""The share of the question's topic words that the rewriting must contain."""

DEFAULT_LANGUAGE = "id"

_LABELLED = re.compile(
    r"(?:(?:rewritten|standalone|rewritten standalone|standalone rewritten)(?: question)?|question"
    r"|pertanyaan(?: mandiri)?|q) ?: ?",
    re.IGNORECASE,
)
_QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("«", "»"), ("**", "**"), ("`", "`"))
_MARKUP = re.compile(r"\[|\]|【|】|[<>{}|`#\\]|\*|__|https?:|www\.|NO_ANSWER")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_REQUESTS = (
    "jelaskan sebutkan ceritakan terangkan uraikan ringkas ringkaskan rangkum bandingkan beri berikan "
    "tolong coba adakah benarkah tell explain describe list name give summarize summarise compare "
    "show please is are was were do does did has have had can could will would should in on at by for "
    "from to with "
)
_ASKING = frozenset(_REQUESTS.split())
_POINTING = PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS | PLACE_PRONOUNS | CONTINUING
_PLAIN_KINDS = frozenset({"who", "when", "where", "why", "how_many"})
_LEADING = frozenset(word for lead in LEADS for word in lead)


def accept(rewritten: str, question: str, history: Sequence[Turn]) -> str | None:
    """Return the rewriting without quotation marks and heading, or None if it is rejected.

    It is rejected if it is empty, too long, has more lines or sentences than the question, is not a question,
    asks for another kind of answer (who instead of when), contains labels or markup, is in another language
    than ``question``, lacks most topic words of ``question``, or contains names or numbers that occur neither
    in ``question`` nor in ``history`` (oldest first). Never raises.

    >>> accept('"Kapan Rani Tirta lahir?"', "Kapan Rani Tirta lahir?", [])
    'Kapan Rani Tirta lahir?'
    >>> accept("Rani Tirta lahir tahun 1980.", "Kapan dia lahir?", []) is None
    True
    """
    question = " ".join(question.split())
    bare = _bare(rewritten)
    if (
        not bare
        or not question
        or len(bare) > min(LONGEST, len(question) + MOST_ADDED)
        or len(bare.splitlines()) > 1
    ):
        return None
    bare = " ".join(bare.split())
    if bare == question:
        return bare
    is_acceptable = (
        not _has_new_markup(bare, question)
        and len(sentences.split(bare)) <= max(1, len(sentences.split(question)))
        and _is_question(bare, question)
        and _has_same_kind(bare, question)
        and _keeps_topic_words(bare, question)
        and _has_only_known_facts(bare, question, history)
        and _is_same_language(bare, question, history)
    )
    return bare if is_acceptable else None


def _bare(rewritten: str) -> str:
    bare = rewritten.strip()
    if heading := _LABELLED.match(bare):
        bare = bare[heading.end() :].strip()
    for opening, closing in _QUOTES:
        inner = bare[len(opening) : -len(closing)]
        if bare.startswith(opening) and bare.endswith(closing) and inner and opening not in inner:
            bare = inner.strip()
    return bare


def _has_new_markup(bare: str, question: str) -> bool:
    return any(mark[0] not in question for mark in _MARKUP.finditer(bare))


def _is_question(bare: str, question: str) -> bool:
    words = words_of(bare)
    if not words:
        return False
    first = words[0].folded
    if bare.endswith("?"):
        return True
    # People often omit the question mark, and models then do so too: look for a question word or request.
    begins_alike = first == next((word.folded for word in words_of(question)), "")
    return not bare.endswith((".", "!", ":")) and (first in QUESTION | _ASKING or begins_alike)


def _has_same_kind(bare: str, question: str) -> bool:
    """Whether both ask for the same kind of answer; small models tend to repeat an earlier question.

    Only unambiguous kinds are compared, because "Apa alasannya?" may become "Mengapa …?".
    """
    kinds = {analysis.analyse(text).kind for text in (bare, question)}
    return len(kinds & _PLAIN_KINDS) < 2


def _keeps_topic_words(bare: str, question: str) -> bool:
    own = {
        stem(without_clitic(word.folded))
        for word in words_of(question)
        if is_topic_word(word.folded) and word.folded not in _POINTING | _LEADING
    }
    shared = own & {stem(without_clitic(word.folded)) for word in words_of(bare)}
    return len(shared) >= KEPT_SHARE * len(own)


def _has_only_known_facts(bare: str, question: str, history: Sequence[Turn]) -> bool:
    known_text = "\n".join((question, *(text for turn in history for text in _texts(turn))))
    if not set(_NUMBER.findall(bare)) <= set(_NUMBER.findall(known_text)):
        return False
    known = {_name_word(word.folded) for word in words_of(known_text)}
    return all(
        _name_word(word.folded) in known
        for position, word in enumerate(words_of(bare))
        # The first word is capitalised anyway; it counts as a name only if it is a topic word.
        if word.is_capitalised and (position > 0 or is_topic_word(word.folded)) and word.folded not in _ASKING
    )


def _texts(turn: Turn) -> tuple[str, ...]:
    return (turn.question, turn.standalone_question, *turn.statements, *turn.cited_titles)


def _name_word(folded: str) -> str:
    return without_clitic(folded.removesuffix("'s"))


def _is_same_language(bare: str, question: str, history: Sequence[Turn]) -> bool:
    previous = history[-1].language if history else DEFAULT_LANGUAGE
    expected = language.detect_question(question, previous)
    return language.detect_question(bare, expected) == expected
