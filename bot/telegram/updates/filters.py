"""Filters for messages that are meant for the bot.

In a private chat every message is; in a group only those that address the bot.
"""

from __future__ import annotations

from telegram import Message
from telegram.ext import filters

from bot.telegram.updates.reading import after_command, mentions


class _AddressedInGroup(filters.MessageFilter):
    """Messages that mention the bot by name or reply to one of its messages."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        original = message.reply_to_message
        if original is not None and original.from_user is not None and original.from_user.id == bot.id:
            return True
        return mentions(message.text or "", bot.username)


class _UnknownCommand(filters.MessageFilter):
    """Commands for this bot. In a group they must name the bot, since other bots listen too."""

    def filter(self, message: Message) -> bool:
        words = (message.text or "").split(maxsplit=1)
        command, at, name = words[0].partition("@") if words else ("", "", "")
        if not command.startswith("/"):
            return False
        return name.lower() == message.get_bot().username.lower() if at else message.chat.type == "private"


class _HasArguments(filters.MessageFilter):
    """Commands with text after them, or sent as a reply."""

    def filter(self, message: Message) -> bool:
        return bool(after_command(message.text or "")) or message.reply_to_message is not None


class _AddCaption(filters.MessageFilter):
    """Files whose caption begins with ``/add``, unless it names another bot (``/add@other_bot``)."""

    def filter(self, message: Message) -> bool:
        words = (message.caption or "").split(maxsplit=1)
        command, _, name = words[0].partition("@") if words else ("", "", "")
        return command.lower() == "/add" and name.lower() in {"", message.get_bot().username.lower()}


NEW = filters.UpdateType.MESSAGE
# Edited messages are not requested (ALLOWED_UPDATES): the answer to the original wording stands, and people
# send the question again if they want another answer. See docs/adr/0011.
CHANNEL_POST = filters.UpdateType.CHANNEL_POSTS
"""New and edited posts of channels."""
COPIED_POST = NEW & filters.IS_AUTOMATIC_FORWARD
"""The copy of a post that Telegram puts into the discussion group of its channel."""
PRIVATE = NEW & filters.ChatType.PRIVATE
QUESTION = (PRIVATE & filters.TEXT & ~filters.COMMAND) | (
    NEW & filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND & _AddressedInGroup()
)
UNKNOWN_COMMAND = NEW & filters.COMMAND & _UnknownCommand()
ADD_CAPTION = NEW & _AddCaption()
HAS_ARGUMENTS = _HasArguments()
NOT_TEXT = PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL
