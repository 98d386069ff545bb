"""The same question about something else: "Dan Laos?", "What about Malaysia?", "Kalau tahun 2021?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.questions.context import TurnContext, is_topic_word
from knowledge.text.names import (
    NO_KNOWN_NAMES,
    KnownNames,
    Name,
    Word,
    names_in,
    words_of,
)
from knowledge.text.reference_words import (
    ASKING_LEADS,
    CONTINUING,
    LEADS,
    MONTHS,
    PERSON_PRONOUNS,
    PLACE_PREPOSITIONS,
    PLURAL_PRONOUNS,
    QUESTION,
    RELATIONAL,
    SMALL_BEFORE_FRAGMENT,
    THING_PRONOUNS,
    TRAILING,
)

LONGEST_FRAGMENT = 6
"""Words. A longer remainder is a question of its own."""

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LEADS_LONGEST_FIRST = sorted(LEADS, key=len, reverse=True)
_POINTERS = PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS | CONTINUING


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is left of a question after its lead.

    ``matter`` is the thing itself, without the prepositions before it (``small``); both are empty when the
    rest is a full question, which then only loses its lead (``without_lead``).
    """

    without_lead: str
    matter: str = ""
    small: str = ""


def find_fragment(asked: str, known: KnownNames = NO_KNOWN_NAMES) -> Fragment | None:
    """The fragment of an elliptic question; None when there is neither a lead nor an ellipsis.

    >>> find_fragment("Kalau di Laos?")
    Fragment(without_lead='di Laos?', matter='Laos', small='di')
    >>> find_fragment("Dan kapan dia lahir?").matter
    ''
    """
    words = words_of(asked)
    lead = _lead_length(words)
    rest = words[lead:]
    if lead and rest and rest[-1].folded in TRAILING:
        rest = rest[:-1]
    if not rest:
        return None
    without_lead = asked[rest[0].start :] if lead else asked
    is_full = (
        len(rest) > LONGEST_FRAGMENT
        or any(word.folded in QUESTION for word in rest)
        or any(word.folded in _POINTERS or word.folded.endswith("nya") for word in rest)
    )
    asks_same = lead > 0 and words[lead - 1].folded in ASKING_LEADS
    matter = list(rest)
    while len(matter) > 1 and matter[0].folded in SMALL_BEFORE_FRAGMENT:
        matter.pop(0)
    is_single = len(matter) <= 3 and all(_is_telling(word, known) for word in matter)
    if is_full or not (asks_same or is_single or (lead and len(matter) <= 3)):
        return Fragment(without_lead) if lead else None
    if not any(is_topic_word(word.folded) for word in matter):
        return Fragment(without_lead) if lead else None
    text = asked[matter[0].start : matter[-1].end]
    return Fragment(without_lead, text, asked[rest[0].start : matter[0].start].strip())


def _lead_length(words: list[Word]) -> int:
    folded = [word.folded for word in words[:5]]
    for lead in _LEADS_LONGEST_FIRST:
        if folded[: len(lead)] == list(lead):
            return len(lead)
    return 0


def _is_telling(word: Word, known: KnownNames) -> bool:
    """A name or a year: enough to ask with, even without a lead."""
    return word.is_capitalised or bool(_YEAR.fullmatch(word.text)) or word.folded in known.words


def same_question_about(fragment: Fragment, turn: TurnContext) -> str | None:
    """The earlier question with its matching part replaced; None when the fragment is a question of its own.

    A year replaces a year, a name a name, and a noun the phrase that it shares a word with. When nothing
    matches, the earlier question is kept and the new words are added.
    """
    if not fragment.matter:
        return None
    question = turn.question
    span = (
        _matching_year(fragment, question)
        or _matching_phrase(fragment, question)
        or _matching_name(fragment, turn)
    )
    new = fragment.matter
    if span is not None:
        start, end = span
        rewritten = question[:start] + new + question[end:]
        # What was added for an old name says nothing about the new one; a year leaves the topic be.
        old = question[start:end]
        stays = turn.added and _YEAR.fullmatch(old) and old not in turn.added
        return f"{rewritten} ({turn.added})" if stays else rewritten
    if all(word.folded in RELATIONAL or not is_topic_word(word.folded) for word in words_of(new)):
        topic = turn.topic(whole=False)
    else:
        topic = turn.topic(whole=True)
    typed = f"{fragment.small} {new}".strip()
    return f"{typed[:1].upper()}{typed[1:]}? ({topic})" if topic else None


def _matching_year(fragment: Fragment, question: str) -> tuple[int, int] | None:
    if _YEAR.fullmatch(fragment.matter):
        years = list(_YEAR.finditer(question))
        return years[-1].span() if years else None
    words = words_of(fragment.matter)
    if len(words) == 1 and words[0].folded in MONTHS:
        months = [word for word in words_of(question) if word.folded in MONTHS]
        return (months[-1].start, months[-1].end) if months else None
    return None


def _matching_phrase(fragment: Fragment, question: str) -> tuple[int, int] | None:
    """ "the flu vaccine" for "the fever vaccine": a shared word, and as many words around it."""
    new = [word.folded for word in words_of(fragment.matter)]
    old = words_of(question)
    if len(new) < 2:
        return None
    for place, shared in enumerate(new):
        for position, word in enumerate(old):
            first, last = position - place, position - place + len(new) - 1
            if word.folded != shared or not is_topic_word(shared) or first < 0 or last >= len(old):
                continue
            window = old[first : last + 1]
            if all(is_topic_word(item.folded) for item in window) and [item.folded for item in window] != new:
                return window[0].start, window[-1].end
    return None


def _matching_name(fragment: Fragment, turn: TurnContext) -> tuple[int, int] | None:
    """The name of the earlier question that the new one stands for: of its kind where kinds are known."""
    candidates = list(turn.asked_names)
    if not candidates or _YEAR.fullmatch(fragment.matter):
        return None
    words = words_of(fragment.matter)
    all_lower = turn.turn.question.islower()
    is_like_a_name = words[0].is_capitalised or words[-1].is_capitalised or (all_lower and len(words) <= 2)
    if not is_like_a_name and not all(word.folded in turn.known.words for word in words):
        return None
    kind = _kind_of_fragment(fragment, turn)
    fitting = [name for name in candidates if _may_stand_for(kind, _known_kind(name, turn))]
    return (fitting[-1].start, fitting[-1].end) if fitting else None


def _kind_of_fragment(fragment: Fragment, turn: TurnContext) -> str:
    if fragment.small.casefold() in PLACE_PREPOSITIONS:
        return "place"
    folded = {word.folded for word in words_of(fragment.matter)}
    for name in turn.answer_names:
        if folded <= name.words:
            return name.kind
    named = names_in(f", {fragment.matter}", turn.known)
    return named[0].kind if len(named) == 1 else "unknown"


def _known_kind(name: Name, turn: TurnContext) -> str:
    if name.kind != "unknown":
        return name.kind
    return next((other.kind for other in turn.answer_names if name.words == other.words), "unknown")


def _may_stand_for(new: str, old: str) -> bool:
    return new == old or "unknown" in {new, old}
