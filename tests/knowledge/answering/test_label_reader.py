from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.label_reader import LabelReader, Labels, Token
from knowledge.answering.tag_filter import FORGET

SHOWN = frozenset(range(1, 21))


def tokens(text: str, *cuts: int) -> list[Token]:
    """Reads a text in chunks divided at ``cuts``. Returns its tokens."""
    reader = LabelReader(SHOWN)
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    read: list[Token] = []
    for start, end in pairwise(places):
        read += reader.feed(text[start:end])
    return read + reader.close()


def read(text: str) -> str:
    """Returns a text with its labels as ``{2,5}``."""
    return "".join(
        token if isinstance(token, str) else f"{{{','.join(map(str, token.numbers))}}}"
        for token in tokens(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik [2].", "Air naik {2}."),
        ("Air naik [[2]].", "Air naik {2}."),
        ("Air naik [[2][5]].", "Air naik {2}{5}."),
        ("Air naik【2†source】.", "Air naik{2}."),
        ("Air naik ^[2].", "Air naik {2}."),
        ("Air naik^2.", "Air naik{2}."),
        ("Air naik^2^ lagi.", "Air naik{2} lagi."),
        ("Air naik².", "Air naik{2}."),
        ("Air naik.¹²", "Air naik.{12}"),
        ("Air naik [2](https://x.example/a) lagi.", "Air naik {2} lagi."),
        ("Air naik [[2]](https://x.example) lagi.", "Air naik {2} lagi."),
        ("Air naik [2](https://x.exam\nAir", "Air naik {2}\nAir"),
        ("Air naik \\[2\\].", "Air naik {2}."),
        ("Air naik (sumber: [2]).", "Air naik {2}."),
        ("Air naik (Sumber 2, 5).", "Air naik {2,5}."),
        ("Air naik [n].", "Air naik {}."),
    ],
)
def test_label_is_found_in_its_spellings(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Air [sic] naik.",
        "Air [[sic]] naik.",
        "Air [·3] naik.",
        "Air naik] (lagi).",
        "Air [[[2 naik.",
        "Luas 10 km², 3 m³ dan 10².",
        "Luas 10 km^2 dan x^2y.",
        "Air ^ naik ^",
        "Air (naik",
        "Air [naik",
        "Air naik (Sumber: Warta).",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air naik (2).", "Air naik {2}."),
        ("Air naik. (2) Warga pindah. (5)", "Air naik. {2} Warga pindah. {5}"),
        ("Air naik (2)(5).", "Air naik {2}{5}."),
        ("Air naik (2), (5).", "Air naik {2}, {5}."),
        ("Air naik (2, 5).", "Air naik {2,5}."),
        ("Air naik (2) dan warga pindah (5).", "Air naik {2} dan warga pindah {5}."),
        ("Air naik (2), lalu surut (5).", "Air naik {2}, lalu surut {5}."),
        ("Air naik **(2)**.", "Air naik **{2}**."),
        ("“Air naik (2).”", "“Air naik {2}.”"),
        ("Air naik (2)\nWarga pindah (5)", "Air naik {2}\nWarga pindah {5}"),
        ("Air naik (2). Menurut Rini (3), air surut.", "Air naik {2}. Menurut Rini {3}, air surut."),
        ("Air di Pasal 5 ayat (2) (3).", "Air di Pasal 5 ayat (2) {3}."),
        ("Budi (52), warga, pindah (3).", "Budi (52), warga, pindah {3}."),
    ],
)
def test_number_in_round_brackets_behind_a_clause_is_a_label(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Menurut Pasal 5 ayat (2).",
        "Menurut Pasal 7 (2).",
        "Section 7 (2).",
        "Ada dua (2).",
        "Ada 2 (2).",
        "Pada tahun itu (1987).",
        "Tinggal Budi (52).",
        "Rini (5), anaknya, pindah.",
        "Rini (12), anaknya, pindah.",
        "Air (2) naik.",
        "Air naik (2) Warga.",
        "Rabu (20/4).",
    ],
)
def test_number_in_round_brackets_that_counts_something_stays(text: str) -> None:
    assert read(text) == text


def test_age_of_a_child_stays_where_labels_are_in_round_brackets() -> None:
    assert (
        read("Air naik (2). Rini (15), anaknya, pindah (3).")
        == "Air naik {2}. Rini (15), anaknya, pindah {3}."
    )


def test_number_in_round_brackets_is_text_beside_other_labels() -> None:
    assert read("Air naik [3]. Budi (5).") == "Air naik {3}. Budi (5)."
    assert read("Tinggal Budi (5).[3]") == "Tinggal Budi (5).{3}"
    assert read("Tinggal Budi (5) ².") == "Tinggal Budi (5) {2}."
    assert read("Air naik (sumber 3). Budi (5).") == "Air naik {3}. Budi (5)."


def test_other_labels_count_also_where_labels_are_in_round_brackets() -> None:
    assert (
        read("Air naik (3). Warga pindah [5]. Rini aman (6).")
        == "Air naik {3}. Warga pindah {5}. Rini aman {6}."
    )


def test_number_that_was_not_shown_stays_in_round_brackets() -> None:
    assert read("Air naik (21). Warga pindah (2, 21).") == "Air naik (21). Warga pindah (2, 21)."
    assert LabelReader().feed("Air naik (21).\n")[9:] == [Labels((21,)), ".", "\n"]


def test_thinking_does_not_tell_how_labels_are_written() -> None:
    assert read(f"Hm [2].{FORGET}Air naik (3).") == f"Hm {{2}}.{FORGET}Air naik {{3}}."


def test_label_is_read_as_soon_as_it_is_certain() -> None:
    reader = LabelReader(SHOWN)
    assert reader.feed("[2") == []
    assert reader.feed("]") == [Labels((2,))]
    assert reader.feed(" lagi") == [*" lagi"]
    assert reader.close() == []


def test_number_in_round_brackets_waits_for_what_follows() -> None:
    reader = LabelReader(SHOWN)
    assert reader.feed("Air (3). Wa") == [*"Air "]
    assert reader.feed("rga pindah ke balai kota lagi") == [
        Labels((3,)),
        *". Warga pindah ke balai kota lagi",
    ]
    assert reader.close() == []


PIECES = (
    *'[]【】()^²¹⁻12390,;-. :\n\\*“”dankm†"',
    *("[1]", "(1)", "[[", "Sumber ", "(sumber: ", "ayat ", "(2)", "https://x", FORGET, "Budi "),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.lists(st.integers(0, 80), max_size=8))
def test_tokens_do_not_depend_on_the_chunks(text: str, cuts: list[int]) -> None:
    whole = tokens(text)
    assert tokens(text, *cuts) == whole
    assert tokens(text, *range(len(text))) == whole
