"""Finds names in running text by their capitals, to know who and what a conversation is about.

There are no lists of people or countries: a name is a run of capitalised words, unless it is capitalised only
because it begins a sentence. A role before a name is not part of it: "Menteri Luar Negeri Pavel Dragan"
yields "Pavel Dragan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from knowledge.text.reference_words import (
    CONNECTORS,
    FUNCTION,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    PLACE_PREPOSITIONS,
    QUESTION,
    RELATIONAL,
    ROLE_COMPLEMENTS,
    ROLES,
    SHORT_TITLES,
    SPEECH,
    TIME,
)

Kind = Literal["person", "place", "organisation", "unknown"]

_WORD = re.compile(r"\w+(?:['’.\-/]\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]\W*|[“\"(\n–—]\W*)$")
_AFFIXES = re.compile(r"(?:['’]s|nya|lah|kah|pun)$")
_PREFIX = re.compile(
    r"^(?:memper|diper|meng|meny|peng|peny|mem|men|pem|pen|per|pel|ber|ter|me|pe|di|ke|se)(?=\w{4})"
)
_SUFFIX = re.compile(r"(?<=\w{3})(?:kan|an|ing|ed|es|s|i)$")
_ROLE_WINDOW_WORDS = 6
"""How many words before a name are stored with it."""
_APPOSITION_WORDS = 4
"""How many words before a name its role may stand: "duta besar baru Laos, Buakeo Phumvongsay"."""


class Word(NamedTuple):
    """A word of a text: ``text[start:end]``. ``folded`` is its lower-case form for comparisons."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written in a text at offsets ``[start, end)``; ``before`` are the folded words before it."""

    text: str
    start: int
    end: int
    kind: Kind
    before: tuple[str, ...] = ()
    words: frozenset[str] = field(init=False)
    """The folded words of the name, without a possessive "'s"."""

    def __post_init__(self) -> None:
        words = frozenset(word.folded.removesuffix("'s") for word in words_of(self.text))
        object.__setattr__(self, "words", words)


@dataclass(frozen=True)
class KnownNames:
    """Names that a conversation has mentioned, folded.

    ``words`` are the single words of all names. ``places`` are whole names that may stand between a role and
    a person: "Menteri Luar Negeri *Sorenia* Pavel Dragan".
    """

    words: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)


NO_KNOWN_NAMES = KnownNames()


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order; apostrophes, hyphens and slashes inside a word do not split it.

    >>> [word.text for word in words_of("Kapan dr. O'Malley (42) ke Pulau Nias?")]
    ['Kapan', 'dr', "O'Malley", '42', 'ke', 'Pulau', 'Nias']
    """
    return [
        Word(match[0], match.start(), match.end(), match[0].casefold().replace("’", "'"))
        for match in _WORD.finditer(text)
    ]


def stem(word: str) -> str:
    """Strip common Indonesian and English affixes from a folded word.

    A rough stem, only for comparing the words of one conversation; :mod:`knowledge.text.stems` has the stems
    for search.

    >>> stem("pertemuannya"), stem("bertemu"), stem("vaccines")
    ('temu', 'temu', 'vaccin')
    """
    bare = _AFFIXES.sub("", word)
    bare = bare if len(bare) >= 3 else word
    bare = _SUFFIX.sub("", _PREFIX.sub("", bare))
    return bare[:-1] if len(bare) > 4 and bare.endswith("e") else bare


def names_in(text: str, known: KnownNames = NO_KNOWN_NAMES) -> list[Name]:
    """Return the names of a text in order of appearance, with their kinds.

    A single capitalised word at the beginning of a sentence counts only if it is in ``known``.
    ``known.places`` also separate a place from the person that follows it.

    >>> [(name.text, name.kind) for name in names_in("Kemarin Menteri Pavel Dragan tiba di Merak.")]
    [('Pavel Dragan', 'person'), ('Merak', 'place')]
    """
    words = words_of(text)
    return [
        name for first, last in _runs(text, words) for name in _names_of_run(text, words, first, last, known)
    ]


def _runs(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield maximal runs of capitalised words as positions in ``words``, both ends inclusive."""
    position = 0
    while position < len(words):
        if not words[position].is_capitalised:
            position += 1
            continue
        last = position
        while last + 1 < len(words) and _joined(text, words[last], words[last + 1]):
            if words[last + 1].is_capitalised:
                last += 1
            elif (
                words[last + 1].folded in CONNECTORS
                and last + 2 < len(words)
                and words[last + 2].is_capitalised
                and _joined(text, words[last + 1], words[last + 2])
                and words[last + 1].folded not in PLACE_PREPOSITIONS
            ):
                last += 2
            else:
                break
        yield position, last
        position = last + 1


def _joined(text: str, left: Word, right: Word) -> bool:
    between = text[left.end : right.start]
    if between in {" ", "\n"}:
        return True
    # "B.J. Habibie", "Dr. O'Malley": the full stop belongs to the name.
    may_abbreviate = left.folded in SHORT_TITLES or len(left.text) == 1 or "." in left.text
    return between in {". ", "."} and may_abbreviate


def _names_of_run(
    text: str, words: Sequence[Word], first: int, last: int, known: KnownNames
) -> Iterator[Name]:
    begins_sentence = bool(_SENTENCE_START.search(text[max(0, words[first].start - 4) : words[first].start]))
    while first <= last and _is_common(words[first].folded, begins_sentence):
        first += 1
        begins_sentence = False
    has_role = False
    while first < last and words[first].folded in ROLES | SHORT_TITLES:
        has_role = True
        first += 1
        while first < last and words[first].folded in ROLE_COMPLEMENTS:
            first += 1
    if first > last or words[first].folded in ROLES | TIME:
        return
    is_single = first == last
    if is_single and begins_sentence and words[first].folded.removesuffix("'s") not in known.words:
        return
    if has_role:
        for cut in range(last, first, -1):
            if " ".join(word.folded for word in words[first:cut]) in known.places:
                yield _name(text, words, first, cut - 1, "place")
                first = cut
                break
    yield _name(text, words, first, last, _kind(text, words, first, last, has_role))


def _is_common(folded: str, begins_sentence: bool) -> bool:
    if folded in FUNCTION or folded in QUESTION or folded in TIME:
        return True
    return begins_sentence and folded in RELATIONAL


def _name(text: str, words: Sequence[Word], first: int, last: int, kind: Kind) -> Name:
    start, end = words[first].start, words[last].end
    bare = text[start:end]
    for ending in ("'s", "’s"):
        if bare.endswith(ending):
            bare, end = bare.removesuffix(ending), end - len(ending)
    before = tuple(word.folded for word in words[max(0, first - _ROLE_WINDOW_WORDS) : first])
    return Name(bare.replace("\n", " "), start, end, kind, before)


def _kind(text: str, words: Sequence[Word], first: int, last: int, has_role: bool) -> Kind:
    before = words[first - 1].folded if first else ""
    just_before = {word.folded for word in words[max(0, first - _APPOSITION_WORDS) : first]}
    after = words[last + 1].folded if last + 1 < len(words) else ""
    run = [word.folded for word in words[first : last + 1]]
    if run[0] in PLACE_HEADS or run[-1] in PLACE_HEADS:
        return "place"
    is_shouted = all(len(word.text) > 1 and word.text.isupper() for word in words[first : last + 1])
    if is_shouted or not ORGANISATION_HEADS.isdisjoint(run):
        return "organisation"
    if has_role and text.startswith(", ", words[last].end) and last + 1 < len(words):
        # "Perdana Menteri Sorenia, Adela Rusk, …": the person comes after the comma.
        following = words[last + 1]
        if following.is_capitalised and not _is_common(following.folded, begins_sentence=False):
            return "place"
    if has_role or after in SPEECH or (before in SPEECH and first < last):
        return "person"
    if before in PLACE_PREPOSITIONS or before in PLACE_HEADS:
        return "place"
    if first < last and not ROLES.isdisjoint(just_before):
        return "person"
    return "unknown"
