"""Tests that only admins can use the commands of admins."""

from __future__ import annotations

from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.people import ADMIN, EN, ID, JOHN, SITI


async def test_help_names_admin_commands_to_admins_only(bot: Bot) -> None:
    assert "/delete" in await bot.reply_to(ADMIN, "/help")
    assert "/delete" not in await bot.reply_to(SITI, "/help")
    assert "/delete" in await bot.reply_to(ADMIN, "/apa")
    assert "/delete" not in await bot.reply_to(SITI, "/apa")


async def test_a_stranger_is_refused_and_nothing_changes(bot: Bot) -> None:
    assert await bot.reply_to(SITI, "/add Judul\nIsi.") == ID("not-admin")
    assert await bot.reply_to(JOHN, "/delete id-1") == EN("not-admin")
    await bot.server.send_document(SITI, "berita.txt", b"Isi.", caption="/add")
    assert (await bot.server.next_message(SITI)).text == ID("not-admin")
    assert bot.library.articles == []
    assert "getFile" not in {call.method for call in bot.server.calls}
