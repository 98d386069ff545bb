"""Stores the feeds and channels that are followed, their items, and the items that wait to be published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.conversations import key as storable_name
from knowledge.adapters.database.engine import Connections
from knowledge.adapters.database.rows import AnyRow, as_utc, chunks
from knowledge.adapters.database.schema import followed, followed_items, post_messages, waiting_items
from knowledge.models import Followed, FollowedItem, FollowedKind, Validators
from knowledge.ports import Clock, FeedSnapshot, WaitingItem

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_NEWEST = (
    sa.select(sa.func.max(followed_items.c.published_at))
    .where(followed_items.c.followed == followed.c.number)
    .scalar_subquery()
)
_FOLLOWED = sa.select(followed, _NEWEST.label("newest_at")).order_by(followed.c.number)


class FollowingDatabase:
    """Implements :class:`~knowledge.ports.FollowingStore`."""

    def __init__(self, connections: Connections, clock: Clock) -> None:
        self._connections = connections
        self._clock = clock

    async def follow(
        self, kind: FollowedKind, address: str, title: str, followed_by: str
    ) -> tuple[Followed, bool]:
        now = as_utc(self._clock())
        values = {
            "kind": kind,
            "address": address,
            "title": title,
            "followed_by": storable_name(followed_by),
            "since": now,
            "needs_approval": False,
            "is_paused": False,
            "next_poll_at": now if kind == "feed" else None,
            "failures": 0,
        }
        insert = self._insert(followed).values(values).on_conflict_do_nothing()
        async with self._connections.write() as connection:
            is_new = (await connection.execute(insert)).rowcount > 0
            row = (await connection.execute(_FOLLOWED.where(followed.c.address == address))).one()
        return _followed(row), is_new

    async def all(self) -> list[Followed]:
        return await self._select(_FOLLOWED)

    async def find(self, number: int) -> Followed | None:
        return next(iter(await self._select(_FOLLOWED.where(followed.c.number == number))), None)

    async def find_address(self, address: str) -> Followed | None:
        return next(iter(await self._select(_FOLLOWED.where(followed.c.address == address))), None)

    async def pause(self, number: int, *, is_paused: bool) -> None:
        next_poll_at = sa.case((followed.c.kind == "feed", as_utc(self._clock())), else_=None)
        await self._update(number, is_paused=is_paused, next_poll_at=next_poll_at, silence_told_at=None)

    async def require_approval(self, number: int, *, is_required: bool) -> None:
        await self._update(number, needs_approval=is_required)

    async def drop(self, number: int) -> bool:
        async with self._connections.write() as connection:
            delete = sa.delete(followed).where(followed.c.number == number)
            return (await connection.execute(delete)).rowcount > 0

    async def due(self, now: datetime) -> list[Followed]:
        has_item = sa.exists().where(
            waiting_items.c.followed == followed.c.number, waiting_items.c.due_at <= as_utc(now)
        )
        is_due = sa.or_(followed.c.next_poll_at <= as_utc(now), has_item)
        return await self._select(_FOLLOWED.where(~followed.c.is_paused, is_due))

    async def record_poll(
        self,
        number: int,
        now: datetime,
        next_poll_at: datetime,
        snapshot: FeedSnapshot | None,
        items: Sequence[tuple[FollowedItem, datetime]] = (),
    ) -> int:
        values: dict[str, Any] = {
            "succeeded_at": as_utc(now),
            "next_poll_at": as_utc(next_poll_at),
            "failures": 0,
            "error": None,
        }
        if snapshot is not None:
            validators = snapshot.validators
            values |= {
                "etag": validators.etag,
                "last_modified": validators.last_modified,
                "digest": validators.digest,
            }
        update = sa.update(followed).where(followed.c.number == number)
        async with self._connections.write() as connection:
            if not (await connection.execute(update.values(values))).rowcount:
                return 0  # It was dropped during the poll.
            known = await _fingerprints(connection, number, [item for item, _ in items])
            different = [
                (item, due_at) for item, due_at in items if known.get(item.key) != _fingerprint(item)
            ]
            for chunk in chunks([item.key for item, _ in different]):
                earlier = sa.delete(waiting_items).where(
                    waiting_items.c.followed == number, waiting_items.c.key.in_(chunk)
                )
                await connection.execute(earlier)
            await _remember(connection, number, different, known, now)
        return len(different)

    async def record_failure(self, number: int, next_poll_at: datetime, error: str) -> None:
        failures = followed.c.failures + 1
        await self._update(number, next_poll_at=as_utc(next_poll_at), failures=failures, error=error)

    async def add_post(self, number: int, item: FollowedItem, now: datetime, due_at: datetime) -> bool:
        async with self._connections.write() as connection:
            known = await _fingerprints(connection, number, [item])
            is_unknown = item.key not in known
            if known.get(item.key) == _fingerprint(item) or (is_unknown and item.status == "cancelled"):
                return False
            await _remember(connection, number, [(item, due_at)], known, now)
            earlier = sa.update(waiting_items).where(
                waiting_items.c.followed == number, waiting_items.c.key == item.key
            )
            await connection.execute(earlier.values(due_at=as_utc(due_at)))
        return True

    async def waiting(self, number: int, now: datetime, limit: int) -> list[WaitingItem]:
        state = (
            *(followed_items.c.is_own, followed_items.c.article_id),
            *(followed_items.c.draft, followed_items.c.parts),
        )
        statement = (
            sa.select(waiting_items, *state)
            .join(
                followed_items,
                sa.and_(
                    followed_items.c.followed == waiting_items.c.followed,
                    followed_items.c.key == waiting_items.c.key,
                ),
            )
            .where(waiting_items.c.followed == number, waiting_items.c.due_at <= as_utc(now))
            .order_by(waiting_items.c.number)
            .limit(limit)
        )
        async with self._connections.read() as connection:
            rows = (await connection.execute(statement)).all()
        return [
            WaitingItem(
                number=row.number,
                followed=row.followed,
                item=_adapter().validate_python(row.item),
                attempts=row.attempts,
                is_own=row.is_own,
                article_id=row.article_id,
                draft=row.draft,
                parts=tuple((part, text) for part, text in row.parts or ()),
            )
            for row in rows
        ]

    async def waiting_count(self, number: int) -> int:
        count = sa.select(sa.func.count()).where(waiting_items.c.followed == number)
        async with self._connections.read() as connection:
            return (await connection.execute(count)).scalar_one()

    async def postpone(self, waiting: WaitingItem, until: datetime) -> None:
        update = sa.update(waiting_items).where(waiting_items.c.number == waiting.number)
        async with self._connections.write() as connection:
            await connection.execute(update.values(due_at=as_utc(until), attempts=waiting.attempts + 1))

    async def claim(self, waiting: WaitingItem) -> None:
        own = sa.update(followed_items).where(
            followed_items.c.followed == waiting.followed, followed_items.c.key == waiting.item.key
        )
        async with self._connections.write() as connection:
            await connection.execute(own.values(is_own=True))

    async def settle(
        self,
        waiting: WaitingItem,
        *,
        article_id: str | None = None,
        draft: int | None = None,
        parts: Sequence[tuple[int, str]] = (),
    ) -> None:
        done = sa.delete(waiting_items).where(
            waiting_items.c.followed == waiting.followed,
            waiting_items.c.key == waiting.item.key,
            waiting_items.c.number <= waiting.number,
        )
        state = sa.update(followed_items).where(
            followed_items.c.followed == waiting.followed, followed_items.c.key == waiting.item.key
        )
        values: dict[str, Any] = {"draft": draft}
        if article_id is not None:
            values["article_id"] = article_id
        if parts:
            values["parts"] = [list(part) for part in parts]
        async with self._connections.write() as connection:
            await connection.execute(done)
            await connection.execute(state.values(values))

    async def moments(self, number: int, since: datetime) -> list[datetime]:
        published_at = followed_items.c.published_at
        statement = (
            sa.select(published_at)
            .where(followed_items.c.followed == number, published_at >= as_utc(since))
            .order_by(published_at)
        )
        async with self._connections.read() as connection:
            return [row.replace(tzinfo=UTC) for row in (await connection.execute(statement)).scalars()]

    async def mark_silence_told(self, number: int, at: datetime) -> None:
        await self._update(number, silence_told_at=as_utc(at))

    async def link_message(self, chat_id: int, message_id: int, key: str) -> None:
        values = {"chat_id": chat_id, "message_id": message_id, "key": key}
        insert = self._insert(post_messages).values(values).on_conflict_do_nothing()
        async with self._connections.write() as connection:
            await connection.execute(insert)

    async def key_of_message(self, chat_id: int, message_id: int) -> str | None:
        statement = sa.select(post_messages.c.key).where(
            post_messages.c.chat_id == chat_id, post_messages.c.message_id == message_id
        )
        async with self._connections.read() as connection:
            return (await connection.execute(statement)).scalar_one_or_none()

    async def article_of(self, key: str) -> str | None:
        statement = sa.select(followed_items.c.article_id).where(
            followed_items.c.key == key, followed_items.c.article_id.is_not(None)
        )
        async with self._connections.read() as connection:
            return (await connection.execute(statement.limit(1))).scalar()

    async def _select(self, statement: sa.Select[Any]) -> list[Followed]:
        async with self._connections.read() as connection:
            return [_followed(row) for row in await connection.execute(statement)]

    async def _update(self, number: int, **values: Any) -> None:
        async with self._connections.write() as connection:
            await connection.execute(sa.update(followed).where(followed.c.number == number).values(**values))

    def _insert(self, table: sa.Table) -> Any:
        return (sqlite.insert if self._connections.is_sqlite else postgresql.insert)(table)


async def _remember(
    connection: AsyncConnection,
    number: int,
    items: Sequence[tuple[FollowedItem, datetime]],
    known: Mapping[str, str],
    now: datetime,
) -> None:
    """Store the states of items, and let them wait. A new item ends the silence of its source.

    ``known`` are the fingerprints of the last states, by key.
    """
    rows = [
        {
            "followed": number,
            "key": item.key,
            "fingerprint": _fingerprint(item),
            "published_at": as_utc(min(item.published_at or now, now)),
            "is_own": False,
        }
        for item, _ in items
    ]
    if new := [row for row in rows if row["key"] not in known]:
        await connection.execute(sa.insert(followed_items), new)
        spoke = sa.update(followed).where(followed.c.number == number)
        await connection.execute(spoke.values(silence_told_at=None))
    for row in rows:
        if row["key"] in known:
            changed = sa.update(followed_items).where(
                followed_items.c.followed == number, followed_items.c.key == row["key"]
            )
            await connection.execute(changed.values(fingerprint=row["fingerprint"]))
    waits = [
        {
            "followed": number,
            "key": item.key,
            "due_at": as_utc(due_at),
            "attempts": 0,
            "item": _adapter().dump_python(item, mode="json"),
        }
        for item, due_at in items
    ]
    if waits:
        await connection.execute(sa.insert(waiting_items), waits)


async def _fingerprints(
    connection: AsyncConnection, number: int, items: Sequence[FollowedItem]
) -> dict[str, str]:
    known: dict[str, str] = {}
    for chunk in chunks([item.key for item in items]):
        statement = sa.select(followed_items.c.key, followed_items.c.fingerprint).where(
            followed_items.c.followed == number, followed_items.c.key.in_(chunk)
        )
        known |= {row.key: row.fingerprint for row in await connection.execute(statement)}
    return known


def _fingerprint(item: FollowedItem) -> str:
    content = _adapter().dump_python(item, mode="json")
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@cache
def _adapter() -> TypeAdapter[FollowedItem]:
    from pydantic import TypeAdapter

    return TypeAdapter(FollowedItem)


def _followed(row: AnyRow) -> Followed:
    return Followed(
        number=row.number,
        kind=row.kind,
        address=row.address,
        title=row.title,
        followed_by=row.followed_by,
        since=row.since.replace(tzinfo=UTC),
        needs_approval=row.needs_approval,
        is_paused=row.is_paused,
        next_poll_at=_utc(row.next_poll_at),
        succeeded_at=_utc(row.succeeded_at),
        failures=row.failures,
        error=row.error,
        validators=Validators(row.etag, row.last_modified, row.digest),
        newest_at=_utc(row.newest_at),
        silence_told_at=_utc(row.silence_told_at),
    )


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)
