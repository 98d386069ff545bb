"""Tests of the action "typing…" while an answer is prepared."""

from __future__ import annotations

import asyncio

from bot.telegram.delivery.sending import typing
from tests.bot.telegram.fake_core import Bot
from tests.bot.telegram.people import SITI


async def test_a_refused_typing_action_does_not_keep_the_answer_back(bot: Bot) -> None:
    bot.server.refuse("sendChatAction", 400, "Bad Request: not enough rights")
    assert "Kalimat" in await bot.reply_to(SITI, "tetap")


class Chat:
    """A fake chat that counts the actions sent to it. ``thrice`` is set at the third one."""

    def __init__(self) -> None:
        self.actions = 0
        self.thrice = asyncio.Event()

    async def send_action(self, _: str, message_thread_id: int | None = None) -> bool:
        self.actions += 1
        if self.actions == 3:
            self.thrice.set()
        return True


async def test_typing_is_repeated_until_the_body_ends() -> None:
    chat = Chat()
    async with typing(chat, interval_s=0.001):  # type: ignore[arg-type]
        await chat.thrice.wait()
    assert chat.actions >= 3


async def test_typing_ends_when_the_event_is_set() -> None:
    chat = Chat()
    async with typing(chat, interval_s=0.001) as enough:  # type: ignore[arg-type]
        await chat.thrice.wait()
        enough.set()
        await asyncio.sleep(0)  # the task that repeats the action sees the event
        actions = chat.actions
        await asyncio.sleep(0.02)  # no event says that nothing happens: twenty intervals without an action
        assert chat.actions == actions
