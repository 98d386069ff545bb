"""Implements every store of :mod:`knowledge.ports`, and full text search, on SQLite and PostgreSQL.

:func:`open_database` connects, upgrades the tables and returns the stores. ``schema`` defines the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from knowledge.adapters.database.admins import AdminDatabase, AuditDatabase
from knowledge.adapters.database.articles import ArticleDatabase
from knowledge.adapters.database.chats import ChatDatabase
from knowledge.adapters.database.conversations import ConversationDatabase
from knowledge.adapters.database.corrections import CorrectionDatabase
from knowledge.adapters.database.drafts import DraftDatabase
from knowledge.adapters.database.engine import Connections, connect
from knowledge.adapters.database.following import FollowingDatabase
from knowledge.adapters.database.fts5 import Fts5Index
from knowledge.adapters.database.inbox import UpdateDatabase
from knowledge.adapters.database.migrate import upgrade_schema
from knowledge.adapters.database.relay import RelayTable
from knowledge.adapters.database.sent_messages import SentDatabase
from knowledge.adapters.database.transfer import TransferDatabase
from knowledge.adapters.database.tsvector import TsvectorIndex
from knowledge.adapters.database.upload_drafts import UploadDraftDatabase
from knowledge.adapters.database.usage import SpendingDatabase
from knowledge.ports import (
    AdminStore,
    ArticleStore,
    AuditStore,
    ChatStore,
    Clock,
    ConversationStore,
    CorrectionStore,
    DraftStore,
    FollowingStore,
    IndexRelay,
    LexicalIndex,
    SentStore,
    SpendingStore,
    UpdateStore,
    UploadDraftStore,
)
from knowledge.ports.transfer import TransferStore

__all__ = ["Database", "open_database"]


@dataclass(frozen=True, slots=True)
class Database:
    """All stores of an open database. They share one pool of connections."""

    articles: ArticleStore
    lexical: LexicalIndex
    conversations: ConversationStore
    chats: ChatStore
    corrections: CorrectionStore
    spending: SpendingStore
    drafts: DraftStore
    upload_drafts: UploadDraftStore
    relay: IndexRelay
    updates: UpdateStore
    sent: SentStore
    admins: AdminStore
    audit: AuditStore
    following: FollowingStore
    transfer: TransferStore
    connections: Connections

    async def close(self) -> None:
        """Close every connection. Calling twice is harmless."""
        await self.connections.close()


def _now() -> datetime:
    return datetime.now(UTC)


async def open_database(url: str, *, clock: Clock = _now) -> Database:
    """Open the database at ``url``, and create or upgrade its tables if needed.

    ``url`` is ``sqlite:////absolute/path.db`` (the folder must exist) or
    ``postgresql://user:password@host/name``. Raises ``WrongSetting`` if the address cannot be used,
    ``NewerDatabase`` if a newer version of Kutip made the database, and ``StoreUnavailable`` if the database
    does not answer.
    """
    connections = await connect(url)
    try:
        await upgrade_schema(connections)
    except BaseException:
        await connections.close()
        raise
    full_text = Fts5Index(connections) if connections.is_sqlite else TsvectorIndex(connections)
    return Database(
        articles=ArticleDatabase(connections, full_text, clock),
        lexical=full_text,
        conversations=ConversationDatabase(connections, clock),
        chats=ChatDatabase(connections),
        corrections=CorrectionDatabase(connections, clock),
        spending=SpendingDatabase(connections),
        drafts=DraftDatabase(connections, clock),
        upload_drafts=UploadDraftDatabase(connections, clock),
        relay=RelayTable(connections, clock),
        updates=UpdateDatabase(connections, clock),
        sent=SentDatabase(connections, clock),
        admins=AdminDatabase(connections, clock),
        audit=AuditDatabase(connections, clock),
        following=FollowingDatabase(connections, clock),
        transfer=TransferDatabase(connections, full_text, clock),
        connections=connections,
    )
