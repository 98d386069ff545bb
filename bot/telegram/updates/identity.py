"""Computes the identifiers of the conversation, person and topic that an update belongs to."""

from __future__ import annotations

import re

from telegram import Message


def conversation(chat_id: int, topic_id: int | None) -> str:
    """The identifier of a conversation: one per chat, and one per topic in a chat that has topics.

    >>> conversation(-5, None), conversation(-5, 7)
    ('telegram:-5', 'telegram:-5:7')
    """
    return f"telegram:{chat_id}" if topic_id is None else f"telegram:{chat_id}:{topic_id}"


def place(conversation: str) -> tuple[int, int | None] | None:
    """The chat id and topic id of a conversation; None if it does not take place in Telegram.

    >>> place("telegram:-5:7"), place("telegram:42"), place("terminal")
    ((-5, 7), (42, None), None)
    """
    match = re.fullmatch(r"telegram:(-?\d+)(?::(\d+))?", conversation)
    return None if match is None else (int(match[1]), int(match[2]) if match[2] else None)


def person(user_id: int) -> str:
    """The identifier of a Telegram user in the core, such as ``telegram:42``."""
    return f"telegram:{user_id}"


def topic(message: Message) -> int | None:
    """The topic id of a message; None in a chat without topics.

    There, Telegram also gives reply threads a ``message_thread_id``, which must not be taken for a topic.
    """
    return message.message_thread_id if message.is_topic_message else None
