"""Analyses the words of a question: what kind of answer it asks for, its terms, names and numbers.

Retrieval uses the result to search and to rank sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.text.gazetteer import plain
from knowledge.text.stop_words import ENGLISH_MARKERS, INDONESIAN_MARKERS, word_set
from knowledge.text.terms import LocatedTerm, is_content, locate_terms

Kind = Literal["who", "when", "how_many", "where", "why", "how", "what", "yes_no", "other"]

KINDS: tuple[Kind, ...] = ("who", "when", "how_many", "where", "why", "how", "what", "yes_no", "other")
_WORDS: dict[Kind, frozenset[str]] = {
    "who": word_set("siapa siapakah sapa siapanya who whom whose whos"),
    "when": word_set("kapan kapankah bilamana kpn when whens"),
    "how_many": word_set("berapa berapakah brp brapa seberapa"),
    "where": word_set("dimana dimanakah kemana kemanakah darimana darimanakah where wheres"),
    "why": word_set("mengapa mengapakah kenapa kenapakah knp napa why whys"),
    "how": word_set("bagaimana bagaimanakah gimana gmn gmana bgmn how hows"),
    "what": word_set("apa apakah apaan apanya what whats which mana manakah"),
}
_KIND_BY_WORD: dict[str, Kind] = {word: kind for kind, words in _WORDS.items() for word in words}
_TIME_NOUNS = word_set(
    """
    tahun tanggal tgl bulan hari abad jam pukul minggu year date month day time century
    """
)
_PLACE_NOUNS = word_set(
    """
    negara kota provinsi kabupaten desa wilayah daerah tempat lokasi pulau kecamatan gunung benua
    country city province region area place location island village town state continent
    """
)
_PERSON_NOUNS = word_set(
    """
    presiden menteri gubernur ketua direktur pemain pelatih tokoh orang pemimpin penyanyi penulis
    pelaku aktor raja president minister governor director person player coach leader singer author
    actor king queen
    """
)
_AMOUNTS = word_set(
    """
    many much old tall long far big large high often jumlah banyak persen percent percentage
    """
)
_BRACKETS_AT_END = re.compile(r"\([^()]*\)[\s?.!]*$")
_MOMENT = re.compile(
    r"\b(?:(?:hari|malam|pagi|siang|sore|pekan|minggu|bulan|tahun|saat|waktu) (?:ini|lalu|kemarin|depan)"
    r"|tadi (?:malam|pagi|siang|sore)|sekarang|kini|besok|lusa|kemarin|barusan|baru-baru ini"
    r"|(?:this|last|next) (?:week|weekend|month|year|night|morning|afternoon|evening|time)"
    r"|today|tonight|tomorrow|yesterday|now|nowadays|currently|recently|right now)\b",
    re.IGNORECASE,
)
"""Times relative to the asker. An article can answer without containing such a word."""

_PREPOSITIONS = frozenset({"di", "ke", "dari"})
_YES_NO_STARTS = word_set(
    """
    apakah adakah benarkah bisakah sudahkah bolehkah is are was were do does did has have had can
    could will
    """
)


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question. Its terms are those of :mod:`knowledge.text.terms`."""

    text: str
    kind: Kind
    language: str
    """``id`` or ``en`` according to its function words; ``und`` if they do not decide."""
    terms: tuple[str, ...]
    """Distinct content terms in order, without times such as "yesterday"."""
    names: frozenset[str]
    """Terms of names: countries, months and weekdays, and words that are capitalised inside the question.

    Common words of the lexicon ("Presiden") never count as names.
    """
    numbers: frozenset[str]
    context: frozenset[str]
    """Terms that occur only in brackets at the end, where the topic of a follow-up is added."""
    own_text: str
    """The text without brackets at the end."""


def analyse(question: str) -> Question:
    """Analyse a question. A question without words has kind ``other`` and no terms.

    >>> question = analyse("Pada tahun berapa Rini Sasmita pindah ke Lembah Biru?")
    >>> question.kind, sorted(question.names)
    ('when', ['lembah', 'rini', 'sasmita'])
    """
    words = locate_terms(question)
    spelled = [question[word.start : word.end] for word in words]
    plains = [plain(word) for word in spelled]
    moments = [match.span() for match in _MOMENT.finditer(question)]
    content = [
        word
        for word in words
        if is_content(question, word)
        and not any(start <= word.start and word.end <= end for start, end in moments)
    ]
    names = _names(question, words, spelled)
    bracket = _BRACKETS_AT_END.search(question)
    begin = bracket.start() if bracket else len(question)
    return Question(
        text=question,
        kind=_kind(plains),
        language=_language(plains),
        terms=tuple(dict.fromkeys(word.term for word in content)),
        names=frozenset(names),
        numbers=frozenset(word.term for word in content if word.term[0].isdigit()),
        context=frozenset(word.term for word in content if word.start > begin)
        - {word.term for word in content if word.start < begin},
        own_text=question[:begin].rstrip() or question,
    )


def _kind(words: list[str]) -> Kind:
    """Return the kind of question by its first question word and the words next to it."""
    for index, word in enumerate(words):
        kind = _KIND_BY_WORD.get(word)
        if kind is None:
            continue
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        around = {before, after} | set(words[index + 2 : index + 3])
        if kind == "how_many":
            return "when" if {before, after} & _TIME_NOUNS else "how_many"
        if kind == "how":
            return "how_many" if after in _AMOUNTS else "how"
        if kind == "what":
            return _what(word, before, around)
        if kind == "when" and index and word == "when":
            continue  # "What did she say when …?"
        return kind
    return "yes_no" if words and words[0] in _YES_NO_STARTS else "other"


def _what(word: str, before: str, around: set[str]) -> Kind:
    if word in {"mana", "manakah"} and before in _PREPOSITIONS:
        return "where"
    if around & _TIME_NOUNS:
        return "when"
    if around & _PLACE_NOUNS:
        return "where"
    if around & _PERSON_NOUNS:
        return "who"
    if around & _AMOUNTS:
        return "how_many"
    return "what"


def _language(words: list[str]) -> str:
    # An Indonesian question word outweighs English words: they may be the title of a film.
    indonesian = sum(word in INDONESIAN_MARKERS for word in words) + 4 * any(
        word in _KIND_BY_WORD and word in INDONESIAN_MARKERS for word in words
    )
    english = sum(word in ENGLISH_MARKERS for word in words)
    if indonesian == english:
        return "und"
    return "id" if indonesian > english else "en"


def _names(question: str, words: list[LocatedTerm], spelled: list[str]) -> list[str]:
    """Terms of names. A capital at the beginning does not count, nor do any if nearly every word has one."""
    parts = [part for word in spelled for part in word.split() if part[0].isalpha()]
    all_capitalised = len(parts) > 3 and sum(part[0].isupper() for part in parts) > 0.8 * len(parts)
    names = []
    for index, word in enumerate(words):
        capital = spelled[index][0].isupper() and index > 0 and not all_capitalised
        inner_capital = any(letter.isupper() for letter in spelled[index][1:]) and not all_capitalised
        if word.term.startswith("@") or ((capital or inner_capital) and _is_name(question, word)):
            names.append(word.term)
    return names


def _is_name(question: str, word: LocatedTerm) -> bool:
    # A capitalised office ("Presiden") describes a person but does not name one.
    return not word.term.startswith("~") and is_content(question, word)
