"""Finds names of a statement that occur in no cited sentence, no title and not in the question."""

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
from knowledge.verification.text_analysis import TextAnalysis, analyse
from knowledge.verification.words import Language, Token, small_letter_words, stem

_MOST_COMPARED = 60
_MOST_SOURCE_WORDS = 1_500
"""Above these counts similar spellings and abbreviations are not looked for: no real citation is so long."""
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

    If a source has a pronoun, the statement may name one person in place of it, if the text ``before`` the
    sources names that person. If ``before`` is None that text is not known; then only a translation may name
    a person, as it is often made from the sentence that has the name.

    A name is a word with a capital or a digit, unless it is a common word and the capital only marks the
    beginning of a sentence or a headline. With ``translated`` (the statement is in another language than its
    sources) common words never count as names: the statement's language has its own words for titles and
    institutions.

    >>> source = analyse("Rini Sasmito tiba di Bakau")
    >>> unknown_names(analyse("Rini Sasmita tiba di Merak"), [source], [], translated=False)
    ['Merak']
    """
    statement = _without_genitives(statement)
    missing = _unknown(statement, [*sources, *context], translated)
    if missing and _may_replace_pronoun(statement, missing, sources, before, translated):
        return []
    return [token.text for token in missing]


def _may_replace_pronoun(
    statement: TextAnalysis,
    missing: list[Token],
    sources: Sequence[TextAnalysis],
    before: Sequence[TextAnalysis] | None,
    translated: bool,
) -> bool:
    """Whether the missing names may be the person whom a pronoun of ``sources`` refers to."""
    if not have_pronoun(sources) or not is_one_person(statement, missing):
        return False
    if any(_is_country(token) for token in missing) or (before is None and not translated):
        return False
    if before is not None and any(not _KnownNames(before).contains(token.plain) for token in missing):
        return False
    # If a name was swapped, the source still contains a name that is missing from the statement.
    return not any(_unknown(source, [statement], translated) for source in sources)


def _unknown(statement: TextAnalysis, analyses: Sequence[TextAnalysis], translated: bool) -> list[Token]:
    """The names of ``statement`` without a counterpart in ``analyses``, in order."""
    known = _KnownNames(analyses)
    title_case = _is_title_case(statement)
    missing: list[Token] = []
    for index, token in enumerate(statement.tokens):
        if not _may_be_name(token) or token.plain in STOP_WORDS or len(token.plain) < 2:
            continue
        if known.contains(token.plain):
            continue
        if (
            known.contains(_singular(token).plain)
            or known.is_demonym(token.plain)
            or _is_capitalised_common_word(statement, index, title_case, translated)
        ):
            continue
        missing.append(token)
    missing = [token for token in missing if not _is_date_or_number(token, statement)]
    missing = [token for token in missing if _term(_singular(token).text) not in known.terms]
    missing = _without_canonical_names(statement, missing, known)
    if len(missing) <= _MOST_COMPARED:
        missing = [token for token in missing if not known.resembles(token, translated)]
        missing = without_abbreviations(statement, missing, known.analyses)
    return missing


def is_common(word: str, language: Language = "und") -> bool:
    """Whether news texts often write a word in lower case, so that a capital does not make it a name.

    ``word`` is in lower case without accents. ``language`` is the language to look in; ``und`` looks in both.

    >>> is_common("menteri"), is_common("menteri", "en"), is_common("wives", "en"), is_common("zubrowka")
    (True, False, True, False)
    """
    forms = {stem(word), stem(re.sub(r"ves$", "f", word)), stem(re.sub(r"ves$", "fe", word))}
    return any(
        not forms.isdisjoint(words)
        for code, words in small_letter_words().items()
        if language in {code, "und"}
    )


class _KnownNames:
    """The words of the sources and their context, indexed for the comparisons of names."""

    def __init__(self, analyses: Sequence[TextAnalysis]) -> None:
        self.analyses = analyses
        self.words: set[str] = set().union(*(analysis.words for analysis in analyses))
        self.terms = {term.term for analysis in analyses for term in analysis.terms}
        self.pairs = {group for word in self.words & paired_words() for group in pairs()[word]}
        self._spellings: set[str] | None = None

    def contains(self, word: str) -> bool:
        """Whether a folded word, its stem or its name in the other language occurs."""
        if word in self.words or _term(word) in self.terms:
            return True
        return not self.pairs.isdisjoint(pairs().get(word, ()))

    def is_demonym(self, word: str) -> bool:
        """Whether a folded word is an English adjective or inhabitant of a place that occurs.

        A country is recognised by the first letters of its English name ("Moroccans" for "Maroko"), any other
        place by the word without its ending ("Balinese" for "Bali").
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
        """Whether a word that occurs is a spelling variant or a near misspelling of ``token``."""
        if len(self.words) > _MOST_SOURCE_WORDS:
            return False
        if self._spellings is None:
            self._spellings = {spelling(word) for word in self.words if len(word) > 3}
        word = token.plain
        if len(word) > 3 and (
            spelling(word) in self._spellings or spelling(word.removesuffix("s")) in self._spellings
        ):
            return True
        spelled = spelling(word.removesuffix("s"))
        if translated and _skeleton(spelled) in {_skeleton(other) for other in self._spellings} - {""}:
            return True
        return any(_is_near(word, other, translated) for other in self.words if other[0] == word[0]) or any(
            _is_near(spelled, other, translated) for other in self._spellings if other[:1] == spelled[:1]
        )


def _without_genitives(statement: TextAnalysis) -> TextAnalysis:
    """The statement without the English genitive ending, so that "Guinea's" is compared as "Guinea"."""
    return analyse(_GENITIVE.sub("", statement.text)) if _GENITIVE.search(statement.text) else statement


def _singular(token: Token) -> Token:
    """The token without the English plural ending."""
    plural = len(token.text) > 3 or token.text[:-1].isupper()
    text = token.text.removesuffix("s") if plural else token.text
    return token._replace(text=text, plain=plain(text))


def _may_be_name(token: Token) -> bool:
    if token.kind != "word":
        return False
    return token.text[0].isupper() or any(letter.isupper() or letter.isdigit() for letter in token.text[1:])


def _is_capitalised_common_word(
    statement: TextAnalysis, index: int, title_case: bool, translated: bool
) -> bool:
    """Whether the token at ``index`` is a common word, which is no name in spite of its capital.

    ``title_case`` says that the whole statement is written in title case.
    """
    token = statement.tokens[index]
    if (
        token.plain in TITLES
        or _singular(token).plain in TITLES
        or plain(token.text.partition("'")[0].partition("’")[0]) in STOP_WORDS
    ):
        return True
    if translated and _is_country(token):
        return False
    begins = index == 0 or statement.tokens[index - 1].text in _SENTENCE_END
    # A translation renders titles and institutions in common words of its own language.
    if is_common(token.plain, statement.language if translated else "und"):
        return begins or title_case or translated
    if not translated or statement.language != "en":
        return False
    # No list has every English word. A compound of two listed words ("Bylaw") counts as a common word; at the
    # beginning of a sentence or in title case an English ending is enough.
    if _is_compound(token.plain, _PREPOSITIONS):
        return True
    return (begins or title_case) and (bool(_ENGLISH_ENDING.search(token.plain)) or _is_compound(token.plain))


def _is_compound(word: str, firsts: Collection[str] | None = None) -> bool:
    """Whether a folded word is one of ``firsts`` and a common English word of three letters or more.

    Without ``firsts`` the first part may be any common English word of four letters or more.
    """
    return any(
        (word[:length] in firsts if firsts is not None else length >= 4 and is_common(word[:length], "en"))
        and is_common(word[length:], "en")
        for length in range(2, len(word) - 2)
    )


def _is_country(token: Token) -> bool:
    """Whether the token is the name of a country; words derived from it ("franc") are not."""
    term = _term(token.text)
    return len(term) == 3 and term.startswith("@") and term.isascii() and not term[2].isdigit()


def _is_title_case(statement: TextAnalysis) -> bool:
    """Whether nearly all longer words have a capital, as in a headline, so that capitals tell nothing."""
    words = [token for token in statement.tokens if token.kind == "word" and len(token.text) > 3]
    return len(words) > 3 and sum(token.is_capitalised for token in words) > 0.85 * len(words)


def _is_date_or_number(token: Token, statement: TextAnalysis) -> bool:
    """Whether the token is part of a date, a time or a number ("April"): other checks compare those."""
    spans: tuple[Moment | Clock, ...] = ()
    if len(statement.moments) < 50:
        spans = (*statement.moments, *statement.clocks)
    if any(span.start <= token.start < span.end for span in spans):
        return True
    return any(number.start <= token.start < number.end for number in statement.quantities[:50])


def _without_canonical_names(
    statement: TextAnalysis, missing: list[Token], known: _KnownNames
) -> list[Token]:
    """``missing`` without the words of canonical names that occur, if in other words or another language."""
    names = [term for term in statement.terms if term.term[0] == "@" and term.term in known.terms]
    unknown, at = [], 0
    for token in missing:
        while at < len(names) and names[at].end <= token.start:
            at += 1
        if at == len(names) or token.start < names[at].start:
            unknown.append(token)
    return unknown


def _is_near(left: str, right: str, translated: bool) -> bool:
    """Whether two folded words are misspellings of one name, or its forms in two languages.

    Between languages a common beginning of five letters and half of the longer word is enough ("Vincent" and
    "Vinsensius"). Otherwise words of 7 letters (5 between languages) may differ by one edit, of 11 by two.
    """
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
    """The consonants of a long name, which "Hezbollah" and "Hizbullah" share; ``""`` if they are too few."""
    consonants = re.sub(r"[aeiou]", "", word)
    return word[0] + consonants if len(consonants) >= _SKELETON_CHARS and word[0] not in "aeiou" else ""


def _edits(left: str, right: str) -> int:
    """The edit distance of two words: letters inserted, deleted, replaced, or exchanged with a neighbour.

    This is the Damerau-Levenshtein distance in its restricted form (optimal string alignment).
    """
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
    """The term of a word as written: "UN" is the United Nations only in capitals. Else the word itself."""
    text_terms = terms(text)
    return text_terms[0] if len(text_terms) == 1 else text
