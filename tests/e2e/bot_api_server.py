"""A Bot API server on loopback for tests: a test writes messages as people do, and the bot answers them.

It is as strict as the real server about markup, lengths, buttons, unknown chats, edits that change nothing,
and two pollers with one token. A test can make it refuse or lose calls and answers. It never sleeps; all its
methods wait for events.

    async with BotApiServer() as server:
        await server.send_text(Person(7), "Halo")
        reply = await server.next_message(7)
        await server.press(Person(7), reply, reply.data[0])
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.e2e.telegram_chats import BOT, Channel, Chats, Draft, Group, Person, Sent
from tests.e2e.telegram_faults import Fault, Faults, How, Loss, Weather
from tests.e2e.telegram_methods import Methods
from tests.e2e.telegram_rules import Json, RefusalError, entities_of

__all__ = ["BOT", "TOKEN", "BotApiServer", "Call", "Channel", "Draft", "Group", "Person", "Sent"]

TOKEN = "123456:loopback-TEST_token"

PATIENCE_S = 120.0
"""How long a test waits for a message or a call. Generous, because the machine may be busy."""


@dataclass(frozen=True)
class Call:
    """One call of the bot, even if it was refused. ``at_s`` is its arrival, by the monotonic clock."""

    method: str
    parameters: Json
    at_s: float


class BotApiServer:
    """A scripted Bot API server. Methods named by what a person does create updates for the bot.

    ``calls`` has every call of the bot in the order of arrival; ``url`` is the value for TELEGRAM_API_URL.
    """

    def __init__(self, token: str = TOKEN, *, knows_drafts: bool = True) -> None:
        self.token = token
        self.url = ""
        self.calls: list[Call] = []
        self._faults = Faults()
        self._changed = asyncio.Condition()
        self._closed = asyncio.Event()
        self._chats = Chats()
        self._methods = Methods(self._chats, self._changed)
        self._methods.knows_drafts = knows_drafts
        self._albums = 0
        self._presses = 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed.set()
        await self._methods.close()
        await self._runner.cleanup()

    # Actions of people.

    async def send_text(
        self,
        person: Person,
        text: str,
        *,
        group: Group | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        thread: int | None = None,
        age_s: float = 0.0,
    ) -> int:
        """Send a text message as ``person``. Returns its id.

        ``quote`` is the part of the message ``reply_to`` that the person quotes, ``thread`` the topic in a
        supergroup, ``age_s`` how many seconds ago the message was written.
        """
        content: Json = {"text": text, "entities": entities_of(text)}
        return await self.send_content(
            person, content, group=group, reply_to=reply_to, quote=quote, thread=thread, age_s=age_s
        )

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
        """Send a file as ``person``. Returns the id of the message.

        ``size_bytes`` is the size that the server reports; None for the real size.
        """
        files = self._methods.files
        file_id = f"file{len(files) + 1}"
        size = len(data) if size_bytes is None else size_bytes
        files[file_id] = (data, size)
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": size}
        content: Json = {"document": document}
        if caption:
            content |= {"caption": caption, "caption_entities": entities_of(caption)}
        return await self.send_content(person, content, group=group)

    async def send_content(
        self,
        person: Person,
        content: Json,
        *,
        group: Group | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        thread: int | None = None,
        age_s: float = 0.0,
    ) -> int:
        """Send a message of any kind as ``person``. Returns its id.

        ``content`` has the fields of a sticker, a location, … in the Bot API. See :meth:`send_text` for the
        rest.
        """
        message = self._chats.received(
            person, content, group=group, reply_to=reply_to, quote=quote, thread=thread, age_s=age_s
        )
        await self._methods.tell("message", message)
        return int(message["message_id"])

    async def send_album(
        self, person: Person, contents: list[Json], *, group: Group | None = None
    ) -> list[int]:
        """Send an album of photos or files as ``person``. Returns the ids of its messages."""
        self._albums += 1
        album = {"media_group_id": f"album{self._albums}"}
        return [await self.send_content(person, content | album, group=group) for content in contents]

    async def forward(
        self, person: Person, text: str, *, author: Person | None = None, group: Group | None = None
    ) -> int:
        """Forward a text of ``author`` as ``person``. Returns the id of the new message.

        If ``author`` is None, the message does not show who wrote it.
        """
        origin: Json = {"date": int(time.time()) - 60}
        if author is None:
            origin |= {"type": "hidden_user", "sender_user_name": "Seseorang"}
        else:
            user = {"id": author.id, "is_bot": False, "first_name": author.first_name}
            origin |= {"type": "user", "sender_user": user}
        content: Json = {"text": text, "entities": entities_of(text), "forward_origin": origin}
        return await self.send_content(person, content, group=group)

    async def edit(self, person: Person, message_id: int, text: str, *, group: Group | None = None) -> None:
        """Edit an earlier message of ``person``."""
        chat_id = group.id if group else person.id
        message = self._chats.messages[chat_id, message_id]
        assert message["from"]["id"] == person.id, "people edit their own messages"
        message |= {"text": text, "entities": entities_of(text), "edit_date": int(time.time())}
        await self._methods.tell("edited_message", dict(message))

    def open_channel(self, channel: Channel) -> None:
        """Let the bot find a channel by its id or name before the first post."""
        self._chats.channels[channel.id] = channel

    async def post(self, channel: Channel, text: str = "", **content: Any) -> int:
        """Post in a channel: a text, or other ``content`` as in the Bot API. Returns the id of the post."""
        if text:
            content = {"text": text, "entities": entities_of(text)} | content
        message = self._chats.posted(channel, content)
        if channel.has_bot:
            await self._methods.tell("channel_post", dict(message))
        return int(message["message_id"])

    async def edit_post(self, channel: Channel, message_id: int, text: str, **content: Any) -> None:
        """Edit the text of a post, or its caption if it has one."""
        message = self._chats.messages[channel.id, message_id]
        name = "text" if "text" in message else "caption"
        message |= {name: text, "edit_date": int(time.time())} | content
        if name == "text":
            message["entities"] = entities_of(text)
        await self._methods.tell("edited_channel_post", dict(message))

    async def post_album(self, channel: Channel, captions: list[str]) -> list[int]:
        """Post an album with one photo for each caption; ``""`` is a photo without one. Returns the ids."""
        self._albums += 1
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}]
        return [
            await self.post(
                channel,
                photo=photo,
                media_group_id=f"album{self._albums}",
                **({"caption": caption} if caption else {}),
            )
            for caption in captions
        ]

    async def copy_post(self, channel: Channel, message_id: int, group: Group, *, tell: bool = True) -> int:
        """Copy a post to the discussion group of its channel, as Telegram does. Returns the id of the copy.

        Without ``tell`` the bot gets no update about it.
        """
        copy = self._chats.copied(self._chats.messages[channel.id, message_id], group)
        if tell:
            await self._methods.tell("message", copy)
        return int(copy["message_id"])

    async def press(self, person: Person, message: Sent, data: str) -> str:
        """Press a button that the message has now. Returns the id of the press."""
        shown = self._chats.shown[message.chat_id, message.message_id]
        assert data in shown.data, f"there is no button {data!r} under the message, only {shown.data}"
        return await self.press_forged(person, message, data)

    async def press_forged(self, person: Person, message: Sent, data: str, *, is_old: bool = False) -> str:
        """Press a button with any ``data``, as a modified client can. Returns the id of the press.

        With ``is_old``, the bot receives only the id of the message and not its content, as for old messages.
        """
        self._presses += 1
        query_id = f"press{self._presses}"
        self._methods.queries.add(query_id)
        user = {"id": person.id, "is_bot": False, "first_name": person.first_name}
        if person.language_code:
            user["language_code"] = person.language_code
        query: Json = {"id": query_id, "from": user, "chat_instance": str(message.chat_id), "data": data}
        whole = dict(self._chats.messages[message.chat_id, message.message_id])
        bare = {"chat": whole["chat"], "message_id": message.message_id, "date": 0}
        query["message"] = bare if is_old else whole
        await self._methods.tell("callback_query", query)
        return query_id

    def expire(self, query_id: str) -> None:
        """Make a press too old to be answered, as Telegram does after about 15 minutes."""
        self._methods.queries.discard(query_id)

    def delete(self, chat: Person | Group | int, message_id: int) -> None:
        """Delete a message. The bot gets no update for it."""
        assert self._chats.delete(_id(chat), message_id), "there is no such message"

    def block(self, chat: Person | Group | int) -> None:
        """Make the person block the bot, or the group remove it."""
        self._chats.blocked.add(_id(chat))

    def unblock(self, chat: Person | Group | int) -> None:
        """Undo :meth:`block`."""
        self._chats.blocked.discard(_id(chat))

    async def migrate(self, group: Group, *, tell: bool = True) -> Group:
        """Turn a group into a supergroup. Returns the supergroup.

        Without ``tell``, the bot gets no update about it, only errors for calls to the old group.
        """
        new, message = self._chats.migrate(group)
        if tell:
            await self._methods.tell("message", message)
        return new

    # Results for tests.

    async def next_message(self, chat: Person | Group | int, timeout_s: float = PATIENCE_S) -> Sent:
        """Wait for the bot's next message in this chat. Each message is returned once, as it was sent."""
        async with asyncio.timeout(timeout_s):
            return await self._chats.sent[_id(chat)].get()

    async def next_edit(self, chat: Person | Group | int, timeout_s: float = PATIENCE_S) -> Sent:
        """Wait until the bot next edits a message in this chat. Returns the edited message."""
        async with asyncio.timeout(timeout_s):
            return await self._chats.edited[_id(chat)].get()

    def is_silent(self, chat: Person | Group | int) -> bool:
        """Whether ``next_message`` has returned every message of the bot in this chat."""
        return self._chats.sent[_id(chat)].empty()

    def shown(self, chat: Person | Group | int) -> list[Sent]:
        """The bot's messages in this chat as they are now, oldest first."""
        return [sent for (chat_id, _), sent in sorted(self._chats.shown.items()) if chat_id == _id(chat)]

    async def called(self, method: str, times: int = 1, timeout_s: float = PATIENCE_S) -> list[Call]:
        """Wait until there are ``times`` calls of this method. Returns all of them."""

        def calls() -> list[Call]:
            return [call for call in self.calls if call.method == method]

        async with asyncio.timeout(timeout_s), self._changed:
            await self._changed.wait_for(lambda: len(calls()) >= times)
        return calls()

    @property
    def commands(self) -> dict[str, list[Json]]:
        """The default command menu by language; ``""`` is the menu for every other language."""
        return self._methods.commands

    @property
    def scoped_commands(self) -> dict[tuple[str, str], list[Json]]:
        """The command menus by scope (``chat:42``, ``all_private_chats:``) and language."""
        return self._methods.scoped_commands

    @property
    def drafts(self) -> list[Draft]:
        """Every draft that was sent with sendMessageDraft, in order."""
        return self._methods.drafts

    @property
    def unconfirmed(self) -> int:
        """The number of updates that the bot has not confirmed."""
        return len(self._methods.updates)

    def sent_file(self, sent: Sent) -> bytes:
        """The content of the document or photo in a message of the bot."""
        document = sent.parameters.get("document") or sent.parameters["photo"]
        if isinstance(document, bytes):
            return document
        content: bytes = sent.parameters[document.removeprefix("attach://")]
        return content

    def now(self, sent: Sent) -> Sent:
        """The current state of a message of the bot."""
        return self._chats.shown[sent.chat_id, sent.message_id]

    def buttons(self, sent: Sent) -> dict[str, str]:
        """The current buttons of a message: callback data or address, by text."""
        return {
            button["text"]: str(button.get("callback_data") or button.get("url"))
            for row in self.now(sent).buttons
            for button in row
        }

    async def notice(self, query_id: str) -> str:
        """Wait until the bot answers a press. Returns the text of the notice or alert, ``""`` if it has
        none."""

        def notices() -> list[str]:
            return [
                str(call.parameters.get("text", ""))
                for call in self.calls
                if call.method == "answerCallbackQuery" and call.parameters["callback_query_id"] == query_id
            ]

        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(notices)
        return notices()[0]

    # Failures.

    def refuse(self, method: str, status: int, description: str, **parameters: Any) -> None:
        """Make the next call of ``method`` fail with this error. A second use affects the call after it."""
        self._faults.add(method, RefusalError(status, description, parameters))

    def lose(self, method: str, how: How, *, accepted: bool) -> None:
        """Lose the answer to the next call of ``method``; ``how`` is explained at :data:`How`.

        With ``accepted``, the call is carried out before its answer is lost.
        """
        self._faults.add(method, Loss(how, accepted))

    def set_weather(self, weather: Weather) -> None:
        """Set a function that decides the fault of every call for which no other fault was set."""
        self._faults.weather = weather

    def calm(self) -> None:
        """Remove all faults."""
        self._faults = Faults()

    def set_webhook(self, url: str) -> None:
        """Set a webhook, as if another program had called setWebhook."""
        self._methods.webhook_url = url

    async def go_away(self) -> None:
        """Refuse connections from now on."""
        await self._site.stop()

    async def come_back(self) -> None:
        """Accept connections again, after :meth:`go_away`."""
        port = int(self.url.rpartition(":")[2])
        self._site = web.TCPSite(self._runner, "127.0.0.1", port)
        await self._site.start()

    # HTTP.

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            parameters = await _parameters(request)
        except ConnectionResetError:
            return web.Response()  # the bot died in the middle
        self.calls.append(Call(method, parameters, time.monotonic()))
        await self._methods.notify()
        try:
            if request.match_info["token"] != self.token:
                raise RefusalError(401, "Unauthorized")
            fault: Fault | None = self._faults.next(method)
            if isinstance(fault, RefusalError):
                raise fault
            if isinstance(fault, Loss) and not fault.accepted:
                return await self._lose(request, fault)
            result = await self._methods.find(method)(parameters)
            if isinstance(fault, Loss):
                return await self._lose(request, fault)
        except RefusalError as refused:
            body: Json = {"ok": False, "error_code": refused.status, "description": refused.description}
            if refused.parameters:
                body["parameters"] = refused.parameters
            return web.json_response(body, status=refused.status)
        return web.json_response({"ok": True, "result": result})

    async def _lose(self, request: web.Request, loss: Loss) -> web.StreamResponse:
        if loss.how == "bad_gateway":
            page = "<html><head><title>502 Bad Gateway</title></head></html>"
            return web.Response(status=502, text=page, content_type="text/html")
        if loss.how == "hang":
            await self._closed.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.Response:
        file_id = request.match_info["path"].rpartition("/")[2]
        files = self._methods.files
        if request.match_info["token"] != self.token or file_id not in files:
            return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)
        return web.Response(body=files[file_id][0])


def _id(chat: Person | Group | int) -> int:
    return chat if isinstance(chat, int) else chat.id


def _sender(person: Person) -> Json:
    sender = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    return sender | ({"language_code": person.language_code} if person.language_code else {})


async def _parameters(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    posted = {
        name: value.file.read() if isinstance(value, web.FileField) else value
        for name, value in (await request.post()).items()
    }
    return dict(request.query) | posted
