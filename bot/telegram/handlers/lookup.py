"""What handlers look up: an article that may be gone, and what an answer's buttons say about it."""

from __future__ import annotations

import re

from telegram import Message

from bot.telegram.protocols import Library
from bot.telegram.updates import callback_data
from knowledge.errors import UnknownArticle
from knowledge.models import Article, Standing

_SOURCE = re.compile(callback_data.SOURCE)


async def find_article(library: Library, article_id: str) -> Article | None:
    """None for one that was withdrawn or deleted."""
    try:
        return await library.get(article_id)
    except UnknownArticle:
        return None


async def find_standing(library: Library, article_id: str) -> Standing | None:
    """None for one that was deleted."""
    try:
        return await library.standing(article_id)
    except UnknownArticle:
        return None


def shown_by(message: Message | None) -> dict[int, int]:
    """From an answer's buttons: which messages show a source already, by its number."""
    found: dict[int, int] = {}
    for data in _button_data(message):
        if (match := _SOURCE.match(data)) and match[3]:
            found[int(match[2])] = int(match[3])
    return found


def turn_shown_by(message: Message | None) -> int | None:
    """From an answer's buttons: the number of its turn. None for a message that is no answer."""
    for data in _button_data(message):
        if match := _SOURCE.match(data) or re.match(callback_data.FEEDBACK, data):
            return int(match[1])
    return None


def _button_data(message: Message | None) -> list[str]:
    if message is None or message.reply_markup is None:
        return []
    buttons = [button for row in message.reply_markup.inline_keyboard for button in row]
    return [button.callback_data for button in buttons if isinstance(button.callback_data, str)]
