"""Table of the words and signs that name the unit of a number, in Indonesian and English, folded."""

from __future__ import annotations

from typing import Final

PERCENT: Final = "%"
PEOPLE: Final = "people"
MONEY = frozenset(
    ["idr", "usd", "eur", "gbp", "jpy", "cny", "myr", "sgd", "aud", "krw", "thb", "sar", "inr", "cent"]
)
"""Units that are currencies, by their ISO 4217 code; ``cent`` is a hundredth of any of them."""


def _units(table: str) -> dict[str, str]:
    """Map each word to its unit; each line of ``table`` is a unit followed by its words."""
    return {word: line.split()[0] for line in table.strip().splitlines() for word in line.split()[1:]}


BEFORE = _units("""
idr rp idr rupiah
usd usd $ us$
eur € euro eur
gbp £ gbp
jpy ¥ jpy
myr rm
sgd s$
aud a$
""")
"""Currency by the sign or word in front of a number."""

AFTER = _units("""
idr rupiah rp
usd dolar dollar dollars usd $
eur euro euros €
gbp pound pounds poundsterling £
jpy yen
cny yuan renminbi
myr ringgit
krw won
thb baht
sar riyal
inr rupee rupees
cent sen cent cents
people orang people person persons jiwa
year tahun thn th year years yr
month bulan month months bln
week minggu pekan week weeks
day hari day days
hour jam hour hours hr hrs
minute menit minute minutes min mins
second detik seconds sec secs
century abad century centuries
decade dekade dasawarsa decade decades
km km kilometer kilometers kilometre kilometres
m meter meters metre metres m kubik cubic
cm cm sentimeter centimeter centimeters centimetre centimetres
mm mm milimeter millimeters
mile mil mile miles
foot kaki feet ft
kg kg kilogram kilograms kilo
g gram grams gr
ton ton tons tonne tonnes
litre liter litre litres liters
hectare hektar hektare hectare hectares ha
degree derajat degree degrees °
times kali times
set set sets
""")
"""Unit by the word or sign after a number."""

MEASURES = frozenset(AFTER.values()) - MONEY - {PEOPLE, "times", "set"}
"""Units of measurement. A counted thing does not stand for one of them: "two sons" is not "two years"."""

PERCENT_WORDS = frozenset(["%", "persen", "percent", "prosen", "pct"])
ORDINAL_ENDINGS = frozenset(["st", "nd", "rd", "th"])
RANKING = frozenset(
    [
        "abad",
        "article",
        "ayat",
        "bab",
        "babak",
        "chapter",
        "day",
        "edisi",
        "episode",
        "grade",
        "hari",
        "juara",
        "kelas",
        "lap",
        "menit",
        "no",
        "nomer",
        "nomor",
        "number",
        "pasal",
        "peringkat",
        "phase",
        "pick",
        "place",
        "posisi",
        "putaran",
        "rank",
        "ranking",
        "round",
        "semester",
        "seri",
        "tahap",
        "tempat",
        "urutan",
        "versi",
        "version",
        "zona",
        "zone",
    ]
)
"""A number after one of these words may be an ordinal: "peringkat 3" is "third place"."""
AGES = frozenset(["age", "aged", "berumur", "berusia", "umur", "umurnya", "usia", "usianya"])
"""A number after one of these words is a number of years."""
JOINTS = frozenset(
    ["-", "/", "and", "atau", "dan", "hingga", "ke", "menjadi", "or", "s", "sampai", "to", "–", "—"]
)
"""Words and signs that join the two numbers of a range or an enumeration."""
ADDING = frozenset(["and", "atau", "dan", "or", "s"])
"""The joints that do not pass the currency of the first number on to the second."""
NATIONS = frozenset(["american", "amerika", "as", "australia", "australian", "singapore", "singapura", "us"])
"""Words that may stand between a number and its currency: "3 million American dollars"."""
LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
"""Scale by the letter after an amount in a foreign currency: "$2.5 M" is 2.5 million."""
INDONESIAN_LETTER_SCALES = {"m": 10**9, "t": 10**12, "jt": 10**6, "rb": 10**3}
"""Scale by the letters after an amount in rupiah: "Rp2,5 M" is 2.5 billion (Indonesian: miliar)."""
