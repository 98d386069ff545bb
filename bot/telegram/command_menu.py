"""Sets the menus of commands that Telegram shows in private chats, in groups and to admins, in each
language."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.messages.catalogue import FALLBACK_LANGUAGE, Catalogue

log = logging.getLogger(__name__)

PRIVATE_MENU = ("articles", "new", "language", "corrections", "help", "privacy", "forget")
GROUP_MENU = ("ask", "articles", "new", "language", "corrections", "help", "privacy")
ADMIN_COMMANDS = (
    "add", "show", "history", "replace", "retract", "delete", "follow", "following", "stats", "gaps",
    "admins", "audit", "export",
)  # fmt: skip
COMMANDS = ("start", "ask", *PRIVATE_MENU)
"""Commands for everybody. The message ``command-<name>`` describes a command in the menu."""


async def set_menus(bot: Bot, catalogue: Catalogue, admin_ids: Collection[int]) -> None:
    """Set every menu in every language of the catalogue, and in the fallback language for all others.
    Failures are only logged."""
    await _set(bot, catalogue, PRIVATE_MENU, BotCommandScopeDefault())
    await _set(bot, catalogue, GROUP_MENU, BotCommandScopeAllGroupChats())
    for admin_id in sorted(admin_ids):
        await set_admin_menu(bot, catalogue, admin_id)


async def set_admin_menu(bot: Bot, catalogue: Catalogue, admin_id: int) -> None:
    """Set the menu of the private chat with an admin. Telegram rejects it until that chat exists."""
    await _set(bot, catalogue, PRIVATE_MENU + ADMIN_COMMANDS, BotCommandScopeChat(admin_id))


async def clear_admin_menu(bot: Bot, catalogue: Catalogue, admin_id: int) -> None:
    """Remove the admin menu from a private chat, which then shows the menu of everybody."""
    for code in ("", *catalogue.languages):
        try:
            await bot.delete_my_commands(BotCommandScopeChat(admin_id), language_code=code or None)
        except TelegramError as error:
            log.info("A command menu (chat) was not deleted (%s).", type(error).__name__)
            return


async def _set(bot: Bot, catalogue: Catalogue, names: tuple[str, ...], scope: BotCommandScope) -> None:
    for code in ("", *catalogue.languages):
        texts = catalogue.choose(code or FALLBACK_LANGUAGE)
        commands = [BotCommand(name, texts(f"command-{name}")) for name in names]
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=code or None)
        except TelegramError as error:
            level = logging.INFO if isinstance(scope, BotCommandScopeChat) else logging.WARNING
            log.log(level, "A command menu (%s) was not set (%s).", scope.type, type(error).__name__)
            return
