from __future__ import annotations

from knowledge.verification.polarity import Clause, _similarity, contradictions, polarity
from knowledge.verification.text_analysis import analyse
from tests.knowledge.verification.cases import Pairs, each_pair, named

NEGATION_CHANGED: Pairs = {
    "a negation left out": (
        "Menteri itu hadir dalam rapat di Merak.",
        "Menteri itu tidak hadir dalam rapat di Merak.",
    ),
    "a negation put in": (
        "Menteri itu tidak hadir dalam rapat di Merak.",
        "Menteri itu hadir dalam rapat di Merak.",
    ),
    "belum": ("Bendungan sudah selesai.", "Bendungan belum selesai."),
    "a denial left out": ("Ia melakukan korupsi di Merak.", "Ia membantah melakukan korupsi di Merak."),
    "not only and only": ("Hanya harga beras naik.", "Tidak hanya harga beras naik."),
    "English": ("The mayor attended the meeting.", "The mayor did not attend the meeting."),
    "put in by a translation": ("The mayor never attended the meeting.", "Wali kota menghadiri rapat itu."),
    "left out by a translation": ("The mayor attended the meeting.", "Wali kota tidak menghadiri rapat itu."),
    "the source denies something else": (
        "Jembatan Kelana tidak runtuh di Kecamatan Merak.",
        "Jembatan Kelana di Kecamatan Merak ambruk pada Senin, dan warga tidak mengeluh.",
    ),
    "not because": ("The mayor did not leave because of rain.", "Wali kota pergi karena hujan."),
    "one negation too many": (
        "The mayor did not leave, and it never rained.",
        "Wali kota tidak pergi, dan hujan turun.",
    ),
    "united is no negation": (
        "Wali kota tidak membahas bendungan.",
        "The mayor discussed the dam of the united district.",
    ),
}
NEGATION_KEPT: Pairs = {
    "a negation of something else": (
        "Harga beras naik di Merak.",
        "Harga beras naik di Merak, tetapi warga tidak mengeluh sama sekali.",
    ),
    "active and passive denial": ("Ia membantah tuduhan itu.", "Tuduhan itu dibantah olehnya."),
    "denial in both languages": ("The mayor denied the accusation.", "Wali kota membantah tuduhan itu."),
    "a word that implies a negation": (
        "Ia absen dari rapat di Merak.",
        "Ia tidak hadir dalam rapat di Merak.",
    ),
    "not only": ("Not only rice but also oil is dear.", "Beras dan minyak mahal."),
    "no wonder": ("No wonder rice is dear.", "Beras mahal."),
    "an English prefix": ("Wali kota tidak bahagia.", "The mayor was unhappy."),
    "paling tidak": ("At the dam 40 people died.", "Paling tidak 40 orang tewas di bendungan."),
    "an English verb that implies a negation": (
        "The mayor defied the court.",
        "Wali kota tidak mematuhi pengadilan.",
    ),
    "an English adjective in in": ("The answer was incorrect.", "Jawaban itu tidak tepat."),
    "a translation of the affirmed clauses": (
        "The mayor opened the dam in Merak.",
        "Wali kota membuka bendungan Merak, tetapi ia tidak bahagia.",
    ),
}
SAME_DIRECTION: Pairs = {
    "a comparison turned round": (
        "Wages rise slower than prices.",
        "Harga naik lebih cepat dibanding upah.",
    ),
}


def contradicted(statement: str, *sentences: str) -> list[str]:
    own, sources = analyse(statement), [analyse(sentence) for sentence in sentences]
    return contradictions(own, sources, translated=is_translated(statement, *sentences))


def is_translated(statement: str, *sentences: str) -> bool:
    languages = {analyse(sentence).language for sentence in sentences} - {"und"}
    language = analyse(statement).language
    return language != "und" and bool(languages) and language not in languages


@each_pair(NEGATION_CHANGED)
def test_negation_put_in_or_left_out_is_a_contradiction(statement: str, sentence: str) -> None:
    assert contradicted(statement, sentence) != []


@each_pair({**NEGATION_KEPT, **SAME_DIRECTION})
def test_paraphrase_with_the_same_negation_is_no_contradiction(statement: str, sentence: str) -> None:
    assert contradicted(statement, sentence) == []


@named(
    "text, denied",
    {
        "the next word": ("Ia tidak hadir", ["hadir"]),
        "after auxiliaries": ("Ia tidak akan bisa hadir", ["hadir"]),
        "an auxiliary at the end": ("Ia tidak akan", ["akan "]),
        "two negations": ("Ia tidak menolak hadir", []),
        "three negations": ("Ia tidak pernah tidak menolak hadir", ["hadir"]),
        "nothing after": ("Ia menolak", [""]),
        "a contraction": ("It wouldn't open", ["~open"]),
        "a rarer contraction": ("It hasn't open", ["~open"]),
        "a word that ends like a contraction": ("The president left", []),
        "a number": ("No 4 pasar", []),
        "no at the end": ("pasar no", []),
        "a function word takes the next one": ("bukan untuk pasar", ["untuk pasar"]),
        "none": ("Ia hadir", []),
        "no text": ("", []),
    },
)
def test_negating_word_governs_the_next_word_that_is_no_auxiliary(text: str, denied: list[str]) -> None:
    assert list(polarity(analyse(text)).denied) == denied


@named(
    "text, count",
    {
        "one clause": ("Harga naik di Merak", 1),
        "a comma": ("Harga naik, warga mengeluh", 2),
        "a conjunction": ("Harga naik tetapi warga mengeluh", 2),
        "a comma and a conjunction": ("Harga naik, tetapi warga mengeluh", 2),
        "and before a subject": ("Harga naik dan ia mengeluh", 2),
        "and before another word": ("Harga naik dan warga mengeluh", 1),
        "a subject alone": ("Harga ia naik", 1),
        "a hyphen": ("Harga - naik", 1),
        "a conjunction at the beginning": ("Tetapi harga naik", 1),
        "quotation marks": ("Harga “naik” besok", 3),
    },
)
def test_clauses_are_divided_by_signs_and_conjunctions(text: str, count: int) -> None:
    assert len(polarity(analyse(text)).clauses) == count


def test_clause_has_its_content_and_whether_it_negates() -> None:
    first, second, third = polarity(analyse("Harga tidak naik, warga membantah, pasar sepi")).clauses
    assert (first.negates, second.negates, third.negates) == (True, True, False)
    assert (first.hints, second.hints, third.hints) == (False, False, True)
    assert "~market" in third.content
    assert "~deny" in second.content


@named(
    "text, denials, plain_denials",
    {
        "a negation": ("Ia tidak hadir", 1, 1),
        "a verb that denies": ("Ia membantah tuduhan", 1, 0),
        "a negation of a noun": ("pasar yang tidak terawat", 1, 0),
        "not only": ("tidak hanya beras", 0, 0),
        "paling tidak": ("paling tidak 40 orang", 0, 0),
        "two": ("Ia tidak hadir, dan tidak pergi", 2, 2),
        "none": ("Ia hadir", 0, 0),
    },
)
def test_denials_are_counted(text: str, denials: int, plain_denials: int) -> None:
    found = polarity(analyse(text))
    assert (found.denials, found.plain_denials) == (denials, plain_denials)


def test_denied_word_is_spelled_with_its_negating_word() -> None:
    found = polarity(analyse("Ia tidak akan hadir, harga membantah"))
    assert found.spelled["hadir"] == "tidak hadir"
    assert found.spelled[""] == "membantah"
    assert found.negators == ("tidak", "membantah")
    assert polarity(analyse("Ia hadir, menolak")).denied == {"": [1]}


@named(
    "text, hints",
    {
        "a negation": ("Ia tidak hadir", True),
        "a word that implies one": ("Ia absen", True),
        "a conjunction": ("Ia hadir meski hujan", True),
        "an English prefix": ("The unhappy mayor", True),
        "a short word with a prefix": ("The under mayor", False),
        "an English ending": ("The homeless mayor", True),
        "an Indonesian prefix": ("ketidakadilan itu", True),
        "nothing": ("Ia hadir di pasar", False),
    },
)
def test_text_may_hint_at_a_negation(text: str, hints: bool) -> None:
    assert polarity(analyse(text)).hints is hints


@named(
    "text, implies",
    {
        "a word that implies one": ("Wali kota absen dari rapat", True),
        "an Indonesian prefix": ("Wali kota melihat ketidakadilan itu", True),
        "an English prefix in Indonesian": ("Wali kota unhappy di rapat itu", False),
        "an English prefix": ("The mayor was unhappy", True),
        "dis": ("The mayor was displeased", True),
        "non": ("The mayor was nonplussed", True),
        "a prefix without a negative meaning": ("The mayor was united", False),
        "discover": ("The mayor was discovered", False),
        "an English ending": ("The mayor was homeless", True),
        "an adjective in in": ("The mayor was incorrect", True),
        "an adjective in im": ("The mayor was impossible", True),
        "an adjective that begins so": ("The mayor was internal", False),
        "a short word": ("The mayor was unfit", False),
        "a negation alone": ("The mayor was not there", False),
    },
)
def test_word_may_translate_a_negation(text: str, implies: bool) -> None:
    assert polarity(analyse(text)).implies is implies


@named(
    "text, sides",
    {
        "a side": ("Harga naik", [1]),
        "the other side": ("Harga turun", [-1]),
        "with an ending": ("Turunnya harga", [-1]),
        "negated": ("Harga tidak naik", [0]),
        "both sides": ("Harga naik lalu turun", [0]),
        "both sides the other way round": ("Harga turun lalu naik", [0]),
        "the same side twice": ("Harga naik dan meningkat", [1]),
        "none": ("Harga tetap", []),
    },
)
def test_side_of_each_pair_of_opposites(text: str, sides: list[int]) -> None:
    assert list(polarity(analyse(text)).sides.values()) == sides


@named(
    "statement, sentences, expected",
    {
        "the same wording": ("Ia tidak hadir di Merak.", ["Ia tidak hadir di Merak."], []),
        "the same wording without the negation": (
            "Ia tidak hadir di Merak.",
            ["Ia hadir di Merak."],
            ["tidak"],
        ),
        "the negating word that is too many": (
            "Rini belum pergi dan Budi tidak hadir di Merak.",
            ["Rini pergi dan Budi tidak hadir di Merak."],
            ["belum"],
        ),
        "a negating word twice": (
            "Rini tidak pergi dan Budi tidak hadir di Merak.",
            ["Rini pergi dan Budi tidak hadir di Merak."],
            ["tidak"],
        ),
        "the same count in the same wording": (
            "Rini belum pergi dan Budi hadir di Merak.",
            ["Rini tidak pergi dan Budi hadir di Merak."],
            [],
        ),
        "a source of another wording first": (
            "Ia tidak hadir di Merak.",
            ["Hujan turun.", "Ia hadir di Merak."],
            ["tidak"],
        ),
        "denied by another source": (
            "Rini tidak hadir.",
            ["Rini hadir di Merak kemarin sore.", "Tamu tidak hadir."],
            [],
        ),
        "affirmed by another source": (
            "Rini hadir di pasar.",
            ["Tamu tidak hadir di pasar kota Merak.", "Budi hadir."],
            [],
        ),
        "affirmed in a clause that hints, worded differently": (
            "Rini tidak hadir di pasar.",
            ["Padahal hadir dua tamu lain di sekolah Bakau."],
            [],
        ),
        "affirmed in a clause without a hint": (
            "Rini tidak hadir di pasar.",
            ["Hadir dua tamu lain di sekolah Bakau."],
            ["tidak hadir"],
        ),
        "denied in other words in a clause about the same": (
            "Rini tidak hadir di pasar Merak.",
            ["Rini absen dari pasar Merak, dan hujan turun."],
            [],
        ),
        "affirmed in other words in a clause about the same": (
            "Rini tidak hadir di pasar Merak.",
            ["Rini tiba ke pasar Merak, dan warga absen."],
            ["tidak hadir"],
        ),
        "denied in other words somewhere": ("Rini tidak hadir.", ["Sekolah Bakau kosong."], []),
        "denied nowhere": ("Rini tidak hadir.", ["Sekolah Bakau ramai."], ["tidak hadir"]),
        "denied about another matter": (
            "Tamu hadir di pasar Merak kemarin.",
            ["Rini tidak hadir karena sekolah Bakau hujan deras sekali."],
            [],
        ),
        "affirmed with a hint": (
            "Ia jarang hadir di rapat Merak.",
            ["Ia tidak hadir di rapat dan pasar Merak kemarin."],
            [],
        ),
        "affirmed with a hint in a near copy": (
            "Ia hanya hadir di rapat pasar kota Merak.",
            ["Ia tidak hadir di rapat pasar kota Merak kemarin malam itu."],
            ["hadir"],
        ),
        "a term that only the statement has": ("Rini tiba.", ["Ia tidak hadir di rapat pasar."], []),
        "no source": ("Rini tidak hadir.", [], ["tidak hadir"]),
    },
)
def test_word_is_contradicted_within_a_language(
    statement: str, sentences: list[str], expected: list[str]
) -> None:
    own, sources = analyse(statement), [analyse(sentence) for sentence in sentences]
    assert contradictions(own, sources, translated=False) == expected


@named(
    "statement, sentences, expected",
    {
        "denies more often": ("The mayor did not attend.", ["Wali kota hadir."], ["not attend"]),
        "as often over all sources": (
            "The mayor did not attend.",
            ["Wali kota hadir.", "Ia tidak hadir."],
            [],
        ),
        "a source implies a negation": ("The mayor did not attend.", ["Wali kota absen."], []),
        "denies less often": ("The mayor attended.", ["Wali kota tidak hadir."], ["tidak hadir"]),
        "the statement hints at a negation": ("The mayor rarely attended.", ["Wali kota tidak hadir."], []),
        "the statement implies a negation": ("The mayor was incapable.", ["Wali kota tidak hadir."], []),
        "a source that denies nothing": ("The mayor attended.", ["Wali kota tidak hadir.", "Ia hadir."], []),
        "no source": ("The mayor attended.", [], []),
        "a denial of nothing": ("The mayor did not only attend.", ["Wali kota hadir."], []),
        "shared words in the clause that denies": (
            "The mayor opened the dam in Merak on Kelana.",
            ["Wali kota tidak membuka bendungan Merak di Kelana, dan ia bahagia."],
            ["tidak membuka"],
        ),
        "one shared word in a clause that does not deny": (
            "The mayor opened the dam in Merak.",
            ["Warga pergi ke Merak, tetapi ia tidak bahagia."],
            ["tidak bahagia"],
        ),
        "at most three words": (
            "The mayor attended.",
            ["Ia tidak hadir, tidak makan, tidak minum, dan tidak pergi."],
            ["tidak hadir", "tidak makan", "tidak minum"],
        ),
    },
)
def test_translation_must_deny_as_often_as_its_sources(
    statement: str, sentences: list[str], expected: list[str]
) -> None:
    own, sources = analyse(statement), [analyse(sentence) for sentence in sentences]
    assert contradictions(own, sources, translated=True) == expected


def test_two_empty_clauses_are_alike() -> None:
    empty = Clause(frozenset(), negates=True, hints=False)
    assert _similarity(empty, empty) == 1.0
    assert _similarity(empty, Clause(frozenset({"pasar"}), negates=True, hints=False)) == 0.0
