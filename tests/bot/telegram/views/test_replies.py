"""Tests of how replies, several questions and excerpts look in Telegram, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.messages.catalogue import load_catalogue
from bot.telegram.updates import callback_data
from bot.telegram.views.answer import render_outcome
from bot.telegram.views.html import MESSAGE_ENTITIES, MESSAGE_UNITS
from bot.telegram.views.outgoing import Outgoing
from knowledge.models import Citation, CitedStatement, NextStep, Outcome, Part, Period
from knowledge.newsroom.replies import LISTED, LISTS, OWN_WORDS, VARIANTS
from knowledge.text import clauses
from tests.bot.made_outcomes import COST, OPENED, answer, citation, listed, quoted, reply, two_questions
from tests.e2e.telegram_html import Entity, parse, units
from tests.e2e.telegram_rules import check_buttons

CATALOGUE = load_catalogue()
LANGUAGES = ["id", "en"]
VILLAGES = ", ".join(f"Kampung Suar {n} yang mendapat {n + 2} perahu" for n in range(140))
LISTING = f"Bantuan dibagikan kepada {VILLAGES}."


def rendered(outcome: Outcome) -> list[Outgoing]:
    return render_outcome(outcome, CATALOGUE, None)


def seen(messages: list[Outgoing]) -> list[tuple[str, list[Entity]]]:
    """What people see, after the checks that a Bot API server makes."""
    for message in messages:
        keyboard = [
            [{"text": button.text, "callback_data": button.data} for button in row] for row in message.buttons
        ]
        check_buttons({"reply_markup": {"inline_keyboard": keyboard}})
        assert message is messages[-1] or not message.buttons
    shown = [parse(message.html) for message in messages]
    for text, entities in shown:
        assert text.strip()
        assert units(text) <= MESSAGE_UNITS
        assert len(entities) <= MESSAGE_ENTITIES
    return shown


def text_of(outcome: Outcome) -> str:
    [(text, _)] = seen(rendered(outcome))
    return text


def labels(outcome: Outcome) -> list[list[str]]:
    return [[button.text for button in row] for row in rendered(outcome)[-1].buttons]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_fits_into_one_message(language: str) -> None:
    articles = [listed(n, title="Judul & <b>panjang</b> " * 40) for n in range(LISTED)]
    steps: tuple[NextStep, ...] = ("week",)
    for intent in OWN_WORDS | LISTS:
        for variant in range(VARIANTS):
            one = reply(intent, *articles, language=language, variant=variant, next_steps=steps)
            assert text_of(one)
            assert text_of(replace(one, articles=(), topic="<i>&" * 30))


def test_words_of_small_talk_have_neither_sources_nor_buttons() -> None:
    [message] = rendered(reply("greeting"))
    assert message.html == CATALOGUE.choose("id")("reply-greeting", variant=0)
    assert message.buttons == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_doubt_shows_the_statements_with_their_sources(language: str) -> None:
    texts = CATALOGUE.choose(language)
    doubted = reply("doubt", language=language, statements=(quoted(OPENED), quoted(COST, label=4, start=99)))
    day = texts("date", date=date(2024, 3, 5))
    [(text, entities)] = seen(rendered(doubted))
    assert text == (
        f"{texts('reply-doubt')}\n\n{OPENED} [1]\n\n{COST} [2]\n\n"
        f"[1][2] Jembatan Wulung Dibuka\nKabar Wulung · {day}"
    )
    assert [one.type for one in entities].count("blockquote") == 3


def test_doubt_about_other_words_shows_the_cited_sentence() -> None:
    statement = CitedStatement("Jembatan itu dibuka wali kota.", (citation(OPENED),))
    text = text_of(reply("doubt", statements=(statement,)))
    assert f"[1] {OPENED}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_shows_the_articles_with_dates_and_a_button_for_each(language: str) -> None:
    texts = CATALOGUE.choose(language)
    articles = listed(1), listed(2, day=None)
    one = reply("latest", *articles, language=language, next_steps=("month",))
    assert text_of(one) == (
        f"{texts('listed-newest')}\n\n"
        f"1. Judul 1\nKabar Wulung · {texts('date', date=date(2024, 5, 3))}\n\n"
        f"2. Judul 2\nKabar Wulung · {texts('added-on', date=date(2024, 5, 9))}"
    )
    assert labels(one) == [["1", "2"], [texts("next-month")]]
    [numbers, [wider]] = rendered(one)[-1].buttons
    assert [button.data for button in numbers] == [callback_data.only(article.id) for article in articles]
    assert wider.data == callback_data.question(texts("next-month"))


def test_complaint_names_the_article() -> None:
    text = text_of(reply("complaint", listed(1)))
    assert text.startswith("Maaf, jawaban itu meleset.")
    assert "1. Judul 1" in text


def test_markup_in_a_topic_is_shown_as_text() -> None:
    period = Period(date(2026, 1, 12), date(2026, 1, 12))
    assert text_of(reply("latest", topic="<b>&amp;", period=period)) == (
        "Saya tidak menemukan artikel tentang “<b>&amp;” tanggal 12 Januari 2026."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_several_questions_is_above_its_answer(language: str) -> None:
    texts = CATALOGUE.choose(language)
    [(text, entities)] = seen(rendered(two_questions(language)))
    assert text == (
        f"Siapa yang membuka Jembatan Wulung?\n\n{OPENED} [1]\n\n"
        f"Berapa panjangnya?\n\n{texts('part-not-found')}\n\n"
        f"Berapa biayanya?\n\n{COST} [2]\n\n"
        f"[1][2] Jembatan Wulung Dibuka\nKabar Wulung · {texts('date', date=date(2024, 3, 5))}"
    )
    marked = [text[one.offset : one.offset + one.length] for one in entities if one.type == "bold"]
    assert {part.question for part in two_questions().parts} <= set(marked)
    assert "Larasati Wirabuana" in marked


def test_several_questions_have_a_button_for_each_source() -> None:
    stored = replace(two_questions(), turn=7)
    assert labels(stored) == [["[1]", "[2]", "👍", "👎"], ["Ringkas artikel ini"], ["Yang terbaru soal ini"]]


def test_many_long_questions_are_split_into_messages_within_the_limits() -> None:
    statements = [quoted(f"{n}. " + "kata & " * 300, label=n, start=n * 5000) for n in range(1, 6)]
    parts = tuple(Part("Siapa " + "dan <siapa> " * 200 + "?", (one,)) for one in statements)
    assert len(seen(rendered(answer(*statements, parts=parts)))) > 1


def excerpted() -> tuple[CitedStatement, Citation]:
    spans = clauses.clauses(LISTING)
    best = next(at for at, (start, end) in enumerate(spans) if "Suar 77 " in LISTING[start:end])
    cited = citation(LISTING)
    return CitedStatement(clauses.shown(LISTING, clauses.excerpt(spans, best)), (cited,)), cited


def test_excerpt_of_a_sentence_of_5000_characters_is_shown_and_not_the_rest() -> None:
    statement, cited = excerpted()
    assert len(cited.sentence) > 5_000
    asked = replace(answer(statement), standalone_question="Berapa perahu untuk Kampung Suar 77?")
    messages = rendered(asked)
    [(text, _)] = seen(messages)
    assert text == (f"{statement.text} [1]\n\n[1] Jembatan Wulung Dibuka\nKabar Wulung · 5 Maret 2024")
    assert text.startswith("… Kampung Suar")
    assert messages[0].html.startswith("<blockquote>… Kampung Suar")


def test_doubted_excerpt_is_not_repeated_in_full_either() -> None:
    statement, _ = excerpted()
    assert len(text_of(reply("doubt", statements=(statement,)))) < 600
