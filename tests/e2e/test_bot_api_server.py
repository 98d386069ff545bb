"""Tests that the scripted Bot API server refuses what the real server refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.e2e.bot_api_server import TOKEN, BotApiServer, Group, Person

SITI = Person(2002)


class Client:
    """Calls methods of the server as a bot does."""

    def __init__(self, server: BotApiServer, http: httpx.AsyncClient) -> None:
        self.server = server
        self._http = http

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        form = {
            name: value if isinstance(value, (str, int)) else json.dumps(value)
            for name, value in parameters.items()
        }
        answer = await self._http.post(f"{self.server.url}/bot{TOKEN}/{method}", data=form)
        body: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def refused(self, method: str, **parameters: Any) -> str:
        body = await self.call(method, **parameters)
        assert not body["ok"]
        return str(body["description"])


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with BotApiServer() as server, httpx.AsyncClient() as http:
        await server.send_text(SITI, "Halo semua")
        yield Client(server, http)


def _keyboard(*buttons: dict[str, str], rows: int = 1) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)] * rows}


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": "<b>Halo", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": " "}, "text is empty"),
        ({"text": "<b>a</b>" * 101, "parse_mode": "HTML"}, "too many entities"),
        ({"text": "a", "reply_markup": _keyboard({"text": "x", "callback_data": "é" * 33})}, "DATA_INVALID"),
        ({"text": "a", "reply_markup": _keyboard({"text": "x", "callback_data": "y"}, rows=101)}, "too long"),
        ({"text": "a", "reply_markup": _keyboard({"text": "x"})}, "text buttons"),
        ({"text": "a", "reply_markup": _keyboard({"text": "x", "url": "javascript:alert(1)"})}, "URL"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 7}, "message thread not found"),
        ({"text": "a", "chat_id": 1}, "chat not found"),
    ],
)
async def test_what_cannot_be_sent_is_refused(
    client: Client, parameters: dict[str, Any], description: str
) -> None:
    assert description in await client.refused("sendMessage", **({"chat_id": SITI.id} | parameters))
    assert client.server.shown(SITI) == []


async def test_only_messages_of_the_bot_can_be_edited_and_only_to_another_text(client: Client) -> None:
    sent = (await client.call("sendMessage", chat_id=SITI.id, text="satu"))["result"]
    edit = {"chat_id": SITI.id, "message_id": sent["message_id"]}
    assert "not modified" in await client.refused("editMessageText", **edit, text="satu")
    assert (await client.call("editMessageText", **edit, text="dua"))["ok"]
    buttons = _keyboard({"text": "x", "callback_data": "y"})
    assert (await client.call("editMessageText", **edit, text="dua", reply_markup=buttons))["ok"]
    assert "not modified" in await client.refused("editMessageText", **edit, text="dua", reply_markup=buttons)
    assert "can't be edited" in await client.refused(
        "editMessageText", **(edit | {"message_id": 1}), text="x"
    )
    assert "not found" in await client.refused("editMessageText", **(edit | {"message_id": 50}), text="x")
    assert client.server.shown(SITI)[0].data == ["y"]


async def test_press_is_answered_until_it_is_old(client: Client) -> None:
    await client.call(
        "sendMessage",
        chat_id=SITI.id,
        text="satu",
        reply_markup=_keyboard({"text": "x", "callback_data": "y"}),
    )
    [message] = client.server.shown(SITI)
    press = await client.server.press(SITI, message, "y")
    with pytest.raises(AssertionError, match="no button"):
        await client.server.press(SITI, message, "z")
    assert (await client.call("answerCallbackQuery", callback_query_id=press))["ok"]
    client.server.expire(press)
    assert "too old" in await client.refused("answerCallbackQuery", callback_query_id=press)


async def test_drafts_need_a_private_chat_and_a_server_that_supports_them(client: Client) -> None:
    group = Group(-1_000_000_000_005)
    await client.server.send_text(SITI, "Halo", group=group)
    draft = {"draft_id": 5, "text": "a"}
    assert (await client.call("sendMessageDraft", chat_id=SITI.id, **draft))["ok"]
    assert "PEER_INVALID" in await client.refused("sendMessageDraft", chat_id=group.id, **draft)
    assert "INVALID" in await client.refused("sendMessageDraft", chat_id=SITI.id, draft_id=0, text="a")
    async with BotApiServer(knows_drafts=False) as server, httpx.AsyncClient() as http:
        await server.send_text(SITI, "Halo")
        assert await Client(server, http).refused("sendMessageDraft", chat_id=SITI.id, **draft) == "Not Found"


async def test_message_in_a_topic_replies_to_its_first_message_and_is_answered_there(client: Client) -> None:
    forum = Group(-1_000_000_000_006)
    number = await client.server.send_text(SITI, "Halo", group=forum, thread=77)
    [update] = (await client.call("getUpdates", offset=2))["result"]
    message = update["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (77, True)
    assert "forum_topic_created" in message["reply_to_message"]
    sent = await client.call(
        "sendMessage", chat_id=forum.id, text="Ya", reply_parameters={"message_id": number}
    )
    assert sent["result"]["message_thread_id"] == 77


async def test_supergroups_number_their_messages_separately(client: Client) -> None:
    numbers = [
        await client.server.send_text(SITI, "x", group=group)
        for group in (Group(-5), Group(-1_000_000_000_007), None, Group(-1_000_000_000_008))
    ]
    assert numbers == [2, 1, 3, 1]
