"""Extracts commands, texts, links and files from Telegram messages. Pure; makes no calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.ports.file_kinds import kind_of

if TYPE_CHECKING:
    from telegram import Document, Message

WEB = ("http://", "https://")
_OTHER_ADDRESS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+:\S+", re.IGNORECASE)

MAX_UPLOAD_MEGABYTES = 10
MAX_UPLOAD_BYTES = MAX_UPLOAD_MEGABYTES * 1024 * 1024
"""A small newsroom writes less than this in a year. The Bot API lets bots download files of up to 20 MB."""


def after_command(text: str) -> str:
    """The text after the command, with its line breaks; ``""`` if there is none.

    >>> after_command("/add Judul\\n\\nIsi.")
    'Judul\\n\\nIsi.'
    """
    parts = text.split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def without_mention(text: str, username: str) -> str:
    """The text without the bot's @name, whose case is ignored. Runs of white space become one space.

    >>> without_mention("@Kutip_Bot siapa dia?", "kutip_bot")
    'siapa dia?'
    """
    name = f"@{username}".lower()
    return " ".join(word for word in text.split() if word.rstrip(",:;.!?").lower() != name)


def mentions(text: str, username: str) -> bool:
    """Whether the text contains the bot's @name as a whole word, compared without case.

    >>> mentions("halo @kutip_bot, siapa dia?", "kutip_bot"), mentions("@kutip_bot_2 halo", "kutip_bot")
    (True, False)
    """
    name = f"@{username}".lower()
    return any(word.rstrip(",:;.!?").lower() == name for word in text.split())


def command_name(text: str) -> str:
    """The command that a message begins with, in lower case, without the slash and the bot's name.

    >>> command_name("/Artcles@kutip_bot sekarang")
    'artcles'
    """
    words = text.split(maxsplit=1)
    return words[0].partition("@")[0].removeprefix("/").lower() if words else ""


def is_forwarded_text(message: Message) -> bool:
    """Whether the message was forwarded and contains no question mark: likely a report, not a question."""
    return message.forward_origin is not None and "?" not in (message.text or "")


def is_from_bot(message: Message, bot_id: int) -> bool:
    """Whether the message forwards something that this bot wrote.

    Such a text must not become an article: the bot would quote its own answer as news.
    """
    sender = getattr(message.forward_origin, "sender_user", None)
    return sender is not None and sender.id == bot_id


def first_link(text: str) -> str | None:
    """The web address that the text begins with; None if it begins otherwise.

    >>> first_link("https://kabar.example/a baca ini"), first_link("lihat https://kabar.example/a")
    ('https://kabar.example/a', None)
    """
    first = next(iter(text.split(maxsplit=1)), "")
    return first if first.lower().startswith(WEB) else None


def is_other_address(text: str) -> bool:
    """Whether the whole text is one address with a scheme other than http and https.

    >>> is_other_address("file:///etc/passwd"), is_other_address("Pasar: dibuka lagi")
    (True, False)
    """
    return _OTHER_ADDRESS.fullmatch(text.strip()) is not None


def is_only_link(text: str) -> bool:
    """Whether the whole text is one web address."""
    return first_link(text) == text.strip()


def replied_text(message: Message, bot_id: int) -> str:
    """The text or caption of the message that this one replies to; ``""`` if there is none or the bot wrote
    it."""
    original = _original(message, bot_id)
    return (original.text or original.caption or "") if original else ""


def button_text(message: Message | None, data: str | None) -> str:
    """The label of the button with this callback data under a message; ``""`` if there is none."""
    if message is None or message.reply_markup is None:
        return ""
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    return next((button.text for button in buttons if button.callback_data == data), "")


def uploaded_document(message: Message, bot_id: int) -> Document | None:
    """The file to add: the message's own, else that of the message it replies to; None if neither has one."""
    if message.document:
        return message.document
    original = _original(message, bot_id)
    return original.document if original else None


def uploaded_text(message: Message, bot_id: int) -> str:
    """The text to add: what follows ``/add``, else the text of the message that this one replies to."""
    return after_command(message.text or "") or replied_text(message, bot_id)


def upload_problem(document: Document) -> str | None:
    """The id of the catalogue message that explains why a file is not downloaded; None if it is accepted.

    Checks the file name and, where Telegram states it, the size.
    """
    if kind_of(document.file_name or "") is None:
        return "upload-wrong-type"
    if (document.file_size or 0) > MAX_UPLOAD_BYTES:
        return "upload-too-large"
    return None


def _original(message: Message, bot_id: int) -> Message | None:
    """The message that this one replies to, unless the bot wrote it."""
    original = message.reply_to_message
    if original is None or (original.from_user and original.from_user.id == bot_id):
        # An answer of the bot that became an article would be quoted as news.
        return None
    return original
