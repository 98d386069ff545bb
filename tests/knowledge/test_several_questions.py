"""Tests of messages that ask several questions."""

from __future__ import annotations

import pytest

from knowledge.errors import QuotaUsedUp
from knowledge.models import Abstention, Answer
from tests.knowledge.talk import LIMIT, Talk


async def test_several_questions_are_answered_in_order_with_sources_numbered_from_one(talk: Talk) -> None:
    message = "Berapa biaya Jembatan Kelana? Who saved three penalties?\nSiapa nakhoda Feri Kartika?"
    outcome = await talk.say(message)
    assert isinstance(outcome, Answer)
    assert outcome.question == " ".join(message.split())
    assert [part.question for part in outcome.parts] == [
        "Berapa biaya Jembatan Kelana?",
        "Who saved three penalties?",
        "Siapa nakhoda Feri Kartika?",
    ]
    found = ["Rp 87 miliar", "Damar Wiguna", "Wulan Baskara"]
    for part, expected in zip(outcome.parts, found, strict=True):
        assert expected in part.statements[0].text
    assert outcome.statements == tuple(one for part in outcome.parts for one in part.statements)
    labels = [citation.label for each in outcome.statements for citation in each.citations]
    assert labels == list(range(1, len(labels) + 1))
    assert await talk.turns() == [outcome.question]


async def test_same_sentence_has_one_number_in_all_parts(talk: Talk) -> None:
    outcome = await talk.say("Who saved three penalties? How many spectators saw three penalties saved?")
    assert isinstance(outcome, Answer)
    by_place: dict[int, set[int]] = {}
    for citation in (citation for each in outcome.statements for citation in each.citations):
        by_place.setdefault(citation.start, set()).add(citation.label)
    assert all(len(labels) == 1 for labels in by_place.values())
    assert len(by_place) < len(outcome.statements)


async def test_later_question_is_understood_from_the_earlier_one(talk: Talk) -> None:
    outcome = await talk.say("Siapa yang meresmikan Jembatan Kelana dan berapa biayanya?")
    assert isinstance(outcome, Answer)
    first, second = outcome.parts
    assert "Larasati Wirabuana" in first.statements[0].text
    assert "Rp 87 miliar" in second.statements[0].text


async def test_question_that_is_not_answered_is_a_part_without_statements(talk: Talk) -> None:
    outcome = await talk.say("Siapa presiden Brasil? Berapa biaya Jembatan Kelana?")
    assert isinstance(outcome, Answer)
    first, second = outcome.parts
    assert (first.question, first.statements) == ("Siapa presiden Brasil?", ())
    assert second.statements == outcome.statements
    assert [citation.label for citation in outcome.statements[0].citations] == [1]


async def test_several_questions_without_any_answer_are_an_abstention(talk: Talk) -> None:
    outcome = await talk.say("Siapa presiden Brasil? How do vaccines work?")
    assert isinstance(outcome, Abstention)
    assert outcome.question == "Siapa presiden Brasil? How do vaccines work?"
    assert outcome.reason == "no_match"


async def test_several_questions_cost_one_of_the_quota(talk: Talk) -> None:
    for _ in range(LIMIT):
        await talk.say("Berapa biaya Jembatan Kelana? Who saved three penalties?")
    with pytest.raises(QuotaUsedUp):
        await talk.say("Berapa biaya Jembatan Kelana?")


async def test_bytes_that_no_store_takes_do_no_harm_in_several_questions(talk: Talk) -> None:
    outcome = await talk.say("Berapa biaya\x00 Jembatan Kelana?\n\udcff\nWho saved \ud800 three penalties?")
    assert isinstance(outcome, Answer)
    assert all(part.statements for part in outcome.parts)
    asked = " ".join(part.question for part in outcome.parts)
    assert asked.encode()  # what is not UTF-8 can be neither printed nor sent
    assert "\x00" not in asked
    assert outcome.turn is not None
