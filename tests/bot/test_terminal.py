from __future__ import annotations

from datetime import date

import click
import pytest

from bot.terminal import render, render_statement
from knowledge.models import Abstention, Citation, CitedStatement, NearestArticle

SENTENCE = "Jembatan Wulung dibuka\n pada 3 Maret 2024 oleh wali kota."
CITATION = Citation(1, "a", None, "Judul", None, None, None, SENTENCE, 0, len(SENTENCE))


def test_the_words_that_answer_are_bold_and_nothing_else_is() -> None:
    shown = render_statement(CitedStatement(SENTENCE, (CITATION,)), "Kapan Jembatan Wulung dibuka?")
    assert f"{click.style('3 Maret 2024', bold=True)} oleh" in shown
    assert click.unstyle(shown) == "“Jembatan Wulung dibuka pada 3 Maret 2024 oleh wali kota.” [1]"


@pytest.mark.parametrize(
    ("text", "question"),
    [(SENTENCE, "Mengapa Jembatan Wulung dibuka?"), ("Dibuka 3 Maret 2024.", "Kapan jembatan dibuka?")],
)
def test_without_short_answer_or_quotation_nothing_is_bold(text: str, question: str) -> None:
    shown = render_statement(CitedStatement(text, (CITATION,)), question)
    assert shown == click.unstyle(shown)


def _abstention(*nearest: NearestArticle, language: str = "id") -> Abstention:
    return Abstention("?", "?", language, "extractive", 0.1, "no_match", nearest=nearest)


def test_abstention_shows_near_sentences_with_their_sources() -> None:
    address = "https://kabar.example/jembatan"
    first = NearestArticle(
        "a", "Jembatan\x1b[2J", "Dibuka\n wali\x1b kota.", 3, 9, None, date(2024, 3, 5), "Kabar"
    )
    second = NearestArticle("b", "Pasar", "Pasar ramai.", 0, 12, url=address)
    assert click.unstyle(render(_abstention(first, second))) == (
        "Saya tidak menemukan jawaban yang pasti. Yang paling dekat:\n\n"
        "“Dibuka wali kota.” [1]\n\n“Pasar ramai.” [2]\n\n"
        f"[1] Jembatan [2J · Kabar · 5 Maret 2024\n[2] Pasar · {address}"
    )
    english = render(_abstention(first, language="en"))
    assert english.startswith("I found no certain answer. The closest I have:\n\n“Dibuka wali kota.” [1]")


def test_abstention_lists_titles_if_no_sentence_is_near() -> None:
    assert render(_abstention(NearestArticle("a", "Jembatan"), NearestArticle("b", "Pasar"))) == (
        "Saya belum menemukan jawabannya di artikel yang ada.\n\nYang paling mendekati:\n- Jembatan\n- Pasar"
    )
