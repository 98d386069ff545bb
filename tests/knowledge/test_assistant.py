"""Tests of the assistant without a language model: real database and embeddings, vectors in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest
import pytest_asyncio

from knowledge.adapters.database import Database, open_database
from knowledge.articles.indexing import Indexer
from knowledge.assistant import MAX_QUESTION_CHARS, Assistant
from knowledge.errors import UnusableQuestion
from knowledge.library import Library
from knowledge.models import Abstention, Answer, ArticleText, AskRequest, Outcome
from knowledge.newsroom.quotas import QuotaGuard
from knowledge.ports import Clock
from knowledge.retrieval.retriever import Retriever
from tests.bundled_model import bundled_embedder, bundled_reader
from tests.databases import write_empty_database
from tests.fakes_vectors import MemoryIndex

BRIDGE = ArticleText(
    "MUARASENJA – Jembatan Kelana diresmikan Wali Kota Larasati Wirabuana pada Senin, 3 Maret 2025.\n\n"
    "Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar.\n\n"
    "Pembangunannya dikerjakan PT Lintang Karya selama dua tahun.",
    title="Jembatan Kelana Diresmikan",
    published_on=date(2025, 3, 3),
    publisher="Kabar Muarasenja",
    external_id="bridge",
)
CUP = ArticleText(
    "The fishermen's club of Tanjung Layung won the Harbour Cup on Sunday after a penalty shoot-out.\n\n"
    "Goalkeeper Damar Wiguna saved three penalties in front of 6,200 spectators.\n\n"
    "The club had last won the cup in 1998.",
    title="Fishermen's club wins the Harbour Cup",
    published_on=date(2025, 8, 17),
    external_id="cup",
)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class CoreHarness:
    """An assistant, and the library to which a test adds articles."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock = lambda: NOON,
        quota_guard: QuotaGuard | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self.embedder = embedder = bundled_embedder()
        index = MemoryIndex()
        self.database = database
        self.library = Library(database.articles, Indexer(database.articles, index, embedder))
        retriever = Retriever(database.articles, database.lexical, index, embedder, bundled_reader())
        self.assistant = Assistant(
            retriever,
            database.articles,
            database.conversations,
            clock=clock,
            quota_guard=quota_guard,
            zone=zone,
        )


@pytest_asyncio.fixture
async def empty_core(tmp_path: Path) -> AsyncIterator[CoreHarness]:
    await write_empty_database(tmp_path / "kutip.db")
    database = await open_database(f"sqlite:///{tmp_path / 'kutip.db'}")
    core = CoreHarness(database)
    yield core
    core.embedder.close()
    await database.close()


@pytest_asyncio.fixture
async def core(empty_core: CoreHarness) -> CoreHarness:
    for article in (BRIDGE, CUP):
        await empty_core.library.add(article)
    return empty_core


def first_quote(outcome: Outcome) -> str:
    assert isinstance(outcome, Answer), outcome
    return outcome.statements[0].text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Berapa biaya Jembatan Kelana?", "Rp 87 miliar"),
        ("Siapa yang meresmikan Jembatan Kelana?", "Larasati Wirabuana"),
        ("Who saved three penalties?", "Damar Wiguna"),
        ("When had the club last won the cup?", "1998"),
    ],
)
async def test_answer_quotes_the_sentence_that_answers(
    core: CoreHarness, question: str, expected: str
) -> None:
    assert expected in first_quote(await core.assistant.ask(AskRequest(question)))


async def test_every_citation_is_a_span_of_the_stored_text(core: CoreHarness) -> None:
    outcome = await core.assistant.ask(AskRequest("Berapa biaya Jembatan Kelana?"))
    assert isinstance(outcome, Answer)
    article = await core.library.get("bridge")
    for statement in outcome.statements:
        for citation in statement.citations:
            assert citation.article_id == article.id
            assert article.text[citation.start : citation.end] == citation.sentence == statement.text
    assert outcome.mode == "extractive"
    assert outcome.language == "id"
    assert outcome.statements[0].citations[0].published_on == date(2025, 3, 3)


async def test_empty_archive_is_an_abstention(empty_core: CoreHarness) -> None:
    outcome = await empty_core.assistant.ask(AskRequest("Siapa wali kota Muarasenja?"))
    assert isinstance(outcome, Abstention)
    assert (outcome.reason, outcome.nearest, outcome.confidence) == ("no_articles", (), 0.0)


@pytest.mark.parametrize(
    "question", ["Siapa presiden Brasil?", "How do vaccines work?", "Resep rendang yang enak apa saja?"]
)
async def test_question_that_no_article_answers_is_an_abstention(core: CoreHarness, question: str) -> None:
    outcome = await core.assistant.ask(AskRequest(question))
    assert isinstance(outcome, Abstention), outcome
    assert outcome.reason == "no_match"
    assert outcome.nearest == ()


async def test_abstention_names_only_articles_about_the_subject_of_the_question(
    core: CoreHarness,
) -> None:
    outcome = await core.assistant.ask(AskRequest("Berapa gaji bupati Kelana?"))
    assert isinstance(outcome, Abstention), outcome
    assert {nearest.title for nearest in outcome.nearest} == {BRIDGE.title}


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("Berapa harga beras di Pasar Layung?", "16.500"),
        ("Berapa harga beras terbaru di Pasar Layung?", "16.500"),
        ("Berapa harga beras di Pasar Layung bulan lalu?", "16.500"),
        ("Berapa harga beras di Pasar Layung pada tahun 2024?", "14.200"),
        ("How much was rice at Pasar Layung in 2024?", "14.200"),
    ],
)
async def test_newest_report_is_quoted_unless_the_question_names_a_time(
    empty_core: CoreHarness, question: str, price: str
) -> None:
    for day, reported in ((date(2025, 12, 9), "16.500"), (date(2024, 6, 9), "14.200")):
        text = (
            f"Harga beras di Pasar Layung kini Rp {reported} per kilogram.\n\nPedagang mengeluh sepi pembeli."
        )
        await empty_core.library.add(ArticleText(text, title="Harga beras", published_on=day))
    assert price in first_quote(await empty_core.assistant.ask(AskRequest(question)))


async def test_restriction_keeps_other_articles_out(core: CoreHarness) -> None:
    inside = await core.assistant.ask(AskRequest("Berapa biaya Jembatan Kelana?", articles=["bridge"]))
    outside = await core.assistant.ask(AskRequest("Berapa biaya Jembatan Kelana?", articles=["cup"]))
    unknown = await core.assistant.ask(AskRequest("Berapa biaya Jembatan Kelana?", articles=["nosuch"]))
    assert "Rp 87 miliar" in first_quote(inside)
    assert isinstance(outside, Abstention)
    assert outside.nearest == ()
    assert isinstance(unknown, Abstention)
    assert unknown.nearest == ()


async def test_follow_up_is_understood_from_the_conversation(core: CoreHarness) -> None:
    await core.assistant.ask(AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="chat"))
    outcome = await core.assistant.ask(AskRequest("Berapa biayanya?", conversation="chat"))
    assert "Rp 87 miliar" in first_quote(outcome)
    assert outcome.question == "Berapa biayanya?"
    assert "Kelana" in outcome.standalone_question


async def test_conversations_do_not_mix_and_can_be_forgotten(core: CoreHarness) -> None:
    await core.assistant.ask(AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="one"))
    other = await core.assistant.ask(AskRequest("Berapa biayanya?", conversation="two"))
    assert other.standalone_question == "Berapa biayanya?"
    await core.assistant.forget("one")
    forgotten = await core.assistant.ask(AskRequest("Berapa biayanya?", conversation="one"))
    assert forgotten.standalone_question == "Berapa biayanya?"


async def test_conversation_survives_a_new_assistant(core: CoreHarness) -> None:
    await core.assistant.ask(AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="chat"))
    history = await core.database.conversations.history("chat", 5)
    assert [turn.question for turn in history] == ["Siapa yang meresmikan Jembatan Kelana?"]
    assert history[0].asked_at == NOON
    assert history[0].cited_titles == (BRIDGE.title,)


async def test_deleted_article_is_never_cited_again(core: CoreHarness) -> None:
    await core.library.delete((await core.library.get("bridge")).id)
    assert isinstance(await core.assistant.ask(AskRequest("Berapa biaya Jembatan Kelana?")), Abstention)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "is empty"),
        (" \n\t ", "is empty"),
        ("apa " * MAX_QUESTION_CHARS, "ask it in a sentence or two"),
    ],
)
async def test_unusable_question_raises_an_error_of_one_sentence(
    core: CoreHarness, question: str, sentence: str
) -> None:
    with pytest.raises(UnusableQuestion, match=sentence):
        await core.assistant.ask(AskRequest(question))


@pytest.mark.parametrize(
    "question",
    [
        'Berapa biaya "Jembatan Kelana"\'; DROP TABLE articles; --',
        "Berapa biaya Jembatan Kelana NEAR(a b) OR title:* AND NOT ^x",
        "Berapa biaya Jembatan Kelana %s {0} $1 \\ \x00 \udcff",
        "<b>Berapa</b> biaya [Jembatan](x) Kelana?",
    ],
)
async def test_operators_and_markup_in_a_question_have_no_special_meaning(
    core: CoreHarness, question: str
) -> None:
    outcome = await core.assistant.ask(AskRequest(question))
    assert {nearest.title for nearest in outcome.nearest} >= {BRIDGE.title}
    assert await core.library.count() == 2


async def test_search_gives_the_best_sentence_of_each_passage(core: CoreHarness) -> None:
    passages = await core.assistant.search("biaya jembatan", 3)
    assert passages[0].best.sentence.text == "Jembatan sepanjang 420 meter itu menelan biaya Rp 87 miliar."
    assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    assert passages[0].best.sentence.text in passages[0].text


async def test_search_in_an_empty_archive_finds_nothing(empty_core: CoreHarness) -> None:
    assert await empty_core.assistant.search("apa saja", 5) == []


async def test_language_of_the_answer_follows_the_question_then_the_asker(core: CoreHarness) -> None:
    assert (
        await core.assistant.ask(AskRequest("Who saved three penalties?", asker_language="id"))
    ).language == "en"
    assert (await core.assistant.ask(AskRequest("Kelana?", asker_language="en"))).language == "en"


async def test_repeated_origin_returns_the_stored_outcome(core: CoreHarness) -> None:
    first = await core.assistant.ask(
        AskRequest("Berapa biaya Jembatan Kelana?", conversation="chat", origin="o:1")
    )
    again = await core.assistant.ask(
        AskRequest("Berapa biaya Jembatan Kelana?", conversation="chat", origin="o:1")
    )
    assert again == first
    assert again.turn is not None
    other = await core.assistant.ask(
        AskRequest("Berapa biaya Jembatan Kelana?", conversation="chat", origin="o:2")
    )
    assert other.turn != first.turn
    assert len(await core.database.conversations.history("chat", 5)) == 2


async def test_moved_conversation_keeps_its_history(core: CoreHarness) -> None:
    await core.assistant.ask(AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="old"))
    await core.assistant.move("old", "new")
    follow_up = await core.assistant.ask(AskRequest("Berapa biayanya?", conversation="new"))
    assert follow_up.standalone_question != "Berapa biayanya?"


async def test_reply_to_an_earlier_turn_is_understood_from_that_turn(core: CoreHarness) -> None:
    opened = await core.assistant.ask(
        AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="telegram:1")
    )
    await core.assistant.ask(
        AskRequest("Who saved three penalties in the Harbour Cup?", conversation="telegram:1")
    )
    reply = await core.assistant.ask(
        AskRequest("Berapa biayanya?", conversation="telegram:1", replied_turn=opened.turn)
    )
    assert "Kelana" in reply.standalone_question
    assert reply.language == "id"


async def test_reply_to_a_turn_of_another_conversation_is_ignored(core: CoreHarness) -> None:
    theirs = await core.assistant.ask(
        AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="telegram:1")
    )
    alone = await core.assistant.ask(
        AskRequest("Berapa biayanya?", conversation="telegram:2", replied_turn=theirs.turn)
    )
    assert alone.standalone_question == "Berapa biayanya?"
    unknown = await core.assistant.ask(
        AskRequest("Berapa biayanya?", conversation="telegram:3", replied_turn=999)
    )
    assert unknown.standalone_question == "Berapa biayanya?"


async def test_chosen_language_wins_over_that_of_the_conversation(core: CoreHarness) -> None:
    await core.assistant.ask(AskRequest("Siapa yang meresmikan Jembatan Kelana?", conversation="telegram:1"))
    short = await core.assistant.ask(AskRequest("Kelana?", conversation="telegram:1", chosen_language="en"))
    assert short.language == "en"
