"""Which messages are meant for the bot: all in a private chat, in a group only the ones that say so."""

from __future__ import annotations

from telegram import Message
from telegram.ext import filters

from bot.telegram.updates.reading import after_command, mentions


class _AddressedInGroup(filters.MessageFilter):
    """Mentions the bot by name, or answers one of its messages."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        replied = message.reply_to_message
        if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
            return True
        return mentions(message.text or "", bot.username)


class _UnknownCommand(filters.MessageFilter):
    """Begins with a command for this bot. In a group it must carry the bot's name: others listen too."""

    def filter(self, message: Message) -> bool:
        words = (message.text or "").split(maxsplit=1)
        command, at, name = words[0].partition("@") if words else ("", "", "")
        if not command.startswith("/"):
            return False
        return name.lower() == message.get_bot().username.lower() if at else message.chat.type == "private"


class _SaysMore(filters.MessageFilter):
    """A command that names what is to be done, or answers a message."""

    def filter(self, message: Message) -> bool:
        return bool(after_command(message.text or "")) or message.reply_to_message is not None


class _AddCaption(filters.MessageFilter):
    """A file whose caption begins with ``/add``, and not with another bot's."""

    def filter(self, message: Message) -> bool:
        words = (message.caption or "").split(maxsplit=1)
        command, _, name = words[0].partition("@") if words else ("", "", "")
        return command.lower() == "/add" and name.lower() in {"", message.get_bot().username.lower()}


NEW = filters.UpdateType.MESSAGE
# Edited messages are not asked for (ALLOWED_UPDATES): the answer to the first wording stands, and whoever
# wants another one sends the question again. docs/adr/0011 tells why.
PRIVATE = NEW & filters.ChatType.PRIVATE
QUESTION = (PRIVATE & filters.TEXT & ~filters.COMMAND) | (
    NEW & filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND & _AddressedInGroup()
)
UNKNOWN_COMMAND = NEW & filters.COMMAND & _UnknownCommand()
ADD_CAPTION = NEW & _AddCaption()
SAYS_MORE = _SaysMore()
NOT_TEXT = PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL
