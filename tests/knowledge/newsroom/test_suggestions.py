"""Tests of example questions for newcomers."""

from __future__ import annotations

import pytest

from knowledge.models import Answer, ArticleText, AskRequest
from knowledge.newsroom.example_questions import questions_about
from knowledge.newsroom.suggestions import Suggestions
from tests.bot.telegram.harness import BRIDGE, CUP, LIBRARY, WHO_OPENED, BotHarness
from tests.knowledge.made_articles import make_article


@pytest.mark.parametrize(
    ("sentence", "language", "question"),
    [
        (
            "Wali Kota Rani Tirta meresmikan Pasar Lembayung pada Senin.",
            "id",
            "Siapa yang meresmikan Pasar Lembayung?",
        ),
        ("Kepala Dinas Kelautan Wulung, Rani Tirta, hadir.", "id", "Siapa Kepala Dinas Kelautan Wulung?"),
        ("Jembatan Kelana dibuka pada 3 Maret 2025.", "id", "Kapan Jembatan Kelana dibuka?"),
        ("WULUNG - Feri Kartika membawa 300 penumpang.", "id", "Feri Kartika membawa berapa penumpang?"),
        ("Mayor Rani Tirta opened the Kelana Bridge on Monday.", "en", "Who opened the Kelana Bridge?"),
        ("The Kelana Bridge was opened on March 3.", "en", "When was the Kelana Bridge opened?"),
    ],
)  # fmt: skip
def test_simple_sentences_become_questions(sentence: str, language: str, question: str) -> None:
    assert [example.text for example in questions_about(make_article(sentence, language=language))] == [
        question
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ia meresmikan pasar itu pada Senin.",
        "“Wali Kota Rani Tirta meresmikan Pasar Lembayung pada Senin",
        "Rani Tirta mengatakan Pasar Lembayung ramai.",
        "Keduanya bertemu pada 20 April 2022.",
        "Pasar dibuka.",
        "",
    ],
)
def test_sentences_with_pronouns_or_quotations_are_skipped(sentence: str) -> None:
    assert list(questions_about(make_article(sentence))) == []


async def test_every_suggestion_is_answered_and_the_readers_language_comes_first(
    stopped: BotHarness,
) -> None:
    questions = await stopped.suggestions.questions("id", 3)
    assert questions[0].split()[0] in {"Siapa", "Kapan", "Berapa"}
    assert WHO_OPENED in questions
    for question in questions:
        assert isinstance(await stopped.assistant.ask(AskRequest(question)), Answer)
    assert await stopped.suggestions.questions("id", 1) == questions[:1]


async def test_archive_that_answers_no_example_gives_no_suggestions(stopped: BotHarness) -> None:
    for article in (BRIDGE, CUP, LIBRARY):
        await stopped.library.delete(article.external_id or "")
    assert await stopped.suggestions.questions("id", 3) == []
    await stopped.add(ArticleText("Hujan turun. Sudah lama. Semua basah."))
    suggestions: Suggestions = stopped.suggestions
    assert await suggestions.questions("id", 3) == []
