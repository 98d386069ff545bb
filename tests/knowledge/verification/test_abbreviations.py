from __future__ import annotations

import pytest

from knowledge.verification.abbreviations import abbreviates, without_abbreviations
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import Pairs, each_pair, named

SAME_ABBREVIATIONS: Pairs = {
    "abbreviation of a name": ("LPB menahan Rini.", "Lembaga Pengawas Bendungan menahan Rini Sasmita."),
    "name of an abbreviation": ("Lembaga Pengawas Bendungan menahan Rini.", "LPB menahan Rini Sasmita."),
}


def unknown(statement: str, *sentences: str) -> list[str]:
    """The capitalised words of the statement that no sentence contains, spells out or abbreviates."""
    analysis, sources = analyse(statement), [analyse(sentence) for sentence in sentences]
    words = set().union(*(source.words for source in sources))
    missing = [token for token in analysis.tokens if token.is_capitalised and token.plain not in words]
    return [token.text for token in without_abbreviations(analysis, missing, sources)]


@each_pair(SAME_ABBREVIATIONS)
def test_name_and_its_abbreviation_support_each_other(statement: str, sentence: str) -> None:
    assert unknown(statement, sentence) == []


@named(
    "statement, sentence, expected",
    {
        "abbreviation with a joining word": ("LPB", "Lembaga untuk Pengawas Bendungan", []),
        "abbreviation over another word": ("LPB", "Lembaga baru Pengawas Bendungan", ["LPB"]),
        "abbreviation of another name": ("LPK", "Lembaga Pengawas Bendungan", ["LPK"]),
        "abbreviation in lower case words": ("LPB", "lembaga pengawas bendungan", ["LPB"]),
        "abbreviation of a single word": ("Lem", "Lembaga", ["Lem"]),
        "abbreviation at the end of the sentence": ("LPB", "di Lembaga Pengawas Bendungan", []),
        "name of a syllabic abbreviation": ("Kementerian Keuangan", "Kemenkeu", []),
        "name of a longer word in one capital": ("Lembaga Pengawas", "Lpbap", ["Lembaga", "Pengawas"]),
        "name of a short word in one capital": (
            "Lembaga Pengawas Bendungan",
            "Lpb",
            ["Lembaga", "Pengawas", "Bendungan"],
        ),
        "name of a word in lower case": ("Kementerian Keuangan", "kemenkeu", ["Kementerian", "Keuangan"]),
        "name of one letter": ("Lembaga Pengawas", "L", ["Lembaga", "Pengawas"]),
        "another name": ("Lembaga Pengawas Kali", "LPB", ["Lembaga", "Pengawas", "Kali"]),
        "a part of the statement's name": ("Menteri Lembaga Pengawas Bendungan", "LPB", ["Menteri"]),
        "a single word of the statement": ("Lembaga", "LPB", ["Lembaga"]),
        "nothing missing": ("LPB", "LPB", []),
    },
)
def test_names_that_are_neither_abbreviated_nor_spelled_out_stay_unknown(
    statement: str, sentence: str, expected: list[str]
) -> None:
    assert unknown(statement, sentence) == expected


@pytest.mark.parametrize("word", ["dan", "of", "and", "the", "for", "untuk", "de", "-"])
def test_joining_word_does_not_interrupt_a_name(word: str) -> None:
    assert unknown("LPB", f"Lembaga {word} Pengawas Bendungan") == []


@named(
    "statement, abbreviation, expected",
    {
        "two letters": ("Pekerjaan Umum", "PU", []),
        "twelve letters": ("Abcde Fghij Klmno", "Abcdefghijkl", []),
        "thirteen letters": ("Abcde Fghij Klmno", "Abcdefghijklm", ["Abcde", "Fghij", "Klmno"]),
    },
)
def test_abbreviation_of_a_name_has_two_to_twelve_letters(
    statement: str, abbreviation: str, expected: list[str]
) -> None:
    assert unknown(statement, abbreviation) == expected


def test_abbreviation_that_the_name_itself_holds_is_no_evidence() -> None:
    statement = analyse("Lembaga Pengawas LP")
    missing = list(statement.tokens[:1])
    assert without_abbreviations(statement, missing, [analyse("LP")]) == missing


def test_longer_abbreviation_than_twelve_letters_is_none() -> None:
    letters = "ABCDEFGHIJKLM"
    name = " ".join(f"{letter}x" for letter in letters)
    assert unknown(name.rpartition(" ")[0], letters[:12]) == []
    assert unknown(name, letters) != []


def test_long_name_is_cut_at_twelve_words() -> None:
    name = " ".join(f"{letter}x" for letter in "ABCDEFGHIJKLMN")
    assert unknown("KL", name) == []
    assert unknown("LM", name) == ["LM"]


def test_names_behind_the_first_two_hundred_are_not_compared() -> None:
    others = "Xx Yy dari " * 199
    assert unknown("LPB", f"{others} Lembaga Pengawas Bendungan") == []
    assert unknown("LPB", f"{others} Xx Yy dari Lembaga Pengawas Bendungan") == ["LPB"]


@named(
    "short, words, expected",
    {
        "initials": ("kpk", "komisi pemberantasan korupsi", True),
        "initials after another word": ("kpk", "ketua komisi pemberantasan korupsi", True),
        "initials before another word": ("kpk", "komisi pemberantasan korupsi pusat", True),
        "syllables": ("kemenkeu", "kementerian keuangan", True),
        "two initials": ("pu", "pekerjaan umum", True),
        "three letters of two words": ("peu", "pekerjaan umum", False),
        "four letters of two words": ("peum", "pekerjaan umum", True),
        "three letters of three words": ("pup", "pekerjaan umum pusat", True),
        "a word left out": ("kk", "komisi pemberantasan korupsi", False),
        "the beginning of one word": ("komi", "komisi pemberantasan", False),
        "more letters than five of a word": ("kementk", "kementerian keuangan", False),
        "five letters of a word": ("kemenk", "kementerian keuangan", True),
        "a whole short word and a beginning": ("depu", "de pusat umum", True),
        "letters left over": ("kpkx", "komisi pemberantasan korupsi", False),
        "one letter": ("k", "komisi pemberantasan", False),
        "one word": ("ko", "komisi", False),
        "no word": ("kpk", "", False),
    },
)
def test_abbreviation_is_composed_of_beginnings_of_words_in_a_row(
    short: str, words: str, expected: bool
) -> None:
    assert abbreviates(short, words.split()) is expected


@pytest.mark.parametrize("length", [12, 13])
def test_abbreviation_has_at_most_twelve_letters(length: int) -> None:
    assert abbreviates("a" * length, ["aaaaa"] * 3) is (length == 12)
