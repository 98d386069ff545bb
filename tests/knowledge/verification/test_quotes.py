from __future__ import annotations

from knowledge.verification.quotes import altered, folded, quoted
from tests.knowledge.verification.cases import named

SOURCE = "“Air  naik sejak subuh dan belum surut,” katanya."
SAME_QUOTATIONS = {
    "verbatim": ('Ia berkata "air naik sejak subuh".', SOURCE),
    "with an ellipsis": ('Ia berkata "air naik ... belum surut".', SOURCE),
    "translated": ('He said "the water is up".', "“Air naik,” katanya."),
}
ALTERED_QUOTATIONS = {
    "another word": ('Ia berkata "air turun sejak subuh".', SOURCE),
    "translated from no quotation": ('He said "the water is up".', "Menurut dia air naik."),
}


@named(
    "text, expected",
    {
        "straight marks": ('kata "air naik" itu', ["air naik"]),
        "curly marks": ("kata “air naik” itu", ["air naik"]),
        "an opening curly and a straight mark": ('kata “air naik" itu', ["air naik"]),
        "an opening straight and a curly mark": ('kata "air naik” itu', ["air naik"]),
        "guillemets": ("kata «air naik» itu", ["air naik"]),
        "single curly marks": ("kata ‘air naik’ itu", ["air naik"]),
        "an apostrophe is no mark": ("kata ‘air naik’an itu", []),
        "a single letter in single marks": ("kata ‘a’ itu", []),
        "two quotations": ('kata "air" dan “api”', ["air", "api"]),
        "an unclosed mark quotes to the end": ('kata "air naik', ["air naik"]),
        "an unclosed mark after a quotation": ("kata “api” dan «air", ["api", "air"]),
        "an unclosed mark before a quotation quotes around it": ("“air “api” naik", ["api", "air   naik"]),
        "an empty quotation": ('kata ""', []),
        "no marks": ("kata air", []),
    },
)
def test_quotations_are_the_texts_between_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@named(
    "statement, expected",
    {
        "verbatim": ('Ia berkata "air naik sejak subuh".', []),
        "other spacing and case": ('Ia berkata "AIR naik  sejak subuh".', []),
        "punctuation at the ends": ('Ia berkata "air naik...", "(sejak subuh)!"', []),
        "an ellipsis": ('Ia berkata "air naik ... belum surut".', []),
        "an ellipsis of one character": ('Ia berkata "air naik … belum surut".', []),
        "an omission in brackets": ('Ia berkata "air naik [...] belum surut".', []),
        "pieces in another order": ('Ia berkata "belum surut ... air naik".', ["belum surut ... air naik"]),
        "a piece twice": ('Ia berkata "air naik ... air naik".', ["air naik ... air naik"]),
        "an ellipsis at the beginning": ('Ia berkata "... sejak subuh".', []),
        "another word": ('Ia berkata "air turun" "air naik".', ["air turun"]),
        "no quotation": ("Ia berkata air turun.", []),
        "unclosed": ('Ia berkata "air turun', ["air turun"]),
    },
)
def test_quotation_must_be_in_a_source_to_the_letter(statement: str, expected: list[str]) -> None:
    assert altered(statement, ["Air surut.", SOURCE], translated=False) == expected


def test_pieces_of_a_quotation_must_be_in_one_source() -> None:
    assert altered('"air ... api"', ["air", "api"], translated=False) == ["air ... api"]


@named(
    "statement, sources, expected",
    {
        "curly marks": ('He said "the water is up".', ["Hujan.", "“Air naik,” katanya."], []),
        "single marks": ('He said "the water is up".', ["‘Air naik’ katanya."], []),
        "straight single marks": ('He said "the water is up".', ["''Air naik'' katanya."], []),
        "no quotation": ('He said "the water is up".', ["Menurut dia air naik."], ["the water is up"]),
        "an unclosed mark in the statement": ('He said "the water is up', ["Menurut dia air naik."], []),
        "an unclosed mark after a quotation": (
            'He said "so" and "the water',
            ["Menurut dia air naik."],
            ["so", "the water"],
        ),
    },
)
def test_translated_quotation_needs_a_quotation_in_a_source(
    statement: str, sources: list[str], expected: list[str]
) -> None:
    assert altered(statement, sources, translated=True) == expected


@named(
    "left, right",
    {
        "case": ("AIR", "air"),
        "spacing": (" air \n naik ", "air naik"),
        "quotation marks": ("“air”", '"air"'),
        "apostrophes": ("Jum’at", "Jum'at"),
        "dashes": ("20–22", "20-22"),
        "spaces around punctuation": ("air , naik ( sekali )", "air,naik(sekali)"),
        "compatibility forms": ("ﬁsika", "fisika"),
    },
)
def test_shapes_of_letters_and_marks_are_folded(left: str, right: str) -> None:
    assert folded(left) == folded(right)
