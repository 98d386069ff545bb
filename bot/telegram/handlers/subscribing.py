"""Handles the command /corrections, which turns notices of corrected articles on or off in a chat."""

from __future__ import annotations

from dataclasses import replace

from bot.telegram.handlers.access import Context, MessageContext
from bot.telegram.updates import reading
from knowledge.ports import ChatStore


class Subscribing:
    """Handles /corrections. Notices are on by default, so that people learn of wrong sentences they were
    shown."""

    def __init__(self, chats: ChatStore) -> None:
        self._chats = chats

    async def corrections(self, incoming: MessageContext, context: Context) -> None:
        """Handle ``/corrections on`` and ``/corrections off``, which change the setting, and
        ``/corrections``, which shows it."""
        choice = reading.after_command(incoming.message.text or "").lower()
        if choice in {"on", "off"}:
            settings = replace(incoming.settings, corrections=choice == "on")
            await self._chats.save(incoming.conversation, settings)
            await incoming.say(incoming.texts(f"corrections-set-{choice}"))
        else:
            state = "on" if incoming.settings.corrections else "off"
            await incoming.say(incoming.texts(f"corrections-are-{state}"))
