"""Knows which words of an article are names, and which phrases recur in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from knowledge.models import Article
from knowledge.newsroom.question_forms import words as known
from knowledge.newsroom.question_forms.sentence_parts import Part, is_capitalised, is_country, parts_of, runs
from knowledge.text.reference_words import ROLES, SPEECH

LONGEST_NAME_WORDS = 3
"""Words of the full name of a person."""

_BESIDE_SPEAKERS = SPEECH | {"menurut"}
_VERB = re.compile(r"me[a-z]{5,}")


class ArticleWords:
    """The sentences of an article in parts, and which of its words are names or recurring phrases."""

    def __init__(self, article: Article, sentences: int) -> None:
        """Only the first ``sentences`` sentences are read."""
        self.sentences: list[list[Part]] = []
        self._small: set[str] = set()
        self._capitalised: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        self._alone: set[str] = set()
        self._people: dict[str, tuple[str, ...]] = {}
        is_quoted, end = False, 0
        for sentence in article.sentences[:sentences]:
            is_new_paragraph = "\n" in article.text[end : sentence.start]
            parts, is_quoted = parts_of(sentence.text, is_quoted=is_quoted and not is_new_paragraph)
            end = sentence.end
            self.sentences.append(parts)
            for number, part in enumerate(parts):
                self._count(part, may_begin_sentence=part.before not in {",", "-"})
                self._note_people(part.words, parts[number - 1].words if number else ())

    def is_name(self, word: str) -> bool:
        """Whether a capitalised word is a name wherever it stands: the article never writes it small."""
        if word.casefold() in known.NO_NAMES or not is_capitalised(word) or len(word) < 2:
            return False
        return word[1:2].isupper() or (word in self._capitalised and not self.is_common(word))

    def is_common(self, word: str) -> bool:
        """Whether a word is no name of its own: an office, a kind of place, or written small elsewhere."""
        return word.casefold() in known.COMMON | ROLES or word.casefold() in self._small

    def has_name(self, words: Sequence[str]) -> bool:
        """Whether words that may begin a sentence contain a name."""
        named = (word for at, word in enumerate(words) if is_capitalised(word) and (at or self.is_name(word)))
        return any(word.casefold() not in known.NO_NAMES for word in named)

    def full_name(self, word: str) -> tuple[str, ...] | None:
        """The name of a person of which ``word`` is the first or last word; None if there is none."""
        name = self._people.get(word, ())
        is_plain = not any(self.is_common(other) or other in self._alone - {word} for other in name)
        return name if name and is_plain else None

    def person(self, words: Sequence[str]) -> Sequence[str]:
        """The name of a person without the office before it, if the article also calls the person by it."""
        starts = range(len(words) - 2, max(0, len(words) - LONGEST_NAME_WORDS - 1), -1)
        start = next((at for at in starts if words[at] in self._alone and _is_personal(words[at])), 0)
        return words[start:] if words[0].casefold() in ROLES else words

    def mentions(self, words: Sequence[str]) -> int:
        """How often the rarest of these capitalised words is written inside a sentence."""
        return min((self._capitalised[word] for word in words), default=0)

    def recurs(self, pair: Sequence[str]) -> bool:
        """Whether two words stand beside each other in more than one part."""
        return self._pairs[" ".join(pair)] > 1

    def inside(self, words: Sequence[str]) -> list[str]:
        """Return words from the beginning of a sentence as they are written inside one.

        The first loses its capital unless it is a name or begins one.
        """
        first, *rest = words
        begins_name = bool(rest) and is_capitalised(rest[0]) and first.casefold() not in known.BEFORE_NAMES
        if not is_capitalised(first) or self.is_name(first) or begins_name:
            return list(words)
        return [first[:1].lower() + first[1:], *rest]

    def _count(self, part: Part, *, may_begin_sentence: bool) -> None:
        self._pairs.update({" ".join(pair) for pair in pairwise(part.words)})
        for at, word in enumerate(part.words):
            if not is_capitalised(word):
                self._small.add(word.casefold())
            elif at > 0 or not may_begin_sentence:
                self._capitalised[word] += 1

    def _note_people(self, words: Sequence[str], before: Sequence[str]) -> None:
        """Remember who is named with an office, also one in the part ``before``, or beside "kata"."""
        folded = ("", *(word.casefold() for word in words), "")
        is_apposed = not ROLES.isdisjoint(word.casefold() for word in before)
        for start, end in runs(words):
            first = max((at + 1 for at in range(start, end) if folded[at + 1] in ROLES), default=start)
            is_speaker = not _BESIDE_SPEAKERS.isdisjoint({folded[start], folded[end + 1]})
            if end - start == 1 and (is_speaker or _VERB.fullmatch(folded[end + 1])):
                self._alone.add(words[start])
            if not (first > start or is_speaker or folded[start] in ROLES or (is_apposed and not start)):
                continue
            # Which words of "Direktur Padiku Nadia Kertarajasa" are the name shows where one stands alone.
            for at in range(max(first, end - LONGEST_NAME_WORDS), end - 1):
                if all(map(_is_personal, words[at:end])):
                    self._people.setdefault(words[at], tuple(words[at:end]))
                    if at == first and (end - at == 2 or first == start):
                        self._people.setdefault(words[end - 1], tuple(words[at:end]))


def _is_personal(word: str) -> bool:
    is_plain = word.isalpha() and word[1:].islower() and not is_country(word)
    return is_plain and word.casefold() not in known.COMMON | known.NO_NAMES
