"""Spells out the words of time in a text as keywords, so that one rule reads every way to write them.

"3 hr yg lalu" becomes ``3 DAY YANG LALU``, "last wensday" ``LAST W2`` and "tgl 3 Mei" ``DATE 3 M05``.
Keywords are capitals and all other text is lower case, so they cannot be confused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPELLINGS = {
    "DAY": "hari hr hri day days",
    "MINGGU": "minggu mingu minngu mnggu mggu mgg",  # a week, or Sunday
    "WEEK": "pekan week weeks wk wks",
    "MONTH": "bulan bln buln month months",
    "YEAR": "tahun thn taun tahn year years yr yrs",
    "HOUR": "jam hour hours",
    "WEEKEND": "weekend weekends wiken wikend",
    "PART": "pagi pgi siang sore petang subuh morning afternoon evening",
    "NIGHT": "malam malm mlm malem night nite",
    "TODAY": "today tody tday tdy tonight tonite",
    "YESTERDAY": "kemarin kemaren kmarin kmaren kemrin kemarn kmren kmrn kmrin yesterday ystrday yday",
    "LASTNIGHT": "semalam semalem smalam smalem smlm",
    "EARLIER": "tadi td",
    "INI": "ini",
    "THIS": "this",
    "LALU": "lalu silam",
    "LAST": "last lst previous prev",
    "PAST": "past",
    "RECENT": "terakhir trakhir terahir terakir",
    "AGO": "ago back",
    "NEXT": "depan mendatang nanti besok esok next tomorrow upcoming coming",
    "EVERY": "setiap tiap stiap every each",
    "NOW": "sekarang skrg skrng skarang kini now",
    "EARLY": "awal early",
    "MID": "pertengahan tengah mid",
    "LATE": "akhir late",
    "START": "start beginning",
    "MIDDLE": "middle",
    "END": "end",
    "SINCE": "sejak sjk semenjak since",
    "BEFORE": "sebelum sblm sblum before",
    "AFTER": "setelah stlh sesudah after",
    "TO": "sampai sampe smpe hingga hgg sd until till til through thru",
    "FROM": "dari dr from",
    "BETWEEN": "antara between",
    "AND": "dan dn and &",
    "DATE": "tanggal tgl tgal",
    "YANG": "yang yg",
    "FEW": "beberapa bbrp few several",
    "DAY INI": "hariini",
    "MINGGU INI": "mingguini",
    "MINGGU LALU": "minggulalu",
    "MONTH LALU": "bulanlalu",
    "THIS WEEK": "thisweek",
    "LAST WEEK": "lastweek",
    "LAST MONTH": "lastmonth",
    "LAST NIGHT": "lastnight",
    "N1 DAY": "sehari",
    "N1 WEEK": "seminggu sepekan",
    "N1 MONTH": "sebulan",
    "N1 YEAR": "setahun",
    "N1": "satu one",
    "N2": "dua two couple",
    "N3": "tiga three",
    "N4": "empat four",
    "N5": "lima five",
    "N6": "enam six",
    "N7": "tujuh seven",
    "N8": "delapan lapan eight",
    "N9": "sembilan nine",
    "N10": "sepuluh ten",
    "N11": "sebelas eleven",
    "N12": "duabelas twelve",
}
_CALENDAR = {
    "M01": "januari january jan",
    "M02": "februari pebruari febuari february febuary feb",
    "M03": "maret march mar",
    "M04": "april apr",
    "M05": "mei may",
    "M06": "juni june jun",
    "M07": "juli july jul",
    "M08": "agustus agust august agu agt aug",
    "M09": "september sept sep",
    "M10": "oktober october okt oct",
    "M11": "november nopember nov nop",
    "M12": "desember december des dec",
    "W0": "senin senen monday mondy",
    "W1": "selasa slasa tuesday teusday",
    "W2": "rabu wednesday wensday wednsday",
    "W3": "kamis kmis thursday thurday",
    "W4": "jumat jumaat jum'at friday firday",
    "W5": "sabtu saptu saturday satuday",
    "W6": "ahad sunday sundy",
    # Short forms of weekdays are also other words ("sat"), so they are keywords of their own.
    "A0": "mon",
    "A1": "tue tues",
    "A2": "wed",
    "A3": "thu thur thurs",
    "A4": "fri",
    "A5": "sat",
    "A6": "sun",
}
_KEYWORDS = {
    word.replace("'", ""): keyword
    for table in (_SPELLINGS, _CALENDAR)
    for keyword, words in table.items()
    for word in words.split()
}

MIN_CORRECTED = 7
"""Letters. Shorter words are not corrected, because other words are one edit away: "sunday" and "Sunda"."""

_CORRECTED = tuple(
    word
    for word, keyword in _KEYWORDS.items()
    if len(word) >= MIN_CORRECTED
    and ((keyword[0] in "MW" and keyword[1:].isdigit()) or word in {"kemarin", "yesterday", "terakhir"})
)
_OTHER_WORDS = frozenset({"kemari", "januar", "augustus", "octobre", "novembre"})
"""Words and names that are one edit away from a word of time."""

_DASHES = str.maketrans("–—−‐‑", "-----")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:['’`‘][^\W\d_]+)*|\S")
_POSSESSIVE = re.compile(r"['’`‘]s$")
_APOSTROPHES = str.maketrans("", "", "'’`‘")


@dataclass(frozen=True, slots=True)
class Keywords:
    """A text in keywords: ``text[i]`` stands for ``source[starts[i]:ends[i]]``.

    Words are separated by one space where the source has any white space, and joined where it has none.
    """

    text: str
    source: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source for a span of ``text``, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


def spell_out(text: str) -> Keywords:
    """Replace the words of time in a text by keywords. Takes time linear in the length of the text.

    >>> spell_out("Berita  tgl 3 s/d 10 mei, kmrn").text
    'berita DATE 3 s/d 10 M05, YESTERDAY'
    """
    # "İ" is the only character whose lower case has another length, and the offsets must not move.
    folded = text.replace("İ", "I").lower().translate(_DASHES)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    for match in _TOKEN.finditer(folded):
        piece = _keyword(match[0])
        if pieces and match.start() > end:
            pieces.append(" ")
            starts.append(end)
            ends.append(match.start())
        pieces.append(piece)
        starts += [match.start()] * len(piece)
        ends += [match.end()] * len(piece)
        end = match.end()
    return Keywords("".join(pieces), text, starts, ends)


def _keyword(token: str) -> str:
    word = _POSSESSIVE.sub("", token).translate(_APOSTROPHES)
    if word in _KEYWORDS:
        return _KEYWORDS[word]
    if len(word) >= MIN_CORRECTED - 1 and word not in _OTHER_WORDS:
        for known in _CORRECTED:
            if word[0] == known[0] and word != f"{known}s" and _is_one_edit_away(word, known):
                return _KEYWORDS[known]
    return token


def _is_one_edit_away(word: str, known: str) -> bool:
    """Whether one letter is missing, added or wrong, or two neighbours are exchanged."""
    if abs(len(word) - len(known)) > 1:
        return False
    same = 0
    while same < min(len(word), len(known)) and word[same] == known[same]:
        same += 1
    rest, known_rest = word[same:], known[same:]
    return (
        rest[1:] == known_rest[1:]
        or rest[1:] == known_rest
        or rest == known_rest[1:]
        or (rest[:2] == known_rest[1::-1] and rest[2:] == known_rest[2:])
    )
