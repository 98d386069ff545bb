"""Tests of starting and stopping the bot."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.telegram.serving import serve
from knowledge.errors import WrongSetting
from tests.bot.telegram.fake_core import Bot, serving
from tests.bot.telegram.people import SITI
from tests.e2e.bot_api_server import TOKEN, BotApiServer


async def test_stopping_finishes_the_question_in_progress_once(server: BotApiServer) -> None:
    bot = Bot(server)
    async with serving(bot):
        gate = bot.assistant.gates["lama"] = asyncio.Event()
        await server.send_text(SITI, "lama")
        await bot.assistant.started.get()
        bot.stop.set()
        polls = len(await server.called("getUpdates"))
        await server.called("getUpdates", polls + 1)
        gate.set()
    assert "Kalimat <lama>" in (await server.next_message(SITI)).text
    again = Bot(server)
    async with serving(again):
        assert "Kalimat <baru>" in await again.reply_to(SITI, "baru")
    assert [question for question, _, _ in again.assistant.asked] == ["baru"]


async def test_questions_sent_while_the_bot_was_away_are_answered(server: BotApiServer) -> None:
    await server.send_text(SITI, "tadi")
    bot = Bot(server)
    async with serving(bot):
        assert "Kalimat <tadi>" in (await server.next_message(SITI)).text


@pytest.mark.parametrize("status", [401, 404])
async def test_a_rejected_token_ends_with_a_sentence_that_names_the_setting(
    server: BotApiServer, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuse("getMe", status, "Unauthorized")
    with pytest.raises(WrongSetting, match="TELEGRAM_BOT_TOKEN") as raised:
        await serve(Bot(server).services())
    assert TOKEN not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


async def test_a_server_that_is_away_at_the_start_is_retried_and_the_log_says_so(
    server: BotApiServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.serving.FIRST_RETRY_S", 0.01)
    server.refuse("getMe", 502, "Bad Gateway")
    server.refuse("deleteWebhook", 502, "Bad Gateway")
    bot = Bot(server)
    async with serving(bot):
        assert "Kalimat" in await bot.reply_to(SITI, "siapa")
    assert "Telegram cannot be reached" in caplog.text


async def test_stopping_does_not_wait_for_the_menu(server: BotApiServer) -> None:
    for _ in range(50):
        server.refuse("setMyCommands", 502, "Bad Gateway")
    async with serving(Bot(server)):
        await server.called("setMyCommands", 2)
    assert len(await server.called("setMyCommands")) < 50


async def test_stopping_while_the_server_is_away_ends_at_once(server: BotApiServer) -> None:
    for _ in range(5):
        server.refuse("getMe", 502, "Bad Gateway")
    bot = Bot(server)
    async with serving(bot):
        await server.called("getMe")
        bot.stop.set()
    assert bot.assistant.asked == []


async def test_failures_of_menu_or_polling_are_logged_and_not_fatal(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuse("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    server.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    server.refuse("getUpdates", 500, "Internal Server Error")
    bot = Bot(server)
    async with serving(bot):
        assert "Kalimat" in await bot.reply_to(SITI, "siapa")
    assert "A command menu (default) was not set (BadRequest)" in caplog.text
    assert "Another process polls for the messages of this bot" in caplog.text
    assert "did not give new messages (NetworkError)" in caplog.text


async def test_an_address_without_a_bot_api_server_ends_with_a_sentence_that_names_the_setting() -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<html>hello</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = Bot(BotApiServer())
    bot.server.url = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        with pytest.raises(WrongSetting, match="TELEGRAM_API_URL"):
            await serve(bot.services())
    finally:
        await runner.cleanup()
