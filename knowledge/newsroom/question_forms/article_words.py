"""Knows which words of an article are names, who speaks in it, and which phrases recur."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from knowledge.models import Article
from knowledge.newsroom.question_forms.sentence_parts import (
    LONGEST_SENTENCE,
    QUOTES_THAT_OPEN,
    UNITS,
    Part,
    bare_sentence,
    is_capitalised,
    is_country,
    parts_of,
    runs,
)
from knowledge.text.lexicon import synonyms
from knowledge.text.reference_words import (
    FUNCTION,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    PLACE_PREPOSITIONS,
    QUESTION,
    RELATIONAL,
    ROLES,
    SPEECH,
    TIME,
)
from knowledge.text.stop_words import word_set

Topic = tuple[list[str], tuple[int, int]]
"""The words of a name or phrase, and how much the article is about it: more is more."""

LONGEST_NAME_WORDS = 3
"""Words of the full name of a person."""

_DOES = re.compile(r"me[a-z]{5,}|said|says")
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(synonyms(str)[0]) | ROLES | PLACE_HEADS | ORGANISATION_HEADS | RELATIONAL
_FUNCTION = FUNCTION | TIME | QUESTION
_NEVER_IN_NAMES = FUNCTION | word_set(
    """
    kebakaran kecelakaan gempa banjir warga kasus film album lagu serial korban aksi laga pertandingan
    sidang putusan vonis pengacara pelatih pemain penyanyi aktor aktris penulis saham suporter
    """
)
"""Words before a name that are no part of it: "kebakaran Pasar Lindung", but "Jembatan Kelana"."""
_NO_NAMES = FUNCTION | TIME | ROLES
_NOUNS = _COMMON | FUNCTION | TIME
_SPEAKS = SPEECH | {"menurut"}
_PREPOSITIONS = PLACE_PREPOSITIONS | {"of", "on", "off", "around"}


class ArticleWords:
    """The sentences of an article in parts, and which of its words are names or recurring phrases."""

    def __init__(self, article: Article, sentences: int) -> None:
        """Only the first ``sentences`` sentences are read."""
        self.sentences: list[list[Part]] = []
        self._lower: Counter[str] = Counter()
        self._inner: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._alone: set[str] = set()
        self._speaking: set[str] = set()
        self._places: set[str] = set()
        self._named_with_office: list[tuple[str, ...]] = []
        self._full: dict[str, tuple[str, ...]] = {}
        self.lead_topics: list[Topic] | None = None
        """What the first sentences speak of, once :mod:`.naming` has found it."""
        title, _ = parts_of(article.title.casefold())
        self.title = frozenset(word for part in title for word in part.words)
        is_quoted, end = False, 0
        for sentence in article.sentences[:sentences]:
            text = bare_sentence(sentence.text)
            # A quotation ends with its paragraph, and a sentence with an opening quote begins outside of one.
            is_new = "\n" in article.text[end : sentence.start] or text[:1] in QUOTES_THAT_OPEN
            parts, is_quoted = parts_of(text, is_quoted=is_quoted and not is_new)
            end = sentence.end
            self.sentences.append(parts if len(text) <= LONGEST_SENTENCE else [])
            self._count(parts)

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word is a name wherever it stands: the article never writes it small."""
        folded = word.casefold()
        if folded in _FUNCTION or not is_capitalised(word) or len(word) < 2:
            return False
        is_written_so = word in self._inner and folded not in self._lower and folded not in _COMMON
        return word[1:2].isupper() or is_written_so

    def speaks_alone(self, word: str) -> bool:
        """Whether the article calls somebody who speaks by this word alone."""
        return word in self._alone

    def is_place(self, word: str) -> bool:
        """Whether a word follows "di", "in", "of" or the like somewhere in the article."""
        return word in self._places

    def speaks(self, word: str) -> bool:
        """Whether a word is in the name of somebody who says something."""
        return word in self._speaking

    def full_name(self, word: str) -> tuple[str, ...] | None:
        """The name of two or three words of which ``word`` is the first or last; None if there is none."""
        return self._full.get(word) or next(
            (
                name
                for name in self._named_with_office
                if name[0] == word and not any(map(self._is_noun, name))
            ),
            None,
        )

    def has_name(self, words: Sequence[str]) -> bool:
        """Whether words from the beginning of a clause contain a name."""
        return any(
            is_capitalised(word)
            and word not in UNITS
            and word.casefold() not in _NO_NAMES
            and (at > 0 or self.is_name(word))
            for at, word in enumerate(words)
        )

    def is_distinct(self, words: Sequence[str]) -> bool:
        """Whether words tell which matter they are about: they contain a name or a recurring phrase."""
        return self.has_name(words) or any(pair in self.recurring for pair in _pairs(words))

    @cached_property
    def recurring(self) -> set[tuple[str, str]]:
        """Pairs of words without capitals that the article writes in more than one place."""
        return {pair for pair, count in self._pairs.items() if count > 1}

    def mentions(self, words: Sequence[str]) -> int:
        """How often the rarest of these words is written inside a sentence."""
        return min((self._inner[word] for word in words), default=0)

    def inside(self, words: Sequence[str]) -> list[str]:
        """Return words from the beginning of a sentence as they are written inside one.

        The first loses its capital unless it is a name or begins one.
        """
        first, *rest = words
        begins_name = bool(rest) and is_capitalised(rest[0]) and first.casefold() not in _NEVER_IN_NAMES
        if not is_capitalised(first) or self.is_name(first) or begins_name:
            return list(words)
        return [first[:1].lower() + first[1:], *rest]

    def is_common(self, word: str) -> bool:
        """Whether a word is no name of its own: an office, a kind of place, or written small elsewhere."""
        return word.casefold() in _COMMON or word.casefold() in self._lower

    def _count(self, parts: Sequence[Part]) -> None:
        for number, part in enumerate(parts):
            self._pairs.update(set(_pairs(part.words)))
            begins_sentence = number == 0 or part.before in QUOTES_THAT_OPEN or part.before == ":"
            for at, word in enumerate(part.words):
                if not is_capitalised(word):
                    self._lower[word.casefold()] += 1
                elif at > 0 or not begins_sentence:
                    self._inner[word] += 1
            for start, end in runs(part.words):
                run = part.words[start:end]
                before = part.words[start - 1].casefold() if start else ""
                following = part.words[end] if end < len(part.words) else ""
                if before in _SPEAKS or following in SPEECH or _DOES.fullmatch(following):
                    self._speaking.update(run)
                    if len(run) == 1:
                        self._alone.add(run[0])
                if before in _PREPOSITIONS:
                    self._places.update(run)
                self._note_person(parts, number, start, end)

    def _note_person(self, parts: Sequence[Part], number: int, start: int, end: int) -> None:
        """Remember the full name of a person: of two or three words, after an office or beside "kata"."""
        words = parts[number].words
        offices = [at + 1 for at in range(start, end) if words[at].casefold() in ROLES]
        first = offices[-1] if offices else start
        name = words[first:end]
        if offices:
            # Which words of "Direktur Padiku Nadia Kertarajasa" are the name shows where they stand alone.
            starts = range(max(first, end - LONGEST_NAME_WORDS), end - 1)
            self._named_with_office += [words[at:end] for at in starts]
        if not 2 <= len(name) <= (2 if offices else LONGEST_NAME_WORDS) or any(
            self._is_noun(word) for word in name
        ):
            return
        before = words[start - 1].casefold() if start else ""
        after = words[end].casefold() if end < len(words) else ""
        is_apposed = (
            number > 0 and not start and any(word.casefold() in ROLES for word in parts[number - 1].words)
        )
        if offices or before in ROLES | SPEECH or after in SPEECH or is_apposed:
            self._full.setdefault(name[0], name)
            self._full.setdefault(name[-1], name)

    @staticmethod
    def _is_noun(word: str) -> bool:
        is_plain = word.isalpha() and word[1:].islower() and not is_country(word)
        return word.casefold() in _NOUNS or not is_plain


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield neighbouring words that may be a phrase, such as "reksa dana"."""
    for first, second in pairwise(words):
        if all(
            word.islower() and _WORD.fullmatch(word) and word not in _FUNCTION for word in (first, second)
        ):
            yield first, second
