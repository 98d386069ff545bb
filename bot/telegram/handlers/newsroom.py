"""What only admins do with published articles. Whether somebody is one is checked at the door."""

from __future__ import annotations

from bot.telegram import incoming, rendering
from bot.telegram.handlers.door import Asked, Context
from bot.telegram.needs import Library
from knowledge.ports import AuditStore

EXAMPLE_ID = "a1b2c3"


class Newsroom:
    def __init__(self, library: Library, audit: AuditStore) -> None:
        self._library = library
        self._audit = audit

    async def delete(self, asked: Asked, context: Context) -> None:
        article_id = incoming.after_command(asked.message.text or "")
        if not article_id:
            newest = await self._library.list(1)
            example = newest[0].id if newest else EXAMPLE_ID
            await asked.say(asked.texts("delete-how", example=example))
            return
        await self._library.delete(article_id)
        await self._audit.record(asked.person, asked.user.full_name, "delete", article_id)
        await asked.say(asked.texts("deleted", id=rendering.short_id(article_id)))
