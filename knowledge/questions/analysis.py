"""What a question asks for, told from its words: kind, subject terms, names and numbers."""

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
"""When, seen from the asker: no article that answers has to say "today" itself."""

_PREPOSITIONS = frozenset({"di", "ke", "dari"})
_YES_NO_STARTS = word_set(
    """
    apakah adakah benarkah bisakah sudahkah bolehkah is are was were do does did has have had can
    could will
    """
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. Terms are those of :mod:`knowledge.terms`, distinct, in order."""

    text: str
    kind: Kind
    language: str
    """``id`` or ``en`` by its function words; ``und`` when these do not tell."""
    terms: tuple[str, ...]
    names: frozenset[str]
    """Terms of words with a capital (or with a canonical name) that do not merely begin the question.

    Common words of the lexicon are none, whatever their letters.
    """
    numbers: frozenset[str]
    context: frozenset[str]
    """Terms that stand only in brackets at the end: what a follow-up is about, not what it asks."""
    own_text: str
    """The text without these brackets."""


def analyse(question: str) -> Question:
    """Take a question apart. A question without any word has kind ``other`` and no terms.

    >>> asked = analyse("Pada tahun berapa Rini Sasmita pindah ke Lembah Biru?")
    >>> asked.kind, sorted(asked.names)
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
    """The first question word decides, together with the words beside it."""
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
    # A question word outweighs the title of a film.
    indonesian = sum(word in INDONESIAN_MARKERS for word in words) + 4 * any(
        word in _KIND_BY_WORD and word in INDONESIAN_MARKERS for word in words
    )
    english = sum(word in ENGLISH_MARKERS for word in words)
    if indonesian == english:
        return "und"
    return "id" if indonesian > english else "en"


def _names(question: str, words: list[LocatedTerm], spelled: list[str]) -> list[str]:
    """A capital counts as a name's unless nearly every word has one, or it only begins the question."""
    letters = [word for found in spelled for word in found.split() if word[0].isalpha()]
    shouted = len(letters) > 3 and sum(word[0].isupper() for word in letters) > 0.8 * len(letters)
    names = []
    for index, word in enumerate(words):
        capital = spelled[index][0].isupper() and index > 0 and not shouted
        inner_capital = any(letter.isupper() for letter in spelled[index][1:]) and not shouted
        if word.term.startswith("@") or ((capital or inner_capital) and _is_name(question, word)):
            names.append(word.term)
    return names


def _is_name(question: str, word: LocatedTerm) -> bool:
    # An office with a capital ("Presiden") is what is asked about, not who.
    return not word.term.startswith("~") and is_content(question, word)
