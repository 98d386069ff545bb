"""The state of the scripted Bot API server: people, chats, and the messages in these chats.

Message ids are assigned as in Telegram: one sequence for all private chats and basic groups of the bot's
account, and one for each supergroup.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tests.e2e.telegram_html import Entity, units
from tests.e2e.telegram_rules import Json, RefusalError, check_buttons, decoded

BOT = {"id": 123456, "is_bot": True, "first_name": "Kutip", "username": "kutip_test_bot"}

SUPERGROUP_SHIFT = -1_000_000_000_000


@dataclass(frozen=True)
class Person:
    """A person with a Telegram account. The private chat with the bot has the same id."""

    id: int
    language_code: str | None = "id"
    first_name: str = "Warga"


@dataclass(frozen=True)
class Group:
    """A group. Its id is negative; an id below -1,000,000,000,000 is a supergroup, which can have topics."""

    id: int
    title: str = "Kelompok"

    @property
    def is_supergroup(self) -> bool:
        return self.id < SUPERGROUP_SHIFT


@dataclass(frozen=True)
class Channel:
    """A channel. Its id is below -1,000,000,000,000. The bot gets its posts if it is an admin (``has_bot``).

    ``username`` is its public name, None for a private channel.
    """

    id: int
    title: str = "Kanal Kabar"
    username: str | None = "kanalkabar"
    has_bot: bool = True


@dataclass(frozen=True)
class Sent:
    """A message of the bot: ``text`` is what people see, ``html`` what the bot sent."""

    chat_id: int
    message_id: int
    text: str
    html: str
    entities: tuple[Entity, ...]
    parameters: Json

    @property
    def buttons(self) -> list[list[Json]]:
        """Rows of buttons as the Bot API has them; ``[]`` without a keyboard."""
        rows: list[list[Json]] = (decoded(self.parameters.get("reply_markup")) or {}).get(
            "inline_keyboard", []
        )
        return rows

    @property
    def data(self) -> list[str]:
        """The data of the buttons, in order, without the buttons that open an address."""
        return [
            button["callback_data"] for row in self.buttons for button in row if "callback_data" in button
        ]


@dataclass(frozen=True)
class Draft:
    """One call of sendMessageDraft: the text of an answer that is still being written."""

    chat_id: int
    draft_id: int
    text: str
    html: str


class Chats:
    """All messages of the scripted Bot API server, and the rules for replies and edits."""

    def __init__(self) -> None:
        self.messages: dict[tuple[int, int], Json] = {}
        self.shown: dict[tuple[int, int], Sent] = {}
        """The bot's messages in their present state, by chat and message id."""
        self.sent: dict[int, asyncio.Queue[Sent]] = defaultdict(asyncio.Queue)
        self.edited: dict[int, asyncio.Queue[Sent]] = defaultdict(asyncio.Queue)
        self.known: set[int] = set()
        self.blocked: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.topics: dict[tuple[int, int], Json] = {}
        self.channels: dict[int, Channel] = {}
        self._sequences: dict[int, int] = defaultdict(int)

    def received(
        self,
        person: Person,
        content: Json,
        *,
        group: Group | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        thread: int | None = None,
        age_s: float = 0.0,
    ) -> Json:
        """Store a message of a person. Returns the message as the bot receives it."""
        chat = _chat_of(person, group, is_forum=thread is not None)
        message = self._new(chat, _sender(person), age_s) | content
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            # A message in a topic that is not a reply counts as a reply to the message that opened the topic.
            message["reply_to_message"] = self._opening(chat, thread, person)
        if reply_to is not None:
            answered = dict(self.messages[chat["id"], reply_to])
            answered.pop("reply_to_message", None)
            message["reply_to_message"] = answered
            if quote is not None:
                text = answered["text"]
                assert quote in text, "only what is in a message can be quoted"
                position = units(text[: text.index(quote)])
                message["quote"] = {"text": quote, "position": position, "is_manual": True}
        self.messages[chat["id"], message["message_id"]] = message
        self.known.add(chat["id"])
        return message

    def posted(self, channel: Channel, content: Json, *, age_s: float = 0.0) -> Json:
        """Store a post of a channel. Returns the message as the bot receives it."""
        self.channels[channel.id] = channel
        message = self._new(self.bare_channel(channel), {}, age_s) | content
        message.pop("from")
        message["sender_chat"] = self.bare_channel(channel)
        self.messages[channel.id, message["message_id"]] = message
        return message

    def copied(self, post: Json, group: Group) -> Json:
        """Store the copy of a post in the discussion group of its channel. Returns the copy."""
        telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
        copy = self._new(_chat_of(Person(1), group), telegram)
        copy |= {
            name: value
            for name, value in post.items()
            if name not in {"message_id", "chat", "date", "sender_chat"}
        }
        copy |= {
            "sender_chat": post["chat"],
            "is_automatic_forward": True,
            "forward_origin": {
                "type": "channel",
                "date": post["date"],
                "chat": post["chat"],
                "message_id": post["message_id"],
            },
        }
        self.messages[group.id, copy["message_id"]] = copy
        self.known.add(group.id)
        return copy

    @staticmethod
    def bare_channel(channel: Channel) -> Json:
        chat: Json = {"id": channel.id, "type": "channel", "title": channel.title}
        return chat | ({"username": channel.username} if channel.username else {})

    def channel_of(self, parameters: Json) -> Channel:
        """The channel that a call names by its id or @name. Raises RefusalError."""
        named = str(parameters["chat_id"])
        for channel in self.channels.values():
            if named in {str(channel.id), f"@{channel.username}"}:
                return channel
        raise RefusalError(400, "Bad Request: chat not found")

    def keep(self, parameters: Json, content: tuple[str, list[Entity]]) -> Json:
        """Store a message of the bot. Returns the result of the call. Raises RefusalError."""
        chat_id = self.id_of(parameters)
        check_buttons(parameters)
        thread = self._thread(chat_id, parameters)
        text, entities = content
        message = self._new(_bare_chat(chat_id), BOT) | {"text": text} | _markup(parameters)
        if entities:
            message["entities"] = [
                {"type": entity.type, "offset": entity.offset, "length": entity.length}
                | ({"url": entity.url} if entity.url else {})
                for entity in entities
            ]
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        self.messages[chat_id, message["message_id"]] = message
        sent = Sent(chat_id, message["message_id"], text, _source(parameters), tuple(entities), parameters)
        self.shown[chat_id, message["message_id"]] = sent
        self.sent[chat_id].put_nowait(sent)
        return message

    def change(self, parameters: Json, content: tuple[str, list[Entity]] | None) -> Json:
        """Edit a message of the bot; without ``content`` only its buttons. Raises RefusalError."""
        chat_id, number = self.id_of(parameters), int(parameters["message_id"])
        message = self.messages.get((chat_id, number))
        if message is None:
            raise RefusalError(400, "Bad Request: message to edit not found")
        before = self.shown.get((chat_id, number))
        if before is None:
            raise RefusalError(400, "Bad Request: message can't be edited")
        check_buttons(parameters)
        text, entities = (before.text, list(before.entities)) if content is None else content
        markup = _markup(parameters)
        if (before.text, before.entities, message.get("reply_markup")) == (
            text,
            tuple(entities),
            markup.get("reply_markup"),
        ):
            raise RefusalError(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        message.pop("reply_markup", None)
        message |= {"text": text, "edit_date": int(time.time())} | markup
        html = before.html if content is None else _source(parameters)
        after = Sent(chat_id, number, text, html, tuple(entities), parameters)
        self.shown[chat_id, number] = after
        self.edited[chat_id].put_nowait(after)
        return message

    def delete(self, chat_id: int, message_id: int) -> bool:
        self.shown.pop((chat_id, message_id), None)
        return self.messages.pop((chat_id, message_id), None) is not None

    def migrate(self, group: Group) -> tuple[Group, Json]:
        """Turn a basic group into a supergroup. Returns it, and the message in the old group about the
        change."""
        new = Group(SUPERGROUP_SHIFT + group.id, group.title)
        self.migrated[group.id] = new.id
        self.known.add(new.id)
        message = self._new(_chat_of(Person(1), group), _sender(Person(1)))
        return new, message | {"migrate_to_chat_id": new.id}

    def id_of(self, parameters: Json) -> int:
        """The chat id in the parameters of a call. Raises RefusalError if the bot may not write to that
        chat."""
        chat_id = int(parameters["chat_id"])
        if chat_id in self.migrated:
            raise RefusalError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.migrated[chat_id]},
            )
        if chat_id not in self.known:
            raise RefusalError(400, "Bad Request: chat not found")
        if chat_id in self.blocked:
            who = "blocked by the user" if chat_id > 0 else "kicked from the group chat"
            raise RefusalError(403, f"Forbidden: bot was {who}")
        return chat_id

    def _thread(self, chat_id: int, parameters: Json) -> int | None:
        reply = decoded(parameters.get("reply_parameters")) or {}
        answered = self.messages.get((chat_id, int(reply["message_id"]))) if reply else None
        if reply and answered is None and not reply.get("allow_sending_without_reply"):
            raise RefusalError(400, "Bad Request: message to be replied not found")
        thread = parameters.get("message_thread_id")
        if thread is None:
            return answered.get("message_thread_id") if answered else None
        if (chat_id, int(thread)) not in self.topics:
            raise RefusalError(400, "Bad Request: message thread not found")
        return int(thread)

    def _opening(self, chat: Json, thread: int, person: Person) -> Json:
        if (chat["id"], thread) not in self.topics:
            self.topics[chat["id"], thread] = {
                "message_id": thread,
                "date": int(time.time()),
                "chat": chat,
                "from": _sender(person),
                "message_thread_id": thread,
                "is_topic_message": True,
                "forum_topic_created": {"name": f"Topik {thread}", "icon_color": 7322096},
            }
        return self.topics[chat["id"], thread]

    def _new(self, chat: Json, sender: Json, age_s: float = 0.0) -> Json:
        sequence = chat["id"] if chat["id"] < SUPERGROUP_SHIFT else 0
        self._sequences[sequence] += 1
        return {
            "message_id": self._sequences[sequence],
            "date": int(time.time() - age_s),
            "chat": chat,
            "from": sender,
        }


def _chat_of(person: Person, group: Group | None, *, is_forum: bool = False) -> Json:
    if group is None:
        return {"id": person.id, "type": "private", "first_name": person.first_name}
    chat: Json = _bare_chat(group.id) | {"title": group.title}
    return chat | {"is_forum": True} if is_forum else chat


def _bare_chat(chat_id: int) -> Json:
    kind = "private" if chat_id > 0 else "supergroup" if chat_id < SUPERGROUP_SHIFT else "group"
    return {"id": chat_id, "type": kind}


def _sender(person: Person) -> Json:
    sender: dict[str, Any] = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    return sender | {"language_code": person.language_code} if person.language_code else sender


def _markup(parameters: Json) -> Json:
    markup = decoded(parameters.get("reply_markup"))
    return {"reply_markup": markup} if markup and markup.get("inline_keyboard") else {}


def _source(parameters: Json) -> str:
    return str(parameters.get("text") or parameters.get("caption") or "")
