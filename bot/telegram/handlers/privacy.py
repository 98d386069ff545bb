"""What is kept, and forgetting it."""

from __future__ import annotations

from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import Asked, Context, Pressed
from bot.telegram.protocols import Turns
from bot.telegram.updates.identity import conversation
from bot.telegram.views.answer import render_text
from bot.telegram.views.keyboards import under_forget
from knowledge.ports import ChatStore


class Privacy:
    """In a private chat everything of the person is deleted, also what they asked in groups. In a group only
    what this person asked there: the rest is not theirs."""

    def __init__(self, turns: Turns, chats: ChatStore) -> None:
        self._turns = turns
        self._chats = chats

    async def privacy(self, asked: Asked, context: Context) -> None:
        await asked.say(asked.texts("privacy"))

    async def forget(self, asked: Asked, context: Context) -> None:
        is_private = asked.chat.type == asked.chat.PRIVATE
        question = asked.texts("forget-ask" if is_private else "forget-ask-group")
        await asked.say(question, under_forget(asked.user.id, asked.texts))

    async def confirm(self, pressed: Pressed) -> None:
        user_id, answer = pressed.found
        if user_id != str(pressed.user.id):
            await pressed.acknowledge(pressed.texts("forget-not-yours"), is_alert=True)
            return
        text = await self._forget(pressed) if answer == "yes" else pressed.texts("forget-kept")
        [outgoing] = render_text(text)
        await change(pressed.bot, pressed.chat.id, pressed.message_id, outgoing)

    async def _forget(self, pressed: Pressed) -> str:
        chat = conversation(pressed.chat.id, None)
        if pressed.chat.type != pressed.chat.PRIVATE:
            turns = await self._turns.forget_person(pressed.person, chat)
            return pressed.texts("forgotten-group", turns=turns)
        turns = await self._turns.forget(chat) + await self._turns.forget_person(pressed.person)
        had_settings = await self._chats.forget(chat)
        return pressed.texts("forgotten", turns=turns, settings="yes" if had_settings else "no")
