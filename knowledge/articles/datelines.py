"""Recognises datelines: the place, publisher or date before the dash at the beginning of a news text.

Examples: ``PHNOM PENH – ``, ``JAKARTA, KOMPAS.com - ``, ``Merdeka.com - ``, ``Jakarta (ANTARA) - ``,
``LONDON, 22 April 2022 (Reuters) — ``. They are recognised by their form alone, without a list of places; an
opening that could be something else is not taken for a dateline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.text.dates import find_dates, is_date_context

LONGEST_DATELINE = 90
"""Characters of a dateline before its dash."""

_DASH = re.compile(
    r"""\s*\|\s+
      | [ \t\xa0]+(?:-[ -]*-|[-–—―]+)(?=\s|["'“‘]|$)
      | (?<=[\w.)])[ \t\xa0]?(?:--+|[–—―])(?=\s|["'“‘A-Z])""",
    re.VERBOSE,
)
_PIECE = re.compile(r"\(([^()]*)\)|([^,/()]+)|[,/()]")
_WEB_NAME = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)+(?:com|net|org|info|news|media|online|tv|id|co|my|sg|au|uk|us|ph|th|kh|la|vn)/?",
    re.IGNORECASE,
)
_MEDIA_WORD = re.compile(
    r"\b(?:news|newsroom|post|times|herald|tribune|tribun|daily|radio|tv|televisi|television|broadcasting|media"
    r"|press|pers|kantor berita|agency|gazette|journal|guardian|harian|koran|tabloid|majalah|magazine|weekly"
    r"|reuters|associated press|afp|ap|bbc|cnn|cnbc|voa|rri|tvri|antara|tempo|kompas|detik|republika"
    r"|kontan|bisnis indonesia|jawa pos|pos kota|pikiran rakyat|bernama|xinhua|bloomberg|kyodo|dpa|tass|upi"
    r"|rimanews|okezone|kumparan|tirto|sindonews|liputan6)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*|d[aeiu]l?|of|the|and|dan|al-\w+)(?:\s+(?:[^\W\d_a-z][\w.'’-]*|of|the|and|dan|\d{1,3}))*"
)
# A day and month without a year ("22/4", "April 22"): part of a dateline, but not a full date.
_DAY_ONLY = re.compile(
    r"\d{1,2}\s*/\s*\d{1,2}|\d{1,2}\.? [^\W\d_]{3,9}|[^\W\d_]{3,9}\.? \d{1,2}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline of a news text, and the place, publisher and date in it.

    ``text[:end]`` is the dateline with its dash and the white space after it.
    """

    end: int
    place: str | None = None
    publisher: str | None = None
    published_on: date | None = None


def dateline(text: str, *, today: date | None = None) -> Dateline | None:
    """Returns the dateline at the start of ``text`` (after white space), or None if there is none.

    ``today`` helps to read dates that are incomplete; see :func:`knowledge.text.dates.find_dates`.

    >>> dateline("JAKARTA, KOMPAS.com - Harga beras naik.")
    Dateline(end=22, place='JAKARTA', publisher='KOMPAS.com', published_on=None)
    >>> dateline("Harga beras - juga gula - naik.") is None
    True
    """
    start = len(text) - len(text.lstrip()) if text[:1].isspace() else 0
    window = text[start : start + LONGEST_DATELINE + 5]
    dash = _DASH.search(window.split("\n", 1)[0])
    if dash is None or not 0 < dash.start() <= LONGEST_DATELINE:
        return None
    head = window[: dash.start()].strip()
    fields = _read_head(head, today)
    if fields is None:
        return None
    place, publisher, published_on = fields
    if publisher is None and published_on is None and (place is None or not is_place(head)):
        return None
    end = start + dash.end()
    while end < len(text) and text[end].isspace():
        end += 1
    following = text[end : end + 2].lstrip("\"'“‘([")
    if not following or following[0].islower():
        return None
    return Dateline(end, place, publisher, published_on)


def is_publisher(text: str) -> bool:
    """Whether a short piece of text has the form of a publisher's name.

    >>> is_publisher("Contoh.co.id"), is_publisher("Warta Post"), is_publisher("Budi Santoso")
    (True, True, False)
    """
    text = text.strip()
    if not text or len(text) > 60:
        return False
    if _WEB_NAME.fullmatch(text):
        return True
    if not _MEDIA_WORD.search(text) or len(text.split()) > 6:
        return False
    return all(
        word[0].isupper() or word.lower() in {"of", "the", "and", "dan", "detikcom"} for word in text.split()
    )


def _read_head(head: str, today: date | None) -> tuple[str | None, str | None, date | None] | None:
    publisher: str | None = None
    published_on: date | None = None
    day = next(find_dates(head, today=today), None)
    if day is not None:
        published_on = day.day
        head = f"{head[: day.start]},{head[day.end :]}"
    places: list[str] = []
    for piece in _PIECE.finditer(_without_day(head)):
        name = " ".join((piece[1] or piece[2] or "").split()).strip(" .;")
        if is_date_context(name):
            continue
        if is_publisher(name) and publisher is None:
            publisher = name
        elif piece[1] is not None and publisher is None and places and _NAME.fullmatch(name):
            # "MAKMURJAYA (Warta Kita) –": a name in brackets after the place is the publisher.
            publisher = name
        elif len(places) < 3 and len(name.split()) <= 5 and _NAME.fullmatch(name):
            places.append(name)
        else:
            return None
    if not places and publisher is None:
        return None
    return ", ".join(places) or None, publisher, published_on


def _without_day(head: str) -> str:
    """Removes a day without a year: ``New York, 22/4 (ANTARA)`` loses ``22/4``."""
    return ",".join(_DAY_ONLY.sub("", piece) for piece in head.split(","))


def is_place(text: str) -> bool:
    """Whether a short piece of text has the form of a place name: one or two words, up to four in capitals.

    More words would be ambiguous: "Presiden Joko Widodo - Jusuf Kalla …" looks like "Kota Baru - Polisi …".

    >>> is_place("Kota Baru"), is_place("KUTA RAYA BARU"), is_place("Jadwal Salat Semarang")
    (True, True, False)
    """
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= (4 if text.isupper() else 2)
