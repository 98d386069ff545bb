"""Tests of the command menus: per language, for groups, and for admins."""

from __future__ import annotations

from bot.telegram.command_menu import ADMIN_COMMANDS, GROUP_MENU, PRIVATE_MENU
from tests.bot.telegram.harness import BotHarness
from tests.bot.telegram.people import ADMIN, EN, ID, SITI
from tests.e2e.telegram_rules import Json


def _names(commands: list[Json]) -> list[str]:
    return [one["command"] for one in commands]


async def test_each_language_has_its_menu_and_all_others_the_english_one(empty: BotHarness) -> None:
    await empty.server.called("setMyCommands", 7)
    await empty.ask(SITI, "/help")
    commands = empty.server.commands
    assert set(commands) == {"", "id", "en"}
    for code, texts in (("id", ID), ("en", EN)):
        shown = {command["command"]: command["description"] for command in commands[code]}
        assert shown == {name: texts(f"command-{name}") for name in PRIVATE_MENU}
    assert commands[""] == commands["en"]
    assert _names(empty.server.scoped_commands["all_group_chats:", "id"]) == list(GROUP_MENU)


async def test_admins_get_their_menu_as_soon_as_they_have_a_chat_with_the_bot(empty: BotHarness) -> None:
    await empty.server.called("setMyCommands", 7)
    menus = empty.server.scoped_commands
    assert (f"chat:{ADMIN.id}", "id") not in menus
    await empty.ask(ADMIN, "/start")
    assert _names(menus[f"chat:{ADMIN.id}", "id"]) == [*PRIVATE_MENU, *ADMIN_COMMANDS]
    await empty.ask(SITI, "/start")
    assert (f"chat:{SITI.id}", "id") not in menus
