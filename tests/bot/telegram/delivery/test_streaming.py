"""Tests of answers that are shown while they are written. A fake core writes each statement on request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.telegram.delivery import streaming
from bot.telegram.delivery.streaming import render_partial
from knowledge.answering.writer import Release
from knowledge.models import Answer, AskRequest, Citation, CitedStatement, Outcome
from tests.bot.telegram.fake_core import Bot, FakeAssistant, serving
from tests.bot.telegram.people import GROUP, SITI
from tests.e2e.bot_api_server import BotApiServer, Sent
from tests.e2e.telegram_html import parse, units


def _statement(number: int, text: str = "Pernyataan <{}>.") -> CitedStatement:
    sentence = text.format(number)
    citation = Citation(number, f"a{number}", None, "Judul", date(2024, 5, 3), "Kabar", None, sentence, 0, 9)
    return CitedStatement(sentence, (citation,))


THREE = [_statement(1), _statement(2), _statement(3)]


class Author(FakeAssistant):
    """A fake assistant that writes its next statement each time ``go`` is released."""

    def __init__(self, statements: list[CitedStatement]) -> None:
        super().__init__()
        self.statements = statements
        self.go = asyncio.Semaphore(0)

    async def ask(self, request: AskRequest, *, on_statement: Release | None = None) -> Outcome:
        question = request.question
        self.started.put_nowait(question)
        for statement in self.statements:
            await self.go.acquire()
            if on_statement is not None:
                await on_statement(statement)
        await self.go.acquire()
        return Answer(question, question, "id", "llm", 0.9, tuple(self.statements))


class Writing(Bot):
    """A bot whose assistant is an :class:`Author`."""

    def __init__(self, server: BotApiServer, statements: list[CitedStatement]) -> None:
        super().__init__(server)
        self.assistant: Author = Author(statements)

    def go(self, times: int = 1) -> None:
        for _ in range(times):
            self.assistant.go.release()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "DRAFT_INTERVAL_S", 0.02)
    monkeypatch.setattr(streaming, "EDIT_INTERVAL_S", 0.02)


@pytest.fixture
async def old_server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(knows_drafts=False) as server:
        yield server


async def test_statements_appear_in_a_draft_as_they_come_and_then_the_answer(server: BotApiServer) -> None:
    bot = Writing(server, THREE)
    async with serving(bot):
        question = await server.send_text(SITI, "Apa?")
        for number in (1, 2, 3):
            bot.go()
            await server.called("sendMessageDraft", number)
        bot.go()
        answer = await server.next_message(SITI)
    assert [draft.text for draft in server.drafts] == [
        "Pernyataan <1>. [1]",
        "Pernyataan <1>. [1]\n\nPernyataan <2>. [2]",
        "Pernyataan <1>. [1]\n\nPernyataan <2>. [2]\n\nPernyataan <3>. [3]",
    ]
    assert {(draft.chat_id, draft.draft_id) for draft in server.drafts} == {(SITI.id, question)}
    assert "Pernyataan <3>." in answer.text
    assert len(server.shown(SITI)) == 1


def is_whole(sent: Sent) -> bool:
    """Whether a message has the sources under the statements, as only a complete answer has."""
    return "<blockquote expandable>" in sent.html


async def test_on_a_server_without_drafts_a_message_grows_into_the_answer(
    old_server: BotApiServer,
) -> None:
    bot = Writing(old_server, THREE)
    async with serving(bot):
        await old_server.send_text(SITI, "Apa?")
        bot.go()
        first = await old_server.next_message(SITI)
        assert first.text == "Pernyataan <1>. [1]"
        bot.go()
        assert (await old_server.next_edit(SITI)).text == "Pernyataan <1>. [1]\n\nPernyataan <2>. [2]"
        bot.go(2)
        while not is_whole(last := await old_server.next_edit(SITI)):
            pass
        assert last.message_id == first.message_id
        assert [sent.text for sent in old_server.shown(SITI)] == [last.text]
        await old_server.send_text(SITI, "Lagi?")
        bot.go()
        await old_server.next_message(SITI)
        bot.go(3)
    assert len(await old_server.called("sendMessageDraft")) == 1


async def test_edits_of_a_growing_message_are_spaced_out(
    old_server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "EDIT_INTERVAL_S", 0.3)
    bot = Writing(old_server, [_statement(number) for number in range(1, 9)])
    async with serving(bot):
        await old_server.send_text(SITI, "Apa?")
        bot.go()
        await old_server.called("sendMessage")
        bot.go(7)
        await old_server.called("editMessageText")
        bot.go()
    [sent, first, *_] = [
        call.at_s for call in old_server.calls if call.method in {"sendMessage", "editMessageText"}
    ]
    assert first - sent >= 0.3
    assert len(old_server.shown(SITI)) == 1


async def test_answer_is_sent_whole_when_drafts_are_refused(server: BotApiServer) -> None:
    for _ in range(3):
        server.refuse("sendMessageDraft", 429, "Too Many Requests: retry after 1", retry_after=1)
    bot = Writing(server, THREE)
    async with serving(bot):
        await server.send_text(SITI, "Apa?")
        bot.go(4)
        assert "Pernyataan <3>." in (await server.next_message(SITI)).text
    assert len(server.shown(SITI)) == 1


async def test_message_that_was_deleted_while_it_grew_is_sent_whole(old_server: BotApiServer) -> None:
    bot = Writing(old_server, THREE)
    async with serving(bot):
        await old_server.send_text(SITI, "Apa?")
        bot.go()
        first = await old_server.next_message(SITI)
        old_server.delete(SITI, first.message_id)
        bot.go(3)
        assert is_whole(await old_server.next_message(SITI))
    assert len(old_server.shown(SITI)) == 1


async def test_growing_message_whose_delivery_is_unknown_is_found(old_server: BotApiServer) -> None:
    old_server.lose("sendMessage", "drop", accepted=True)
    bot = Writing(old_server, THREE)
    async with serving(bot):
        await old_server.send_text(SITI, "Apa?")
        bot.go()
        await old_server.called("sendMessage")
        bot.go(3)
        while not is_whole(await old_server.next_edit(SITI)):
            pass
    assert len(old_server.shown(SITI)) == 1


async def test_groups_see_only_the_answer(server: BotApiServer) -> None:
    bot = Writing(server, THREE)
    async with serving(bot):
        await server.send_text(SITI, "@kutip_test_bot apa?", group=GROUP)
        bot.go(4)
        assert "Pernyataan <3>." in (await server.next_message(GROUP)).text
    assert server.drafts == []


def test_a_partial_answer_is_at_most_one_message() -> None:
    many = [_statement(number, "Kata &amp; <b> 😀 " * 30 + "{}") for number in range(1, 20)]
    assert all(units(parse(render_partial(many[:count]))[0]) <= 4096 for count in range(1, len(many)))
    endless, _ = parse(render_partial([_statement(1, "kata " * 5000 + "{}")]))
    assert units(endless) <= 4096
    assert endless.endswith("[1]")
