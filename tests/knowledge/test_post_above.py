"""Tests of questions that an article is to answer first: those under a post of a channel."""

from __future__ import annotations

from knowledge.models import Abstention, Answer, AskRequest, Outcome
from tests.knowledge.talk import Talk


async def under(talk: Talk, article: str, message: str) -> Outcome:
    return await talk.assistant.ask(AskRequest(message, first=[article]))


def cited(outcome: Outcome) -> set[str | None]:
    assert isinstance(outcome, Answer), outcome
    return {citation.external_id for each in outcome.statements for citation in each.citations}


async def test_article_above_answers_what_others_could_answer_too(talk: Talk) -> None:
    assert cited(await under(talk, "bridge", "Siapa yang meresmikan?")) == {"bridge"}
    assert cited(await under(talk, "ferry", "Berapa penumpangnya?")) == {"ferry"}


async def test_other_articles_answer_what_it_does_not_say(talk: Talk) -> None:
    assert cited(await under(talk, "bridge", "Who saved three penalties?")) == {"cup"}


async def test_unknown_article_is_ignored(talk: Talk) -> None:
    assert cited(await under(talk, "dihapus", "Who saved three penalties?")) == {"cup"}


async def test_restriction_comes_before_the_article_above(talk: Talk) -> None:
    request = AskRequest("Who saved three penalties?", first=["cup"], articles=["bridge"])
    assert isinstance(await talk.assistant.ask(request), Abstention)


async def test_each_of_several_questions_looks_there_first(talk: Talk) -> None:
    outcome = await under(talk, "bridge", "Berapa biayanya? Who saved three penalties?")
    assert cited(outcome) == {"bridge", "cup"}


async def test_summary_is_that_of_the_article_above(talk: Talk) -> None:
    outcome = await under(talk, "ferry", "Ringkas berita ini")
    assert outcome.intent == "summary"
    assert cited(outcome) == {"ferry"}
