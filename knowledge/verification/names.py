"""Names of a statement that no cited sentence, title or question holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import STOP_WORDS
from knowledge.text.terms import terms
from knowledge.verification.abbreviations import without_abbreviations
from knowledge.verification.clocks import Clock
from knowledge.verification.moments import Moment
from knowledge.verification.name_pairs import DEMONYM_CHARS, TITLES, demonyms, paired_words, pairs, spelling
from knowledge.verification.pronouns import have_pronoun, is_one_person
from knowledge.verification.text_analysis import TextAnalysis, read
from knowledge.verification.words import Language, Token, small_letter_words, stem

_MOST_COMPARED = 60
_MOST_SOURCE_WORDS = 1_500
"""Beyond these counts names are compared by their letters only: no honest citation is so long."""
_ENGLISH_ENDING = re.compile(
    r"\w{4}(?:able|ible|ing|ed|ly|tions?|ness|ments?|ors?|ers?|ful|less|ous|ists?"
    r"|ians|ships?|isms?|it(?:y|ies))$"
)
_ADJECTIVE_ENDINGS = ("n", "an", "ian", "ese", "er", "ite")
_SHORTEST_PLACE_CHARS = 4
_PREPOSITIONS = frozenset(["by", "down", "in", "on", "out", "over", "up"])
_SKELETON_CHARS = 4
_GENITIVE = re.compile(r"(?<=[^\W\d_])['’`]s\b")
_SENTENCE_END = frozenset(".!?:…“\"«‘(–—-/•*'")


def unknown_names(
    statement: TextAnalysis,
    sources: Sequence[TextAnalysis],
    context: Sequence[TextAnalysis],
    *,
    translated: bool,
    before: Sequence[TextAnalysis] | None = None,
) -> list[str]:
    """Names without a counterpart in ``sources`` or ``context`` (titles, question), as written, in order.

    Where a source has a pronoun, one person whom the sentences ``before`` the sources name may stand for it.
    With None nobody knows what stands before; a translation is then believed, as it is often made from the
    sentence where the name does stand.

    A name is a capitalised word that does not only begin a sentence, or a word that is never written small.
    With ``translated`` (statement and sources in different languages) words that are common in small letters
    are no names: they are the other language's words for titles and institutions.

    >>> from knowledge.verification.text_analysis import read
    >>> source = read("Rini Sasmito tiba di Bakau")
    >>> unknown_names(read("Rini Sasmita tiba di Merak"), [source], [], translated=False)
    ['Merak']
    """
    statement = _without_genitives(statement)
    missing = _unknown(statement, [*sources, *context], translated)
    if missing and _is_behind_pronoun(statement, missing, sources, before, translated):
        return []
    return [token.text for token in missing]


def _is_behind_pronoun(
    statement: TextAnalysis,
    missing: list[Token],
    sources: Sequence[TextAnalysis],
    before: Sequence[TextAnalysis] | None,
    translated: bool,
) -> bool:
    if not have_pronoun(sources) or not is_one_person(statement, missing):
        return False
    if any(_is_country(token) for token in missing) or (before is None and not translated):
        return False
    if before is not None and any(not _Known(before).holds(token.plain) for token in missing):
        return False
    # Who changes a name leaves the sentence with one that the statement does not have.
    return not any(_unknown(source, [statement], translated) for source in sources)


def _unknown(statement: TextAnalysis, readings: Sequence[TextAnalysis], translated: bool) -> list[Token]:
    known = _Known(readings)
    shouted = _is_title_case(statement)
    missing: list[Token] = []
    for index, token in enumerate(statement.tokens):
        if not _may_be_name(token) or token.plain in STOP_WORDS or len(token.plain) < 2:
            continue
        if known.holds(token.plain):
            continue
        if (
            known.holds(_bare(token).plain)
            or known.is_demonym(token.plain)
            or _is_common_here(statement, index, shouted, translated)
        ):
            continue
        missing.append(token)
    missing = [token for token in missing if not _inside(token, statement)]
    missing = [token for token in missing if _term(_bare(token).text) not in known.terms]
    missing = _without_canonical(statement, missing, known)
    if len(missing) <= _MOST_COMPARED:
        missing = [token for token in missing if not known.resembles(token, translated)]
        missing = without_abbreviations(statement, missing, known.readings)
    return missing


def is_common(word: str, language: Language = "und") -> bool:
    """Whether news writes a folded word in small letters often enough that it is no name by itself: in a
    ``language``, or in any.

    >>> is_common("menteri"), is_common("menteri", "en"), is_common("wives", "en"), is_common("zubrowka")
    (True, False, True, False)
    """
    forms = {stem(word), stem(re.sub(r"ves$", "f", word)), stem(re.sub(r"ves$", "fe", word))}
    return any(
        not forms.isdisjoint(words)
        for code, words in small_letter_words().items()
        if language in {code, "und"}
    )


class _Known:
    """The words that may be used as names, ready to be looked up."""

    def __init__(self, readings: Sequence[TextAnalysis]) -> None:
        self.readings = readings
        self.words: set[str] = set().union(*(analysis.words for analysis in readings))
        self.terms = {word.term for analysis in readings for word in analysis.terms}
        self.pairs = {group for word in self.words & paired_words() for group in pairs()[word]}
        self._spellings: set[str] | None = None

    def holds(self, word: str) -> bool:
        if word in self.words or _term(word) in self.terms:
            return True
        return not self.pairs.isdisjoint(pairs().get(word, ()))

    def is_demonym(self, word: str) -> bool:
        """Moroccans are said by Maroko: the beginning of a country's English name, another ending. Of other
        places and peoples English makes adjectives too: Mayan, Balinese.
        """
        if demonyms().get(word[:DEMONYM_CHARS]) in self.terms:
            return True
        word = word.removesuffix("s")
        return any(
            len(place) >= _SHORTEST_PLACE_CHARS and place in self.words
            for ending in _ADJECTIVE_ENDINGS
            if word.endswith(ending)
            for place in (word.removesuffix(ending), word.removesuffix(ending) + ending[0])
        )

    def resembles(self, token: Token, translated: bool) -> bool:
        if len(self.words) > _MOST_SOURCE_WORDS:
            return False
        if self._spellings is None:
            self._spellings = {spelling(word) for word in self.words if len(word) > 3}
        word = token.plain
        if len(word) > 3 and (
            spelling(word) in self._spellings or spelling(word.removesuffix("s")) in self._spellings
        ):
            return True
        if len(word) == 1 or (len(word) == 2 and token.text.endswith(".")):
            return any(other.startswith(word[0]) for other in self.words)
        mine = spelling(word.removesuffix("s"))
        if translated and _skeleton(mine) in {_skeleton(other) for other in self._spellings} - {""}:
            return True
        return any(_near(word, other, translated) for other in self.words if other[0] == word[0]) or any(
            _near(mine, other, translated) for other in self._spellings if other[:1] == mine[:1]
        )


def _without_genitives(statement: TextAnalysis) -> TextAnalysis:
    """ "Papua New Guinea's" is a name of three words, none of them "Guinea's"."""
    return read(_GENITIVE.sub("", statement.text)) if _GENITIVE.search(statement.text) else statement


def _bare(token: Token) -> Token:
    """Without the English plural."""
    plural = len(token.text) > 3 or token.text[:-1].isupper()
    text = token.text.removesuffix("s") if plural else token.text
    return token._replace(text=text, plain=plain(text))


def _may_be_name(token: Token) -> bool:
    if token.kind != "word":
        return False
    return token.text[0].isupper() or any(letter.isupper() or letter.isdigit() for letter in token.text[1:])


def _is_common_here(statement: TextAnalysis, index: int, shouted: bool, translated: bool) -> bool:
    """Whether the capital says nothing about a word that is common in small letters."""
    token = statement.tokens[index]
    if (
        token.plain in TITLES
        or _bare(token).plain in TITLES
        or plain(token.text.partition("'")[0].partition("’")[0]) in STOP_WORDS
    ):
        return True
    if translated and _is_country(token):
        return False
    begins = index == 0 or statement.tokens[index - 1].text in _SENTENCE_END
    # Titles and institutions are translated into the words of the statement's own language.
    if is_common(token.plain, statement.language if translated else "und"):
        return begins or shouted or translated
    if not translated or statement.language != "en":
        return False
    # No list has every English word. "Bylaw" is made of two; at the beginning of a sentence, or where all
    # words begin with capitals, its ending tells one too.
    if _is_compound(token.plain, _PREPOSITIONS):
        return True
    return (begins or shouted) and (bool(_ENGLISH_ENDING.search(token.plain)) or _is_compound(token.plain))


def _is_compound(word: str, firsts: Collection[str] | None = None) -> bool:
    """Whether a folded word is one of ``firsts``, or any common word of four letters, and another common word
    of three letters or more.
    """
    return any(
        (word[:at] in firsts if firsts is not None else at >= 4 and is_common(word[:at], "en"))
        and is_common(word[at:], "en")
        for at in range(2, len(word) - 2)
    )


def _is_country(token: Token) -> bool:
    """France is one, though a franc is none."""
    term = _term(token.text)
    return len(term) == 3 and term.startswith("@") and term.isascii() and not term[2].isdigit()


def _is_title_case(statement: TextAnalysis) -> bool:
    letters = [token for token in statement.tokens if token.kind == "word" and len(token.text) > 3]
    return len(letters) > 3 and sum(token.is_capitalised for token in letters) > 0.85 * len(letters)


def _inside(token: Token, statement: TextAnalysis) -> bool:
    """Months and weekdays are checked as days."""
    spans: tuple[Moment | Clock, ...] = ()
    if len(statement.moments) < 50:
        spans = (*statement.moments, *statement.clocks)
    if any(span.start <= token.start < span.end for span in spans):
        return True
    return any(number.start <= token.start < number.end for number in statement.quantities[:50])


def _without_canonical(statement: TextAnalysis, missing: list[Token], known: _Known) -> list[Token]:
    """ "United States" is said by "Amerika Serikat"."""
    said = [word for word in statement.terms if word.term[0] == "@" and word.term in known.terms]
    if not said or not missing:
        return missing
    kept, at = [], 0
    for token in missing:
        while at < len(said) and said[at].end <= token.start:
            at += 1
        if at == len(said) or token.start < said[at].start:
            kept.append(token)
    return kept


def _near(left: str, right: str, translated: bool) -> bool:
    length = min(len(left), len(right))
    if translated and length >= 5 and left[:5] == right[:5]:
        shared = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), length)
        if shared >= 0.5 * max(len(left), len(right)):
            return True
    allowed = 2 if length >= 11 else 1 if length >= (5 if translated else 7) else 0
    if not allowed or abs(len(left) - len(right)) > allowed or length > 40:
        return False
    return _edits(left, right) <= allowed


def _skeleton(word: str) -> str:
    """The consonants of a long name: Hezbollah and Hizbullah have the same; ``""`` when they are too few."""
    kept = re.sub(r"[aeiou]", "", word)
    return word[0] + kept if len(kept) >= _SKELETON_CHARS and word[0] not in "aeiou" else ""


def _edits(left: str, right: str) -> int:
    """Letters put in, left out, replaced, or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        next_row = [i]
        for j, b in enumerate(right, 1):
            edits = min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                edits = min(edits, before[j - 2] + 1)
            next_row.append(edits)
        before, row = row, next_row
    return row[-1]


@lru_cache(maxsize=50_000)
def _term(text: str) -> str:
    """The term of a word as written: UN is a union only in capitals."""
    found = terms(text)
    return found[0] if len(found) == 1 else text
