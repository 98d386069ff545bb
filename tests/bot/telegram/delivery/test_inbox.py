"""Tests of the updates that are handled after a restart: each one once, old ones only if somebody waits."""

from __future__ import annotations

from tests.bot.telegram.fake_core import Bot, serving
from tests.bot.telegram.people import GROUP, ID, JOHN, SITI
from tests.e2e.bot_api_server import BotApiServer
from tests.e2e.telegram_rules import RefusalError

ELEVEN_MINUTES_S = 660.0


async def test_of_old_updates_only_a_question_in_a_private_chat_is_answered(bot: Bot) -> None:
    server = bot.server
    await server.send_text(SITI, "/help", age_s=ELEVEN_MINUTES_S)
    await server.send_text(SITI, "@kutip_test_bot siapa?", group=GROUP, age_s=ELEVEN_MINUTES_S)
    await server.send_content(SITI, {"location": {"longitude": 1.0, "latitude": 2.0}}, age_s=ELEVEN_MINUTES_S)
    await server.send_text(SITI, "lama", age_s=ELEVEN_MINUTES_S)
    assert "Kalimat <lama>" in (await server.next_message(SITI)).text
    assert await bot.reply_to(JOHN, "/new") != ""
    assert server.is_silent(GROUP)
    assert server.is_silent(SITI)


async def test_command_of_nine_minutes_ago_is_answered(bot: Bot) -> None:
    await bot.server.send_text(SITI, "/help", age_s=540.0)
    assert (await bot.server.next_message(SITI)).text == ID("help")


def _no_polls(method: str) -> RefusalError | None:
    return RefusalError(502, "Bad Gateway") if method == "getUpdates" else None


async def test_update_that_could_not_be_confirmed_is_not_answered_again(server: BotApiServer) -> None:
    first = Bot(server)
    async with serving(first):
        await server.send_text(SITI, "satu")
        # The answer is sent, and from then on the server hears no poll.
        await server.next_message(SITI)
        server.set_weather(
            lambda method: RefusalError(502, "Bad Gateway") if method == "getUpdates" else None
        )
    server.set_weather(lambda _: None)
    again = Bot(server)
    again.stores.updates, again.stores.sent = first.stores.updates, first.stores.sent
    async with serving(again):
        assert "Kalimat <dua>" in await again.reply_to(SITI, "dua")
    assert [question for question, _, _ in again.assistant.asked] == ["dua"]


async def test_update_is_forgotten_once_it_was_answered(server: BotApiServer) -> None:
    bot = Bot(server)
    bot.assistant.errors["rusak"] = RuntimeError("Kaput.")
    async with serving(bot):
        for text in ("satu", "rusak", "tiga"):
            await bot.reply_to(SITI, text)
    assert len(bot.stores.updates.kept) == 3
    assert set(bot.stores.updates.kept.values()) == {None}


async def test_updates_left_by_the_last_process_are_handled_first_and_in_order(server: BotApiServer) -> None:
    first = Bot(server)
    async with serving(first):
        for text in ("satu", "dua"):
            await first.reply_to(SITI, text)
    first.stores.updates.kept |= first.received
    await server.send_text(SITI, "tiga")
    again = Bot(server)
    again.stores.updates = first.stores.updates
    async with serving(again):
        for text in ("satu", "dua", "tiga"):
            assert f"Kalimat <{text}>" in (await server.next_message(SITI)).text
