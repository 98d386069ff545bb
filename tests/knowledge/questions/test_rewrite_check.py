"""Tests of which rewritings by a model are accepted, and which are rejected."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Turn
from knowledge.questions.rewrite_check import LONGEST, accept


def turn(question: str, *statements: str, language: str = "id", title: str = "") -> Turn:
    return Turn(
        question=question,
        standalone_question=question,
        language=language,
        asked_at=datetime(2024, 5, 4, tzinfo=UTC),
        statements=statements,
        cited_articles=("a1",),
        cited_titles=(title,) if title else (),
    )


BRIDGE = [
    turn(
        "Siapa yang meresmikan Jembatan Lembayung?",
        "Wali Kota Tirta Kencana Ratna Widyasari meresmikan Jembatan Lembayung pada Jumat (12/3/2021).",
        title="Jembatan Lembayung dibuka",
    )
]
TRAM = [
    turn(
        "Who opened the Harrow Street tram depot?",
        "Mayor Odalys Brenner opened the Harrow Street tram depot on 4 May 2023.",
        language="en",
    )
]


@pytest.mark.parametrize(
    ("rewritten", "question", "history"),
    [
        ("Kapan Ratna Widyasari lahir?", "Kapan dia lahir?", BRIDGE),
        ("Berapa biaya Jembatan Lembayung?", "Berapa biayanya?", BRIDGE),
        ("Mengapa Jembatan Lembayung diresmikan pada 12/3/2021?", "Kenapa?", BRIDGE),
        ("Siapa yang meresmikan Jembatan Cemara?", "Dan Jembatan Cemara?", BRIDGE),
        ("Siapa yang meresmikan Jembatan Lembayung pada 2024?", "Kalau tahun 2024?", BRIDGE),
        ("kapan wali kota tirta kencana dilantik?", "kapan wali kotanya dilantik", BRIDGE),
        ("Kapan Ratna Widyasari dilantik", "kapan dia dilantik", BRIDGE),
        ("Jelaskan lebih lanjut tentang Jembatan Lembayung", "Jelaskan lebih lanjut", BRIDGE),
        ("Berapa harga beras di Pasar Lindung?", "Berapa harga beras di Pasar Lindung?", BRIDGE),
        ("When was Odalys Brenner elected?", "When was she elected?", TRAM),
        ("How much did the Harrow Street tram depot cost?", "How much did it cost?", TRAM),
        ("When was Odalys Brenner's term extended?", "When was her term extended?", TRAM),
        ("Who opened the Foxhole Lane depot?", "And the Foxhole Lane depot?", TRAM),
    ],
)
def test_a_rewriting_that_asks_the_same_is_accepted(
    rewritten: str, question: str, history: list[Turn]
) -> None:
    assert accept(rewritten, question, history) == rewritten


@pytest.mark.parametrize(
    "rewritten",
    [
        '"Kapan Ratna Widyasari lahir?"',
        "“Kapan Ratna Widyasari lahir?”\n",
        "**Kapan Ratna Widyasari lahir?**",
        "Rewritten: Kapan Ratna Widyasari lahir?",
        "Pertanyaan mandiri: 'Kapan Ratna Widyasari lahir?'",
        "  Kapan  Ratna Widyasari lahir? ",
    ],
)
def test_quotation_marks_and_a_heading_are_removed(rewritten: str) -> None:
    assert accept(rewritten, "Kapan dia lahir?", BRIDGE) == "Kapan Ratna Widyasari lahir?"


@pytest.mark.parametrize(
    ("rewritten", "why"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ('""', "empty"),
        ("Rewritten:", "empty"),
        ("?", "no words"),
        ("Kapan Ratna Widyasari lahir?\nKapan ia wafat?", "several lines"),
        ("Kapan Ratna Widyasari lahir? Kapan Ratna Widyasari lahir?", "several sentences"),
        ("Ratna Widyasari lahir pada 12/3/2021.", "an answer"),
        ("Ratna Widyasari lahir pada 12/3/2021. Kapan?", "an answer and a question"),
        ("Ratna Widyasari lahir", "no question"),
        ("Baik, kapan Ratna Widyasari lahir.", "no question"),
        ("Kapan Ratna Widyasari lahir?[1]", "a label"),
        ("Kapan Ratna Widyasari lahir【1】?", "a label"),
        ("Kapan *Ratna* lahir?", "markup"),
        ("Kapan <b>Ratna</b> lahir?", "markup"),
        ("Kapan Ratna lahir https://contoh.example?", "a link"),
        ("NO_ANSWER", "no question"),
        ("When was Ratna Widyasari born?", "another language"),
        ("Kapan Sari Melati lahir?", "a name from nowhere"),
        ("Kapan Ratna Widyasari lahir di Cemara?", "a place from nowhere"),
        ("Kapan Ratna Widyasari lahir tahun 1980?", "a number from nowhere"),
        ("Kapan Ratna Widyasari lahir pada 12?", "a number torn from a date"),
        ("Widodo lahir kapan?", "a name from nowhere in front"),
        ("Siapa yang meresmikan Jembatan Lembayung?", "another question"),
        ("Kapan Ratna Widyasari lahir, " + "lahir " * 60 + "?", "far too long"),
    ],
)
def test_untrustworthy_rewriting_is_rejected(rewritten: str, why: str) -> None:
    assert accept(rewritten, "Kapan dia lahir?", BRIDGE) is None, why


@pytest.mark.parametrize(
    ("rewritten", "question", "history"),
    [
        ("Siapa yang meresmikan Jembatan Lembayung?", "Kapan dia meresmikannya?", BRIDGE),
        ("Who opened the Harrow Street tram depot?", "Why did she open it?", TRAM),
    ],
)
def test_an_earlier_question_that_asks_for_something_else_is_rejected(
    rewritten: str, question: str, history: list[Turn]
) -> None:
    assert accept(rewritten, question, history) is None


def test_an_english_question_is_not_turned_into_indonesian() -> None:
    assert accept("Berapa biaya Harrow Street?", "How much did it cost?", TRAM) is None


def test_a_new_topic_stays_as_it_was_typed_even_with_names_and_two_sentences() -> None:
    question = "Saya dari Cemara. Kapan pasar 1001 dibuka?"
    assert accept(question, question, BRIDGE) == question


def test_an_empty_question_accepts_nothing() -> None:
    assert accept("Siapa?", "", BRIDGE) is None


def test_without_history_every_name_must_occur_in_the_question() -> None:
    assert accept("Kapan Ratna Widyasari lahir?", "Kapan dia lahir?", []) is None


@given(st.text(max_size=80), st.text(max_size=40))
def test_it_never_raises_and_gives_one_short_line(rewritten: str, question: str) -> None:
    accepted = accept(rewritten, question, BRIDGE)
    assert accepted is None or (accepted == " ".join(accepted.split()) and 0 < len(accepted) <= LONGEST)
