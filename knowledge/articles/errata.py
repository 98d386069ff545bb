"""Recognises an article that corrects another one, and reads which values it takes back.

An erratum is an article of its own ("Ralat: …"). A new text of the same article is a version of it: see
:mod:`knowledge.articles.diff`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.articles.correcting_sentences import Slots, pair, read
from knowledge.articles.stated_values import StatedValue, states
from knowledge.models import Article

MOST_TITLE_CHARACTERS = 300
MOST_CUES = 50
"""Words of a text that may reveal an erratum and are looked at; real articles have one or two."""
MOST_SENTENCES = 100
"""Sentences that are read for corrected values: the first ones. Errata are short."""

_DENIALS_IN_FIRST = 5
"""In these first sentences "150, bukan 510" corrects a value. Further on in a long article it is contrast."""
_LOOK = 200
"""Characters around a cue in which the article must speak of a report, and in which a quotation begins."""

_TITLE = re.compile(
    r"""^\W*(?:
          (?:ralat|erratum|errata)\b
        | (?:koreksi|pembetulan|corrections?|corrected)\s?(?:$|[:|–—\])]|-\s)
        | (?:koreksi|pembetulan)\s(?:(?:atas|untuk)\s)?(?:berita|artikel|pemberitaan|judul|redaksi)\b
        | corrections?\s(?:and|&)\sclarifications?\b
        | corrected\s(?:version|article|report|story)\b
      )
    | [\[(]\s?(?:ralat|koreksi|pembetulan|erratum|errata|corrections?|corrected)(?:\sversion)?\s?[\])]
    | [-–—|:]\s?(?:ralat|erratum|corrections?|corrected(?:\sversion)?)\s?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIGURE = r"(?:angka|jumlah|data|nilai|figure|number|total|amount|count)"
_PARTICULAR = (
    r"(?:nama|tanggal|hari|harga|skor|usia|umur|jabatan|lokasi|alamat|waktu|judul|penulisan|ejaan"
    r"|name|date|day|price|score|age|title|spelling|place|time)"
)
_CUE = re.compile(
    rf"""(?<!\w)(?:
      (?P<own>  # only a newsroom says so of itself
          (?:kami|redaksi)\s(?:(?:telah|sempat|sudah|semula|sebelumnya)\s)?
            (?:keliru|salah|kurang\stepat)\s?(?:dalam\s)?(?:menulis|menyebut|memberitakan|mewartakan|melaporkan
            |mencantumkan|menyajikan|memuat|mengutip|tulis|sebut|,|\.)
        | terdapat\s(?:kesalahan|kekeliruan)\s(?:penulisan|pengetikan|data|informasi|angka)?\s?(?:di\s|pada\s
            |dalam\s)?(?:berita|artikel|pemberitaan|judul)
        | (?:kami|redaksi)\s(?:meralat|mengoreksi|membetulkan)
        | (?:berita|artikel|laporan|tulisan|naskah)\sini\s(?:telah\s|sudah\s|merupakan\s)?
            (?:diralat|dikoreksi|diperbaiki|ralat|koreksi)
        | an?\s(?:earlier|previous|prior|original)\s(?:version|edition)\sof\sthis\s(?:article|report|story)
        | this\s(?:article|report|story)\s(?:has\sbeen|was|is)\s(?:corrected|amended|a\scorrection)
        | this\sis\sa\scorrected\s(?:version|article|report|story)
        | we\s(?:regret|apologi[sz]e\sfor)\s(?:the|this|our)\s(?:error|mistake)
        | we\s(?:incorrectly|wrongly|mistakenly|erroneously)\s(?:reported|wrote|said|stated|gave)
        | we\smisstated
      )
    | (?P<label>(?:ralat|koreksi|pembetulan|erratum|corrections?|corrected\sversion)\s?[:–—])
    | (?P<sorry>
          (?:kami|redaksi)?\s?(?:(?:me)?mohon|meminta|minta)\smaaf\s(?:atas|untuk)\s
            (?:kesalahan|kekeliruan|kekhilafan|ketidaktepatan)
      )
    | (?P<report>  # of a report, or of something else that is written down
          (?:yang\s)?(?:seharusnya|semestinya)\s(?:tertulis|ditulis|berbunyi|dibaca)
        | {_PARTICULAR}\s(?:\w+\s){{0,5}}?yang\sbenar\s(?:adalah|ialah|yakni|yaitu)
        | the\scorrect\s{_PARTICULAR}\s(?:is|was)
        | should\shave\sread
      )
    | (?P<figure>
          {_FIGURE}\s(?:\w+\s){{0,5}}?yang\sbenar\s(?:adalah\s|ialah\s|yakni\s|yaitu\s)?(?=[\dR]|se|sa|du|ti|em|li|en)
        | the\scorrect\s{_FIGURE}\s(?:[\w-]+\s){{0,6}}?(?:is|was|are|were)\s
      )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_A_REPORT = re.compile(
    r"\b(?:kami|redaksi|berita|artikel|pemberitaan|naskah|sebelumnya\stertulis|semula\stertulis"
    r"|this\s(?:article|report|story)|(?:our|earlier|previous)\s(?:article|report|story|version)|we)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:kata|katanya|ujar|ujarnya|tutur|tuturnya|ucap|ucapnya|tegas|tegasnya|jelas|jelasnya|ungkap"
    r"|ungkapnya|menurut|mengatakan|menyebut|menyebutkan|menegaskan|menjelaskan|mengoreksi|membantah|ujaran"
    r"|says?|said|told|according)\b",
    re.IGNORECASE,
)
_MISSTATED = re.compile(
    r"\b(?:misstated|misspelled|misidentified|misreported|misattributed|incorrectly|wrongly|mistakenly"
    r"|erroneously|incorrect|wrong|error|said|stated|gave|reported)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class CorrectingSentence:
    """The sentence at ``position`` of an erratum, with the values that it takes back and those it gives.

    Numbers come with what they count ("510 rumah"). ``wrong`` is empty if the erratum does not tell what was
    wrong, ``right`` if only that is told.
    """

    position: int
    wrong: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithdrawnValues:
    """The sentences of an erratum that correct something, in text order; ``()`` if none was recognised."""

    sentences: tuple[CorrectingSentence, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        """The indexes of the correcting sentences among the sentences of the erratum."""
        return tuple(sentence.position for sentence in self.sentences)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The values that were wrong, without repetition; a value may occur in a text in another form."""
        return tuple(dict.fromkeys(value for sentence in self.sentences for value in sentence.wrong))

    @property
    def right(self) -> tuple[str, ...]:
        """The values that are right, without repetition."""
        return tuple(dict.fromkeys(value for sentence in self.sentences for value in sentence.right))


def is_erratum(title: str, text: str) -> bool:
    """Whether an article corrects what the newsroom published before, by its title or its own words.

    What somebody corrects in a quotation does not count, nor a price that the market corrects.

    >>> is_erratum("Ralat: Jumlah Rumah", "Jumlahnya 150."), is_erratum("Koreksi IHSG", "IHSG turun.")
    (True, False)
    >>> is_erratum("Banjir", "Kami menulis 510 rumah. Angka yang benar adalah 150 rumah.")
    True
    """
    if _TITLE.search(" ".join(title[:MOST_TITLE_CHARACTERS].split())):
        return True
    for number, match in enumerate(_CUE.finditer(text)):
        if number == MOST_CUES:
            break
        if _is_own_correction(text, match):
            return True
    return False


def withdrawn_values(erratum: Article) -> WithdrawnValues:
    """Read which values an erratum takes back and which it gives instead, from its title and sentences.

    If no word marks the right value, the correcting sentence is the one that has another value of the same
    noun as the wrong one, after it or before it; without such a sentence, the one that tells what was wrong.
    """
    sentences = [" ".join(sentence.text.split()) for sentence in erratum.sentences[:MOST_SENTENCES]]
    slots = [read(text, denials=at < _DENIALS_IN_FIRST) for at, text in enumerate(sentences)]
    pools = {at: list(each.wrong) for at, each in enumerate(slots) if each.wrong and not each.right}
    corrected: list[CorrectingSentence] = []
    for at, each in enumerate(slots):
        if not each.right:
            continue
        wrong, right = pair(each.wrong, each.right)
        if not wrong and pools:
            # The nearest sentence that tells what was wrong; the one before rather than the one after.
            pool = pools[min(pools, key=lambda other: (abs(other - at), other > at))]
            wrong, right = pair(pool, each.right)
            pool[:] = [value for value in pool if value not in wrong] or pool
        if wrong or each.is_marked:
            corrected.append(_correcting(at, wrong, right))
    if not corrected:
        corrected = _from_title(erratum.title, sentences) or _without_mark(slots)
    return WithdrawnValues(tuple(corrected))


def _is_own_correction(text: str, match: re.Match[str]) -> bool:
    """Whether the newsroom itself corrects something at ``match``, and nobody whom it quotes."""
    if _is_quoted(text, match.start()):
        return False
    begin, end = _sentence_around(text, match.start(), match.end())
    sentence = text[begin:end]
    before = text[begin : match.start()]
    kind = match.lastgroup
    if kind == "own":
        return "version" not in match[0].lower() or bool(_MISSTATED.search(sentence))
    if kind == "label":
        return not before.strip(" \t*_([-–—•\"'")
    if kind == "sorry":
        is_own = match[0][:1].lower() in {"k", "r"}
        return is_own or not before.strip() or bool(re.search(r"\b(?:kami|redaksi)\b", before, re.IGNORECASE))
    around = text[max(0, match.start() - _LOOK) : match.end() + _LOOK]
    if kind == "report":
        return bool(_OF_A_REPORT.search(around)) and not _SPEECH.search(sentence)
    return not _SPEECH.search(sentence)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around a cue, at most :data:`_LOOK` characters on either side."""
    first = max(0, start - _LOOK)
    stops = [stop.end() for stop in _STOP.finditer(text, first, start)]
    following = _STOP.search(text, end, end + _LOOK)
    return (stops[-1] if stops else first), (following.start() if following else min(len(text), end + _LOOK))


def _is_quoted(text: str, at: int) -> bool:
    line = text.rfind("\n", max(0, at - 5 * _LOOK), at) + 1 or max(0, at - 5 * _LOOK)
    before = text[line:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _correcting(
    position: int, wrong: Sequence[StatedValue], right: Sequence[StatedValue]
) -> CorrectingSentence:
    return CorrectingSentence(
        position,
        tuple(_with_noun(value, right) for value in wrong),
        tuple(_with_noun(value, wrong) for value in right),
    )


def _with_noun(value: StatedValue, others: Sequence[StatedValue]) -> str:
    """The text of a value; a number without a noun gets that of the first of ``others``: "bukan tiga"."""
    if value.kind != "number" or value.noun or not others or not others[0].noun:
        return value.text
    noun = others[0].text.split()[-1]
    return f"{value.text} {noun}" if noun.isalpha() else value.text


def _from_title(title: str, sentences: Sequence[str]) -> list[CorrectingSentence]:
    """The correction that only the title tells, at the first sentence that states the right value."""
    slots = read(" ".join(title.split()), denials=True)
    wrong, right = pair(slots.wrong, slots.right)
    if not wrong:
        return []
    found = _correcting(0, wrong, right)
    stating = (at for at, text in enumerate(sentences) if states(text, found.right[0]))
    return [CorrectingSentence(next(stating, 0), found.wrong, found.right)]


def _without_mark(slots: Sequence[Slots]) -> list[CorrectingSentence]:
    """The correction if no word marks the right value, only the wrong one; ``[]`` without that."""
    for at, each in enumerate(slots):
        if not each.is_marked or not each.wrong:
            continue
        for other in [*range(at + 1, len(slots)), *range(at - 1, -1, -1)]:
            wrong, right = pair(each.wrong, slots[other].values)
            if wrong and (wrong[0].noun == right[0].noun or (other == at + 1 and not right[0].noun)):
                return [_correcting(other, wrong, right)]
        return [_correcting(at, each.wrong[:1], ())]
    return []
