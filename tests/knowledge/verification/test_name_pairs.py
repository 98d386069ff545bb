from __future__ import annotations

import pytest

from knowledge.text.gazetteer import plain
from knowledge.verification.name_pairs import TITLES, demonyms, paired_words, pairs, spelling
from tests.knowledge.verification.cases import Pairs, named

SAME_IN_BOTH_LANGUAGES: Pairs = {
    "Commonwealth": (
        "The mayor attended the Commonwealth talks.",
        "Wali kota menghadiri perundingan Persemakmuran.",
    ),
}


@named(
    "english, indonesian",
    {
        "our own group": ("commonwealth", "persemakmuran"),
        "faith": ("catholic", "katolik"),
        "point of the compass": ("northwest", "barat"),
        "city": ("moscow", "moskwa"),
        "saint": ("john", "yohanes"),
        "language of CLDR": ("german", "jerman"),
        "accents are folded": ("norwegian", "norwegia"),
    },
)
def test_names_of_both_languages_share_a_group(english: str, indonesian: str) -> None:
    assert pairs()[english] & pairs()[indonesian]


@named(
    "left, right",
    {
        "opposite directions": ("north", "selatan"),
        "two faiths": ("hindu", "budha"),
        "two languages": ("german", "norwegia"),
    },
)
def test_other_names_share_no_group(left: str, right: str) -> None:
    assert not pairs()[left] & pairs()[right]


def test_word_may_be_in_several_groups() -> None:
    assert pairs()["southeast"] >= pairs()["south"]
    assert pairs()["tenggara"] & pairs()["east"]
    assert pairs()["tenggara"] & pairs()["south"]


def test_languages_of_several_words_are_not_paired() -> None:
    assert "old english" not in pairs()
    assert all(" " not in word for word in pairs())


def test_languages_that_are_also_common_words_are_not_paired() -> None:
    assert "even" not in pairs()  # Evenki and Even are languages of Siberia
    assert "god" in pairs()


def test_paired_words_are_folded_keys_of_the_pairs() -> None:
    assert paired_words() == frozenset(pairs())
    assert [word for word in paired_words() if word != plain(word)] == []


@named(
    "word, country",
    {"Moroccans": ("moroccans", "@ma"), "Cambodian": ("cambodian", "@kh"), "German": ("germans", "@de")},
)
def test_first_letters_of_a_demonym_name_the_country(word: str, country: str) -> None:
    assert demonyms()[word[:5]] == country


@pytest.mark.parametrize("beginning", ["south", "unite", "guine", "niger", "austr"])
def test_letters_that_several_countries_share_name_none(beginning: str) -> None:
    assert beginning not in demonyms()


def test_countries_of_four_letters_have_no_demonym() -> None:
    assert all(len(beginning) == 5 and " " not in beginning for beginning in demonyms())
    assert not {"@cu", "@pe", "@ml"} & set(demonyms().values())


@named(
    "left, right",
    {
        "oe and u": ("soekarno", "sukarno"),
        "dj and j": ("djakarta", "jakarta"),
        "tj and c": ("tjokro", "cokro"),
        "sj, sy and sh": ("sjarif", "syarif"),
        "sh and s": ("sharif", "sarif"),
        "ce and se": ("cesar", "sesar"),
        "ci and si": ("cipto", "sipto"),
        "kh and k": ("khalid", "kalid"),
        "ph and f": ("philip", "filip"),
        "th and t": ("thomas", "tomas"),
        "dh and d": ("dharma", "darma"),
        "ck and k": ("dicky", "diky"),
        "ch and c": ("chandra", "candra"),
        "gh and g": ("ghana", "gana"),
        "qu and k": ("quito", "kito"),
        "q and k": ("qomar", "komar"),
        "x and ks": ("alex", "aleks"),
        "v and f": ("vera", "fera"),
        "z and s": ("zubrowka", "subrowka"),
        "y and i": ("yani", "iani"),
        "c and k": ("oscar", "oskar"),
        "double letters": ("hassan", "hasan"),
        "h at the end": ("abdullah", "abdulla"),
    },
)
def test_spelling_variants_have_one_form(left: str, right: str) -> None:
    assert spelling(left) == spelling(right)


@named(
    "left, right",
    {
        "other names": ("sasmita", "sasmito"),
        "a hyphen": ("rizalulhaq", "rizalul-haq"),
        "h at the end of a short name": ("noah", "noa"),
    },
)
def test_other_names_have_another_form(left: str, right: str) -> None:
    assert spelling(left) != spelling(right)


@pytest.mark.parametrize("word", ["pak", "ibu", "mr", "jl", "van", "bin", "al", "rp", "usd", "dr", "prof"])
def test_titles_particles_and_currencies_are_no_names(word: str) -> None:
    assert word in TITLES


def test_titles_are_folded() -> None:
    assert [word for word in TITLES if word != plain(word)] == []
