"""Stores the settings of each conversation."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.database.conversations import key
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.schema import chat_settings
from knowledge.models import ChatSettings


class ChatDatabase:
    """Implements :class:`~knowledge.ports.ChatStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def settings(self, conversation: str) -> ChatSettings:
        columns = (chat_settings.c.language, chat_settings.c.article_id, chat_settings.c.corrections)
        statement = sa.select(*columns).where(chat_settings.c.conversation == key(conversation))
        async with self._connections.read() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return ChatSettings() if row is None else ChatSettings(*row)

    async def save(self, conversation: str, settings: ChatSettings) -> None:
        insert = sqlite.insert if self._connections.is_sqlite else postgresql.insert
        values = {
            "language": settings.language,
            "article_id": settings.article_id,
            "corrections": settings.corrections,
        }
        statement = insert(chat_settings).values(conversation=key(conversation), **values)
        async with self._connections.write() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[chat_settings.c.conversation], set_=values)
            )

    async def forget(self, conversation: str) -> bool:
        delete = sa.delete(chat_settings).where(chat_settings.c.conversation == key(conversation))
        async with self._connections.write() as connection:
            return (await connection.execute(delete)).rowcount > 0
