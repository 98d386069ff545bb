"""Tests of the clauses of long sentences, and of their excerpts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.clauses import EXCERPT, LONGEST_CLAUSE, SHORTEST_CLAUSE, clauses, excerpt, shown

FIRST = "Bupati Sari Wulandari membuka pasar ikan di Teluk Rantih"
SECOND = "setelah dua tahun pembangunan yang menelan Rp 12 miliar"
THIRD = "sedangkan para pedagang mulai berjualan pada Senin pagi"


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


@pytest.mark.parametrize("joint", [", ", "; ", ": ", " – ", " — ", ",\n  "])
def test_clauses_end_at_punctuation(joint: str) -> None:
    found = texts(f"{FIRST}{joint}{SECOND}{joint}{THIRD}.")
    assert [part.rstrip(",;:") for part in found] == [FIRST, SECOND, f"{THIRD}."]


def test_brackets_are_a_clause() -> None:
    assert texts(f"{FIRST} ({SECOND}) {THIRD}") == [FIRST, f"({SECOND})", THIRD]


def test_comma_in_a_number_or_a_word_cuts_nothing() -> None:
    text = "Harganya Rp 1,250 atau 3,5 persen lebih mahal daripada e-commerce:resmi"
    assert texts(text) == [text]


def test_short_parts_belong_to_the_clause_before_them() -> None:
    assert texts(f"{FIRST}, kata dia, lalu pulang, {SECOND}") == [f"{FIRST}, kata dia, lalu pulang,", SECOND]


def test_part_without_punctuation_is_cut_at_spaces() -> None:
    text = " ".join(["warga"] * 150)
    found = texts(text)
    assert len(found) > 3
    assert all(SHORTEST_CLAUSE <= len(part) <= LONGEST_CLAUSE for part in found)
    assert " ".join(found) == text


def test_word_longer_than_a_clause_is_cut() -> None:
    assert [len(part) for part in texts("a" * 450)] == [LONGEST_CLAUSE, LONGEST_CLAUSE, 50]


def test_text_without_words_has_no_clauses() -> None:
    assert clauses("") == []


@given(st.text(alphabet="ab ,;:()–\n", max_size=900))
def test_clauses_are_in_order_and_leave_out_only_white_space(text: str) -> None:
    spans = clauses(text)
    assert all(start < end for start, end in spans)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert not "".join(between).strip(" \n–")


SPANS = [(0, 90), (91, 180), (181, 270), (271, 360), (361, 450)]


def test_excerpt_has_neighbours_while_they_fit() -> None:
    assert excerpt(SPANS, 2, most=100) == (181, 270)
    assert excerpt(SPANS, 2, most=180) == (91, 270)
    assert excerpt(SPANS, 2, most=270) == (91, 360)
    assert excerpt(SPANS, 2, most=1000) == (0, 450)


def test_excerpt_at_an_end_takes_neighbours_of_the_other_side() -> None:
    assert excerpt(SPANS, 0, most=190) == (0, 180)
    assert excerpt(SPANS, 4, most=190) == (271, 450)


def test_clause_that_is_too_long_is_an_excerpt_alone() -> None:
    assert excerpt([(0, 500), (501, 900)], 0, most=EXCERPT) == (0, 500)


def test_only_left_out_words_are_marked() -> None:
    text = f"{FIRST}, {SECOND}, {THIRD}."
    first, second, third = clauses(text)
    assert shown(text, (first[0], third[1])) == text
    assert shown(text, first) == f"{FIRST}, …"
    assert shown(text, second) == f"… {SECOND}, …"
    assert shown(text, third) == f"… {THIRD}."


@pytest.mark.parametrize("piece", [" ", " –", "( ", ", ", "—\n", "a"])
def test_time_grows_in_proportion_to_a_hostile_text(piece: str) -> None:
    begun = time.process_time()
    clauses(piece * 30_000)
    assert time.process_time() - begun < 1.0
