"""Maps the names of countries, months and weekdays in Indonesian and English to one canonical term each.

The names come from CLDR (through babel); adjectives, nicknames and short forms are Kutip's own list.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Words for a territory that CLDR lacks: adjectives, older names, short forms.
_COUNTRY_WORDS = {
    "ae": "emirati", "at": "austrian", "be": "belgian", "br": "brazilian", "ca": "canadian", "ch": "swiss",
    "cn": "chinese cina", "de": "german", "dk": "danish", "eg": "egyptian", "es": "spanish", "fi": "finnish",
    "fr": "french perancis", "gb": "british britain england english inggris", "gr": "greek", "ie": "irish",
    "il": "israeli", "iq": "iraqi", "ir": "iranian", "it": "italian", "jp": "japanese",
    "kh": "khmer", "kp": "korut", "kr": "korsel", "la": "laotian lao", "mm": "burma burmese", "mx": "mexican",
    "nl": "dutch holland", "no": "norwegian", "pe": "peruvian", "ph": "filipino philippine",
    "pk": "pakistani", "pl": "polish", "ps": "palestine palestinian palestina", "pt": "portuguese",
    "sa": "saudi", "se": "swedish", "sy": "syrian", "th": "thai", "tr": "turkey turkish",
    "tw": "taiwanese", "ua": "ukrainian", "us": "usa america american amerika", "va": "vatican",
    "vn": "vietnamese",
}  # fmt: skip
_PHRASES = {
    "north korean": "@kp", "south korean": "@kr", "new zealander": "@nz", "saudi arabian": "@sa",
    "united states of america": "@us", "great britain": "@gb", "czech republic": "@cz",
    "republik rakyat tiongkok": "@cn", "timor timur": "@tl", "east timor": "@tl", "hong kong": "@hk",
}  # fmt: skip
_SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "aug": 8,
                 "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
                 "nopember": 11, "pebruari": 2}  # fmt: skip

CAPITALS_ONLY = {"AS": "@us", "US": "@us", "UK": "@gb", "RI": "@id", "UE": "@eu", "EU": "@eu", "PBB": "@un",
                 "UN": "@un", "RRC": "@cn", "UEA": "@ae", "UAE": "@ae"}  # fmt: skip
"""Abbreviations that are other words in lower case ("as" is Indonesian for axle, "us" an English pronoun)."""

CAPITALISED_ONLY = frozenset({"may", "march", "minggu", "mali", "oman", "niger", "turkey", "chad", "jersey",
                              "natal", "polish", "mar", "des", "jan", "dec", "sark", "guinea"})  # fmt: skip
"""Names that are other words unless they begin with a capital ("may"; "minggu", a week)."""


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """Normalise a word for comparison: lower case, without accents and apostrophes.

    >>> plain("O’Tangav"), plain("Réunion")
    ('otangav', 'reunion')
    """
    if word.isascii():
        return word.replace("'", "").replace("`", "").lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    letters = (character for character in folded if not unicodedata.combining(character))
    return "".join(letter for letter in letters if letter not in "'’ʼ‘`")


@cache
def canonical_names() -> tuple[dict[str, str], dict[str, int]]:
    """Return the canonical term of every name, and the length of the longest name by its first word.

    Names are normalised by :func:`plain`; lengths are counted in words. The term of a territory is ``@`` and
    its ISO 3166 code (``@id``), of a month ``@m1`` to ``@m12``, of a weekday ``@d0`` (Monday) to ``@d6``.
    """
    from babel import Locale

    names = {word: f"@{code}" for code, words in _COUNTRY_WORDS.items() for word in words.split()}
    names |= _PHRASES
    names |= {short: f"@m{number}" for short, number in _SHORT_MONTHS.items()}
    for language in ("en", "id"):
        locale = Locale(language)
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"XA", "XB", "ZZ"}:
                name = re.sub(r"\(.*?\)| (SAR|DAK) .*", "", name)
                spelled = " ".join(plain(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name))
                names.setdefault(spelled, f"@{code.lower()}")
                if language == "en" and spelled.endswith("a") and " " not in spelled:
                    names.setdefault(spelled + "n", f"@{code.lower()}")
        names |= {plain(name): f"@m{number}" for number, name in locale.months["format"]["wide"].items()}
        names |= {plain(name): f"@d{number}" for number, name in locale.days["format"]["wide"].items()}
    first_words: dict[str, int] = {}
    for name in names:
        parts = name.split(" ")
        first_words[parts[0]] = max(first_words.get(parts[0], 0), len(parts))
    return names, first_words
