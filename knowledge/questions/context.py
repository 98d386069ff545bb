"""What a conversation is about: its turns, their people and their topic.

Everything is read from the words that were said; nothing here knows the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.models import Turn
from knowledge.text.names import (
    NO_KNOWN_NAMES,
    KnownNames,
    Name,
    names_in,
    stem,
    words_of,
)
from knowledge.text.reference_words import (
    CONTINUING,
    FUNCTION,
    INNER,
    PERSON_PRONOUNS,
    PERSON_QUESTION,
    PLACE_PREPOSITIONS,
    PLURAL_PRONOUNS,
    QUESTION,
    RELATIONAL,
    SMALL_TALK,
    THING_PRONOUNS,
    TIME,
)

READ_CHARACTERS = 1500
"""How much of each text of a turn is read; an answer's first sentences say whom it is about."""
READ_STATEMENTS = 3
TOPIC_WORDS = 9
"""A topic longer than this drowns the question it is added to."""

_ADDED = re.compile(r"\s*\(([^()]*)\)\s*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_POINTERS = PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS


def is_topic_word(folded: str) -> bool:
    """Whether a folded word can tell what a text is about; function and question words cannot."""
    return (
        len(folded) > 1 and folded not in FUNCTION and folded not in QUESTION and folded not in THING_PRONOUNS
    )


def is_small_talk(text: str) -> bool:
    """Thanks, greetings and the like; also a text without any word.

    >>> is_small_talk("ok, terima kasih banyak!"), is_small_talk("👍"), is_small_talk("Dan Laos?")
    (True, True, False)
    """
    return all(word.folded in SMALL_TALK for word in words_of(text))


def names_known_from(turns: Sequence[Turn]) -> KnownNames:
    """What the conversation has named, from its questions and statements."""
    words: set[str] = set()
    places: set[str] = set()
    for turn in turns:
        for name in names_in(turn.standalone_question[:READ_CHARACTERS]):
            words |= name.words
            places.add(name.text.casefold())
        for statement in turn.statements[:READ_STATEMENTS]:
            for name in names_in(statement[:READ_CHARACTERS]):
                words |= name.words
                if name.kind == "place":
                    places.add(name.text.casefold())
    return KnownNames(frozenset(word for word in words if word not in FUNCTION), frozenset(places))


@dataclass(frozen=True)
class TurnContext:
    """One turn, read in its conversation."""

    turn: Turn
    known: KnownNames = NO_KNOWN_NAMES
    thread: str = ""
    """The name that earlier questions were about, when this turn quotes the same article; else ``""``."""

    @cached_property
    def question(self) -> str:
        """The turn's own matter, without what was added to it in brackets."""
        return _ADDED.sub("", self.turn.standalone_question[:READ_CHARACTERS])

    @cached_property
    def added(self) -> str:
        """What an earlier rewriting added in brackets, ``""`` when nothing."""
        match = _ADDED.search(self.turn.standalone_question[:READ_CHARACTERS])
        return match[1] if match else ""

    @cached_property
    def statements(self) -> tuple[str, ...]:
        return tuple(text[:READ_CHARACTERS] for text in self.turn.statements[:READ_STATEMENTS])

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the topic words of question, answer and titles."""
        texts = (
            self.turn.standalone_question[:READ_CHARACTERS],
            *self.statements,
            *self.turn.cited_titles[:2],
        )
        return frozenset(
            stem(word.folded.removesuffix("'s"))
            for text in texts
            for word in words_of(text)
            if is_topic_word(word.folded)
        )

    @cached_property
    def asks_who(self) -> bool:
        return any(word.folded in PERSON_QUESTION for word in words_of(self.question))

    @cached_property
    def asked_names(self) -> tuple[Name, ...]:
        """Names in the question, in order; an all-lower-case question is matched with names of the answer."""
        typed = names_in(self.question, self.known)
        return tuple(typed) if typed else tuple(spot_names(self.question, self.answer_names))

    @cached_property
    def answer_names(self) -> tuple[Name, ...]:
        """Names in the statements, in order of appearance, each once."""
        found: dict[str, Name] = {}
        for statement in self.statements:
            for name in names_in(statement, self.known):
                found.setdefault(name.text.casefold(), name)
        return tuple(found.values())

    @cached_property
    def title_names(self) -> tuple[Name, ...]:
        """Names in the titles; a title with a capital on every word tells none, unless it is short."""
        found: list[Name] = []
        for title in self.turn.cited_titles[:2]:
            bare = _BRACKETS.sub(" ", title[:READ_CHARACTERS]).strip()
            words = words_of(bare)
            if len(words) <= 4 or sum(word.is_capitalised for word in words) * 2 < len(words):
                found += names_in(f", {bare}", self.known)
        return tuple(found)

    @cached_property
    def people(self) -> tuple[Name, ...]:
        """People of this turn, most salient first.

        Asked "who", the answer's own people come first; otherwise those that the question named.
        """
        asked = frozenset(word for name in self.asked_names for word in name.words)
        # "Where did he study?" left open: the names of its answer are not likely to be him.
        is_open = (
            any(word.folded in PERSON_PRONOUNS for word in words_of(self.question)) and not self.asks_who
        )
        scored: list[tuple[float, int, Name]] = []
        sources = ((self.asked_names, 0.0), (self.answer_names, 0.0), (self.title_names, 1.5))
        candidates = [(name, bonus) for names, bonus in sources for name in names]
        for position, (name, bonus) in enumerate(candidates):
            full = self._fullest(name)
            if full.kind in {"place", "organisation"} or self._is_place(full):
                continue
            may_be = bonus or name in self.asked_names or name.start < 2 or self.asks_who
            if full.kind == "unknown" and not may_be:
                continue
            if len(full.words) < 2 and full.kind != "person" and not bonus:
                continue
            is_asked = bool(full.words & asked)
            if is_open and not (bonus or (is_asked and full.kind == "person")):
                continue
            score = bonus + (1.0 if full.kind == "person" else 0.0)
            if self.asks_who:
                score += 0.5 if is_asked else 2.0 + 2.0 * _nearness(full, self.question)
            elif is_asked:
                score += 3.0
            scored.append((-score, position, full))
        found: list[Name] = []
        for _, _, name in sorted(scored, key=lambda item: item[:2]):
            if not any(name.words <= other.words or name.words >= other.words for other in found):
                found.append(name)
        return tuple(found)

    def _is_place(self, name: Name) -> bool:
        return any(other.kind == "place" and other.words == name.words for other in self.answer_names)

    def _fullest(self, name: Name) -> Name:
        """ "Buakeo" is the "Buakeo Phumvongsay" named elsewhere in the turn."""
        if name.kind == "place":
            return name
        others = (*self.asked_names, *self.answer_names, *self.title_names)
        fuller = (
            other for other in others if name.words < other.words and other.kind in {"person", "unknown"}
        )
        return next(fuller, name)

    def who_is(self, role: str) -> Name | None:
        """The person that was named together with a role, e.g. "ambassador"."""
        return next((name for name in self.people if role in name.before), None)

    def topic(self, *, whole: bool) -> str:
        """The turn's topic in a few words of its own, ``""`` when it has none.

        ``whole`` keeps what was asked about the topic ("biaya"), for a question without matter of its own.
        """
        own = list(phrases_of(self.question, whole=whole))
        if self.added:
            before = [phrase.strip() for phrase in self.added.split(",")]
            own += [
                phrase for phrase in before if not own or names_in(f", {phrase}", self.known) or len(own) < 2
            ]
        if self.asks_who:
            asked = _words(own)
            own += [name.text for name in (*self.people, *self.answer_names) if not name.words & asked][:1]
        if not own:
            own = [name.text for name in (*self.title_names, *self.answer_names)[:2]]
        elif not any(names_in(f", {phrase}", self.known) for phrase in own):
            own += [self.thread] if self.thread else [name.text for name in self.title_names[:1]]
        return _shortened(own)


def phrases_of(text: str, *, whole: bool = True) -> Iterator[str]:
    """The parts of a question that carry its matter, as they stand there.

    >>> list(phrases_of("Berapa biaya yang diperlukan untuk jembatan itu di Laos?", whole=False))
    ['diperlukan untuk jembatan', 'Laos']
    """

    def carries(folded: str) -> bool:
        return (
            is_topic_word(folded)
            and folded not in CONTINUING
            and (whole or (folded not in RELATIONAL and folded not in TIME))
        )

    first = last = -1
    words = words_of(text)
    for position, word in enumerate(words):
        folded = word.folded
        if carries(folded) and folded not in _POINTERS:
            first, last = (position if first < 0 else first), position
        elif folded not in INNER and (folded in _POINTERS or not is_topic_word(folded)) and first >= 0:
            yield text[words[first].start : words[last].end]
            first = last = -1
    if first >= 0:
        yield text[words[first].start : words[last].end]


def spot_names(text: str, names: Sequence[Name]) -> list[Name]:
    """The ``names`` that occur in a text typed without capitals, as they stand there.

    >>> known = names_in("Hari ini Pavel Dragan tiba.")
    >>> [name.text for name in spot_names("kapan pavel dragan lahir", known)]
    ['pavel dragan']
    """
    words = words_of(text)
    found: list[Name] = []
    position = 0
    while position < len(words):
        last = position
        name = next((name for name in names if words[position].folded in name.words), None)
        if name is not None and is_topic_word(words[position].folded):
            while last + 1 < len(words) and words[last + 1].folded in name.words:
                last += 1
            start, end = words[position].start, words[last].end
            is_placed = position > 0 and words[position - 1].folded in PLACE_PREPOSITIONS
            found.append(Name(text[start:end], start, end, "place" if is_placed else name.kind))
        position = last + 1
    return found


def _words(phrases: Sequence[str]) -> set[str]:
    return {word.folded for phrase in phrases for word in words_of(phrase)}


def _nearness(name: Name, question: str) -> float:
    """0..1: how much of what was asked stands just before the name ("duta besar baru Laos Buakeo …")."""
    asked = {stem(word.folded) for word in words_of(question) if is_topic_word(word.folded)}
    before = {stem(word) for word in name.before}
    return len(asked & before) / len(asked) if asked else 0.0


def _shortened(phrases: Sequence[str]) -> str:
    """Phrases joined by commas, at most :data:`TOPIC_WORDS` topic words."""
    kept: list[str] = []
    left = TOPIC_WORDS
    for phrase in phrases:
        topical = [word for word in words_of(phrase) if is_topic_word(word.folded)]
        if left <= 0:
            break
        short = phrase[: topical[left - 1].end] if len(topical) > left else phrase
        left -= len(topical)
        if not any(short.casefold() in other.casefold() for other in kept):
            kept.append(short)
    return ", ".join(kept)
