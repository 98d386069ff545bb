"""What a message asks for: pure reading of Telegram's objects, no calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Document, Message

ARTICLE_SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".jsonl", ".ndjson",
    ".zip",
)  # fmt: skip
"""What ``read_upload`` takes; anything else is not even fetched."""

WEB = ("http://", "https://")
_OTHER_ADDRESS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+:\S+", re.IGNORECASE)

MAX_UPLOAD_MEGABYTES = 10
MAX_UPLOAD_BYTES = MAX_UPLOAD_MEGABYTES * 1024 * 1024
"""A year of a small newsroom is less; the Bot API itself hands out files of up to 20 MB."""


def after_command(text: str) -> str:
    """What follows the command, line ends kept; ``""`` when nothing does.

    >>> after_command("/add Judul\\n\\nIsi.")
    'Judul\\n\\nIsi.'
    """
    parts = text.split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def without_mention(text: str, username: str) -> str:
    """The text without the bot's @name, in whatever case it was written.

    >>> without_mention("@Kutip_Bot siapa dia?", "kutip_bot")
    'siapa dia?'
    """
    name = f"@{username}".lower()
    return " ".join(word for word in text.split() if word.rstrip(",:;.!?").lower() != name)


def mentions(text: str, username: str) -> bool:
    """Whether the bot's @name stands in the text as a word.

    >>> mentions("halo @kutip_bot, siapa dia?", "kutip_bot"), mentions("@kutip_bot_2 halo", "kutip_bot")
    (True, False)
    """
    name = f"@{username}".lower()
    return any(word.rstrip(",:;.!?").lower() == name for word in text.split())


def command_name(text: str) -> str:
    """The command of a message, without the slash and the bot's name.

    >>> command_name("/Artcles@kutip_bot sekarang")
    'artcles'
    """
    words = text.split(maxsplit=1)
    return words[0].partition("@")[0].removeprefix("/").lower() if words else ""


def is_forwarded_text(message: Message) -> bool:
    """Something that was forwarded and asks nothing: a report, not a question to this bot."""
    return message.forward_origin is not None and "?" not in (message.text or "")


def is_own_words(message: Message, bot_id: int) -> bool:
    """Something of the bot's own that was passed on: no source, it would be quoted as news."""
    sender = getattr(message.forward_origin, "sender_user", None)
    return sender is not None and sender.id == bot_id


def first_link(text: str) -> str | None:
    """The web address with which the text begins.

    >>> first_link("https://kabar.example/a baca ini"), first_link("lihat https://kabar.example/a")
    ('https://kabar.example/a', None)
    """
    first = next(iter(text.split(maxsplit=1)), "")
    return first if first.lower().startswith(WEB) else None


def is_other_address(text: str) -> bool:
    """Whether the text is nothing but an address that is not of the web.

    >>> is_other_address("file:///etc/passwd"), is_other_address("Pasar: dibuka lagi")
    (True, False)
    """
    return _OTHER_ADDRESS.fullmatch(text.strip()) is not None


def is_only_link(text: str) -> bool:
    return first_link(text) == text.strip()


def replied_text(message: Message, bot_id: int) -> str:
    """The text of the message that this one answers, unless the bot wrote that."""
    replied = _answered(message, bot_id)
    return (replied.text or replied.caption or "") if replied else ""


def button_text(message: Message | None, data: str | None) -> str:
    """What is written on the button with ``data`` under a message; ``""`` when there is none."""
    if message is None or message.reply_markup is None:
        return ""
    buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
    return next((button.text for button in buttons if button.callback_data == data), "")


def uploaded_document(message: Message, bot_id: int) -> Document | None:
    """The file to add: of the message itself, else of the message that it answers."""
    if message.document:
        return message.document
    replied = _answered(message, bot_id)
    return replied.document if replied else None


def uploaded_text(message: Message, bot_id: int) -> str:
    """The text to add: what follows ``/add``, else the text of the message that it answers."""
    return after_command(message.text or "") or replied_text(message, bot_id)


def upload_problem(document: Document) -> str | None:
    """The name of the message that says why this file is not taken; None when it is."""
    if not (document.file_name or "").lower().endswith(ARTICLE_SUFFIXES):
        return "upload-wrong-type"
    if (document.file_size or 0) > MAX_UPLOAD_BYTES:
        return "upload-too-large"
    return None


def _answered(message: Message, bot_id: int) -> Message | None:
    replied = message.reply_to_message
    if replied is None or (replied.from_user and replied.from_user.id == bot_id):
        # The bot's own words are no source: an answer added as an article would be quoted as news.
        return None
    return replied
