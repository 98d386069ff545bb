"""Tests of suggested questions: for newcomers, and what to ask next after an answer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from knowledge.models import Answer, ArticleText, AskRequest, Citation
from knowledge.newsroom.suggestions import MOST_TRIED_AFTER
from knowledge.retrieval import confidence
from knowledge.retrieval.retriever import Retrieval, Retriever
from tests.bot.telegram.harness import BRIDGE, CUP, LIBRARY, WHO_OPENED, BotHarness
from tests.tools.quality import data

ERUPTION = "Gunung Api Sangkelu"
REFERENDUM = "The island of Torrevane"


def fictional(beginning: str) -> ArticleText:
    """The fictional article that begins so."""
    texts = {question.passage.text for question in data.fictional(data.splitter())}
    return next(ArticleText(text) for text in texts if text.startswith(beginning))


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were retrieved since, in order."""
    asked: list[str] = []
    retrieve = Retriever.retrieve

    async def counted(self: Retriever, query: str, **more: Any) -> Retrieval:
        asked.append(query)
        return await retrieve(self, query, **more)

    monkeypatch.setattr(Retriever, "retrieve", counted)
    return asked


async def ask(bot: BotHarness, question: str, conversation: str) -> Answer:
    outcome = await bot.assistant.ask(AskRequest(question, conversation=conversation))
    assert isinstance(outcome, Answer), question
    return outcome


def cited(answer: Answer) -> list[Citation]:
    return [citation for statement in answer.statements for citation in statement.citations]


def places(citations: Collection[Citation]) -> set[tuple[str, int]]:
    return {(citation.article_id, citation.start) for citation in citations}


async def test_every_suggestion_is_answered_and_the_readers_language_comes_first(
    stopped: BotHarness,
) -> None:
    await stopped.add(fictional(ERUPTION), fictional(REFERENDUM))
    questions = await stopped.suggestions.questions("id", 4)
    assert WHO_OPENED in questions
    assert all(question.split()[0] in {"Siapa", "Kapan", "Berapa", "Apa"} for question in questions[:3])
    for number, question in enumerate(questions):
        await ask(stopped, question, f"test:{number}")
    assert await stopped.suggestions.questions("id", 1) == questions[:1]
    [english] = await stopped.suggestions.questions("en", 1)
    assert english.split()[0] in {"Who", "What", "When"}


async def test_newcomers_are_not_offered_two_questions_about_one_article_first(stopped: BotHarness) -> None:
    [eruption] = await stopped.add(fictional(ERUPTION))
    about_eruption = await stopped.suggestions.about([eruption], (), (), 10)
    questions = await stopped.suggestions.questions("id", 2)
    assert len(set(about_eruption) & set(questions)) <= 1


async def test_archive_that_answers_no_example_gives_no_suggestions(stopped: BotHarness) -> None:
    for article in (BRIDGE, CUP, LIBRARY):
        await stopped.library.delete(article.external_id or "")
    assert await stopped.suggestions.questions("id", 3) == []
    [article_id] = await stopped.add(ArticleText("Hujan turun. Sudah lama. Semua basah."))
    assert await stopped.suggestions.questions("id", 3) == []
    assert await stopped.suggestions.about([article_id], (), (), 3) == []


@pytest.mark.parametrize(
    ("beginning", "question"),
    [
        (ERUPTION, "Kapan Gunung Api Sangkelu meletus?"),
        (REFERENDUM, "When will Torrevane hold a referendum?"),
    ],
)
async def test_every_next_question_is_answered_by_sentences_that_were_not_shown(
    stopped: BotHarness, beginning: str, question: str
) -> None:
    await stopped.add(fictional(beginning))
    first = await ask(stopped, question, "test:first")
    next_questions = await stopped.suggestions.after(cited(first), [question], 3)
    assert len(next_questions) >= 2
    shown_later: set[tuple[str, int]] = set()
    for number, following in enumerate(next_questions):
        await ask(stopped, question, f"test:{number}")
        answer = await ask(stopped, following, f"test:{number}")
        assert {citation.article_id for citation in cited(answer)} == {cited(first)[0].article_id}
        assert not places(cited(answer)) & places(cited(first))
        assert not places(cited(answer)) & shown_later
        shown_later |= places(cited(answer))


async def test_shown_sentences_and_asked_questions_are_not_offered_again(stopped: BotHarness) -> None:
    [article_id] = await stopped.add(fictional(ERUPTION))
    questions = await stopped.suggestions.about([article_id], (), (), 3)
    assert len(questions) == 3
    asked = f" {questions[0].lower().rstrip('?')} "
    assert questions[0] not in await stopped.suggestions.about([article_id], (), [asked], 3)
    everything = {(article_id, position) for position in range(20)}
    assert await stopped.suggestions.about([article_id], everything, (), 3) == []
    earlier = await stopped.suggestions.after((), (), 3, shown=everything)
    assert earlier == []


async def test_number_of_questions_is_limited_and_unknown_articles_have_none(stopped: BotHarness) -> None:
    [article_id] = await stopped.add(fictional(ERUPTION))
    assert len(await stopped.suggestions.about([article_id], (), (), 1)) == 1
    assert await stopped.suggestions.about([article_id], (), (), 0) == []
    assert await stopped.suggestions.about(["unknown"], (), (), 3) == []


async def test_second_time_asks_nothing_until_the_article_changes(
    stopped: BotHarness, searches: list[str]
) -> None:
    old = fictional(ERUPTION)
    [article_id] = await stopped.add(ArticleText(old.text, external_id="eruption"))
    first = await stopped.suggestions.about([article_id], (), (), 3)
    assert 0 < len(searches) <= MOST_TRIED_AFTER
    searches.clear()
    assert await stopped.suggestions.about([article_id], (), (), 3) == first
    assert searches == []
    new = old.text.replace("Lapangan Waikoro", "Balai Kalasan")
    await stopped.add(ArticleText(new, external_id="eruption"))
    questions = await stopped.suggestions.about([article_id], (), (), 3)
    assert any("Balai Kalasan" in question for question in questions)
    assert not any("Waikoro" in question for question in questions)


async def test_few_questions_are_tried_and_unanswered_ones_are_not_offered(
    stopped: BotHarness, searches: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Ana", "Budi", "Cita", "Dedi", "Eka", "Fani", "Gita", "Hadi", "Indra", "Joko"]
    claims = " ".join(f"{name} Lestari meminta warga bersabar." for name in names)
    [article_id] = await stopped.add(ArticleText(claims))
    monkeypatch.setattr(confidence, "THRESHOLD", 1.1)
    assert await stopped.suggestions.about([article_id], (), (), 10) == []
    assert len(searches) == MOST_TRIED_AFTER
    assert await stopped.suggestions.questions("id", 3) == []
