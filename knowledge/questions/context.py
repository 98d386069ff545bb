"""Analyses the earlier turns of a conversation: the people they mention and their topic.

Only the texts of questions and answers and the titles of cited articles are used.
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
"""Only this many characters of each text of a turn are analysed."""

READ_STATEMENTS = 3
"""Only the first statements of an answer are analysed; they say whom it is about."""

TOPIC_WORDS = 9
"""A topic is cut to this number of words; a longer one would outweigh the question it is added to."""

_ADDED = re.compile(r"\s*\(([^()]*)\)\s*$")
_BRACKETS = re.compile(r"\([^()]*\)")
_POINTERS = PERSON_PRONOUNS | PLURAL_PRONOUNS | THING_PRONOUNS


def is_topic_word(folded: str) -> bool:
    """Whether a folded word can name a topic: it is not a function word, question word or pronoun."""
    return (
        len(folded) > 1 and folded not in FUNCTION and folded not in QUESTION and folded not in THING_PRONOUNS
    )


def is_small_talk(text: str) -> bool:
    """Whether a text consists of thanks, greetings and the like, or has no words at all.

    >>> is_small_talk("ok, terima kasih banyak!"), is_small_talk("👍"), is_small_talk("Dan Laos?")
    (True, True, False)
    """
    return all(word.folded in SMALL_TALK for word in words_of(text))


def names_known_from(turns: Sequence[Turn]) -> KnownNames:
    """Collect the names that the questions and statements of a conversation mention."""
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
    """An earlier turn of the conversation with what a follow-up may refer to.

    ``known`` are the names that the conversation mentions.
    """

    turn: Turn
    known: KnownNames = NO_KNOWN_NAMES
    thread: str = ""
    """The last name in an earlier question whose answer cites one of the same articles; ``""`` if none."""

    @cached_property
    def question(self) -> str:
        """The standalone question of the turn without the topic that was added in brackets."""
        return _ADDED.sub("", self.turn.standalone_question[:READ_CHARACTERS])

    @cached_property
    def added(self) -> str:
        """The topic that was added to the question in brackets; ``""`` if there is none."""
        match = _ADDED.search(self.turn.standalone_question[:READ_CHARACTERS])
        return match[1] if match else ""

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """The first :data:`READ_STATEMENTS` statements of the answer, each cut to :data:`READ_CHARACTERS`."""
        return tuple(text[:READ_CHARACTERS] for text in self.turn.statements[:READ_STATEMENTS])

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the topic words of the question, the answer and the titles of cited articles."""
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
        """Whether the question contains "siapa", "who" or a similar word."""
        return any(word.folded in PERSON_QUESTION for word in words_of(self.question))

    @cached_property
    def asked_names(self) -> tuple[Name, ...]:
        """Names in the question, in order. If it has none in capitals, names of the answer are looked for."""
        names = names_in(self.question, self.known)
        return tuple(names) if names else tuple(spot_names(self.question, self.answer_names))

    @cached_property
    def answer_names(self) -> tuple[Name, ...]:
        """Names in the statements, in order of first appearance, without repetitions."""
        by_text: dict[str, Name] = {}
        for statement in self.statements:
            for name in names_in(statement, self.known):
                by_text.setdefault(name.text.casefold(), name)
        return tuple(by_text.values())

    @cached_property
    def title_names(self) -> tuple[Name, ...]:
        """Names in the titles of cited articles. A long title with capitals on most words is skipped."""
        names: list[Name] = []
        for title in self.turn.cited_titles[:2]:
            bare = _BRACKETS.sub(" ", title[:READ_CHARACTERS]).strip()
            words = words_of(bare)
            if len(words) <= 4 or sum(word.is_capitalised for word in words) * 2 < len(words):
                names += names_in(f", {bare}", self.known)
        return tuple(names)

    @cached_property
    def people(self) -> tuple[Name, ...]:
        """People whom a pronoun may refer to, most likely first.

        If the question asks "who", people that only the answer names come first; otherwise those that the
        question names.
        """
        question_words = frozenset(word for name in self.asked_names for word in name.words)
        # "Where did he study?" was not resolved: names in its answer are unlikely to be that person.
        has_open_pronoun = (
            any(word.folded in PERSON_PRONOUNS for word in words_of(self.question)) and not self.asks_who
        )
        scored: list[tuple[float, int, Name]] = []
        sources = ((self.asked_names, 0.0), (self.answer_names, 0.0), (self.title_names, 1.5))
        candidates = [(name, bonus) for names, bonus in sources for name in names]
        for position, (name, bonus) in enumerate(candidates):
            full = self._fullest(name)
            if full.kind in {"place", "organisation"} or self._is_place(full):
                continue
            may_be_person = bonus or name in self.asked_names or name.start < 2 or self.asks_who
            if full.kind == "unknown" and not may_be_person:
                continue
            if len(full.words) < 2 and full.kind != "person" and not bonus:
                continue
            is_asked = bool(full.words & question_words)
            if has_open_pronoun and not (bonus or (is_asked and full.kind == "person")):
                continue
            score = bonus + (1.0 if full.kind == "person" else 0.0)
            if self.asks_who:
                score += 0.5 if is_asked else 2.0 + 2.0 * _nearness(full, self.question)
            elif is_asked:
                score += 3.0
            scored.append((-score, position, full))
        people: list[Name] = []
        for _, _, name in sorted(scored, key=lambda item: item[:2]):
            if not any(name.words <= other.words or name.words >= other.words for other in people):
                people.append(name)
        return tuple(people)

    def _is_place(self, name: Name) -> bool:
        return any(other.kind == "place" and other.words == name.words for other in self.answer_names)

    def _fullest(self, name: Name) -> Name:
        """Return the fuller form of a name in this turn: "Buakeo Phumvongsay" for "Buakeo"."""
        if name.kind == "place":
            return name
        others = (*self.asked_names, *self.answer_names, *self.title_names)
        fuller_names = (
            other for other in others if name.words < other.words and other.kind in {"person", "unknown"}
        )
        return next(fuller_names, name)

    def who_is(self, role: str) -> Name | None:
        """Return the person who was named after a role such as "ambassador"; None if there is none."""
        return next((name for name in self.people if role in name.before), None)

    def topic(self, *, whole: bool) -> str:
        """Return the topic of the turn in a few of its own words, separated by commas; ``""`` if it has none.

        ``whole`` includes what was asked about the topic ("biaya", cost), for a follow-up that has no content
        of its own ("Kenapa?").
        """
        own = list(phrases_of(self.question, whole=whole))
        if self.added:
            earlier = [phrase.strip() for phrase in self.added.split(",")]
            own += [
                phrase for phrase in earlier if not own or names_in(f", {phrase}", self.known) or len(own) < 2
            ]
        if self.asks_who:
            own_words = _words(own)
            others = (name for name in (*self.people, *self.answer_names) if not name.words & own_words)
            own += [name.text for name in others][:1]
        if not own:
            own = [name.text for name in (*self.title_names, *self.answer_names)[:2]]
        elif not any(names_in(f", {phrase}", self.known) for phrase in own):
            own += [self.thread] if self.thread else [name.text for name in self.title_names[:1]]
        return _shortened(own)


def phrases_of(text: str, *, whole: bool = True) -> Iterator[str]:
    """Yield the phrases of a question that name its topic, as written, in order.

    ``whole`` includes words that ask about a topic without naming one, such as "biaya" (cost).

    >>> list(phrases_of("Berapa biaya yang diperlukan untuk jembatan itu di Laos?", whole=False))
    ['diperlukan untuk jembatan', 'Laos']
    """

    def is_topical(folded: str) -> bool:
        return (
            is_topic_word(folded)
            and folded not in CONTINUING
            and (whole or (folded not in RELATIONAL and folded not in TIME))
        )

    first = last = -1
    words = words_of(text)
    for position, word in enumerate(words):
        folded = word.folded
        if is_topical(folded) and folded not in _POINTERS:
            first, last = (position if first < 0 else first), position
        elif folded not in INNER and (folded in _POINTERS or not is_topic_word(folded)) and first >= 0:
            yield text[words[first].start : words[last].end]
            first = last = -1
    if first >= 0:
        yield text[words[first].start : words[last].end]


def spot_names(text: str, names: Sequence[Name]) -> list[Name]:
    """Find known names in a text that is typed without capitals; return them as written there, in order.

    >>> known = names_in("Hari ini Pavel Dragan tiba.")
    >>> [name.text for name in spot_names("kapan pavel dragan lahir", known)]
    ['pavel dragan']
    """
    words = words_of(text)
    spotted: list[Name] = []
    position = 0
    while position < len(words):
        last = position
        name = next((name for name in names if words[position].folded in name.words), None)
        if name is not None and is_topic_word(words[position].folded):
            while last + 1 < len(words) and words[last + 1].folded in name.words:
                last += 1
            start, end = words[position].start, words[last].end
            after_preposition = position > 0 and words[position - 1].folded in PLACE_PREPOSITIONS
            kind = "place" if after_preposition else name.kind
            spotted.append(Name(text[start:end], start, end, kind))
        position = last + 1
    return spotted


def _words(phrases: Sequence[str]) -> set[str]:
    return {word.folded for phrase in phrases for word in words_of(phrase)}


def _nearness(name: Name, question: str) -> float:
    """Share of the topic words of a question that precede a name in its text, in 0..1.

    "Siapa duta besar baru Laos?" and "duta besar baru Laos Buakeo Phumvongsay" give 1.
    """
    topical = {stem(word.folded) for word in words_of(question) if is_topic_word(word.folded)}
    before = {stem(word) for word in name.before}
    return len(topical & before) / len(topical) if topical else 0.0


def _shortened(phrases: Sequence[str]) -> str:
    """Join phrases by commas, up to :data:`TOPIC_WORDS` topic words; skip phrases that others contain."""
    chosen: list[str] = []
    left = TOPIC_WORDS
    for phrase in phrases:
        topical = [word for word in words_of(phrase) if is_topic_word(word.folded)]
        if left <= 0:
            break
        short = phrase[: topical[left - 1].end] if len(topical) > left else phrase
        left -= len(topical)
        if not any(short.casefold() in other.casefold() for other in chosen):
            chosen.append(short)
    return ", ".join(chosen)
