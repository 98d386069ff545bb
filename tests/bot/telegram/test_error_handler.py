"""Tests of the reply and the log entry when handling an update fails."""

from __future__ import annotations

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.errors import KutipError, QuotaUsedUp, StoreUnavailable, UnusableQuestion
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.people import ID, SITI


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UnusableQuestion("English."), "unusable-question"),
        (StoreUnavailable("English."), "try-again"),
    ],
)
async def test_errors_are_shown_in_the_language_of_the_person(
    bot: Bot, error: KutipError, message: str
) -> None:
    bot.assistant.errors["?!"] = error
    assert await bot.reply_to(SITI, "?!") == ID(message)


async def test_person_who_used_up_the_quota_reads_when_to_ask_again(bot: Bot) -> None:
    midnight = datetime(2026, 11, 26, tzinfo=ZoneInfo("Asia/Jakarta"))
    bot.assistant.errors["lagi?"] = QuotaUsedUp(midnight, is_own=True)
    text = await bot.reply_to(SITI, "lagi?")
    assert text.startswith("Jatah pertanyaan Anda hari ini sudah habis.")
    assert "pukul 00.00 (WIB), 26 November 2026" in text
    assert bot.assistant.persons[-1] == f"telegram:{SITI.id}"


async def test_an_unforeseen_error_is_one_sentence_with_the_number_that_the_log_has(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.assistant.errors["rusak"] = RuntimeError("rahasia <dapur>")
    text = await bot.reply_to(SITI, "rusak")
    assert "rahasia" not in text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    reference = record.getMessage().removeprefix("Error ")
    assert text == ID("failure", reference=reference)
    assert record.exc_info is not None
    assert "Kalimat" in await bot.reply_to(SITI, "lagi")


async def test_a_person_who_blocked_the_bot_causes_no_warning(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.server.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await bot.server.send_text(SITI, "/help")
    assert "Kalimat" in await bot.reply_to(SITI, "lagi")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_message_that_telegram_refuses_is_followed_by_a_sentence(bot: Bot) -> None:
    bot.server.refuse("sendMessage", 400, "Bad Request: can't parse entities")
    assert await bot.reply_to(SITI, "siapa") != ""
    bot.server.refuse("sendMessage", 400, "Bad Request: one")
    bot.server.refuse("sendMessage", 400, "Bad Request: two")
    await bot.server.send_text(SITI, "siapa")
    assert "Kalimat <lagi>" in await bot.reply_to(SITI, "lagi")
