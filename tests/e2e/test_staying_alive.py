"""Tests of the bot process when the network or the server fails, a second process starts, or it is killed."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messages.catalogue import load_catalogue
from tests.e2e.bot_api_server import BotApiServer, Group, Person
from tests.e2e.installation import BRIDGE, LAKE, SITI, START_S, Installation
from tests.e2e.openai_server import Behaviour, Json, OpenAIServer, Script, Step
from tests.e2e.telegram_faults import Loss
from tests.model_checks import vouching
from tests.tools import kills

ID = load_catalogue().choose("id")
BUDI = Person(3003, "id", "Budi")
WHO = "Siapa yang meresmikan Jembatan Wulung?"
OLDER_S = 2.0
LONG = "Berapa meter panjang Jembatan Wulung?"
CLOSED = "Sampai kapan Danau Sembilang ditutup?"


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def kutip(tmp_path: Path, server: BotApiServer) -> Installation:
    installation = Installation(tmp_path, server)
    files = [installation.write(f"{n}.txt", text) for n, text in enumerate((BRIDGE, LAKE))]
    await installation.add(*files)
    return installation


async def test_however_a_call_is_lost_each_answer_arrives_once(kutip: Installation) -> None:
    server = kutip.server
    async with kutip.running_bot():
        await kutip.ask(SITI, WHO)
        server.refuse("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
        assert "320 meter" in (await kutip.ask(SITI, LONG)).text
        for loss in (
            Loss("drop", accepted=True),
            Loss("drop", accepted=False),
            Loss("bad_gateway", accepted=True),
            Loss("bad_gateway", accepted=False),
            Loss("hang", accepted=True),
        ):
            server.lose("sendMessage", loss.how, accepted=loss.accepted)
            for question, found in ((WHO, "Ratna Prameswari"), (CLOSED, "Februari")):
                assert found in (await kutip.ask(SITI, question)).text
        server.refuse("sendMessage", 400, "Bad Request: message to be replied not found")
        group = Group(-700)
        await server.send_text(SITI, f"@kutip_test_bot {WHO}", group=group)
        assert "Ratna Prameswari" in (await server.next_message(group)).text
        new = await server.migrate(group)
        await server.send_text(SITI, f"@kutip_test_bot {LONG}", group=new)
        assert "320 meter" in (await server.next_message(new)).text
        server.block(BUDI)
        await server.send_text(BUDI, WHO)
        assert "Ratna" in (await kutip.ask(SITI, WHO)).text
    shown = [sent.text for sent in server.shown(SITI)]
    assert len(shown) == 13
    assert server.is_silent(SITI)
    assert server.shown(BUDI) == []


async def test_question_sent_while_the_server_was_away_is_answered(kutip: Installation) -> None:
    server = kutip.server
    async with kutip.running_bot():
        await kutip.ask(SITI, WHO)
        await server.go_away()
        await server.send_text(SITI, LONG)
        await asyncio.sleep(0.5)  # time to be refused, which the server cannot notice
        await server.come_back()
        assert "320 meter" in (await server.next_message(SITI)).text
    assert len(server.shown(SITI)) == 2


async def test_old_updates_after_a_restart(kutip: Installation) -> None:
    server = kutip.server
    group = Group(-700)
    await server.send_text(SITI, "/articles", age_s=660)
    await server.send_text(SITI, f"@kutip_test_bot {WHO}", group=group, age_s=660)
    await server.send_text(SITI, WHO, age_s=660)
    await server.send_text(BUDI, "/help", age_s=300)
    async with kutip.running_bot():
        assert "Ratna Prameswari" in (await server.next_message(SITI)).text
        assert (await server.next_message(BUDI)).text != ""
    assert server.is_silent(SITI)
    assert server.is_silent(group)


async def test_three_kills_of_a_busy_bot_lose_no_question(tmp_path: Path) -> None:
    report = await kills.run(tmp_path, kills=3, seed=7, people=3)
    assert report.errors == []
    assert report.questions > 10


async def test_kills_while_calls_fail_lose_no_question(tmp_path: Path) -> None:
    report = await kills.run(tmp_path, kills=2, seed=5, people=3, faults_too=True)
    assert report.errors == []


async def test_second_process_with_the_same_token_says_so_and_stops(
    kutip: Installation, tmp_path: Path
) -> None:
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Installation(other_folder, kutip.server)
    async with kutip.running_bot():
        await kutip.ask(SITI, WHO)
        # Of two processes that start at the same time, either may stop. No event tells the age of the first.
        await asyncio.sleep(OLDER_S)
        status, printed = await other.command("run")
        assert status == 1, printed
        [sentence] = [line for line in printed.splitlines() if "Another process is answering" in line]
        assert sentence.endswith(".")
        assert "Traceback" not in printed
        assert "320 meter" in (await kutip.ask(SITI, LONG)).text


async def test_webhook_that_is_set_elsewhere_ends_the_process_with_a_sentence(kutip: Installation) -> None:
    process = await kutip.start("run")
    printing = asyncio.create_task(process.communicate())
    await kutip.server.called("getUpdates", 1, START_S)
    kutip.server.set_webhook("https://elsewhere.example/hook")
    await kutip.server.send_text(SITI, WHO)  # ends the poll that is waiting
    printed = (await printing)[0].decode()
    assert process.returncode == 1, printed
    assert "Another program has set a webhook" in printed
    assert "Traceback" not in printed


async def test_webhook_that_was_set_before_is_removed_with_a_warning(kutip: Installation) -> None:
    kutip.server.set_webhook("https://elsewhere.example/hook?secret=1")
    log: list[str] = []
    async with kutip.running_bot(log):
        assert "Ratna" in (await kutip.ask(SITI, WHO)).text
    [line] = [line for line in log if "webhook" in line]
    assert "elsewhere.example" in line
    assert "secret" not in line


def _quoting(*words: str, between: asyncio.Event) -> Script:
    """A model that quotes the evidence with each of ``words``, and waits after each quotation."""

    def script(request: Json) -> Behaviour:
        evidence = re.findall(r"^\[(\d+)\] (.+)$", request["messages"][-1]["content"], re.MULTILINE)
        steps: list[Step] = []
        for word in words:
            label, sentence = next((number, text) for number, text in evidence if word in text)
            steps += [f"{sentence}[{label}]\n", between]
        return Behaviour(steps=tuple(steps))

    return script


@pytest.mark.parametrize("knows_drafts", [True, False])
async def test_statements_of_a_model_appear_as_they_come(tmp_path: Path, knows_drafts: bool) -> None:
    go_on = asyncio.Event()
    script = vouching(_quoting("meresmikan", "320 meter", between=go_on))
    async with BotApiServer(knows_drafts=knows_drafts) as server, OpenAIServer(script) as model:
        settings = {"LLM_MODEL": "openai:test-model", "OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "sk-x"}
        kutip = Installation(tmp_path, server, more=settings)
        await kutip.add(kutip.write("jembatan.txt", BRIDGE))
        async with kutip.running_bot():
            await server.send_text(SITI, WHO)
            if knows_drafts:
                await server.called("sendMessageDraft")
                assert "meresmikan" in server.drafts[0].text
                assert "320 meter" not in server.drafts[0].text
                assert server.is_silent(SITI)
            else:
                first = await server.next_message(SITI)
                assert "meresmikan" in first.text
                assert "320 meter" not in first.text
            go_on.set()
            if knows_drafts:
                await server.next_message(SITI)
            else:
                while "5 Maret 2024" not in (await server.next_edit(SITI)).text:
                    pass
        [answer] = server.shown(SITI)
        assert "meresmikan" in answer.text
        assert "320 meter" in answer.text


async def test_message_that_stopping_gives_up_on_is_answered_after_the_next_start(
    kutip: Installation,
) -> None:
    server = kutip.server
    process = await kutip.start("run")
    printing = asyncio.create_task(process.communicate())
    await server.called("getUpdates", 1, START_S)
    for _ in range(60):
        server.lose("sendMessage", "drop", accepted=False)
    await server.send_text(SITI, WHO)
    await server.called("sendMessage")
    process.send_signal(signal.SIGTERM)
    printed = (await printing)[0].decode()
    assert process.returncode == 0, printed
    assert "1 messages are left for the next start" in printed
    assert "Traceback" not in printed
    server.calm()
    async with kutip.running_bot():
        assert "Ratna Prameswari" in (await server.next_message(SITI)).text
    assert len(server.shown(SITI)) == 1


async def test_stopping_finishes_the_messages_in_progress(kutip: Installation) -> None:
    server = kutip.server
    people = [Person(7000 + number) for number in range(10)]
    async with kutip.running_bot():
        for person in people:
            await server.send_text(person, WHO)
        await server.called("sendChatAction")
    for person in people:
        assert "Ratna Prameswari" in (await server.next_message(person)).text
    assert server.unconfirmed == 0
