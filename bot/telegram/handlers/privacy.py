"""Handles /privacy and /forget: shows what is stored about a person, and deletes it."""

from __future__ import annotations

from bot.telegram.delivery.callback_replies import change
from bot.telegram.handlers.access import CallbackContext, Context, MessageContext
from bot.telegram.protocols import Turns
from bot.telegram.updates.identity import conversation
from bot.telegram.views.answer import render_text
from bot.telegram.views.keyboards import under_forget
from knowledge.ports import ChatStore


class Privacy:
    """Handles /privacy, /forget and the buttons that confirm /forget.

    In a private chat, /forget deletes everything stored about the person, including their questions in
    groups. In a group it deletes only what this person asked there; other people's questions stay.
    """

    def __init__(self, turns: Turns, chats: ChatStore) -> None:
        self._turns = turns
        self._chats = chats

    async def privacy(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/privacy``: say what is stored about a person."""
        await incoming.say(incoming.texts("privacy"))

    async def forget(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/forget``: ask for confirmation."""
        is_private = incoming.chat.type == incoming.chat.PRIVATE
        question = incoming.texts("forget-ask" if is_private else "forget-ask-group")
        await incoming.say(question, under_forget(incoming.user.id, incoming.texts))

    async def confirm(self, press: CallbackContext) -> None:
        """Handle the buttons "Yes" and "No" under /forget: delete what is stored about the person, or keep
        it."""
        user_id, choice = press.arguments
        if user_id != str(press.user.id):
            await press.acknowledge(press.texts("forget-not-yours"), is_alert=True)
            return
        text = await self._forget(press) if choice == "yes" else press.texts("nothing-deleted")
        [outgoing] = render_text(text)
        await change(press.bot, press.chat.id, press.message_id, outgoing)

    async def _forget(self, press: CallbackContext) -> str:
        chat = conversation(press.chat.id, None)
        if press.chat.type != press.chat.PRIVATE:
            turns = await self._turns.forget_person(press.person, chat)
            return press.texts("forgotten-group", turns=turns)
        turns = await self._turns.forget(chat) + await self._turns.forget_person(press.person)
        had_settings = await self._chats.forget(chat)
        return press.texts("forgotten", turns=turns, settings="yes" if had_settings else "no")
