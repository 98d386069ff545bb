"""Reads ``result.json``, which Telegram Desktop writes when a channel is exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from knowledge.adapters.archives.items import Item
from knowledge.adapters.formats.extracted import Refused

LONGEST_TITLE = 150
"""Characters of a first line that can be a title."""


def read(file: BinaryIO) -> Iterator[Item]:
    """Yields the posts of the channels in a file that have a text.

    Groups and private chats are left out, because people write there who publish nothing. Raises
    :class:`Refused` if there is no channel.
    """
    import ijson
    from ijson.common import ObjectBuilder

    chat: dict[str, Any] = {}
    message: Any = None
    has_channel = False
    for prefix, event, value in ijson.parse(file, use_float=True):
        outer, _, name = prefix.rpartition(".")
        if prefix.endswith("messages.item") and event == "start_map":
            message = ObjectBuilder()
        if message is not None:
            message.event(event, value)
            if prefix.endswith("messages.item") and event == "end_map":
                if _is_channel(chat):
                    has_channel = True
                    yield from _post(message.value, chat)
                message = None
        elif name in {"name", "type", "id"} and outer in {"", "chats.list.item"}:
            chat[name] = value
        elif event == "start_map" and prefix == "chats.list.item":
            chat = {}
        elif event == "start_array" and name == "messages":
            has_channel = has_channel or _is_channel(chat)
    if not has_channel:
        raise Refused("holds a chat of people and no channel; export the newsroom's channel.")


def _is_channel(chat: dict[str, Any]) -> bool:
    return str(chat.get("type", "")).endswith("_channel")


def _post(message: dict[str, Any], chat: dict[str, Any]) -> Iterator[Item]:
    text = _plain(message.get("text")).strip()
    if message.get("type") != "message" or not any(map(str.isalpha, text)):
        return
    number = message.get("id")
    title, gap, rest = text.partition("\n")
    # A title has a line of its own and does not end like a sentence.
    has_title = (
        bool(gap) and len(title) <= LONGEST_TITLE and title.rstrip()[-1:] not in {".", ",", ";", ":", "…"}
    )
    yield Item(
        f"message {number}",
        text=rest.strip() if has_title and rest.strip() else text,
        title=title.strip() if has_title and rest.strip() else "",
        published_on=str(message.get("date", "")),
        publisher=str(chat.get("name") or ""),
        external_id=f"telegram:{chat.get('id')}/{number}",
    )


def _plain(text: object) -> str:
    """The text of a message, which is a string or a list of strings and of pieces with a format.

    >>> _plain(["Feri ", {"type": "bold", "text": "tiba"}, "."])
    'Feri tiba.'
    """
    if isinstance(text, str):
        return text
    pieces = text if isinstance(text, list) else []
    return "".join(
        piece if isinstance(piece, str) else str(piece.get("text", "")) if isinstance(piece, dict) else ""
        for piece in pieces
    )
