"""Rewrites elliptic follow-ups, which repeat a question about something else: "Dan Laos?", "Kalau 2021?"."""

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
"""Words. A longer text is not an elliptic question."""

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LEADS_LONGEST_FIRST = sorted(LEADS, key=len, reverse=True)
_POINTERS = PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS | CONTINUING


@dataclass(frozen=True, slots=True)
class Fragment:
    """An elliptic question, split into its parts.

    ``without_lead`` is the question without a lead such as "dan" or "what about". ``matter`` is what it asks
    about ("Laos"), ``small`` the prepositions before ``matter`` ("di"). Both are ``""`` if the text after the
    lead is a full question.
    """

    without_lead: str
    matter: str = ""
    small: str = ""


def find_fragment(question: str, known: KnownNames = NO_KNOWN_NAMES) -> Fragment | None:
    """Split an elliptic question; None if it has no lead and is not elliptic.

    ``known`` are names that the conversation has mentioned; they count as names without capitals.

    >>> find_fragment("Kalau di Laos?")
    Fragment(without_lead='di Laos?', matter='Laos', small='di')
    >>> find_fragment("Dan kapan dia lahir?").matter
    ''
    """
    words = words_of(question)
    lead = _lead_length(words)
    rest = words[lead:]
    if lead and rest and rest[-1].folded in TRAILING:
        rest = rest[:-1]
    if not rest:
        return None
    without_lead = question[rest[0].start :] if lead else question
    is_full = (
        len(rest) > LONGEST_FRAGMENT
        or any(word.folded in QUESTION for word in rest)
        or any(word.folded in _POINTERS or word.folded.endswith("nya") for word in rest)
    )
    asks_same_question = lead > 0 and words[lead - 1].folded in ASKING_LEADS
    matter = list(rest)
    while len(matter) > 1 and matter[0].folded in SMALL_BEFORE_FRAGMENT:
        matter.pop(0)
    is_single = len(matter) <= 3 and all(_is_name_or_year(word, known) for word in matter)
    if is_full or not (asks_same_question or is_single or (lead and len(matter) <= 3)):
        return Fragment(without_lead) if lead else None
    if not any(is_topic_word(word.folded) for word in matter):
        return Fragment(without_lead) if lead else None
    text = question[matter[0].start : matter[-1].end]
    return Fragment(without_lead, text, question[rest[0].start : matter[0].start].strip())


def _lead_length(words: list[Word]) -> int:
    folded = [word.folded for word in words[:5]]
    for lead in _LEADS_LONGEST_FIRST:
        if folded[: len(lead)] == list(lead):
            return len(lead)
    return 0


def _is_name_or_year(word: Word, known: KnownNames) -> bool:
    """Whether a word is a name or a year, which is elliptic even without a lead."""
    return word.is_capitalised or bool(_YEAR.fullmatch(word.text)) or word.folded in known.words


def same_question_about(fragment: Fragment, turn: TurnContext) -> str | None:
    """Return the earlier question with the matching part replaced by the fragment.

    A year replaces a year, a name a name, and a noun the phrase with which it shares a word. If nothing
    matches, the result is the fragment followed by the topic of the earlier question in brackets. Returns
    None if the fragment is a full question or the earlier question has no topic.
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
        # The topic that was added for the old name does not fit a new name, but it does fit a new year.
        old = question[start:end]
        keeps_topic = turn.added and _YEAR.fullmatch(old) and old not in turn.added
        return f"{rewritten} ({turn.added})" if keeps_topic else rewritten
    if all(word.folded in RELATIONAL or not is_topic_word(word.folded) for word in words_of(new)):
        topic = turn.topic(whole=False)
    else:
        topic = turn.topic(whole=True)
    text = f"{fragment.small} {new}".strip()
    return f"{text[:1].upper()}{text[1:]}? ({topic})" if topic else None


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
    """Return the phrase that shares a word with the fragment: "the fever vaccine" for "the flu vaccine"."""
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
    """Return the last name of the earlier question that has the kind of the new name, or an unknown kind."""
    candidates = list(turn.asked_names)
    if not candidates or _YEAR.fullmatch(fragment.matter):
        return None
    words = words_of(fragment.matter)
    is_lower_case = turn.turn.question.islower()
    may_be_name = words[0].is_capitalised or words[-1].is_capitalised or (is_lower_case and len(words) <= 2)
    if not may_be_name and not all(word.folded in turn.known.words for word in words):
        return None
    kind = _kind_of_fragment(fragment, turn)
    replaceable = [name for name in candidates if _may_replace(kind, _known_kind(name, turn))]
    return (replaceable[-1].start, replaceable[-1].end) if replaceable else None


def _kind_of_fragment(fragment: Fragment, turn: TurnContext) -> str:
    if fragment.small.casefold() in PLACE_PREPOSITIONS:
        return "place"
    folded = {word.folded for word in words_of(fragment.matter)}
    for name in turn.answer_names:
        if folded <= name.words:
            return name.kind
    names = names_in(f", {fragment.matter}", turn.known)
    return names[0].kind if len(names) == 1 else "unknown"


def _known_kind(name: Name, turn: TurnContext) -> str:
    if name.kind != "unknown":
        return name.kind
    return next((other.kind for other in turn.answer_names if name.words == other.words), "unknown")


def _may_replace(new: str, old: str) -> bool:
    """Whether a name of kind ``new`` may replace one of kind ``old``."""
    return new == old or "unknown" in {new, old}
