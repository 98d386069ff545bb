"""Reads posts of channels, and their copies in discussion groups, from Telegram messages. Pure; makes no
calls."""

from __future__ import annotations

import re

from telegram import Message, MessageEntity, MessageOriginChannel

from knowledge.newsroom.channel_posts import ChannelPost

_ADDRESS = re.compile(r"(?:https?://)?t\.me/(?:s/)?(\w{4,})(?:/\d+)?/?(?:\?\S*)?", re.IGNORECASE)
_LINKS: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]


def read_post(message: Message) -> ChannelPost:
    """Returns the post that a message of a channel is."""
    entities = message.parse_entities(_LINKS) if message.text else {}
    entities |= message.parse_caption_entities(_LINKS) if message.caption else {}
    links = [entity.url or _absolute(shown) for entity, shown in entities.items()]
    return ChannelPost(
        chat_id=message.chat.id,
        message_id=message.message_id,
        username=message.chat.username,
        title=message.chat.title or "",
        text=message.text or message.caption or "",
        links=tuple(links),
        written_at=message.date,
        edited_at=message.edit_date,
        album=message.media_group_id,
        is_paid=bool(message.is_paid_post),
    )


def forwarded_from(message: Message | None) -> MessageOriginChannel | None:
    """The channel and the post that a message forwards; None if it forwards no post of a channel."""
    origin = None if message is None else message.forward_origin
    return origin if isinstance(origin, MessageOriginChannel) else None


def channel_name(text: str) -> str | None:
    """The public name of the channel that a text names, with an @; None if it names none.

    >>> channel_name("@kabarkota"), channel_name("https://t.me/kabarkota/12"), channel_name("kabar.example")
    ('@kabarkota', '@kabarkota', None)
    """
    text = text.strip()
    if re.fullmatch(r"@\w{4,}", text):
        return text
    match = _ADDRESS.fullmatch(text)
    return f"@{match[1]}" if match else None


def _absolute(link: str) -> str:
    return link if "://" in link else f"https://{link}"
