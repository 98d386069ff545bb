"""Finds past versions of articles whose readers have to be notified, and stores the notices that are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.conversations import key, name
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import AnyRow, as_utc, chunks
from knowledge.adapters.database.schema import LIVE, articles, correction_notices, deleted_articles, turns
from knowledge.adapters.database.schema import article_versions as past
from knowledge.models import Change
from knowledge.ports import Clock, Correction, DueNotice, Notice

_DETAILS = (past.c.title, past.c.ending, past.c.ended_at, past.c.reason)


class CorrectionDatabase:
    """Implements :class:`~knowledge.ports.CorrectionStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def next_correction(self) -> Correction | None:
        columns = (past.c.revision, past.c.article_id, past.c.ending, past.c.text)
        # A deleted article is skipped, because its deletion can be undone.
        is_deleted = sa.exists().where(deleted_articles.c.article_id == past.c.article_id)
        statement = sa.select(*columns).where(past.c.followed_up_at.is_(None), ~is_deleted)
        async with self._connections.read() as connection:
            row = (await connection.execute(statement.order_by(past.c.revision).limit(1))).one_or_none()
            if row is None:
                return None
            new = None if row.ending == "retracted" else await _text_after(connection, row)
        return Correction(row.revision, row.article_id, row.text, new)

    async def follow_up(self, revision: int, notices: Sequence[Notice]) -> None:
        rows = [
            {
                "revision": revision,
                "conversation": key(notice.conversation),
                "turn": notice.turn,
                "changes": [asdict(change) for change in notice.changes],
            }
            for notice in notices
        ]
        mark = sa.update(past).where(past.c.revision == revision, past.c.followed_up_at.is_(None))
        async with self._connections.write() as connection:
            done = await connection.execute(mark.values(followed_up_at=as_utc(self._clock())))
            if done.rowcount and rows:
                # A turn may have been deleted since the caller read it.
                stored = set(await _stored(connection, [notice.turn for notice in notices]))
                if deliverable := [row for row in rows if row["turn"] in stored]:
                    await connection.execute(sa.insert(correction_notices), deliverable)

    async def due(self, limit: int, *, after: tuple[int, str] = (0, "")) -> list[DueNotice]:
        revision, conversation = correction_notices.c.revision, correction_notices.c.conversation
        last_revision, last_conversation = after[0], key(after[1])
        behind = sa.or_(
            revision > last_revision, sa.and_(revision == last_revision, conversation > last_conversation)
        )
        statement = (
            sa.select(correction_notices, *_DETAILS)
            .join(past, past.c.revision == revision)
            .where(behind)
            .order_by(revision, conversation)
            .limit(limit)
        )
        async with self._connections.read() as connection:
            rows = (await connection.execute(statement)).all()
        return [
            DueNotice(
                revision=row.revision,
                notice=Notice(
                    name(row.conversation), row.turn, tuple(Change(**change) for change in row.changes)
                ),
                title=row.title,
                ending=row.ending,
                ended_at=row.ended_at.replace(tzinfo=UTC),
                reason=row.reason,
            )
            for row in rows
        ]

    async def settle(self, revision: int, conversation: str) -> None:
        which = sa.and_(
            correction_notices.c.revision == revision,
            correction_notices.c.conversation == key(conversation),
        )
        async with self._connections.write() as connection:
            await connection.execute(sa.delete(correction_notices).where(which))


async def _text_after(connection: AsyncConnection, row: AnyRow) -> str:
    """Return the text of the version that followed ``row``: the next past version, or the live one.

    If there is none, because the article was deleted meanwhile, return the text of ``row``.
    """
    texts: list[str] = []
    for table, same in (
        (past, past.c.article_id == row.article_id),
        (articles, sa.and_(articles.c.id == row.article_id, LIVE)),
    ):
        later = sa.select(table.c.text).where(same, table.c.revision > row.revision)
        texts += (await connection.execute(later.order_by(table.c.revision).limit(1))).scalars()
    texts.append(row.text)
    return texts[0]


async def _stored(connection: AsyncConnection, numbers: Sequence[int]) -> list[int]:
    """Return those of the ``numbers`` that are numbers of stored turns."""
    stored: list[int] = []
    for chunk in chunks(numbers):
        stored += (await connection.execute(sa.select(turns.c.id).where(turns.c.id.in_(chunk)))).scalars()
    return stored
