"""Tests of the buttons under outcomes that ask something next."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.catalogue import load_catalogue
from bot.telegram.updates import callback_data
from bot.telegram.views import keyboards
from bot.telegram.views.keyboards import Rows
from knowledge.models import Abstention
from tests.bot.made_outcomes import OPENED, answer, listed, quoted, reply

ID = load_catalogue().choose("id")
STORED = replace(answer(quoted(OPENED)), turn=7)
SUMMARY, LATEST = ID("next-summary"), ID("next-latest")


def labels(rows: Rows) -> list[list[str]]:
    return [[button.text for button in row] for row in rows]


def test_answer_offers_a_summary_and_the_latest() -> None:
    assert labels(keyboards.under_outcome(STORED, ID)) == [["[1]", "👍", "👎"], [SUMMARY], [LATEST]]


def test_summary_offers_only_the_latest() -> None:
    told = replace(STORED, intent="summary")
    assert labels(keyboards.under_outcome(told, ID)) == [["[1]", "👍", "👎"], [LATEST]]


def test_questions_to_ask_next_replace_what_is_always_offered() -> None:
    rows = keyboards.under_outcome(STORED, ID, steps=["Berapa biayanya?", SUMMARY])
    assert labels(rows) == [["[1]", "👍", "👎"], ["Berapa biayanya?"], [SUMMARY]]
    assert [row[0].data for row in rows[1:]] == list(
        map(callback_data.question, ["Berapa biayanya?", SUMMARY])
    )
    assert labels(keyboards.under_outcome(STORED, ID, steps=[])) == [["[1]", "👍", "👎"]]


def test_feedback_keeps_what_is_asked_next_below_it() -> None:
    rows = labels(keyboards.under_outcome(STORED, ID, feedback="wrong_fact", steps=["Berapa biayanya?"]))
    assert rows[0] == ["[1]"]
    assert rows[-1] == ["Berapa biayanya?"]


def test_abstention_offers_nothing_to_ask() -> None:
    abstention = Abstention("?", "?", "id", "extractive", 0.1, "no_match", turn=7)
    assert labels(keyboards.under_outcome(abstention, ID)) == [["👍", "👎"]]


def test_outcome_outside_of_a_conversation_has_no_buttons() -> None:
    assert keyboards.under_outcome(replace(STORED, turn=None), ID) == ()


def test_list_has_a_button_for_each_article_and_a_wider_time() -> None:
    found = reply("latest", listed(1), listed(2), next_steps=("week", "month"))
    assert labels(keyboards.under_outcome(found, ID)) == [["1", "2"], [ID("next-week")], [ID("next-month")]]


def test_restriction_offers_a_summary_and_all_articles() -> None:
    rows = keyboards.under_restriction(ID)
    assert labels(rows) == [[SUMMARY], [ID("ask-all-articles")]]
    assert rows[0][0].data == callback_data.question(SUMMARY)


def test_button_keeps_its_data_when_others_come_before_it() -> None:
    few, more = (keyboards.under_start(texts) for texts in (["Ringkas"], ["Siapa?", "Ringkas"]))
    assert few[0][0].data == more[1][0].data != more[0][0].data
