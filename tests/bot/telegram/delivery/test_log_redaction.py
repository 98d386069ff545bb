"""Tests that the token of the bot stays out of the log."""

from __future__ import annotations

import logging

import pytest

from tests.bot.telegram.fake_core import Bot, serving
from tests.bot.telegram.people import SITI
from tests.e2e.bot_api_server import TOKEN, BotApiServer


async def test_the_token_never_reaches_the_log(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bot = Bot(server)
    bot.assistant.errors["rusak"] = RuntimeError(f"POST {server.url}/bot{TOKEN}/sendMessage failed")
    async with serving(bot):
        assert TOKEN not in await bot.reply_to(SITI, "rusak")
        logging.getLogger("anything").warning("%s and %s", TOKEN, Exception(TOKEN))
    assert "anything" in caplog.text
    assert "RuntimeError" in caplog.text
    assert TOKEN not in caplog.text
    assert TOKEN.partition(":")[2] not in caplog.text
