"""Matches names that differ between Indonesian and English, and spelling variants of one name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from knowledge.text.gazetteer import CAPITALISED_ONLY, plain
from knowledge.text.reference_words import SHORT_TITLES

TITLES = SHORT_TITLES | frozenset(
    [
        "bapak",
        "ibu",
        "pak",
        "bu",
        "tuan",
        "nyonya",
        "mas",
        "mbak",
        "mr",
        "mrs",
        "ms",
        "sir",
        "saudara",
        "mp",
        "mps",
        "mep",
        "id",
        "tv",
        "pm",
        "ceo",
        "comr",
        "jl",
        "de",
        "van",
        "von",
        "al",
        "el",
        "bin",
        "binti",
        "la",
        "le",
        "da",
        "du",
        "der",
        "ibn",
        "san",
        "rp",
        "idr",
        "usd",
    ]
)
"""Words that are not names although they are capitalised: forms of address, particles, titles, currencies."""

# Names that CLDR (through Babel) does not have in both languages: regions, peoples, feasts, faiths, saints,
# points of the compass. A bar separates the groups; the words of a group name the same thing.
_GROUPS = """
java jawa javanese | sumatra sumatera | moluccas maluku | celebes sulawesi | borneo kalimantan | christmas
natal | christian christians kristen | catholic catholics katolik | easter paskah | islam islamic muslim
muslims hijri hijriah hijriyah | ramadan ramadhan | eid idul lebaran | jewish jews yahudi | buddhist buddha
budha | hindu hindus | pope paus | quran alquran koran | jerusalem yerusalem | mecca mekah mekkah makkah |
medina madinah | nile nil | rome roma | athens athena | cairo kairo | moscow moskow moskwa | beijing peking
| venice venesia | geneva jenewa | brussels brussel | lisbon lisboa | vienna wina | prague praha | warsaw
warsawa | baghdad bagdad | damascus damaskus | tehran teheran | kyiv kiev | mediterranean mediterania |
atlantic atlantik | pacific pasifik | antarctic antarktika | arctic arktik | arab arabic arabs arabian |
europe european europeans eropa | africa african africans afrika | asia asian asians | america american
americans amerika | parliament parlemen | senate senat | congress kongres | olympic olympics olimpiade |
euro euros eurozone eropa | north northern northeast northwest utara | south southern southeast southwest
selatan tenggara | east eastern northeast southeast timur tenggara | west western northwest southwest barat |
central middle tengah pusat | jakarta jakartans dki jakpus jaksel jakbar jaktim jakut | god tuhan allah |
earth bumi | kurdish kurds kurdi | tibet tibetan | persian persia | roman romawi | sunda sundanese | bali
balinese | papua papuan | caribbean karibia | commonwealth persemakmuran | scotland scottish scot scots
skotlandia | wales welsh | briton britons inggris | turk turks turki | spaniard spaniards spanyol |
congo congolese kongo | alps alpen | shia shiite shiites syiah | bible alkitab injil | vesak waisak |
lunar imlek | john yohanes | paul paulus | peter petrus | jesus yesus | christ kristus | joseph yusuf |
moses musa | solomon sulaiman | alexander iskandar
"""
_SPELLINGS = tuple(
    pair.split(">")
    for pair in [
        "oe>u",
        "dj>j",
        "tj>c",
        "sj>s",
        "sy>s",
        "sh>s",
        "ce>se",
        "ci>si",
        "kh>k",
        "ph>f",
        "th>t",
        "dh>d",
        "ck>k",
        "ch>c",
        "gh>g",
        "qu>k",
        "q>k",
        "x>ks",
        "v>f",
        "z>s",
        "y>i",
        "c>k",
    ]
)
DEMONYM_CHARS = 5


@cache
def demonyms() -> dict[str, str]:
    """Maps the first five letters of English country names to the country, if only one begins with them."""
    from babel import Locale

    countries: dict[str, set[str]] = {}
    for code, name in Locale("en").territories.items():
        if code.isalpha() and len(plain(name)) >= DEMONYM_CHARS:
            countries.setdefault(plain(name)[:DEMONYM_CHARS], set()).add(f"@{code.lower()}")
    return {begin: codes.pop() for begin, codes in countries.items() if len(codes) == 1 and " " not in begin}


@lru_cache(maxsize=50_000)
def spelling(word: str) -> str:
    """Reduce the spelling variants of a name, in lower case without accents, to one form.

    >>> spelling("soekarno") == spelling("sukarno"), spelling("rizalulhaq") == spelling("rizalul-haq")
    (True, False)
    """
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word.removesuffix("h") if len(word) > 4 else word


@cache
def pairs() -> dict[str, frozenset[str]]:
    """Maps each folded word to the identifiers of the groups of equivalent names that contain it.

    The groups are those of this module and the names of languages in CLDR. Two words are equivalent if they
    share a group.
    """
    from babel import Locale

    groups: list[Iterable[str]] = [group.split() for group in _GROUPS.split("|")]
    ours = len(groups)
    english, indonesian = Locale("en").languages, Locale("id").languages
    for code, name in english.items():
        other = indonesian.get(code, "")
        if " " not in name + other and other:
            groups.append({plain(name), plain(other)})
    result: dict[str, frozenset[str]] = {}
    for number, group in enumerate(groups):
        for word in group:
            if word not in CAPITALISED_ONLY or number < ours:
                result[word] = result.get(word, frozenset()) | {str(number)}
    return result


@cache
def paired_words() -> frozenset[str]:
    """The folded words that :func:`pairs` knows."""
    return frozenset(pairs())
