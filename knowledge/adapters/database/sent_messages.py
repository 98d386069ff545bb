"""Stores which message of a chat carries which part of an answer."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.adapters.database.conversations import key
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import as_utc
from knowledge.adapters.database.schema import sent_messages, turns, updates
from knowledge.ports import Clock, OutgoingMessage, UsedNumbers

EXPIRES_AFTER = timedelta(days=2)
"""Longer than Telegram delivers an update again. The message of a stored turn does not expire."""

SENT_TOGETHER = 100
"""Message ids that Telegram may give to other messages while one message is being sent."""

PRUNED_EVERY = 500
"""Messages between two deletions of expired ones, since a deletion scans the recent messages."""


class SentDatabase:
    """Implements :class:`~knowledge.ports.SentStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock
        self._intended = 0

    async def intend(self, message: OutgoingMessage) -> OutgoingMessage | None:
        now = as_utc(self._clock())
        insert = sqlite.insert if self._connections.is_sqlite else postgresql.insert
        statement = (
            insert(sent_messages)
            .values(
                origin=key(message.origin),
                part=message.part,
                chat_id=message.chat_id,
                series=message.sequence,
                after_message_id=message.after,
                message_id=message.message_id,
                sent_at=now,
            )
            .on_conflict_do_nothing()
            .returning(sent_messages.c.part)
        )
        this = (sent_messages.c.origin == key(message.origin)) & (sent_messages.c.part == message.part)
        async with self._connections.write() as connection:
            if self._intended % PRUNED_EVERY == 0:
                await connection.execute(_expired(now - EXPIRES_AFTER))
            self._intended += 1
            if (await connection.execute(statement)).first() is not None:
                return None
            row = (await connection.execute(sa.select(sent_messages).where(this))).one()
        return OutgoingMessage(
            message.origin, row.part, row.chat_id, row.series, row.after_message_id, row.message_id
        )

    async def confirm(self, origin: str, part: int, chat_id: int, sequence: int, message_id: int) -> None:
        statement = (
            sa.update(sent_messages)
            .where(sent_messages.c.origin == key(origin), sent_messages.c.part == part)
            .values(chat_id=chat_id, series=sequence, message_id=message_id)
        )
        async with self._connections.write() as connection:
            await connection.execute(statement)

    async def newest_number(self, sequence: int) -> int:
        statements = [
            sa.select(sa.func.max(table.c.message_id)).where(table.c.series == sequence)
            for table in (sent_messages, updates)
        ]
        async with self._connections.read() as connection:
            return max([(await connection.execute(newest)).scalar() or 0 for newest in statements])

    async def used_numbers(self, sequence: int, after: int) -> UsedNumbers:
        numbers = sa.union(
            *(
                sa.select(table.c.message_id).where(table.c.series == sequence, table.c.message_id > after)
                for table in (sent_messages, updates)
            )
        )
        unknown = (
            sa.select(sa.func.count())
            .select_from(sent_messages)
            .where(
                sent_messages.c.series == sequence,
                sent_messages.c.message_id.is_(None),
                sent_messages.c.after_message_id >= after - SENT_TOGETHER,
            )
        )
        async with self._connections.read() as connection:
            return UsedNumbers(
                frozenset((await connection.execute(numbers)).scalars()),
                (await connection.execute(unknown)).scalar_one(),
            )

    async def turn_of(self, chat_id: int, message_id: int) -> int | None:
        statement = (
            sa.select(turns.c.id)
            .join(sent_messages, turns.c.origin == sent_messages.c.origin)
            .where(sent_messages.c.message_id == message_id, sent_messages.c.chat_id == chat_id)
            .order_by(turns.c.id.desc())
            .limit(1)
        )
        async with self._connections.read() as connection:
            number: int | None = (await connection.execute(statement)).scalar()
        return number


def _expired(oldest: object) -> sa.Delete:
    carries_a_turn = sa.exists().where(turns.c.origin == sent_messages.c.origin)
    return sa.delete(sent_messages).where(sent_messages.c.sent_at < oldest, ~carries_a_turn)
