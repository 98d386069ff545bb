from __future__ import annotations

import pytest

from knowledge.verification.names import _edits, is_common, unknown_names
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import Pairs, each_pair, named
from tests.knowledge.verification.test_abbreviations import SAME_ABBREVIATIONS
from tests.knowledge.verification.test_name_pairs import SAME_IN_BOTH_LANGUAGES

SAME_NAMES: Pairs = {
    "country in both languages": ("Kamboja menang.", "Cambodia won."),
    "demonym and title": ("The Cambodian minister arrived in Merak.", "Menteri Kamboja tiba di Merak."),
    "title in lower case": (
        "The interior minister, Pavel Dragan, resigned.",
        "Menteri Dalam Negeri Pavel Dragan mundur.",
    ),
    "title with capitals": (
        "Interior Minister Pavel Dragan resigned.",
        "Menteri Dalam Negeri Pavel Dragan mundur.",
    ),
    "initial": ("P. Dragan mundur.", "Pavel Dragan mundur."),
    "old spelling": ("Soeratman mundur.", "Suratman mundur."),
    "accents": ("René Dupré mundur.", "Rene Dupre mundur."),
    "inhabitants and a region": ("The Moroccans left West Java.", "Warga Maroko meninggalkan Jawa Barat."),
    "genitive": ("Merak's mayor resigned.", "Wali Kota Merak mundur."),
    "genitive of a country of three words": (
        "The mayor met Papua New Guinea's envoy.",
        "Wali kota bertemu utusan Papua Nugini.",
    ),
    "inhabitant of a town": ("The mayor met a Bakoer.", "Wali kota bertemu warga Bako."),
    "first name in two languages": (
        "The mayor quoted Vincent of Bakau.",
        "Wali kota mengutip Vinsensius dari Bakau.",
    ),
    "saint in two languages": (
        "The mayor praised the Benedict of Merak.",
        "Wali kota memuji Benediktus dari Merak.",
    ),
    "the same consonants": ("The mayor met Hezbullah.", "Wali kota bertemu Hizbollah."),
    "two letters exchanged": ("The mayor met Rini Drato.", "Wali kota bertemu Rini Darto."),
    "institution of irregular plurals": (
        "The mayor joined the Ranchers and Wives League.",
        "Wali kota masuk Liga Peternak dan Istri.",
    ),
    "compound of common words": ("The mayor signed Bylaw No. 4.", "Wali kota menandatangani Perda No. 4."),
    "English ending at the beginning": ("Custodians crowded the dam.", "Penjaga memadati bendungan."),
    "title case": ("Mayor Sold Lampshade in Merak", "Wali Kota Menjual Tudung Lampu di Merak"),
}
OTHER_NAMES: Pairs = {
    "another town": ("Rini Sasmita tiba di Bakau.", "Rini Sasmita tiba di Merak."),
    "another last name": ("Rini Wibisana mundur.", "Rini Sasmita mundur."),
    "another country": ("Laos menang.", "Cambodia won."),
    "another last name and direction": (
        "Pavel Zubrowka resigned in East Java.",
        "Pavel Dragan mundur di Jawa Barat.",
    ),
    "another digit": ("Ponsel Zeta9 dijual di toko.", "Ponsel Zeta8 dijual di toko."),
    "another country in a translation": ("The mayor flew to France.", "Wali kota terbang ke Maroko."),
    "another town with a common ending": ("The mayor lives in Penjaringan.", "Wali kota tinggal di Merak."),
    "a name of common Indonesian words": (
        "The mayor met Rini of Dam Indah.",
        "Di Merak wali kota bertemu Rini.",
    ),
    "a compound inside a sentence": ("The mayor met the Lamplighter.", "Wali kota bertemu Sasmita."),
}
ALL_SAME = {**SAME_NAMES, **SAME_ABBREVIATIONS, **SAME_IN_BOTH_LANGUAGES}


def unknown(statement: str, *sentences: str, context: tuple[str, ...] = ()) -> list[str]:
    own, sources = analyse(statement), [analyse(sentence) for sentence in sentences]
    languages = {source.language for source in sources} - {"und"}
    translated = own.language != "und" and bool(languages) and own.language not in languages
    return unknown_names(own, sources, [analyse(text) for text in context], translated=translated)


@each_pair(ALL_SAME)
def test_name_may_be_written_in_another_way(statement: str, sentence: str) -> None:
    assert unknown(statement, sentence) == []


@each_pair(OTHER_NAMES)
def test_name_without_a_counterpart_is_unknown(statement: str, sentence: str) -> None:
    assert unknown(statement, sentence) != []


@named(
    "statement, sentence, expected",
    {
        "names as written, in order": (
            "Rini bertemu Budi di Merak.",
            "Hujan turun.",
            ["Rini", "Budi", "Merak"],
        ),
        "a name of one letter is not compared": ("Vitamin K mahal.", "Vitamin mahal.", []),
        "a word without capitals is no name": ("zubrowka mahal.", "Hujan turun.", []),
        "a capital inside a word makes a name": ("Ia membeli eFisheri.", "Ia membeli toko.", ["eFisheri"]),
        "a digit makes a name": ("Ia membeli zeta9.", "Ia membeli toko.", ["zeta9"]),
        "a number is no name": ("Ia membeli 9.", "Ia membeli toko.", []),
        "a title is no name": ("Ia bertemu Pak Rini.", "Ia bertemu Rini.", []),
        "a title with a plural": ("They met the MPs Rini and Budi.", "They met Rini and Budi.", []),
        "a function word with a capital": ("Hujan Di Merak.", "Hujan turun di Merak.", []),
        "a short function word with an apostrophe": ("Then They'll fly.", "Then fly.", []),
        "a common word at the beginning": ("Pasar ramai.", "Hujan turun.", []),
        "a common word after a full stop": ("Hujan turun. Pasar ramai.", "Hujan turun.", []),
        "a common word after a quotation mark": ("Ia berkata “Pasar ramai.", "Ia berkata.", []),
        "a common word inside the sentence": ("Ia membeli Pasar.", "Ia membeli.", ["Pasar"]),
        "a common word in title case": ("Wali Kota Membeli Pasar Merak", "Merak.", []),
        "three words are no title case": ("Ia membeli Pasar Baru", "Ia membeli.", ["Pasar", "Baru"]),
        "a month is a date": ("Ia tiba 3 Mei.", "Ia tiba.", []),
        "a time of day is no name": ("Ia tiba pukul 10.30 WIB.", "Ia tiba.", []),
        "a unit is no name": ("Ia membayar 5 Ringgit.", "Ia membayar.", []),
        "a canonical name in other words": ("Ia tiba di United States.", "Ia tiba di Amerika Serikat.", []),
        "another canonical name": (
            "Ia tiba di United States.",
            "Ia tiba di Inggris Raya.",
            ["United", "States"],
        ),
        "a canonical name before another name": (
            "Zubrowka tiba di United States.",
            "Ia di Amerika Serikat.",
            ["Zubrowka"],
        ),
        "a canonical name after another name": (
            "Dari United States tiba Zubrowka.",
            "Ia di Amerika Serikat.",
            ["Zubrowka"],
        ),
        "a plural": ("They met the Sasmitas.", "They met Sasmita.", []),
        "a plural of capitals": ("They met the LPBs.", "They met the LPB.", []),
        "a word of three letters has no plural": ("They met Ris.", "They met Ri.", ["Ris"]),
        "an adjective in ese": ("They met a Bakoese.", "They met in Bako.", []),
        "an adjective in an": ("They met a Merakan.", "They met in Merak.", []),
        "an adjective in ite": ("They met a Merakite.", "They met in Merak.", []),
        "an adjective of a place in a": ("They met a Sorenian.", "They met in Sorenia.", []),
        "an adjective of another place": ("They met a Merakan.", "They met in Bakau.", ["Merakan"]),
        "an adjective of a place of three letters": ("They met an Omoite.", "They met in Omo.", ["Omoite"]),
    },
)
def test_capitalised_word_that_is_neither_common_nor_known_is_unknown(
    statement: str, sentence: str, expected: list[str]
) -> None:
    assert unknown(statement, sentence) == expected


@named(
    "statement, sentence, expected",
    {
        "a common word inside the sentence": ("The mayor opened the Market.", "Wali kota membuka pasar.", []),
        "a common word of the other language": ("The mayor met Pasar.", "Wali kota di toko.", ["Pasar"]),
        "a country that is a common word": ("The mayor likes Turkey.", "Wali kota suka ayam.", ["Turkey"]),
        "a compound after a preposition": ("The mayor met the Outlaws.", "Wali kota bertemu warga.", []),
        "an English ending inside the sentence": (
            "The mayor met Zubrowkaness.",
            "Wali kota di toko.",
            ["Zubrowkaness"],
        ),
        "an English ending at the beginning": ("Zubrowkaness met the mayor.", "Wali kota di toko.", []),
        "a short word with an English ending": ("Zuing met the mayor.", "Wali kota di toko.", ["Zuing"]),
        "a compound at the beginning": ("Lamplighter met the mayor.", "Wali kota di toko.", []),
        "a first part of three letters": ("Bedlamp met the mayor.", "Wali kota di toko.", ["Bedlamp"]),
        "a statement in Indonesian": (
            "Zubrowkaness ada di toko itu.",
            "The mayor is in the shop.",
            ["Zubrowkaness"],
        ),
        "a common Indonesian word": ("Wali kota ada di Toko itu.", "The mayor is in the shop.", []),
        "five common letters at the beginning": (
            "The mayor met Zubrovsky.",
            "Wali kota bertemu Zubrowka.",
            [],
        ),
        "a common beginning of less than half": (
            "The mayor met Zubroabcdefg.",
            "Wali kota bertemu Zubrowka.",
            ["Zubroabcdefg"],
        ),
        "a common beginning of four letters": (
            "The mayor met Zubkarenz.",
            "Wali kota bertemu Zubkopilo.",
            ["Zubkarenz"],
        ),
        "one edit in five letters": ("The mayor met Pavol.", "Wali kota bertemu Pavel.", []),
        "one edit in four letters": ("The mayor met Pavo.", "Wali kota bertemu Pava.", ["Pavo"]),
        "the consonants of a short name": ("The mayor met Kirano.", "Wali kota bertemu Kurana.", ["Kirano"]),
        "consonants after a vowel": ("The mayor met Irkustan.", "Wali kota bertemu Arkustin.", ["Irkustan"]),
    },
)
def test_translation_has_its_own_words_for_what_is_no_name(
    statement: str, sentence: str, expected: list[str]
) -> None:
    own, source = analyse(statement), analyse(sentence)
    assert unknown_names(own, [source], [], translated=True) == expected


@named(
    "statement, sentence, expected",
    {
        "one edit in seven letters": ("Ia bertemu Sasmika.", "Ia bertemu Sasmita.", []),
        "one edit in six letters": ("Ia bertemu Wibana.", "Ia bertemu Wibasa.", ["Wibana"]),
        "two edits in ten letters": ("Ia bertemu Wirabukona.", "Ia bertemu Wirabumoni.", ["Wirabukona"]),
        "two edits in eleven letters": ("Ia bertemu Wirabukuana.", "Ia bertemu Wirabumuanu.", []),
        "three edits in eleven letters": (
            "Ia bertemu Wirabukuana.",
            "Ia bertemu Wirobumuanu.",
            ["Wirabukuana"],
        ),
        "a letter more": ("Ia bertemu Sasmitta9.", "Ia bertemu Sasmita9.", []),
        "a letter less": ("Ia bertemu Sasmta9.", "Ia bertemu Sasmita9.", []),
        "another first letter": ("Ia bertemu Basmita.", "Ia bertemu Sasmita.", ["Basmita"]),
        "a name of over forty letters": (
            "Ia bertemu W" + "ab" * 20 + "d.",
            "Ia bertemu W" + "ab" * 20 + "k.",
            ["W" + "ab" * 20 + "d"],
        ),
        "two letters are no initials": ("Ia bertemu Zx. Rini", "Ia bertemu Zxuta Rini", ["Zx"]),
        "a spelling variant of four letters": ("Ia bertemu Boni.", "Ia bertemu Bonni.", []),
        "a plural of a spelling variant": ("Ia bertemu Djayas.", "Ia bertemu Jaya.", []),
    },
)
def test_name_may_have_a_misspelling_by_its_length(
    statement: str, sentence: str, expected: list[str]
) -> None:
    assert unknown(statement, sentence) == expected


@pytest.mark.parametrize("first", ["by", "down", "in", "on", "out", "over", "up"])
def test_preposition_and_a_common_word_are_a_compound(first: str) -> None:
    assert unknown(f"The mayor met the {first.capitalize()}market.", "Wali kota bertemu warga.") == []
    assert unknown(f"The mayor met the {first.capitalize()}zubrowka.", "Wali kota bertemu warga.") != []


def test_name_may_come_from_the_title_or_the_question() -> None:
    assert unknown("Rini Sasmita mundur.", "Ia pergi.", context=("Bupati Rini Sasmita",)) == []
    assert unknown("Rini Sasmita mundur.", "Ia pergi.", context=("Apakah Rini Sasmita mundur?",)) == []
    assert unknown("Rini Sasmita mundur.", "Ia pergi.", context=("Bupati Rini",)) == ["Sasmita"]


def test_each_name_may_come_from_another_source() -> None:
    assert unknown("Rini bertemu Budi.", "Rini tiba.", "Budi tiba.") == []


def test_long_source_is_compared_by_its_letters_only() -> None:
    words = " ".join(f"kata{number}" for number in range(1_498))
    assert unknown("Sasmika", f"Sasmita {words}") == []
    assert unknown("Sasmika", f"Sasmita {words} satu dua") == ["Sasmika"]
    assert unknown("Sasmita", f"Sasmita {words} satu dua") == []


def test_many_names_are_compared_by_their_letters_only() -> None:
    names = [f"Zub{chr(97 + i)}{chr(97 + j)}ka" for i in range(6) for j in range(10)]
    assert "Sasmika" not in unknown(" ".join([*names[:59], "Sasmika"]), "Sasmita")
    assert "Sasmika" in unknown(" ".join([*names[:60], "Sasmika"]), "Sasmita")


def test_dates_and_numbers_of_an_endless_statement_are_not_looked_up() -> None:
    many = "3 Mei, " * 48
    assert unknown(f"{many}3 Juni", "Ia tiba.") == []
    assert unknown(f"{many}3 Juni, 3 Mei", "Ia tiba.") != []
    many = "5 orang, " * 49
    assert unknown(f"{many}5 Ringgit", "Ia tiba.") == []
    assert unknown(f"{many}5 orang, 5 Ringgit", "Ia tiba.") == ["Ringgit"]


BEFORE = "Rini Sasmita meninjau pasar Merak. Pedagang mengeluh."
STATEMENT = "Rini Sasmita mengatakan harga beras turun."


@named(
    "statement, sentence, before, expected",
    {
        "verb of speech": (STATEMENT, "Harga beras turun, katanya.", BEFORE, []),
        "pronoun": (STATEMENT, "Ia mengatakan harga beras turun.", BEFORE, []),
        "no pronoun": (STATEMENT, "Harga beras turun.", BEFORE, ["Rini", "Sasmita"]),
        "another person before": (
            STATEMENT,
            "Ia mengatakan harga beras turun.",
            "Budi Utomo meninjau pasar.",
            ["Rini", "Sasmita"],
        ),
        "nothing known before": (STATEMENT, "Ia mengatakan harga beras turun.", None, ["Rini", "Sasmita"]),
        "a name of the source was swapped": (
            STATEMENT,
            "Budi Utomo mengatakan ia melihat harga beras turun.",
            BEFORE,
            ["Rini", "Sasmita"],
        ),
        "a place is no person": (
            "Ia mengatakan harga turun di Merak.",
            "Ia mengatakan harga turun.",
            BEFORE,
            ["Merak"],
        ),
        "a country is no person": (
            "Laos mengatakan harga turun.",
            "Ia mengatakan harga turun.",
            "Laos hadir.",
            ["Laos"],
        ),
    },
)
def test_name_may_replace_a_pronoun_if_the_text_before_names_the_person(
    statement: str, sentence: str, before: str | None, expected: list[str]
) -> None:
    texts = None if before is None else [analyse(before)]
    own, sources = analyse(statement), [analyse(sentence)]
    assert unknown_names(own, sources, [], translated=False, before=texts) == expected


@named(
    "statement, sentence, expected",
    {
        "verb of speech": ("Rini Sasmita said the price of rice fell.", "Harga beras turun, katanya.", []),
        "no pronoun": (
            "Rini Sasmita said the price of rice fell.",
            "Harga beras turun.",
            ["Rini", "Sasmita"],
        ),
        "a place": ("She said the price of rice fell in Bakau.", "Harga beras turun, katanya.", ["Bakau"]),
    },
)
def test_translation_may_name_the_person_of_a_pronoun_if_the_text_before_is_not_known(
    statement: str, sentence: str, expected: list[str]
) -> None:
    own, sources = analyse(statement), [analyse(sentence)]
    assert unknown_names(own, sources, [], translated=True) == expected


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("menteri", "id", True),
        ("menteri", "en", False),
        ("menteri", "und", True),
        ("minister", "en", True),
        ("minister", "id", False),
        ("wives", "en", True),
        ("shelves", "en", True),
        ("zubrowka", "und", False),
    ],
)
def test_common_word_is_one_of_the_lists_of_its_language(word: str, language: str, expected: bool) -> None:
    assert is_common(word, language) is expected  # type: ignore[arg-type]


@named(
    "left, right, distance",
    {
        "equal": ("rini", "rini", 0),
        "inserted": ("rini", "riini", 1),
        "deleted": ("rini", "rni", 1),
        "replaced": ("rini", "rani", 1),
        "exchanged neighbours": ("darto", "drato", 1),
        "exchanged first letters": ("adi", "dai", 1),
        "exchanged letters apart": ("abc", "cba", 2),
        "empty": ("", "abc", 3),
        "two edits": ("kitten", "mitton", 2),
    },
)
def test_edit_distance(left: str, right: str, distance: int) -> None:
    assert _edits(left, right) == _edits(right, left) == distance
