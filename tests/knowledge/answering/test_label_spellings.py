from __future__ import annotations

import pytest

from knowledge.answering.label_spellings import (
    labels_in,
    labels_of_sources,
    named_labels_in,
    raised_labels,
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("2", [2]),
        (" 2 , 5 ", [2, 5]),
        ("2; 5 & 7/8", [2, 5, 7, 8]),
        ("2 5", [2, 5]),
        ("2 dan 5 serta 7", [2, 5, 7]),
        ("^2, ^5", [2, 5]),
        ("#2", [2]),
        ("2-4", [2, 3, 4]),
        ("2 – 3, 7", [2, 3, 7]),
        ("1-10", list(range(1, 11))),
        ("1-11", []),
        ("4-2", []),
        ("n", []),
        ("2†source", [2]),
        ("4:0†source", [4]),
        ("2†L10-L12", [2]),
        ("Sumber 2", [2]),
        ("sumber: 2, 5", [2, 5]),
        ("Source 1; Source 2", [1, 2]),
        ("Artikel 1, kalimat 3", [1, 3]),
        ("line 12", [12]),
        ("no. 4", [4]),
        ("lihat sumber 4", [4]),
        ("Evidence 12; Pasar Lembayung Ditata", [12]),
        ("Sumber 2: Warta Kelana, 3 Mei 2031", [2]),
        ("²", [2]),
        ("¹⁻³", [1, 2, 3]),
    ],
)
def test_labels_between_brackets(content: str, expected: list[int]) -> None:
    assert labels_in(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        "",
        "sic",
        "2022",
        "·3",
        "2 orang",
        "a2",
        "20/4/31a",
        "dan",
        "2,",
        "-",
        "½",
        "2: Warta",
        "Sumber 2 orang",
    ],
)
def test_other_text_between_brackets_is_no_label(content: str) -> None:
    assert labels_in(content) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("sumber: [1]", [1]),
        ("Sumber 1, 2", [1, 2]),
        ("sources [1]-[3]", [1, 2, 3]),
        ("see [1] and [2]", [1, 2]),
        ("[2], [5]", [2, 5]),
        ("[2][5]", [2, 5]),
        ("Sumber: Warta Kelana, 3 Mei 2031 [2]", [2]),
        ("¹", [1]),
        ("bukti 【2】", [2]),
        ("2", None),
        ("52", None),
        ("diresmikan [2]", None),
        ("Sumber: Warta Kelana", None),
        ("lihat 12 orang", None),
        ("luas 3 m²", None),
    ],
)
def test_labels_between_round_brackets_need_a_word_or_brackets(
    content: str, expected: list[int] | None
) -> None:
    assert named_labels_in(content) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sumber: 1", [1]),
        ("Sumber 1, 3.", [1, 3]),
        ("Sources: 1-3", [1, 2, 3]),
        ("Referensi : 2 dan 4", [2, 4]),
        ("Sumber:", None),
        ("Sumber dana: 3 bank.", None),
        ("Sumber: Rani Tirta.", None),
        ("Sumberjaya 3", None),
        ("1", None),
    ],
)
def test_labels_of_a_line_that_names_sources(line: str, expected: list[int] | None) -> None:
    assert labels_of_sources(line) == expected


@pytest.mark.parametrize(
    ("run", "shown", "expected"),
    [
        ("¹", {1}, [1]),
        ("¹", {2}, [1]),
        ("¹²", {12}, [12]),
        ("¹²", {1, 2}, [1, 2]),
        ("¹²", {1}, [12]),
        ("¹²", None, [12]),
        ("¹⁻³", {1, 2, 3}, [1, 2, 3]),
        ("⁻", None, []),
    ],
)
def test_raised_digits_are_one_label_or_several(
    run: str, shown: set[int] | None, expected: list[int]
) -> None:
    assert raised_labels(run, shown) == expected
