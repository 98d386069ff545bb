"""A Bot API server on loopback for tests: people write through it, the real client code answers to it.

As strict as the real one where a bot can go wrong: markup, lengths, buttons, unknown chats, edits that change
nothing, two pollers with one token. Nothing in it sleeps; everything waits for an event.

    async with BotApiServer() as server:
        await server.send_text(Person(7), "Halo")
        reply = await server.next_message(7)
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.e2e.telegram_html import Entity, units
from tests.e2e.telegram_rules import Json, RefusalError, check_buttons, checked_text, decoded, entities_of

TOKEN = "123456:loopback-TEST_token"
BOT = {"id": 123456, "is_bot": True, "first_name": "Kutip", "username": "kutip_test_bot"}

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account; the private chat with the bot has the same id."""

    id: int
    language_code: str | None = "id"
    first_name: str = "Warga"


@dataclass(frozen=True)
class Group:
    """``id`` is negative, as in Telegram."""

    id: int
    title: str = "Kelompok"


@dataclass(frozen=True)
class Sent:
    """A message of the bot: ``text`` is what people see, ``html`` what the bot sent."""

    chat_id: int
    message_id: int
    text: str
    html: str
    entities: tuple[Entity, ...]
    parameters: Json


@dataclass(frozen=True)
class Call:
    """One call of the bot, in the order of arrival, refused or not."""

    method: str
    parameters: Json


class BotApiServer:
    """``calls`` is the log; ``url`` is what TELEGRAM_API_URL must be."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.url = ""
        self.calls: list[Call] = []
        self.commands: dict[str, list[Json]] = {}
        self.menus: dict[tuple[str, str], list[str]] = {}
        self._updates: list[Json] = []
        self._next_update = 1
        self._next_message = 1
        self._messages: dict[tuple[int, int], Json] = {}
        self._chats: set[int] = set()
        self._sent: dict[int, asyncio.Queue[Sent]] = defaultdict(asyncio.Queue)
        self._files: dict[str, tuple[bytes, int]] = {}
        self._refusals: dict[str, deque[RefusalError]] = defaultdict(deque)
        self._polls = 0
        self._closing = False
        self._changed = asyncio.Condition()
        self._methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "deleteWebhook": self._accept,
            "setMyCommands": self._set_my_commands,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "sendDocument": self._send_document,
            "sendChatAction": self._send_chat_action,
            "answerCallbackQuery": self._accept,
            "getFile": self._get_file,
        }

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        await self._notify()
        await self._runner.cleanup()

    # What tests do.

    async def send_text(
        self,
        person: Person,
        text: str,
        *,
        group: Group | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        topic: int | None = None,
    ) -> int:
        """A person writes; the id of the message. ``quote`` is a part of the message that is answered."""
        content: Json = {"text": text, "entities": entities_of(text)}
        if topic is not None:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        if quote is not None and reply_to is not None:
            chat_id = group.id if group else person.id
            shown = str(self._messages[chat_id, reply_to]["text"])
            position = units(shown[: shown.index(quote)])
            content["quote"] = {"text": quote, "position": position, "is_manual": True}
        return await self._receive(person, content, group=group, reply_to=reply_to)

    async def send_document(
        self,
        person: Person,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        group: Group | None = None,
        size_bytes: int | None = None,
    ) -> int:
        """A person sends a file. ``size_bytes``: what the server says of its size, if not the truth."""
        file_id = f"file{len(self._files) + 1}"
        size = len(data) if size_bytes is None else size_bytes
        self._files[file_id] = (data, size)
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": size}
        content: Json = {"document": document}
        if caption:
            content |= {"caption": caption, "caption_entities": entities_of(caption)}
        return await self._receive(person, content, group=group)

    async def send_content(self, person: Person, content: Json, *, group: Group | None = None) -> int:
        """Any other message: ``content`` is what makes it a sticker, a location, …"""
        return await self._receive(person, content, group=group)

    async def next_message(self, chat: Person | Group | int, timeout_s: float = PATIENCE_S) -> Sent:
        """The bot's next message in this chat that no test has taken yet."""
        chat_id = chat if isinstance(chat, int) else chat.id
        async with asyncio.timeout(timeout_s):
            return await self._sent[chat_id].get()

    def is_silent(self, chat: Person | Group | int) -> bool:
        """Whether every message of the bot in this chat has been taken."""
        return self._sent[chat if isinstance(chat, int) else chat.id].empty()

    async def called(self, method: str, times: int = 1, timeout_s: float = PATIENCE_S) -> list[Call]:
        """The calls of this method, as soon as there are ``times`` of them."""

        def found() -> list[Call]:
            return [call for call in self.calls if call.method == method]

        async with asyncio.timeout(timeout_s), self._changed:
            await self._changed.wait_for(lambda: len(found()) >= times)
        return found()

    async def press(self, person: Person, sent: Sent, data: str) -> str:
        """A person presses the button with ``data`` under a message of the bot; the id of the query.

        Raises LookupError when the message has no such button now.
        """
        message = self._messages[sent.chat_id, sent.message_id]
        if data not in self.buttons(sent).values():
            raise LookupError(data)
        return await self.press_anything(person, message, data)

    async def press_anything(self, person: Person, message: Json, data: str) -> str:
        """As a changed client can: any data. An old message is given with date 0."""
        query_id = f"query{self._next_update}"
        query = {
            "id": query_id,
            "from": _sender(person),
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        self._updates.append({"update_id": self._next_update, "callback_query": query})
        self._next_update += 1
        await self._notify()
        return query_id

    def buttons(self, sent: Sent) -> dict[str, str]:
        """The buttons that a message has now: data by text."""
        markup = self._messages[sent.chat_id, sent.message_id].get("reply_markup") or {}
        return {
            button["text"]: button.get("callback_data", button.get("url", ""))
            for row in markup.get("inline_keyboard", [])
            for button in row
        }

    def shown(self, sent: Sent) -> str:
        """The text that a message has now."""
        return str(self._messages[sent.chat_id, sent.message_id]["text"])

    def message(self, sent: Sent) -> Json:
        """A message as Telegram gives it now."""
        return self._messages[sent.chat_id, sent.message_id]

    async def notice(self, query_id: str) -> str:
        """What the bot says at the press of a button: its notice or alert, ``""`` for none."""

        def found() -> list[str]:
            return [
                str(call.parameters.get("text", ""))
                for call in self.calls
                if call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == query_id
            ]

        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(found)
        return found()[0]

    def refuse(self, method: str, status: int, description: str, **parameters: Any) -> None:
        """The next call of ``method`` (after those refused already) is refused."""
        self._refusals[method].append(RefusalError(status, description, parameters))

    # HTTP.

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        parameters = await _parameters(request)
        self.calls.append(Call(method, parameters))
        await self._notify()
        try:
            if request.match_info["token"] != self.token:
                raise RefusalError(401, "Unauthorized")
            if self._refusals[method]:
                raise self._refusals[method].popleft()
            if method not in self._methods:
                raise RefusalError(404, "Not Found")
            result = await self._methods[method](parameters)
        except RefusalError as refused:
            body: Json = {"ok": False, "error_code": refused.status, "description": refused.description}
            if refused.parameters:
                body["parameters"] = refused.parameters
            return web.json_response(body, status=refused.status)
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.Response:
        file_id = request.match_info["path"].rpartition("/")[2]
        if request.match_info["token"] != self.token or file_id not in self._files:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=self._files[file_id][0])

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    # Methods of the Bot API.

    async def _accept(self, _: Json) -> bool:
        return True

    async def _get_me(self, _: Json) -> Json:
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False}

    async def _get_updates(self, parameters: Json) -> list[Json]:
        self._polls += 1
        this_poll = self._polls
        offset = int(parameters.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        async with self._changed:
            self._changed.notify_all()
            try:
                async with asyncio.timeout(float(parameters.get("timeout", 0))):
                    await self._changed.wait_for(
                        lambda: self._updates or self._closing or this_poll != self._polls
                    )
            except TimeoutError:
                return []
        if this_poll != self._polls:
            raise RefusalError(409, "Conflict: terminated by other getUpdates request")
        return self._updates[: int(parameters.get("limit", 100))]

    async def _set_my_commands(self, parameters: Json) -> bool:
        scope = decoded(parameters.get("scope", "null")) or {"type": "default"}
        if "chat_id" in scope and int(scope["chat_id"]) not in self._chats:
            raise RefusalError(400, "Bad Request: chat not found")
        key = scope["type"] if "chat_id" not in scope else f"chat {scope['chat_id']}"
        commands = decoded(parameters["commands"])
        self.menus[key, parameters.get("language_code", "")] = [one["command"] for one in commands]
        if key == "default":
            self.commands[parameters.get("language_code", "")] = commands
        return True

    async def _send_chat_action(self, parameters: Json) -> bool:
        self._chat_id(parameters)
        return True

    async def _send_message(self, parameters: Json) -> Json:
        return self._keep(parameters, checked_text(parameters))

    async def _send_document(self, parameters: Json) -> Json:
        return self._keep(parameters, checked_text(parameters, key="caption", may_be_empty=True))

    async def _edit_message_text(self, parameters: Json) -> Json:
        known = self._messages.get((self._chat_id(parameters), int(parameters["message_id"])))
        if known is None:
            raise RefusalError(400, "Bad Request: message to edit not found")
        text, _ = checked_text(parameters)
        check_buttons(parameters)
        markup = decoded(parameters.get("reply_markup", "null"))
        if (known["text"], known.get("reply_markup")) == (text, markup):
            raise RefusalError(400, "Bad Request: message is not modified")
        known |= {"text": text, "reply_markup": markup}
        return known

    async def _edit_message_reply_markup(self, parameters: Json) -> Json:
        known = self._messages.get((self._chat_id(parameters), int(parameters["message_id"])))
        if known is None:
            raise RefusalError(400, "Bad Request: message to edit not found")
        check_buttons(parameters)
        markup = decoded(parameters.get("reply_markup", "null"))
        if known.get("reply_markup") == markup:
            raise RefusalError(400, "Bad Request: message is not modified")
        known["reply_markup"] = markup
        return known

    async def _get_file(self, parameters: Json) -> Json:
        file_id = parameters["file_id"]
        if file_id not in self._files:
            raise RefusalError(400, "Bad Request: invalid file_id")
        size = self._files[file_id][1]
        if size > MAX_DOWNLOAD_BYTES:
            raise RefusalError(400, "Bad Request: file is too big")
        path = f"documents/{file_id}"
        return {"file_id": file_id, "file_unique_id": file_id, "file_size": size, "file_path": path}

    # Chats and messages.

    async def _receive(
        self, person: Person, content: Json, *, group: Group | None = None, reply_to: int | None = None
    ) -> int:
        chat = (
            {"id": group.id, "type": "group", "title": group.title}
            if group
            else {"id": person.id, "type": "private", "first_name": person.first_name}
        )
        message = self._new_message(chat, _sender(person)) | content
        if reply_to is not None:
            message["reply_to_message"] = self._messages[int(str(chat["id"])), reply_to]
        self._messages[message["chat"]["id"], message["message_id"]] = message
        self._chats.add(message["chat"]["id"])
        self._updates.append({"update_id": self._next_update, "message": message})
        self._next_update += 1
        await self._notify()
        return int(message["message_id"])

    def _keep(self, parameters: Json, content: tuple[str, list[Entity]]) -> Json:
        chat_id = self._chat_id(parameters)
        check_buttons(parameters)
        self._check_reply(chat_id, parameters)
        text, entities = content
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "group"}
        message = self._new_message(chat, BOT) | {"text": text}
        if markup := decoded(parameters.get("reply_markup", "null")):
            message["reply_markup"] = markup
        if thread := parameters.get("message_thread_id"):
            message |= {"message_thread_id": int(thread), "is_topic_message": True}
        self._messages[chat_id, message["message_id"]] = message
        shown = Sent(
            chat_id, message["message_id"], text, parameters.get("text", ""), tuple(entities), parameters
        )
        self._sent[chat_id].put_nowait(shown)
        return message

    def _new_message(self, chat: Json, sender: Json) -> Json:
        self._next_message += 1
        return {
            "message_id": self._next_message - 1,
            "date": int(time.time()),
            "chat": chat,
            "from": sender,
        }

    def _chat_id(self, parameters: Json) -> int:
        chat_id = int(parameters["chat_id"])
        if chat_id not in self._chats:
            raise RefusalError(400, "Bad Request: chat not found")
        return chat_id

    def _check_reply(self, chat_id: int, parameters: Json) -> None:
        reply = decoded(parameters.get("reply_parameters", "null"))
        known = not reply or (chat_id, reply["message_id"]) in self._messages
        if not known and not reply.get("allow_sending_without_reply"):
            raise RefusalError(400, "Bad Request: message to be replied not found")


def _sender(person: Person) -> Json:
    sender = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    return sender | ({"language_code": person.language_code} if person.language_code else {})


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return dict(request.query) | dict(await request.post())
