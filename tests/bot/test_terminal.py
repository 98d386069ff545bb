from __future__ import annotations

import click
import pytest

from bot.terminal import render_statement
from knowledge.models import Citation, CitedStatement

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
