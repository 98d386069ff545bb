"""Stores an added article as pending, or recognises that it is stored already.

Everything here runs inside one write transaction of :class:`~knowledge.adapters.database.engine.Connections`,
so no other process can add the same article between the look-up and the insert; the unique indexes are a
second safeguard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.database.rows import AnyRow, as_utc, content_hash, storable
from knowledge.adapters.database.schema import LIVE, PENDING, PUBLISHED, articles, sentences
from knowledge.adapters.database.terms import encode_terms
from knowledge.adapters.database.trash import take_out_of_trash
from knowledge.adapters.database.versions import retracted_text
from knowledge.errors import UnknownArticle, UnreadableArticle
from knowledge.models import ArticleText
from knowledge.ports import Stored

MAX_EXTERNAL_ID_BYTES = 2000
"""PostgreSQL cannot index values of more than 2,704 bytes."""

_KNOWN_COLUMNS = (
    articles.c.revision,
    articles.c.id,
    articles.c.external_id,
    articles.c.state,
    articles.c.title,
    articles.c.content_hash,
    articles.c.published_on,
    articles.c.publisher,
    articles.c.url,
    articles.c.sentence_count,
)


@dataclass(frozen=True, slots=True)
class Intake:
    """One call of :meth:`knowledge.ports.ArticleWriter.put`: its arguments, and methods that carry it out."""

    article: ArticleText
    title: str
    language: str
    spans: Sequence[tuple[int, int]]
    terms: Sequence[str]
    replaces: str | None = None
    reason: str | None = None
    restores: str | None = None

    def check(self) -> None:
        """Raises ``UnreadableArticle`` if the database cannot store the article unchanged."""
        article = self.article
        texts = (article.text, self.title, article.publisher, article.url, article.external_id, self.reason)
        if not all(storable(text) for text in texts if text):
            raise UnreadableArticle(
                "The article holds characters that are not text (NUL or broken Unicode); "
                "save it again as plain UTF-8 text."
            )
        if len((article.external_id or "").encode()) > MAX_EXTERNAL_ID_BYTES:
            raise UnreadableArticle(
                f"The article's id is longer than {MAX_EXTERNAL_ID_BYTES} bytes; give it a shorter one."
            )

    async def store(self, connection: AsyncConnection, *, now: datetime, new_id: Callable[[], str]) -> Stored:
        """Stores the article as pending, or finds it stored already. Raises the same errors as the port's
        ``put``."""
        known = await self._recognised(connection)
        if self.restores is not None:
            return await self._restore(connection, self.restores, known, now)
        if not known:
            await self._refuse_retracted(connection)
            return await self.insert(connection, "added", await _unused_id(connection, new_id), now)
        newest = known[0]
        visible = next((row for row in known if row.state == "published"), None)
        if self._is_same(newest):
            if newest.state == "published":
                return _stored("unchanged", newest, None)
            # A process that died left it pending, or another is indexing it: the caller can wait for it.
            return _stored("replaced" if visible else "added", newest, newest.revision)
        if newest.state == "pending":
            await connection.execute(
                sa.update(articles).where(articles.c.revision == newest.revision).values(state="withdrawn")
            )
        if visible is not None and self._is_same(visible):
            return _stored("unchanged", visible, None)
        if self.replaces is not None:
            inherited = replace(self, article=replace(self.article, external_id=newest.external_id))
            return await inherited.insert(connection, "replaced", newest.id, now)
        return await self.insert(connection, "replaced", newest.id, now)

    async def _restore(
        self, connection: AsyncConnection, article_id: str, known: Sequence[AnyRow], now: datetime
    ) -> Stored:
        added_at = await take_out_of_trash(connection, article_id, now)
        if added_at is None:
            raise UnknownArticle(article_id)
        if known:
            raise UnreadableArticle(f"Article {known[0].id} has taken its place; delete that one first.")
        return await self.insert(connection, "added", article_id, added_at)

    async def _refuse_retracted(self, connection: AsyncConnection) -> None:
        """Raises ``UnreadableArticle`` for a text that was retracted.

        Otherwise a folder that is added every night would bring back what an editor withdrew.
        """
        past = await retracted_text(connection, content_hash(self.article.text))
        if past is not None and past.until is not None:
            raise UnreadableArticle(
                f"This text was withdrawn on {past.until:%Y-%m-%d} ({past.reason}); correct it, or delete "
                f"the record with `kutip delete {past.article_id}` before you add it again."
            )

    async def _recognised(self, connection: AsyncConnection) -> Sequence[AnyRow]:
        """Returns the live revisions of the article, newest first: at most one pending, one published."""
        known = sa.select(*_KNOWN_COLUMNS).where(LIVE).order_by(articles.c.revision.desc())
        same_text = articles.c.content_hash == content_hash(self.article.text)
        external_id = self.article.external_id
        if self.replaces is not None:
            return await self._replaced(connection, self.replaces, known, same_text)
        if external_id is None:
            # Leave out a published text that a pending revision is about to replace.
            newer = articles.alias()
            superseded = sa.exists().where(
                newer.c.id == articles.c.id,
                newer.c.state == sa.literal_column("'pending'"),
                newer.c.revision > articles.c.revision,
            )
            return (await connection.execute(known.where(same_text, ~superseded).limit(1))).all()
        rows = (await connection.execute(known.where(articles.c.external_id == external_id))).all()
        if rows:
            return rows
        nameless = sa.and_(same_text, articles.c.external_id.is_(None), LIVE)
        named = sa.update(articles).where(nameless).values(external_id=external_id)
        if (await connection.execute(named)).rowcount:
            rows = (await connection.execute(known.where(articles.c.external_id == external_id))).all()
        return rows

    async def _replaced(
        self,
        connection: AsyncConnection,
        article_id: str,
        known: sa.Select[Any],
        same_text: sa.ColumnElement[bool],
    ) -> Sequence[AnyRow]:
        """Returns the live revisions of the article to replace. Raises ``UnknownArticle``."""
        rows: Sequence[AnyRow] = (await connection.execute(known.where(articles.c.id == article_id))).all()
        if not rows:
            raise UnknownArticle(article_id)
        nameless = articles.c.external_id.is_(None)
        twins = (
            await connection.execute(known.where(same_text, nameless, articles.c.id != rows[0].id))
        ).all()
        if twins and rows[0].external_id is None:
            raise UnreadableArticle(
                f"The same text is stored as article {twins[0].id}; delete or retract one of the two."
            )
        return rows

    def _is_same(self, row: AnyRow) -> bool:
        if row.content_hash != content_hash(self.article.text):
            return False
        if self.article.external_id is None and self.replaces is None:
            return True
        article = self.article
        mine = (self.title, article.published_on, article.publisher, article.url)
        return mine == (row.title, row.published_on, row.publisher, row.url)

    async def insert(
        self, connection: AsyncConnection, status: Any, article_id: str, now: datetime, state: str = "pending"
    ) -> Stored:
        """Stores the article as a new revision, which was added ``now``, without looking for the same one."""
        article = self.article
        added_at = as_utc(now)
        insert = sa.insert(articles).values(
            id=article_id,
            external_id=article.external_id,
            state=state,
            language=self.language,
            published_on=article.published_on,
            listed_on=article.published_on or added_at.date(),
            added_at=added_at,
            sentence_count=len(self.spans),
            content_hash=content_hash(article.text),
            publisher=article.publisher,
            url=article.url,
            title=self.title,
            text=article.text,
            terms=" ".join(encode_terms(self.terms)),
            reason=self.reason,
        )
        revision = (await connection.execute(insert.returning(articles.c.revision))).scalar_one()
        if self.spans:
            await connection.execute(
                sa.insert(sentences),
                [
                    {"revision": revision, "position": position, "start": start, "end": end}
                    for position, (start, end) in enumerate(self.spans)
                ],
            )
        return Stored(status, article_id, revision, self.title, len(self.spans))


def _stored(status: Any, row: AnyRow, revision: int | None) -> Stored:
    return Stored(status, row.id, revision, row.title, row.sentence_count)


async def _unused_id(connection: AsyncConnection, new_id: Callable[[], str]) -> str:
    while True:
        candidate = new_id()
        taken = sa.or_(articles.c.id == candidate, articles.c.external_id == candidate)
        live = sa.or_(PENDING, PUBLISHED)
        if (await connection.execute(sa.select(sa.literal(1)).where(taken, live).limit(1))).first() is None:
            return candidate
