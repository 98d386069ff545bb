"""Tests of finding the cited sentences behind a quoted part of an answer."""

from __future__ import annotations

import pytest

from bot.telegram.views.quoted_part import asks_for_sources, cited_by
from knowledge.models import Abstention, Answer, Citation, CitedStatement, NearestArticle


def _citation(label: int, sentence: str) -> Citation:
    return Citation(label, f"a{label}", None, "Judul", None, None, None, sentence, 10 * label, 10 * label + 5)


COST = _citation(4, "Biayanya Rp 5 miliar.")
TIME = _citation(2, "Pekerjaan memakan dua tahun.")
WHO = _citation(7, "Wali kota membukanya.")
ANSWER = Answer(
    "?",
    "?",
    "id",
    "llm",
    0.9,
    (
        CitedStatement("Jembatan 😀 itu seharga Rp 5 miliar dan selesai dalam dua tahun.", (COST, TIME)),
        CitedStatement("Wali kota membukanya.", (WHO,)),
    ),
)
SHOWN = (
    "Jembatan 😀 itu seharga Rp 5 miliar dan selesai dalam dua tahun. [1][2]\n\n"
    "Wali kota membukanya. [3]\n\n"
    "[1] Biayanya Rp 5 miliar.\nJudul\n[2] Pekerjaan memakan dua tahun.\nJudul\n[3] Judul"
)


def _behind(quoted: str, *, last: bool = False) -> list[int]:
    at = SHOWN.rindex(quoted) if last else SHOWN.index(quoted)
    position = len(SHOWN[:at].encode("utf-16-le")) // 2
    return list(cited_by(ANSWER, SHOWN, quoted, position).values())


@pytest.mark.parametrize(
    ("quoted", "numbers"),
    [
        ("seharga Rp 5 miliar", [1, 2]),
        ("Wali kota", [3]),
        ("dalam dua tahun. [1][2]\n\nWali", [1, 2, 3]),
        ("[3]", [3]),
        ("Biayanya Rp 5", [1]),
        ("Pekerjaan memakan", [2]),
    ],
)
def test_only_the_sentences_behind_the_quoted_words(quoted: str, numbers: list[int]) -> None:
    assert _behind(quoted) == numbers


def test_the_offset_of_the_quotation_decides_when_its_words_occur_twice() -> None:
    assert _behind("Rp 5 miliar") == [1, 2]
    assert _behind("Rp 5 miliar", last=True) == [1]


def test_a_wrong_offset_is_corrected_by_the_quoted_words() -> None:
    assert list(cited_by(ANSWER, SHOWN, "Wali kota membukanya", 3).values()) == [3]


def test_without_the_text_of_the_message_the_statements_are_compared() -> None:
    assert list(cited_by(ANSWER, "", "Wali kota", 0).values()) == [3]


def test_without_a_known_quotation_every_sentence_is_shown() -> None:
    assert list(cited_by(ANSWER).values()) == [1, 2, 3]
    assert list(cited_by(ANSWER, SHOWN, "Judul", None).values()) == [1, 2, 3]
    assert cited_by(Abstention("?", "?", "id", "llm", 0.1, "no_match")) == {}
    near = (NearestArticle("a", "Pasar", "Pasar ramai.", 0, 12),)
    assert cited_by(Abstention("?", "?", "id", "llm", 0.1, "no_match", nearest=near)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "sumbernya?", "Sumber", "source?", "SOURCE", "mana buktinya", "apa buktinya dong", "dari mana?",
        "what's the source for this?", "prove it", "kata siapa?", "minta sumber dong kak",
    ],
)  # fmt: skip
def test_asking_for_a_source_is_not_a_question(text: str) -> None:
    assert asks_for_sources(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kapan?",
        "sumber air bersih di mana?",
        "siapa sumber dana proyek itu?",
        "Source of the river Kelana?",
        "",
    ],
)
def test_a_message_that_asks_something_else_is_a_question(text: str) -> None:
    assert not asks_for_sources(text)


def test_a_quotation_without_a_message_asks_for_its_source() -> None:
    assert asks_for_sources("?", "Rp 5 miliar")
    assert asks_for_sources("rp 5 miliar", "seharga Rp 5 miliar")
    assert not asks_for_sources("?", None)
    assert not asks_for_sources("Berapa dolar?", "Rp 5 miliar")
