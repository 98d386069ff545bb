"""Words and signs that say what a number counts: Indonesian and English together, folded."""

from __future__ import annotations

from typing import Final

PERCENT: Final = "%"
PEOPLE: Final = "people"
MONEY = frozenset(
    ["idr", "usd", "eur", "gbp", "jpy", "cny", "myr", "sgd", "aud", "krw", "thb", "sar", "inr", "cent"]
)
"""Currencies, by their codes where they have one."""


def _units(table: str) -> dict[str, str]:
    """Unit by word, from lines of a unit and its words."""
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
"""Currency signs and words in front of a number."""

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
"""Units behind a number."""

MEASURES = frozenset(AFTER.values()) - MONEY - {PEOPLE, "times", "set"}
"""Units that are no things: "two sons" is not "two years"."""

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
"""A number behind one of these may be an ordinal: "peringkat 3", "third place"."""
AGES = frozenset(["age", "aged", "berumur", "berusia", "umur", "umurnya", "usia", "usianya"])
"""A number behind one of these is years."""
JOINTS = frozenset(
    ["-", "/", "and", "atau", "dan", "hingga", "ke", "menjadi", "or", "s", "sampai", "to", "–", "—"]
)
"""Between the two numbers of a range or an enumeration."""
ADDING = frozenset(["and", "atau", "dan", "or", "s"])
"""Of these joints, those that do not hand a currency on."""
NATIONS = frozenset(["american", "amerika", "as", "australia", "australian", "singapore", "singapura", "us"])
"""Between a number and its currency: "3 million American dollars"."""
LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
INDONESIAN_LETTER_SCALES = {"m": 10**9, "t": 10**12, "jt": 10**6, "rb": 10**3}
"""Rp2,5 M is milliards; $2.5 M is millions."""
