"""Tests of what an outcome records as nearest, over evidence with chosen probabilities."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from knowledge.assistant import Assistant
from knowledge.models import (
    Abstention,
    Answer,
    Article,
    AskRequest,
    Citation,
    NumberedSentence,
    Outcome,
    Sentence,
)
from knowledge.retrieval.confidence import NEAR_PROBABILITY
from knowledge.retrieval.retriever import NO_FOCUS, Retrieval, Retriever
from tests.databases import write_empty_database

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LIKELY, UNLIKELY = NEAR_PROBABILITY, NEAR_PROBABILITY - 0.001


def _article(revision: int, *sentences: str) -> Article:
    text = " ".join(sentences)
    return Article(
        id=f"a{revision}",
        revision=revision,
        title=f"Kabar Sukamaju {revision}",
        text=text,
        sentences=tuple(Sentence(text.find(one), text.find(one) + len(one), one) for one in sentences),
        language="id",
        added_at=NOON,
        external_id=f"e{revision}",
        published_on=date(2025, 5, revision),
        publisher="Kabar Sukamaju",
        url=f"https://kabar.example/{revision}",
    )


BRIDGE = _article(1, "Jembatan Sukamaju dibuka Senin.", "Biayanya Rp 4 miliar.", "Warga bersorak.")
MARKET = _article(2, "Pasar Sukamaju dipindah.", "Kiosnya 140.")
PARK = _article(3, "Taman Sukamaju diperluas.")
POOL = _article(4, "Kolam Sukamaju ditutup.")


class ScriptedRetriever(Retriever):
    """Finds the same for every question, and remembers on which revisions each question was focused."""

    def __init__(self, retrieval: Retrieval) -> None:
        self.retrieval = retrieval
        self.focused: list[set[int]] = []

    async def retrieve(
        self,
        query: str,
        *,
        among: Collection[int] | None = None,
        focus: Mapping[int, float] = NO_FOCUS,
        today: date | None = None,
    ) -> Retrieval:
        self.focused.append(set(focus))
        return self.retrieval

    @property
    def embedder_name(self) -> str:
        return "scripted"  # so the words of a message alone tell what it wants


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    await write_empty_database(tmp_path / "kutip.db")
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    yield database
    await database.close()


def _found(
    *evidence: tuple[Article, int, float], near: Sequence[Article], confidence: float = 0.1
) -> ScriptedRetriever:
    numbered = tuple(
        NumberedSentence(label, article, position, probability)
        for label, (article, position, probability) in enumerate(evidence, start=1)
    )
    articles = tuple(dict.fromkeys(article for article, _, _ in evidence))
    return ScriptedRetriever(Retrieval(articles, numbered, confidence, near=tuple(near)))


def _assistant(retriever: Retriever, database: Database) -> Assistant:
    return Assistant(retriever, database.articles, database.conversations, clock=lambda: NOON)


async def _ask(retriever: Retriever, database: Database) -> Outcome:
    return await _assistant(retriever, database).ask(AskRequest("Berapa biaya Jembatan Sukamaju?"))


async def test_the_two_best_likely_sentences_are_recorded_with_their_offsets(database: Database) -> None:
    retriever = _found((BRIDGE, 1, 0.3), (BRIDGE, 0, 0.2), (MARKET, 0, 0.1), near=[BRIDGE, MARKET])
    outcome = await _ask(retriever, database)
    assert isinstance(outcome, Abstention)
    assert [near.sentence for near in outcome.nearest] == [
        "Biayanya Rp 4 miliar.",
        "Jembatan Sukamaju dibuka Senin.",
    ]
    assert {near.article_id for near in outcome.nearest} == {BRIDGE.id}
    assert [BRIDGE.text[near.start : near.end] for near in outcome.nearest] == [
        near.sentence for near in outcome.nearest
    ]


async def test_sentences_of_other_articles_and_unlikely_ones_are_passed_over(database: Database) -> None:
    retriever = _found(
        (PARK, 0, 0.4), (BRIDGE, 1, 0.3), (BRIDGE, 0, UNLIKELY), (MARKET, 1, LIKELY), near=[BRIDGE, MARKET]
    )
    outcome = await _ask(retriever, database)
    assert [near.sentence for near in outcome.nearest] == ["Biayanya Rp 4 miliar.", "Kiosnya 140."]


async def test_without_a_likely_sentence_three_near_articles_are_named(database: Database) -> None:
    near = [BRIDGE, MARKET, PARK, POOL]
    outcome = await _ask(_found((BRIDGE, 1, UNLIKELY), (MARKET, 0, UNLIKELY), near=near), database)
    assert isinstance(outcome, Abstention)
    assert [(one.title, one.sentence, one.start, one.end) for one in outcome.nearest] == [
        (article.title, None, None, None) for article in (BRIDGE, MARKET, PARK)
    ]
    assert outcome.near_sentences == ()


async def test_without_a_near_article_nothing_is_recorded(database: Database) -> None:
    outcome = await _ask(_found((BRIDGE, 1, 0.4), near=[]), database)
    assert outcome.nearest == ()


async def test_near_sentences_have_the_facts_of_their_source_and_numbers_from_one(database: Database) -> None:
    retriever = _found((MARKET, 1, 0.3), (BRIDGE, 1, 0.2), near=[BRIDGE, MARKET])
    outcome = await _ask(retriever, database)
    assert isinstance(outcome, Abstention)
    first, second = outcome.near_sentences
    assert first == Citation(
        label=1,
        article_id="a2",
        external_id="e2",
        title="Kabar Sukamaju 2",
        published_on=date(2025, 5, 2),
        publisher="Kabar Sukamaju",
        url="https://kabar.example/2",
        sentence="Kiosnya 140.",
        start=25,
        end=37,
    )
    assert (second.label, second.article_id) == (2, "a1")


async def test_an_answer_records_what_is_near_by_the_same_rule(database: Database) -> None:
    outcome = await _ask(_found((BRIDGE, 1, 0.9), near=[BRIDGE], confidence=0.9), database)
    assert isinstance(outcome, Answer)
    assert [near.sentence for near in outcome.nearest] == ["Biayanya Rp 4 miliar."]


async def test_a_follow_up_does_not_take_near_sentences_for_an_answer(database: Database) -> None:
    retriever = _found((BRIDGE, 1, 0.3), near=[BRIDGE])
    assistant = _assistant(retriever, database)
    for question in ("Berapa biaya Jembatan Sukamaju?", "Kapan dibukanya?"):
        outcome = await assistant.ask(AskRequest(question, conversation="chat"))
        assert isinstance(outcome, Abstention)
        assert outcome.near_sentences
    first, _ = await database.conversations.history("chat", 2)
    assert (first.statements, first.cited_articles, first.cited_titles) == ((), (), ())
    assert retriever.focused == [set(), set()]
