"""Finds the numbers, dates and names of a text in Indonesian or English.

It checks what ``knowledge.verification`` accepted, so it shares no code and no word list with it: a mistake
in both would stay hidden. In doubt, it finds too many details rather than too few.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

# --- dates

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Januari Jan", "February Februari Feb", "March Maret Mar", "April Apr", "May Mei",
            "June Juni Jun", "July Juli Jul", "August Agustus Aug Agu Agt", "September Sept Sep",
            "October Oktober Oct Okt", "November Nov", "December Desember Dec Des",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("Monday Senin", "Tuesday Selasa", "Wednesday Rabu", "Thursday Kamis", "Friday Jumat",
         "Saturday Sabtu", "Sunday Minggu Ahad")
    )
    for name in names.split()
}  # fmt: skip
_OFFSETS = {
    "kemarin": -1, "yesterday": -1, "besok": 1, "tomorrow": 1,
    "hari ini": 0, "malam ini": 0, "pagi ini": 0, "today": 0, "tonight": 0,
}  # fmt: skip

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\b\.?"
_ORDINAL = "(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![.,]\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d)\b",
        r"\b(?P<day>\d{1,2})/(?P<number>\d{1,2})(?:/(?P<year>\d{4}))?\b",
        rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?: of)? {_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} (?P<day>\d{{1,2}}){_ORDINAL}\b(?:,? {_YEAR})?",
        rf"\b{_MONTH},? {_YEAR}",
        rf"\b{_MONTH}",
        rf"(?<![\d.,/:]){_YEAR}",
    )
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_OFFSET = re.compile(rf"\b(?:{'|'.join(_OFFSETS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A date, possibly incomplete: ``Day(2025, 3)`` is March 2025, ``Day(month=3)`` March of any year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def implies(self, other: Day) -> bool:
        """Returns True if this day has the same value for each part (year, month, day) of ``other``."""
        parts = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(theirs is None or ours == theirs for ours, theirs in parts)

    def near(self, published_on: date | None) -> Day:
        """Returns the date with its missing year set so that it is nearest to the publication date.

        A date that has a year or no month is returned unchanged.
        """
        if self.year or not self.month or not published_on:
            return self
        middle = (self.day or 15) / 31
        years = (published_on.year - 1, published_on.year, published_on.year + 1)
        now = published_on.year * 12 + published_on.month + published_on.day / 31
        return Day(min(years, key=lambda year: abs(year * 12 + (self.month or 0) + middle - now)),
                   self.month, self.day)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a text as written: calendar dates, weekdays (Monday is 0) and offsets in days.

    "Yesterday" is the offset -1, counted from the day of publication.
    """

    days: frozenset[Day]
    weekdays: frozenset[int]
    offsets: frozenset[int]


def dates(text: str) -> tuple[Dates, str]:
    """Returns the dates of a text, and the text without them.

    >>> dates("Ia datang pada 3 Maret 2025.")[0].days
    frozenset({Day(year=2025, month=3, day=3)})
    """
    days = set()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTHS[parts["month"]] if parts.get("month") else int(parts.get("number") or 0)
            days.add(
                Day(int(parts.get("year") or 0) or None, month or None, int(parts.get("day") or 0) or None)
            )
        text = pattern.sub(" · ", text)
    weekdays = frozenset(_WEEKDAYS[name] for name in _WEEKDAY.findall(text))
    offsets = frozenset(_OFFSETS[name.casefold()] for name in _OFFSET.findall(text))
    return Dates(frozenset(days), weekdays, offsets), _OFFSET.sub(" · ", _WEEKDAY.sub(" · ", text))


def resolved(written: Dates, published_on: date | None) -> set[Day]:
    """Returns the calendar dates that are meant, given the day on which the article was published.

    Without it, dates without a year stay incomplete, and weekdays and offsets are left out.
    """
    days = {day.near(published_on) for day in written.days}
    if published_on:
        last = {
            published_on - timedelta((published_on.weekday() - weekday) % 7) for weekday in written.weekdays
        }
        counted = last | {day + timedelta(7) for day in last}
        counted |= {published_on + timedelta(offset) for offset in written.offsets}
        days |= {Day(day.year, day.month, day.day) for day in counted}
    return days


# --- numbers

_UNITS = {
    word: value
    for value, words in {
        0: "nol zero", 1: "satu one pertama first", 2: "dua two kedua keduanya both second twice",
        3: "tiga three ketiga ketiganya", 4: "empat four keempat fourth", 5: "lima five kelima fifth",
        6: "enam six keenam sixth", 7: "tujuh seven ketujuh seventh", 8: "delapan eight kedelapan eighth",
        9: "sembilan nine kesembilan ninth", 10: "sepuluh ten kesepuluh tenth",
        11: "sebelas eleven kesebelas", 12: "twelve dozen selusin", 13: "thirteen", 14: "fourteen",
        15: "fifteen", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
        60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_TIMES = {"puluh": 10, "ratus": 100, "hundred": 100, "seratus": 100}
_SCALES = {
    "ribu": 10**3, "seribu": 10**3, "thousand": 10**3, "juta": 10**6, "million": 10**6, "miliar": 10**9,
    "milyar": 10**9, "billion": 10**9, "triliun": 10**12, "trillion": 10**12,
}  # fmt: skip
_FRACTIONS = {
    "setengah": Fraction(1, 2), "separuh": Fraction(1, 2), "half": Fraction(1, 2),
    "sepertiga": Fraction(1, 3), "seperempat": Fraction(1, 4), "quarter": Fraction(1, 4),
    "pertiga": Fraction(1, 3),
    "thirds": Fraction(1, 3), "perempat": Fraction(1, 4), "quarters": Fraction(1, 4),
}  # fmt: skip
_ONE_IN_NAME_ONLY = re.compile(
    r"\b(?:salah satu\w*|satu sama lain|satu-satunya|satu per satu|no one|one of|one another|one day)\b", re.I
)
_NUMBER_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_AFTERNOON = re.compile(r"\s?p\.?m\b", re.IGNORECASE)

Values = frozenset[Fraction]
"""The possible values of one number, mostly one: "third" is 3 or 1/3, "9 p.m." is 9 or 21."""


def numbers(text: str) -> set[Values]:
    """Returns the numbers of a text without dates, in digits or words; "9,5 miliar" is 9500000000.

    >>> numbers("Rp 9,5 miliar") == numbers("9.5 billion") == numbers("Rp9.500.000.000")
    True
    """
    text = _ONE_IN_NAME_ONLY.sub(" · ", text)
    return {values for run in _runs(text) for values in _values(run, text)}


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yields lists of adjacent number tokens."""
    run: list[re.Match[str]] = []
    for token in _NUMBER_TOKEN.finditer(text):
        word = token[0].casefold()
        if run and word == "and" and run[-1][0].casefold() in {"hundred", "thousand"}:
            continue
        is_number = (
            word[0].isdecimal() or word in _UNITS or word in _TIMES or word in _SCALES or word in _FRACTIONS
            or word in {"belas", "third"}
        )  # fmt: skip
        if run and (not is_number or re.search(r"[^\s\-–and]", text[run[-1].end() : token.start()])):
            yield run
            run = []
        if is_number:
            run.append(token)
    if run:
        yield run


def _values(run: Iterable[re.Match[str]], text: str) -> Iterator[Values]:
    """Yields the values of the numbers that a run of tokens forms."""
    total = part = Fraction(0)
    room = Fraction(0)  # the next token is added only if its value is smaller than this
    is_open = False
    for token in run:
        word = token[0].casefold()
        if word == "third":
            yield frozenset({Fraction(3), Fraction(1, 3)})
        elif word in _FRACTIONS:
            yield frozenset({(part or Fraction(1)) * _FRACTIONS[word]})
            part, is_open = Fraction(0), bool(total)
        elif word == "belas":
            part, room = part + 10, Fraction(0)
        elif word in _TIMES:
            part, room, is_open = (part or Fraction(1)) * _TIMES[word], Fraction(_TIMES[word]), True
        elif word in _SCALES:
            if part or word.startswith("se"):
                total, part, is_open = total + (part or Fraction(1)) * _SCALES[word], Fraction(0), True
                room = Fraction(_SCALES[word])
        else:
            value = Fraction(_UNITS[word]) if word in _UNITS else _digits(word)
            if is_open and not value < room:
                yield frozenset({total + part})
                total = part = Fraction(0)
            if word[0].isdecimal() and _AFTERNOON.match(text, token.end()):
                yield frozenset({value, value + 12})
                continue
            part, is_open = part + value, True
            room = Fraction(10) if word in _UNITS and value >= 20 else Fraction(0)
    if is_open:
        yield frozenset({total + part})


def _digits(written: str) -> Fraction:
    """Returns the value of a number in digits.

    Marks between groups of three digits are ignored; otherwise the last mark is the decimal one, or the
    clock's.

    >>> [str(_digits(text)) for text in ("1.240", "1,240", "48,6", "1.234,5")]
    ['1240', '1240', '243/5', '2469/2']
    """
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+", written):
        return Fraction(re.sub(r"\D", "", written))
    whole, _, decimals = (
        re.sub(r"[.,:](?=.*[.,:])", "", written.replace(":", ".")).replace(",", ".").partition(".")
    )
    return Fraction(f"{whole}.{decimals or 0}")


# --- names

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[“”\"‘(])\W*$")
_OPENER_WORDS = """
a about ada adapun after agar air akan akibat all also although an anak and angka antara any apa are as at
atas bagi bahwa banyak bapak baru beberapa because before berapa bersama between biaya both bu bukan bus
but by can children city dalam dan dari dengan di dia did do does dua dulu during each every for from had
hal hanya harga hari has hasil hasilnya have he her hingga his how i ia if in ini inside into is it its
itu jadi jembatan jika juga jumlah kabar kami kapan karena kata ke kedua keduanya kemudian kepada kepala
kerugian ketika kini kita korban lalu lebih many members menteri menurut mereka meski more most namun
nilai no nobody not of oleh on once one only or orang other our over pada pak para pejabat pelatihan
pemerintah people perbaikan pihak police rapat saat salah saya sebab sebagai sebagian sebanyak sebelum
sebuah sedangkan sehingga sejak selain selama semua seorang setelah setiap she siapa since so some such
sudah sungai tak tanggul tapi telah tetap tetapi than that the their there these they this those though
through tidak tiga to total two under until untuk wali warga was we were what when where which while who
will with would ya yang yes you
"""
_OPENERS = frozenset(_OPENER_WORDS.split())
"""Words that may begin a sentence with a capital letter without being names."""
_SAME_IN_BOTH = (
    "kamboja cambodia cambodian", "indonesia indonesian", "menteri minister ministry kementerian",
    "perdana prime", "presiden president", "wali kota mayor", "duta besar ambassador", "jembatan bridge",
    "sungai river", "dalam negeri interior internal affairs", "keamanan publik public security",
    "pasar market", "balai kota city hall", "laos lao", "yayasan foundation", "bahasa indonesian",
    "komisi commission", "pemilihan election", "rp rupiah", "kapten captain capt", "dinas office department",
)  # fmt: skip
"""Words of names and offices that differ between the two languages; the words of a line are equivalent."""


def names(text: str) -> list[str]:
    """Returns the capitalised words, each once, in order, without dates and words that only open a sentence.

    >>> names("Menurut Budi, Kelana dibuka. The Mayor’s name is Siti.")
    ['Budi', 'Kelana', 'Mayor', 'Siti']
    """
    capitalised: dict[str, None] = {}
    for token in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", token[0])
        is_opener = word.casefold() in _OPENERS and bool(_SENTENCE_OPENS.search(text[: token.start()]))
        if any(map(str.isupper, word)) and word != "I" and not is_opener and not _is_number_or_date(word):
            capitalised[word] = None
    return list(capitalised)


def words(text: str) -> set[str]:
    """Returns every word as :func:`folded`, with its equivalents in the other language."""
    words = {folded(token[0]) for token in _WORD.finditer(text)}
    for line in _SAME_IN_BOTH:
        if words & set(line.split()):
            words |= set(line.split())
    return words


def folded(word: str) -> str:
    """Returns the word without case, accents, apostrophes and possessive ending.

    >>> folded("René’s")
    'rene'
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word).casefold())
    return "".join(character for character in plain if character.isalnum())


def _is_number_or_date(word: str) -> bool:
    small = word.casefold()
    return (
        word in _MONTHS or word in _WEEKDAYS or small in _OFFSETS or small in _UNITS or small in _TIMES
        or small in _SCALES or small in _FRACTIONS or small == "third"
    )  # fmt: skip
