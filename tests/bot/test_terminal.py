from __future__ import annotations

from datetime import date

import click
import pytest

from bot.messages.catalogue import load_catalogue
from bot.terminal import render, render_statement
from knowledge.models import Abstention, Citation, CitedStatement, NearestArticle, Period
from knowledge.newsroom.replies import LISTS, OWN_WORDS, VARIANTS
from tests.bot.made_outcomes import COST, OPENED, answer, citation, listed, quoted, reply, two_questions

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


def lines_of(shown: str) -> list[str]:
    return click.unstyle(shown).splitlines()


@pytest.mark.parametrize("language", ["id", "en"])
def test_small_talk_is_its_words_alone(language: str) -> None:
    texts = load_catalogue().choose(language)
    assert render(reply("greeting", language=language, variant=1)) == texts("reply-greeting", variant=1)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reply_can_be_shown(language: str) -> None:
    for intent in OWN_WORDS | LISTS:
        for variant in range(VARIANTS):
            shown = render(reply(intent, listed(1), language=language, variant=variant))
            assert max(map(len, lines_of(shown))) <= 88
            assert "- Judul 1 · " in shown


@pytest.mark.parametrize("language", ["id", "en"])
def test_doubt_shows_the_statements_and_their_sources(language: str) -> None:
    texts = load_catalogue().choose(language)
    day = texts("date", date=date(2024, 3, 5))
    shown = render(reply("doubt", language=language, statements=(quoted(OPENED),)))
    assert click.unstyle(shown) == (
        f"{texts('reply-doubt')}\n\n“{OPENED}” [1]\n\n"
        f"[1] Jembatan Wulung Dibuka · Kabar Wulung · {day} ·\n    https://kabar.example/jembatan"
    )


def test_list_has_a_line_for_each_article() -> None:
    period = Period(date(2024, 5, 1), date(2024, 5, 7))
    shown = render(reply("latest", listed(2), listed(1, title="Jembatan\x1b[2J", day=None), period=period))
    assert shown == ("Berita dari 1 Mei 2024 sampai 7 Mei 2024:\n- Judul 2 · 3 Mei 2024\n- Jembatan [2J")


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_of_several_questions_is_above_its_answer(language: str) -> None:
    texts = load_catalogue().choose(language)
    shown = render(two_questions(language))
    assert click.unstyle(shown).startswith(
        f"Siapa yang membuka Jembatan Wulung?\n“{OPENED}” [1]\n\n"
        f"Berapa panjangnya?\n{texts('part-not-found')}\n\n"
        f"Berapa biayanya?\n“{COST}” [2]\n\n[1][2] Jembatan Wulung Dibuka"
    )
    assert click.style("Berapa panjangnya?", bold=True) in shown
    assert click.style("Larasati Wirabuana", bold=True) in shown


def test_excerpt_of_a_long_sentence_is_shown_and_not_the_rest() -> None:
    villages = ", ".join(f"Kampung Suar {n} mendapat {n + 2} perahu" for n in range(140))
    statement = CitedStatement(
        "… Kampung Suar 77 mendapat 79 perahu, …", (citation(f"Bantuan: {villages}."),)
    )
    shown = click.unstyle(render(answer(statement)))
    assert shown.startswith("“… Kampung Suar 77 mendapat 79 perahu, …” [1]\n\n[1] Jembatan Wulung Dibuka")
    assert "Suar 78" not in shown


def test_nearest_sentences_of_one_article_have_one_line_for_their_source() -> None:
    first = NearestArticle("a", "Pasar", "Pasar ramai.", 0, 12)
    second = NearestArticle("a", "Pasar", "Kios terjual.", 13, 26)
    assert click.unstyle(render(_abstention(first, second))).endswith("“Kios terjual.” [2]\n\n[1][2] Pasar")
