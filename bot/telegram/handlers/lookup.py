"""Look-ups that several handlers use: find an article that may be gone, and read from an answer's buttons
which turn and sources it shows."""

from __future__ import annotations

import re

from telegram import Message

from bot.telegram.protocols import Library
from bot.telegram.updates import callback_data
from knowledge.errors import UnknownArticle
from knowledge.models import Article, Standing

_SOURCE = re.compile(callback_data.SOURCE)


async def find_article(library: Library, article_id: str) -> Article | None:
    """The published article with this id; None if it was withdrawn or deleted, or never existed."""
    try:
        return await library.get(article_id)
    except UnknownArticle:
        return None


async def find_standing(library: Library, article_id: str) -> Standing | None:
    """Whether an article is published or withdrawn; None if it was deleted or never existed."""
    try:
        return await library.standing(article_id)
    except UnknownArticle:
        return None


def messages_showing_sources(message: Message | None) -> dict[int, int]:
    """Which messages already show the sources of an answer: message ids by the number of the source.

    ``message`` is the answer. The ids are read from the callback data of its buttons, so they survive a
    restart.
    """
    shown_in: dict[int, int] = {}
    for data in _button_data(message):
        if (match := _SOURCE.match(data)) and match[3]:
            shown_in[int(match[2])] = int(match[3])
    return shown_in


def turn_of_answer(message: Message | None) -> int | None:
    """The number of the turn that a message answers, read from its buttons; None without answer buttons."""
    for data in _button_data(message):
        if match := _SOURCE.match(data) or re.match(callback_data.FEEDBACK, data):
            return int(match[1])
    return None


def next_steps_under(message: Message | None) -> list[str] | None:
    """The texts of the buttons under a message that ask something next; None if it can no longer be read."""
    if message is None or message.reply_markup is None:
        return None
    return [
        button.text
        for row in message.reply_markup.inline_keyboard
        for button in row
        if isinstance(button.callback_data, str) and re.match(callback_data.QUESTION, button.callback_data)
    ]


def _button_data(message: Message | None) -> list[str]:
    if message is None or message.reply_markup is None:
        return []
    buttons = [button for row in message.reply_markup.inline_keyboard for button in row]
    return [button.callback_data for button in buttons if isinstance(button.callback_data, str)]
