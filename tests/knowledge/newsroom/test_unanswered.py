"""Tests of which unanswered questions are grouped as the same question."""

from __future__ import annotations

from datetime import UTC, datetime

from knowledge.models import Abstention, StoredTurn
from knowledge.newsroom.unanswered import group_questions


def _turn(number: int, question: str) -> StoredTurn:
    outcome = Abstention(question, question, "id", "extractive", 0.1, "no_match")
    return StoredTurn(number, f"telegram:{number}", None, datetime(2025, 1, 1, tzinfo=UTC), outcome)


def _numbers(*questions: str) -> list[list[int]]:
    turns = [_turn(number, question) for number, question in enumerate(questions, 1)]
    return [[turn.number for turn in group.turns] for group in group_questions(turns)]


def test_questions_with_the_same_topic_words_are_one_group_and_the_largest_is_first() -> None:
    assert _numbers(
        "Berapa harga tiket feri?",
        "Kapan pasar malam Kencana dibuka?",
        "Pasar malam Kencana buka kapan ya?",
    ) == [[2, 3], [1]]


def test_one_shared_word_is_not_enough() -> None:
    assert _numbers("Siapa wali kota Wulung?", "Siapa juara lomba layar Wulung?") == [[1], [2]]


def test_questions_of_function_words_are_left_out() -> None:
    assert _numbers("Siapa itu?", "") == []
