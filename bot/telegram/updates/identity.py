"""Which conversation, place, person and topic an update belongs to."""

from __future__ import annotations

import re

from telegram import Message


def conversation(chat_id: int, topic_id: int | None) -> str:
    """The name of a conversation: one for each chat, and for each topic of a chat that has topics.

    >>> conversation(-5, None), conversation(-5, 7)
    ('telegram:-5', 'telegram:-5:7')
    """
    return f"telegram:{chat_id}" if topic_id is None else f"telegram:{chat_id}:{topic_id}"


def place(conversation: str) -> tuple[int, int | None] | None:
    """The chat and the topic of a conversation; None for one that is not in Telegram.

    >>> place("telegram:-5:7"), place("telegram:42"), place("terminal")
    ((-5, 7), (42, None), None)
    """
    match = re.fullmatch(r"telegram:(-?\d+)(?::(\d+))?", conversation)
    return None if match is None else (int(match[1]), int(match[2]) if match[2] else None)


def person(user_id: int) -> str:
    return f"telegram:{user_id}"


def topic(message: Message) -> int | None:
    """The topic, in a chat that has topics; in other groups chains of replies have such a number too."""
    return message.message_thread_id if message.is_topic_message else None
