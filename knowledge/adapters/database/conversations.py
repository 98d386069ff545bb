"""What was said in each chat."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.schema import turns
from knowledge.models import Turn


class ConversationDatabase:
    """Implements :class:`~knowledge.ports.ConversationStore`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def history(self, conversation: str, limit: int) -> list[Turn]:
        statement = (
            sa.select(turns.c.turn)
            .where(turns.c.conversation == _key(conversation))
            .order_by(turns.c.id.desc())
            .limit(limit)
        )
        async with self._connections.read() as connection:
            newest_first = (await connection.execute(statement)).scalars().all()
        return [_turn(value) for value in reversed(newest_first)]

    async def append(self, conversation: str, turn: Turn) -> None:
        value = asdict(turn) | {"asked_at": turn.asked_at.isoformat()}
        async with self._connections.write() as connection:
            await connection.execute(sa.insert(turns).values(conversation=_key(conversation), turn=value))

    async def forget(self, conversation: str) -> None:
        async with self._connections.write() as connection:
            await connection.execute(sa.delete(turns).where(turns.c.conversation == _key(conversation)))


def _key(conversation: str) -> str:
    """Any string, also one with NUL or broken Unicode, as ASCII.

    >>> _key("telegram:42"), _key("a\\x00é")
    ('telegram:42', 'a\\\\x00\\\\xe9')
    """
    return conversation.encode("unicode_escape").decode("ascii")


def _turn(value: dict[str, Any]) -> Turn:
    return Turn(
        question=value["question"],
        standalone_question=value["standalone_question"],
        language=value["language"],
        asked_at=datetime.fromisoformat(value["asked_at"]),
        statements=tuple(value["statements"]),
        cited_articles=tuple(value["cited_articles"]),
        cited_titles=tuple(value["cited_titles"]),
    )
