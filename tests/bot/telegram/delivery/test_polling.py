"""Tests of polling when an update cannot be parsed or the token is revoked."""

from __future__ import annotations

import pytest

from bot.telegram.serving import serve
from knowledge.errors import WrongSetting
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.people import SITI
from tests.e2e.bot_api_server import BotApiServer


async def test_update_that_cannot_be_read_is_skipped(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    await bot.server.send_content(SITI, {"poll": {"id": "1", "question": "rahasia"}})
    assert "Kalimat" in await bot.reply_to(SITI, "lagi")
    assert "rahasia" not in caplog.text
    assert [one.levelname for one in caplog.records if "cannot be read" in one.getMessage()] == ["ERROR"]


async def test_a_token_that_is_revoked_later_stops_the_bot(server: BotApiServer) -> None:
    server.refuse("getUpdates", 401, "Unauthorized")
    with pytest.raises(WrongSetting, match="TELEGRAM_BOT_TOKEN"):
        await serve(Bot(server).services())
