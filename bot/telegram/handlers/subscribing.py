"""/corrections: whether a chat is told when something is corrected that was quoted there."""

from __future__ import annotations

from dataclasses import replace

from bot.telegram.handlers.access import Asked, Context
from bot.telegram.updates import reading
from knowledge.ports import ChatStore


class Subscribing:
    """Told by default: whoever was given a wrong sentence should learn of it."""

    def __init__(self, chats: ChatStore) -> None:
        self._chats = chats

    async def corrections(self, asked: Asked, context: Context) -> None:
        """/corrections on, off, or nothing: which of the two it is."""
        choice = reading.after_command(asked.message.text or "").lower()
        if choice in {"on", "off"}:
            settings = replace(asked.settings, corrections=choice == "on")
            await self._chats.keep(asked.conversation, settings)
            await asked.say(asked.texts(f"corrections-set-{choice}"))
        else:
            state = "on" if asked.settings.corrections else "off"
            await asked.say(asked.texts(f"corrections-are-{state}"))
