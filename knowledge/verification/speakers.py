"""Finds out whether a neighbouring sentence names the speaker of a sentence: “…” Hal itu dikatakan Rini."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text.stop_words import STOP_WORDS
from knowledge.verification.names import is_common
from knowledge.verification.pronouns import is_one_person
from knowledge.verification.text_analysis import TextAnalysis, analyse
from knowledge.verification.words import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPEECH = _words(
    """
    kata ujar tutur ucap imbuh ungkap papar pungkas tukas cetus menurut mengatakan menyatakan menuturkan
    mengungkapkan menjelaskan menambahkan menegaskan memaparkan menyebut menyebutkan menyampaikan berkata
    berujar bertutur said says say told tells added adds explained explains stated states according
    """
)
_REPORTED = _words(
    """
    dikatakan disampaikan diungkapkan dijelaskan ditegaskan dinyatakan diutarakan dituturkan dikemukakan
    """
)
"""These refer to what was said before: "Hal itu dikatakan Rini"."""
_STANCE = _words(
    """
    berharap mengharapkan yakin meyakini menilai berpendapat meminta berjanji menduga memperkirakan mengaku
    mengakui mengeluh mengeluhkan hopes hoped hope believes believed believe thinks thought wants wanted asked
    asks promised promises complained expects expected
    """
)
"""A statement that retells a quotation may name its speaker with one of these."""
_REFERRING = _words("kata ujar tutur ucap demikian begitu itulah")
"""A sentence that begins with one of these refers to the one before."""
_PLACE = _words("di ke dari pada dalam sejak in at to from on near since")
"""A name after one of these is a place or a day, and nobody who speaks."""

_OPENING = re.compile(r"\s*[\"“]")
_QUOTATION_MARK = re.compile(r"[\"“”]")
_CLOSES = re.compile(r"[^\"“”]{1,1000}[.,!?…][\"”]")
LONGEST_QUOTATION = 3
"""Sentences after one in a quotation among which its end, with the speaker, is looked for."""
_LONGEST_CHARS = 2_000
"""The rest of a longer sentence is ignored."""
_MOST_BETWEEN = 8
"""Words and signs between a speaker and the verb: "kata ketua paguyuban pedagang, Sri Kencana"."""


def naming_neighbour(
    statement: str, missing: Sequence[str], cited: str, before: str, after: Sequence[str]
) -> int | None:
    """Where the speaker of the sentence ``cited`` is named, whom the statement names: -1, 1, 2, … or None.

    ``missing`` are the words of the name, as the statement writes them, that ``cited`` lacks. ``before`` is
    the sentence before it, ``after`` are those after it; ``""`` and ``[]`` if there are none. A sentence
    after it must end the quotation that ``cited`` belongs to, or refer to it ("Hal itu dikatakan …"). The
    sentence before names the speaker only of a quotation.

    >>> says = "Rini Sasmita mengatakan harga turun."
    >>> naming_neighbour(says, ["Rini", "Sasmita"], "“Harga turun.", "", ["Kami lega,” kata Rini Sasmita."])
    1
    >>> naming_neighbour(says, ["Rini", "Sasmita"], "Harga turun.", "Rini Sasmita mengatakan hal lain.", [])
    """
    own = analyse(statement)
    name = [token for token in own.tokens if token.text in missing]
    if not name or not is_one_person(own, name) or own.words.isdisjoint(_SPEECH | _REPORTED | _STANCE):
        return None
    if not analyse(cited[:_LONGEST_CHARS]).words.isdisjoint(_SPEECH | _REPORTED):
        return None  # it tells itself who speaks
    folded = frozenset(token.plain for token in name)
    for step, sentence in enumerate((each[:_LONGEST_CHARS] for each in after[:LONGEST_QUOTATION]), start=1):
        if _refers_back(sentence) if step == 1 else _CLOSES.match(sentence):
            return step if _speaks(analyse(sentence), folded) else None
        if _QUOTATION_MARK.search(sentence):
            break
    return -1 if _OPENING.match(cited) and _speaks(analyse(before[:_LONGEST_CHARS]), folded) else None


def _refers_back(sentence: str) -> bool:
    """Whether a sentence ends the quotation of the one before, or tells who said that."""
    words = [token.plain for token in analyse(sentence).tokens if token.kind == "word"]
    if words and (words[0] in _REFERRING or not _REPORTED.isdisjoint(words)):
        return True
    return _CLOSES.match(sentence) is not None


def _speaks(neighbour: TextAnalysis, name: frozenset[str]) -> bool:
    """Whether a sentence reports speech of the person with this name, and names nobody else."""
    tokens = neighbour.tokens
    if not neighbour.words.issuperset(name):
        return False
    verbs = [index for index, token in enumerate(tokens) if token.plain in _SPEECH | _REPORTED]
    places = [index for index, token in enumerate(tokens) if token.plain in name and token.is_capitalised]
    if not any(abs(verb - place) <= _MOST_BETWEEN for verb in verbs[:20] for place in places[:20]):
        return False
    return all(
        any(token.plain in name for token in tokens[first : last + 1])
        or _is_beside(tokens, first, last, name)
        for first, last in _runs(neighbour)
    )


def _runs(analysis: TextAnalysis) -> list[tuple[int, int]]:
    """The first and the last index of each run of capitalised words.

    Common words that only begin a sentence, and dates, are left out.
    """
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(analysis.tokens):
        if not token.is_capitalised or _is_no_name(analysis, index):
            continue
        if runs and index == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _is_no_name(analysis: TextAnalysis, index: int) -> bool:
    token = analysis.tokens[index]
    if any(day.start <= token.start < day.end for day in analysis.moments[:50]):
        return True
    before = analysis.tokens[index - 1] if index else None
    begins = before is None or (before.kind == "sign" and before.text not in {",", "-"})
    return begins and (token.plain in STOP_WORDS or is_common(token.plain))


def _is_beside(tokens: Sequence[Token], first: int, last: int, name: frozenset[str]) -> bool:
    """Whether a run is a place, or the title of the person: "Kepala Pasar Merak, Rini Sasmita, …"."""
    if first and tokens[first - 1].plain in _PLACE:
        return True
    following = [token.plain for token in tokens[last + 1 : last + 3]]
    if following[:1] in ([","], ["."]) and following[1:] and following[1] in name:
        return True  # also "Dr. Rini"
    preceding = [token.plain for token in tokens[max(0, first - 2) : first]]
    return preceding[-1:] == [","] and preceding[0] in name
