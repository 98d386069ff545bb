"""Judges a model's rewriting of a follow-up: a question that asks the same, or nothing.

The question decides what is searched, so a rewriting that answers, changes the topic or brings in names of
the model's own is worse than none. It is refused on any doubt; the rewriting without a model then serves.
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
"""Characters. With names filled in, a question is a line or two."""
MOST_ADDED = 200
"""Characters that names and a topic may add to the question as it was typed."""
KEPT_SHARE = 0.5
"""Of the question's own words (pronouns and small words apart), so many must still be there."""
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
    """The rewriting, bare of quotation marks and of a heading in front; None when it cannot be trusted.

    It is refused when it is empty, long or of several lines or sentences, is no question, asks for another
    kind of thing (who for when), holds labels or markup, is in another language than ``question``, has lost
    most of the question's own words, or has names or numbers that occur neither in ``question`` nor in
    ``history`` (oldest first). Never raises.

    >>> accept('"Kapan Rani Tirta lahir?"', "Kapan Rani Tirta lahir?", [])
    'Kapan Rani Tirta lahir?'
    >>> accept("Rani Tirta lahir tahun 1980.", "Kapan dia lahir?", []) is None
    True
    """
    asked = " ".join(question.split())
    bare = _bare(rewritten)
    if (
        not bare
        or not asked
        or len(bare) > min(LONGEST, len(asked) + MOST_ADDED)
        or len(bare.splitlines()) > 1
    ):
        return None
    bare = " ".join(bare.split())
    if bare == asked:
        return bare
    is_sound = (
        not _has_new_markup(bare, asked)
        and len(sentences.split(bare)) <= max(1, len(sentences.split(asked)))
        and _asks(bare, asked)
        and _asks_the_same(bare, asked)
        and _keeps_words(bare, asked)
        and _invents_nothing(bare, asked, history)
        and _speaks_alike(bare, asked, history)
    )
    return bare if is_sound else None


def _bare(rewritten: str) -> str:
    bare = rewritten.strip()
    if heading := _LABELLED.match(bare):
        bare = bare[heading.end() :].strip()
    for opening, closing in _QUOTES:
        inner = bare[len(opening) : -len(closing)]
        if bare.startswith(opening) and bare.endswith(closing) and inner and opening not in inner:
            bare = inner.strip()
    return bare


def _has_new_markup(bare: str, asked: str) -> bool:
    return any(mark[0] not in asked for mark in _MARKUP.finditer(bare))


def _asks(bare: str, asked: str) -> bool:
    words = words_of(bare)
    if not words:
        return False
    first = words[0].folded
    if bare.endswith("?"):
        return True
    # People leave out the mark, and models then do too: a question word or a request must show it.
    begins_alike = first == next((word.folded for word in words_of(asked)), "")
    return not bare.endswith((".", "!", ":")) and (first in QUESTION | _ASKING or begins_alike)


def _asks_the_same(bare: str, asked: str) -> bool:
    """Small models repeat an earlier question, who for when. "Apa alasannya?" may become "Mengapa …?"."""
    kinds = {analysis.analyse(text).kind for text in (bare, asked)}
    return len(kinds & _PLAIN_KINDS) < 2


def _keeps_words(bare: str, asked: str) -> bool:
    own = {
        stem(without_clitic(word.folded))
        for word in words_of(asked)
        if is_topic_word(word.folded) and word.folded not in _POINTING | _LEADING
    }
    kept = own & {stem(without_clitic(word.folded)) for word in words_of(bare)}
    return len(kept) >= KEPT_SHARE * len(own)


def _invents_nothing(bare: str, asked: str, history: Sequence[Turn]) -> bool:
    known_text = "\n".join((asked, *(text for turn in history for text in _texts(turn))))
    if not set(_NUMBER.findall(bare)) <= set(_NUMBER.findall(known_text)):
        return False
    known = {_name_word(word.folded) for word in words_of(known_text)}
    return all(
        _name_word(word.folded) in known
        for position, word in enumerate(words_of(bare))
        # The first word has its capital from the sentence, unless it can be nothing but a name.
        if word.is_capitalised and (position > 0 or is_topic_word(word.folded)) and word.folded not in _ASKING
    )


def _texts(turn: Turn) -> tuple[str, ...]:
    return (turn.question, turn.standalone_question, *turn.statements, *turn.cited_titles)


def _name_word(folded: str) -> str:
    return without_clitic(folded.removesuffix("'s"))


def _speaks_alike(bare: str, asked: str, history: Sequence[Turn]) -> bool:
    before = history[-1].language if history else DEFAULT_LANGUAGE
    spoken = language.detect_question(asked, before)
    return language.detect_question(bare, spoken) == spoken
